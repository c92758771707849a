"""The topics people ask about: those of the configuration and those added in chat."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, delete, select, type_coerce

from bot.model import Topic
from bot.store.dialect import upsert
from bot.store.engine import Database, Tx
from bot.store.tables import topics

CONFIG = "config"
CHAT = "chat"

_ALL = select(topics).order_by(topics.c.name)
_WORDS = ("counts", "about", "near", "places")
_AS_WRITTEN = select(topics.c.name, topics.c.title, *(type_coerce(topics.c[name], Text) for name in _WORDS)).order_by(
    topics.c.name
)
"""Every topic with its words as the JSON they are stored as: read for every article, parsed once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTopic:
    """A topic, whether the configuration or somebody in chat defined it, and since when."""

    topic: Topic
    is_from_chat: bool
    added_by: str | None
    added_at: datetime


class Topics:
    """The topics table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def all(self, tx: Tx | None = None) -> tuple[Topic, ...]:
        """Return every topic, by name."""
        return tuple(_parsed(*row) for row in await (tx or self._database).rows(_AS_WRITTEN, at_once=True))

    async def known(self) -> tuple[KnownTopic, ...]:
        """Return every topic with where it comes from, by name."""
        rows = await self._database.rows(_ALL)
        return tuple(
            KnownTopic(
                topic=_to_topic(row), is_from_chat=row.origin == CHAT, added_by=row.added_by, added_at=row.added_at
            )
            for row in rows
        )

    async def get(self, name: str) -> Topic | None:
        """Return one topic."""
        row = await self._database.row(select(topics).where(topics.c.name == name))
        return _to_topic(row) if row else None

    async def put(self, tx: Tx, topic: Topic, *, added_by: str | None = None, origin: str = CHAT) -> bool:
        """Define or redefine a topic; returns whether that changed anything, so that its lines must be found anew.

        Use `Store.define_topic`, which does both.
        """
        known = await tx.row(select(topics).where(topics.c.name == topic.name))
        row = {
            "name": topic.name,
            "title": topic.title,
            "counts": list(topic.count),
            "about": list(topic.about),
            "near": list(topic.near),
            "places": list(topic.places),
            "origin": origin,
            "added_by": added_by,
            "added_at": known.added_at if known else tx.clock.now(),
        }
        await tx.execute(upsert(tx.dialect, topics, replace=tuple(name for name in row if name != "name")), row)
        return known is None or _asks(_to_topic(known)) != _asks(topic)

    async def remove(self, tx: Tx, name: str) -> bool:
        """Forget a topic and its lines; returns whether there was one."""
        return (await tx.execute(delete(topics).where(topics.c.name == name))).rowcount > 0

    async def sync(self, tx: Tx, configured: Sequence[Topic]) -> tuple[Topic, ...]:
        """Take over the configured topics, dropping those no longer configured; returns the new and changed ones."""
        names = [topic.name for topic in configured]
        await tx.execute(delete(topics).where(topics.c.origin == CONFIG, topics.c.name.not_in(names)))
        return tuple([topic for topic in configured if await self.put(tx, topic, origin=CONFIG)])


def _asks(topic: Topic) -> tuple[tuple[str, ...], ...]:
    return topic.count, topic.about, topic.near, topic.places


@lru_cache(maxsize=256)
def _parsed(name: str, title: str, *words: str) -> Topic:
    count, about, near, places = (tuple(json.loads(each)) for each in words)
    return Topic(name=name, title=title, count=count, about=about, near=near, places=places)


def _to_topic(row: Row[Any]) -> Topic:
    return Topic(
        name=row.name,
        title=row.title,
        count=tuple(row.counts),
        about=tuple(row.about),
        near=tuple(row.near),
        places=tuple(row.places),
    )
