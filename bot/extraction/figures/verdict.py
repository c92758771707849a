"""Whether an amount is a figure at all: the rejects in the order that is cheapest and safest."""

from bot.extraction.figures import people, rejects
from bot.extraction.figures.amounts import Amount
from bot.extraction.figures.counted import Counted
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import TIME


def is_certainly_none(tokens: Tokens, amount: Amount) -> bool:
    """Say whether an amount is no figure whatever it may count: a date, a time, "one" for somebody."""
    first, last = amount.number.first, amount.number.last
    if amount.number.form is Form.DIGITS:
        return not amount.prefixed and rejects.is_date_or_time(tokens, first, last)
    bare = not amount.unit or amount.borrowed
    return bare and amount.first == first and rejects.is_pronoun_one(tokens, first, last)


def is_figure(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Say whether an amount counts or measures something in the news, if it is not certainly none."""
    first, last = amount.number.first, amount.number.last
    named = counted is not None and counted.named
    unit = "" if amount.borrowed else amount.unit
    value = int(amount.low) if amount.low is not None and abs(amount.low) < 10**9 else 0
    noun_last = counted.last if counted and counted.named else None
    if people.is_age(tokens, first, amount.last, unit, value) or people.is_source(tokens, first, noun_last, value):
        return False
    if unit in TIME and people.places_an_event(tokens, amount.first, amount.last, unit):
        return False
    if not unit and (
        amount.falling or _is_round(tokens, amount) or (counted is None and _stands_for_nothing(tokens, amount))
    ):
        return False
    if tokens.is_digits(first) and tokens.joined(first) and tokens.is_word(first - 1) and not amount.prefixed:
        return False
    if amount.number.form is not Form.DIGITS:
        spelled = amount.number.form is Form.FRACTION or (amount.number.form is Form.WORDS and not unit)
        return not (spelled and rejects.is_named(tokens, first, last, counted=named))
    return amount.prefixed or _digits_count(tokens, amount, unit, counted=named)


def _is_round(tokens: Tokens, amount: Amount) -> bool:
    """Say whether a number is a round of a contest: "the last eight of the Alder Cup"."""
    first, last = amount.number.first, amount.number.last
    of = (tokens.at(last), tokens.at(last + 1)) == ("of", "the") and tokens.text(last + 2)[:1].isupper()
    return of and tokens.at(first - 1) in ("last", "final", "top", "bottom")


def _stands_for_nothing(tokens: Tokens, amount: Amount) -> bool:
    """Say whether a number without noun and unit is a pronoun ("the two"), a step ("Two, cut taxes"), a bare zero."""
    first, last = amount.number.first, amount.number.last
    if rejects.is_pronoun(tokens, amount.first) or rejects.is_counting_off(tokens, first, last):
        return True
    return amount.number.form is Form.WORDS and amount.low == 0


def _digits_count(tokens: Tokens, amount: Amount, unit: str, *, counted: bool) -> bool:
    """Judge an amount in digits by what touches and surrounds them."""
    first, last = amount.number.first, amount.number.last
    if rejects.is_list_number(tokens, first, last):
        return False
    if unit:
        return not rejects.is_part_of_token(tokens, first, amount.last, united=True)
    if rejects.is_part_of_token(tokens, first, last) or rejects.is_address(tokens, last):
        return False
    if amount.low != amount.high:
        years = rejects.is_year(tokens, last - 1, last, counted=False)
        return not years or (counted and tokens.at(amount.first) not in ("between", "from"))
    if rejects.is_serial(tokens, first, last) or rejects.is_year(tokens, first, last, counted=counted):
        return False
    if rejects.is_row_of_digits(tokens, first, last):
        return counted and tokens.at(last) == "-"
    if tokens.at(last) == "-" and tokens.at(last + 1) in ("under", "over", "all", "up", "down", "off", "a", "of"):
        return False
    return not rejects.is_named(tokens, first, last, counted=counted)
