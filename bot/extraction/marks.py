"""Pairs quotation marks: straight, curly, single, German, French and ``typewritten'' ones, closed or left open."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.extraction.layout import Layout
from bot.extraction.patterns import lazy

_SIGNS = "“”„«»\"「」『』‘’‚'`"
_CLUSTER = lazy(rf"[{_SIGNS}][{_SIGNS}]*")  # opened by a plain set: the engine skips to the next mark
_LONGEST_CLUSTER = 4  # more marks side by side are decoration
_SINGLE = frozenset("‘’‚'")
_ELISION = lazy(r"[’'‘](?:\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|n[’'])", re.IGNORECASE)
_BEFORE_OPEN = frozenset(" \t\n\r\u00a0\u202f\u2009\u200b([{—–-/:*>‘“«„'\"¿¡")
_AFTER_CLOSE = frozenset(" \t\n\r\u00a0\u202f\u2009\u200b)]}—–-/:;,.?!…*<’”»")
_OUTER_SPACE = " \t\n\r\u00a0\u202f\u2009\u200b"
_FINAL = frozenset(",.?!…;:")
_CLOSED_BY = {
    "“": '”“"',
    "”": '”"',
    '"': '"”“',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "``": "''",
    "「": "」",
    "『": "』",
}
_TAG_INSIDE = lazy(
    r"[,?!]\s(?:(?:s?he|[A-Z][\w.’'-]{0,20}(?:\s[A-Z][\w.’'-]{0,20}){0,3})\s(?:said|says|added)\b|said\s[A-Z])"
)
_ALWAYS_OPEN = frozenset(("„", "``", "「", "『"))
_ALWAYS_CLOSE = frozenset(("''", "」", "』"))  # '' opens nothing: it is also markup, seconds and an empty string


class Run(NamedTuple):
    """Words between one pair of marks: `start` and `end` lie inside the marks and have no outer white space.

    `left` and `right` are the offsets just outside the marks. `is_open` says that the closing mark is missing (the
    quotation may go on in the next paragraph), `goes_on` that this run continues the one before it.
    """

    start: int
    end: int
    left: int
    right: int
    paragraph: int
    is_open: bool = False
    goes_on: bool = False


class _Mark(NamedTuple):
    at: int
    end: int
    sign: str
    can_open: bool
    can_close: bool


class _Pair(NamedTuple):
    """Offsets outside and inside a pair of marks."""

    left: int
    start: int
    end: int
    right: int
    is_open: bool = False


def find_runs(layout: Layout) -> tuple[Run, ...]:
    """Return the outermost quoted runs of a body in order, at most one paragraph long, in linear time."""
    marks = list(_marks(layout.body))
    if not _prefers_single(marks):
        marks = [mark for mark in marks if mark.sign not in _SINGLE]
    runs: list[Run] = []
    first = 0
    while first < len(marks):
        paragraph = layout.paragraph_at(marks[first].at)
        end = layout.paragraphs[paragraph].end
        last = first
        while last < len(marks) and marks[last].at < end:
            last += 1
        if last == first + 1 and marks[first].end >= end and not (runs and runs[-1].is_open):
            first = last
            continue
        goes_on = bool(runs) and runs[-1].is_open and runs[-1].paragraph == paragraph - 1
        runs.extend(_runs(layout, paragraph, marks[first:last], goes_on=goes_on))
        first = last
    return tuple(runs)


def _marks(body: str) -> Iterator[_Mark]:
    for cluster in _CLUSTER.finditer(body):
        at, end = cluster.span()
        if end - at > _LONGEST_CLUSTER:
            continue
        while at < end:
            sign = body[at]
            if sign in "'`" and body[at + 1 : at + 2] == sign:
                sign += sign
            mark = _mark(body, at, sign)
            if mark is not None:
                yield mark
            at += len(sign)


def _mark(body: str, at: int, sign: str) -> _Mark | None:
    """Tell by its neighbours whether a mark can open or close; None for an apostrophe."""
    end = at + len(sign)
    if sign in _ALWAYS_OPEN or sign in _ALWAYS_CLOSE:
        return _Mark(at, end, sign, sign in _ALWAYS_OPEN, sign in _ALWAYS_CLOSE)
    before, after = body[at - 1 : at], body[end : end + 1]
    can_open = not before or before in _BEFORE_OPEN
    can_close = not after or after in _AFTER_CLOSE
    if sign in _SINGLE:
        if not can_open and not can_close:
            return None
        can_open = can_open and not can_close and sign != "’" and not _ELISION.match(body, at)
        can_close = can_close and sign != "‘" and bool(before) and before not in _OUTER_SPACE
    elif sign in "«»":
        can_open = can_close = True
    elif sign == "`":
        return None
    elif can_open == can_close:
        can_open, can_close = sign != "”", sign != "“"
    return _Mark(at, end, sign, can_open, can_close)


def _prefers_single(marks: list[_Mark]) -> bool:
    """Whether the outer marks are single ones, as in British papers."""
    openers = [mark for mark in marks if mark.can_open or mark.sign == "''"]
    single = sum(mark.sign in _SINGLE for mark in openers)
    is_first = bool(openers) and openers[0].sign in _SINGLE
    return single * 2 > len(openers) or (is_first and single * 2 == len(openers))


def _runs(layout: Layout, paragraph: int, marks: list[_Mark], *, goes_on: bool) -> Iterator[Run]:
    body, span = layout.body, layout.paragraphs[paragraph]
    for left, start, end, right, is_open in _pairs(body, span.start, span.end, marks, goes_on=goes_on):
        if body[left - 1 : left] == "=":  # an attribute of markup, not speech
            continue
        inner = body[start:end]
        inner_start = start + len(inner) - len(inner.lstrip(_OUTER_SPACE))
        inner_end = start + len(inner.rstrip(_OUTER_SPACE))
        if inner_start < inner_end:
            yield Run(inner_start, inner_end, left, right, paragraph, is_open, goes_on and left <= span.start)


def _pairs(body: str, start: int, end: int, marks: list[_Mark], *, goes_on: bool) -> Iterator[_Pair]:
    """Pair the marks of one paragraph; what stands between nested marks belongs to the outer pair."""
    opener: _Mark | None = None
    depth = 0
    done = start  # up to where the text is paired
    surplus = _closing_surplus(marks)
    for index, mark in enumerate(marks):
        if mark.at < done:
            continue
        if mark.sign in _SINGLE:
            closer = _single_closer(body, marks, index) if opener is None and mark.can_open else None
            if closer is not None:
                yield _Pair(mark.at, mark.end, closer.at, closer.end)
                done = closer.end
        elif opener is None:
            if mark.can_open:
                opener, depth = mark, 0
            elif index == 0 and goes_on:
                yield _Pair(start, start, mark.at, mark.end)
        elif mark.can_close and mark.sign in _CLOSED_BY.get(opener.sign, ""):
            depth -= 1
            if depth < 0:
                yield _Pair(opener.at, opener.end, mark.at, mark.end)
                opener = None
        elif mark.can_open and mark.sign == opener.sign:
            if surplus[index] > depth:
                depth += 1
            else:  # the closing mark before it is missing
                yield _Pair(opener.at, opener.end, mark.at, mark.at)
                opener, depth = mark, 0
    if opener is not None and opener.sign != "»":
        tag = _TAG_INSIDE.search(body, opener.end, end)
        if tag is not None:  # the closing mark is missing before "…, she said"
            yield _Pair(opener.at, opener.end, tag.start() + 1, tag.start() + 1)
        else:
            yield _Pair(opener.at, opener.end, end, end, True)


def _closing_surplus(marks: list[_Mark]) -> list[int]:
    """Return how many more closing than opening marks stand from each mark on: room for nesting."""
    surplus, total = [0] * len(marks), 0
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        if mark.sign not in _SINGLE:
            total += mark.can_close - mark.can_open
        surplus[index] = total
    return surplus


def _single_closer(body: str, marks: list[_Mark], opening: int) -> _Mark | None:
    """Return the mark that closes a single one, told from the apostrophe of a plural."""
    found: _Mark | None = None
    for index in range(opening + 1, len(marks)):
        mark = marks[index]
        if mark.sign not in _SINGLE:
            continue
        if mark.can_open:
            break
        if mark.can_close:
            if body[mark.at - 1] in _FINAL:
                return mark
            is_plural = body[mark.at - 1] == "s" and body[mark.end : mark.end + 1] == " "
            if found is None and not (is_plural and body[mark.end + 1 : mark.end + 2].islower()):
                found = mark
    return found
