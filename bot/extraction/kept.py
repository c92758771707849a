"""What words met lately were cut into: most words of a text come again."""

from collections.abc import Callable
from typing import TypeVar

MOST_KEPT = 20_000
"""Stretches whose tokens are kept, in at most eight megabytes for news: the words of some hundred articles."""
LONGEST_KEPT, MOST_IN_KEPT = 40, 4
"""Characters and tokens of a stretch that is kept: what has more is no word with its marks, and will not come again."""

T = TypeVar("T")


class Kept(dict[str, tuple[T, ...]]):
    """The tokens of every stretch without blanks met lately; those of others are cut when they are asked for."""

    def __init__(self, cut: Callable[[str], tuple[T, ...]]) -> None:
        """`cut` returns the tokens of a stretch, each time the same."""
        super().__init__()
        self._cut = cut

    def __missing__(self, stretch: str) -> tuple[T, ...]:
        tokens = self._cut(stretch)
        if len(stretch) <= LONGEST_KEPT and len(tokens) <= MOST_IN_KEPT:
            if len(self) > MOST_KEPT:
                self.clear()
            self[stretch] = tokens
        return tokens
