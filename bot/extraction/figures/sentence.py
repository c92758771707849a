"""One sentence into its figures: amounts are read, what is no figure rejected, the rest completed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.figures import people, rejects
from bot.extraction.figures.amounts import Amount, read_amounts
from bot.extraction.figures.carried import carried_noun
from bot.extraction.figures.changes import change_of
from bot.extraction.figures.currencies import is_money, name_of
from bot.extraction.figures.nouns import read_noun, read_of
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.qualifiers import qualifier_after, qualifier_before
from bot.extraction.figures.ranges import join_ranges
from bot.extraction.figures.tokens import Tokens, cut
from bot.extraction.figures.units import TIME, read_rate
from bot.extraction.statements import Statements
from bot.model import Change, Figure, Qualifier, Span


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: the noun over tokens [first, last); `per` is what the count is a rate per."""

    first: int
    last: int
    end: int
    per: str = ""


def read_sentence(
    body: str, sentence: Span, statements: Statements, language: str, earlier: Sequence[Figure]
) -> list[Figure]:
    """Return the figures of one sentence; `earlier` are those before it, for nouns left out."""
    tokens = cut(body, sentence)
    figures: list[Figure] = []
    amounts = join_ranges(tokens, read_amounts(tokens, language))
    for place, amount in enumerate(amounts):
        following = amounts[place + 1] if place + 1 < len(amounts) else None
        figure = _figure(tokens, amount, following, statements, language, figures, earlier)
        if figure and not (figures and figures[-1].span.end > figure.span.start):
            figures.append(figure)
    return figures


def _figure(
    tokens: Tokens,
    amount: Amount,
    following: Amount | None,
    statements: Statements,
    language: str,
    figures: list[Figure],
    earlier: Sequence[Figure],
) -> Figure | None:
    limit = following.first if following else len(tokens)
    hedge = qualifier_after(tokens, amount.last)
    counted = _counted(tokens, amount, hedge[1] if hedge else amount.last, limit) if language == "en" else None
    if _rejected(tokens, amount, counted):
        return None
    unit, per = amount.unit, amount.per or (counted.per if counted else "")
    last = counted.end if counted else amount.last
    qualifier, first, last = _qualify(tokens, amount, last)
    change = _change(tokens, amount, first, figures)
    noun = tokens.body[tokens.starts[counted.first] : tokens.ends[counted.last - 1]] if counted else ""
    if not noun and not unit and language == "en":
        nouns = _near(figures or earlier, tokens.starts[first])
        noun = carried_noun(tokens, first, last, nouns, order=amount.number.form is Form.ORDER)
    if per:
        unit = f"{name_of(unit)} per {per}" if unit else f"per {per}"
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    return Figure(
        span=span,
        low=amount.low,
        high=amount.high,
        qualifier=qualifier,
        change=change,
        unit=unit,
        noun=noun,
        speaker=statements.speaker_of(span),
    )


_NEAR = 300
"""How many characters back the noun of a bare number may stand: its sentence or the one before."""


def _near(figures: Sequence[Figure], start: int) -> list[Figure]:
    return [figure for figure in figures[-4:] if start - figure.span.end < _NEAR]


def _counted(tokens: Tokens, amount: Amount, at: int, limit: int) -> _Counted | None:
    """Find the noun behind an amount, and what a count is a rate per."""
    if amount.number.noun:
        return _Counted(*amount.number.noun, amount.last)
    of = read_of(tokens, at)
    if of:
        return _Counted(*of, of[1]) if of[1] <= limit else None
    if amount.unit and amount.unit != "fraction":
        return _attributive(tokens, amount, at, limit)
    if tokens.at(at) == "-" and tokens.joined(at) and tokens.is_word(at + 1):
        return _Counted(at + 1, at + 2, at + 2)
    singular = amount.low == amount.high == 1 or tokens.at(amount.last - 1) in ("figure", "digit")
    found = read_noun(tokens, at, singular=singular)
    if found is None or found[1] > limit:
        rate = None if amount.unit else read_rate(tokens, at, money=False)
        return _Counted(at, at, rate[1], rate[0]) if rate else None
    rate = read_rate(tokens, found[1], money=False)
    return _Counted(*found, rate[1], rate[0]) if rate else _Counted(*found, found[1])


def _attributive(tokens: Tokens, amount: Amount, at: int, limit: int) -> _Counted | None:
    """Find the noun that an amount describes: "a $210 million charge", "a four-year deal"."""
    described = tokens.at(amount.first - 1) in ("a", "an", "the", "its", "their", "his", "her", "this", "one", ",")
    if not described or amount.per or not tokens.is_word(at):
        return None
    found = read_noun(tokens, at, singular=True)
    return _Counted(*found, found[1]) if found and found[1] <= limit and found[1] - found[0] < 4 else None


def _rejected(tokens: Tokens, amount: Amount, counted: _Counted | None) -> bool:
    first, last = amount.number.first, amount.number.last
    named = counted is not None and counted.last > counted.first
    noun_last = counted.last if counted and named else None
    unit = "" if amount.borrowed else amount.unit
    value = int(amount.low) if amount.low is not None and abs(amount.low) < 10**9 else 0
    if people.is_age(tokens, first, amount.last, unit, value) or people.is_source(tokens, first, noun_last, value):
        return True
    if rejects.is_pronoun_one(tokens, first, last) and not unit and amount.first == first:
        return True
    if not unit and not named:
        word = amount.number.form in (Form.WORDS, Form.VAGUE)
        if rejects.is_pronoun(tokens, amount.first, last) or rejects.is_counting_off(tokens, first, last):
            return True
        if amount.low == 0 and word:
            return True
        if amount.low != amount.high and amount.number.form is Form.WORDS and amount.falling:
            return True
    if unit in TIME and people.places_an_event(tokens, amount.first, amount.last, unit):
        return True
    if amount.number.form is not Form.DIGITS:
        return amount.number.form is Form.WORDS and not unit and rejects.is_named(tokens, first, last, counted=named)
    return not amount.prefixed and _digits_rejected(tokens, amount, unit, counted=named)


def _digits_rejected(tokens: Tokens, amount: Amount, unit: str, *, counted: bool) -> bool:
    first, last = amount.number.first, amount.number.last
    if rejects.is_date_or_time(tokens, first, last) or rejects.is_list_number(tokens, first, last):
        return True
    if unit:
        return rejects.is_part_of_token(tokens, first, amount.last, united=True)
    if rejects.is_part_of_token(tokens, first, last) or rejects.is_address(tokens, last):
        return True
    if rejects.is_serial(tokens, first, last):
        return True
    range_of_years = amount.low != amount.high and rejects.is_year(tokens, last - 1, last, counted=False)
    if range_of_years and tokens.at(amount.first) in ("between", "from"):
        return True
    if amount.low == amount.high and rejects.is_row_of_digits(tokens, first, last):
        return not (counted and tokens.at(last) == "-")
    if rejects.is_year(tokens, first, last, counted=counted):
        return True
    return rejects.is_named(tokens, first, last, counted=counted)


def _qualify(tokens: Tokens, amount: Amount, last: int) -> tuple[Qualifier, int, int]:
    """Return the qualifier, and the expression widened by its words."""
    first = amount.first
    before = qualifier_before(tokens, first)
    if before and before[0] is Qualifier.MORE_THAN and amount.unit in TIME and tokens.at(before[1]) in ("over", "past"):
        before = before if tokens.at(before[1] - 1) in ("for", "of", "took", "lasted", "is", "was") else None
    if before:
        first = before[1]
    after = None if before else qualifier_after(tokens, amount.last) or qualifier_after(tokens, last)
    if after:
        last = max(last, after[1])
    if amount.number.form in (Form.VAGUE, Form.ORDER):
        return Qualifier.VAGUE, first, last
    if before or after:
        return (before or after)[0], first, last  # type: ignore[index]
    return (Qualifier.ABOUT if amount.number.about else Qualifier.EXACT), first, last


def _change(tokens: Tokens, amount: Amount, first: int, figures: list[Figure]) -> Change:
    if amount.number.up:
        return Change.UP
    if amount.number.down:
        return Change.DOWN
    before = figures[-1].change if figures else Change.NONE
    return change_of(tokens, first, amount.last, amount.unit, money=is_money(amount.unit), before=before)
