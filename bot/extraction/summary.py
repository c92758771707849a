"""The summary: the sentences that say what happened, to whom, how much."""

from bot.extraction.layout import Layout
from bot.model import Figure, Quote, Span


def summarize(
    layout: Layout, *, headline: str | None, figures: tuple[Figure, ...], quotes: tuple[Quote, ...]
) -> tuple[Span, ...]:
    """Choose at most three sentences of at most 420 characters together, in order of appearance."""
    return layout.sentences[:3]
