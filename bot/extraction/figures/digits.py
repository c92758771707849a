"""Numbers in digits: separators of many countries, fractions and powers of ten, letters that scale."""

from decimal import Decimal

from bot.extraction.figures.nouns import looks_plural
from bot.extraction.figures.number_words import FRACTION_SIGNS, MONEY_SUFFIXES, SCALES, SMALL, SUFFIXES, TENS
from bot.extraction.figures.tokens import GAPS, Tokens
from bot.extraction.words import words

MOST_DIGITS = 30
"""Longer rows of digits are serial numbers or noise, never a figure; so are those that begin with a nought."""

_NO_GAPS = str.maketrans("", "", GAPS + " ")


_GOING_ON = (
    words(", - x × and a an point")
    | frozenset(FRACTION_SIGNS)
    | frozenset(SUFFIXES)
    | frozenset(MONEY_SUFFIXES)
    | frozenset(SCALES)
    | frozenset(SMALL)
    | frozenset(TENS)
)


def goes_on(word: str) -> bool:
    """Say whether a number in digits may go on with this token; most end where their digits do."""
    return word in _GOING_ON or word[:1].isdecimal()


def read_digits(text: str, language: str = "en") -> Decimal | None:
    """Return the value of a row of digits with its separators; None where it cannot be one number."""
    digits = text if text.isdecimal() else text.translate(_NO_GAPS)
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


def rejoined(tokens: Tokens, index: int, value: Decimal, *, money: bool) -> tuple[int, Decimal]:
    """Add the thousands that a corpus cut off behind their comma: "80 , 000", "$6, 921", "nearly 6, 921".

    Returns the token behind the number, and its value.
    """
    at = index + 1
    if not tokens.at(index).isdecimal() or value >= 1000 or tokens.at(at) != ",":
        return at, value
    meant = tokens.apart(at) or money or tokens.at(index - 1) in _BEFORE_COUNT or tokens.at(at + 1)[:1] == "0"
    while meant and tokens.at(at) == "," and not tokens.joined(at + 1) and _is_group(tokens.at(at + 1)):
        if at > index + 8:
            return index + 1, value
        value, at = value * 1000 + int(tokens.at(at + 1)), at + 2
    return at, value


def _is_group(word: str) -> bool:
    return len(word) == 3 and word.isdecimal()


_BEFORE_COUNT = words("about almost around exactly least most nearly over roughly some than total")


def mixed(tokens: Tokens, at: int, whole: Decimal) -> tuple[int, Decimal]:
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
    if tokens.at(at + 1) not in ("/", "⁄") or tokens.joined(at + 1) != tokens.joined(at + 2):
        return None
    over, under = tokens.at(at), tokens.at(at + 2)
    if not (over.isdecimal() and under.isdecimal() and len(over) < 3 and len(under) < 4):
        return None
    plain = int(under) in (2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128) and 0 < int(over) < int(under)
    plain = plain or (over == "1" and 1 < int(under) <= 1000 and tokens.at(at + 3) == "of")
    return Decimal(int(over)) / int(under) if plain and tokens.at(at + 3) != "/" else None


def power_of_ten(tokens: Tokens, at: int) -> tuple[int, int] | None:
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


def suffix(tokens: Tokens, at: int, *, money: bool) -> Decimal | None:
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
    hurdles races relays waves walls runs sprints events trees towers swells masts heats depths intervals strips
    cables fences columns sections feet
""")


def _counts_people(tokens: Tokens, at: int, word: str) -> bool:
    """Say whether "3m" is followed by what is counted in millions rather than measured in metres."""
    after = tokens.at(at)
    if word == "m" and after == "-" and tokens.at(at + 1) in ("plus", "odd"):
        return True
    return word == "m" and looks_plural(after) and after not in _MEASURED_IN_METRES and not tokens.joined(at)
