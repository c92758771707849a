"""Factors: tripled, twice as many, a tenfold rise, halved."""

from decimal import Decimal

from bot.extraction.figures.numbers import Form, Number
from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words

_VERBS = {
    "doubled": 2, "doubles": 2, "doubling": 2, "tripled": 3, "triples": 3, "tripling": 3, "trebled": 3, "trebling": 3,
    "quadrupled": 4, "quadrupling": 4, "quintupled": 5, "quintupling": 5, "sextupled": 6,
}  # fmt: skip
_NAMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5}
_TIMES = {"twice": 2, "thrice": 3}
_FOLDS = {
    f"{name}fold": value
    for value, name in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=2
    )
} | {"twentyfold": 20, "hundredfold": 100, "thousandfold": 1000}
_HALVES = {"halved": 1, "halves": 0, "halving": 1, "halve": 1}
FACTORS = frozenset(_VERBS) | frozenset(_NAMES) | frozenset(_TIMES) | frozenset(_FOLDS) | frozenset(_HALVES)

_COMPARED = words("the that those as its their his her what last previous this those a")
_MODALS = words("to will would could may might can should must")
_NEAR = words("than nearly almost about roughly around just over under")


def read_factor(tokens: Tokens, index: int) -> Number | None:
    """Read a factor written as one word; None where it is a name (double room) or a mere count (scored twice)."""
    word = tokens.at(index)
    after, before = tokens.at(index + 1), tokens.at(index - 1)
    if after == "-" or (tokens.joined(index) and before not in "“\"'‘("):
        return None
    if word in _HALVES:
        return _factor(index, Decimal("0.5"), down=True) if word != "halves" else None
    if word in _VERBS:
        return _factor(index, Decimal(_VERBS[word]), up=after not in ("as", "over", "down"))
    if word in _FOLDS:
        return _factor(index, Decimal(_FOLDS[word]))
    if word in _TIMES:
        return _factor(index, Decimal(_TIMES[word])) if _compares(tokens, index) else None
    value = Decimal(_NAMES[word])
    if before in _MODALS:
        return _factor(index, value, up=True)
    compared = after in _COMPARED or before in _NEAR
    return _factor(index, value) if compared else None


def _compares(tokens: Tokens, index: int) -> bool:
    """Say whether "twice" multiplies ("twice as many", "twice the size") rather than counts ("scored twice as …")."""
    after = tokens.at(index + 1)
    if after == "as":
        return tokens.at(index + 2) in ("many", "much") or "as" in tokens.words[index + 3 : index + 6]
    return after in _COMPARED and after != "a"


def _factor(index: int, value: Decimal, *, up: bool = False, down: bool = False) -> Number:
    return Number(index, index + 1, value, value, Form.FACTOR, value, up=up, down=down)
