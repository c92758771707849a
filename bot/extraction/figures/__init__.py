"""Figures: quantities that count or measure something in the news."""

from datetime import date

from bot.extraction.figures.sentence import read_sentence
from bot.extraction.layout import Layout
from bot.extraction.statements import Statements
from bot.model import Figure

MOST_FIGURES = 2000
"""A body has no more figures than this: what follows is a table, or an attack."""


def find_figures(
    layout: Layout, statements: Statements, *, published_on: date | None, language: str = "en"
) -> tuple[Figure, ...]:
    """Find the figures of a body in order of appearance; they do not overlap. Linear, never raises."""
    figures: list[Figure] = []
    for sentence in layout.sentences:
        figures.extend(read_sentence(layout.body, sentence, statements, language, figures))
        if len(figures) >= MOST_FIGURES:
            break
    return tuple(figures[:MOST_FIGURES])
