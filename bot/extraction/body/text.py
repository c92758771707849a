"""Plain text as it was scraped or pasted: a headline, then the article among the furniture of its page."""

from statistics import median

from bot.extraction.body.boilerplate import LineKind, clean_lines, kind_of
from bot.extraction.body.parts import Parts
from bot.extraction.patterns import lazy

LONGEST_HEADLINE = 220
FEWEST_WORDS = 4
MOST_LINES_ABOVE = 60
"""Lines of navigation and sharing that may stand above a headline."""
WRAP_COLUMNS = range(45, 101)
"""The median line of a text wrapped by hand or by a mail program is this long."""

_NO_HEADLINE_ENDS = (".", ".”", '."', ".’", ",", ";", "-")
_BLANK_LINES = lazy(r"\n\n+")  # a plain beginning: the engine skips to it


def read_text(text: str, *, headline: str | None = None) -> Parts:
    """Return the parts of a text whose characters are clean already; `headline` is what is known from outside."""
    lines = _unwrapped(text).split("\n")
    found = headline or _headline_of(lines)
    cleaned = clean_lines(lines, headline=found)
    return Parts(
        paragraphs=cleaned.paragraphs, headline=found, byline=cleaned.byline, published_at=cleaned.published_at
    )


def _headline_of(lines: list[str]) -> str | None:
    """Return the first line that is no page furniture, if it stands as a headline does and more text follows.

    Under a line of navigation ("Home") a headline has at least four words.
    """
    filled = [line for line in lines if line][:MOST_LINES_ABOVE]
    for place, line in enumerate(filled[:-1]):
        kind = kind_of(line)
        if place and kind is LineKind.PROSE:
            return None
        is_title = kind in (LineKind.SHORT, LineKind.PROSE) and line.count(" ") + 1 >= FEWEST_WORDS
        if is_title or (place == 0 and kind is LineKind.SHORT and not _is_navigation(filled)):
            return line if len(line) <= LONGEST_HEADLINE and not line.endswith(_NO_HEADLINE_ENDS) else None
    return None


def _is_navigation(filled: list[str]) -> bool:
    """Say whether a page begins with several lines of one or two words."""
    return sum(line.count(" ") < 2 for line in filled[:3]) > 1


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
