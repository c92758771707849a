"""Numbers as news writes them, in digits or in words: where they stand and what they are worth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from bot.extraction.figures.nouns import looks_plural
from bot.extraction.figures.tokens import GAPS, Tokens
from bot.extraction.words import words

MOST_DIGITS = 30
"""Longer rows of digits are serial numbers or noise, never a figure; so are those that begin with a nought."""

_LARGEST = Decimal(10) ** 24
"""Scale words beyond this add up to nothing anybody counts."""

SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {"nought": 0, "naught": 0}
TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "lakh": Decimal(10) ** 5,
    "lac": Decimal(10) ** 5,
    "crore": Decimal(10) ** 7,
    "dozen": Decimal(12),
    "dozens": Decimal(12),
    "lakhs": Decimal(10) ** 5,
    "crores": Decimal(10) ** 7,
}
SUFFIXES = {
    "k": Decimal(1000),
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "mio": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "mrd": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "tln": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "cr": Decimal(10) ** 7,
}
MONEY_SUFFIXES = {"m": Decimal(10) ** 6, "mm": Decimal(10) ** 6, "b": Decimal(10) ** 9, "t": Decimal(10) ** 12}
"""Suffixes that mean a unit elsewhere (metre, bit, tonne): a scale only beside a currency or as a capital."""

FOREIGN_SCALES = {
    "tausend": 3, "million": 6, "millionen": 6, "milliarde": 9, "milliarden": 9, "billion": 12, "billionen": 12,
    "mille": 3, "millions": 6, "milliard": 9, "milliards": 9, "mil": 3, "millón": 6, "millones": 6, "milhão": 6,
    "milhões": 6, "bilhão": 9, "bilhões": 9, "mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9,
    "mio": 6, "mrd": 9, "md": 9, "mds": 9, "mln": 6, "billón": 12, "billones": 12, "trilhão": 12, "trilhões": 12,
}  # fmt: skip
"""Powers of ten by their names in German, French, Spanish, Portuguese and Italian (the long scale)."""

FRACTION_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅒": (1, 10),
}  # fmt: skip
DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredth": 100, "hundredths": 100, "thousandth": 1000,
    "thousandths": 1000,
}  # fmt: skip


class Form(Enum):
    """How the text writes a number, which decides what it may count."""

    DIGITS = auto()
    WORDS = auto()
    FRACTION = auto()
    FACTOR = auto()
    ORDER = auto()
    VAGUE = auto()


@dataclass(frozen=True, slots=True)
class Number:
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


def read_digits(text: str, language: str = "en") -> Decimal | None:
    """Return the value of a row of digits with its separators; None where it cannot be one number."""
    digits = text.translate(_NO_GAPS)
    if len(digits) > MOST_DIGITS or (digits[0] == "0" and digits.isdecimal() and len(digits) > 1):
        return None
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma < 0 and point < 0:
        return Decimal(digits)
    if comma >= 0 and point >= 0:
        group, mark = (",", ".") if comma < point else (".", ",")
        whole, _, rest = digits.rpartition(mark)
        return _number(whole.split(group), rest) if mark not in whole else None
    mark = "," if comma >= 0 else "."
    parts = digits.split(mark)
    if len(parts) > 2 or not parts[-1]:
        return _number(parts, "")
    if _groups(mark, parts, language):
        return _number(parts, "")
    if mark == "," and language == "en" and len(parts[1]) > 2:
        return None
    return Decimal(f"{parts[0]}.{parts[1]}")


_NO_GAPS = str.maketrans("", "", GAPS + " ")


def _groups(mark: str, parts: list[str], language: str) -> bool:
    """Say whether a single mark groups thousands rather than cutting off decimals."""
    return (mark == ",") == (language == "en") and len(parts[1]) == 3 and len(parts[0]) <= 3 and parts[0] != "0"


def _number(groups: list[str], decimals: str) -> Decimal | None:
    """Put grouped digits together; None unless the groups are those of the West or of India."""
    first, *middle = groups
    sizes = {len(part) for part in middle[:-1]}
    if middle and (len(first) > 3 or len(middle[-1]) != 3 or not (sizes <= {3} or sizes <= {2})):
        return None
    whole = "".join(groups)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def read_number(tokens: Tokens, index: int, *, money: bool, language: str) -> Number | None:
    """Read the number that starts at a token: digits or words, scale words and fractions included."""
    if tokens.is_digits(index):
        value = read_digits(tokens.text(index), language)
        if value is None:
            return None
        if language != "en":
            return _scaled_abroad(tokens, index, value)
        return _compose(tokens, index, value, money=money)
    return _compose(tokens, index, None, money=money) if language == "en" else None


def _scaled_abroad(tokens: Tokens, index: int, value: Decimal) -> Number:
    power = FOREIGN_SCALES.get(tokens.at(index + 1), 0)
    scale = Decimal(10) ** power
    return Number(index, index + 1 + bool(power), value * scale, value * scale, Form.DIGITS, value, scale)


def _compose(tokens: Tokens, index: int, start: Decimal | None, *, money: bool) -> Number | None:
    """Add up "two hundred and twelve thousand", "2.5 million", "one and a half million" …"""
    at, total, current, scale, mantissa = index, Decimal(0), start, Decimal(1), start
    if start is not None:
        at += 1
        at, current = _mixed(tokens, at, start)
        mantissa = current
        power = _power(tokens, at)
        if power:
            value = current.scaleb(power[0])
            return Number(index, power[1], value, value, Form.DIGITS, current)
        found = _suffix(tokens, at, money=money)
        if found:
            value = current * found
            return Number(index, at + 1, value, value, Form.DIGITS, current, found)
    while at < len(tokens) and total + (current or 0) < _LARGEST:
        word = tokens.at(at)
        skip = _joint(tokens, at, current, total)
        if skip and word == "and" and start is not None and at == index + 1:
            break
        if skip:
            at += skip
            continue
        small = SMALL.get(word, TENS.get(word))
        if small is not None:
            if current is not None and not _extends(current, small):
                break
            current = Decimal(small) + (current or 0)
            mantissa = mantissa if mantissa is not None else current
        elif word in SCALES and (current is not None or total):
            if current is None:
                total, current = Decimal(0), total
            step = SCALES[word]
            scale = scale * step if step >= 1000 or start is not None else scale
            if step == 100:
                current *= step
            else:
                total, current = total + current * step, None
        elif (
            word in ("hundred", "thousand") and at == index and tokens.at(at + 1) in ("thousand", "million", "billion")
        ):
            current = mantissa = SCALES[word]
        elif word in ("a", "an") and current is None and not total and tokens.at(at + 1) in _COUNTABLE:
            current = mantissa = Decimal(1)
        elif word == "point" and current is not None and tokens.at(at + 1) in SMALL:
            at, current = _decimals(tokens, at + 1, current)
            mantissa = current
            continue
        else:
            break
        at += 1
    if current is None and not total:
        return None
    value = total + (current or 0)
    at, value = _and_a_half(tokens, at, value, scale)
    if at < len(tokens) and tokens.at(at) in SCALES and tokens.at(at) != "hundred" and scale == 1:
        scale = SCALES[tokens.at(at)]
        mantissa, value, at = value, value * scale, at + 1
    form = Form.DIGITS if start is not None else Form.WORDS
    return Number(index, at, value, value, form, mantissa if mantissa is not None else value, scale)


_COUNTABLE = frozenset(SCALES) - {"dozens", "lakhs", "crores"}


def _joint(tokens: Tokens, at: int, current: Decimal | None, total: Decimal) -> int:
    """Return how many tokens of a number's inner joints ("-", "and") to step over."""
    word, after = tokens.at(at), tokens.at(at + 1)
    if word == "-" and current is not None and after in SMALL and tokens.joined(at) and tokens.joined(at + 1):
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


def _decimals(tokens: Tokens, at: int, whole: Decimal) -> tuple[int, Decimal]:
    digits = ""
    while tokens.at(at) in SMALL and len(digits) < MOST_DIGITS:
        digits += str(SMALL[tokens.at(at)])
        at += 1
    return at, whole + Decimal(f"0.{digits}")


def _mixed(tokens: Tokens, at: int, whole: Decimal) -> tuple[int, Decimal]:
    """Add a fraction written behind a whole number: 2½, 2 1/2."""
    sign = FRACTION_SIGNS.get(tokens.at(at))
    if sign:
        return at + 1, whole + Decimal(sign[0]) / sign[1]
    fraction = slashed(tokens, at) if tokens.is_digits(at) else None
    if fraction is not None and whole == whole.to_integral_value() and not tokens.joined(at):
        return at + 3, whole + fraction
    return at, whole


def slashed(tokens: Tokens, at: int) -> Decimal | None:
    """Return the value of "3/4" at a token, None if it is not a proper fraction."""
    if tokens.at(at + 1) not in ("/", "⁄") or not (tokens.joined(at + 1) and tokens.joined(at + 2)):
        return None
    over, under = tokens.at(at), tokens.at(at + 2)
    if not (over.isdecimal() and under.isdecimal() and len(over) < 3 and len(under) < 4):
        return None
    plain = int(under) in (2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128) and 0 < int(over) < int(under)
    return Decimal(int(over)) / int(under) if plain and tokens.at(at + 3) != "/" else None


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
    return here + 3 + 2 * hyphen, value + Decimal(over) / under * scale


def _power(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read "×10−30", "x 10^6" behind digits: the exponent and the token behind it."""
    if tokens.at(at) not in ("×", "x") or tokens.at(at + 1) != "10":
        return None
    end = at + 2 + (tokens.at(at + 2) == "^")
    sign = -1 if tokens.at(end) in ("-", "−", "–") else 1
    end += sign < 0
    exponent = tokens.at(end)
    if end == at + 2 or not exponent.isdecimal() or len(exponent) > 2:
        return None
    return sign * int(exponent), end + 1


def _suffix(tokens: Tokens, at: int, *, money: bool) -> Decimal | None:
    """Return the scale that letters behind digits stand for: bn, k, and m where it cannot be a metre."""
    word = tokens.at(at)
    near = tokens.joined(at) or word in ("mn", "mln", "bn", "bln", "tn", "tln")
    if not near:
        return None
    if word in SUFFIXES:
        return SUFFIXES[word]
    if word not in MONEY_SUFFIXES:
        return None
    capital = tokens.text(at) in ("M", "B") or (word == "b" and "." in tokens.at(at - 1))
    return MONEY_SUFFIXES[word] if money or capital or _counts_people(tokens, at + 1, word) else None


_MEASURED_IN_METRES = words("""
    hurdles races relays waves walls runs sprints events trees towers swells masts heats depths intervals strips cables
    fences columns sections feet
""")


def _counts_people(tokens: Tokens, at: int, word: str) -> bool:
    """Say whether "3m" is followed by what is counted in millions rather than measured in metres."""
    after = tokens.at(at)
    return word == "m" and looks_plural(after) and after not in _MEASURED_IN_METRES and not tokens.joined(at)
