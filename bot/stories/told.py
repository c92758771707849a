"""A story as the index remembers it: its words, when it was last told, and the fingerprints of its articles."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.fingerprint import KEPT, is_copy
from bot.model import ArticleId, StoryId
from bot.stories.features import FULL_WEIGHT, KIND_BITS, Word

MOST_WORDS = 56
MOST_PRINTS = 200
HALVED_AT = 96
"""A story of so many articles forgets the older half of its weight: stories move on."""
MOST_WEIGHT = 65_535
_HASH_SIZE = array("I").itemsize
_PRINT_SIZE = KEPT * _HASH_SIZE


@dataclass(slots=True)
class Told:
    """A story in the index: its words with their kinds, and the sum of each one's weights over its articles."""

    id: StoryId
    hours: float
    words: "array[int]" = field(default_factory=lambda: array("I"))
    sums: "array[int]" = field(default_factory=lambda: array("H"))
    size: int = 0
    printed: list[ArticleId] = field(default_factory=list)
    prints: bytes = b""
    """The fingerprints of the articles printed, in their order, each of the same size: they are most of the memory."""

    def shares(self) -> dict[int, float]:
        """Return each word's part of the weight it would have if every article had it in its headline."""
        most = FULL_WEIGHT * self.size
        return {word >> KIND_BITS: weight / most for word, weight in zip(self.words, self.sums, strict=True)}

    def kinds(self) -> dict[int, int]:
        """Return each word's kind: a name if any article has it as one."""
        return {word >> KIND_BITS: word & ((1 << KIND_BITS) - 1) for word in self.words}

    def add(self, words: Sequence[Word], rarity: Callable[[int], float]) -> list[int]:
        """Add an article's words; returns the numbers of those the story did not have before."""
        numbers = [word.number for word in words]
        if not self.size and len(set(numbers)) == len(words) <= 2 * MOST_WORDS:  # most stories are one article
            self.size = 1
            self.words = array("I", (word.number << KIND_BITS | word.kind for word in words))
            self.sums = array("H", (word.weight for word in words))
            return numbers
        sums = {word >> KIND_BITS: weight for word, weight in zip(self.words, self.sums, strict=True)}
        known = self.kinds()
        new = []
        for number, _, kind, weight in words:
            if number in sums:
                sums[number] += weight
                known[number] = max(known[number], kind)
            else:
                new.append(number)
                sums[number], known[number] = weight, kind
        self.size += 1
        if self.size >= HALVED_AT:
            self.size //= 2
            sums = {number: weight // 2 for number, weight in sums.items() if weight > 1}
        if len(sums) > 2 * MOST_WORDS:
            heaviest = sorted(sums, key=lambda number: -sums[number] * rarity(number))[:MOST_WORDS]
            sums = {number: sums[number] for number in heaviest}
        self.words = array("I", (number << KIND_BITS | known[number] for number in sums))
        self.sums = array("H", (min(weight, MOST_WEIGHT) for weight in sums.values()))
        return new

    def remember(self, article: ArticleId, fingerprint: bytes) -> None:
        """Keep a fingerprint, and the newest of those before it."""
        missing = (_PRINT_SIZE - len(fingerprint)) // _HASH_SIZE
        self.printed.append(article)
        self.prints += fingerprint + fingerprint[-_HASH_SIZE:] * missing  # a hash said twice changes no likeness
        del self.printed[:-MOST_PRINTS]
        self.prints = self.prints[-MOST_PRINTS * _PRINT_SIZE :]

    def copied_by(self, fingerprint: bytes) -> ArticleId | None:
        """Return the first article with nearly the same text."""
        for index, article in enumerate(self.printed):
            if is_copy(self.prints[index * _PRINT_SIZE : (index + 1) * _PRINT_SIZE], fingerprint):
                return article
        return None
