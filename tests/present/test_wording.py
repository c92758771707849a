from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.message import Run, words
from bot.model import Person, Qualifier
from bot.present.wording import (
    age,
    amount,
    argument,
    as_of_words,
    clipped,
    credit,
    cutoff,
    joined,
    page_end,
    publication,
    shown_figure,
    stated,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        pytest.param("10000", "10000", "", "10,000", id="a count"),
        pytest.param("2000", "3000", "", "2,000–3,000", id="a range"),
        pytest.param("6.20", "6.20", "percent", "6.2%", id="percent"),
        pytest.param("2400000000", "2400000000", "EUR", "€2.4 billion", id="money"),
        pytest.param("200", "200", "millimetre", "200 millimetre", id="a measure"),
        pytest.param("-3", "-3", "celsius", "−3 celsius", id="below zero"),
        pytest.param("1E+3", "1E+3", "", "1,000", id="never an exponent"),
        pytest.param(None, None, "", "no number given", id="vague"),
        pytest.param(None, "50", "", "50", id="one end"),
    ],
)
def test_amounts_read_well(low: str | None, high: str | None, unit: str, shown: str) -> None:
    assert amount(low and Decimal(low), high and Decimal(high), unit) == shown


@pytest.mark.parametrize(
    ("person", "mention", "shown"),
    [
        pytest.param(None, None, "unattributed", id="nobody"),
        pytest.param(None, "one official", "one official", id="the article's own words"),
        pytest.param(Person(name="Ada Orr"), "Orr", "Ada Orr", id="a name"),
        pytest.param(
            Person(name="Ada Orr", role="mayor", affiliation="Orlec"), "she", "Ada Orr, mayor, Orlec", id="in full"
        ),
        pytest.param(
            Person(name="Ada Orr", role="mayor of Orlec", affiliation="Orlec"),
            "she",
            "Ada Orr, mayor of Orlec",
            id="once",
        ),
    ],
)
def test_credits_say_who_as_far_as_the_article_does(person: Person | None, mention: str | None, shown: str) -> None:
    assert credit(person, mention) == shown


@pytest.mark.parametrize(
    ("text", "noun", "shown"),
    [
        pytest.param("about 10,000 soldiers", "soldiers", "about 10,000 soldiers", id="the text names the noun"),
        pytest.param("3,000", "North Korean soldiers", "3,000 [North Korean soldiers]", id="the text elides it"),
        pytest.param("€2.4bn", "", "€2.4bn", id="no noun"),
    ],
)
def test_a_carried_noun_is_visibly_ours(text: str, noun: str, shown: str) -> None:
    assert words(shown_figure(text, noun)) == shown


@pytest.mark.parametrize(
    ("text", "noun", "sentence", "shown"),
    [
        pytest.param("43", "people", "12 people died and 43 were injured.", "43 [people, injured]", id="people"),
        pytest.param("43", "towns", "27 towns were flooded, and 43 were injured.", "43 [injured]", id="no such towns"),
        pytest.param("43", "towns", "27 towns were flooded, and 43 cut off.", "43 [towns]", id="towns"),
        pytest.param("27 dead", "people", "Its lists gave 27 dead.", "27 dead", id="the dead are people"),
        pytest.param("40 tanks", "tanks", "It killed 40 tanks.", "40 tanks", id="things have no fate"),
        pytest.param(
            "200",
            "dead soldiers",
            "They put the number of dead soldiers at 200.",
            "200 [dead soldiers]",
            id="said once",
        ),
        pytest.param(
            "40 soldiers", "soldiers", "Some 40 soldiers were killed.", "40 soldiers [killed]", id="soldiers are people"
        ),
    ],
)
def test_a_bracket_says_what_the_sentence_bears_out(text: str, noun: str, sentence: str, shown: str) -> None:
    assert words(shown_figure(text, noun, sentence)) == shown


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=40), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_ages_are_rounded_down(passed: timedelta, shown: str) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert age(now - passed, now) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), "2 Nov 2026"),
        (date(2026, 11, 2), date(2026, 11, 8), "2 Nov 2026 – 8 Nov 2026"),
        (date(2026, 11, 2), None, "since 2 Nov 2026"),
        (None, date(2026, 11, 2), "by 2 Nov 2026"),
        (None, None, ""),
        pytest.param(date(2026, 2, 1), date(2026, 2, 28), "Feb 2026", id="a month"),
        pytest.param(date(2025, 1, 1), date(2025, 12, 31), "2025", id="a year"),
        pytest.param(date(2026, 1, 1), date(2026, 3, 31), "1 Jan 2026 – 31 Mar 2026", id="a quarter"),
    ],
)
def test_periods_say_which_side_is_open(start: date | None, end: date | None, shown: str) -> None:
    assert as_of_words(start, end) == shown


def test_clipping_keeps_whole_words_and_says_so() -> None:
    assert clipped("one two three four", 12) == "one two…"
    assert clipped("one  two\nthree", 40) == "one two three"
    assert len(clipped("x" * 500, 20)) == 20


def test_empty_parts_leave_no_dot() -> None:
    assert words(joined([(), (Run("a"),), (), (Run("b"),)])) == "a · b"


def test_a_value_is_written_as_firmly_as_it_was_stated() -> None:
    assert stated(Qualifier.AT_LEAST, Decimal(12), Decimal(12), "person") == "at least 12"
    assert stated(Qualifier.EXACT, Decimal(4), Decimal(4), "percent") == "4%"
    assert stated(Qualifier.ABOUT, None, None, "") == "no number given"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("7d", "x:7d", id="a word"),
        pytest.param("Pat  Ryder", 'x:"Pat Ryder"', id="words"),
        pytest.param('Pat "Bo" Ryder', 'x:"Pat Bo Ryder"', id="marks would end it early"),
    ],
)
def test_an_argument_is_written_so_that_it_can_be_read_again(value: str, shown: str) -> None:
    assert argument("x", value) == shown


@pytest.mark.parametrize("at", [NOON, NOON.replace(second=7), NOON.replace(microsecond=1200)])
def test_a_cutoff_is_exact(at: datetime) -> None:
    assert datetime.fromisoformat(cutoff(at)) == at


@pytest.mark.parametrize(
    ("hours", "end"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([3, 2], 2, id="all fit"),
        pytest.param([4, 3, 2, 1], 3, id="between two instants"),
        pytest.param([4, 3, 3, 3], 1, id="not within one"),
        pytest.param([4, 4, 4, 4, 2], 4, id="one that fills the page"),
        pytest.param([4, 4, 4, 4], 4, id="one that is all there is"),
    ],
)
def test_a_page_of_three_ends_between_two_instants(hours: list[int], end: int) -> None:
    assert page_end([NOON.replace(hour=hour) for hour in hours], 3) == end


def test_a_day_without_a_time_is_the_same_day_for_every_reader() -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    assert publication(midnight) == Run("2 Mar 2026")
    assert publication(NOON) == Run("2 Mar 2026, 12:00 UTC", at=NOON)
    assert age(midnight, NOON) == "today"
    assert age(midnight, NOON + timedelta(days=1)) == "1 day ago"
