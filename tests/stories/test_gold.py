"""The gold set of stories: its annotations hold together, and grouping stays as good on it as it was."""

from collections import Counter
from datetime import datetime
from itertools import pairwise

import pytest

from benchmarks.stories import GOLD, MISSING, OUTLETS, SECOND, TIMES, Row, grouped, load, quality

FLOORS = [
    pytest.param((), 0.90, id="all"),
    pytest.param(OUTLETS, 0.90, id="without outlets"),
    pytest.param(TIMES, 0.86, id="without times"),
    pytest.param(MISSING, 0.86, id="neither"),
]
"""A little under what is reached: a fall below is a regression, a rise worth a higher floor."""
APART = [
    pytest.param("quake-ostrel", "quake-ludra", id="two earthquakes in one country"),
    pytest.param("venn-verdict", "karn-trial", id="two trials under one judge"),
    pytest.param("velmora-rates", "carrow-rates", id="two central banks"),
    pytest.param("museum-theft", "jeweller-raid", id="a burglary and a robbery in one town"),
    pytest.param("cup-final", "lindqvist-leaves", id="a cup final and the coach's leaving"),
    pytest.param("rail-strike", "teachers-strike", id="two strikes in one week"),
    pytest.param("aldane-quarter", "ferrox-quarter", id="two companies' results"),
]
FIELDS = {"id", "headline", "text", "published_at", "outlet", "cluster"}


@pytest.fixture(scope="module")
def articles() -> list[Row]:
    return load(GOLD)


@pytest.mark.parametrize(("missing", "floor"), FLOORS)
def test_articles_of_one_event_are_grouped(articles: list[Row], missing: tuple[str, ...], floor: float) -> None:
    assert quality(articles, missing=missing).f1 >= floor


@pytest.mark.parametrize("missing", [(), OUTLETS, TIMES, MISSING], ids=["all", "no outlets", "no times", "neither"])
def test_articles_another_hand_wrote_are_grouped_as_well(missing: tuple[str, ...]) -> None:
    assert quality(load(SECOND), missing=missing).f1 >= 0.84


@pytest.mark.parametrize(("one", "other"), APART)
def test_events_that_look_alike_stay_apart(articles: list[Row], one: str, other: str) -> None:
    placed = grouped(articles)
    stories = {name: {placed[a["id"]] for a in articles if a["cluster"] == name} for name in (one, other)}
    assert not stories[one] & stories[other]


def test_grouping_twice_gives_the_same_stories(articles: list[Row]) -> None:
    assert quality(articles) == quality(articles)


def test_articles_that_arrive_a_little_out_of_order_are_grouped_as_well(articles: list[Row]) -> None:
    """Feeds are polled side by side: of two articles of one hour either may come first."""
    swapped = list(articles)
    for at in range(0, len(swapped) - 1, 2):
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
    assert abs(quality(swapped).f1 - quality(articles).f1) < 0.03


def test_gold_articles_are_complete_and_in_order_of_arrival(articles: list[Row]) -> None:
    assert all(set(article) == FIELDS and all(article.values()) for article in articles)
    times = [datetime.fromisoformat(article["published_at"]) for article in articles]
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert len({article["id"] for article in articles}) == len(articles)


def test_gold_stories_are_told_by_several_outlets(articles: list[Row]) -> None:
    sizes = Counter(article["cluster"] for article in articles)
    told_by = {cluster: {a["outlet"] for a in articles if a["cluster"] == cluster} for cluster in sizes}
    assert sum(len(outlets) > 1 for outlets in told_by.values()) > 0.7 * len(sizes)
    assert max(sizes.values()) >= 9
    assert 1 in sizes.values()
