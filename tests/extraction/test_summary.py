import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.layout import lay_out
from bot.extraction.summary import MOST_CHARACTERS, MOST_SENTENCES, summarize
from bot.model import Quote, QuoteKind, Span

BODY = """\
TARN, March 11 (Reuters) - About 2,500 street lamps were lost in Monday’s storm, the council of Tarn said on Tuesday.

It was the worst night in the memory of the town, she said.

But the province has promised to pay for half of the repairs, which are to cost €4 million.

The harbour wall of Tarn (pictured) on Tuesday.

Repairs of the street lamps are to begin in April and will take until the end of the year, the council said.

Subscribe to our newsletter for more news about the storm in Tarn.

“I have never seen so many lamps fall in one night,” said Jon Alder, who keeps the harbour.

What will the town do without its lamps?
"""


def sentences_of(body: str, headline: str | None = None, quotes: tuple[Quote, ...] = ()) -> list[str]:
    return [span.of(body) for span in summarize(lay_out(body), headline=headline, figures=(), quotes=quotes)]


def test_the_summary_says_what_happened_and_how_much_without_the_dateline() -> None:
    assert sentences_of(BODY)[0] == (
        "About 2,500 street lamps were lost in Monday’s storm, the council of Tarn said on Tuesday."
    )


@pytest.mark.parametrize("words", ["Subscribe", "(pictured)", "What will", "I have never"])
def test_calls_captions_questions_and_voices_stay_out(words: str) -> None:
    assert not any(words in sentence for sentence in sentences_of(BODY))


def test_no_sentence_leans_on_one_left_out() -> None:
    chosen = sentences_of(BODY)
    order = [BODY.index(sentence) for sentence in chosen]
    assert order == sorted(order)
    assert not chosen[0].startswith(("It ", "But "))


def test_a_quote_shown_beside_it_is_not_chosen_again() -> None:
    body = (
        "The wall of Tarn broke on Monday. “The wall of Tarn broke because the town of Tarn forgot the wall,” the "
        "mayor of Tarn said. Engineers in Tarn will mend the wall by the summer, the council said."
    )
    start, end = body.index("“") + 1, body.index("”")
    quote = Quote(span=Span(start, end), speaker=None, cue="said", kind=QuoteKind.DIRECT)
    chosen = sentences_of(body, quotes=(quote,) * 3)
    assert "Engineers in Tarn will mend the wall by the summer, the council said." in chosen


def test_the_headline_is_not_its_own_summary() -> None:
    body = (
        "Tarn loses 2,500 street lamps in a storm.\n\nRepairs will cost the town €4 million and last a year, it said."
    )
    assert sentences_of(body, headline="Tarn loses 2,500 street lamps in a storm") == [
        "Repairs will cost the town €4 million and last a year, it said."
    ]


def test_a_sentence_that_is_too_long_ends_where_its_words_allow() -> None:
    body = "The council of Tarn counted lamps, " + "and then it counted all of the lamps again, " * 30 + "and stopped."
    (only,) = sentences_of(body)
    assert len(only) <= MOST_CHARACTERS
    assert body.startswith(only + ", ")


@pytest.mark.parametrize(
    "body",
    [
        "Der Rat der Stadt sagte am Dienstag, dass 2.500 Laternen verloren gingen. Das kostet vier Millionen.",
        "評議会は火曜日に二千五百の街灯が嵐で失われたと発表した。修理は四月に始まる。",
    ],
)  # fmt: skip
def test_other_languages_give_their_lead(body: str) -> None:
    assert sentences_of(body) == [span.of(body) for span in lay_out(body).sentences[:2]]


@pytest.mark.parametrize("body", ["", " ", "\n\n"])
def test_nothing_gives_nothing(body: str) -> None:
    assert sentences_of(body) == []


@given(st.text(alphabet="aA .,!?“”\"'\n1é日", max_size=1500))
def test_the_limits_hold_on_any_text(body: str) -> None:
    layout = lay_out(body)
    chosen = summarize(layout, headline=None, figures=(), quotes=())
    assert len(chosen) <= MOST_SENTENCES
    assert sum(span.end - span.start for span in chosen) + max(0, len(chosen) - 1) <= MOST_CHARACTERS
    assert all(0 <= span.start < span.end <= len(body) for span in chosen)
    assert list(chosen) == sorted(chosen)
    assert bool(chosen) == bool(layout.sentences)
