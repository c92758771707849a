"""A sentence cut into numbers, words and signs, each with its place in the body."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from bot.extraction.kept import Kept
from bot.extraction.patterns import lazy
from bot.model import Span

GAPS = "'’\u00a0\u2009\u202f"
"""What groups digits by three beside comma, point and a plain space."""

_TOKEN = lazy(
    r"([^\W\d_][^\W\d_]*(?:['’][^\W\d_]+)?"  # words, company's: first, and opened by a plain set, for they are most
    rf"|\d\d{{0,2}}(?:[{GAPS} ]\d{{3}}(?!\d))+(?:[.,]\d+)?"  # 1 234 567,8
    r"|\d\d*(?:[.,]\d+)*"  # 1,234.5
    r"|(?<![\w.])\.\d+"  # .5
    r"|\S)"
)


_GROUPED = lazy(r" (?<=\d )\d{3}(?!\d)")
"""Where a blank may group digits: the only one that can stand inside a token."""

_MARGIN = 48
"""How far before or behind its sentence a rule may look and find nothing; none looks a third as far."""

_NO_WORDS = [""] * _MARGIN
_NO_STARTS, _NO_ENDS = [-1] * _MARGIN, [-2] * _MARGIN  # different, so that nothing is joined there


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel sequences: lower-cased words, where each starts and ends in `body`.

    Behind its `count` tokens each holds a margin of nothing, where negative indices end up as well: asking for a
    token next to the sentence needs no test, and these questions are most of what reading figures costs.
    `at` returns the lower-cased token at an index, "" outside the sentence; it is the list's own method, the fastest.
    """

    body: str
    english: bool
    count: int
    at: Callable[[int], str]
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return self.count

    def text(self, index: int) -> str:
        """Return the token as the body spells it, "" outside the sentence."""
        return self.body[self.starts[index] : self.ends[index]]

    def joined(self, index: int) -> bool:
        """Say whether the token touches the one before it."""
        return self.starts[index] == self.ends[index - 1]

    def apart(self, index: int) -> bool:
        """Say whether the token stands free between blanks, as hyphens do where a corpus was cut into tokens."""
        return not self.joined(index) and not self.joined(index + 1)

    def is_word(self, index: int) -> bool:
        """Say whether the token is made of letters."""
        return self.words[index][:1].isalpha()

    def is_digits(self, index: int) -> bool:
        """Say whether the token is written in digits."""
        return self.words[index][-1:].isdecimal()


def _cut(stretch: str) -> tuple[tuple[str, int, int], ...]:
    """Return the tokens of a stretch without blanks, with their places in it."""
    pieces = _TOKEN.split(stretch)  # blank, token, blank, token, …
    bounds = list(accumulate(map(len, pieces)))
    return tuple(zip(pieces[1::2], bounds[:-1:2], bounds[1::2], strict=True))


_tokens_of = Kept(_cut).__getitem__


def _matched(matches: Iterable[re.Match[str]], offset: int) -> tuple[list[str], list[int], list[int]]:
    found = list(matches)
    return (
        [match[0].lower() for match in found],
        [offset + match.start() for match in found],
        [offset + match.end() for match in found],
    )


def cut(body: str, sentence: Span, *, english: bool = True) -> Tokens:
    """Cut one sentence into its tokens, in linear time."""
    start, end = sentence.start, sentence.end
    small = body[start:end].lower()
    if len(small) != end - start:  # a letter that is two in lower case has moved the others
        words, starts, ends = _matched(_TOKEN.finditer(body, start, end), 0)
    elif _GROUPED.search(small):
        words, starts, ends = _matched(_TOKEN.finditer(small), start)
    else:
        words, starts, ends = [], [], []
        at = start
        for stretch in small.split(" "):
            for word, left, right in _tokens_of(stretch):
                words.append(word)
                starts.append(at + left)
                ends.append(at + right)
            at += len(stretch) + 1
    count = len(words)
    words += _NO_WORDS
    return Tokens(body, english, count, words.__getitem__, words, starts + _NO_STARTS, ends + _NO_ENDS)
