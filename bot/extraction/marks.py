"""Pairs quotation marks: straight, curly, single, German, French and ``typewritten'' ones, closed or left open."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.extraction.layout import Layout
from bot.model import Span

_MARK = re.compile(r"[“”„«»\"「」『』]|``|''|(?<![^\W_])[‘’‚']|[‘’'](?![^\W_])")
_SINGLE = frozenset("‘’‚'")
_ELISION = re.compile(r"[’'‘](?:\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|n[’'])", re.IGNORECASE)
_BEFORE_OPEN = frozenset(" \t\n\u00a0\u202f\u2009\u200b([{—–-/:*>‘“«„'\"¿¡")
_AFTER_CLOSE = frozenset(" \t\n\u00a0\u202f\u2009\u200b)]}—–-/:;,.?!…*<’”»")
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
_ALWAYS_OPEN = frozenset("„``「『")
_ALWAYS_CLOSE = frozenset("''」』")


@dataclass(frozen=True, slots=True)
class Run:
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


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    sign: str
    can_open: bool
    can_close: bool

    @property
    def end(self) -> int:
        return self.at + len(self.sign)


def find_runs(layout: Layout) -> tuple[Run, ...]:
    """Return the outermost quoted runs of a body in order, at most one paragraph long, in linear time."""
    marks = [_mark(layout.body, found.start(), found[0]) for found in _MARK.finditer(layout.body)]
    if not _prefers_single(marks):
        marks = [mark for mark in marks if mark.sign not in _SINGLE]
    runs: list[Run] = []
    for paragraph, group in groupby(marks, key=lambda mark: layout.paragraph_at(mark.at)):
        goes_on = bool(runs) and runs[-1].is_open and runs[-1].paragraph == paragraph - 1
        pairing = _Pairing(layout.body, layout.paragraphs[paragraph], list(group), goes_on)
        runs.extend(pairing.runs(paragraph))
    return tuple(runs)


def _mark(body: str, at: int, sign: str) -> _Mark:
    if sign in _ALWAYS_OPEN or sign in _ALWAYS_CLOSE:
        return _Mark(at, sign, sign in _ALWAYS_OPEN, sign in _ALWAYS_CLOSE)
    before, after = body[at - 1 : at], body[at + 1 : at + 2]
    can_open = not before or before in _BEFORE_OPEN
    can_close = not after or after in _AFTER_CLOSE
    if sign in _SINGLE:
        can_open = can_open and not can_close and sign != "’" and not _ELISION.match(body, at)
        can_close = can_close and sign != "‘" and bool(before) and before not in _OUTER_SPACE
    elif sign in "«»":
        can_open = can_close = True
    elif can_open == can_close:
        can_open, can_close = sign != "”", sign != "“"
    return _Mark(at, sign, can_open, can_close)


def _prefers_single(marks: list[_Mark]) -> bool:
    """Whether the outer marks are single ones, as in British papers."""
    single = sum(mark.can_open for mark in marks if mark.sign in _SINGLE)
    double = sum(mark.can_open for mark in marks if mark.sign not in _SINGLE)
    return single > double


class _Pairing:
    """Pairs the marks of one paragraph; what stands between nested marks belongs to the outer pair."""

    def __init__(self, body: str, paragraph: Span, marks: list[_Mark], goes_on: bool) -> None:
        self._body = body
        self._paragraph = paragraph
        self._marks = marks
        self._goes_on = goes_on
        self._surplus = self._closing_surplus()

    def runs(self, paragraph: int) -> Iterator[Run]:
        for left, start, end, right, is_open in self._pairs():
            if self._body[left - 1 : left] == "=":  # an attribute of markup, not speech
                continue
            inner = self._body[start:end]
            inner_start = start + len(inner) - len(inner.lstrip(_OUTER_SPACE))
            inner_end = start + len(inner.rstrip(_OUTER_SPACE))
            if inner_start < inner_end:
                goes_on = self._goes_on and left <= self._paragraph.start
                yield Run(inner_start, inner_end, left, right, paragraph, is_open, goes_on)

    def _pairs(self) -> Iterator[tuple[int, int, int, int, bool]]:
        opener: _Mark | None = None
        depth = 0
        skip_to = 0
        for index, mark in enumerate(self._marks):
            if index < skip_to:
                continue
            if opener is None:
                if mark.sign in _SINGLE:
                    closer = self._single_closer(index) if mark.can_open else 0
                    if closer:
                        skip_to = closer + 1
                        end = self._marks[closer]
                        yield mark.at, mark.end, end.at, end.end, False
                elif mark.can_open:
                    opener, depth = mark, 0
                elif index == 0 and self._goes_on:
                    yield self._paragraph.start, self._paragraph.start, mark.at, mark.end, False
            elif mark.sign in _SINGLE:
                continue
            elif mark.can_close and mark.sign in _CLOSED_BY.get(opener.sign, ""):
                if depth:
                    depth -= 1
                else:
                    yield opener.at, opener.end, mark.at, mark.end, False
                    opener = None
            elif mark.can_open and mark.sign == opener.sign:
                if self._surplus[index] > depth + 1:
                    depth += 1
                else:  # the closing mark before it is missing
                    yield opener.at, opener.end, mark.at, mark.at, False
                    opener, depth = mark, 0
        if opener is not None and opener.sign != "»":
            yield opener.at, opener.end, self._paragraph.end, self._paragraph.end, True

    def _closing_surplus(self) -> list[int]:
        """How many more closing than opening marks follow from each mark on: room for nesting."""
        surplus, total = [0] * len(self._marks), 0
        for index in range(len(self._marks) - 1, -1, -1):
            mark = self._marks[index]
            if mark.sign not in _SINGLE:
                total += mark.can_close - mark.can_open
            surplus[index] = total + 1
        return surplus

    def _single_closer(self, opening: int) -> int:
        """Return the index of the mark that closes a single one, told from plural apostrophes; 0 if there is none."""
        first = 0
        for index in range(opening + 1, len(self._marks)):
            mark = self._marks[index]
            if mark.sign not in _SINGLE:
                continue
            if mark.can_open:
                break
            if mark.can_close:
                before = self._body[mark.at - 1]
                if before in _FINAL:
                    return index
                first = first or (index if before != "s" or not self._followed_by_small(mark.end) else 0)
        return first

    def _followed_by_small(self, offset: int) -> bool:
        return self._body[offset : offset + 1] == " " and self._body[offset + 1 : offset + 2].islower()
