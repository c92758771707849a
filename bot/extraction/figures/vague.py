"""Quantities without a plain number: orders of magnitude, dozens, a small number, fractions and factors in words."""

from decimal import Decimal

from bot.extraction.figures.numbers import DENOMINATORS, FRACTION_SIGNS, SCALES, SMALL, TENS, Form, Number, slashed
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.wordlist import words

_ORDERS = {
    "tens": Decimal(10),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
    "lakhs": Decimal(10) ** 5,
    "crores": Decimal(10) ** 7,
}
_FLOCKS = frozenset({"dozens", "scores"})
_SIZES = words("""
    small large big huge vast great growing increasing rising record significant substantial considerable
    limited unknown unspecified undisclosed unprecedented good sizable sizeable tiny fair surprising handful
    modest disproportionate high low enormous massive overwhelming similar smaller larger greater higher lower
    dwindling
""")
_FACTORS = {
    "doubled": (2, 1), "double": (2, 0), "doubles": (2, 1), "doubling": (2, 1), "redoubled": (2, 0),
    "tripled": (3, 1), "triple": (3, 0), "triples": (3, 1), "tripling": (3, 1), "trebled": (3, 1), "treble": (3, 0),
    "trebling": (3, 1), "quadrupled": (4, 1), "quadruple": (4, 0), "quadrupling": (4, 1), "quintupled": (5, 1),
    "quintuple": (5, 0), "quintupling": (5, 1), "twice": (2, 0), "thrice": (3, 0), "twofold": (2, 0),
    "threefold": (3, 0), "fourfold": (4, 0), "fivefold": (5, 0), "sixfold": (6, 0), "sevenfold": (7, 0),
    "eightfold": (8, 0), "ninefold": (9, 0), "tenfold": (10, 0), "hundredfold": (100, 0),
}  # fmt: skip
_HALVED = frozenset({"halved", "halving"})
_BARE_FACTORS = frozenset({"double", "triple", "treble", "quadruple", "quintuple", "twice", "thrice"})
_AFTER_FACTOR = words("the that this as its their his her what last previous")
_NOT_HALF = words("""
    first second other better final opening top bottom latter each time past an hour dozen
""")


def read_vague(tokens: Tokens, index: int) -> Number | None:
    """Read a quantity without a plain number that starts at a token; None if none does."""
    word = tokens.at(index)
    reader = _READERS.get(word)
    if reader:
        return reader(tokens, index)
    if word in _ORDERS:
        return _order(tokens, index)
    if word in _FACTORS or word in _HALVED:
        return _factor(tokens, index)
    if word in FRACTION_SIGNS:
        over, under = FRACTION_SIGNS[word]
        return _exactly(index, index + 1, Decimal(over) / under, Form.FRACTION)
    if tokens.is_digits(index) or word in SMALL or word in TENS:
        return _fraction(tokens, index)
    return None


def _exactly(first: int, last: int, value: Decimal, form: Form) -> Number:
    return Number(first, last, value, value, form, value)


def _order(tokens: Tokens, index: int) -> Number | None:
    value, at = _ORDERS[tokens.at(index)], index + 1
    if tokens.at(index) == "tens" and tokens.at(at) != "of":
        return None
    if tokens.at(at) == "of" and tokens.at(at + 1) in _ORDERS:
        value, at = value * _ORDERS[tokens.at(at + 1)], at + 2
    if tokens.at(index) == "tens" and at == index + 1:
        return None
    if tokens.joined(index) or tokens.at(at) == "-":
        return None
    return Number(index, at, value, value * 10 - 1, Form.ORDER, value)


def _flock(tokens: Tokens, index: int) -> Number | None:
    """Dozens and scores: of people, not the scores of a match."""
    scores = tokens.at(index) == "scores"
    after = tokens.at(index + 1)
    if scores and (after != "of" or tokens.at(index - 1) in ("the", "their", "test", "his", "her", "exam")):
        return None
    return Number(index, index + 1, None, None, Form.VAGUE)


def _several(tokens: Tokens, index: int) -> Number | None:
    """Several hundred, a few dozen: a scale word must follow, else it is no quantity worth the name."""
    at = index + 1
    if tokens.at(at) not in SCALES:
        return None
    while tokens.at(at) in SCALES:
        at += 1
    return Number(index, at, None, None, Form.VAGUE)


def _article(tokens: Tokens, index: int) -> Number | None:
    """What begins with "a": a couple thousand, a few hundred, a handful, a number of, a third of, a couple of."""
    at = index + 1
    word = tokens.at(at)
    if word == "couple":
        of = int(tokens.at(at + 1) == "of")
        if tokens.at(at + 1 + of) in SCALES:
            value = Decimal(2)
            end = at + 1 + of
            while tokens.at(end) in SCALES:
                value *= SCALES[tokens.at(end)]
                end += 1
            return Number(index, end, value, value, Form.WORDS, value, about=True)
        return Number(index, at + 1, None, None, Form.VAGUE) if of else None
    if word == "few":
        found = _several(tokens, at)
        return Number(index, found.last, None, None, Form.VAGUE) if found else None
    if word == "handful":
        return Number(index, at + 1, None, None, Form.VAGUE)
    if word in ("third", "quarter", "fifth", "tenth", "half", "sixth", "seventh", "eighth", "ninth"):
        return _fraction(tokens, index)
    return _a_number(tokens, index, at)


def _a_number(tokens: Tokens, index: int, at: int) -> Number | None:
    """A number of, a small number of, a “small number” of."""
    while tokens.at(at) in _OPENING or tokens.at(at) in _SIZES or tokens.at(at) in ("very", "relatively", "fairly"):
        at += 1
        if at - index > 5:
            return None
    if tokens.at(at) != "number":
        return None
    end = at + 1
    if tokens.at(end) in _CLOSING and tokens.at(end + 1) == "of":
        end += 1
    if tokens.at(end) != "of":
        return None
    return Number(index, end, None, None, Form.VAGUE)


_OPENING = frozenset("“\"'‘")
_CLOSING = frozenset("”\"'’")


def _half(tokens: Tokens, index: int) -> Number | None:
    """Half of the voters, half the voters, half a million; not half an hour nor the first half."""
    before, after = tokens.at(index - 1), tokens.at(index + 1)
    if tokens.joined(index) or before in _NOT_HALF or after in ("-", "time", "past", "brother", "sister", "an", "hour"):
        return None
    at = index + 1
    if after in ("a", "a-") and tokens.at(at + 1) in SCALES:
        at += 1
        after = tokens.at(at)
    if after in SCALES:
        value = SCALES[after] / 2
        return Number(index, at + 1, value, value, Form.WORDS, Decimal("0.5"), SCALES[after])
    if before in ("the", "this", "that", "in", "and", "its", "his", "their", "by-"):
        return None
    return _exactly(index, index + 1, Decimal("0.5"), Form.FRACTION)


def _quarter(tokens: Tokens, index: int) -> Number | None:
    if tokens.at(index + 1) == "million" and not tokens.joined(index):
        return Number(
            index, index + 2, Decimal(250000), Decimal(250000), Form.WORDS, Decimal("0.25"), SCALES["million"]
        )
    return None


def _fraction(tokens: Tokens, index: int) -> Number | None:
    """Two-thirds of, a quarter of, 3/4, one in five, one out of three."""
    first = tokens.at(index)
    value = slashed(tokens, index) if tokens.is_digits(index) else None
    if value is not None:
        return _exactly(index, index + 3, value, Form.FRACTION)
    over = 1 if first in ("a", "one") else SMALL.get(first, int(first) if first.isdecimal() and len(first) < 4 else 0)
    if not over:
        return None
    at = index + 1
    hyphen = int(tokens.at(at) == "-" and tokens.joined(at))
    under = DENOMINATORS.get(tokens.at(at + hyphen), 0)
    if under and over < under and first != "zero":
        end = at + hyphen + 1
        plural = tokens.at(end - 1).endswith(("s", "ves"))
        if plural == (over > 1) and (over > 1 or _shares(tokens, end, first)):
            return _part(tokens, index, end, Decimal(over) / under)
        return None
    return _one_in(tokens, index, over)


def _part(tokens: Tokens, index: int, end: int, value: Decimal) -> Number:
    """A fraction, or what it makes of the scale word behind it: "two-thirds of a million", "a quarter million"."""
    at = end + 2 if tokens.at(end) == "of" and tokens.at(end + 1) == "a" else end
    if tokens.at(at) == "a":
        at += 1
    scale = SCALES.get(tokens.at(at))
    if scale and scale >= 1000:
        return Number(index, at + 1, value * scale, value * scale, Form.WORDS, value, scale)
    return _exactly(index, end, value, Form.FRACTION)


def _shares(tokens: Tokens, end: int, first: str) -> bool:
    """Say whether "a third", "one quarter" is a share and neither an ordinal nor a part of the year."""
    after, word = tokens.at(end), tokens.at(end - 1)
    if after == "of" or after in SCALES or after in ("more", "less", "fewer", "higher", "lower"):
        return tokens.at(end + 1) not in ("2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026")
    if word == "half":
        return after not in ("-", "time", "year", "century", "hour", "dozen", "day", "mile")
    return first == "one" and not tokens.is_word(end) and word != "quarter"


def _one_in(tokens: Tokens, index: int, over: int) -> Number | None:
    """One in five, 3 out of 10: only where the whole is larger and no unit or noun stands between."""
    at = index + 1
    link = 0
    if tokens.at(at) == "in" or (tokens.at(at) == "-" and tokens.at(at + 1) == "in"):
        link = 1 if tokens.at(at) == "in" else 3
    elif (tokens.at(at), tokens.at(at + 1)) == ("out", "of"):
        link = 2
    if tokens.at(at + link) == "every" and link:
        link += 1
    if not link:
        return None
    whole = tokens.at(at + link)
    under = SMALL.get(whole, TENS.get(whole, int(whole) if whole.isdecimal() and len(whole) < 7 else 0))
    end = at + link + 1
    while tokens.at(end) in ("hundred", "thousand", "million"):
        under *= int(SCALES[tokens.at(end)])
        end += 1
    if under <= over or under > 10**9 or (1900 <= under <= 2100) or tokens.at(end) in _TIMES or tokens.at(end) == "-":
        return None
    if tokens.at(end) == "," and tokens.is_digits(end + 1):
        return None
    return _exactly(index, end, Decimal(over) / under, Form.FRACTION)


_TIMES = words("""
    days weeks months years hours minutes seconds games matches day week month year
""")


def _factor(tokens: Tokens, index: int) -> Number | None:
    word = tokens.at(index)
    after, before = tokens.at(index + 1), tokens.at(index - 1)
    if word in _HALVED:
        return Number(index, index + 1, Decimal("0.5"), Decimal("0.5"), Form.FACTOR, Decimal("0.5"), down=True)
    value, changed = _FACTORS[word]
    if word in ("twice", "thrice") and after not in _AFTER_FACTOR:
        return None
    if word in _BARE_FACTORS and word not in ("twice", "thrice"):
        verb = before in ("to", "will", "would", "could", "may", "might", "can", "should")
        compared = after in ("the", "that", "its", "their", "what", "last") or before in (
            "than",
            "nearly",
            "almost",
            "about",
        )
        if not verb and not compared:
            return None
        changed = int(verb)
    if after in ("down", "-", "over") or (tokens.joined(index) and word != "fold"):
        return None
    amount = Decimal(value)
    return Number(index, index + 1, amount, amount, Form.FACTOR, amount, up=bool(changed))


_READERS = {
    "a": _article,
    "several": _several,
    "few": _several,
    "dozens": _flock,
    "scores": _flock,
    "half": _half,
    "quarter": _quarter,
}
