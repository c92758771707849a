"""Which figures an editor would put into the alert: a weighted sum of named features, 0 to 1."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.layout import Layout
from bot.extraction.patterns import lazy
from bot.extraction.periods import UNITS as TIME_UNITS
from bot.extraction.salience_words import DETAIL, GRAVE, MEASURES, NUMBER, ORDER, ORDERS, SCALES, WORDS
from bot.model import Change, Figure, Qualifier

WEIGHTS: Mapping[str, float] = {
    "base": 0.12,
    "early": 0.30,  # in the first sentences of the body
    "first": 0.06,  # the first figure of all
    "in headline": 0.34,  # its number stands in the headline, or one it rounds to
    "noun in headline": 0.08,
    "largest": 0.08,  # among the figures of its unit
    "noun": 0.04,
    "speaker": 0.03,
    "change": 0.04,
    "grave": 0.12,  # deaths, jobs, troops, votes, budgets
    "money or share": 0.05,
    "repeated": 0.10,
    "place": 0.02,
    "vague": -0.05,
    "tiny": -0.12,  # one, two, three of something
    "compared": -0.14,  # "from 3,000", "a year earlier": what the news is measured against
    "times": -0.20,  # "more than twice" says nothing without what it is twice of
    "time span": -0.12,
    "detail": -0.10,  # beds, pencils, minutes: colour
}
"""What each feature adds; features lie between 0 and 1. A figure's salience is the sum, kept within 0 and 1."""

_EARLY = 9
"""Sentences over which being early counts less and less."""


class _Said(NamedTuple):
    """The numbers of a headline, and its orders of magnitude: "thousands"."""

    numbers: tuple[float, ...]
    orders: tuple[int, ...]


def score(layout: Layout, figures: Sequence[Figure], *, headline: str | None) -> tuple[float, ...]:
    """Return the salience of each figure, in their order, from what the article and its headline make of it."""
    said = _Said(tuple(_numbers(headline or "")), tuple(ORDERS[word.lower()] for word in ORDER.findall(headline or "")))
    heading = frozenset(_stems(headline or ""))
    largest = _largest(figures)
    times = Counter((figure.low, figure.unit) for figure in figures)
    scores = []
    for index, figure in enumerate(figures):
        found = _by_words(layout, figure, said, heading)
        found["base"] = 1.0
        if index == 0:
            found["first"] = 1.0
        found["largest"] = _share(figure, largest)
        if figure.low is not None and times[figure.low, figure.unit] > 1:
            found["repeated"] = 1.0
        total = 0.0
        for name, value in found.items():
            total += WEIGHTS[name] * value
        scores.append(round(min(1.0, max(0.0, total)), 4))
    return tuple(scores)


def _by_words(layout: Layout, figure: Figure, said: _Said, heading: frozenset[str]) -> dict[str, float]:
    """Return the features that the words in and around a figure show, without those that it has not."""
    body, span, low = layout.body, figure.span, figure.low
    before = body[max(0, span.start - 24) : span.start]
    around = f" {figure.noun} {body[max(0, span.start - 60) : span.end + 60]}".lower()
    found = {
        "early": max(0.0, 1 - layout.sentence_at(span.start) / _EARLY),
        "in headline": _closeness(figure, said) if said.numbers or said.orders else 0.0,
    }
    shown = (
        ("noun in headline", heading and not heading.isdisjoint(_stems(figure.noun))),
        ("noun", figure.noun),
        ("speaker", figure.speaker is not None),
        ("change", figure.change is not Change.NONE),
        ("grave", GRAVE.search(around) is not None),
        ("money or share", _is_money_or_share(figure.unit)),
        ("place", figure.place is not None),
        ("vague", figure.qualifier is Qualifier.VAGUE),
        ("tiny", low is not None and figure.unit in ("", "person") and abs(low) <= 3),
        ("compared", _COMPARED.search(before) is not None),
        ("times", figure.unit == "times"),
        ("time span", figure.unit in _TIME_SPANS),
        ("detail", figure.noun and DETAIL.search(figure.noun.lower()) is not None),
    )
    found.update((name, 1.0) for name, is_shown in shown if is_shown)
    return found


_TIME_SPANS = frozenset(TIME_UNITS) | {"minute", "second"}


@lru_cache(maxsize=256)
def _is_money_or_share(unit: str) -> bool:
    return MEASURES.search(unit) is not None


_COMPARED = lazy(
    r"\b(?:from|than|against|versus|compared with|compared to|instead of|as well as|not the)\s"
    r"(?:(?:about|some|nearly|almost|around|just|its|an?|of|estimate|the)\s){0,3}\Z"
)


def _numbers(headline: str) -> list[float]:
    """Return the numbers a headline gives, in digits with their scale or in words."""
    numbers = []
    for match in NUMBER.finditer(headline):
        if match["word"]:
            numbers.append(WORDS[match["word"].lower()])
        else:
            digits = match["digits"].replace(",", "")
            numbers.append(float(digits[:18]) * SCALES.get((match["scale"] or "").lower().strip(" -"), 1.0))
    return numbers


def _closeness(figure: Figure, said: _Said) -> float:
    """Return 1 where a headline gives the figure's number, less where it gives a rounder one or its order, else 0."""
    best = 0.0
    if figure.low is not None and figure.low.is_finite() and not figure.unit:
        best = 0.9 * any(order <= figure.low < 100 * order for order in said.orders)
    for number in said.numbers:
        for end in (figure.low, figure.high):
            if end is None or not end.is_finite():
                continue
            value = abs(float(end))
            if abs(value - number) <= 1e-4 * number:
                best = max(best, 1.0)
            elif value > 20 and abs(value - number) <= 0.1 * number:
                best = max(best, 0.7)
    return best


def _stems(text: str) -> list[str]:
    return [word[:5] for word in re.findall(r"[a-zà-þ]{4,}", text.lower())]


def _largest(figures: Sequence[Figure]) -> dict[str, Decimal]:
    largest: dict[str, Decimal] = {}
    for figure in figures:
        if figure.high is not None and figure.high.is_finite():
            largest[figure.unit] = max(largest.get(figure.unit, Decimal(0)), abs(figure.high))
    return largest


def _share(figure: Figure, largest: Mapping[str, Decimal]) -> float:
    """Return how a figure compares with the largest of its unit: 1 for itself, half for a tenth, 0 without number."""
    top = largest.get(figure.unit)
    if not top or figure.high is None or not figure.high.is_finite():
        return 0.0
    ratio = float(abs(figure.high) / top)
    return 1.0 if ratio >= 0.999 else 0.5 if ratio >= 0.1 else 0.2
