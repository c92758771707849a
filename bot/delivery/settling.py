"""Writing down what became of a delivery, and telling the operators what they must know."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from enum import StrEnum

from bot.delivery import notices
from bot.delivery.pace import Sleep
from bot.delivery.policy import RetryPolicy
from bot.delivery.steady import SteadyClock
from bot.errors import StoreError
from bot.ports import MessageRef
from bot.store import Alert, AlertKind, Delivery, Owed, Store, Tx

log = logging.getLogger(__name__)

_PAUSE = timedelta(seconds=5)
"""How long to wait before a mark the database refused is tried again."""


class Outcome(StrEnum):
    """What became of one step, for whoever counts."""

    POSTED = "posted"
    TRANSIENT = "transient"
    RATE_LIMITED = "rate_limited"
    AMBIGUOUS = "ambiguous"
    CHANNEL_STOPPED = "channel_stopped"
    FAILED = "failed"
    LEFT_IN_DOUBT = "left_in_doubt"


Observer = Callable[[Delivery, Outcome], None]


def observe_nothing(_delivery: Delivery, _outcome: Outcome) -> None:
    """Observe nothing."""


class Settling:
    """Each method is one fact about one delivery, stored however long the database refuses it."""

    def __init__(
        self,
        store: Store,
        clock: SteadyClock,
        policy: RetryPolicy,
        *,
        operators: tuple[tuple[str, str], ...] = (),
        sleep: Sleep = asyncio.sleep,
        observer: Observer = observe_nothing,
    ) -> None:
        self._store = store
        self._outbox = store.outbox
        self._clock = clock
        self._policy = policy
        self._operators = operators
        self._sleep = sleep
        self._observe = observer
        self.trouble: str | None = None

    async def posted(self, delivery: Delivery, ref: MessageRef) -> None:
        """The platform has it."""
        now = self._clock.now()

        async def store(tx: Tx) -> None:
            await self._outbox.settle_posted(tx, delivery.id, ref, at=now)
            if delivery.is_where_stopped:
                await self._reopen(tx, delivery, now)

        await self._until_stored(store)
        self._observe(delivery, Outcome.POSTED)

    async def _reopen(self, tx: Tx, delivery: Delivery, now: datetime) -> None:
        reason = await self._store.channels.reopen(tx, delivery.platform, delivery.channel)
        if reason is not None and not await self._others_stopped(tx, delivery, reason):
            await self._notify(tx, notices.channel_reopened(delivery, reason, now))

    async def postponed(self, delivery: Delivery, reason: str, until: datetime, outcome: Outcome) -> None:
        """Surely not accepted; again at `until`."""
        await self._until_stored(lambda tx: self._outbox.postpone(tx, delivery.id, until, reason))
        self._observe(delivery, outcome)

    async def doubted(
        self, delivery: Delivery, reason: str, until: datetime, *, outcome: Outcome, sent_until: datetime | None = None
    ) -> None:
        """May have been accepted by `sent_until` (default: as before); the next step is at `until`."""
        last = sent_until or delivery.doubt_until or self._clock.now()
        await self._until_stored(lambda tx: self._outbox.doubt(tx, delivery.id, reason, sent_until=last, until=until))
        self._observe(delivery, outcome)

    async def failed(self, delivery: Delivery, reason: str) -> None:
        """Will never be accepted: the channel goes on without it."""
        now = self._clock.now()

        async def store(tx: Tx) -> None:
            await self._outbox.settle_failed(tx, delivery.id, reason, at=now)
            if delivery.alert.kind is not AlertKind.NOTICE:
                await self._notify(tx, notices.given_up(delivery, reason, now))

        await self._until_stored(store)
        log.warning("delivery.failed", extra=_fields(delivery, reason))
        self._observe(delivery, Outcome.FAILED)

    async def left_in_doubt(self, delivery: Delivery, reason: str) -> None:
        """Only an operator can settle it."""
        now = self._clock.now()

        async def store(tx: Tx) -> None:
            await self._outbox.settle_ambiguous(tx, delivery.id, reason, at=now)
            if delivery.alert.kind is not AlertKind.NOTICE:
                await self._notify(tx, notices.left_in_doubt(delivery, reason, now))

        await self._until_stored(store)
        log.warning("delivery.ambiguous", extra=_fields(delivery, reason))
        self._observe(delivery, Outcome.LEFT_IN_DOUBT)

    async def channel_stopped(self, delivery: Delivery, reason: str, *, is_in_doubt: bool) -> None:
        """The channel refuses everything: what is owed there waits."""
        now = self._clock.now()
        again = now + self._policy.stopped_for
        last = delivery.doubt_until or now

        async def store(tx: Tx) -> None:
            if is_in_doubt:
                await self._outbox.doubt(tx, delivery.id, reason, sent_until=last, until=now)
            else:
                await self._outbox.postpone(tx, delivery.id, now, reason)
            told = await self._others_stopped(tx, delivery, reason)
            is_new = await self._store.channels.stop(
                tx, delivery.platform, delivery.channel, reason, at=now, try_again_at=again
            )
            if is_new and not told:
                about = (delivery.platform, delivery.channel)
                await self._notify(tx, notices.channel_stopped(delivery, reason, now), but_not=about)

        await self._until_stored(store)
        log.warning("channel.stopped", extra=_fields(delivery, reason))
        self._observe(delivery, Outcome.CHANNEL_STOPPED)

    async def _others_stopped(self, tx: Tx, delivery: Delivery, reason: str) -> bool:
        """Say whether another channel of the platform is stopped for the same reason, such as a revoked token."""
        here = (delivery.platform, delivery.channel)
        stopped = await self._outbox.stopped_channels(tx=tx)
        return any(
            channel != here and channel[0] == delivery.platform and why == reason for channel, why in stopped.items()
        )

    async def _notify(self, tx: Tx, notice: Alert, *, but_not: tuple[str, str] | None = None) -> None:
        owed = [Owed(platform=each[0], channel=each[1]) for each in self._operators if each != but_not]
        if owed:
            await self._outbox.owe(tx, notice, owed)

    async def _until_stored(self, write: Callable[[Tx], Awaitable[None]]) -> None:
        """Store a fact that cannot be taken back, waiting for the database where need be."""
        while True:
            try:
                async with self._store.transaction() as tx:
                    await write(tx)
            except StoreError as error:
                if self.trouble is None:
                    log.error("courier.waits", extra={"reason": str(error)})
                self.trouble = str(error)
                await self._sleep(_PAUSE.total_seconds())
            else:
                self.trouble = None
                return


def _fields(delivery: Delivery, reason: str) -> dict[str, str]:
    return {
        "delivery": delivery.id,
        "platform": delivery.platform,
        "channel": delivery.channel,
        "reason": reason,
    }
