"""The Courier: takes what is owed out of the outbox and sees it to its channels."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.delivery.pace import Sleep
from bot.delivery.policy import RetryPolicy
from bot.delivery.rounds import Rounds
from bot.delivery.settling import Observer, Settling, observe_nothing
from bot.delivery.steady import SteadyClock
from bot.errors import StoreError
from bot.model import FRESH_FOR
from bot.ports import ChatAdapter, Clock
from bot.store import Store, Turn

log = logging.getLogger(__name__)

_GRACE = timedelta(seconds=2.5)
"""How long a stop waits for sends under way, of the five seconds for the whole process; what is not settled then is
reconciled at the next start."""

_STORE_PAUSE = timedelta(seconds=5)
"""How long to wait when the database takes no marks (disk full) before trying again."""

_LONGEST_NAP = timedelta(seconds=60)
"""How long to sleep before looking at the clock again, which may have been set forward."""

_IDLE_NAP = timedelta(hours=1)
"""How long where nothing is planned, so that whoever owes something wakes us."""

_RECOVERED_EVERY = timedelta(seconds=10)
"""How often to look for sends of other processes that died, where several share the database."""

_Channel = tuple[str, str]


class Courier:
    """Sends what is owed, in order within each channel, all channels side by side.

    agenda → one worker for each channel whose turn has come → Rounds until nothing is left to do there at once
    """

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        clock: Clock,
        *,
        operators: tuple[_Channel, ...] = (),
        policy: RetryPolicy | None = None,
        fresh_for: timedelta = FRESH_FOR,
        sleep: Sleep = asyncio.sleep,
        observer: Observer = observe_nothing,
    ) -> None:
        """`operators`: the (platform, channel) pairs that hear of dead channels and doubts."""
        self._store = store
        self._clock = SteadyClock(clock)
        self._sleep = sleep
        self._platforms = tuple(adapters)
        policy = policy or RetryPolicy()
        self._settling = Settling(store, self._clock, policy, operators=operators, sleep=sleep, observer=observer)
        self._rounds = Rounds(store, adapters, self._clock, self._settling, policy, fresh_for=fresh_for, sleep=sleep)
        self._workers: dict[_Channel, asyncio.Task[None]] = {}
        self._is_woken = False
        self._nap: asyncio.Future[None] | None = None
        self._recovered_at: datetime | None = None
        self._trouble: str | None = None

    @property
    def trouble(self) -> str | None:
        """Why nothing can be sent right now (the database takes no marks); None if all is well."""
        return self._trouble or self._settling.trouble

    def wake(self) -> None:
        """Something new is owed: look now."""
        self._is_woken = True
        if self._nap is not None:
            self._nap.cancel()

    async def deliver_due(self) -> None:
        """Deliver everything that is due now; returns when no channel has anything left to do at once.

        Raises StoreError where the database cannot be read.
        """
        await self._recover()
        await self._send_workers()
        while self._workers and not self.trouble:
            await asyncio.wait(tuple(self._workers.values()))
            await self._send_workers()

    async def run(self) -> None:
        """Deliver whatever becomes due, until cancelled; then finish sends under way, or leave them safely."""
        try:
            while True:
                self._is_woken = False
                await self._rest(await self._once())
        finally:
            await self.close()

    async def close(self) -> None:
        """Give sends under way a moment to be settled; what is not is reconciled at the next start."""
        workers = tuple(self._workers.values())
        if not workers:
            return
        _, late = await asyncio.wait(workers, timeout=_GRACE.total_seconds())
        for worker in late:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _once(self) -> datetime | None:
        """Start the workers that are due; returns until when to rest if nobody wakes us, None for as long as it takes.

        Where several processes share the database, what others owe wakes nobody here: it is asked for.
        """
        try:
            await self._recover()
            agenda = await self._send_workers()
        except StoreError as error:
            self._note_trouble(str(error))
            return self._clock.now() + _STORE_PAUSE
        now = self._clock.now()
        if self.trouble:
            return now + _STORE_PAUSE
        shared = (now + _RECOVERED_EVERY,) if self._store.is_shared else ()
        return min((*shared, *(turn.at for turn in agenda if _channel(turn) not in self._workers)), default=None)

    async def _recover(self) -> None:
        """Take over what a process that died had under way: at the start, and ever again where another one may die."""
        now, before = self._clock.now(), self._recovered_at
        if before is not None and (not self._store.is_shared or now < before + _RECOVERED_EVERY):
            return
        async with self._store.transaction() as tx:
            count = await self._store.outbox.recover(tx, at=now)
            if before is None:
                await self._store.channels.retry(tx, at=now)
        self._recovered_at = now
        if count:
            log.info("deliveries.recovered", extra={"count": count})

    async def _send_workers(self) -> tuple[Turn, ...]:
        """Start a worker for each channel whose turn has come and that has none; returns every channel's turn."""
        self._trouble = None
        agenda = await self._store.outbox.agenda(self._platforms)
        now = self._clock.now()
        for turn in agenda:
            if turn.at <= now:
                self._send_worker(turn)
        return agenda

    def _send_worker(self, turn: Turn) -> None:
        channel = _channel(turn)
        if channel in self._workers:
            return
        worker = asyncio.create_task(self._serve(channel), name=f"courier {turn.platform} {turn.channel}")
        self._workers[channel] = worker
        worker.add_done_callback(lambda _: self._dismiss(channel))

    def _dismiss(self, channel: _Channel) -> None:
        self._workers.pop(channel, None)
        self.wake()

    async def _rest(self, until: datetime | None) -> None:
        """Return when somebody wakes us, or when it is `until` by the clock."""
        while not self._is_woken:
            left = _IDLE_NAP if until is None else min(until - self._clock.now(), _LONGEST_NAP)
            if left <= timedelta(0):
                return
            self._nap = asyncio.ensure_future(self._sleep(left.total_seconds()))
            try:
                await asyncio.wait((self._nap,))
            finally:
                self._nap.cancel()

    async def _serve(self, channel: _Channel) -> None:
        try:
            while await self._rounds.advance(*channel):
                pass
        except StoreError as error:
            self._note_trouble(str(error))
        except Exception:  # one channel's failure must not stop the others
            log.exception("courier.failed", extra={"platform": channel[0], "channel": channel[1]})
            self._trouble = "an unexpected error; its trace is in the log"

    def _note_trouble(self, reason: str) -> None:
        if self._trouble is None:
            log.error("courier.waits", extra={"reason": reason})
        self._trouble = reason


def _channel(turn: Turn) -> _Channel:
    return turn.platform, turn.channel
