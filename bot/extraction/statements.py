"""Who states what: stretches of a body that the text attributes to somebody, quoted or reported."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from bot.extraction.foreign import is_english
from bot.extraction.layout import Layout
from bot.extraction.names import People
from bot.extraction.reported import Reported, Statement
from bot.model import Mention, Quote, Span


class Statements:
    """All statements of a body; they may nest, the narrowest one wins. Those reported are read when asked for."""

    def __init__(self, quoted: Sequence[Statement] = (), reported: Reported | None = None) -> None:
        self._quoted = sorted(quoted, key=lambda statement: statement.span)
        self._reported = reported
        self._starts = [statement.span.start for statement in self._quoted]
        self._reach = list(accumulate((statement.span.end for statement in self._quoted), max))

    @property
    def all(self) -> tuple[Statement, ...]:
        """Return every statement, in order of its start."""
        reported = self._reported.all() if self._reported else ()
        return tuple(sorted((*self._quoted, *reported), key=lambda statement: statement.span))

    def speaker_of(self, span: Span) -> Mention | None:
        """Return who states the words of `span`, or None where the text gives nobody."""
        around = [*self._quotes_at(span), *(self._reported.around(span) if self._reported else ())]
        best = min(around, key=lambda statement: statement.span.end - statement.span.start, default=None)
        return best.speaker if best else None

    def _quotes_at(self, span: Span) -> list[Statement]:
        found = []
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and self._reach[index] >= span.end:  # the furthest end up to here: no other can cover it
            if self._quoted[index].span.end >= span.end:
                found.append(self._quoted[index])
            index -= 1
        return found


def find_statements(layout: Layout, people: People, quotes: tuple[Quote, ...]) -> Statements:
    """Find the attributed stretches of a body."""
    quoted = [Statement(quote.span, quote.speaker) for quote in quotes if quote.speaker is not None]
    return Statements(quoted, Reported(people) if is_english(layout.body) else None)
