"""What Nutgraf remembers: the only SQL of the project, on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select, text

from bot.errors import StoreError
from bot.model import Topic
from bot.ports import Clock
from bot.store.articles import Articles, Features, Stored, ordered
from bot.store.channels import Channels
from bot.store.deliveries import Alert, AlertKind, Delivery, Owed, Telling, delivery_id
from bot.store.delivery_queries import Turn
from bot.store.dialect import parse_url, wait_for_turn_to_migrate
from bot.store.engine import Database, Tx
from bot.store.ledger import Ledger, LedgerLine, Standing
from bot.store.memories import Memories
from bot.store.outbox import Outbox, Verdict
from bot.store.quotes import QuoteLine, Quotes
from bot.store.search import Hit, Search
from bot.store.sources import Sources, SourceState
from bot.store.sqlite import Connect
from bot.store.stories import Stories
from bot.store.subscriptions import KnownSubscription, Subscriptions
from bot.store.tables import SCHEMA_VERSION, articles
from bot.store.topics import KnownTopic, Topics

__all__ = [
    "Alert",
    "AlertKind",
    "Delivery",
    "Features",
    "Hit",
    "KnownSubscription",
    "KnownTopic",
    "LedgerLine",
    "Owed",
    "QuoteLine",
    "SourceState",
    "Standing",
    "Store",
    "Stored",
    "Telling",
    "Turn",
    "Tx",
    "Verdict",
    "delivery_id",
]

_FIXED_SQLITE = (3, 51, 3)
"""The first SQLite that cannot lose commits when two connections write or checkpoint at once (WAL-reset bug)."""

_BATCH = 200
"""Stored articles read at once when a topic is matched against all of them."""


class Store:
    """One open database, a room per subject."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.sources = Sources(database)
        self.topics = Topics(database)
        self.ledger = Ledger(database, self.topics)
        self.quotes = Quotes(database)
        self.articles = Articles(database, self.ledger, self.quotes)
        self.stories = Stories(database)
        self.search = Search(database)
        self.subscriptions = Subscriptions(database)
        self.outbox = Outbox(database)
        self.channels = Channels(database)
        self.memories = Memories(database)
        self.warnings = _warnings(database)

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        clock: Clock,
        connect: Connect | None = None,
        or_only_read: bool = False,
    ) -> "Store":
        """Open a database, creating or migrating it; `or_only_read`: where another Nutgraf has it, only to be read.

        Raises StoreError, saying what to do, where it is newer than we are, used by another Nutgraf, damaged or
        out of reach.
        """
        database = Database(parse_url(url), clock, connect)
        database.lock(or_only_read=or_only_read)
        try:
            if not database.only_reads:
                await _migrate(database)
        except BaseException:
            await database.close()
            raise
        return cls(database)

    @property
    def only_reads(self) -> bool:
        """Say whether another Nutgraf has the database, so that nothing can be written here."""
        return self._database.only_reads

    @property
    def is_shared(self) -> bool:
        """Say whether other processes may work on the database as well, as they may on PostgreSQL."""
        return not self._database.is_sqlite

    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        """Begin a transaction: durable when the block ends, undone if it raises. Keep it short: others wait."""
        return self._database.transaction()

    async def backup(self, path: Path) -> None:
        """Write a consistent copy of the database while it is in use. Raises StoreError where `path` exists."""
        if not self._database.is_sqlite:
            raise StoreError("backup: this database is PostgreSQL; use pg_dump")
        await self._database.copy_to(path)

    async def define_topic(self, topic: Topic, *, added_by: str | None = None) -> int:
        """Add or change a topic from chat and find its lines in all stored articles; returns how many there are."""
        async with self._database.transaction(alone=True) as tx:
            if not await self.topics.put(tx, topic, added_by=added_by):
                return 0
            return await self._rematch(tx, topic)

    async def sync_topics(self, configured: Sequence[Topic]) -> None:
        """Take over the configured topics; lines of new and changed ones are found in all stored articles."""
        async with self._database.transaction(alone=True) as tx:
            for topic in await self.topics.sync(tx, configured):
                await self._rematch(tx, topic)

    async def _rematch(self, tx: Tx, topic: Topic) -> int:
        await self.ledger.clear(tx, topic.name)
        count, after = 0, 0
        while True:
            query = select(articles).where(articles.c.seq > after).order_by(articles.c.seq).limit(_BATCH)
            rows = await tx.rows(query)
            if not rows:
                return count
            count += await self.ledger.rematch(tx, topic, ordered(rows))
            after = rows[-1].seq

    async def close(self) -> None:
        """Finish what is being written and let go of the database; safe to call twice."""
        await self._database.close()


@asynccontextmanager
async def opened(url: str, *, clock: Clock) -> AsyncIterator[Store]:
    """Open a store for a block."""
    store = await Store.open(url, clock=clock)
    try:
        yield store
    finally:
        await store.close()


async def _migrate(database: Database) -> None:
    async with database.connection() as connection:
        await wait_for_turn_to_migrate(connection)
        current = await connection.run_sync(
            lambda sync: (
                sync.execute(text("SELECT version_num FROM alembic_version")).scalar()
                if inspect(sync).has_table("alembic_version")
                else None
            )
        )
        if current != SCHEMA_VERSION:
            await _upgrade(connection, current, database.where)
        await connection.commit()


async def _upgrade(connection: Any, current: str | None, where: str) -> None:
    from bot.store.migrate import upgrade  # noqa: PLC0415  # Alembic takes 0.2 s to import, and is seldom needed

    await connection.run_sync(upgrade, current, where)


def _warnings(database: Database) -> tuple[str, ...]:
    if not database.is_sqlite or sqlite3.sqlite_version_info >= _FIXED_SQLITE:
        return ()
    return (
        f"SQLite {sqlite3.sqlite_version} can lose commits when two connections write at once; Nutgraf uses one, so "
        "let no other program write to its database (fixed in SQLite 3.51.3)",
    )
