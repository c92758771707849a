"""The keys by which ledger lines are told apart and found: who speaks, where, how many. Pure."""

import re
from decimal import Decimal

from bot.model import Figure, Mention
from bot.topics import words_of

UNATTRIBUTED = "~"
"""Begins the key of lines nobody is named for; the outlet follows, because two outlets are two lines."""

_ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her"))
_TITLE_WORDS = (
    "mr mrs ms dr gen maj lt col sgt capt adm president prime minister secretary spokesman spokeswoman spokesperson "
    "general major lieutenant colonel captain admiral senator sen rep gov governor press"
)
_TITLES = frozenset(_TITLE_WORDS.split())


def speaker_key(speaker: str | None, name: str | None, outlet: str | None) -> str:
    """Name a speaker the same way each time: a known person, a named body, or "officials" of one outlet."""
    if name:
        return " ".join(_without(words_of(name), _TITLES))
    words = _without(words_of(speaker or ""), _ARTICLES)
    if not words:
        return f"{UNATTRIBUTED}{(outlet or '').casefold()}"
    key = " ".join(words)
    own = re.sub(r"^(?:The|A|An|Its|Their|His|Her)\s", "", speaker or "")  # "The ministry" begins a sentence
    is_named = any(letter.isupper() for letter in own)
    return key if is_named else f"{key} {UNATTRIBUTED}{(outlet or '').casefold()}"


def mention_key(mention: Mention | None, body: str, outlet: str | None) -> str:
    """Name the speaker of a figure or quote."""
    if mention is None:
        return speaker_key(None, None, outlet)
    return speaker_key(mention.named(body), mention.person.name if mention.person else None, outlet)


def place_key(place: str | None) -> str:
    """Name a place: its words in small letters, "" for none."""
    return " ".join(_without(words_of(place or ""), _ARTICLES))


def wanted_words(text: str | None) -> tuple[str, ...]:
    """Return the words a key must have to be what somebody asks for."""
    return tuple(word for word in words_of(text or "") if word not in _ARTICLES)


def value_key(figure: Figure) -> str:
    """Name a value, so that a number told again is known again, however it was written."""
    sides = "..".join(_digits(side) for side in (figure.low, figure.high))
    return f"{figure.qualifier.value} {figure.change.value} {figure.unit} {sides}"


def _digits(value: Decimal | None) -> str:
    return "" if value is None else str(value.normalize())


def _without(words: tuple[str, ...], unwanted: frozenset[str]) -> tuple[str, ...]:
    start = 0
    while start < len(words) - 1 and words[start] in unwanted:
        start += 1
    return words[start:]
