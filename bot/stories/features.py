"""What of an article tells its story apart: its weighty words, its time, its text's fingerprint."""

import json
import re
from array import array
from base64 import b64decode, b64encode, b85decode
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple
from zlib import crc32

from bot.fingerprint import fingerprint
from bot.model import Brief

WORD_BITS, SENTENCE_BITS, KIND_BITS, WEIGHT_BITS = 20, 5, 2, 5
FULL_WEIGHT = 16
"""The weight of a word of the headline; words of the text weigh less."""
LEAD_WEIGHT = 8
TEXT_WEIGHT = 4
REPEATED_TEXT_WEIGHT = 8
"""What a word of the text weighs more for being said twice."""
WORDS_OF_TEXT = 250
"""How many words of a text are looked at: news says what happened first."""
MOST_TEXT_WORDS = 110
LONGEST_HEADLINE = 400
MOST_SENTENCES = (1 << SENTENCE_BITS) - 1
FEWEST_WORDS_OF_A_SENTENCE = 4
"""Fewer are said by chance in many articles."""

_SENTENCE_AT = KIND_BITS + WEIGHT_BITS
_NUMBER_AT = SENTENCE_BITS + _SENTENCE_AT
_KINDS, _WEIGHTS = (1 << KIND_BITS) - 1, (1 << WEIGHT_BITS) - 1
_VERSION = 3
"""Of the stored text; the second was in base 85, which takes ten times as long to read."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIALS = re.compile(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s|\n")
_COMMON_WORDS = """
a an the of and to in is are was were be been being for on with at by from as it its that this these those or but not no
nor so if than then there here he she they we you i his her their our your my me him them us who whom whose which what
when where why how has have had do does did will would can could may might must shall should says said say saying told
tell after before over under into out up down off about more most new first last one two three four five year years day
days week weeks month months today yesterday tomorrow now just get gets got go goes going make makes made take takes see
also still amid against between during per via vs only even very much many some any all other such own same too both
each few while because until through again once ever never back like well way people time according monday tuesday
wednesday thursday friday saturday sunday news report reports update updates updated video photos photo watch live
breaking t re ll ve d m s
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class Kind(IntEnum):
    """What kind of word: names and numbers are rarer than other words, and say who and how many, not what."""

    WORD = 0
    NAME = 1
    NUMBER = 2


class Word(NamedTuple):
    """A word of an article: its hash, the sentence that alone has it (0 if there is none such), kind and weight."""

    number: int
    sentence: int
    kind: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFeatures:
    """An article as the grouping sees it.

    `words` are packed integers: see `Word`.
    `sentences` are hashes of the text's first sentences together with the outlet; 0 for those too short to tell.
    `hours` is the time of publication in hours since 1970, None where unknown.
    """

    words: tuple[int, ...]
    fingerprint: bytes = b""
    hours: float | None = None
    has_text: bool = False
    sentences: tuple[int, ...] = ()

    def to_text(self) -> str:
        """Return the features as a short ASCII text to be stored; `from_text` reads it back."""
        kept = (_packed(self.words), _encoded(self.fingerprint), self.hours, int(self.has_text))
        return json.dumps([_VERSION, *kept, _packed(self.sentences)], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "StoryFeatures":
        """Return stored features. Raises ValueError if the text is not such."""
        try:
            version, words, print_, hours, has_text, *more = json.loads(text)
            decode = b64decode if version == _VERSION else b85decode
            if not isinstance(hours, int | float | None):
                raise TypeError(hours)
            return cls(
                words=tuple(array("I", decode(words))),
                fingerprint=decode(print_),
                hours=hours,
                has_text=bool(has_text),
                sentences=tuple(array("I", decode(more[0]))) if more else (),
            )
        except (TypeError, AttributeError) as error:
            raise ValueError("not stored story features") from error


def _packed(numbers: tuple[int, ...]) -> str:
    return _encoded(array("I", numbers).tobytes())


def _encoded(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def features(
    headline: str | None, text: str | None, *, published_at: datetime | None = None, outlet: str | None = None
) -> StoryFeatures:
    """Return the features of an article from its headline and its text, either of which may be missing."""
    sentences = _sentences(text or "")
    weights, where = _weighed(sentences)
    kept = Counter(dict(weights.most_common(MOST_TEXT_WORDS)))
    for word in dict.fromkeys(story_words((headline or "")[:LONGEST_HEADLINE])):
        kept[word] += FULL_WEIGHT
        where[word] = 0
    names = {word for words in sentences for word, is_name in words if is_name}
    kinds = {word: Kind.NUMBER if word[0].isdigit() else Kind(word in names) for word in kept}
    return StoryFeatures(
        words=tuple(pack(Word(hashed(word), where[word], kinds[word], weight)) for word, weight in kept.items()),
        fingerprint=fingerprint(text or ""),
        hours=published_at.astimezone(UTC).timestamp() / 3600 if published_at else None,
        has_text=bool(sentences),
        sentences=tuple(_said_by(outlet, words) for words in sentences[:MOST_SENTENCES]),
    )


def _weighed(sentences: list[list[tuple[str, bool]]]) -> tuple[Counter[str], dict[str, int]]:
    """Return each word's weight in a text, and the number of the sentence that alone has it, else 0."""
    weights, where = Counter[str](), dict[str, int]()
    for number, words in enumerate(sentences, start=1):
        for word in dict.fromkeys(word for word, _ in words):
            if word not in where:
                weights[word] = LEAD_WEIGHT if number == 1 else TEXT_WEIGHT
                where[word] = min(number, MOST_SENTENCES)
            elif where[word]:
                weights[word] += REPEATED_TEXT_WEIGHT
                where[word] = 0
    return weights, where


def _sentences(text: str) -> list[list[tuple[str, bool]]]:
    """Return the telling words of each of a text's first sentences that has any, and whether each is a name there."""
    found, count = [], 0
    for sentence in _SENTENCE_END.split(_plain(text[: WORDS_OF_TEXT * 8])):
        words = _read(sentence)[: WORDS_OF_TEXT - count]
        if words:
            found.append(words)
            count += len(words)
    return found


def _said_by(outlet: str | None, words: list[tuple[str, bool]]) -> int:
    if len(words) < FEWEST_WORDS_OF_A_SENTENCE:
        return 0
    return crc32(f"{outlet or ''}\n{' '.join(word for word, _ in words)}".encode("utf-8", "replace")) or 1


def features_of(brief: Brief) -> StoryFeatures:
    """Return the features of a brief's article."""
    article = brief.article
    return features(article.headline, article.body, published_at=article.published_at, outlet=article.outlet)


def story_words(text: str) -> list[str]:
    """Return the words of a text that can tell stories apart, in order, in their stem's form."""
    return [word for word, _ in _read(_plain(text))]


def _plain(text: str) -> str:
    """Return a text without the points in initials and without possessive endings."""
    return _POSSESSIVE.sub("", _INITIALS.sub("", text))


def _read(text: str) -> list[tuple[str, bool]]:
    """Return the telling words of one sentence, and whether each is written as a name: large, not in first place."""
    found = []
    for place, word in enumerate(_WORD.findall(text)):
        low = word.lower()
        if low not in _COMMON and (len(low) > 1 or low.isdigit()):
            found.append((_stem(low), place > 0 and word[0].isupper()))
    return found


def pack(word: Word) -> int:
    """Return a word as one integer of 32 bits."""
    kind_and_weight = word.kind << WEIGHT_BITS | min(word.weight, _WEIGHTS)
    return word.number << _NUMBER_AT | word.sentence << _SENTENCE_AT | kind_and_weight


def unpack(packed: int) -> Word:
    """Return the word that was packed."""
    return Word(
        packed >> _NUMBER_AT, packed >> _SENTENCE_AT & MOST_SENTENCES, packed >> WEIGHT_BITS & _KINDS, packed & _WEIGHTS
    )


def hashed(word: str) -> int:
    """Return a stem's number."""
    return crc32(word.encode("utf-8", "replace")) & ((1 << WORD_BITS) - 1)


def _stem(word: str) -> str:
    """Return a word without the commonest English endings, so that "ships", "shipped" and "shipping" meet."""
    if len(word) > 4:
        word = _singular(word)
    if len(word) > 5 and word.endswith(("ing", "ed")):
        word = word.removesuffix("ing").removesuffix("ed")
        if word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
