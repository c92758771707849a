"""Numbers together with their sign, currency or unit, one after the other through a sentence."""

from decimal import Decimal
from typing import NamedTuple

from bot.extraction.figures import currencies
from bot.extraction.figures.factors import FACTORS
from bot.extraction.figures.nouns import STOP
from bot.extraction.figures.number_words import FRACTION_SIGNS, MONEY_SUFFIXES, SCALES, SMALL, SUFFIXES, TENS
from bot.extraction.figures.numbers import Form, Number, read_number
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import TIME, WORDS
from bot.extraction.figures.units import read_rate, read_unit
from bot.extraction.figures.vague import ORDERS, begins_with_article, read_vague
from bot.extraction.words import words


class Amount(NamedTuple):
    """A number and its unit over tokens [first, last), with what it is a rate per.

    `prefixed`: the currency stands before the number; `borrowed`: the unit is a neighbour's;
    `falling`: the range names its higher end first.
    """

    number: Number
    first: int
    last: int
    unit: str
    low: Decimal | None
    high: Decimal | None
    per: str = ""
    prefixed: bool = False
    borrowed: bool = False
    falling: bool = False


class _Measured(NamedTuple):
    """What a number measures: its unit, the token behind it, and the ends of the amount it makes."""

    unit: str
    last: int
    low: Decimal | None
    high: Decimal | None


STARTERS = (frozenset(SMALL) | frozenset(TENS) | frozenset(ORDERS) | frozenset(FRACTION_SIGNS) | FACTORS) | words(
    "a an dozens scores several few couple half quarter hundred thousand"
)


def read_amounts(tokens: Tokens, language: str) -> list[Amount]:
    """Read every amount of a sentence from left to right; none overlap."""
    amounts: list[Amount] = []
    behind = 0
    sentence = tokens.words[: tokens.count]
    for at in [at for at, word in enumerate(sentence) if word in STARTERS or word[-1].isdecimal()]:
        if at < behind:
            continue
        if tokens.words[at] in ("a", "an") and not begins_with_article(tokens, at + 1):
            continue
        amount = _read_amount(tokens, at, behind, language)
        if amount:
            amounts.append(amount)
            behind = max(amount.last, at + 1)
    return amounts


def _read_amount(tokens: Tokens, at: int, behind: int, language: str) -> Amount | None:
    prefix = currencies.before(tokens, at) if tokens.is_digits(at) or tokens.at(at) in ("half", "a") else None
    if prefix and prefix[1] < behind:
        prefix = None
    number = read_vague(tokens, at) if language == "en" else None
    if number is None:
        money = prefix is not None or _money_follows(tokens, at)
        number = read_number(tokens, at, money=money, language=language)
    if number is None:
        return None
    if tokens.at(number.first - 1) == "or" and number.form is Form.WORDS and number.first - 3 >= behind:
        loose = _one_or_more(tokens, number)
        if loose:
            return loose
    negative, first = _sign(tokens, prefix[1] if prefix else number.first, behind)
    low, high = number.low, number.high
    if negative and low is not None and high is not None:
        low, high = -high, -low
    unit, last = "", number.last
    if prefix:
        unit, last = prefix[0], _named_again(tokens, last, prefix[0])
    elif number.form is not Form.FACTOR and not _one_of_many(tokens, number):
        behind_it = _unit_behind(tokens, number, low, high)
        unit, last, low, high = behind_it.unit, behind_it.last, behind_it.low, behind_it.high
    if not unit:
        unit = _unit_before(tokens, number)
    if not unit and number.form in (Form.FRACTION, Form.FACTOR):
        unit = "fraction" if number.form is Form.FRACTION else "times"
    rate = read_rate(tokens, last, money=currencies.is_money(unit)) if unit and unit not in TIME else None
    if rate:
        return Amount(number, first, rate[1], unit, low, high, rate[0], prefix is not None)
    per = _rate_behind_brackets(tokens, last) if currencies.is_money(unit) else ""
    return Amount(number, first, last, unit, low, high, per, prefix is not None)


_LONGEST_BRACKETS = 8


def _rate_behind_brackets(tokens: Tokens, at: int) -> str:
    """Return what money is a rate per where brackets with its conversion stand between: 9 billion yen ($60m) a year."""
    if tokens.at(at) != "(":
        return ""
    for end in range(at + 1, at + _LONGEST_BRACKETS):
        if tokens.at(end) == ")":
            rate = read_rate(tokens, end + 1, money=False)
            return rate[0] if rate else ""
    return ""


def _one_or_more(tokens: Tokens, number: Number) -> Amount | None:
    """Read "a week or two", "an inch or three": from one to the number behind."""
    unit = WORDS.get(tokens.at(number.first - 2))
    if unit is None or tokens.at(number.first - 3) not in ("a", "an") or number.high is None or number.high < 1:
        return None
    return Amount(number, number.first - 3, number.last, unit, Decimal(1), number.high)


def _unit_before(tokens: Tokens, number: Number) -> str:
    """Return the unit of "magnitude 7.1", "magnitude-7.1" and "by a factor of three", "" where none stands before."""
    joint = tokens.at(number.first - 1) in ("-", "of")
    name = tokens.at(number.first - 1 - joint)
    if name == "factor" and joint:
        return "times"
    return "magnitude" if name == "magnitude" and number.form is Form.DIGITS else ""


def _one_of_many(tokens: Tokens, number: Number) -> bool:
    """Say whether a share names its whole ("one in four"), so that what follows is counted and no unit."""
    return number.form is Form.FRACTION and not {"in", "out"}.isdisjoint(tokens.words[number.first : number.last])


def _money_follows(tokens: Tokens, at: int) -> bool:
    """Say whether "10m USD", "3m euros" is money, so that its "m" is a million."""
    return tokens.at(at + 1) in ("m", "b", "t", "mm") and currencies.after(tokens, at + 2, scaled=True) is not None


def _sign(tokens: Tokens, first: int, behind: int) -> tuple[bool, int]:
    """Read a sign before a number: -5, −5, minus 5, $-50.8bn. Returns whether negative, and the first token."""
    if currencies.is_sign(tokens.at(first)) and tokens.at(first + 1) in ("-", "−"):
        return True, first
    at = first - 1
    if at < behind:
        return False, first
    before = tokens.at(at)
    if before in ("minus", "negative"):
        return tokens.at(at - 1) != "or", at
    if before in ("-", "−") and tokens.joined(first):
        if tokens.at(at - 1) == "minus":
            return True, at - 1
        apart = not tokens.joined(at) and not tokens.is_digits(at - 1)
        if apart or tokens.at(at - 1) in ("(", "“", '"'):
            return True, at
    return False, first


def _named_again(tokens: Tokens, last: int, unit: str) -> int:
    """Step over a currency named a second time: "$76 US", "$500 USD", "$5 dollars"."""
    again = currencies.after(tokens, last, scaled=True)
    if again and (again[0] == unit or (unit == "USD" and "dollar" in again[0])):
        return again[1]
    if unit == "USD" and tokens.words[last : last + 4] == ["u", ".", "s", "."]:
        return last + 4
    return last + (unit == "USD" and tokens.text(last) == "US" and tokens.at(last + 1) != "$")


_BETWEEN_UNIT = words("""
    more additional extra further full straight consecutive previous rushing passing receiving whole long
    solid combined
""")


def _unit_behind(tokens: Tokens, number: Number, low: Decimal | None, high: Decimal | None) -> _Measured:
    """Read the currency or unit behind a number that stands for `low` to `high`."""
    at = number.last
    hyphen = int(tokens.at(at) in ("-", "–") and tokens.joined(at) and tokens.joined(at + 1))
    of = int(tokens.at(at) == "of" and number.form is Form.ORDER)
    at += hyphen or of or int(not tokens.english and tokens.at(at) in ("de", "di"))
    return (
        _money_behind(tokens, number, at, low, high)
        or _measure_behind(tokens, number, at, low, high)
        or _Measured("", number.last, low, high)
    )


def _money_behind(
    tokens: Tokens, number: Number, at: int, low: Decimal | None, high: Decimal | None
) -> _Measured | None:
    """Read the currency at a token, with a scale behind or inside it: "75 USD million", "30 MUSD"."""
    if low is None or high is None:
        return None
    text = tokens.text(at)
    if text[1:] in currencies.NAMES and text[0] in "KMB":
        scale = SUFFIXES.get(text[0].lower()) or MONEY_SUFFIXES[text[0].lower()]
        return _Measured(currencies.unit_of(text[1:]), at + 1, low * scale, high * scale)
    money = currencies.after(tokens, at, scaled=number.scale >= 1000 or number.form is Form.ORDER)
    if money is None:
        return None
    unit, last = money
    scale = SCALES.get(tokens.at(last), Decimal(1))
    if scale >= 1000 and number.scale == 1:
        return _Measured(unit, last + 1, low * scale, high * scale)
    if low == high:
        last, low = _with_cents(tokens, last, unit, low)
        return _Measured(unit, last, low, low)
    return _Measured(unit, last, low, high)


def _measure_behind(
    tokens: Tokens, number: Number, at: int, low: Decimal | None, high: Decimal | None
) -> _Measured | None:
    """Read the unit of measure at a token, "a quarter of a percentage point" and "six foot two" included."""
    if number.form is Form.FRACTION and tokens.at(at) == "of" and tokens.at(at + 1) in ("a", "an", "one", "1"):
        at += 2
    at += tokens.at(at) in _BETWEEN_UNIT or _described(tokens, at)
    at += _national(tokens, at)
    found = read_unit(tokens, at, digits=number.form is Form.DIGITS)
    if found is None:
        return None
    unit, last = found
    if unit == "foot" and low is not None and low == high:
        last, low = _with_inches(tokens, last, low)
        high = low
    return _Measured(unit, last, low, high)


def _described(tokens: Tokens, at: int) -> bool:
    """Say whether an adjective stands before a span of time: "16 lean months"."""
    if tokens.at(at + 1) not in _SPANS:
        return False
    word = tokens.text(at)
    return (
        tokens.english
        and word not in STARTERS
        and word.isalpha()
        and word.islower()
        and word not in STOP
        and not word.endswith("s")
    )


_SPANS = frozenset(word for word, unit in WORDS.items() if unit in TIME and word.endswith("s"))


def _national(tokens: Tokens, at: int) -> int:
    """Return how many tokens say whose unit follows: "one US fluid ounce", "20 imperial gallons"."""
    if tokens.at(at) not in _NATIONAL or tokens.text(at) == "us":
        return 0
    unit = read_unit(tokens, at + 1, digits=False)
    return int(unit is not None and unit[0] not in TIME)


_NATIONAL = words("us uk american british imperial")


def _with_inches(tokens: Tokens, last: int, feet: Decimal) -> tuple[int, Decimal]:
    """Add the inches of "6ft 2in", "5 feet and 2 inches"."""
    at = last + (tokens.at(last) == "and")
    inches = tokens.at(at)
    named = tokens.at(at + 1) in ("ins", "inches", "inch", "″", '"')
    free = not tokens.is_word(at + 2) or tokens.at(at + 2) in ("more", "long", "tall", "wide", "high")
    symbol = tokens.at(at + 1) == "in" and (tokens.joined(at + 1) or free)
    if inches.isdecimal() and len(inches) < 3 and (named or symbol):
        return at + 2, feet + Decimal(inches) / 12
    return last, feet


def _with_cents(tokens: Tokens, last: int, unit: str, value: Decimal) -> tuple[int, Decimal]:
    """Add the small coins of "3 dollars and 50 cents"."""
    spoken = _spoken_cents(tokens, last) if currencies.has_cents(unit) else None
    if spoken:
        return spoken[0], value + spoken[1]
    at = last + (tokens.at(last) == "and")
    if currencies.has_cents(unit) and at < len(tokens) and (tokens.is_digits(at) or tokens.at(at) in STARTERS):
        small = read_number(tokens, at, money=False, language="en")
        if small and small.low is not None and small.low < 100 and tokens.at(small.last) in ("cents", "cent"):
            return small.last + 1, value + small.low / 100
    return last, value


def _spoken_cents(tokens: Tokens, at: int) -> tuple[int, Decimal] | None:
    """Read "fifty" of "three dollars fifty", at the end of a clause only."""
    if not (tokens.at(at) in TENS or (tokens.at(at).isdecimal() and len(tokens.at(at)) == 2)):
        return None
    small = read_number(tokens, at, money=False, language="en")
    if small is None or small.low is None or small.low >= 100 or tokens.is_word(small.last):
        return None
    free = tokens.at(small.last) in (".", ",", "", "”", '"') and not tokens.joined(small.last + 1)
    return (small.last, small.low / 100) if free else None
