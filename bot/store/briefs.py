"""A brief as JSON and back, losing nothing: spans as pairs, decimals and dates as text, persons by number."""

from datetime import date
from decimal import Decimal
from typing import Any

from bot.model import (
    Article,
    Brief,
    Change,
    DateRange,
    Figure,
    Mention,
    Person,
    Qualifier,
    Quote,
    QuoteKind,
    Span,
)

Json = Any


def to_reading(brief: Brief) -> dict[str, Json]:
    """Write what was read out of the article; the article itself is stored in columns."""
    return {
        "summary": [_from_span(span) for span in brief.summary],
        "figures": [_from_figure(figure) for figure in brief.figures],
        "quotes": [_from_quote(quote) for quote in brief.quotes],
    }


def parse_reading(article: Article, reading: dict[str, Json]) -> Brief:
    """Put the article and what was read out of it together again."""
    return Brief(
        article=article,
        summary=tuple(Span(*span) for span in reading["summary"]),
        figures=tuple(_to_figure(figure) for figure in reading["figures"]),
        quotes=tuple(_to_quote(quote) for quote in reading["quotes"]),
    )


def _from_span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _from_mention(mention: Mention | None) -> Json:
    if mention is None:
        return None
    person = mention.person
    who = [person.name, person.role, person.affiliation] if person else None
    return [_from_span(mention.span), who, _from_span(mention.fuller)]


def _from_dates(dates: DateRange | None) -> Json:
    if dates is None:
        return None
    sides = [side.isoformat() if side else None for side in (dates.start, dates.end)]
    return [_from_span(dates.span), *sides]


def _from_figure(figure: Figure) -> dict[str, Json]:
    return {
        "span": _from_span(figure.span),
        "low": None if figure.low is None else str(figure.low),
        "high": None if figure.high is None else str(figure.high),
        "qualifier": figure.qualifier.value,
        "change": figure.change.value,
        "unit": figure.unit,
        "noun": figure.noun,
        "speaker": _from_mention(figure.speaker),
        "as_of": _from_dates(figure.as_of),
        "place": _from_span(figure.place),
        "salience": figure.salience,
    }


def _from_quote(quote: Quote) -> dict[str, Json]:
    return {
        "span": _from_span(quote.span),
        "speaker": _from_mention(quote.speaker),
        "cue": quote.cue,
        "kind": quote.kind.value,
    }


def _to_mention(stored: Json) -> Mention | None:
    if stored is None:
        return None
    span, person, *fuller = stored  # readings from before bodies had their full names are pairs
    who = Person(name=person[0], role=person[1], affiliation=person[2]) if person else None
    return Mention(span=Span(*span), person=who, fuller=Span(*fuller[0]) if fuller and fuller[0] else None)


def _to_dates(stored: Json) -> DateRange | None:
    if stored is None:
        return None
    span, start, end = stored
    return DateRange(
        span=Span(*span),
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end) if end else None,
    )


def _to_figure(stored: dict[str, Json]) -> Figure:
    return Figure(
        span=Span(*stored["span"]),
        low=None if stored["low"] is None else Decimal(stored["low"]),
        high=None if stored["high"] is None else Decimal(stored["high"]),
        qualifier=Qualifier(stored["qualifier"]),
        change=Change(stored["change"]),
        unit=stored["unit"],
        noun=stored["noun"],
        speaker=_to_mention(stored["speaker"]),
        as_of=_to_dates(stored["as_of"]),
        place=Span(*stored["place"]) if stored["place"] else None,
        salience=stored["salience"],
    )


def _to_quote(stored: dict[str, Json]) -> Quote:
    return Quote(
        span=Span(*stored["span"]),
        speaker=_to_mention(stored["speaker"]),
        cue=stored["cue"],
        kind=QuoteKind(stored["kind"]),
    )
