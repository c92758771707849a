"""Stretches of time that are counted: "the three months to June", "the first week of May", "the past 24 hours"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.extraction import periods
from bot.extraction.date_parts import Context, day_in_month, how_many, month_number, year_of
from bot.extraction.date_words import ORDINALS, STEPS, WEEKDAYS
from bot.extraction.patterns import lazy
from bot.extraction.periods import UNITS, Grain, Period


def opening(core: re.Match[str], context: Context) -> Period:
    """Read "the first nine months of 2026", "the last two weeks of the year"."""
    year = year_of(core, "opening", context) or context.at.year
    whole = periods.months(year, 1, 12, Grain.YEAR)
    start, end = date(year, 1, 1), date(year, 12, 31)
    grain, count = UNITS[core["opening_unit"].removesuffix("s")], how_many(core["opening_count"])
    if core["opening_which"] == "first":
        return replace(whole, end=periods.moved(start, grain, count) - timedelta(days=1), grain=Grain.QUARTER)
    return replace(whole, start=periods.moved(end + timedelta(days=1), grain, -count), grain=Grain.QUARTER)


def weeks_of_month(core: re.Match[str], context: Context) -> Period:
    """Read "the first week of May", "the last three weeks of May 2025": sevens of days from either end."""
    number, year = month_number(core["weeks_month"]), year_of(core, "weeks", context)
    month = periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future)
    if year:
        month = periods.months(year, number, 1, Grain.MONTH)
    start, end = month.start or context.at, month.end or context.at
    which, days = core["weeks_which"].lower(), 7 * how_many(core["weeks_count"])
    if which in ("last", "final"):
        return Period(end - timedelta(days=days - 1), end, Grain.WEEK)
    first = start + timedelta(days=7 * (ORDINALS[which] - 1))
    return Period(first, first + timedelta(days=days - 1), Grain.WEEK)


def ending(core: re.Match[str], context: Context) -> Period:
    """Read "the three months to June", "the five years to 2024": counted back from the end of the last one."""
    unit = core["ending_unit"].removesuffix("s")
    count = how_many(core["ending_count"])
    if unit in ("day", "week"):
        return _days_ending(core, context, count if unit == "day" else 7 * count)
    length = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "decade": 120}[unit] * count
    if core["ending_only"]:
        last = date(int(core["ending_only"]), 12, 1)
    elif core["ending_year"]:
        last = date(int(core["ending_year"]), month_number(core["ending_month"]), 1)
    else:
        number = month_number(core["ending_month"] or "")
        last = periods.recurring(context.at, number, 1, Grain.MONTH, future=context.future).start or context.at
    first = periods.moved(last, Grain.MONTH, 1 - length)
    return periods.months(first.year, first.month, length, Grain.QUARTER if length < 24 else Grain.YEAR)


def beginning(core: re.Match[str], context: Context) -> Period:
    """Read "the fiscal year that begins July 1", "the year starting in April 2026": whole months from that one on."""
    number = month_number(core["beginning_month"])
    if core["beginning_year"]:
        year = int(core["beginning_year"])
    else:
        month = periods.recurring(context.at, number, 1, Grain.MONTH, future=_STARTS_LATER.search(core[0]) is not None)
        year = (month.start or context.at).year
    length = {"quarter": 3, "year": 12, "decade": 120}[core["beginning_unit"]]
    return periods.months(year, number, length, UNITS[core["beginning_unit"]])


_STARTS_LATER = lazy(r"\b(?:begins|starts|beginning|starting|opening|from)\s")
"""The present tense of a year that has not begun."""


def hours(core: re.Match[str], context: Context) -> Period:
    """Read "the 24 hours to 8am on Saturday": from the day on which they began to the one on which they ended."""
    days = int(core["hours_count"]) // 24
    if core["hours_weekday"]:
        number = WEEKDAYS.index(core["hours_weekday"].lower())
        end = periods.weekday(context.at, number, future=context.future).end
    elif core["hours_word"]:
        end = context.at - timedelta(days=core["hours_word"] == "yesterday")
    else:
        last = core["hours_day"] or core["hours_date"]
        end = day_in_month(core["hours_month"] or core["hours_month_first"], last, last, None, context).end
    end = end or context.at
    return Period(end - timedelta(days=days), end, Grain.DAY)


def _days_ending(core: re.Match[str], context: Context, days: int) -> Period:
    if core["ending_weekday"]:
        end = periods.weekday(context.at, WEEKDAYS.index(core["ending_weekday"].lower()), future=context.future).end
    else:
        last = core["ending_day"] or core["ending_date"] or ""
        end = day_in_month(core["ending_month"] or "", last, last, core["ending_year"], context).end
    end = end or context.at
    return Period(end - timedelta(days=days - 1), end, Grain.WEEK)


def span(core: re.Match[str], context: Context) -> Period:
    """Read "the past 24 hours", "the next five years": a stretch that ends, or begins, with publication."""
    count, unit = how_many(core["span_count"]), core["span_unit"].removesuffix("s")
    if unit == "quarter" and not core["span_count"]:  # a quarter of the calendar: "in the last quarter"
        return periods.relative(context.at, UNITS[unit], STEPS.get(core["span_word"], -1))
    count = max(1, count // 24) if unit == "hour" else count * (2 if unit == "fortnight" else 1)
    ahead = STEPS.get(core["span_word"], -1) > 0
    other = periods.moved(context.at, UNITS[unit], count if ahead else -count)
    return Period(context.at, other, UNITS[unit]) if ahead else Period(other, context.at, UNITS[unit])
