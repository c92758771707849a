"""Which channel wants what: subscriptions of the configuration and those made in chat."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, delete, insert, select, type_coerce, update

from bot.model import Cadence, Subscription
from bot.store.engine import Database, Tx
from bot.store.tables import subscriptions
from bot.store.topics import CHAT, CONFIG

_WISH = ("platform", "channel", "topics", "sources", "keywords", "cadence", "on_change", "change_by", "mention")
_AS_WRITTEN = select(
    *(type_coerce(subscriptions.c[name], Text) if name != "on_change" else subscriptions.c.on_change for name in _WISH)
).order_by(subscriptions.c.id)
"""Every subscription with its lists as the JSON they are stored as: read for every article, parsed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSubscription:
    """A subscription with its number, by which chat removes it."""

    id: int
    subscription: Subscription
    is_from_chat: bool
    added_by: str | None
    added_at: datetime


class Subscriptions:
    """The subscriptions table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, tx: Tx | None = None) -> tuple[Subscription, ...]:
        """Return every subscription, oldest first."""
        return tuple(_parsed(*row) for row in await (tx or self._database).rows(_AS_WRITTEN, at_once=True))

    async def of(self, platform: str, channel: str) -> tuple[KnownSubscription, ...]:
        """Return what one channel subscribed to, oldest first."""
        query = (
            select(subscriptions)
            .where(subscriptions.c.platform == platform, subscriptions.c.channel == channel)
            .order_by(subscriptions.c.id)
        )
        return tuple(
            KnownSubscription(
                id=row.id,
                subscription=_to_subscription(row),
                is_from_chat=row.origin == CHAT,
                added_by=row.added_by,
                added_at=row.added_at,
            )
            for row in await self._database.rows(query)
        )

    async def add(self, tx: Tx, subscription: Subscription, *, added_by: str | None = None) -> int:
        """Add a subscription made in chat; returns its number."""
        result = await tx.execute(
            insert(subscriptions)
            .values(**_columns(subscription), origin=CHAT, added_by=added_by, added_at=tx.clock.now())
            .returning(subscriptions.c.id)
        )
        return int(result.scalar_one())

    async def change(self, tx: Tx, number: int, subscription: Subscription) -> bool:
        """Redefine a subscription made in chat; returns whether there was one."""
        chosen = update(subscriptions).where(subscriptions.c.id == number, subscriptions.c.origin == CHAT)
        return (await tx.execute(chosen.values(**_columns(subscription)))).rowcount > 0

    async def remove(self, tx: Tx, number: int) -> bool:
        """Remove a subscription made in chat; returns whether there was one. The configuration's stay."""
        chosen = delete(subscriptions).where(subscriptions.c.id == number, subscriptions.c.origin == CHAT)
        return (await tx.execute(chosen)).rowcount > 0

    async def sync(self, tx: Tx, configured: Sequence[Subscription]) -> None:
        """Take over the subscriptions of the configuration in place of its former ones."""
        await tx.execute(delete(subscriptions).where(subscriptions.c.origin == CONFIG))
        now = tx.clock.now()
        rows = [{**_columns(each), "origin": CONFIG, "added_by": None, "added_at": now} for each in configured]
        if rows:
            await tx.execute(insert(subscriptions), rows)


def _columns(subscription: Subscription) -> dict[str, Any]:
    return {
        "platform": subscription.platform,
        "channel": subscription.channel,
        "topics": list(subscription.topics),
        "sources": list(subscription.sources),
        "keywords": list(subscription.keywords),
        "cadence": subscription.cadence.value,
        "on_change": subscription.on_change,
        "change_by": subscription.change_by,
        "mention": subscription.mention,
    }


@lru_cache(maxsize=10_000)
def _parsed(
    platform: str,
    channel: str,
    topics: str,
    sources: str,
    keywords: str,
    cadence: str,
    on_change: bool,
    change_by: str | None,
    mention: str | None,
) -> Subscription:
    return Subscription(
        platform=platform,
        channel=channel,
        topics=tuple(json.loads(topics)),
        sources=tuple(json.loads(sources)),
        keywords=tuple(json.loads(keywords)),
        cadence=Cadence(cadence),
        on_change=on_change,
        change_by=None if change_by is None else Decimal(change_by),
        mention=mention,
    )


def _to_subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        platform=row.platform,
        channel=row.channel,
        topics=tuple(row.topics),
        sources=tuple(row.sources),
        keywords=tuple(row.keywords),
        cadence=Cadence(row.cadence),
        on_change=row.on_change,
        change_by=row.change_by,
        mention=row.mention,
    )
