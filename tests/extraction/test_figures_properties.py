"""What holds for the figures of any text at all, hostile ones included."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.extraction.words import words
from tests.extraction.reading_figures import figures_of

_WORDS = st.sampled_from(
    sorted(
        words("""
            one two half a an third couple thousand hundreds of the to from between and or 5 1,200 3.5 2024 $ € % -5 - –
            . ,             ; ( ) “ ” million bn soldiers people km per day up down
            rose by about than more killed May March : / 3/4 ½ İ ٣ ' s
        """)
    )
)
_PHRASES = st.lists(_WORDS, max_size=40).map(" ".join)
_GLUED = st.lists(_WORDS, max_size=30).map("".join)
_LANGUAGES = st.sampled_from(["en", "de", "fr", "xx"])


@given(st.one_of(_PHRASES, _GLUED, st.text(max_size=200)), _LANGUAGES)
@settings(max_examples=120, deadline=None)
def test_figures_lie_in_the_body_in_order_without_overlap(body: str, language: str) -> None:
    end = 0
    for figure in figures_of(body, language=language):
        assert end <= figure.span.start < figure.span.end <= len(body)
        assert figure.span.of(body).strip() == figure.span.of(body)
        end = figure.span.end


@given(st.one_of(_PHRASES, _GLUED), _LANGUAGES)
@settings(max_examples=120, deadline=None)
def test_ends_come_together_and_in_order(body: str, language: str) -> None:
    for figure in figures_of(body, language=language):
        assert (figure.low is None) == (figure.high is None)
        if figure.low is not None and figure.high is not None:
            assert figure.low.is_finite()
            assert figure.high.is_finite()
            assert figure.low <= figure.high
        assert 0 <= figure.salience <= 1


@given(_PHRASES)
@settings(max_examples=40, deadline=None)
def test_reading_twice_gives_the_same(body: str) -> None:
    assert figures_of(body) == figures_of(body)


@pytest.mark.parametrize(
    "unit",
    [
        *("1", "1,", "$", "one ", "one-", "((", "5% ", "5 to ", "5-", "1/2/", "half of ", "million ", "5 (", "5 men\n"),
        *("up to 5 ", "by ", "hundreds of ", "five million and a half ", "1\u2009", "1×10^"),
    ],
)
def test_a_body_of_one_thing_only_is_read_in_linear_time(unit: str) -> None:
    short, long = (_seconds(unit * (size // len(unit))) for size in (4_000, 40_000))
    assert long < 60 * short + 1.0


def _seconds(body: str) -> float:
    started = time.process_time()
    figures_of(body)
    return time.process_time() - started


def test_a_row_of_digits_without_end_is_no_figure() -> None:
    assert figures_of("9" * 100_000) == ()
    assert figures_of("1," * 50_000) == ()
