"""What of an article tells its story apart: its weighty words, its time, its text's fingerprint."""

import json
import re
from array import array
from base64 import b85decode, b85encode
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from zlib import crc32

from bot.fingerprint import fingerprint
from bot.model import Brief

WORD_BITS, WEIGHT_BITS = 20, 12
FULL_WEIGHT = 16
"""The weight of a word of the headline; words of the text weigh less."""
TEXT_WEIGHT = 4
REPEATED_TEXT_WEIGHT = 8
WORDS_OF_TEXT = 250
"""How many words of a text are looked at: news says what happened first."""
MOST_TEXT_WORDS = 36
LONGEST_HEADLINE = 400

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIALS = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFeatures:
    """An article as the grouping sees it.

    `words` are packed integers: the word's hash above its weight. `hours` is the time of publication in hours since
    1970, None where unknown.
    """

    words: tuple[int, ...]
    fingerprint: bytes = b""
    hours: float | None = None
    has_text: bool = False

    def to_text(self) -> str:
        """Return the features as a short ASCII text to be stored; `from_text` reads it back."""
        words = b85encode(array("I", self.words).tobytes()).decode("ascii")
        print_ = b85encode(self.fingerprint).decode("ascii")
        return json.dumps([1, words, print_, self.hours, int(self.has_text)], separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "StoryFeatures":
        """Return stored features. Raises ValueError if the text is not such."""
        try:
            _version, words, print_, hours, has_text = json.loads(text)
            if not isinstance(hours, int | float | None):
                raise TypeError(hours)
            return cls(
                words=tuple(array("I", b85decode(words))),
                fingerprint=b85decode(print_),
                hours=hours,
                has_text=bool(has_text),
            )
        except (TypeError, AttributeError) as error:
            raise ValueError("not stored story features") from error


def features(headline: str | None, text: str | None, *, published_at: datetime | None = None) -> StoryFeatures:
    """Return the features of an article from its headline and its text, either of which may be missing."""
    title = story_words((headline or "")[:LONGEST_HEADLINE])
    told = story_words((text or "")[: WORDS_OF_TEXT * 8])[:WORDS_OF_TEXT]
    weights: Counter[int] = Counter()
    for word, times in Counter(told).most_common(MOST_TEXT_WORDS):
        weights[_hashed(word)] += REPEATED_TEXT_WEIGHT if times > 1 else TEXT_WEIGHT
    for word in dict.fromkeys(title):
        weights[_hashed(word)] += FULL_WEIGHT
    return StoryFeatures(
        words=tuple(pack(word, weight) for word, weight in weights.items()),
        fingerprint=fingerprint(text or ""),
        hours=published_at.astimezone(UTC).timestamp() / 3600 if published_at else None,
        has_text=bool(told),
    )


def features_of(brief: Brief) -> StoryFeatures:
    """Return the features of a brief's article."""
    article = brief.article
    return features(article.headline, article.body, published_at=article.published_at)


def story_words(text: str) -> list[str]:
    """Return the words of a text that can tell stories apart, in order, in their stem's form."""
    text = _INITIALS.sub("", _POSSESSIVE.sub("", text.lower()))
    return [_stem(word) for word in _WORD.findall(text) if word not in _COMMON and (len(word) > 1 or word.isdigit())]


def pack(word: int, weight: int) -> int:
    """Return a word's hash and its weight as one integer of 32 bits."""
    return word << WEIGHT_BITS | min(weight, (1 << WEIGHT_BITS) - 1)


def unpack(packed: int) -> tuple[int, int]:
    """Return the word's hash and its weight."""
    return packed >> WEIGHT_BITS, packed & ((1 << WEIGHT_BITS) - 1)


def _hashed(word: str) -> int:
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
