"""A body cut into paragraphs and sentences, once, for every reader of it."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from bot.model import Span

_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")
_BREAK = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Layout:
    """Paragraphs and sentences of a body in order; sentences never cross a paragraph and have no outer white space.

    `paragraph_of[i]` is the index of the paragraph that holds sentence i.
    """

    body: str
    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    paragraph_of: tuple[int, ...]
    _starts: tuple[int, ...]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds `offset`, or of the last one before it (0 at the start)."""
        return max(0, bisect_right(self._starts, offset) - 1)


def lay_out(body: str) -> Layout:
    """Cut a body into paragraphs (lines with text) and sentences, in linear time."""
    paragraphs: list[Span] = []
    sentences: list[Span] = []
    paragraph_of: list[int] = []
    for match in _PARAGRAPH.finditer(body):
        start, end = match.span()
        for found in _BREAK.finditer(body, start, end):
            sentences.append(Span(start, start + len(body[start : found.end()].rstrip())))
            paragraph_of.append(len(paragraphs))
            start = found.end()
        sentences.append(Span(start, end))
        paragraph_of.append(len(paragraphs))
        paragraphs.append(Span(*match.span()))
    return Layout(body, tuple(paragraphs), tuple(sentences), tuple(paragraph_of), tuple(s.start for s in sentences))
