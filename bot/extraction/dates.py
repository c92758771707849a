"""Dates and periods in a body, resolved against the day of publication, and which of them a figure is about."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from math import inf

from bot.extraction import periods
from bot.extraction.date_clauses import is_date, is_spoken, looks_ahead
from bot.extraction.date_parts import Context, Found
from bot.extraction.date_ranges import bounded, merged
from bot.extraction.date_reading import resolve
from bot.extraction.date_words import CORE, FUTURE, KEY, LEFT, LEFT_ENDS, START, STEPS
from bot.extraction.layout import Layout
from bot.extraction.nearness import DATE, best_for, window
from bot.extraction.patterns import lazy
from bot.extraction.periods import Grain, Period
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

    def as_of(self, span: Span, sentence: Span) -> DateRange | None:
        """Return the date or period that the figure at `span` is about, if its sentence gives one.

        Never the day somebody spoke: "Ryder said Tuesday there are 10,000" gives none.
        """
        following = bisect_left(self._starts, span.end)
        next_date = self._starts[following] if following < len(self._starts) else inf
        if has_no_date(self.body, span, next_date=next_date):
            return None
        first, last = window(self._starts, span, sentence)
        near = [one for one in self.found[first:last] if not one.spoken]
        chosen = best_for(self.body, span, sentence, [one.span for one in near], DATE) if near else None
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
        one = _dated(body, sentence, core, left, Context(published_on, False, anchor))
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


def _dated(body: str, sentence: Span, core: re.Match[str], left: re.Match[str] | None, context: Context) -> Found:
    """Resolve one core with the words before it."""
    kind, start = core.lastgroup or "", core.start()
    bound, part, opening = _opening(body, core, left, context.published_on)
    spoken = not bound and is_spoken(body, sentence, left.start() if left else start, core.end())
    spoken = spoken or (
        kind in ("ago", "near") and bound != "from" and _COMPARAND.search(body, max(0, start - 20), start) is not None
    )
    spoken = spoken or (bound == "since" and _is_ranked(body, opening))
    spoken = spoken or (kind in ("near", "year") and _RANK.search(body, max(0, start - 50), start) is not None)
    spoken = spoken or (
        bound == "after" and kind in ("year", "md", "dm") and _NAMED.match(body, core.end()) is not None
    )
    future = not spoken and looks_ahead(body, sentence, core, bound)
    period = _of_same_kind(body, core, context) or resolve(core, replace(context, future=future))
    if period:
        period = _parted(period, part, context.published_on)
        ends = bound == "before" and part.endswith(("end of", "start of", "beginning of"))
        period = bounded(period, "by" if ends else bound, context.published_on)
    return Found(Span(opening, core.end()), period, kind, spoken, bound)


def _is_ranked(body: str, start: int) -> bool:
    """Say whether "since" begins the time in which a thing is the biggest, or the third."""
    return any(kind.search(body, max(0, start - 60), start) for kind in (_RECORD, _RANKED))


def _opening(
    body: str, core: re.Match[str], left: re.Match[str] | None, published_on: date | None
) -> tuple[str, str, int]:
    """Return the bound and the part that hold for a core, and where its words begin."""
    since = _SINCE.search(body, max(0, core.start() - _REACH), core.start())
    if since:
        return since["bound"].lower(), "", since.start()  # "since it came into force on 1 July"
    now = _NOW_TO.search(body, max(0, core.start() - _REACH), core.start())
    if now:
        return "now", "", now.start()
    if left is None or not (left["bound"] or left["part"]):
        return "", "", core.start()
    bound, part = (left["bound"] or "").lower(), (left["part"] or "").lower()
    start = left.start("bound") if bound else left.start("part")
    if part and core.lastgroup == "span":
        part = ""  # "voted early in the past week"
    if bound == "from" and (_is_range(core, published_on) or _is_comparison(body, left)):
        return "", part, core.start()
    if bound in ("after", "before") and _POSSESSED.match(body, core.end()):
        return "", part, core.start()  # "after Sunday's derby"
    if bound in ("after", "before") and left["clock"]:
        return "", part, start  # "after 3pm on Sunday"
    return bound, part, start if bound or part else core.start()


_COMPARAND = lazy(
    r"\b(?:(?:on|than|from)|(?:%|cent|percent|points?|increase|rise|growth|improvement|drop|decline|more|higher|lower)\sover)"
    r"\s(?:the\s)?\Z"
)
"""What stands right before a time that is only compared with: "up 11% on a year earlier", "12% over last year"."""
_RECORD = lazy(r"\b(?:[a-z]{2,}est|worst|best|most|least|first)\s(?:[A-Za-z-]+\s){0,3}\Z")
"""What "since 1987" belongs to: "the biggest turnout since 1987"."""
_RANK = lazy(
    r"\bthe\s(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|last|only)"
    r"\s(?:(?:such|time|of\sits\skind|to\s[a-z]+(?:\s[a-z]+){0,2})\s)?(?:in\s|of\s)?\Z"
)
"""What ranks an event among those of a time: "Thursday's bombing, the third this month"."""
_RANKED = lazy(
    r"\b(?:the|its|their|his|her)\s(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s(?!of\s)(?:[\w-]+\s){1,3}?"
    r"(?:(?:in|on|at|of|along|near)\s(?:[\w’'-]+\s){1,4}?)?\Z"
)
"""The same before "since": "the third crash on that stretch since April"."""
_NAMED = lazy(
    r"\s(?:[a-z]+\s)?(?:attacks?|crisis|war|election|vote|referendum|storms?|floods?|quake|earthquake|coup|invasion|reforms?|strike)\b"
)
"""Behind a date: the event it tells from others: "set up after the 2022 storms"."""
_SINCE = lazy(r"\b(?P<bound>[Ss]ince|[Uu]ntil)\s(?:[A-Za-z’'-]+\s){1,6}(?:on|in)\s\Z")
_NOW_TO = lazy(r"\b[Bb]etween\snow\sand\s(?:the\s)?\Z")
_POSSESSED = lazy(r"[’']s\s[a-z]")
_SAME = lazy(r"\bsame\s(?:period|quarter|month|time|half|week|stage|point)\s(?:of\s|in\s)?\Z")


def _of_same_kind(body: str, core: re.Match[str], context: Context) -> Period | None:
    """Return what "the same period last year" means: the period named before, a year earlier."""
    anchor = context.anchor
    if anchor is None or anchor.start is None or _is_whole_year(anchor):
        return None
    words = core[0].lower()
    years = int(core["year"]) - anchor.start.year if core["year"] else -1
    if words == "this year" and context.published_on:
        years = context.published_on.year - anchor.start.year
    elif not core["year"] and words not in ("last year", "a year ago", "a year earlier"):
        return None
    if not _SAME.search(body, max(0, core.start() - 20), core.start()):
        return None
    with suppress(ValueError):
        part = replace(anchor, grain=Grain.DAY) if anchor.grain >= Grain.YEAR else anchor
        return periods.shifted(part, Grain.YEAR, years)
    return None


def _is_whole_year(period: Period) -> bool:
    """Say whether a period is a year or more, not "so far this year"."""
    if period.grain < Grain.YEAR or period.start is None or period.end is None:
        return period.grain >= Grain.YEAR
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)


_COMPARED = lazy(r"(?:\d%|percent|per\scent|points?|up|down|change|unchanged|higher|lower|more|less|fewer)\s\Z")


def _is_range(core: re.Match[str], published_on: date | None) -> bool:
    """Say whether "from" begins a range that ends in the same words, or stands before no calendar date."""
    if core.lastgroup == "near":
        return STEPS.get(core["near_word"].lower().split()[-1], 0) < 1
    if core.lastgroup == "year" and published_on and int(core["year"]) > published_on.year:
        return False
    if core.lastgroup in ("season", "year", "quarter"):  # "from spring 2027"
        return not FUTURE.search(core.string, max(0, core.start() - 2 * _REACH), core.start())
    if core.lastgroup not in ("dm", "md", "month", "weekday"):
        return True
    return bool(core["dm_from"] or core["md_to"])


def _is_comparison(body: str, left: re.Match[str] | None) -> bool:
    """Say whether "from" compares ("up 4% from 2022") rather than begins a period."""
    if left is None:
        return False
    at = left.start("bound")
    if FUTURE.search(body, max(0, at - _REACH), at):
        return False  # "will rise by 6% from 1 January"
    return _COMPARED.search(body, max(0, at - 16), at) is not None


def _parted(period: Period, part: str, published_on: date | None) -> Period:
    """Cut a period to the part its words name; "earlier this month" ends and "later" begins with publication."""
    inside = published_on and period.start and period.end and period.start <= published_on <= period.end
    if part.startswith(("so far", "earlier")):
        return replace(period, end=published_on) if inside else period
    if part.startswith("later"):
        return replace(period, start=published_on) if inside else period
    if period.grain is Grain.DAY or not part:
        return period
    for word, which in _PARTS.items():
        if word in part:
            return periods.part(period, which)
    return period


_PARTS = {"early": "early", "mid": "mid", "late": "late", "end": "end", "start": "start", "begin": "start"}
