import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.extraction.brief_json import brief_to_json, json_line
from bot.model import (
    Article,
    ArticleId,
    Brief,
    DateRange,
    Figure,
    Mention,
    Person,
    Qualifier,
    Quote,
    QuoteKind,
    Span,
)

BODY = "Mayor Ada Brook said about 2,500 lamps were lost last week in Tarn. “We will replace them,” Brook said."


def span_of(words: str) -> Span:
    start = BODY.index(words)
    return Span(start, start + len(words))


def a_brief(low: Decimal | None = Decimal(2500)) -> Brief:
    brook = Person(name="Ada Brook", role="Mayor")
    figure = Figure(
        span=span_of("about 2,500 lamps"),
        low=low,
        high=low,
        qualifier=Qualifier.ABOUT,
        noun="lamps",
        speaker=Mention(span=span_of("Ada Brook"), person=brook),
        as_of=DateRange(span=span_of("last week"), start=date(2031, 3, 3), end=None),
        place=span_of("Tarn"),
        salience=0.5,
    )
    quote = Quote(span=span_of("We will replace them,"), speaker=None, cue="said", kind=QuoteKind.DIRECT)
    article = Article(
        id=ArticleId("a1"), body=BODY, headline="Lamps lost", published_at=datetime(2031, 3, 11, 9, 30, tzinfo=UTC)
    )
    return Brief(article=article, summary=(Span(0, 67),), figures=(figure,), quotes=(quote,))


def test_every_text_is_the_body_at_its_offsets() -> None:
    record = json.loads(json_line(brief_to_json(a_brief())))
    for entry in record["summary"] + record["figures"] + record["quotes"]:
        assert entry["text"] == record["body"][entry["start"] : entry["end"]]
    figure = record["figures"][0]
    assert figure["speaker"] == record["body"][figure["speaker_start"] : figure["speaker_end"]] == "Ada Brook"


def test_a_figure_carries_its_speaker_person_period_and_place() -> None:
    record = brief_to_json(a_brief(), topics_of=lambda figure: [figure.noun])
    assert record["published_at"] == "2031-03-11T09:30:00+00:00"
    assert record["figures"] == [
        {
            "text": "about 2,500 lamps",
            "start": 21,
            "end": 38,
            "low": 2500,
            "high": 2500,
            "qualifier": "about",
            "change": "none",
            "unit": "",
            "noun": "lamps",
            "speaker": "Ada Brook",
            "speaker_start": 6,
            "speaker_end": 15,
            "person": {"name": "Ada Brook", "role": "Mayor", "affiliation": None},
            "as_of": {"text": "last week", "from": "2031-03-03", "to": None},
            "place": "Tarn",
            "salience": 0.5,
            "topics": ["lamps"],
        }
    ]


def test_a_quote_without_a_speaker_says_null_everywhere() -> None:
    quotes = brief_to_json(a_brief())["quotes"]
    assert isinstance(quotes, list)
    assert quotes[0]["speaker"] is None
    assert quotes[0]["speaker_start"] is None
    assert quotes[0]["speaker_end"] is None
    assert quotes[0]["person"] is None
    assert (quotes[0]["cue"], quotes[0]["kind"]) == ("said", "direct")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Decimal("10000"), "10000", id="whole numbers are integers"),
        pytest.param(Decimal("2.0"), "2", id="a trailing zero does not make a fraction"),
        pytest.param(Decimal("1E+9"), "1000000000", id="powers of ten are written out"),
        pytest.param(Decimal("-4.25"), "-4.25", id="fractions are floats"),
        pytest.param(None, "null", id="a vague quantity has no number"),
        pytest.param(Decimal("NaN"), "null", id="not a number"),
        pytest.param(Decimal("Infinity"), "null", id="infinity"),
        pytest.param(Decimal("1E+999999"), "null", id="too large for any JSON reader"),
    ],
)
def test_numbers_are_strict_json(value: Decimal | None, written: str) -> None:
    assert f'"low": {written}, "high": {written}' in json_line(brief_to_json(a_brief(low=value)))


def test_a_line_stays_one_line_and_can_be_encoded() -> None:
    record = {"body": "a\u2028b\x85c\ud800d\ne\vf"}
    line = json_line(record)
    assert len(line.splitlines()) == 1
    assert line.encode("utf-8")
    assert json.loads(line) == record
