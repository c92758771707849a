"""The digest: what a channel's alerts of a day come to, in one message."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.ports import Clock
from bot.present.digest import digest_message
from bot.store import Alert, AlertKind, Delivery, Store

_log = logging.getLogger(__name__)


class Digests:
    """Gathers what is held for daily channels into one digest each."""

    def __init__(self, *, store: Store, clock: Clock, owed: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._owed = owed

    async def gather(self) -> int:
        """Owe a digest to every channel for which something is held; returns to how many."""
        return await self._gather_all(await self._store.outbox.holding())

    async def catch_up(self, due_at: datetime) -> int:
        """Owe the digests that were due at `due_at` while nobody was there to gather them; returns how many."""
        return await self._gather_all(await self._store.outbox.holding(before=due_at))

    async def _gather_all(self, channels: Sequence[tuple[str, str]]) -> int:
        for platform, channel in channels:
            await self._gather(platform, channel)
        if channels:
            self._owed()
        return len(channels)

    async def _gather(self, platform: str, channel: str) -> None:
        held = await self._store.outbox.held(platform, channel)
        if not held:
            return
        now = self._clock.now()
        stories = list(dict.fromkeys(_story(delivery) for delivery in held))
        by_story = sorted(held, key=lambda delivery: stories.index(_story(delivery)))
        alert = Alert(
            id=f"digest:{held[0].id}",  # which no other digest holds; a time may come twice, the clock being set back
            kind=AlertKind.DIGEST,
            message=digest_message([delivery.message for delivery in by_story], now, stories=len(stories)),
            created_at=now,
        )
        mention = next((delivery.message.mention for delivery in held if delivery.message.mention), None)
        async with self._store.transaction() as tx:
            await self._store.outbox.gather(tx, alert, held, mention=mention)
        _log.info("digest_owed", extra={"platform": platform, "channel": channel, "alerts": len(held)})


def _story(delivery: Delivery) -> str:
    return delivery.alert.story_id or delivery.alert.id
