"""A brief as the JSON others rely on: one record per article, every text with its offsets into `body`."""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from bot.extraction.patterns import lazy
from bot.model import Article, Brief, DateRange, Figure, Mention, Person, Quote, Span

Record = dict[str, object]
TopicsOf = Callable[[Figure], Iterable[str]]

LARGEST_EXPONENT = 300
"""Numbers beyond this power of ten have no JSON number that common readers keep: they are written as null."""

_UNSAFE_IN_A_LINE = lazy("[\x85\u2028\u2029\ud800-\udfff]")
"""Line separators that some readers split at, and lone surrogates, which no encoding can write."""


def no_topics(_figure: Figure) -> Iterable[str]:
    """Return no topic: the default where none are configured."""
    return ()


def brief_to_json(brief: Brief, topics_of: TopicsOf = no_topics) -> Record:
    """Return the record of a brief; `text == body[start:end]` for every entry, numbers are int or finite float.

    `topics_of` names the topics a figure belongs to.
    """
    article = brief.article
    return {
        **_article_record(article),
        "summary": [_span_record(article.body, span) for span in brief.summary],
        "figures": [_figure_record(article.body, figure, topics_of) for figure in brief.figures],
        "quotes": [_quote_record(article.body, quote) for quote in brief.quotes],
    }


def json_line(record: Mapping[str, object]) -> str:
    """Return a record as one line of strict JSON without its line feed. Raises ValueError on NaN and infinity."""
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return _UNSAFE_IN_A_LINE.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def _article_record(article: Article) -> Record:
    return {
        "id": article.id,
        "headline": article.headline,
        "byline": article.byline,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "url": article.url,
        "body": article.body,
    }


def _figure_record(body: str, figure: Figure, topics_of: TopicsOf) -> Record:
    speaker = figure.speaker
    return {
        **_span_record(body, figure.span),
        "low": _json_number(figure.low),
        "high": _json_number(figure.high),
        "qualifier": figure.qualifier.value,
        "change": figure.change.value,
        "unit": figure.unit,
        "noun": figure.noun,
        **_speaker_record(body, speaker),
        "as_of": _period_record(body, figure.as_of) if figure.as_of else None,
        "place": figure.place.of(body) if figure.place else None,
        "salience": figure.salience,
        "topics": list(topics_of(figure)),
    }


def _quote_record(body: str, quote: Quote) -> Record:
    return {
        **_span_record(body, quote.span),
        **_speaker_record(body, quote.speaker),
        "cue": quote.cue,
        "kind": quote.kind.value,
    }


def _speaker_record(body: str, speaker: Mention | None) -> Record:
    if speaker is None:
        return {"speaker": None, "speaker_start": None, "speaker_end": None, "person": None}
    return {
        "speaker": speaker.span.of(body),
        "speaker_start": speaker.span.start,
        "speaker_end": speaker.span.end,
        "person": _person_record(speaker.person) if speaker.person else None,
    }


def _person_record(person: Person) -> Record:
    return {"name": person.name, "role": person.role, "affiliation": person.affiliation}


def _period_record(body: str, period: DateRange) -> Record:
    return {
        "text": period.span.of(body),
        "from": period.start.isoformat() if period.start else None,
        "to": period.end.isoformat() if period.end else None,
    }


def _span_record(body: str, span: Span) -> Record:
    return {"text": span.of(body), "start": span.start, "end": span.end}


def _json_number(value: Decimal | None) -> int | float | None:
    if value is None or not value.is_finite() or value.adjusted() > LARGEST_EXPONENT:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
