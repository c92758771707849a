import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import QuoteKind
from tests.extraction.reading_quotes import quotes_of, speakers_of

CASES = Path(__file__).parents[1] / "cases" / "quotes"


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_every_quotation_of_a_case_has_its_words_speaker_person_and_kind(name: str) -> None:
    body = (CASES / f"{name}.txt").read_text("utf-8")
    expected = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    found = [
        {
            "text": quote.span.of(body),
            "speaker": quote.speaker.span.of(body) if quote.speaker else None,
            "person": asdict(quote.speaker.person) if quote.speaker and quote.speaker.person else None,
            "kind": str(quote.kind),
        }
        for quote in quotes_of(body)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        pytest.param("“We will stay here,” Lund said.", "Lund", id="name and verb"),
        pytest.param("“We will stay here,” said Lund.", "Lund", id="verb and name"),
        pytest.param("“We will stay here,” Lund, the mayor of Tarn, told reporters.", "Lund", id="apposition"),
        pytest.param("Lund said, “We will stay here.”", "Lund", id="verb before"),
        pytest.param("Lund said on Tuesday that they would “stay here.”", "Lund", id="fragment"),
        pytest.param("Peter Lund: “We will stay here.”", "Peter Lund", id="colon"),
        pytest.param("According to Lund, “we will stay here.”", "Lund", id="according to"),
        pytest.param("“We will stay here,” according to Lund.", "Lund", id="according to, behind"),
        pytest.param("Lund met the council on Monday, saying “we will stay here.”", "Lund", id="participle"),
        pytest.param("Asked about the dam, Lund replied: “We will stay here.”", "Lund", id="asked about"),
        pytest.param("Two dozen of the workers chanted “We will stay here!”", "the workers", id="a crowd"),
        pytest.param("“We will stay here,” the 43-year-old said.", "43-year-old", id="an age"),
        pytest.param("“We will stay here,” the paper wrote in an editorial.", "the paper", id="a paper"),
    ],
)
def test_a_speaker_is_found_wherever_english_puts_it(body: str, speaker: str) -> None:
    (found,) = speakers_of(body)
    assert found[1] is not None
    assert speaker in found[1]


def test_the_cue_is_the_verb_that_says_so() -> None:
    assert [quote.cue for quote in quotes_of("“It held,” Lund said. Holt called it “a miracle of sorts.”")] == [
        "said",
        "called",
    ]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('He saw "The Long Ferry" in Tarn.', id="a title"),
        pytest.param('The so-called "ghost train" stopped.', id="a scare quote"),
        pytest.param('<a href="mill.html" title="the old mill by the river in the valley">The mill</a>.', id="markup"),
    ],
)
def test_what_nobody_says_is_no_quotation(body: str) -> None:
    assert speakers_of(body) == []


def test_a_long_quotation_without_a_speaker_is_kept_unattributed() -> None:
    assert speakers_of("“The water will come back in the spring, as it always has.”") == [
        ("The water will come back in the spring, as it always has.", None)
    ]


def test_a_fragment_is_mixed_and_a_sentence_direct() -> None:
    kinds = [quote.kind for quote in quotes_of("Lund called it “a sad day.” “We will all stay here,” he said.")]
    assert kinds == [QuoteKind.MIXED, QuoteKind.DIRECT]


def test_no_speaker_is_guessed_in_a_language_we_do_not_parse() -> None:
    body = (
        "„Der Damm wird halten, wenn der Regen nicht wiederkommt“, heißt es im Rathaus von Tarn. "
        "Bürgermeister Karl Weber besuchte am Montag die Helfer, die seit Tagen Säcke füllen "
        "und auf besseres Wetter hoffen müssen."
    )
    assert speakers_of(body) == [("Der Damm wird halten, wenn der Regen nicht wiederkommt", None)]


MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "``",
    "''",
    ".",
    ",",
    ":",
    "?",
    "(",
    ")",
    "—",
    " ",
    " ",
    " ",
    "\n\n",
]
WORDS = [
    "Ann Lee",
    "Lund",
    "he",
    "the mayor",
    "said",
    "told",
    "according to",
    "of",
    "a dam",
    "held",
    "’s",
    "3",
    "\ud800",
]


@given(st.lists(st.sampled_from(MARKS + WORDS), max_size=40).map("".join))
def test_any_mixture_of_marks_and_words_gives_ordered_spans_inside_the_marks(body: str) -> None:
    end = 0
    for quote in quotes_of(body):
        assert end <= quote.span.start < quote.span.end <= len(body)
        assert quote.span.of(body).strip() == quote.span.of(body)
        assert "\n" not in quote.span.of(body)
        if quote.speaker is not None:
            assert 0 <= quote.speaker.span.start < quote.speaker.span.end <= len(body)
            assert not quote.speaker.span.overlaps(quote.span)
        end = quote.span.end


@given(st.text(max_size=200))
def test_no_text_raises(body: str) -> None:
    for quote in quotes_of(body):
        assert quote.span.of(body)
