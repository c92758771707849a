"""One sentence into its figures: amounts are read, what is no figure rejected, the rest completed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from bot.extraction.figures.abroad import counted_abroad, is_figure_abroad
from bot.extraction.figures.amounts import Amount, read_amounts
from bot.extraction.figures.carried import carried_noun
from bot.extraction.figures.changes import change_of
from bot.extraction.figures.counted import Counted, counted_by
from bot.extraction.figures.currencies import is_money, name_of
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.qualifiers import qualifier_after, qualifier_before
from bot.extraction.figures.ranges import join_ranges
from bot.extraction.figures.tokens import Tokens, cut
from bot.extraction.figures.unit_names import TIME
from bot.extraction.figures.verdict import is_certainly_none, is_figure
from bot.extraction.statements import Statements
from bot.extraction.words import words
from bot.model import Change, Figure, Qualifier, Span

_NEAR = 300
"""How many characters back the noun of a bare number may stand: its sentence or the one before."""


class _Expression(NamedTuple):
    """The whole expression of an amount over tokens [first, last), and how exactly it is meant."""

    qualifier: Qualifier
    first: int
    last: int


def read_sentence(
    body: str, sentence: Span, statements: Statements, language: str, earlier: Sequence[Figure]
) -> list[Figure]:
    """Return the figures of one sentence; `earlier` are those before it, for nouns left out."""
    tokens = cut(body, sentence, english=language == "en")
    amounts = join_ranges(tokens, read_amounts(tokens, language))
    figures: list[Figure] = []
    for amount, following in zip_longest(amounts, amounts[1:]):
        counted, accepted = _judge(tokens, amount, following)
        if not accepted:
            continue
        figure = _complete(tokens, amount, counted, statements, figures, figures or earlier)
        if not (figures and figures[-1].span.end > figure.span.start):
            figures.append(figure)
    return _with_nouns_ahead(body, figures)


def _with_nouns_ahead(body: str, figures: list[Figure]) -> list[Figure]:
    """Give a bare count the noun its sentence names only at the next: "2,483, while Birch had 1,385 strikes"."""
    return [
        replace(figure, noun=after.noun) if after and _awaits_noun(body, figure, after) else figure
        for figure, after in zip_longest(figures, figures[1:])
    ]


def _awaits_noun(body: str, figure: Figure, after: Figure) -> bool:
    if figure.noun or figure.unit or after.unit or not after.noun or figure.low is None or after.low is None:
        return False
    alike = _SMALLEST_ALIKE <= figure.low <= 10 * after.low and after.low <= 10 * figure.low
    between = body[figure.span.end : after.span.start].split()
    moved = between[-1:] == ["to"] and body.endswith("from ", 0, figure.span.start)
    return alike and len(between) <= _REACH and (moved or any(word in _CONTRASTING for word in between))


_SMALLEST_ALIKE = 10
_REACH = 8
_CONTRASTING = words("while whereas against versus and compared but")


def _judge(tokens: Tokens, amount: Amount, following: Amount | None) -> tuple[Counted | None, bool]:
    """Return what an amount counts, and whether it is a figure."""
    if not tokens.english:
        counted = counted_abroad(tokens, amount)
        return counted, is_figure_abroad(tokens, amount, counted)
    if is_certainly_none(tokens, amount):
        return None, False
    hedge = qualifier_after(tokens, amount.last)
    counted = counted_by(tokens, amount, hedge[1] if hedge else amount.last, following)
    return counted, is_figure(tokens, amount, counted)


def _complete(
    tokens: Tokens,
    amount: Amount,
    counted: Counted | None,
    statements: Statements,
    here: Sequence[Figure],
    earlier: Sequence[Figure],
) -> Figure:
    """Put a figure together; `here` are those before it in its sentence, `earlier` those to carry a noun from."""
    whole = _qualify(tokens, amount, counted.end if counted else amount.last)
    unit, per = amount.unit, amount.per or (counted.per if counted else "")
    noun = counted.noun(tokens) if counted else ""
    if not noun and not unit and tokens.english:
        noun = _carried(tokens, amount, whole, earlier)
    if per:
        unit = f"{name_of(unit)} per {per}" if unit else f"per {per}"
    qualifier, change = whole.qualifier, _change(tokens, amount, whole.first, here) if tokens.english else Change.NONE
    if here and _is_conversion(tokens, amount, here[-1]):
        qualifier = here[-1].qualifier if qualifier is Qualifier.EXACT else qualifier
        change = here[-1].change if change is Change.NONE else change
    span = Span(tokens.starts[whole.first], tokens.ends[whole.last - 1])
    speaker = statements.speaker_of(span)
    return Figure(
        span=span, low=amount.low, high=amount.high, qualifier=qualifier, change=change, unit=unit, noun=noun,
        speaker=speaker,
    )  # fmt: skip


def _carried(tokens: Tokens, amount: Amount, whole: _Expression, earlier: Sequence[Figure]) -> str:
    start = tokens.starts[whole.first]
    near = [figure for figure in earlier[-4:] if start - figure.span.end < _NEAR]
    crowd = _is_crowd(tokens, amount)
    return carried_noun(tokens, whole.first, whole.last, near, value=amount.low, crowd=crowd)


def _is_conversion(tokens: Tokens, amount: Amount, before: Figure) -> bool:
    """Say whether an amount in brackets says the one before in another unit: "over 5 miles (8 km / 4 nmi)"."""
    opening = amount.first - 1
    if (
        tokens.at(opening) not in ("(", "/")
        or tokens.ends[opening - 1] != before.span.end
        or before.unit == amount.unit
    ):
        return False
    money = (is_money(before.unit), is_money(amount.unit))
    return money == (True, True) or (money == (False, False) and bool(amount.unit) and before.unit not in _PLAIN)


_PLAIN = frozenset({"", "percent", "fraction", "times"})


def _is_crowd(tokens: Tokens, amount: Amount) -> bool:
    """Say whether an amount alone can mean people: "thousands slept in cars", "dozens were hurt"."""
    if tokens.at(amount.number.last - 1) in ("figure", "digit"):
        return False
    return amount.number.form is Form.ORDER or tokens.at(amount.number.first) in ("dozens", "scores")


def _qualify(tokens: Tokens, amount: Amount, last: int) -> _Expression:
    """Return the expression of an amount that ends at `last`, widened by its qualifier's words."""
    first, qualifier = amount.first, Qualifier.ABOUT if amount.number.about else Qualifier.EXACT
    before = qualifier_before(tokens, first) if tokens.english else None
    if before and amount.low is None and tokens.at(before[1]) not in ("more", "at", "just"):
        before = None
    if before and amount.unit in TIME and not _is_hedge(tokens, before[1]):
        before = None
    after = (
        None if before or not tokens.english else qualifier_after(tokens, amount.last) or qualifier_after(tokens, last)
    )
    if before:
        qualifier, first = before
    elif after:
        qualifier, last = after[0], max(last, after[1])
    if amount.number.form in (Form.VAGUE, Form.ORDER):
        qualifier = Qualifier.VAGUE
    return _Expression(qualifier, first, last)


def _is_hedge(tokens: Tokens, first: int) -> bool:
    """Say whether "over" before a span of time bounds it ("for over 30 years") rather than spreads over it."""
    return tokens.at(first) not in ("over", "past") or tokens.at(first - 1) in (
        "for",
        "of",
        "took",
        "lasted",
        "is",
        "was",
    )


def _change(tokens: Tokens, amount: Amount, first: int, here: Sequence[Figure]) -> Change:
    if amount.number.up:
        return Change.UP
    if amount.number.down:
        return Change.DOWN
    before = here[-1].change if here else Change.NONE
    change = change_of(tokens, first, amount.last, amount.unit, money=is_money(amount.unit), before=before)
    if change is Change.NONE and here and _says_again(tokens, first, here[-1]):
        return before
    return change


def _says_again(tokens: Tokens, first: int, before: Figure) -> bool:
    """Say whether a figure gives the one before it in other terms: "48 cents, or 0.8 percent", "120 points (1%)"."""
    near = tokens.starts[first] - before.span.end < len(", or  ")
    return near and tokens.at(first - 1) in ("or", "(") and tokens.at(first - 2) not in ("and", ".")
