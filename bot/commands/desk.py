"""What the commands work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.model import Topic
from bot.ports import Clock
from bot.store import Store


async def _nobody() -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Desk:
    """Where questions are answered: what is stored, what time it is, and whom to tell of new topics or work owed."""

    store: Store
    clock: Clock
    topics_changed: Callable[[], Awaitable[None]] = field(default=_nobody)
    work_owed: Callable[[], None] = field(default=lambda: None)

    def now(self) -> datetime:
        """Return the present instant."""
        return self.clock.now()

    async def define_topic(self, topic: Topic, *, added_by: str) -> int:
        """Add or change a topic and offer its command; returns how many stored figures match."""
        lines = await self.store.define_topic(topic, added_by=added_by)
        await self.topics_changed()
        return lines

    async def remove_topic(self, name: str) -> None:
        """Forget a topic and its command."""
        async with self.store.transaction() as tx:
            await self.store.ledger.clear(tx, name)
            await self.store.topics.remove(tx, name)
        await self.topics_changed()
