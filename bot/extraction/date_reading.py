"""What the words of one date or period mean, given the day of publication."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.extraction import periods
from bot.extraction.date_parts import Context, day_in_month, how_many, in_digits, month_number, year_of
from bot.extraction.date_stretches import beginning, ending, hours, opening, span, weeks_of_month
from bot.extraction.date_words import EASTER, FEASTS, MOVING_FEASTS, ORDINALS, STEPS, WEEKDAYS
from bot.extraction.periods import SEASONS, UNITS, Grain, Period


def resolve(core: re.Match[str], context: Context) -> Period | None:
    """Return the period a match of CORE means; None where its words do not give one, or none on the calendar."""
    reader = _READERS.get(core.lastgroup or "")
    try:
        return reader(core, context) if reader else None
    except (ValueError, OverflowError):
        return None


def _iso(core: re.Match[str], _: Context) -> Period:
    return periods.day(date.fromisoformat(core["iso"]))


def _day_month(core: re.Match[str], context: Context) -> Period:
    return day_in_month(core["dm_month"], core["dm_from"] or core["dm_day"], core["dm_day"], core["dm_year"], context)


def _month_day(core: re.Match[str], context: Context) -> Period:
    return day_in_month(core["md_month"], core["md_day"], core["md_to"] or core["md_day"], core["md_year"], context)


def _month(core: re.Match[str], context: Context) -> Period:
    number, year = month_number(core["month_name"]), year_of(core, "month", context)
    if year:
        return periods.months(year, number, 1, Grain.MONTH)
    return periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future)


def _season(core: re.Match[str], _: Context) -> Period:
    return periods.months(int(core["season_year"]), SEASONS[core["season_name"]], 3, Grain.QUARTER)


def _the_season(core: re.Match[str], context: Context) -> Period:
    first = SEASONS[core["the_season_name"]]
    return periods.recurring(context.at, first, 3, Grain.QUARTER, future=context.future)


def _quarter(core: re.Match[str], context: Context) -> Period:
    number = int(core["quarter_digit"] or ORDINALS[core["quarter_number"].lower()])
    year = year_of(core, "quarter", context)
    if year:
        return periods.months(year, number * 3 - 2, 3, Grain.QUARTER)
    first = number * 3 - 2
    return periods.recurring(context.at, first, 3, Grain.QUARTER, future=context.future, ended=not context.future)


def _half(core: re.Match[str], context: Context) -> Period:
    year, first = (
        year_of(core, "half", context),
        1 if (core["half_number"] or core["half_digit"]) in ("first", "1") else 7,
    )
    if year:
        return periods.months(year, first, 6, Grain.QUARTER)
    return periods.recurring(context.at, first, 6, Grain.QUARTER, future=context.future)


def _fiscal(core: re.Match[str], _: Context) -> Period:
    """Read "fiscal 2026"; "fiscal 2025/26" like a season."""
    year = int(core["fiscal_long"])
    if core["fiscal_to"]:
        return periods.months(year, 7, 12, Grain.YEAR)
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
    year = in_digits(core["years_first"])
    if year < 100:
        year += 1900 if year >= 30 else 2000
    return periods.months(year, 1, 120, Grain.DECADE)


def _year(core: re.Match[str], _: Context) -> Period:
    return periods.months(int(core["year"]), 1, 12, Grain.YEAR)


def _ago(core: re.Match[str], context: Context) -> Period:
    if core["ago_count"] is None and core["ago_unit"].endswith("s"):
        raise ValueError(core[0])  # "weeks later" does not say how many
    count, unit = how_many(core["ago_count"]), core["ago_unit"].removesuffix("s")
    count, unit = (10 * count, "year") if unit == "decade" else (count, unit)
    grain = UNITS[unit]
    if unit in ("hour", "fortnight"):
        count = count // 24 if unit == "hour" else 2 * count
    if core["ago_word"] == "ago":
        return periods.relative(context.at, grain, -count)
    count = count if core["ago_word"] == "later" else -count
    anchor = context.anchor
    if anchor and (
        anchor.grain == grain
        or (anchor.grain == Grain.DAY and grain == Grain.YEAR and count == -1)
        or Grain.MONTH <= anchor.grain < grain
        or anchor.grain < grain <= Grain.WEEK
    ):
        return periods.shifted(anchor, grain, count)
    return periods.relative(context.anchored(), grain, count)


def _near(core: re.Match[str], context: Context) -> Period | None:
    word = core["near_word"].lower().split()[-1]
    step = STEPS[word]
    if core["near_unit"]:
        grain = UNITS[core["near_unit"]]
        step *= 2 if core["near_unit"] == "fortnight" else 1
        base = context.anchored() if word in ("previous", "preceding", "following") else context.at
        return periods.relative(base, grain, step)
    if core["near_day"]:
        return _near_day(WEEKDAYS.index(core["near_day"].lower()), step, context.at)
    if core["near_month"]:
        return _near_months(month_number(core["near_month"]), 1, Grain.MONTH, step, context.at)
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


def _weekday(core: re.Match[str], context: Context) -> Period:
    return periods.weekday(context.at, WEEKDAYS.index(core["weekday_name"].lower()), future=context.future)


def _word(core: re.Match[str], context: Context) -> Period:
    word, at = core[0].lower(), context.at
    if word == "overnight":
        return Period(periods.moved(at, Grain.DAY, -1), at, Grain.DAY)
    if word == "the weekend":
        return periods.weekend(at, 0 if context.future or at.weekday() >= 5 else -1)
    if word.endswith("year to date") or word.startswith("earlier in the "):
        grain = Grain.YEAR if word.endswith("date") else UNITS[word.split()[-1]]
        return replace(periods.containing(at, grain), end=at)
    if word == "year-end":
        return periods.day(date(at.year, 12, 31))
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(" ".join(word.split()), 0)
    return periods.day(periods.moved(at, Grain.DAY, step))


def _feast(core: re.Match[str], context: Context) -> Period:
    """Read a feast: in the year given, else the latest one, or the next where the clause looks ahead."""
    name = " ".join(core["feast_name"].lower().replace("’", "'").split())
    if year := year_of(core, "feast", context):
        return periods.day(_feast_in(name, year))
    at = context.at
    days = [_feast_in(name, year) for year in (at.year - 1, at.year, at.year + 1)]
    return periods.day(min(d for d in days if d >= at) if context.future else max(d for d in days if d <= at))


def _feast_in(name: str, year: int) -> date:
    if name in EASTER:
        return periods.easter(year) + timedelta(days=EASTER[name])
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
    "ending": ending, "beginning": beginning, "hours": hours,
    "ago": _ago, "near": _near, "span": span, "weekday": _weekday, "word": _word, "end": _end,
    "feast": _feast, "opening": opening, "weeks": weeks_of_month,
}  # fmt: skip
"""By kind of CORE; "every year", "recent weeks" and phases have no reader: their words give no dates."""
