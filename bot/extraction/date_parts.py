"""What the words in a date mean one by one, and what a date is resolved against."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.extraction import periods
from bot.extraction.date_words import COUNTS, MONTHS
from bot.extraction.periods import Grain, Period
from bot.model import Span

_NEAR_A_YEAR = timedelta(days=275)
"""A day of another year is not that far back: the next one is meant, or the year would be named."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in the text: its words with bounds, its period, and `spoken`: it dates no figure.

    It is the day somebody spoke, or since when a record held.
    """

    span: Span
    period: Period | None
    kind: str
    spoken: bool
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is resolved against: publication, whether its clause looks ahead, the date named before it."""

    published_on: date | None
    future: bool
    anchor: Period | None
    taken: int = 0
    """Where the date before it ends, which words of this one can't reach."""

    @property
    def at(self) -> date:
        """Return the day of publication. Raises ValueError if it is unknown."""
        if self.published_on is None:
            raise ValueError
        return self.published_on

    def anchored(self) -> date:
        """Return the start of the date named before, or the day of publication."""
        return self.anchor.start if self.anchor and self.anchor.start else self.at


def month_number(word: str) -> int:
    """Return the number of a month by its name or its beginning."""
    small = word.lower().rstrip(".")[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(small))


def in_digits(word: str) -> int:
    """Return the number in a word: 3 of "3rd"."""
    return int(re.sub(r"\D", "", word))


def how_many(word: str | None) -> int:
    """Return how many units a count word gives. Raises ValueError for "a few" and the like."""
    small = (word or "one").lower()
    if small.isdecimal():
        return int(small)
    if small == "the":
        return 1
    count = COUNTS.get(" ".join(small.split()), 100 if "hundred" in small else None)
    if count is None:
        raise ValueError(small)
    return count


def year_of(core: re.Match[str], kind: str, context: Context) -> int | None:
    """Return the year behind "of": a number, "last year", "the year"; None if the words give none."""
    if core[f"{kind}_year"]:
        return int(core[f"{kind}_year"])
    if core[f"{kind}_near"]:
        return context.at.year + (1 if core[f"{kind}_near"] == "next" else -1)
    return context.at.year if core[0].endswith("year") else None


def day_in_month(month: str, first: str, last: str, year: str | None, context: Context) -> Period:
    """Return one day, or a few days, of a month. Raises ValueError if it has no such day."""
    number = month_number(month)
    if year:
        start = date(int(year), number, in_digits(first))
    else:
        base = periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future).start or context.at
        start = base.replace(day=in_digits(first))
        if (start < context.at) if context.future else (start > context.at):
            start = periods.moved(start, Grain.YEAR, 1 if context.future else -1)
        if start.year < context.at.year and context.at - start > _NEAR_A_YEAR:
            start = periods.moved(start, Grain.YEAR, 1)
    end = start.replace(day=in_digits(last))
    return Period(start, max(start, end), Grain.DAY)
