"""Who states what: stretches of a body that the text attributes to somebody, quoted or reported."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from bot.extraction.foreign import is_english
from bot.extraction.layout import Layout
from bot.extraction.mentions import Kind, Phrase, Stand
from bot.extraction.names import People
from bot.extraction.patterns import lazy
from bot.extraction.words import words
from bot.model import Mention, Quote, Span

_CLAIMING = words(
    """
    assess assesses assessed believe believes believed calculate calculates calculated cite cites cited count counts
    counted document documents documented expect expects expected fear fears feared find finds found forecast forecasts
    forecasted indicate indicates indicated project projects projected record records recorded register registers
    registered show shows showed shown signal signals signaled tally tallies tallied think thinks thought verify
    verifies verified
    """
)
"""Verbs besides those of speech whose object is somebody's claim: "a survey found 40 percent"."""
_TRAILING = lazy(r"[rD]*(?:[,.\n]|(?:[toL]|G?i?)[^xyvSMB,.\n]{0,12}[,.\n]|[hkNi]{1,2}[rDoNdnhk]{0,8}[,.\n])")
_END = lazy(r"[.\n]")
_PUT_AT = lazy(r"\b(?:at|on)\s(?:\w+\s){0,2}?[$£€]?\d|\bat\s")
_REACH = 400  # tokens of a sentence looked at on either side of a cue
_ADVERBIAL = lazy(r"[otrjD&]")
_THINGS = frozenset((Kind.DOCUMENT, Kind.OTHER))
_NO_OBJECT = frozenset("borD,.\n")
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
    owners: dict[int, int] = {}
    for index, phrase in enumerate(people.phrases):
        if phrase.cue < 0 or phrase.stand in _NOT_SPEAKING or not _is_claim(people, phrase):
            continue
        known = owners.get(phrase.cue)
        if known is None or _is_nearer(people, people.phrases[known], phrase):
            owners[phrase.cue] = index  # of "Roe, the mayor, said" it is Roe
    for cue, index in owners.items():
        speaker = _antecedent(people, index)
        span = _content(people, people.tokens.shape, people.phrases[index], cue)
        if span is not None and speaker is not None:
            yield Statement(span, people.mention(speaker))


def _is_nearer(people: People, known: Phrase, phrase: Phrase) -> bool:
    """Whether a later phrase is the cue's subject: the known one is none, or its clause ended before."""
    if phrase.stand is not Stand.SUBJECT:
        return False
    if known.stand is not Stand.SUBJECT:
        return True
    between = people.tokens.shape[known.last : phrase.first]
    return phrase.last == phrase.cue and len(between) > 1 and between.endswith(",")


def _antecedent(people: People, index: int) -> int | None:
    """Return the phrase itself, or for "who" the one right before it, if there is one."""
    phrase = people.phrases[index]
    if phrase.kind is not Kind.RELATIVE:
        return index
    before = people.phrases[index - 1] if index else None
    between = people.tokens.shape[before.last : phrase.first] if before else None
    return index - 1 if between in ("", ",") else None


def _is_claim(people: People, phrase: Phrase) -> bool:
    tokens = people.tokens
    if phrase.stand is Stand.POSSESSIVE or tokens.word(phrase.first).lower() == "you":
        return False
    word = tokens.word(phrase.cue)
    if phrase.strength in ("S", "L", "B", "A"):
        after = tokens.shape[phrase.cue + 1 : phrase.cue + 2]
        return not (phrase.kind in _THINGS and word.endswith("ed") and after in _NO_OBJECT)  # "a plan announced by"
    before = tokens.shape[phrase.first - 1 : phrase.first]
    if phrase.kind is Kind.PRONOUN and before in ("S", "w"):
        return False  # "Roe said she expects …" is Roe's
    if word in ("put", "puts"):  # "put the toll at 40", "puts the Greens on 17%"
        return _PUT_AT.search(tokens.body, tokens.ends[phrase.cue], tokens.ends[phrase.cue] + 90) is not None
    return word in _CLAIMING


def _content(people: People, shape: str, phrase: Phrase, cue: int) -> Span | None:
    """Return what the clause of a cue states: what follows it, or the sentence before it, or both around it."""
    tokens = people.tokens
    first = min(phrase.first, cue)
    far = max(0, first - _REACH)
    begin = max(shape.rfind(".", far, first), shape.rfind("\n", far, first), far - 1) + 1
    last = max(phrase.last - 1, cue)
    found = _END.search(shape, last, last + _REACH)
    end = found.start() if found else min(len(shape), last + _REACH)
    # From the token before to the one behind: signs such as "£" and "%" are no tokens.
    sentence = Span(tokens.ends[begin - 1] if begin else 0, tokens.starts[end] if found else tokens.ends[end - 1])
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
    return Span(tokens.ends[cue], sentence.end) if cue + 1 < end else None


def _opens_adverbially(shape: str, begin: int, first: int) -> bool:
    """Whether only an adverbial stands before the phrase ("In a post, Roe said …"), so that the claim follows."""
    return _ADVERBIAL.match(shape, begin) is not None and not re.search("[xyv]", shape[begin:first])
