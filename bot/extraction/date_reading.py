"""What the words of one date or period mean, given the day of publication."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.extraction import periods
from bot.extraction.date_words import COUNTS, FEASTS, MONTHS, MOVING_FEASTS, ORDINALS, WEEKDAYS
from bot.extraction.periods import SEASONS, UNITS, Grain, Period


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is resolved against: publication, whether its clause looks ahead, the date named before it."""

    published_on: date | None
    future: bool
    anchor: Period | None

    @property
    def at(self) -> date:
        """Return the day of publication. Raises ValueError if it is unknown."""
        if self.published_on is None:
            raise ValueError
        return self.published_on

    def anchored(self) -> date:
        """Return the start of the date named before, or the day of publication."""
        return self.anchor.start if self.anchor and self.anchor.start else self.at


def resolve(core: re.Match[str], context: Context) -> Period | None:
    """Return the period a match of CORE means; None where its words do not give one, or none on the calendar."""
    reader = _READERS.get(core.lastgroup or "")
    try:
        return reader(core, context) if reader else None
    except (ValueError, OverflowError):
        return None


def _month_number(word: str) -> int:
    small = word.lower().rstrip(".")[:3]
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(small))


def _number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _count(word: str | None) -> int:
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


def _iso(core: re.Match[str], _: Context) -> Period:
    return periods.day(date.fromisoformat(core["iso"]))


def _day_month(core: re.Match[str], context: Context) -> Period:
    return _day_in_month(core["dm_month"], core["dm_from"] or core["dm_day"], core["dm_day"], core["dm_year"], context)


def _month_day(core: re.Match[str], context: Context) -> Period:
    return _day_in_month(core["md_month"], core["md_day"], core["md_to"] or core["md_day"], core["md_year"], context)


def _day_in_month(month: str, first: str, last: str, year: str | None, context: Context) -> Period:
    number = _month_number(month)
    if year:
        start = date(int(year), number, _number(first))
    else:
        base = periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future).start or context.at
        start = base.replace(day=_number(first))
        if (start < context.at) if context.future else (start > context.at):
            start = periods.moved(start, Grain.YEAR, 1 if context.future else -1)
    end = start.replace(day=_number(last))
    return Period(start, max(start, end), Grain.DAY)


def _month(core: re.Match[str], context: Context) -> Period:
    number, year = _month_number(core["month_name"]), _year_of(core, "month", context)
    if year:
        return periods.months(year, number, 1, Grain.MONTH)
    return periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future)


def _year_of(core: re.Match[str], kind: str, context: Context) -> int | None:
    """Return the year behind "of": a number, "last year", "the year"; None if the words give none."""
    if core[f"{kind}_year"]:
        return int(core[f"{kind}_year"])
    if core[f"{kind}_near"]:
        return context.at.year + (1 if core[f"{kind}_near"] == "next" else -1)
    return context.at.year if core[0].endswith("year") else None


def _season(core: re.Match[str], _: Context) -> Period:
    return periods.months(int(core["season_year"]), SEASONS[core["season_name"]], 3, Grain.QUARTER)


def _the_season(core: re.Match[str], context: Context) -> Period:
    first = SEASONS[core["the_season_name"]]
    return periods.recurring(context.at, first, 3, Grain.QUARTER, future=context.future)


def _quarter(core: re.Match[str], context: Context) -> Period:
    number = int(core["quarter_digit"] or ORDINALS[core["quarter_number"].lower()])
    year = _year_of(core, "quarter", context)
    if year:
        return periods.months(year, number * 3 - 2, 3, Grain.QUARTER)
    first = number * 3 - 2
    return periods.recurring(context.at, first, 3, Grain.QUARTER, future=context.future, ended=not context.future)


def _half(core: re.Match[str], context: Context) -> Period:
    year, first = _year_of(core, "half", context), 1 if core["half_number"] == "first" else 7
    if year:
        return periods.months(year, first, 6, Grain.QUARTER)
    return periods.recurring(context.at, first, 6, Grain.QUARTER, future=context.future)


def _opening(core: re.Match[str], context: Context) -> Period:
    """Read "the first nine months of 2026", "the last two weeks of the year"."""
    year = _year_of(core, "opening", context) or context.at.year
    whole = periods.months(year, 1, 12, Grain.YEAR)
    start, end = date(year, 1, 1), date(year, 12, 31)
    grain, count = UNITS[core["opening_unit"].removesuffix("s")], _count(core["opening_count"])
    if core["opening_which"] == "first":
        return replace(whole, end=periods.moved(start, grain, count) - timedelta(days=1), grain=Grain.QUARTER)
    return replace(whole, start=periods.moved(end + timedelta(days=1), grain, -count), grain=Grain.QUARTER)


def _fiscal(core: re.Match[str], _: Context) -> Period:
    year = int(core["fiscal_long"])
    return periods.months(year if year > 99 else 2000 + year, 1, 12, Grain.YEAR)


def _seasons(core: re.Match[str], _: Context) -> Period:
    """Read "2019/20": from July to June where the years follow each other, else all of the years."""
    first, last = int(core["seasons_from"]), core["seasons_to"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if second <= first:
        second += 100 if len(last) == 2 else 0
    if not 0 < second - first < 50:
        raise ValueError(last)
    if second == first + 1:
        return periods.months(first, 7, 12, Grain.YEAR)
    return periods.months(first, 1, 12 * (second - first + 1), Grain.YEAR)


def _years(core: re.Match[str], _: Context) -> Period:
    year = _number(core["years_first"])
    if year < 100:
        year += 1900 if year >= 30 else 2000
    return periods.months(year, 1, 120, Grain.DECADE)


def _year(core: re.Match[str], _: Context) -> Period:
    return periods.months(int(core["year"]), 1, 12, Grain.YEAR)


def _ending(core: re.Match[str], context: Context) -> Period:
    """Read "the three months to June": months counted back from the end of one."""
    if core["ending_unit"] == "week":
        return _week_ending(core, context)
    length = {"months": _count(core["ending_count"]), "month": 1, "quarter": 3, "year": 12}[core["ending_unit"]]
    number = _month_number(core["ending_month"])
    if core["ending_year"]:
        last = date(int(core["ending_year"]), number, 1)
    else:
        last = periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future).start or context.at
    first = periods.moved(last, Grain.MONTH, 1 - length)
    return periods.months(first.year, first.month, length, Grain.QUARTER)


def _week_ending(core: re.Match[str], context: Context) -> Period:
    last = core["ending_day"] or core["ending_date"] or ""
    end = _day_in_month(core["ending_month"], last, last, core["ending_year"], context).end or context.at
    return Period(end - timedelta(days=6), end, Grain.WEEK)


def _ago(core: re.Match[str], context: Context) -> Period:
    if core["ago_count"] is None and core["ago_unit"].endswith("s"):
        raise ValueError(core[0])  # "weeks later" does not say how many
    count, unit = _count(core["ago_count"]), core["ago_unit"].removesuffix("s")
    count, unit = (10 * count, "year") if unit == "decade" else (count, unit)
    grain = UNITS[unit]
    if unit in ("hour", "fortnight"):
        count = count // 24 if unit == "hour" else 2 * count
    if core["ago_word"] == "ago":
        return periods.relative(context.at, grain, -count)
    count = count if core["ago_word"] == "later" else -count
    anchor = context.anchor
    if anchor and (anchor.grain == grain or Grain.MONTH <= anchor.grain < grain or anchor.grain < grain <= Grain.WEEK):
        return periods.shifted(anchor, grain, count)
    return periods.relative(context.anchored(), grain, count)


_STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}


def _near(core: re.Match[str], context: Context) -> Period | None:
    word = core["near_word"].lower().split()[-1]
    step = _STEPS[word]
    if core["near_unit"]:
        grain = UNITS[core["near_unit"]]
        step *= 2 if core["near_unit"] == "fortnight" else 1
        base = context.anchored() if word in ("previous", "preceding", "following") else context.at
        return periods.relative(base, grain, step)
    if core["near_day"]:
        return _near_day(WEEKDAYS.index(core["near_day"].lower()), step, context.at)
    if core["near_month"]:
        return _near_months(_month_number(core["near_month"]), 1, Grain.MONTH, step, context.at)
    if core["near_season"]:
        return _near_months(SEASONS[core["near_season"]], 3, Grain.QUARTER, step, context.at)
    if core["near_end"]:
        return periods.weekend(context.at, step)
    return periods.day(context.at) if core["near_part"] else None


def _near_day(number: int, step: int, at: date) -> Period:
    if step == 0:
        return periods.day(at + timedelta(days=number - at.weekday()))
    return periods.weekday(at, number, future=step > 0, strict=True)


def _near_months(month: int, count: int, grain: Grain, step: int, at: date) -> Period:
    if step == 0:
        return periods.months(at.year, month, count, grain)
    if step < 0:
        return periods.recurring(at, month, count, grain, future=False, ended=True)
    period = periods.recurring(at, month, count, grain, future=True)
    begun = period.start is not None and period.start <= at
    return periods.shifted(period, Grain.YEAR, 1) if begun else period


def _span(core: re.Match[str], context: Context) -> Period:
    """Read "the past 24 hours", "the next five years": a stretch that ends, or begins, with publication."""
    count, unit = _count(core["span_count"]), core["span_unit"].removesuffix("s")
    count = max(1, count // 24) if unit == "hour" else count * (2 if unit == "fortnight" else 1)
    ahead = _STEPS.get(core["span_word"], -1) > 0
    other = periods.moved(context.at, UNITS[unit], count if ahead else -count)
    return Period(context.at, other, UNITS[unit]) if ahead else Period(other, context.at, UNITS[unit])


def _weekday(core: re.Match[str], context: Context) -> Period:
    return periods.weekday(context.at, WEEKDAYS.index(core["weekday_name"].lower()), future=context.future)


def _word(core: re.Match[str], context: Context) -> Period:
    word, at = core[0].lower(), context.at
    if word == "overnight":
        return Period(periods.moved(at, Grain.DAY, -1), at, Grain.DAY)
    if word == "the weekend":
        return periods.weekend(at, 0 if context.future or at.weekday() >= 5 else -1)
    if word == "year-end":
        return periods.day(date(at.year, 12, 31))
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(" ".join(word.split()), 0)
    return periods.day(periods.moved(at, Grain.DAY, step))


def _feast(core: re.Match[str], context: Context) -> Period:
    """Read a feast: in the year given, else the latest one, or the next where the clause looks ahead."""
    name = " ".join(core["feast_name"].lower().replace("’", "'").split())
    if core["feast_year"]:
        return periods.day(_feast_in(name, int(core["feast_year"])))
    at = context.at
    days = [_feast_in(name, year) for year in (at.year - 1, at.year, at.year + 1)]
    return periods.day(min(d for d in days if d >= at) if context.future else max(d for d in days if d <= at))


def _feast_in(name: str, year: int) -> date:
    if name in FEASTS:
        return date(year, *FEASTS[name])
    month, weekday, which = MOVING_FEASTS[name]
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = periods.months(year, month, 1, Grain.MONTH).end or date(year, month, 28)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _end(core: re.Match[str], context: Context) -> Period:
    which = {"end": "end", "start": "start", "beginning": "start", "middle": "mid"}[core["end_which"]]
    return periods.part(periods.containing(context.at, UNITS[core["end_unit"]]), which)


_READERS: dict[str, Callable[[re.Match[str], Context], Period | None]] = {
    "iso": _iso, "dm": _day_month, "md": _month_day, "month": _month, "season": _season, "the_season": _the_season,
    "quarter": _quarter, "half": _half, "fiscal": _fiscal, "seasons": _seasons, "years": _years, "year": _year,
    "ending": _ending, "ago": _ago, "near": _near, "span": _span, "weekday": _weekday, "word": _word, "end": _end,
    "feast": _feast, "opening": _opening,
}  # fmt: skip
"""By kind of CORE; "every year" and "recent weeks" have no reader: their words give no dates."""
