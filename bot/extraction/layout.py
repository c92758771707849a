"""A body cut into paragraphs and sentences, once, for every reader of it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction import abbreviations
from bot.extraction.patterns import lazy
from bot.model import Span

_LINE = lazy(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")

_CLOSERS = "\"”’‘'»«›‹)]}*」』）"
_OPENERS = "\"“”„‘’'«»‹›([{¿¡*"
_QUOTE_OPENERS = '"“„‘«»¿¡'
_WIDE_STOPS = "。！？"  # no space follows them
_STOPS = f".!?…؟।{_WIDE_STOPS}"
_STOP = lazy(rf"([{_STOPS}][{_STOPS}]*+)((?:[{re.escape(_CLOSERS)}]|“(?!\w))*+(?:[ \u00a0\u202f]»)?)(\s*+)")
"""Matches at every stop, so that a run of stops is read once; opened by a plain set: the engine skips to it."""
_LOST_SPACE = lazy(r"(?<=[a-z]{3}[.!?])[A-Z][a-z]+\s")  # a scraper's "said.The"
_OPENING = lazy(rf"[{re.escape(_OPENERS)}]{{0,4}}")
_BEFORE_WORD = frozenset('"“„‘([«—–/')
_WORD_BEFORE = lazy(r"[^\s\"“„‘(\[«—–/]+\Z")
_WORD_AFTER = lazy(r"[^\W\d_]+")
_INITIALS = lazy(r"(?:[^\W\d_]\.)*[^\W\d_]\Z")
_TAG_AFTER = lazy(  # '"Why now?" Mayor Ann Lee asked': the sentence goes on
    r"(?:[A-Z][\w.’'-]{0,20}[ ]){1,5}(?:said|says|asked|asks|wrote|writes|tweeted|added|replied|shouted|told)\b"
)

_WRAPPED_FROM = 40  # characters: a shorter line is a heading or the end of a paragraph, not wrapped text
_JOIN = lazy(r"\n(?=\S)")
_SMALL_JOIN = lazy(r"\n(?=[^\W\d_A-ZÀ-Þ])")


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs and sentences of a body in order; sentences never cross a paragraph and have no outer white space.

    `paragraph_of[i]` is the index of the paragraph that holds sentence i.
    """

    body: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    paragraph_of: tuple[int, ...]
    _starts: tuple[int, ...]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds `offset`, or of the last one before it (0 at the start)."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds `offset`, or of the last one before it (0 at the start)."""
        return self.paragraph_of[self.sentence_at(offset)] if self.paragraph_of else 0


def lay_out(body: str) -> Layout:
    """Cut a body into paragraphs (lines with text; wrapped lines are joined) and sentences, in linear time."""
    paragraphs = tuple(_paragraphs(body))
    sentences: list[Span] = []
    paragraph_of: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        for sentence in _sentences(body, paragraph):
            sentences.append(sentence)
            paragraph_of.append(index)
    return Layout(body, paragraphs, tuple(sentences), tuple(paragraph_of), tuple(s.start for s in sentences))


def _paragraphs(body: str) -> Iterator[Span]:
    lines = [span for match in _LINE.finditer(body) if (span := _stripped(body, *match.span()))]
    if not _is_wrapped(body):
        yield from lines
        return
    start = 0
    for index, line in enumerate(lines):
        if index == len(lines) - 1 or not _runs_on(body, line, lines[index + 1]):
            yield Span(lines[start].start, line.end)
            start = index + 1


def _stripped(body: str, start: int, end: int) -> Span | None:
    text = body[start:end]
    left = len(text) - len(text.lstrip())
    return Span(start + left, start + len(text.rstrip())) if left < len(text) else None


def _is_wrapped(body: str) -> bool:
    """Whether lines end where a column ended: many go on with a small letter after one line break."""
    joins = [match.start() for match in _SMALL_JOIN.finditer(body)]
    small = sum("\n" not in body[max(0, at - _WRAPPED_FROM) : at] for at in joins)
    return small >= 2 and small * 4 >= len(_JOIN.findall(body))


def _runs_on(body: str, line: Span, following: Span) -> bool:
    return line.end - line.start >= _WRAPPED_FROM and body.count("\n", line.end, following.start) == 1


def _sentences(body: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph.start, paragraph.end
    for found in _STOP.finditer(body, start, end):
        if found.end() >= end or not _ends_sentence(body, start, found):
            continue
        yield Span(start, found.start(3))
        start = found.end()
    if start == paragraph.start:
        yield paragraph
    elif start < end:
        yield Span(start, end)


def _ends_sentence(body: str, start: int, found: re.Match[str]) -> bool:
    stops, closers, space = found.groups()
    after = found.end()
    if not space and not closers.endswith(" »"):
        return stops[-1] in _WIDE_STOPS or body[after] in "“„" or _LOST_SPACE.match(body, after) is not None
    first_at = _first_word(body, after)
    first = body[first_at : first_at + 1]
    if first.islower() or first in ",;:":
        return False
    if stops == ".":
        return closers != "" or _stop_is_final(body, start, found, first_at)
    if stops in ("...", "…"):
        return closers != "" or not body[found.start() - 1 : found.start()].isspace()
    return not (closers and _TAG_AFTER.match(body, after))


def _first_word(body: str, offset: int) -> int:
    opening = _OPENING.match(body, offset)
    return opening.end() if opening else offset


def _word_before(text: str) -> str:
    """Return the word in which a text ends, "" where it ends in a blank or a mark that opens a word."""
    if text[-1:].isspace():
        return ""
    last = text.split()[-1:]  # most words are whole between blanks
    if last and _BEFORE_WORD.isdisjoint(last[0]):
        return last[0]
    found = _WORD_BEFORE.search(text)
    return found[0] if found else ""


def _stop_is_final(body: str, start: int, found: re.Match[str], after: int) -> bool:
    """Decide a single full stop without a closing mark by the word before it and the word after it."""
    end = found.start()
    word = _word_before(body[max(start, end - 24) : end])
    if not word:
        return True
    following = _WORD_AFTER.match(body, after)
    next_word = following[0] if following else ""
    if word.isdigit():
        return end - len(word) > start and not (len(word) <= 2 and next_word in abbreviations.AFTER_ORDINAL)
    small = word.lower()
    if small in abbreviations.NEVER_FINAL:
        return False
    if small in abbreviations.BEFORE_NUMBER:
        return not body[after : after + 1].isdigit()
    if small in abbreviations.HOURS:
        return next_word not in abbreviations.AFTER_HOUR
    if small in abbreviations.SELDOM_FINAL or _INITIALS.match(word):
        return body[found.end()] in _QUOTE_OPENERS or next_word in abbreviations.SENTENCE_STARTERS
    return True
