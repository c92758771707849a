"""Articles we have read: adding each once, giving its brief back, replacing one that was corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, or_, select, update

from bot.model import Article, ArticleId, Brief, Entry, StoryId
from bot.store.briefs import parse_reading, to_reading
from bot.store.columns import Instant
from bot.store.dialect import insert_new
from bot.store.engine import Database, Tx
from bot.store.entries import Entries
from bot.store.ledger import Ledger
from bot.store.quotes import Quotes
from bot.store.tables import article_sources, articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A stored brief with what was known when it came in. `body` and everything in it is the newest version."""

    brief: Brief
    story_id: StoryId
    source: str
    guid: str
    added_at: datetime
    canonical_url: str | None = None
    fingerprint: str | None = None
    next_check_at: datetime | None = None
    changed_at: datetime | None = None
    vanished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What grouping needs to know of an earlier article: opaque `features`, as its own code wrote them."""

    article_id: ArticleId
    story_id: StoryId
    outlet: str | None
    added_at: datetime
    features: bytes


_CHECK_AGAIN = (
    update(articles).where(articles.c.id == bindparam("article")).values(next_check_at=bindparam("at", type_=Instant))
)


class Articles(Entries):
    """Articles and the entries they came from."""

    def __init__(self, database: Database, ledger: Ledger, quotes: Quotes) -> None:
        super().__init__(database)
        self._ledger = ledger
        self._quotes = quotes

    async def add(
        self,
        tx: Tx,
        brief: Brief,
        *,
        source: str,
        entry: Entry,
        story_id: StoryId,
        canonical_url: str | None = None,
        fingerprint: str | None = None,
        features: bytes = b"",
        next_check_at: datetime | None = None,
        answers: Sequence[Sequence[str]] | None = None,
    ) -> bool:
        """Store a brief with its figures, quotes and ledger lines; `answers` are the topics that each figure answers.

        Returns False, and only notes that `source` has it too, when it is stored already: same id, same canonical
        address, or the same words from the same outlet.
        """
        article = brief.article
        values = {
            **_columns(brief),
            "id": article.id,
            "story_id": story_id,
            "source": source,
            "guid": entry.guid,
            "canonical_url": canonical_url,
            "fingerprint": fingerprint,
            "features": features,
            "added_at": tx.clock.now(),
            "next_check_at": next_check_at,
        }
        inserted = (await tx.execute(insert_new(tx.dialect, articles), values)).rowcount > 0
        article_id = article.id
        if not inserted:
            known = await self.same_as(tx, article, canonical_url, fingerprint)
            article_id = known.brief.article.id if known else article.id
        await tx.execute(insert_new(tx.dialect, article_sources), {"article_id": article_id, "source": source})
        if inserted:
            await self._ledger.add(tx, brief, answers)
            await self._quotes.add(tx, brief)
        return inserted

    async def same_as(
        self, tx: Tx, article: Article, canonical_url: str | None, fingerprint: str | None
    ) -> Stored | None:
        """Return the stored article that `add` takes for this one, if there is one."""
        alike = [articles.c.id == article.id]
        if canonical_url is not None:
            alike.append(articles.c.canonical_url == canonical_url)
        if fingerprint is not None:
            outlet = articles.c.outlet.is_(None) if article.outlet is None else articles.c.outlet == article.outlet
            alike.append((articles.c.fingerprint == fingerprint) & outlet)
        row = await tx.row(select(articles).where(or_(*alike)).limit(1))
        return _to_stored(row) if row else None

    async def brief(self, article_id: ArticleId) -> Brief | None:
        """Return a stored brief in full."""
        stored = await self.get(article_id)
        return stored.brief if stored else None

    async def get(self, article_id: ArticleId) -> Stored | None:
        """Return a stored article in full."""
        row = await self._database.row(select(articles).where(articles.c.id == article_id))
        return _to_stored(row) if row else None

    async def sources_of(self, article_id: ArticleId) -> tuple[str, ...]:
        """Return the names of every source that listed the article."""
        query = select(article_sources.c.source).where(article_sources.c.article_id == article_id)
        return tuple(row[0] for row in await self._database.rows(query.order_by(article_sources.c.source)))

    async def latest(self, limit: int = 10, *, before: datetime | None = None) -> tuple[Stored, ...]:
        """Return the newest articles, newest first."""
        query = select(articles).order_by(articles.c.added_at.desc(), articles.c.seq.desc()).limit(limit)
        return await self._all(query.where(articles.c.added_at < before) if before else query)

    async def recent_features(self, since: datetime) -> tuple[Features, ...]:
        """Return what grouping needs of every article added since then, oldest first."""
        wanted = articles.c
        query = (
            select(wanted.id, wanted.story_id, wanted.outlet, wanted.added_at, wanted.features)
            .where(wanted.added_at >= since)
            .order_by(wanted.added_at, wanted.seq)
        )
        return tuple(
            Features(
                article_id=row.id,
                story_id=row.story_id,
                outlet=row.outlet,
                added_at=row.added_at,
                features=bytes(row.features),
            )
            for row in await self._database.rows(query)
        )

    async def to_check(self, now: datetime, limit: int = 50) -> tuple[Stored, ...]:
        """Return articles whose turn it is to be looked at again for corrections."""
        query = select(articles).where(articles.c.next_check_at <= now).order_by(articles.c.next_check_at).limit(limit)
        return await self._all(query)

    async def check_again(self, tx: Tx, times: Mapping[ArticleId, datetime | None]) -> None:
        """Set when to look at articles again; None: never."""
        await tx.execute(_CHECK_AGAIN, [{"article": article_id, "at": at} for article_id, at in times.items()])

    async def replace(self, tx: Tx, brief: Brief, *, fingerprint: str | None = None) -> None:
        """Store the corrected version of an article; its figures, quotes and ledger lines follow."""
        values = {**_columns(brief), "changed_at": tx.clock.now()}
        if fingerprint is not None:
            values["fingerprint"] = fingerprint
        await tx.execute(update(articles).where(articles.c.id == brief.article.id).values(values))
        await self._ledger.replace(tx, brief)
        await self._quotes.replace(tx, brief)

    async def vanish(self, tx: Tx, article_id: ArticleId) -> None:
        """Remember that the article is no longer where it was; it is not checked again."""
        gone = update(articles).where(articles.c.id == article_id)
        await tx.execute(gone.values(vanished_at=tx.clock.now(), next_check_at=None))

    async def forget_before(self, tx: Tx, before: datetime) -> int:
        """Delete articles added before then, with their figures and quotes; returns how many."""
        old = articles.c.added_at < before
        groups = await self._ledger.standings.groups_of(tx, select(articles.c.id).where(old))
        count = (await tx.execute(delete(articles).where(old))).rowcount
        await self._ledger.standings.restand(tx, groups)
        return count

    async def _all(self, query: Select[Any]) -> tuple[Stored, ...]:
        return tuple(_to_stored(row) for row in await self._database.rows(query))


def _columns(brief: Brief) -> dict[str, Any]:
    article = brief.article
    return {
        "outlet": article.outlet,
        "headline": article.headline,
        "byline": article.byline,
        "language": article.language,
        "url": article.url,
        "published_at": article.published_at,
        "body": article.body,
        "reading": to_reading(brief),
    }


def to_brief(row: Row[Any]) -> Brief:
    """Read a brief out of a row of the articles table."""
    article = Article(
        id=ArticleId(row.id),
        body=row.body,
        headline=row.headline,
        byline=row.byline,
        published_at=row.published_at,
        language=row.language,
        url=row.url,
        outlet=row.outlet,
    )
    return parse_reading(article, row.reading)


def _to_stored(row: Row[Any]) -> Stored:
    return Stored(
        brief=to_brief(row),
        story_id=StoryId(row.story_id),
        source=row.source,
        guid=row.guid,
        added_at=row.added_at,
        canonical_url=row.canonical_url,
        fingerprint=row.fingerprint,
        next_check_at=row.next_check_at,
        changed_at=row.changed_at,
        vanished_at=row.vanished_at,
    )


def ordered(rows: Sequence[Row[Any]]) -> tuple[Brief, ...]:
    """Read the briefs out of rows, keeping their order."""
    return tuple(to_brief(row) for row in rows)
