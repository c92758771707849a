"""One sentence into its figures: amounts are read, what is no figure rejected, the rest completed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.figures import rejects
from bot.extraction.figures.amounts import Amount, read_amounts
from bot.extraction.figures.currencies import NAMES
from bot.extraction.figures.nouns import read_noun, read_of
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.qualifiers import change_of, qualifier_after, qualifier_before
from bot.extraction.figures.tokens import Tokens, cut
from bot.extraction.figures.units import TIME
from bot.extraction.statements import Statements
from bot.model import Change, Figure, Qualifier, Span


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: the noun over tokens [first, last), and where the whole expression ends."""

    first: int
    last: int
    end: int


def read_sentence(
    body: str, sentence: Span, statements: Statements, language: str, earlier: Sequence[Figure]
) -> list[Figure]:
    """Return the figures of one sentence; `earlier` are those before it, for nouns left out."""
    tokens = cut(body, sentence)
    figures: list[Figure] = []
    amounts = read_amounts(tokens, language)
    for place, amount in enumerate(amounts):
        limit = amounts[place + 1].first if place + 1 < len(amounts) else len(tokens)
        figure = _figure(tokens, amount, limit, statements, language, figures or earlier)
        if figure and not (figures and figures[-1].span.end > figure.span.start):
            figures.append(figure)
    return figures


def _figure(
    tokens: Tokens, amount: Amount, limit: int, statements: Statements, language: str, earlier: Sequence[Figure]
) -> Figure | None:
    counted = _counted(tokens, amount, limit) if language == "en" else None
    if _rejected(tokens, amount, counted):
        return None
    first, last = amount.first, counted.end if counted else amount.last
    qualifier, first, last = _qualify(tokens, amount, first, last)
    change = _change(tokens, amount)
    noun = tokens.body[tokens.starts[counted.first] : tokens.ends[counted.last - 1]] if counted else ""
    unit = amount.unit
    if unit == "person" and not noun:
        noun = tokens.text(amount.last - 1)
    if amount.per:
        unit = f"{NAMES.get(unit, unit)} per {amount.per}"
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


def _counted(tokens: Tokens, amount: Amount, limit: int) -> _Counted | None:
    at = amount.last
    if amount.unit and amount.unit not in ("fraction", "percent", "person"):
        return None
    if amount.unit != "percent":
        singular = amount.low == amount.high == 1 or (tokens.at(at) == "-" and tokens.joined(at))
        at += int(tokens.at(at) == "-" and tokens.joined(at))
        found = read_noun(tokens, at, singular=singular) if amount.unit != "person" else None
        if found and found[1] <= limit:
            of = read_of(tokens, found[1])
            end = of[2] if of and of[2] <= limit else found[1]
            return _Counted(found[0], end, end)
    of = read_of(tokens, at)
    if of and of[2] <= limit:
        return _Counted(of[0], of[1], of[2])
    return None


def _rejected(tokens: Tokens, amount: Amount, counted: _Counted | None) -> bool:
    first, last = amount.number.first, amount.number.last
    unit, noun_last = amount.unit, counted.last if counted else None
    digits = amount.number.form is Form.DIGITS
    if rejects.is_age(tokens, first, amount.last, unit) or rejects.is_source(tokens, first, last, noun_last):
        return True
    if rejects.is_pronoun_one(tokens, first, last) and not unit:
        return True
    if unit in TIME and rejects.places_an_event(tokens, first, amount.last, vague=amount.low is None):
        return True
    if amount.number.form is Form.VAGUE and counted is None:
        return True
    if not digits or amount.prefixed:
        return False
    if rejects.is_date_or_time(tokens, first, last) or rejects.is_list_number(tokens, first, last):
        return True
    if unit:
        return amount.last == last and rejects.is_part_of_token(tokens, first, last)
    if rejects.is_part_of_token(tokens, first, last) or rejects.is_address(tokens, last):
        return True
    if amount.low == amount.high and rejects.is_score(tokens, first, last) and not (counted and tokens.at(last) == "-"):
        return True
    if rejects.is_year(tokens, first, last) and (counted is None or tokens.at(first - 1) in rejects.YEAR_CUES):
        return True
    return rejects.is_named(tokens, first, counted=counted is not None)


def _qualify(tokens: Tokens, amount: Amount, first: int, last: int) -> tuple[Qualifier, int, int]:
    before = qualifier_before(tokens, first)
    if amount.low is None:
        return Qualifier.VAGUE, first, last
    if before:
        return before[0], before[1], last
    after = qualifier_after(tokens, amount.last) or qualifier_after(tokens, last)
    if after:
        return after[0], first, max(last, after[1])
    return (Qualifier.ABOUT if amount.number.about else Qualifier.EXACT), first, last


def _change(tokens: Tokens, amount: Amount) -> Change:
    if amount.number.up:
        return Change.UP
    if amount.number.down:
        return Change.DOWN
    return change_of(tokens, amount.first, amount.last, amount.unit)
