"""Dates with an open or a second end: "since May", "between 2019 and 2021", "on Friday and Saturday"."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from bot.extraction import periods
from bot.extraction.date_parts import Found
from bot.extraction.date_words import AGAIN, JOIN
from bot.extraction.patterns import lazy
from bot.extraction.periods import Grain, Period
from bot.model import Span


def bounded(period: Period, bound: str, published_on: date | None = None) -> Period:
    """Open the side of a period that its preposition leaves open; "between now and" begins with publication."""
    if bound == "now":
        return replace(period, start=published_on)
    if bound in ("since", "from", "after"):
        return replace(period, end=None)
    if bound in ("by", "until", "till", "through", "up to"):
        return replace(period, start=None)
    if bound == "before" and period.start and period.start > date.min:
        return replace(period, start=None, end=period.start - timedelta(days=1))
    return period


_YEAR = lazy(r"\b\d{4}\b")


def merged(body: str, found: list[Found]) -> list[Found]:
    """Join the two ends of "between 2019 and 2021", "from January to March"."""
    merged: list[Found] = []
    for one in found:
        if (
            merged
            and merged[-1].kind in ("event", "phase")
            and body[merged[-1].span.end : one.span.start] in (" in ", " on ", " ")
        ):
            opened = one.period and bounded(one.period, "since" if merged[-1].kind == "event" else "")
            merged[-1] = replace(merged[-1], span=Span(merged[-1].span.start, one.span.end), period=opened)
        elif merged and _is_joined(body, merged[-1], one):
            merged[-1] = _joined(body, merged[-1], one)
        else:
            merged.append(one)
    return merged


def _is_joined(body: str, first: Found, second: Found) -> bool:
    if second.span.start - first.span.end > 24 or first.bound not in ("", "from"):
        return False
    gap = JOIN.fullmatch(body, first.span.end, second.span.start)
    if gap is None and second.bound not in ("until", "through"):
        return False
    if gap and gap[0].strip() in ("-", "–"):
        return first.kind == second.kind
    is_and = first.kind == second.kind and gap is not None and gap[0].strip() == "and"
    if is_and and (first.kind == "weekday" or _follow(first.period, second.period)):
        return True  # "on Friday and Saturday", "in April and May"
    return first.bound == "from" or AGAIN.search(body, max(0, first.span.start - 24), first.span.start) is not None


def _follow(first: Period | None, second: Period | None) -> bool:
    """Say whether two months, or years, stand side by side."""
    if first is None or second is None or first.end is None or second.start is None or first.grain != second.grain:
        return False
    return first.grain >= Grain.MONTH and second.start - first.end == timedelta(days=1)


def _joined(body: str, first: Found, second: Found) -> Found:
    opening = AGAIN.search(body, max(0, first.span.start - 24), first.span.start)
    span = Span(opening.start() if opening else first.span.start, second.span.end)
    period = None
    if first.period and second.period and first.period.start and second.period.end:
        with suppress(ValueError):  # before the calendar begins
            dated = _YEAR.search(body, first.span.start, first.span.end) is not None
            start = first.period.start if dated else _before(first.period.start, second.period.end, first.kind)
            if start <= second.period.end:
                period = Period(start, second.period.end, max(first.period.grain, second.period.grain))
    return Found(span, period, second.kind, first.spoken and second.spoken)


def _before(start: date, end: date, kind: str) -> date:
    """Return the start of a range moved before its end: "between Friday and Tuesday", "May to June"."""
    if kind == "weekday":
        return start if start <= end else start - timedelta(days=7)
    if kind in ("month", "dm", "md"):
        start = periods.moved(start, Grain.YEAR, end.year - start.year)
    return start if start <= end else periods.moved(start, Grain.YEAR, min(-1, end.year - start.year))
