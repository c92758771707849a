"""Two amounts that are one: "2,000 to 3,000", "between 5 and 7 percent", "$3-5 million", "two or three"."""

from decimal import Decimal

from bot.extraction.figures.amounts import Amount
from bot.extraction.figures.currencies import is_money
from bot.extraction.figures.nouns import looks_plural
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.rejects import is_year
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import TIME, WORDS
from bot.extraction.words import words

_DASHES = frozenset({"-", "–", "—", "~"})
_MOVING = words("""
    rose rise rises risen rising fell fall falls fallen falling grew grow grows growing grown dropped drop drops
    dropping climbed climb climbs climbing increased increase increases increasing decreased decrease decreases
    declined decline declines declining jumped jump jumps jumping slipped slip slid slide cut cuts cutting
    raised raise raises raising lowered lower lowers slowed slow slowing shrank shrink shrinking reduced reduce
    reduces reducing surged surge soared soar plunged plunge tumbled tumble went go gone going moved move
    changed change up down doubled tripled trebled quadrupled expanded expand advanced gained lost eased ease edged
    inched ticked narrowed narrow widened widen revised upgraded downgraded hiked hike swelled dwindled dwindle
""")
_RANGING = words("range ranges ranged ranging vary varies varied varying anywhere")
_HEDGES = words("about around roughly nearly almost just over under some")


def join_ranges(tokens: Tokens, amounts: list[Amount]) -> list[Amount]:
    """Return the amounts with both ends of each range joined, and units lent to a bare neighbour."""
    joined: list[Amount] = []
    for amount in amounts:
        left = joined[-1] if joined else None
        together = _range(tokens, left, amount) if left else None
        if together:
            joined[-1] = together
            continue
        joined.append(amount)
    return [_borrowing(tokens, joined, place) for place in range(len(joined))]


def _borrowing(tokens: Tokens, amounts: list[Amount], place: int) -> Amount:
    """Return an amount with the unit a neighbour lends it: "280 million of the 1.5 billion shekels", "21 mpg to 23"."""
    amount = amounts[place]
    if amount.prefixed and not amount.per:
        rate = _shared_rate(tokens, amounts, place)
        return amount._replace(per=rate) if rate else amount
    if amount.unit or amount.low is None or amount.high is None:
        return amount
    if place + 1 < len(amounts) and _lends_unit(tokens, amount, amounts[place + 1]):
        right = amounts[place + 1]
        scale = right.number.scale if amount.number.scale == 1 and amount.low < right.number.mantissa else Decimal(1)
        polled = right.unit == "percent" and "to" in tokens.words[amount.last : right.first]  # 45 to 40 percent
        low, high = amount.low * scale, amount.high * scale
        return amount._replace(unit=right.unit, borrowed=not polled, low=low, high=high)
    left = amounts[place - 1] if place else None
    if left and tokens.words[left.last : amount.first] == ["to"] and _rests_on(tokens, left, amount):
        return amount._replace(unit=left.unit, borrowed=True)
    if left and _compared(tokens, left, amount):
        converted = place > 1 and tokens.at(left.first - 1) == "(" and is_money(amounts[place - 2].unit)
        return amount._replace(unit=amounts[place - 2].unit if converted else left.unit, borrowed=True)
    moved = left is not None and left.unit and tokens.words[left.last : amount.first] in (["to"], ["combined", "to"])
    if left and moved and _from(tokens, left) and left.unit not in ("times", "fraction"):
        return amount._replace(unit=left.unit, borrowed=True)
    return amount


def _shared_rate(tokens: Tokens, amounts: list[Amount], place: int) -> str:
    """Return what both ends of a move are a rate per where only one says so: "from $71 to $75 a barrel"."""
    amount = amounts[place]
    for other in amounts[max(0, place - 1) : place + 2]:
        first, second = sorted((amount, other), key=lambda end: end.first)
        moved = tokens.words[first.last : second.first] == ["to"] and _from(tokens, first)
        if other.per and other.unit == amount.unit and moved:
            return other.per
    return ""


def _rests_on(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether a bare level is measured as its change is: "rose by 7.1 million barrels to 452.9 million"."""
    measured = left.unit in _MEASURES and not left.per and right.number.form is Form.DIGITS
    return measured and not tokens.is_word(right.last) and tokens.at(right.last) != "-"


_MEASURES = frozenset(WORDS.values()) - TIME - {"percent", "percentage point", "basis point", "magnitude"}


def _compared(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether a scaled number is money because it is compared with some: "3.1 billion euros versus 2.9 billion"."""
    scaled = right.number.scale >= 1000 and right.number.form is Form.DIGITS and right.first - left.last < 8
    linked = tokens.at(right.first - 1) in _COMPARING and not looks_plural(tokens.at(right.last))
    return scaled and linked and is_money(left.unit) and tokens.at(right.last) != "of"


_COMPARING = words("versus vs against from than with to")


def _from(tokens: Tokens, amount: Amount) -> bool:
    """Say whether "from" opens the amount, hedges aside."""
    at = amount.first - 1
    while tokens.at(at) in _HEDGES:
        at -= 1
    return tokens.at(at) == "from"


def _range(tokens: Tokens, left: Amount, right: Amount) -> Amount | None:
    if not (_single(left) and _single(right)) or right.first - left.last > 3:
        return None
    left = _as_millions(tokens, left, right)
    if left.unit and left.unit != right.unit and not (left.prefixed and not right.unit):
        return None
    if left.prefixed and not right.unit and _are_receivers(tokens, left, right):
        return None
    if not left.unit and _is_year_before(tokens, left, right):
        return None
    low, high = _ends(left, right)
    if not _linked(tokens, left, right, low, high):
        return None
    first = left.first - (tokens.at(left.first - 1) in ("between", "from"))
    return right._replace(
        first=first,
        number=right.number._replace(first=left.number.first),
        low=min(low, high),
        high=max(low, high),
        unit=right.unit or left.unit,
        prefixed=left.prefixed or right.prefixed,
        falling=low > high,
    )


def _are_receivers(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether the right number counts those who get the money on the left: "£300,000 to 85 firms"."""
    smaller = left.low is not None and right.low is not None and right.low < left.low and right.number.scale == 1
    return smaller and tokens.at(left.last) == "to" and looks_plural(tokens.at(right.last))


def _is_year_before(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether the left number is a year and the right one none: "in 2015 to 3,100 deer", "in 2015 to 9 percent"."""
    year, number = left.number, right.number
    if right.unit:
        return is_year(tokens, year.first, year.last, counted=False)
    dated = is_year(tokens, year.first, year.last, counted=True)
    return dated and not is_year(tokens, number.first, number.last, counted=False)


def _as_millions(tokens: Tokens, left: Amount, right: Amount) -> Amount:
    """Read "1.5m" of "between 1.5m and 2m people" in millions, as its partner is, and not in metres."""
    million = right.number.scale
    alike = left.unit == "metre" and tokens.at(left.last - 1) == "m" and tokens.at(right.number.last - 1) == "m"
    if not alike or million != 10**6 or left.low is None:
        return left
    value = left.low * million
    number = left.number._replace(last=left.last, scale=million, low=value, high=value)
    return left._replace(number=number, unit="", low=value, high=value)


def _single(amount: Amount) -> bool:
    return amount.low is not None and amount.low == amount.high and amount.number.form not in (Form.FACTOR, Form.ORDER)


def _ends(left: Amount, right: Amount) -> tuple[Decimal, Decimal]:
    """Return both ends; "3" of "3 to 5 million" shares the scale of its partner, "$200 to $4 million" does not."""
    assert left.low is not None
    assert right.low is not None
    if left.number.scale == 1 and right.number.scale > 1 and abs(left.low) < right.number.mantissa:
        return left.low * right.number.scale, right.low
    return left.low, right.low


def _linked(tokens: Tokens, left: Amount, right: Amount, low: Decimal, high: Decimal) -> bool:
    """Say whether the words between two amounts make them the ends of one range."""
    gap = [word for word in tokens.words[left.last : right.first] if word != ","]
    links = [word for word in gap if word not in _DASHES]
    dashed = len(links) < len(gap)
    if not links:
        return dashed and len(gap) == 1 and low < high and _dash_joins(tokens, left, right)
    if (
        low > high
        and right.unit == "percent"
        and _RANGING.isdisjoint(tokens.words[max(0, left.first - 7) : left.first])
    ):
        return False  # a poll: 45 to 40 percent
    if links == ["to"] or links == ["through"]:
        return "," not in tokens.words[left.last : right.first] and not _moves(tokens, left, right)
    if links == ["and"]:
        return tokens.at(left.first - 1) == "between" and low < high
    return links == ["or"] and not left.unit and low < high <= 3 * low + 1


def _dash_joins(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether the dash touches both ends, or stands free between both of them."""
    before, behind = tokens.joined(left.last), tokens.joined(right.first)
    behind = behind and not (right.unit and not before)  # 5 -7 percent
    more = tokens.at(right.last) in _DASHES and tokens.joined(right.last) and tokens.is_digits(right.last + 1)
    dialled = tokens.at(left.first - 1) in ("+", "-") and tokens.joined(left.first)
    return before == behind and not more and not dialled


def _moves(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether "from A to B" (or "rose A to B") tells where something moved rather than a range."""
    at = left.first - 1
    while tokens.at(at) in _HEDGES:
        at -= 1
    if tokens.at(at) == "from":
        before = tokens.words[max(0, at - 7) : at]
        falls = left.low is not None and right.low is not None and left.low > right.low
        return (falls and _RANGING.isdisjoint(before)) or not _MOVING.isdisjoint(before)
    if (tokens.at(at) in _MOVING or tokens.at(at) == "by") and left.low is not None and right.low is not None:
        return left.unit != "percent" and abs(right.low) > 3 * abs(left.low) > 0
    return False


_LENDING = frozenset(
    {
        ("x",),
        ("×",),
        ("by",),
        ("of", "the"),
        ("out", "of"),
        ("to",),
        ("from",),
        ("-", "and"),
        ("-", "to"),
        ("-", "to", "-"),
        ("-", ","),
        (",",),
        (",", "or"),
    }
)


def _lends_unit(tokens: Tokens, left: Amount, right: Amount) -> bool:
    """Say whether a bare number has its neighbour's unit: "280 million of the 1.5 billion shekels"."""
    if left.unit or not right.unit or right.unit in ("fraction", "times") or left.low is None:
        return False
    if (right.prefixed and left.low < 10) or is_year(tokens, left.number.first, left.number.last, counted=False):
        return False
    gap = tuple(tokens.words[left.last : right.first])
    return gap in _LENDING or (gap == ("and",) and right.unit in ("percent", "percentage point"))
