"""Figures: quantities that count or measure something in the news."""

from datetime import date

from bot.extraction.layout import Layout
from bot.extraction.statements import Statements
from bot.model import Figure


def find_figures(
    layout: Layout, statements: Statements, *, published_on: date | None, language: str = "en"
) -> tuple[Figure, ...]:
    """Find the figures of a body in order of appearance."""
    return ()
