"""Who states what: stretches of a body that the text attributes to somebody, quoted or reported."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from bot.extraction.foreign import is_english
from bot.extraction.layout import Layout
from bot.extraction.mentions import Phrase, Stand
from bot.extraction.names import People
from bot.extraction.words import words
from bot.model import Mention, Quote, Span

_CLAIMING = words(
    """
    assess assesses assessed believe believes believed calculate calculates calculated cite cites cited expect expects
    expected fear fears feared find finds found forecast forecasts forecasted indicate indicates indicated project
    projects projected put puts show shows showed shown signal signals signaled think thinks thought
    """
)
"""Verbs besides those of speech whose object is somebody's claim: "a survey found 40 percent"."""
_TRAILING = re.compile(r"[rD]*(?:[,.\n]|(?:[toL]|G?i?)[^xyvSMB,.\n]{0,12}[,.\n]|[hkNi]{1,2}[rDoNdnhk]{0,8}[,.\n])")
_END = re.compile(r"[.\n]")
_REACH = 400  # tokens of a sentence looked at on either side of a cue
_ADVERBIAL = re.compile(r"[otrjD&]")
_NOT_SPEAKING = frozenset((Stand.OBJECT, Stand.PASSIVE, Stand.BY))


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the body that `speaker` states ("X said …", "…, according to Y", a quotation by Z)."""

    span: Span
    speaker: Mention


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of a body, in order of their start; they may nest, the narrowest one wins."""

    all: tuple[Statement, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _reach: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """The furthest end of any statement up to this one: how far back a search must look."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(s.span.start for s in self.all))
        object.__setattr__(self, "_reach", tuple(accumulate((s.span.end for s in self.all), max)))

    def speaker_of(self, span: Span) -> Mention | None:
        """Return who states the words of `span`, or None where the text gives nobody."""
        best: Statement | None = None
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and self._reach[index] >= span.end:
            statement = self.all[index]
            if statement.span.end >= span.end and (best is None or _length(statement.span) < _length(best.span)):
                best = statement
            index -= 1
        return best.speaker if best else None


def _length(span: Span) -> int:
    return span.end - span.start


def find_statements(layout: Layout, people: People, quotes: tuple[Quote, ...]) -> Statements:
    """Find the attributed stretches of a body."""
    found = [Statement(quote.span, quote.speaker) for quote in quotes if quote.speaker is not None]
    if is_english(layout.body):
        found += _reported(people)
    spoken = (statement for statement in found if layout.body[statement.span.start : statement.span.end].strip())
    return Statements(tuple(sorted(spoken, key=lambda statement: statement.span)))


def _reported(people: People) -> Iterator[Statement]:
    shape = people.tokens.shape
    owners: dict[int, int] = {}
    for index, phrase in enumerate(people.phrases):
        if phrase.cue < 0 or phrase.stand in _NOT_SPEAKING or not _is_claim(people, phrase):
            continue
        known = owners.get(phrase.cue)
        if known is None or _rank(phrase) < _rank(people.phrases[known]):
            owners[phrase.cue] = index
    for cue, index in owners.items():
        span = _content(people, shape, people.phrases[index], cue)
        if span is not None:
            yield Statement(span, people.mention(index))


def _rank(phrase: Phrase) -> tuple[bool, int]:
    """Prefer the subject of a cue to a name behind it, and the nearer subject."""
    return phrase.stand != Stand.SUBJECT, abs(phrase.cue - phrase.head)


def _is_claim(people: People, phrase: Phrase) -> bool:
    if phrase.stand == Stand.POSSESSIVE:
        return False
    return phrase.strength in ("S", "L", "B", "A") or people.tokens.word(phrase.cue) in _CLAIMING


def _content(people: People, shape: str, phrase: Phrase, cue: int) -> Span | None:
    """Return what the clause of a cue states: what follows it, or the sentence before it, or both around it."""
    tokens = people.tokens
    first = min(phrase.first, cue)
    far = max(0, first - _REACH)
    begin = max(shape.rfind(".", far, first), shape.rfind("\n", far, first), far - 1) + 1
    last = max(phrase.last - 1, cue)
    found = _END.search(shape, last, last + _REACH)
    end = found.start() if found else min(len(shape), last + _REACH)
    sentence = Span(tokens.starts[begin], tokens.ends[end - 1])
    if phrase.stand == Stand.ACCORDING:
        return sentence
    before = shape[first - 1 : first] if first > begin else ""
    is_apart = before in (",", "Q", "-")
    if phrase.stand == Stand.INVERTED:
        return Span(sentence.start, tokens.starts[first]) if is_apart and first > begin + 1 else None
    if is_apart and shape[cue + 1 : cue + 2] == ",":
        return sentence
    if is_apart and _TRAILING.match(shape, cue + 1) and not _opens_adverbially(shape, begin, first):
        return Span(sentence.start, tokens.starts[first])
    return Span(tokens.starts[cue + 1], sentence.end) if cue + 1 < end else None


def _opens_adverbially(shape: str, begin: int, first: int) -> bool:
    """Whether only an adverbial stands before the phrase ("In a post, Roe said …"), so that the claim follows."""
    return _ADVERBIAL.match(shape, begin) is not None and not re.search("[xyv]", shape[begin:first])
