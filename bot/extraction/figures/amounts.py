"""Numbers together with their currency or unit, one after the other through a sentence, ranges joined."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.extraction.figures import currencies
from bot.extraction.figures.numbers import SCALES, Form, Number, read_number
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.units import read_rate, read_unit
from bot.extraction.figures.vague import read_vague
from bot.extraction.figures.wordlist import words


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its unit over tokens [first, last); `number` keeps where the bare number stands."""

    number: Number
    first: int
    last: int
    unit: str
    low: Decimal | None
    high: Decimal | None
    per: str = ""
    signed: bool = False
    prefixed: bool = False


def read_amounts(tokens: Tokens, language: str) -> list[Amount]:
    """Read every amount of a sentence from left to right; none overlap."""
    amounts: list[Amount] = []
    at, behind = 0, 0
    while at < len(tokens):
        amount = _read_amount(tokens, at, behind, language) if _may_start(tokens.at(at)) else None
        if amount is None:
            at += 1
            continue
        amounts.append(amount)
        at = behind = max(amount.last, at + 1)
    return _join_ranges(tokens, amounts)


def _may_start(word: str) -> bool:
    return word[0].isdecimal() or word in _STARTERS


_STARTERS = words("""
    zero nought naught one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety a an
    tens hundreds thousands millions billions trillions lakhs crores dozens scores several few half quarter
    doubled double doubles doubling redoubled tripled triple triples tripling trebled treble trebling
    quadrupled quadruple quadrupling quintupled quintuple quintupling twice thrice twofold threefold fourfold
    fivefold sixfold sevenfold eightfold ninefold tenfold hundredfold halved halving hundred thousand million
    billion ½ ⅓ ⅔ ¼ ¾ ⅕ ⅖ ⅗ ⅘ ⅙ ⅚ ⅛ ⅜ ⅝ ⅞ ⅒
""")


def _read_amount(tokens: Tokens, at: int, behind: int, language: str) -> Amount | None:
    english = language == "en"
    prefix = currencies.before(tokens, at) if tokens.is_digits(at) or tokens.at(at) in ("half", "a") else None
    if prefix and prefix[1] < behind:
        prefix = None
    number = (read_vague(tokens, at) if english else None) or read_number(
        tokens, at, money=prefix is not None or _money_follows(tokens, at), language=language
    )
    if number is None:
        return None
    sign, first = _sign(tokens, prefix[1] if prefix else number.first, behind)
    low, high = number.low, number.high
    if sign < 0 and low is not None and high is not None:
        low, high = -high, -low
    unit, last = "", number.last
    if prefix:
        unit = prefix[0]
        last = _doubled_currency(tokens, last, unit)
    elif number.form is not Form.FACTOR:
        unit, last, low, high = _unit_behind(tokens, number, low, high)
    if number.form is Form.FRACTION and not unit:
        unit = "fraction"
    if number.form is Form.FACTOR:
        unit = "times"
    rate = read_rate(tokens, last) if unit else None
    if rate:
        last = rate[1]
    return Amount(number, first, last, unit, low, high, rate[0] if rate else "", sign != 0, prefix is not None)


def _money_follows(tokens: Tokens, at: int) -> bool:
    """Say whether "10m USD", "3m euros" is money, so that its "m" is a million."""
    return tokens.at(at + 1) in ("m", "b", "t", "mm") and currencies.after(tokens, at + 2, scaled=True) is not None


def _sign(tokens: Tokens, first: int, behind: int) -> tuple[int, int]:
    """Read a sign before a number: -5, −5, minus 5, minus-5, +0.2%, $-50.8bn."""
    before = tokens.at(first - 1)
    at = first - 1
    if at < behind:
        return 0, first
    if before in ("minus", "negative"):
        return -1, at
    if before == "-" and tokens.at(at - 1) == "minus":
        return -1, at - 1
    inner = tokens.at(first) in ("$", "€", "£") and tokens.at(first + 1) == "-"
    if inner:
        return -1, first
    if before in ("-", "−", "+", "–") and tokens.joined(first) and not tokens.joined(at) and before != "–":
        return (1 if before == "+" else -1), at
    return 0, first


def _doubled_currency(tokens: Tokens, last: int, unit: str) -> int:
    """Step over a currency named again: "$76 US", "$500 USD", "$5 dollars"."""
    again = currencies.after(tokens, last, scaled=True)
    if again and (again[0] == unit or "dollar" in again[0]):
        return again[1]
    return last + (unit == "USD" and tokens.text(last) == "US")


def _unit_behind(
    tokens: Tokens, number: Number, low: Decimal | None, high: Decimal | None
) -> tuple[str, int, Decimal | None, Decimal | None]:
    at = number.last
    hyphen = int(tokens.at(at) == "-" and tokens.joined(at) and tokens.joined(at + 1))
    of = 2 if tokens.at(at) == "of" and number.form is Form.ORDER else 0
    step = hyphen or int(of > 0)
    money = currencies.after(tokens, at + step, scaled=number.scale >= 1000 or number.form is Form.ORDER)
    if money:
        unit, last = money
        scale = SCALES.get(tokens.at(last))
        if scale and scale >= 1000 and low is not None and high is not None and number.scale == 1:
            return unit, last + 1, low * scale, high * scale  # 75 USD million
        if low is not None and low == high:
            return (unit, *_cents(tokens, last, unit, low))
        return unit, last, low, high
    found = read_unit(tokens, at + int(of > 0), digits=number.form is Form.DIGITS)
    if found is None:
        return "", at, low, high
    return found[0], found[1], low, high


def _cents(tokens: Tokens, last: int, unit: str, value: Decimal) -> tuple[int, Decimal, Decimal]:
    """Add the small coins of "3 dollars and 50 cents"."""
    at = last + (tokens.at(last) == "and")
    small = (
        read_number(tokens, at, money=False, language="en")
        if unit in ("USD", "EUR") and _may_start(tokens.at(at) or " ")
        else None
    )
    if small and small.low is not None and small.low < 100 and tokens.at(small.last) in ("cents", "cent"):
        return small.last + 1, value + small.low / 100, value + small.low / 100
    return last, value, value


_DASHES = frozenset({"-", "–", "—", "~"})


def _join_ranges(tokens: Tokens, amounts: list[Amount]) -> list[Amount]:
    joined: list[Amount] = []
    for amount in amounts:
        if joined:
            merged = _range(tokens, joined[-1], amount)
            if merged:
                joined[-1] = merged
                continue
            fixed = _share_unit(tokens, joined[-1], amount)
            if fixed:
                joined[-1] = fixed
        joined.append(amount)
    return joined


def _range(tokens: Tokens, left: Amount, right: Amount) -> Amount | None:
    """Join two amounts to a range: "2,000 to 3,000", "between 5 and 7 percent", "$3-5 million", "two or three"."""
    gap = tokens.words[left.last : right.first]
    if left.low is None or right.low is None or len(gap) > 3 or left.low != left.high or right.low != right.high:
        return None
    if left.unit and right.unit and left.unit != right.unit:
        return None
    if left.number.form in (Form.FACTOR, Form.ORDER) or right.number.form in (Form.FACTOR, Form.ORDER):
        return None
    dashed = bool(gap) and gap[0] in _DASHES and (len(gap) == 1 or (len(gap) == 2 and gap[1] in ("to", "or")))
    words = [word for word in gap if word not in _DASHES and word != ","]
    to = words == ["to"] or words == ["through"]
    between = words == ["and"] and tokens.at(left.first - 1) in ("between",)
    either = words == ["or"] and _close(left, right)
    if dashed and not words:
        to = _dash_joins(tokens, left, right)
    if not (to or between or either):
        return None
    if words == ["to"] and _moves(tokens, left, right):
        return None
    low, high = _shared_scale(left, right), right.low
    unit = right.unit or left.unit
    if not (to or between) and low > high:
        return None
    if low > high and (dashed or left.unit != right.unit):
        return None
    if low > high:
        low, high = high, low
    first = left.first - (tokens.at(left.first - 1) in ("between", "from"))
    return replace(
        right,
        first=first,
        number=replace(right.number, first=left.number.first),
        low=low,
        high=high,
        unit=unit,
        prefixed=left.prefixed or right.prefixed,
    )


def _close(left: Amount, right: Amount) -> bool:
    """Say whether "two or three" are neighbours, as the ends of a guess are."""
    return left.low is not None and right.low is not None and not left.unit and left.low < right.low <= 3 * left.low + 1


def _dash_joins(tokens: Tokens, left: Amount, right: Amount) -> bool:
    tight = tokens.joined(left.last) and tokens.joined(right.first)
    loose = tokens.at(left.last) in ("–", "—", "-", "~") and not tokens.joined(left.last)
    return tight or loose


def _shared_scale(left: Amount, right: Amount) -> Decimal:
    """Give "3" of "3 to 5 million" the scale of its partner; "$200 to $4 million" keeps its own."""
    assert left.low is not None
    if left.number.scale == 1 and right.number.scale > 1 and abs(left.low) < right.number.mantissa:
        return left.low * right.number.scale
    return left.low


_MOVING = words("""
    rose rise rises risen rising fell fall falls fallen falling grew grow grows growing grown dropped drop
    drops dropping climbed climb climbs climbing increased increase increases increasing decreased decrease
    decreases declined decline declines declining jumped jump jumps jumping slipped slip slid slide cut cuts
    cutting raised raise raises raising lowered lower lowers slowed slow slowing shrank shrink shrinking
    reduced reduce reduces reducing surged surge soared soar plunged plunge tumbled tumble went go gone going
    moved move changed change up down doubled tripled expanded expand advanced gained lost eased ease edged
    inched ticked narrowed narrow widened widen revised upgraded downgraded hiked hike swelled dwindled
    dwindle
""")


def _moves(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether "from A to B" (or "rose A to B") tells where something moved rather than a range."""
    at = left.first - 1
    while tokens.at(at) in ("about", "around", "roughly", "nearly", "almost", "just", "over", "under", "some"):
        at -= 1
    if tokens.at(at) == "from":
        return any(tokens.at(at - back) in _MOVING for back in range(1, 8))
    if tokens.at(at) in _MOVING and left.low is not None and right.low is not None:
        return left.unit not in ("percent",) and abs(right.low) > 3 * abs(left.low)
    return False


def _share_unit(tokens: Tokens, left: Amount, right: Amount) -> Amount | None:
    """Lend a bare number the unit of its partner: "280 million of the 1.5 billion shekels", "four- and six-cylinder"."""
    gap = tuple(tokens.words[left.last : right.first])
    if left.unit or not right.unit or (right.prefixed and left.low is not None and left.low < 10):
        return None
    if gap in _SHARING:
        if right.unit in ("fraction", "times") or left.number.form is Form.VAGUE:
            return None
        return replace(left, unit=right.unit)
    return None


_SHARING = frozenset({("of", "the"), ("out", "of"), ("to",), ("from",), ("-", "and"), ("-", "to"), ("-", ",")})
