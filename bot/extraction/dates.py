"""Dates and periods in a body, resolved against the day of publication, and which of them a figure is about."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf

from bot.extraction.clause_splitter import split
from bot.extraction.clauses import Clauses
from bot.extraction.date_bounds import dated
from bot.extraction.date_clauses import is_date
from bot.extraction.date_parts import Context, Found
from bot.extraction.date_ranges import merged
from bot.extraction.date_words import CORE, KEY, LEFT, LEFT_ENDS, START
from bot.extraction.layout import Layout
from bot.extraction.nearness import DATE, best_for, window
from bot.extraction.patterns import lazy
from bot.extraction.periods import Period
from bot.extraction.undated import has_no_date, is_difference, is_factor
from bot.model import DateRange, Span

MOST_DATES = 2000
"""A body has no more dates than this (a sentence, no more date words): what follows is a table, or an attack."""

_APPOSED = lazy(
    r"(?:,\s|\s(?=up\b|down\b))(?P<led>(?:up|down|(?:an?\s(?:[a-z]+\s)?)?(?:rise|fall|drop|increase|decrease|jump|gain|decline|loss)\sof)\s)?"
    r"(?:(?:a|or|just|about|almost|some|by)\s)*\Z"
)
"""What stands before a figure in apposition."""
_REACH = 40
"""How far before and behind a date the words that bound it or say what it dates can stand."""


@dataclass(frozen=True, slots=True)
class Dates:
    """All dates of a body in order; they do not overlap."""

    body: str
    found: tuple[Found, ...]
    _starts: tuple[int, ...]

    @property
    def all(self) -> tuple[DateRange, ...]:
        """Return every date and period, in order of appearance."""
        return tuple(map(_range, self.found))

    def within(self, span: Span) -> tuple[Found, ...]:
        """Return the dates that lie in a stretch of the body."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self.found[first:last]

    def clauses(self, sentence: Span) -> Clauses | None:
        """Return the clauses of a sentence, None if it has no date to ask them about."""
        dates = self.within(sentence)
        return split(self.body, sentence, [one.span for one in dates]) if dates else None

    def as_of(self, span: Span, sentence: Span, clauses: Clauses | None) -> DateRange | None:
        """Return the date or period that the figure at `span` is about, if its sentence, of these clauses, gives one.

        Never the day somebody spoke: "Ryder said Tuesday there are 10,000" gives none.
        """
        if clauses is None:
            return None
        first, last = window(self._starts, span, sentence)
        near = [one for one in self.found[first:last] if not one.spoken]
        if not near:
            return None
        following = bisect_left(self._starts, span.end)
        next_date = self._starts[following] if following < len(self._starts) else inf
        if has_no_date(self.body, span, next_date=next_date):
            return None
        ties = [clauses.tie(span, one.span) for one in near]
        chosen = best_for(self.body, span, sentence, [one.span for one in near], DATE, ties)
        return None if chosen is None else _range(near[chosen])

    def goes_with(self, figure: Span, change: Span) -> bool:
        """Say whether a change is told in apposition to a figure and so has its date.

        It led to it ("closed at 377p, down 9%"), or is its difference ("40 in May, 9% more than a year earlier").
        """
        beside = _APPOSED.search(self.body, figure.end, change.start)
        if beside is None or is_factor(self.body, change):
            return False
        if is_difference(self.body, change):
            return True
        led = beside.start() == figure.end and beside["led"]
        return bool(led) and not has_no_date(self.body, change, next_date=inf)


def _range(one: Found) -> DateRange:
    period = one.period
    return DateRange(span=one.span, start=period.start if period else None, end=period.end if period else None)


def find_dates(layout: Layout, published_on: date | None) -> Dates:
    """Find the dates and periods of a body; without a publication date only absolute ones resolve.

    Linear in the body's length; never raises.
    """
    found: list[Found] = []
    anchor, anchored_in = None, -2
    keys = [match.start() for match in KEY.finditer(layout.body)]
    first = 0
    for index, sentence in enumerate(layout.sentences):
        if len(found) >= MOST_DATES:
            break
        last = bisect_left(keys, sentence.end, first)
        if first == last:
            continue
        before = anchor if index - anchored_in <= 1 else None
        here = merged(layout.body, list(_read(layout.body, sentence, keys[first:last], published_on, before)))
        first = last
        found.extend(here)
        for one in here:
            if not one.spoken and _is_closed(one.period):
                anchor, anchored_in = one.period, index
    return Dates(layout.body, tuple(found), tuple(one.span.start for one in found))


def _is_closed(period: Period | None) -> bool:
    return period is not None and period.start is not None and period.end is not None


def _read(
    body: str, sentence: Span, keys: Sequence[int], published_on: date | None, anchor: Period | None
) -> Iterator[Found]:
    """Yield the dates of one sentence, each with its bounds applied."""
    taken = sentence.start
    for key in keys[:MOST_DATES]:
        core = _core_at(body, key, taken, sentence) if key >= taken else None
        if core is None:
            continue
        left = _left_of(body, taken, core.start())
        one = dated(body, sentence, core, left, Context(published_on, False, anchor, taken))
        yield one
        taken = core.end()
        if not one.spoken and _is_closed(one.period):
            anchor = one.period


def _left_of(body: str, taken: int, start: int) -> re.Match[str] | None:
    """Return the bound and part that stand before a core, None where its last word before is neither."""
    words = body[max(taken, start - _REACH) : start]
    if not words.endswith("-") and not LEFT_ENDS.intersection(words.lower().split()[-1:]):
        return None
    return LEFT.search(body, max(taken, start - _REACH), start)


def _core_at(body: str, key: int, taken: int, sentence: Span) -> re.Match[str] | None:
    """Return the date that holds the word at `key`, the one that starts furthest left."""
    for start in START.finditer(body, max(taken, key - _REACH), min(sentence.end, key + _REACH)):
        if start.start() > key:
            break
        core = CORE.match(body, start.start(), sentence.end)
        if core and core.end() > key and is_date(body, core, sentence):
            return core
    return None
