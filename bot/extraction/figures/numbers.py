"""Numbers as news writes them, in digits or in words: where they stand and what they are worth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

from bot.extraction.figures.digits import MOST_DIGITS, goes_on, mixed, power_of_ten, read_digits, rejoined, suffix
from bot.extraction.figures.number_words import DENOMINATORS, FOREIGN_SCALES, SCALES, SMALL, TENS
from bot.extraction.figures.tokens import Tokens

_LARGEST = Decimal(10) ** 24
"""Scale words beyond this add up to nothing anybody counts."""


class Form(Enum):
    """How the text writes a number, which decides what it may count."""

    DIGITS = auto()
    WORDS = auto()
    FRACTION = auto()
    FACTOR = auto()
    ORDER = auto()
    VAGUE = auto()


class Number(NamedTuple):
    """A number over tokens [first, last).

    `mantissa` is its value without the scale words behind it; `noun` where what it counts stands inside it.
    """

    first: int
    last: int
    low: Decimal | None
    high: Decimal | None
    form: Form
    mantissa: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)
    about: bool = False
    up: bool = False
    down: bool = False
    noun: tuple[int, int] | None = None


def read_number(tokens: Tokens, index: int, *, money: bool, language: str) -> Number | None:
    """Read the number that starts at a token: digits or words, scale words and fractions included."""
    if tokens.is_digits(index):
        value = read_digits(tokens.text(index), language)
        if value is None:
            return None
        if language != "en":
            return _scaled_abroad(tokens, index, value)
        if not goes_on(tokens.at(index + 1)):
            return Number(index, index + 1, value, value, Form.DIGITS, value)
        behind, value = rejoined(tokens, index, value, money=money)
        return _compose(tokens, index, behind, value, money=money)
    return _compose(tokens, index, index, None, money=money) if language == "en" else None


def _scaled_abroad(tokens: Tokens, index: int, value: Decimal) -> Number:
    power = FOREIGN_SCALES.get(tokens.at(index + 1), 0)
    scale = Decimal(10) ** power
    return Number(index, index + 1 + bool(power), value * scale, value * scale, Form.DIGITS, value, scale)


def _compose(tokens: Tokens, index: int, behind: int, start: Decimal | None, *, money: bool) -> Number | None:
    """Read "two hundred and twelve thousand", "2.5 million", "one and a half million" from their first token.

    `start` is what the digits before token `behind` are worth, None where words begin the number.
    """
    if start is not None:
        at, value = mixed(tokens, behind, start)
        scaled = _scaled(tokens, index, at, value, money=money)
        if scaled:
            return scaled
        added = _Sum(tokens, index, at, value, value, digits=True)
    else:
        added = _Sum(tokens, index, index, None, None)
    while added.at < len(tokens) and added.value < _LARGEST and added.takes(tokens.at(added.at)):
        pass
    return added.number()


def _scaled(tokens: Tokens, index: int, at: int, value: Decimal, *, money: bool) -> Number | None:
    """Read the power of ten or the letters that scale digits: "2×10−3", "2.1bn"."""
    power = power_of_ten(tokens, at)
    if power:
        raised = value.scaleb(power[0])
        return Number(index, power[1], raised, raised, Form.DIGITS, value)
    scale = suffix(tokens, at, money=money)
    return Number(index, at + 1, value * scale, value * scale, Form.DIGITS, value, scale) if scale else None


@dataclass(slots=True)
class _Sum:
    """A number being added up, word after word, from `first`; `at` is the token not yet taken.

    `total` holds what is complete ("two million"), `current` what a scale word may still multiply ("three hundred").
    """

    tokens: Tokens
    first: int
    at: int
    current: Decimal | None
    mantissa: Decimal | None
    total: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)
    digits: bool = False

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or 0)

    def takes(self, word: str) -> bool:
        """Take the next word into the number if it belongs there; say whether it did."""
        joint = _joint(self.tokens, self.at, self.current, self.total)
        if joint and not (word == "and" and self.digits and self.at == self.first + 1):
            self.at += joint
            return True
        if word in SMALL or word in TENS:
            return self._small(SMALL.get(word, TENS.get(word, 0)))
        if word in SCALES:
            return self._scale(word)
        if word in ("a", "an"):
            return self._article()
        return word == "point" and self._decimals()

    def _small(self, small: int) -> bool:
        if self.current is not None and not _extends(self.current, small):
            return False
        if self.digits and self.scale == 1 and not self.total:
            return False  # "900 three years ago", but "2 million five hundred"
        self.current = Decimal(small) + (self.current or 0)
        self.mantissa = self.current if self.mantissa is None else self.mantissa
        self.at += 1
        return True

    def _scale(self, word: str) -> bool:
        step = SCALES[word]
        if self.current is None and not self.total:
            opens = word in ("hundred", "thousand") and self.tokens.at(self.at + 1) in (
                "thousand",
                "million",
                "billion",
            )
            self.current = self.mantissa = step if opens else None
            self.at += opens
            return opens
        if self.current is None:
            self.total, self.current = Decimal(0), self.total
        if step >= 1000 or self.digits:
            self.scale *= step
        if step == 100:
            self.current *= step
        else:
            self.total, self.current = self.total + self.current * step, None
        self.at += 1
        return True

    def _article(self) -> bool:
        if self.current is not None or self.total or self.tokens.at(self.at + 1) not in _COUNTABLE:
            return False
        self.current = self.mantissa = Decimal(1)
        self.at += 1
        return True

    def _decimals(self) -> bool:
        """Take "point zero three"."""
        if self.current is None or self.tokens.at(self.at + 1) not in SMALL:
            return False
        digits, at = "", self.at + 1
        while self.tokens.at(at) in SMALL and len(digits) < MOST_DIGITS:
            digits += str(SMALL[self.tokens.at(at)])
            at += 1
        self.at, self.current = at, self.current + Decimal(f"0.{digits}")
        self.mantissa = self.current
        return True

    def number(self) -> Number | None:
        """Return the number that was added up, None if nothing was."""
        if self.current is None and not self.total:
            return None
        at, value = _and_a_half(self.tokens, self.at, self.value, self.scale)
        mantissa, scale = self.mantissa if self.mantissa is not None else value, self.scale
        word = self.tokens.at(at)
        if word in SCALES and word != "hundred" and scale == 1:
            mantissa, scale, value, at = value, SCALES[word], value * SCALES[word], at + 1
        form = Form.DIGITS if self.digits else Form.WORDS
        return Number(self.first, at, value, value, form, mantissa, scale)


_COUNTABLE = frozenset(SCALES) - {"dozens", "lakhs", "crores"}


def _joint(tokens: Tokens, at: int, current: Decimal | None, total: Decimal) -> int:
    """Return how many tokens of a number's inner joints ("-", "and") to step over."""
    word, after = tokens.at(at), tokens.at(at + 1)
    hyphened = word == "-" and tokens.joined(at) == tokens.joined(at + 1)
    if hyphened and current is not None and after in SMALL:
        return int(_extends(current, SMALL[after]))
    if word == "-" and after in SCALES and after not in ("dozens",) and tokens.joined(at) and tokens.joined(at + 1):
        return 1
    if word != "and" or (after not in SMALL and after not in TENS) or tokens.at(at + 2) in DENOMINATORS:
        return 0
    hundreds = current is not None and current >= 100 and current % 100 == 0
    thousands = current is None and total >= 1000 and tokens.at(at + 2) in ("hundred", "-")
    return int(hundreds or thousands)


def _extends(current: Decimal, small: int) -> bool:
    """Say whether a small number may follow: five after twenty, thirty after two hundred."""
    if current >= 100 and current % 100 == 0:
        return small < 100
    return small < 10 and small > 0 and current % 10 == 0 and 20 <= current % 100 <= 90


def _and_a_half(tokens: Tokens, at: int, value: Decimal, scale: Decimal) -> tuple[int, Decimal]:
    """Add "and a half", "-and-a-half", "and three quarters" to a value (to its last scale word)."""
    here = at + (tokens.at(at) == "-" and tokens.joined(at))
    if tokens.at(here) != "and":
        return at, value
    hyphen = int(tokens.at(here + 1) == "-")
    over = {"a": 1, "one": 1}.get(tokens.at(here + 1 + hyphen), SMALL.get(tokens.at(here + 1 + hyphen), 0))
    under = DENOMINATORS.get(tokens.at(here + 2 + 2 * hyphen), 0)
    if not over or not under or over >= under:
        return at, value
    end = here + 3 + 2 * hyphen
    lower = SCALES.get(tokens.at(end), scale)
    if 1000 <= lower < scale:  # one billion and a half million
        return end + 1, value + Decimal(over) / under * lower
    return end, value + Decimal(over) / under * scale
