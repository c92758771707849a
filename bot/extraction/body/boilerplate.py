"""Which lines of a scraped page are not the article: furniture, credits, calls to subscribe, lists of links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.extraction.body import furniture
from bot.extraction.body.byline import find_byline, without_dateline
from bot.extraction.body.published import parse_published
from bot.extraction.patterns import lazy

LONGEST_FURNITURE = 300
"""Longer lines are prose: a notice or a call rarely takes more, and losing a paragraph of news is the worse error."""
FEWEST_WORDS_OF_PROSE = 5
WORDS_OF_PROSE_WITHOUT_STOP = 18
MOST_LINES = 20_000
"""A page of more lines is no article: what follows them is not looked at."""
SHARE_BEFORE_TAIL = 0.3
"""A heading such as "Comments" ends the article only after this share of its prose."""


class LineKind(Enum):
    """What a line is on the page it was scraped from."""

    PROSE = auto()
    SHORT = auto()
    """A few words without a full stop: a subheading in the middle, furniture at either end."""
    FURNITURE = auto()
    RELATED = auto()
    """Opens a list of links to other stories; the article may go on after it."""
    TAIL = auto()
    """Opens what follows an article: its author, its comments."""
    BYLINE = auto()
    DATE = auto()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The paragraphs of an article, and what the dropped lines said about it."""

    paragraphs: tuple[str, ...]
    byline: str | None
    published_at: datetime | None


_STOP = lazy(r"[.!?…。！？][\"”’'»)\]]*$|[\"”»:;]$")
_YEAR = lazy(r"\d{4}")
_NOT_LETTERS = lazy(r"[\W_]+")
_BULLET = lazy(r"[•·▪‣◦*–—-] ")


def kind_of(line: str) -> LineKind:
    """Say what a line of a scraped page is; `line` has no outer white space and is not empty."""
    if len(line) > LONGEST_FURNITURE:
        return LineKind.PROSE
    if furniture.TAIL.fullmatch(line):
        return LineKind.TAIL
    if furniture.RELATED.fullmatch(line):
        return LineKind.RELATED
    if _is_furniture(line):
        return LineKind.FURNITURE
    if find_byline(line):
        return LineKind.BYLINE
    if _published_in(line):
        return LineKind.DATE
    words = line.count(" ") + 1
    if words >= WORDS_OF_PROSE_WITHOUT_STOP or (words >= FEWEST_WORDS_OF_PROSE and _STOP.search(line)):
        return LineKind.PROSE
    return LineKind.SHORT


def clean_lines(lines: Sequence[str], *, headline: str | None) -> Cleaned:
    """Return the article's paragraphs from the lines of a scraped page, top to bottom.

    Lines before the first and after the last line of prose are page furniture whatever they say. A page without
    any prose keeps its short lines: better a thin article than none.
    """
    known = _letters(headline or "")
    lines = [line for line in lines if line][:MOST_LINES]
    kinds = [LineKind.FURNITURE if known and _repeats(line, known) else kind_of(line) for line in lines]
    kept = _kept(lines, kinds)
    bylines = (find_byline(line) for line, kind in zip(lines, kinds, strict=True) if kind is LineKind.BYLINE)
    dates = [_published_in(line) for line, kind in zip(lines, kinds, strict=True) if kind is LineKind.DATE]
    paragraphs = [lines[i] for i in kept]
    if paragraphs:
        paragraphs[0] = without_dateline(paragraphs[0])
    return Cleaned(tuple(paragraphs), next(bylines, None), min((d for d in dates if d), default=None))


def _kept(lines: Sequence[str], kinds: Sequence[LineKind]) -> list[int]:
    prose = [i for i, kind in enumerate(kinds) if kind is LineKind.PROSE]
    if not prose:
        return [i for i, kind in enumerate(kinds) if kind is LineKind.SHORT]
    whole = sum(len(lines[i]) for i in prose)
    kept: list[int] = []
    seen = 0
    is_in_list = False
    for i in range(prose[0], len(lines)):
        kind = kinds[i]
        if kind is LineKind.TAIL and seen >= SHARE_BEFORE_TAIL * whole:
            break
        if kind is LineKind.RELATED:
            is_in_list = True
        elif kind is LineKind.PROSE:
            is_in_list = False
            seen += len(lines[i])
            kept.append(i)
        elif kind is LineKind.SHORT and not is_in_list:
            kept.append(i)
    return _without_short_end(lines, kinds, kept)


def _without_short_end(lines: Sequence[str], kinds: Sequence[LineKind], kept: list[int]) -> list[int]:
    end = len(kept)
    while end and _is_loose(lines[kept[end - 1]], kinds[kept[end - 1]]):
        end -= 1
    announces_list = end and lines[kept[end - 1]].endswith(":")
    return kept if announces_list else kept[:end]


def _is_loose(line: str, kind: LineKind) -> bool:
    """Say whether a line would be furniture at the end of an article: a few words, no full stop, no list's mark."""
    return kind is LineKind.SHORT and not _STOP.search(line) and not _BULLET.match(line)


def _is_furniture(line: str) -> bool:
    if furniture.AT_START.match(line) or furniture.CREDIT_AT_START.match(line):
        return True
    small = line.lower()
    if any(map(small.__contains__, furniture.HINTS)) and furniture.ANYWHERE.search(line):
        return True
    return has_credit_at_end(line)


def has_credit_at_end(line: str) -> bool:
    """Say whether a line ends in who took its picture: it is a caption then."""
    if any(map(line.__contains__, furniture.CREDIT_MARKS)) and furniture.CREDIT_AT_END.search(line):
        return True
    return len(line) < 120 and not _STOP.search(line) and furniture.AGENCY_AT_END.search(line) is not None


def _published_in(line: str) -> datetime | None:
    label = furniture.PUBLISHED.match(line)
    rest = line[label.end() :] if label else line
    is_short = rest.count(" ") <= (8 if label else 6)
    return parse_published(rest) if is_short and _YEAR.search(rest) else None


def _repeats(line: str, known: str) -> bool:
    return len(line) <= LONGEST_FURNITURE and _letters(line) == known


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
