"""Reads the figures of a text the way the tests of figures want them."""

from datetime import date

from bot.extraction.figures import find_figures
from bot.extraction.layout import lay_out
from bot.extraction.statements import Statements
from bot.model import Figure


def figures_of(
    text: str, *, language: str = "en", published_on: date | None = None, headline: str | None = None
) -> tuple[Figure, ...]:
    """Return the figures of a text nobody is said to state."""
    return find_figures(lay_out(text), Statements(()), published_on=published_on, language=language, headline=headline)


def the_figure(text: str, *, language: str = "en") -> Figure:
    """Return the only figure of a text."""
    figures = figures_of(text, language=language)
    assert len(figures) == 1, [figure.span.of(text) for figure in figures]
    return figures[0]
