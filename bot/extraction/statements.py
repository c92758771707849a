"""Who states what: stretches of a body that the text attributes to somebody, quoted or reported."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from bot.extraction.claims import find_claims
from bot.extraction.foreign import is_english
from bot.extraction.layout import Layout
from bot.extraction.mentions import Kind
from bot.extraction.names import People
from bot.extraction.scopes import Scopes
from bot.extraction.sources import find_sources
from bot.extraction.subjects import Noun
from bot.model import Mention, Quote, Span


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
    """Yield what the text reports without marks, with who says it."""
    claims, subjects = find_claims(people.tokens)
    whose = _Mentions(people)
    scopes = Scopes(people.tokens, subjects)
    for index, claim in enumerate(claims):
        earlier = claims[index - 1] if index and claims[index - 1].begin == claim.begin else None
        for span in scopes.of(claim, earlier):
            yield Statement(span, whose.mention(claim.subject))
    for noun, span in find_sources(people.tokens, subjects):
        yield Statement(span, whose.mention(noun))


class _Mentions:
    """Finds the phrase of a noun, which knows the person it means."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._ends = {phrase.last: index for index, phrase in enumerate(people.phrases)}

    def mention(self, noun: Noun) -> Mention:
        people, tokens = self._people, self._people.tokens
        index = self._ends.get(noun.last)
        if index is not None and people.phrases[index].kind is Kind.NAME and people.phrases[index].first <= noun.first:
            return people.mention(index)
        span = Span(tokens.starts[noun.first], tokens.ends[noun.last - 1])
        return Mention(span=span, person=None if index is None else people.persons.person(index))
