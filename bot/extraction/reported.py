"""What is reported without quotation marks, sentence by sentence, with who says it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction.claims import Claim, Claims
from bot.extraction.mentions import Kind
from bot.extraction.names import People
from bot.extraction.patterns import lazy
from bot.extraction.scopes import Scopes
from bot.extraction.sources import find_sources
from bot.extraction.subjects import Noun
from bot.model import Mention, Span

_LONGEST = 400
"""Tokens of a sentence that are read together: longer ones are tables, or attacks."""
_END = lazy(r"[.\n]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the body that `speaker` states ("X said …", "…, according to Y", a quotation by Z)."""

    span: Span
    speaker: Mention


class Reported:
    """Reads the sentences of one body that it is asked about, each once."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._tokens = people.tokens
        self._claims = Claims(people.tokens)
        self._scopes = Scopes(people.tokens, self._claims.subjects)
        self._ends = [found.start() for found in _END.finditer(people.tokens.shape)]
        self._phrases = {phrase.last: index for index, phrase in enumerate(people.phrases)}
        self._read: dict[int, tuple[Statement, ...]] = {}

    def around(self, span: Span) -> Iterator[Statement]:
        """Yield the reported statements that cover a stretch of the body. Linear over all of a body's stretches."""
        token = bisect_right(self._tokens.starts, span.start) - 1
        if token < 0:
            return
        begin, end = self._sentence(token)
        if begin not in self._read:
            self._read[begin] = tuple(self._statements(begin, end)) if begin < end else ()
        yield from (statement for statement in self._read[begin] if statement.span.covers(span))

    def all(self) -> Iterator[Statement]:
        """Yield every reported statement of the body."""
        token = 0
        while token < len(self._tokens.shape):
            begin, end = self._sentence(token)
            if begin < end:
                yield from self._statements(begin, end)
            token = max(end, token) + 1

    def _sentence(self, token: int) -> tuple[int, int]:
        """Return the tokens of the sentence of a token, or of its part of a very long one."""
        index = bisect_right(self._ends, token - 1)
        begin = self._ends[index - 1] + 1 if index else 0
        end = self._ends[index] if index < len(self._ends) else len(self._tokens.shape)
        begin += max(0, token - begin) // _LONGEST * _LONGEST
        return begin, min(end, begin + _LONGEST)

    def _statements(self, begin: int, end: int) -> Iterator[Statement]:
        claims = self._claims.of(begin, end)
        for index, claim in enumerate(claims):
            if index + 1 < len(claims) and self._scopes.is_thought(claim, claims[index + 1]):
                continue
            if index and self._is_own_document(claim):
                continue
            for span in self._scopes.of(claim, claims[index - 1] if index else None):
                yield Statement(span, self._mention(claim.subject))
        for noun, span in find_sources(self._tokens, self._claims.subjects, begin, end):
            yield Statement(span, self._mention(noun))

    def _is_own_document(self, claim: Claim) -> bool:
        """Say whether what claims belongs to who claims before it: "the society said its lists gave 27" is theirs."""
        first = self._tokens.shape[claim.subject.first]
        return first == "z" and self._claims.subjects.is_document(claim.subject)

    def _mention(self, noun: Noun) -> Mention:
        """Return a noun as a mention, with the person that its phrase means."""
        people, tokens = self._people, self._tokens
        index = self._phrases.get(noun.last)
        if index is not None and people.phrases[index].kind is Kind.NAME and people.phrases[index].first <= noun.first:
            return people.mention(index)
        span = Span(tokens.starts[noun.first], tokens.ends[noun.last - 1])
        return Mention(span=span, person=None if index is None else people.persons.person(index))
