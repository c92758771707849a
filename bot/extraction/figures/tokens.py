"""A sentence cut into numbers, words and signs, each with its place in the body."""

from dataclasses import dataclass

from bot.extraction.patterns import lazy
from bot.model import Span

GAPS = "'’\u00a0\u2009\u202f"
"""What groups digits by three beside comma, point and a plain space."""

_TOKEN = lazy(
    r"[^\W\d_][^\W\d_]*(?:['’][^\W\d_]+)?"  # words, company's: first, and opened by a plain set, for they are most
    rf"|\d\d{{0,2}}(?:[{GAPS} ]\d{{3}}(?!\d))+(?:[.,]\d+)?"  # 1 234 567,8
    r"|\d\d*(?:[.,]\d+)*"  # 1,234.5
    r"|(?<![\w.])\.\d+"  # .5
    r"|\S"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: lower-cased words, where each starts and ends in `body`."""

    body: str
    english: bool
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """Return the lower-cased token, "" outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def text(self, index: int) -> str:
        """Return the token as the body spells it, "" outside the sentence."""
        return self.body[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def joined(self, index: int) -> bool:
        """Say whether the token touches the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def apart(self, index: int) -> bool:
        """Say whether the token stands free between blanks, as hyphens do where a corpus was cut into tokens."""
        return not self.joined(index) and not self.joined(index + 1)

    def is_word(self, index: int) -> bool:
        """Say whether the token is made of letters."""
        return self.at(index)[:1].isalpha()

    def is_digits(self, index: int) -> bool:
        """Say whether the token is written in digits."""
        return self.at(index)[-1:].isdecimal()


def cut(body: str, sentence: Span, *, english: bool = True) -> Tokens:
    """Cut one sentence into its tokens, in linear time."""
    spans = [match.span() for match in _TOKEN.finditer(body, sentence.start, sentence.end)]
    words = [body[start:end].lower() for start, end in spans]
    return Tokens(body, english, words, [start for start, _ in spans], [end for _, end in spans])
