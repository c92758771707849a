"""The words of a sentence with what each does in its place: "was closed", "the closed mine", "it closed"."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.extraction.clause_words import PLURAL, PRESENT_PLURAL, TIMES, Part, part_of
from bot.extraction.patterns import lazy
from bot.model import Span

_TOKEN = lazy(r"[A-Za-z]+(?:[’'&-][A-Za-z]+)*|[$£€]?\d(?:[\d.,/-]*\d)?[A-Za-z%]*|,(?!\d)|[;:()—]|(?<=\s)[–-](?=\s)")
LONGEST = 1500
"""Characters of a sentence that is split: what is longer is a list, or an attack."""


VERBS = frozenset({Part.FINITE, Part.PAST, Part.MAYBE})
STOPS = frozenset({Part.MARK, Part.RELATIVE, Part.THAT, Part.CONJUNCTION})
"""Behind these another clause can begin, or a phrase."""


class Token(NamedTuple):
    """A word in small letters, or a mark, with what it does and where it stands."""

    word: str
    part: Part
    start: int
    end: int


def tokens_of(body: str, sentence: Span, dates: Sequence[Span]) -> list[Token]:
    """Cut a sentence into words and marks, each of its dates being one; no more than `LONGEST` of it."""
    tokens: list[Token] = []
    end = min(sentence.end, sentence.start + LONGEST)
    upcoming = [date for date in dates if date.start < end]
    at = 0
    for match in _TOKEN.finditer(body, sentence.start, end):
        start, stop = match.span()
        while at < len(upcoming) and upcoming[at].end <= start:
            at += 1
        if at < len(upcoming) and upcoming[at].start <= start:
            if not (tokens and tokens[-1].start == upcoming[at].start):
                tokens.append(Token(match[0].lower(), Part.DATE, upcoming[at].start, upcoming[at].end))
            continue
        word = match[0]
        small = word.lower()
        part = Part.NOUN if tokens and word[0].isupper() and small != "i" else part_of(small)
        tokens.append(Token(small, _in_place(tokens, small, part), start, stop))
    return tokens


_GROUP = frozenset({Part.BE, Part.ADVERB})
_BEFORE_ADJECTIVE = frozenset({Part.DETERMINER, Part.NUMBER, Part.PREPOSITION, Part.TO})


def _in_place(tokens: list[Token], word: str, part: Part) -> Part:
    """Return what a word does behind those before it: "closed" in "was closed", "the closed mine", "and closed"."""
    if part not in (Part.PAST, Part.GERUND, Part.MAYBE, Part.FINITE) or not tokens:
        return part
    before = next((one for one in reversed(tokens[-4:]) if one.part not in _GROUP), tokens[-1])
    if (word not in TIMES or word == "had") and before.word in TIMES and before.part is Part.FINITE:
        return Part.PARTICIPLE if part is not Part.MAYBE else Part.NOUN
    if part is Part.PAST and tokens[-1].part is Part.NUMBER and _begins_clause(tokens):
        return part
    if tokens[-1].part is Part.TO or (
        tokens[-1].part in _BEFORE_ADJECTIVE and _can_be_adjective(tokens[-1], word, part)
    ):
        return Part.NOUN
    if part is Part.MAYBE and word in PRESENT_PLURAL:
        plural = (
            tokens[-1].part in (Part.JOINT, Part.RELATIVE, Part.THAT)
            or tokens[-1].word in PLURAL
            or (tokens[-1].part is Part.NOUN and tokens[-1].word.endswith("s"))
        )
        return part if plural else Part.NOUN
    return part


def _begins_clause(tokens: list[Token]) -> bool:
    """Say whether the last word is a subject by itself: "around 400 | gathered"."""
    hedges = ("about", "around", "over")
    before = next((one.part for one in reversed(tokens[-4:-1]) if one.word not in hedges), Part.MARK)
    return before in STOPS or before is Part.JOINT


def _can_be_adjective(before: Token, word: str, part: Part) -> bool:
    return part is not Part.FINITE or (word.endswith("ed") and before.part is Part.DETERMINER)
