"""Where numbers can begin in a body: one pass of one pattern, so that sentences without any cost nothing more."""

from bot.extraction.layout import Layout
from bot.extraction.patterns import any_start, lazy
from bot.model import Span

MOST_ANCHORS = 5000
"""What lies behind this many possible numbers is a table, or an attack, and is left unread."""

_BEHIND = 300
"""Characters read behind the last anchor of a sentence: a noun phrase and its rate are shorter."""

_WORDS = """
    zero nought naught one two three four five six seven eight nine ten eleven twelve thirt fift twent fort
    hundred thousand million billion trillion lakh crore dozen score several few couple half halv quarter
    third fifth handful number minority fraction stake many smattering trickle slew raft
    doubl redoubl tripl trebl quadrupl quintupl sextupl twice thrice
"""
_ANCHOR = lazy(
    r"\d(?:[\d,.]*\d)?|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒]"
    rf"|[^a-z]{any_start(_WORDS.split())}"
)
"""Digits, or the first letters of a word that begins a number, in a lower-cased body after a non-letter."""


def sentences_with_numbers(layout: Layout) -> list[Span]:
    """Return the sentences in which a number may stand, each cut a little behind its last possible number."""
    last: dict[int, int] = {}
    for count, match in enumerate(_ANCHOR.finditer(" " + _lowered(layout.body))):
        if count == MOST_ANCHORS:
            break
        last[layout.sentence_at(match.end() - 2)] = match.end() - 1
    return [_cut(layout.sentences[index], end) for index, end in last.items()]


def _lowered(body: str) -> str:
    """Lower-case a body without moving a character (İ alone would become two)."""
    lowered = body.lower()
    return lowered if len(lowered) == len(body) else "".join(c if len(c.lower()) > 1 else c.lower() for c in body)


def _cut(sentence: Span, end: int) -> Span:
    return Span(sentence.start, max(sentence.start, min(sentence.end, end + _BEHIND)))
