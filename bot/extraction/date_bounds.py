"""One date with the words around it that open, cut or shift it: "since May", "late in 2025", "from 2028"."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.extraction import periods
from bot.extraction.date_clauses import is_spoken, looks_ahead
from bot.extraction.date_parts import Context, Found
from bot.extraction.date_ranges import bounded
from bot.extraction.date_reading import resolve
from bot.extraction.date_words import FUTURE, STEPS
from bot.extraction.patterns import lazy
from bot.extraction.periods import Grain, Period
from bot.model import Span

_REACH = 40
"""How far before and behind a date the words that bound it or say what it dates can stand."""


def dated(body: str, sentence: Span, core: re.Match[str], left: re.Match[str] | None, context: Context) -> Found:
    """Resolve one core with the words before it."""
    kind, start = core.lastgroup or "", core.start()
    bound, part, opening = _opening(body, core, left, context)
    spoken = not bound and is_spoken(body, sentence, left.start() if left else start, core.end())
    spoken = spoken or _is_another_time(body, core, bound, opening)
    future = not spoken and looks_ahead(body, sentence, core, bound)
    period = _of_same_kind(body, core, context) or resolve(core, replace(context, future=future))
    if period:
        period = _parted(period, part, context.published_on)
        ends = bound == "before" and (kind == "end" or part.endswith(("end of", "start of", "beginning of")))
        period = bounded(period, "by" if ends else bound, context.published_on)
    return Found(Span(opening, core.end()), period, kind, spoken, bound)


def _is_another_time(body: str, core: re.Match[str], bound: str, opening: int) -> bool:
    """Say whether a date is only compared with, ranks something, or tells which event is meant."""
    kind, start = core.lastgroup, core.start()
    if bound == "since" and _is_ranked(body, opening):
        return True
    if bound == "after" and kind in ("year", "md", "dm") and _NAMED.match(body, core.end()):
        return True
    if kind in ("ago", "near") and bound != "from" and _COMPARAND.search(body, max(0, start - 20), start):
        return True
    return kind in ("near", "year") and _RANK.search(body, max(0, start - 50), start) is not None


def _is_ranked(body: str, start: int) -> bool:
    """Say whether "since" begins the time in which a thing is the biggest, or the third."""
    return any(kind.search(body, max(0, start - 60), start) for kind in (_RECORD, _RANKED))


def _opening(body: str, core: re.Match[str], left: re.Match[str] | None, context: Context) -> tuple[str, str, int]:
    """Return the bound and the part that hold for a core, and where its words begin."""
    since = _SINCE.search(body, max(context.taken, core.start() - _REACH), core.start())
    if since:
        return since["bound"].lower(), "", since.start()  # "since it came into force on 1 July"
    if body.endswith(_NOW_TO, 0, core.start()):
        return "now", "", max(0, body.rindex("etween", 0, core.start()) - 1)
    if left is None or not (left["bound"] or left["part"]):
        return "", "", core.start()
    bound, part = (left["bound"] or "").lower(), (left["part"] or "").lower()
    start = left.start("bound") if bound else left.start("part")
    if part and core.lastgroup == "span":
        part = ""  # "voted early in the past week"
    if bound == "from" and (_is_range(core, context.published_on) or _is_comparison(body, left)):
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
_RECORD = lazy(r"\b(?:[a-z]{2,}est|worst|best|most|least|first)\s(?:[A-Za-z-]+\s){0,5}\Z")
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
_NOW_TO = ("etween now and ", "etween now and the ")
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
