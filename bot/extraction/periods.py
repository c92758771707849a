"""Calendar arithmetic for dates in the news: days, weeks from Monday, months, quarters, seasons, years."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import IntEnum


class Grain(IntEnum):
    """How fine a period is: the unit its words name."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    QUARTER = 3
    YEAR = 4
    DECADE = 5


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None is an open side. `grain` is the unit the words name."""

    start: date | None
    end: date | None
    grain: Grain


UNITS = {
    "hour": Grain.DAY, "day": Grain.DAY, "night": Grain.DAY, "week": Grain.WEEK, "fortnight": Grain.WEEK,
    "month": Grain.MONTH, "quarter": Grain.QUARTER, "year": Grain.YEAR, "decade": Grain.DECADE,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of each season, as meteorologists of the northern half count: three whole months."""

_MONTHS_OF = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.DECADE: 120}


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, before = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, before + 1)


def day(at: date) -> Period:
    """Return the period of one day."""
    return Period(at, at, Grain.DAY)


def months(year: int, month: int, count: int, grain: Grain) -> Period:
    """Return `count` whole months from a month on. Raises ValueError outside the calendar."""
    last = year * 12 + month - 1 + count - 1
    end = date(last // 12, last % 12 + 1, 1)
    return Period(date(year, month, 1), end.replace(day=monthrange(end.year, end.month)[1]), grain)


def containing(at: date, grain: Grain) -> Period:
    """Return the week, month, quarter, year or decade that holds a day."""
    if grain is Grain.DAY:
        return day(at)
    if grain is Grain.WEEK:
        monday = at - timedelta(days=at.weekday())
        return Period(monday, monday + timedelta(days=6), grain)
    if grain is Grain.MONTH:
        return months(at.year, at.month, 1, grain)
    if grain is Grain.QUARTER:
        return months(at.year, (at.month - 1) // 3 * 3 + 1, 3, grain)
    first = at.year if grain is Grain.YEAR else at.year // 10 * 10
    return months(first, 1, _MONTHS_OF[grain], grain)


def moved(at: date, grain: Grain, count: int) -> date:
    """Return the day `count` units away, the last of its month where the month is shorter.

    Raises ValueError or OverflowError outside the calendar.
    """
    if grain in (Grain.DAY, Grain.WEEK):
        return at + timedelta(days=count * (7 if grain is Grain.WEEK else 1))
    total = at.year * 12 + at.month - 1 + count * _MONTHS_OF[grain]
    year, month = divmod(total, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(year)
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))


def shifted(period: Period, grain: Grain, count: int) -> Period:
    """Return the same stretch `count` units away: October moved by −1 year is October of the year before."""
    whole = period.grain >= Grain.MONTH
    start = moved(period.start, grain, count) if period.start else None
    end = moved(period.end, grain, count) if period.end else None
    if whole and end:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return Period(start, end, period.grain)


def relative(at: date, grain: Grain, count: int) -> Period:
    """Return the unit `count` units from the one that holds `at`: −1 is last week, last month …"""
    return containing(moved(at, grain, count), grain)


def recurring(at: date, month: int, count: int, grain: Grain, *, future: bool, ended: bool = False) -> Period:
    """Return the latest of a yearly stretch of months that began by `at`, or the next not over if `future`.

    `ended` asks for one that was over before `at`: results of a quarter are not reported during it.
    """
    for year in range(at.year - 1, at.year + 2) if future else range(at.year, at.year - 3, -1):
        period = months(year, month, count, grain)
        start, end = period.start or date.min, period.end or date.max
        if end >= at if future else end < at if ended else start <= at:
            return period
    raise ValueError(month)


def weekday(at: date, number: int, *, future: bool, strict: bool = False) -> Period:
    """Return the latest day with that weekday up to `at`, or the first after it; `strict` leaves out `at` itself."""
    if future:
        return day(at + timedelta(days=(number - at.weekday() - 1) % 7 + 1))
    back = (at.weekday() - number) % 7
    return day(at - timedelta(days=back or (7 if strict else 0)))


def weekend(at: date, weeks: int) -> Period:
    """Return Saturday and Sunday of the week `weeks` from the one that holds `at`."""
    saturday = at + timedelta(days=5 - at.weekday() + 7 * weeks)
    return Period(saturday, saturday + timedelta(days=1), Grain.WEEK)


def part(period: Period, which: str) -> Period:
    """Return the early, mid or late third of a period, or its first or last day ("start", "end")."""
    start, end = period.start, period.end
    if start is None or end is None:
        return period
    if which in ("start", "end"):
        return day(start if which == "start" else end)
    third = {"early": 0, "mid": 1, "late": 2}[which]
    if period.grain is Grain.DECADE:  # four, three and three years
        return months(start.year + (0, 4, 7)[third], 1, 12 * (4, 3, 3)[third], Grain.YEAR)
    if period.grain is Grain.YEAR and start.day == 1:
        return months(start.year, start.month + 4 * third, 4, Grain.MONTH) if start.month == 1 else period
    size = ((end - start).days + 1) // 3
    first = start + timedelta(days=size * third)
    return Period(first, end if third == 2 else first + timedelta(days=max(0, size - 1)), period.grain)
