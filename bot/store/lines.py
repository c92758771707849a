"""A line of the ledger, and how it is written to rows and read back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import FromClause, Row, Select, select

from bot.model import ArticleId, Brief, Change, Figure, Person, Qualifier, StoryId
from bot.store.keys import mention_key, place_key, value_key
from bot.store.tables import articles, figures
from bot.topics import counted, sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A figure with who said it, when, where and in which sentence of which article."""

    topic: str
    counted: str
    """What an answer groups by: the head of the noun ("troop") or the unit ("USD")."""
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    change: Change
    unit: str
    noun: str
    text: str
    sentence: str
    speaker: str | None
    speaker_key: str
    person_name: str | None
    person_role: str | None
    person_affiliation: str | None
    outlet: str | None
    place: str | None
    as_of_text: str | None
    as_of_start: date | None
    as_of_end: date | None
    published_at: datetime | None
    first_seen_at: datetime
    at: datetime
    """When it holds, which lines are ordered by: its as-of date, else the publication, else when we first saw it."""
    url: str | None
    headline: str | None
    article_id: ArticleId
    story_id: StoryId
    salience: float

    @property
    def person(self) -> Person | None:
        """Who stated it, where the article says who that is."""
        if self.person_name is None:
            return None
        return Person(name=self.person_name, role=self.person_role, affiliation=self.person_affiliation)

    @property
    def is_attributed(self) -> bool:
        """Say whether the text names who stated it."""
        return self.speaker is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A speaker's newest line about one thing at one place.

    `previous` is their last line with another value, None if there is none. `first_reported` is the oldest line in
    which they gave today's value; it is `line` itself unless that repeats an old number.
    """

    line: LedgerLine
    previous: LedgerLine | None
    first_reported: LedgerLine

    @property
    def is_repeat(self) -> bool:
        """Say whether the newest line repeats a number from an earlier article."""
        return self.first_reported.article_id != self.line.article_id


_OF_ARTICLE = (
    articles.c.outlet,
    articles.c.published_at,
    articles.c.added_at,
    articles.c.url,
    articles.c.headline,
    articles.c.story_id,
)


def lines_of(chosen: FromClause) -> Select[Any]:
    """Query the chosen topic lines with their figures and articles, for `to_line`."""
    return (
        select(figures, *_OF_ARTICLE, chosen.c.topic, chosen.c.figure_id, chosen.c.counted, chosen.c.speaker_key)
        .select_from(chosen)
        .join(figures, figures.c.id == chosen.c.figure_id)
        .join(articles, articles.c.id == figures.c.article_id)
    )


def figures_query() -> Select[Any]:
    """Query figures with their articles, whatever their topic, for `to_line`."""
    return select(figures, *_OF_ARTICLE).join(articles, articles.c.id == figures.c.article_id)


def _at(brief: Brief, figure: Figure, now: datetime) -> datetime:
    """When the figure holds: the end of its as-of period, at most the publication, at most now."""
    told = min(brief.article.published_at or now, now)
    as_of = figure.as_of
    day = (as_of.end or as_of.start) if as_of else None
    return min(told, datetime.combine(day, time(23, 59, 59), UTC)) if day else told


def figure_row(brief: Brief, position: int, figure: Figure, now: datetime) -> dict[str, Any]:
    """Write a figure as a row of the figures table."""
    person = figure.speaker.person if figure.speaker else None
    as_of = figure.as_of
    return {
        "article_id": brief.article.id,
        "position": position,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier.value,
        "change": figure.change.value,
        "unit": figure.unit,
        "noun": figure.noun,
        "text": brief.expression(figure),
        "sentence": sentence_of(brief.article.body, figure.span),
        "speaker": (brief.named(figure.speaker) or None) if figure.speaker else None,
        "person_name": person.name if person else None,
        "person_role": person.role if person else None,
        "person_affiliation": person.affiliation if person else None,
        "place": brief.words(figure.place) if figure.place else None,
        "as_of_text": brief.words(as_of.span) if as_of else None,
        "as_of_start": as_of.start if as_of else None,
        "as_of_end": as_of.end if as_of else None,
        "salience": figure.salience,
        "at": _at(brief, figure, now),
    }


def line_row(topic: str, brief: Brief, figure: Figure, stored: Row[Any]) -> dict[str, Any]:
    """Write a stored figure as a line on a topic."""
    article = brief.article
    return {
        "topic": topic,
        "figure_id": stored.id,
        "article_id": article.id,
        "counted": counted(brief, figure),
        "place_key": place_key(brief.words(figure.place) if figure.place else None),
        "speaker_key": mention_key(figure.speaker, article.body, article.outlet),
        "value_key": value_key(figure),
        "at": stored.at,
    }


def to_line(row: Row[Any]) -> LedgerLine:
    """Read a row of one of the two queries."""
    known = row._mapping
    return LedgerLine(
        topic=known.get("topic", ""),
        counted=known.get("counted", ""),
        low=row.low,
        high=row.high,
        qualifier=Qualifier(row.qualifier),
        change=Change(row.change),
        unit=row.unit,
        noun=row.noun,
        text=row.text,
        sentence=row.sentence,
        speaker=row.speaker,
        speaker_key=known.get("speaker_key", ""),
        person_name=row.person_name,
        person_role=row.person_role,
        person_affiliation=row.person_affiliation,
        outlet=row.outlet,
        place=row.place,
        as_of_text=row.as_of_text,
        as_of_start=row.as_of_start,
        as_of_end=row.as_of_end,
        published_at=row.published_at,
        first_seen_at=row.added_at,
        at=row.at,
        url=row.url,
        headline=row.headline,
        article_id=ArticleId(row.article_id),
        story_id=StoryId(row.story_id),
        salience=row.salience,
    )
