"""Who states what: stretches of a body that the text attributes to somebody, quoted or reported."""

from dataclasses import dataclass

from bot.extraction.layout import Layout
from bot.extraction.names import People
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

    def speaker_of(self, span: Span) -> Mention | None:
        """Return who states the words of `span`, or None where the text gives nobody."""
        holding = [s for s in self.all if s.span.covers(span)]
        return min(holding, key=lambda s: s.span.end - s.span.start).speaker if holding else None


def find_statements(layout: Layout, people: People, quotes: tuple[Quote, ...]) -> Statements:
    """Find the attributed stretches of a body."""
    return Statements(())
