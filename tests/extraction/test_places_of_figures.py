"""Passages written before the engine was run on them: the place of each figure, as an editor would give it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.extraction.reading_figures import figures_of

CASES = Path(__file__).with_name("places_of_figures.txt")
_MARKED = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def cases() -> Iterator[tuple[str, list[tuple[int, int, str | None]]]]:
    """Yield each passage as plain text, with start, end and place of its figures."""
    for line in CASES.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, figures, end = "", [], 0
        for match in _MARKED.finditer(line):
            text += line[end : match.start()]
            figures.append((len(text), len(text) + len(match[1]), None if match[2] == "-" else match[2]))
            text, end = text + match[1], match.end()
        yield text + line[end:], figures


def verdicts() -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield passage, figure, place wanted and place given of every figure that is found."""
    for text, wanted in cases():
        found = figures_of(text, published_on=date(2026, 11, 25))
        for start, end, place in wanted:
            figure = next((one for one in found if one.span.start < end and start < one.span.end), None)
            if figure:
                yield text, text[start:end], place, figure.place.of(text) if figure.place else None


def test_places_of_figures_on_passages_of_our_own() -> None:
    given = [(wanted, got) for _, _, wanted, got in verdicts()]
    right = sum(wanted is not None and wanted == got for wanted, got in given)
    assert right / sum(got is not None for _, got in given) >= 0.88
    assert right / sum(wanted is not None for wanted, _ in given) >= 0.88
