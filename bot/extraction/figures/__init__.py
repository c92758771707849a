"""Figures: quantities that count or measure something in the news."""

from dataclasses import replace
from datetime import date

from bot.extraction import salience
from bot.extraction.dates import Dates, find_dates
from bot.extraction.figures.anchors import sentences_with_numbers
from bot.extraction.figures.sentence import read_sentence
from bot.extraction.layout import Layout
from bot.extraction.places import find_places
from bot.extraction.statements import Statements
from bot.model import DateRange, Figure, Span


def find_figures(
    layout: Layout,
    statements: Statements,
    *,
    published_on: date | None,
    language: str = "en",
    headline: str | None = None,
) -> tuple[Figure, ...]:
    """Find the figures of a body in order of appearance; they do not overlap. Linear, never raises.

    In other languages than English only digits with their money, percent and units are read.
    """
    language = language[:2].lower()
    dates, places = find_dates(layout, published_on), find_places(layout)
    figures: list[Figure] = []
    for sentence in sentences_with_numbers(layout):
        found = read_sentence(layout.body, sentence, statements, language, figures)
        clauses = dates.clauses(sentence) if found else None
        before: Figure | None = None
        for figure in found:
            if not _is_date(figure, dates):
                as_of = _date_of(figure, before, dates, dates.as_of(figure.span, sentence, clauses))
                before = replace(figure, as_of=as_of, place=places.place_of(figure.span, sentence))
                figures.append(before)
    scores = salience.score(layout, figures, headline=headline)
    return tuple(replace(figure, salience=score) for figure, score in zip(figures, scores, strict=True))


def _is_date(figure: Figure, dates: Dates) -> bool:
    """Say whether the figure is only part of a date or a span of time that dates something: "in the past 24 hours"."""
    if figure.unit:
        return False
    around = Span(max(0, figure.span.start - 40), figure.span.end)
    return any(one.span.covers(figure.span) for one in dates.within(around))


def _date_of(figure: Figure, before: Figure | None, dates: Dates, own: DateRange | None) -> DateRange | None:
    """Return the date a figure is about: its own, or that of the figure before it that it only tells more about."""
    shares = own is None and before and before.as_of and dates.goes_with(before.span, figure.span)
    return before.as_of if before and shares else own
