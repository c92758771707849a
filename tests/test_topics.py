"""Which figures answer which topic."""

import time
from dataclasses import replace

import pytest

from bot.model import Brief, Figure, Topic
from bot.topics import counted, heads, matches, sentence_of, singular, topics_of
from tests import make


def told(body: str, words: str, *, noun: str, headline: str | None = None, unit: str = "", **more: str) -> Brief:
    stated = make.figure(body, words, 10, noun=noun, unit=unit, **more)  # type: ignore[arg-type]
    return Brief(article=make.article(1, body=body, headline=headline), figures=(stated,))


def answers(brief: Brief, topic: Topic) -> bool:
    return matches(topic, brief.figures[0], brief)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("soldiers", "soldier"),
        ("bodies", "body"),
        ("churches", "church"),
        ("boxes", "box"),
        ("people", "person"),
        ("men", "man"),
        ("crises", "crisis"),
        ("bus", "bus"),
        ("losses", "loss"),
        ("homes", "home"),
        ("houses", "house"),
        ("police", "police"),
    ],
)
def test_nouns_are_compared_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one


@pytest.mark.parametrize(
    ("noun", "found"),
    [
        ("soldiers", ("soldier",)),
        ("wounded Tarnish soldiers from the north", ("soldier",)),
        ("tonnes of wheat", ("tonne", "wheat")),
        ("thousands of tonnes of wheat", ("thousand", "tonne", "wheat")),
        ("families of soldiers", ("family",)),
        ("", ()),
        ("of", ()),
    ],
)
def test_a_noun_phrase_counts_its_head_or_what_that_measures(noun: str, found: tuple[str, ...]) -> None:
    assert heads(noun) == found


@pytest.mark.parametrize(
    ("topic", "noun", "unit", "expected"),
    [
        pytest.param(make.topic(count=("soldier",)), "Tarnish soldiers", "", True, id="plural with an adjective"),
        pytest.param(make.topic(count=("soldiers",)), "soldier", "", True, id="topic written in the plural"),
        pytest.param(make.topic(count=("soldier",)), "soldiers' families", "", False, id="possessive"),
        pytest.param(make.topic(count=("USD",)), "aid", "USD", True, id="unit"),
        pytest.param(make.topic(count=("USD",)), "aid", "EUR", False, id="other unit"),
        pytest.param(make.topic(count=("armed soldier",)), "soldiers", "", False, id="two words, one missing"),
        pytest.param(make.topic(count=("armed soldier",)), "armed soldiers", "", True, id="two words"),
        pytest.param(make.topic(count=()), "soldiers", "", False, id="counts nothing"),
        pytest.param(make.topic(count=("", " ")), "soldiers", "", False, id="counts empty words"),
    ],
)
def test_a_topic_asks_for_what_is_counted(topic: Topic, noun: str, unit: str, expected: bool) -> None:
    assert answers(told("There were ten of them.", "ten", noun=noun, unit=unit), topic) is expected


FAR = "Nothing else happened that day in the whole of the town. " * 20


@pytest.mark.parametrize(
    ("body", "headline", "expected"),
    [
        pytest.param("Ten soldiers of North Tarn came.", None, True, id="in its sentence"),
        pytest.param("Ten soldiers came.", "North Tarn sends soldiers", True, id="in the headline"),
        pytest.param("North Tarn is near. Ten soldiers came.", None, True, id="in the lead"),
        pytest.param(f"Ten soldiers came. {FAR} North Tarn.", None, False, id="once, far down"),
        pytest.param(f"Ten soldiers came. {FAR}" + "North Tarn. " * 3, None, True, id="often, far down"),
        pytest.param("Ten north soldiers of Tarn came.", None, False, id="its words apart"),
        pytest.param("Ten North Tarnian soldiers came.", None, True, id="as its people are called"),
        pytest.param("Ten soldiers of North Tarnville came.", None, False, id="another name that begins so"),
    ],
)
def test_a_topic_asks_what_the_article_is_about(body: str, headline: str | None, expected: bool) -> None:
    topic = make.topic(count=("soldier",), about=("North Tarn",))
    assert answers(told(body, "Ten", noun="soldiers", headline=headline), topic) is expected


@pytest.mark.parametrize(
    ("place", "expected"), [("Velmora", True), ("the Velmora region", True), ("Norvale", False), (None, True)]
)
def test_a_topic_may_ask_for_a_place(place: str | None, expected: bool) -> None:
    body = "Ten soldiers were in the Velmora region, not in Norvale."
    topic = make.topic(count=("soldier",), places=("Velmora",))
    brief = told(body, "Ten", noun="soldiers", **({"place": place} if place else {}))
    assert answers(brief, topic) is expected


@pytest.mark.parametrize(
    ("unit", "noun", "key"),
    [
        ("", "soldiers", "troop"),
        ("", "North Tarnish troops", "troop"),
        ("person", "people", "person"),
        ("USD", "aid", "USD"),
        ("", "dead", "dead"),
        ("person", "", "person"),
        ("", "tonnes of wheat", "wheat"),
    ],
)
def test_what_means_the_same_is_counted_together(unit: str, noun: str, key: str) -> None:
    brief = told("There were ten.", "ten", unit=unit, noun=noun)
    assert counted(brief, brief.figures[0]) == key


@pytest.mark.parametrize(
    ("body", "words", "noun", "key"),
    [
        pytest.param("At least 12 people were killed.", "At least 12 people", "people", "dead", id="behind"),
        pytest.param("The blast wounded 40 civilians.", "40 civilians", "civilians", "civilian injured", id="before"),
        pytest.param("Some 200 tanks were killed.", "200 tanks", "tanks", "tank", id="no people"),
        pytest.param("The toll of the flood stands at 24.", "24", "people", "dead", id="a toll"),
        pytest.param("The number of people killed by the flood rose to 19.", "19", "", "dead", id="a total"),
        pytest.param("Nearly 8,000 people have left their homes.", "8,000 people", "people", "displaced", id="homes"),
        pytest.param("It counted 27 dead.", "27 dead", "dead", "dead", id="in its own words"),
        pytest.param("Troops killed 9 soldiers.", "9 soldiers", "soldiers", "troop dead", id="soldiers"),
        pytest.param("12 died and 40 people came.", "40 people", "people", "person", id="the neighbour's"),
        pytest.param("The toll is 24. The society puts it at 31.", "31", "people", "person", id="it, without a figure"),
    ],
)
def test_people_are_counted_by_what_befell_them(body: str, words: str, noun: str, key: str) -> None:
    brief = told(body, words, noun=noun)
    assert counted(brief, brief.figures[0]) == key


def test_a_figure_for_it_counts_what_the_figure_before_counts() -> None:
    body = "The death toll stands at 24, five more than on Monday. The society puts it at 31."
    given = (("24", 24), ("five", 5), ("31", 31))
    all_three = tuple(make.figure(body, words, value, noun="people") for words, value in given)
    brief = Brief(article=make.article(1, body=body), figures=all_three)
    assert [counted(brief, figure) for figure in all_three] == ["dead", "person", "dead"]


def test_a_topic_that_asks_for_the_dead_takes_people_who_were_killed() -> None:
    topic = make.topic(count=("dead",))
    assert answers(told("At least 12 people were killed.", "12 people", noun="people"), topic)
    assert not answers(told("At least 12 people were hurt.", "12 people", noun="people"), topic)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("One. Ten came to Tarn. Two.", "Ten came to Tarn."),
        ("Ten came", "Ten came"),
        ("Mr. Ten-fold said Ten came.\nNext", "Mr. Ten-fold said Ten came."),
        ("“One.” Ten came! Two", "Ten came!"),
        ("Gen. A. Brandt said Ten came. Two.", "Gen. A. Brandt said Ten came."),
    ],
)
def test_a_sentence_is_cut_at_its_ends(body: str, sentence: str) -> None:
    start = body.index("Ten came")
    assert sentence_of(body, replace(make.span(body, "Ten came"), start=start)) == sentence


def test_every_figure_is_matched_with_every_topic() -> None:
    body = "Ten soldiers and ten tanks."
    both = (make.figure(body, "Ten soldiers", 10), make.figure(body, "ten tanks", 10, noun="tanks"))
    brief = Brief(article=make.article(1, body=body), figures=both)
    known = (make.topic("troops"), make.topic("tanks", count=("tank",)), make.topic("all", count=("tank", "troop")))
    assert topics_of(known, brief) == (("troops",), ("tanks", "all"))


def test_a_huge_article_full_of_figures_is_matched_in_linear_time() -> None:
    body = "10 soldiers " * 5_000
    found = tuple(_at(body, number * 12) for number in range(5_000))
    brief = Brief(article=make.article(1, body=body), figures=found)
    asked = (replace(make.topic(about=("Tarn",)), near=("killed",)), make.topic("places", places=("Tarn",)))
    start = time.process_time()
    topics_of(asked, brief)
    assert time.process_time() - start < 5


def _at(body: str, start: int) -> Figure:
    return replace(make.figure(body, "10 soldiers", 10), span=type(make.span(body, "10"))(start, start + 11))
