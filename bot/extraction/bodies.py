"""Finds the fuller name of a body that an article calls by its last noun alone: "the office", "the ministry"."""

from dataclasses import dataclass

from bot.extraction.mentions import Kind, Phrase
from bot.extraction.patterns import lazy
from bot.extraction.role_words import names_body
from bot.extraction.tokens import Tokens
from bot.extraction.words import words
from bot.model import Span

_BEFORE = lazy(r"(?:N{1,4}s)?[nvNkheT]{1,5}\Z|N{1,4}s\Z")
_BEHIND = lazy(r"oN{1,3}")
_LONGEST = 8  # tokens of a body's name before its last noun
_TELLS_NOTHING = words(
    "same other new old own whole entire main local first second last next big small tiny great former said joint"
)


_Ends = tuple[int, int]


@dataclass(slots=True)
class _Named:
    """What is named in full by one noun: ever longer names of the first body, and where another one is named."""

    longer: list[_Ends]
    other_at: int | None = None


class Bodies:
    """Knows the bodies an article names in full, by their nouns."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._named: dict[str, _Named] | None = None

    def fuller(self, phrase: Phrase) -> Span | None:
        """Return the first full name of the body that "the NOUN" means; None unless just one was named before it."""
        tokens = self._tokens
        if phrase.kind is not Kind.BODY or tokens.shape[phrase.first : phrase.last] != "dk":
            return None
        if tokens.word(phrase.first).lower() != "the":
            return None
        if self._named is None:
            self._named = self._gathered()
        named = self._named.get(tokens.word(phrase.head).lower())
        if named is None or (named.other_at is not None and named.other_at < phrase.first):
            return None
        before = [ends for ends in named.longer if ends[1] <= phrase.first]
        if not before:
            return None
        first, last = before[-1]
        if tokens.shape[first - 1 : first] == "d" and tokens.word(first - 1).lower() == "the":
            first -= 1
        return Span(tokens.starts[first], tokens.ends[last - 1])

    def _gathered(self) -> dict[str, _Named]:
        """Return the full names of bodies by their noun in small letters, in order, in linear time."""
        tokens, shape = self._tokens, self._tokens.shape
        named: dict[str, _Named] = {}
        for at, letter in enumerate(shape):
            if letter != "k" and not (letter == "N" and names_body(tokens.word(at))):
                continue
            if shape[at + 1 : at + 2] == "N" and letter == "N":
                continue  # "Office Depot"
            found = _BEFORE.search(shape, max(0, at - _LONGEST), at)
            first = self._telling(found.start(), at) if found else at
            behind = _BEHIND.match(shape, at + 1)
            last = behind.end() if behind and tokens.word(at + 1) == "of" else at + 1
            if last - first > 1:
                self._note(named, tokens.word(at).lower(), (first, last))
        return named

    def _note(self, named: dict[str, _Named], noun: str, ends: _Ends) -> None:
        known = named.setdefault(noun, _Named([ends]))
        longest = known.longer[-1]
        if known.other_at is not None or ends == longest:
            return
        if not self._same(longest, ends):
            known.other_at = ends[0]
        elif ends[1] - ends[0] > longest[1] - longest[0]:
            known.longer.append(ends)

    def _telling(self, first: int, head: int) -> int:
        """Return where the words begin that tell a body from others ("the new health ministry")."""
        while first < head and self._tokens.word(first).lower() in _TELLS_NOTHING:
            first += 1
        return first

    def _same(self, one: _Ends, other: _Ends) -> bool:
        """Whether two names are the same, or one is the end of the other."""
        first, second = (
            [self._tokens.word(at).lower() for at in range(*name) if self._tokens.shape[at] not in "s"]
            for name in (one, other)
        )
        count = min(len(first), len(second))
        return first[-count:] == second[-count:]
