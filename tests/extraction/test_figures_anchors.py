"""Anchors: which sentences can hold a number at all, and what lies outside a sentence's tokens."""

import pytest

from bot.extraction.figures.amounts import STARTERS
from bot.extraction.figures.anchors import sentences_with_numbers
from bot.extraction.figures.tokens import cut
from bot.extraction.layout import lay_out
from bot.model import Span


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It sold 40 bells.", id="digits"),
        pytest.param("RM23.50 was paid.", id="digits behind letters"),
        pytest.param("Dozens fled.", id="a vague word"),
        pytest.param("A third of them fled.", id="a share behind its article"),
        pytest.param("“A third of them fled,” he said.", id="a share in quotation marks"),
        pytest.param("A great many fled.", id="a great many"),
        pytest.param("A small number fled.", id="a small number"),
        pytest.param("A few bells rang.", id="a few"),
        pytest.param("She owns a small stake.", id="a small stake"),
        pytest.param("The few hundred left rang.", id="few before a scale word"),
        pytest.param("It is worth quarter million pounds.", id="quarter before a scale word"),
        pytest.param("One officer fled.", id="one of something"),
        pytest.param("It was here in 2019 soldiers fell.", id="a year without a stop"),
        pytest.param("It lasted one more day.", id="one more day"),
    ],
)
def test_a_sentence_with_a_number_is_read(text: str) -> None:
    assert sentences_with_numbers(lay_out(text)) == [Span(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Many people of the third quarter had few words.", id="many, third, quarter and few"),
        pytest.param("The one who came is the one that left.", id="one that is a pronoun"),
        pytest.param("Tensions and fortunes rose in Tennessee.", id="words that begin like numbers"),
        pytest.param("It was sold in 2019, and nobody cared.", id="a year"),
        pytest.param("The numbers scored well.", id="numbers"),
    ],
)
def test_a_sentence_without_one_costs_nothing_more(text: str) -> None:
    assert sentences_with_numbers(lay_out(text)) == []


def test_every_word_that_begins_a_number_alone_is_an_anchor() -> None:
    alone = sorted(word for word in STARTERS - {"a", "an", "few", "quarter"} if word.isalpha())
    missed = [word for word in alone if not sentences_with_numbers(lay_out(f"They saw {word} bells."))]
    assert missed == []


def test_the_tokens_of_a_sentence_end_where_it_ends() -> None:
    body = "Before. It sold 40. Behind."
    tokens = cut(body, Span(8, 19))
    assert [tokens.at(index) for index in range(-2, 6)] == ["", "", "it", "sold", "40", ".", "", ""]
    assert [tokens.text(index) for index in (-1, 0, 4)] == ["", "It", ""]
    assert [tokens.joined(index) for index in range(-1, 6)] == [False, False, False, False, True, False, False]


def test_a_letter_that_lower_case_makes_two_moves_nothing() -> None:
    body = "İİ sold 40 bells."
    tokens = cut(body, Span(0, len(body)))
    assert tokens.text(2) == "40"
