"""Salience: which figures an editor would put into the alert, by named features."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.layout import lay_out
from bot.extraction.salience import WEIGHTS, score
from bot.model import Change, Figure, Qualifier, Span

BODY = (
    "A bomb killed 23 people in Kesh on Saturday. It left a crater two metres deep.\n"
    "Police found three bags. A similar attack in 2023 killed eight people, up from 7 in 2022.\n"
    "The hospital has 400 beds and a budget of $9 million."
)


def figure(text: str, value: str | None, *, noun: str = "", unit: str = "", change: Change = Change.NONE) -> Figure:
    start = BODY.index(text)
    number = Decimal(value) if value else None
    qualifier = Qualifier.EXACT if value else Qualifier.VAGUE
    span = Span(start, start + len(text))
    return Figure(span=span, low=number, high=number, qualifier=qualifier, noun=noun, unit=unit, change=change)


DEAD = figure("23 people", "23", noun="people")
CRATER = figure("two metres", "2", unit="metre")
BAGS = figure("three bags", "3", noun="bags")
BEFORE = figure("eight people", "8", noun="people")
COMPARED = figure("7", "7", noun="people")
BEDS = figure("400 beds", "400", noun="beds")
FACTOR = figure("two", "2", unit="times")
MONEY = figure("$9 million", "9000000", unit="USD")


def rank(figures: Sequence[Figure], headline: str | None = None) -> list[Figure]:
    scores = score(lay_out(BODY), figures, headline=headline)
    return [figures[i] for i in sorted(range(len(figures)), key=lambda i: -scores[i])]


def test_the_lead_figure_comes_first_whatever_the_order() -> None:
    figures = (BEDS, COMPARED, DEAD, BAGS, MONEY)
    assert rank(figures)[0] is DEAD


@pytest.mark.parametrize("headline", ["Hospital gets $9m", "Kesh hospital gets $9 million", "A $9-million gift"])
def test_a_number_in_the_headline_outranks_a_later_one(headline: str) -> None:
    assert rank((BEDS, MONEY, BAGS), headline)[0] is MONEY


def test_a_headline_may_round_the_number() -> None:
    plain, rounded = (score(lay_out(BODY), (BEDS, DEAD), headline=h)[1] for h in (None, "More than 22 dead"))
    assert rounded > plain


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(BEFORE, COMPARED, id="what the news is measured against matters less"),
        pytest.param(DEAD, CRATER, id="the dead matter more than the crater"),
        pytest.param(CRATER, FACTOR, id="twice of what is not shown matters least"),
        pytest.param(MONEY, BEDS, id="a budget matters more than beds"),
    ],
)
def test_features_rank(more: Figure, less: Figure) -> None:
    assert rank((less, more))[0] is more


def test_no_figure_no_score() -> None:
    assert score(lay_out(BODY), (), headline="Ten dead") == ()


def test_every_weight_is_used_and_small() -> None:
    assert all(abs(weight) < 0.5 for weight in WEIGHTS.values())


_VALUES = st.none() | st.decimals(allow_nan=False)


@given(st.lists(st.tuples(st.integers(0, 150), st.integers(0, 20), _VALUES), max_size=20), st.none() | st.text())
def test_any_figures_score_between_0_and_1(found: list[tuple[int, int, Decimal | None]], headline: str | None) -> None:
    figures = [
        Figure(span=Span(at, at + length), low=value, high=value, qualifier=Qualifier.EXACT)
        for at, length, value in found
    ]
    scores = score(lay_out(BODY), figures, headline=headline)
    assert len(scores) == len(figures)
    assert all(0 <= one <= 1 for one in scores)
