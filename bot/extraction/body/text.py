"""Plain text as it was scraped or pasted: a headline, then the article among the furniture of its page."""

import re
from statistics import median

from bot.extraction.body.boilerplate import clean_lines
from bot.extraction.body.parts import Parts

LONGEST_HEADLINE = 220
WRAP_COLUMNS = range(45, 101)
"""The median line of a text wrapped by hand or by a mail program is this long."""

_BLANK_LINES = re.compile(r"\n{2,}")


def read_text(text: str, *, headline: str | None = None) -> Parts:
    """Return the parts of a text whose characters are clean already; `headline` is what is known from outside."""
    lines = _unwrapped(text).split("\n")
    found = headline or _headline_of(lines)
    cleaned = clean_lines(lines, headline=found)
    return Parts(
        paragraphs=cleaned.paragraphs, headline=found, byline=cleaned.byline, published_at=cleaned.published_at
    )


def _headline_of(lines: list[str]) -> str | None:
    """Return the first line if it stands as a headline does: short, and followed by more text.

    A first line that ends in a full stop is a headline only if a blank line sets it off and it is one sentence.
    """
    filled = [i for i, line in enumerate(lines) if line]
    if len(filled) < 2:
        return None
    first = lines[filled[0]]
    if len(first) > LONGEST_HEADLINE or first.endswith((",", ";", "-")):
        return None
    is_set_off = filled[1] > filled[0] + 1
    ends_as_sentence = first.endswith((".", ".”", '."', ".’"))
    if ends_as_sentence:
        return None
    return first if is_set_off or len(filled) > 2 or not first.endswith(("!", "?")) else None


def _unwrapped(text: str) -> str:
    """Join the lines of paragraphs that were wrapped at a column; other texts are returned as they are."""
    blocks = [block for block in _BLANK_LINES.split(text) if block]
    inner = [line for block in blocks for line in block.split("\n")[:-1]]
    wrapped = [block for block in blocks if block.count("\n") >= 1]
    if len(inner) < 4 or 2 * len(wrapped) < len(blocks) or int(median(map(len, inner))) not in WRAP_COLUMNS:
        return text
    if sum(line.endswith((".", "”", '"', "!", "?")) for line in inner) > len(inner) / 2:
        return text
    return "\n\n".join(block.replace("\n", " ") for block in blocks)
