"""Who said what: every quote as a row."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, insert, or_, select

from bot.model import ArticleId, Brief, Person, QuoteKind, StoryId
from bot.store.engine import Database, Tx
from bot.store.keys import mention_key
from bot.store.tables import articles, quotes, topic_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """A quote with its article around it."""

    text: str
    speaker: str | None
    person: Person | None
    cue: str
    kind: QuoteKind
    published_at: datetime | None
    first_seen_at: datetime
    outlet: str | None
    headline: str | None
    url: str | None
    article_id: ArticleId
    story_id: StoryId


class Quotes:
    """The quotes table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by(
        self,
        person: str | None = None,
        *,
        topic: str | None = None,
        since: datetime | None = None,
        before: datetime | None = None,
        limit: int = 10,
    ) -> tuple[QuoteLine, ...]:
        """Return quotes, newest first: of people whose name or mention has these words, from articles on a topic."""
        query = (
            select(quotes, articles.c.story_id, articles.c.outlet, articles.c.headline, articles.c.url,
                   articles.c.published_at, articles.c.added_at)
            .join(articles, articles.c.id == quotes.c.article_id)
            .order_by(quotes.c.at.desc(), quotes.c.id)
            .limit(limit)
        )  # fmt: skip
        for word in (person or "").split():
            query = query.where(
                or_(
                    quotes.c.person_name.icontains(word, autoescape=True),
                    quotes.c.speaker.icontains(word, autoescape=True),
                )
            )
        if topic is not None:
            query = query.where(
                exists().where(topic_lines.c.article_id == quotes.c.article_id, topic_lines.c.topic == topic)
            )
        if since is not None:
            query = query.where(quotes.c.at >= since)
        if before is not None:
            query = query.where(quotes.c.at < before)
        return tuple(_to_line(row) for row in await self._database.rows(query))

    async def speakers(self, limit: int = 25) -> tuple[str, ...]:
        """Return the full names of the people quoted most lately, for completion."""
        query = select(quotes.c.person_name).where(quotes.c.person_name.is_not(None)).order_by(quotes.c.at.desc())
        rows = await self._database.rows(query.limit(limit * 20))
        return tuple(dict.fromkeys(row[0] for row in rows))[:limit]

    async def add(self, tx: Tx, brief: Brief) -> None:
        """Store the brief's quotes."""
        rows = list(_rows(brief, tx.clock.now()))
        if rows:
            await tx.execute(insert(quotes), rows)

    async def replace(self, tx: Tx, brief: Brief) -> None:
        """Store the quotes of an article's corrected version in place of the former ones."""
        await tx.execute(delete(quotes).where(quotes.c.article_id == brief.article.id))
        await self.add(tx, brief)


def _rows(brief: Brief, now: datetime) -> list[dict[str, Any]]:
    article = brief.article
    rows = []
    for position, quote in enumerate(brief.quotes):
        person = quote.speaker.person if quote.speaker else None
        rows.append(
            {
                "article_id": article.id,
                "position": position,
                "text": brief.words(quote.span),
                "speaker": (brief.named(quote.speaker) or None) if quote.speaker else None,
                "person_name": person.name if person else None,
                "person_role": person.role if person else None,
                "person_affiliation": person.affiliation if person else None,
                "speaker_key": mention_key(quote.speaker, article.body, article.outlet),
                "cue": quote.cue,
                "kind": quote.kind.value,
                "at": min(article.published_at or now, now),
            }
        )
    return rows


def _to_line(row: Row[Any]) -> QuoteLine:
    person = None
    if row.person_name:
        person = Person(name=row.person_name, role=row.person_role, affiliation=row.person_affiliation)
    return QuoteLine(
        text=row.text,
        speaker=row.speaker,
        person=person,
        cue=row.cue,
        kind=QuoteKind(row.kind),
        published_at=row.published_at,
        first_seen_at=row.added_at,
        outlet=row.outlet,
        headline=row.headline,
        url=row.url,
        article_id=ArticleId(row.article_id),
        story_id=StoryId(row.story_id),
    )
