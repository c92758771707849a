"""Where numbers can begin in a body, asked once for all of it: sentences without any cost nothing more."""

import re
from itertools import islice

from bot.extraction.figures.amounts import STARTERS
from bot.extraction.figures.number_words import DENOMINATORS, SCALES
from bot.extraction.figures.rejects import AFTER_ONE
from bot.extraction.figures.unit_names import WORDS
from bot.extraction.figures.vague import PARTS
from bot.extraction.layout import Layout
from bot.extraction.patterns import any_start, lazy
from bot.extraction.words import words
from bot.model import Span

MOST_ANCHORS = 5000
"""What lies behind this many possible numbers is a table, or an attack, and is left unread."""

_BEHIND = 300
"""Characters read behind the last anchor of a sentence: a noun phrase and its rate are shorter."""

_SHARES = frozenset(DENOMINATORS) - {"half", "halves"} | {"few"}
"""Most a "third", a "quarter" and a "few" of the news count nothing: only behind "a", or before a scale word."""

_AFTER_ONE = "|".join(sorted(AFTER_ONE - set(WORDS) - {"more", "-"}))
_PATTERNS = (
    *sorted(word for word in (STARTERS | PARTS | set(SCALES) | _SHARES) - {"a", "an", "one"} if word.isalpha()),
    "number",
    "stake",
    rf"one(?!\s+(?:{_AFTER_ONE})[^a-z])",
    "many",
)
_SCALE = lazy(rf"\W{{1,3}}(?:{'|'.join(SCALES)})")
_RARE = _SHARES | {"many"}
_BEFORE = words("a an great")

_FRACTIONS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"
_DIGITS = lazy(rf"[\d{_FRACTIONS}][\d,.]*")
_OUR_DIGITS = lazy(rf"[0-9{_FRACTIONS}][0-9,.]*")
_OTHER_DIGIT = lazy(r"[^\x00-\x7f](?<=\d)")
"""A digit of another script than ours: a body without one is searched three times as fast."""
_WORD = lazy(rf"[^a-z]{any_start(_PATTERNS)}(?![a-z])")
"""A word that begins a number in a lower-cased body, behind what is no letter.

Two patterns, each with one set of characters at its start, because only so the engine skips to where they can match.
"""


def sentences_with_numbers(layout: Layout) -> list[Span]:
    """Return the sentences in which a number may stand, each cut a little behind its last possible number."""
    lowered = " " + _lowered(layout.body)
    digits = islice((_DIGITS if _OTHER_DIGIT.search(lowered) else _OUR_DIGITS).finditer(lowered), MOST_ANCHORS)
    ends = [match.end() - 1 for match in digits if not _is_plain_year(lowered, match)]
    named = islice(_WORD.finditer(lowered), MOST_ANCHORS)
    ends += [match.end() - 1 for match in named if match[0][1:] not in _RARE or _begins_share(lowered, match)]
    ends.sort()
    last = {layout.sentence_at(end - 1): end for end in ends[:MOST_ANCHORS]}
    return [_cut(layout.sentences[index], end) for index, end in last.items()]


def _begins_share(lowered: str, match: re.Match[str]) -> bool:
    """Say whether a rare beginning is one here: "a third", "a great many", "few hundred"."""
    before = lowered[max(0, match.start() - 8) : match.start()].split()
    return (before[-1:] and before[-1].strip("“\"'‘(—–-") in _BEFORE) or _SCALE.match(lowered, match.end()) is not None


def _is_plain_year(lowered: str, match: re.Match[str]) -> bool:
    """Say whether digits are only a year: "in 2019," which so many sentences have that it is worth asking first."""
    year = match[0].rstrip(".,")
    plain = len(year) == 4 and year[:2] in ("19", "20") and year.isdecimal()
    return plain and year != match[0] and lowered.endswith((" in ", " since "), 0, match.start())


def _lowered(body: str) -> str:
    """Lower-case a body without moving a character (İ alone would become two)."""
    lowered = body.lower()
    return lowered if len(lowered) == len(body) else "".join(c if len(c.lower()) > 1 else c.lower() for c in body)


def _cut(sentence: Span, end: int) -> Span:
    return Span(sentence.start, max(sentence.start, min(sentence.end, end + _BEHIND)))
