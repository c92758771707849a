"""Quantities without a plain number: orders of magnitude, dozens, a few hundred, a small number, a couple thousand."""

from decimal import Decimal

from bot.extraction.figures.factors import FACTORS, read_factor
from bot.extraction.figures.number_words import DENOMINATORS, SCALES
from bot.extraction.figures.numbers import Form, Number
from bot.extraction.figures.shares import read_share
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import WORDS
from bot.extraction.words import words

ORDERS = {
    "tens": Decimal(10),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
    "lakhs": Decimal(10) ** 5,
    "crores": Decimal(10) ** 7,
}
_SIZES = words("""
    small large big huge vast great growing increasing rising record significant substantial considerable
    limited unknown unspecified undisclosed unprecedented good sizable sizeable tiny fair surprising modest
    disproportionate high low enormous massive overwhelming similar smaller larger greater higher lower
    dwindling very relatively mere
""")
PARTS = words("fraction minority handful smattering trickle slew raft")
_OPENING = frozenset("“\"'‘")
_AFTER_ARTICLE = (
    _SIZES | PARTS | _OPENING | frozenset(SCALES) | frozenset(DENOMINATORS) | words("couple few number stake")
)
_FIGURES = {"six": 100_000, "seven": 10**6, "eight": 10**7, "nine": 10**8, "ten": 10**9, "five": 10_000}
_CLOSING = frozenset("”\"'’")
_BEFORE_SCORES = words("the their test his her exam box final these those")


def begins_with_article(tokens: Tokens, at: int) -> bool:
    """Say whether "a" before a token may begin a quantity: a hundred, a few, a third, a small number."""
    return tokens.at(at) in _AFTER_ARTICLE


def read_vague(tokens: Tokens, index: int) -> Number | None:
    """Read a quantity that is no plain number and starts at a token; None if none does."""
    word = tokens.at(index)
    if word in ORDERS:
        return _order(tokens, index)
    if word in FACTORS:
        return read_factor(tokens, index)
    if word in ("dozens", "scores"):
        return _flock(tokens, index)
    if word in ("several", "few"):
        return _several(tokens, index)
    if word == "a":
        return _article(tokens, index) or read_share(tokens, index)
    if word == "couple" and tokens.at(index - 1) != "a":
        return _couple(tokens, index, index)
    if word in _FIGURES and tokens.at(index + 1) == "-" and tokens.at(index + 2) in ("figure", "digit"):
        low = Decimal(_FIGURES[word])
        return Number(index, index + 3, low, low * 10 - 1, Form.ORDER, low)
    return read_share(tokens, index)


def _vague(first: int, last: int) -> Number:
    return Number(first, last, None, None, Form.VAGUE)


def _order(tokens: Tokens, index: int) -> Number | None:
    """Hundreds, tens of thousands: between that power of ten and the next."""
    value, at = ORDERS[tokens.at(index)], index + 1
    if (tokens.at(at), tokens.at(at + 1)) == ("and", tokens.at(index)):
        at += 2
    if tokens.at(at) == "of" and tokens.at(at + 1) in ORDERS:
        value, at = value * ORDERS[tokens.at(at + 1)], at + 2
    elif tokens.at(index) == "tens":
        return None
    glued = tokens.joined(index) and (tokens.at(index - 1).isalnum() or tokens.at(index - 1) == "-")
    if glued or tokens.at(at) == "-" or value > Decimal(10) ** 18:
        return None
    return Number(index, at, value, value * 10 - 1, Form.ORDER, value)


def _flock(tokens: Tokens, index: int) -> Number | None:
    """Dozens, and scores of people rather than the scores of a match."""
    after = tokens.at(index + 1)
    if tokens.at(index) == "scores" and (after not in ("of", "more") or tokens.at(index - 1) in _BEFORE_SCORES):
        return None
    again = 2 if (after, tokens.at(index + 2)) == ("and", tokens.at(index)) else 0
    return _vague(index, index + 1 + again)


def _several(tokens: Tokens, index: int) -> Number | None:
    """Several hundred, several ships; "few" alone is a judgement, not a quantity."""
    at = index + 1
    while tokens.at(at) in SCALES:
        at += 1
    if tokens.at(index) == "few" and at == index + 1:
        return None
    return _vague(index, at)


def _article(tokens: Tokens, index: int) -> Number | None:
    """Read what begins with "a": a couple of hundred, a few, a handful, a small number of, a fraction of."""
    at = index + 1
    word = tokens.at(at)
    if word == "couple":
        return _couple(tokens, index, at)
    if word == "few":
        end = at + 1
        while tokens.at(end) in SCALES:
            end += 1
        return (
            None
            if tokens.at(index - 1) in ("than", "name", "naming", "quite") and end == at + 1
            else _vague(index, end)
        )
    if word in ("hundred", "thousand", "million") or word in FACTORS:
        return None
    if (word, tokens.at(at + 1)) == ("great", "many"):
        return _vague(index, at + 2)
    return _number_of(tokens, index, at)


def _couple(tokens: Tokens, first: int, at: int) -> Number | None:
    """A couple (of) thousand is about two thousand; a couple of days, a couple of men is about two."""
    end = at + 1
    of = tokens.at(end) == "of"
    scaled = tokens.at(end + of) in SCALES
    if first == at and not scaled:
        return None
    value = Decimal(2)
    if scaled:
        end += of
        while tokens.at(end) in SCALES and value < Decimal(10) ** 15:
            value *= SCALES[tokens.at(end)]
            end += 1
    elif of and tokens.at(end + 1) in WORDS:
        end += 1
    elif not of and tokens.is_word(end) and tokens.at(end) not in ("more", "never", "were", "are", "have"):
        return None
    return Number(first, end, value, value, Form.WORDS, value, about=True)


def _number_of(tokens: Tokens, index: int, at: int) -> Number | None:
    """A number of, a small number of, a “small number” of, a handful, a tiny minority of."""
    sized = False
    while (word := tokens.at(at)) in _SIZES or word in _OPENING:
        sized = sized or word in _SIZES
        at += 1
        if at - index > 5:
            return None
    word, end = tokens.at(at), at + 1
    if tokens.at(end) in _CLOSING and tokens.at(end + 1) == "of":
        end += 1
    if word == "number":
        return _vague(index, end) if tokens.at(end) == "of" or sized else None
    if word == "handful" or (word in PARTS and (sized or tokens.at(end) == "of")):
        return _vague(index, end)
    if word == "stake" and tokens.at(at - 1) in ("small", "tiny"):
        return Number(index, end, None, None, Form.VAGUE, noun=(at, end))
    return None
