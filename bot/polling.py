"""Whose turn it is to be polled, and the polls under way."""

import asyncio
import logging
from collections.abc import Callable, Mapping

from bot.errors import StoreError
from bot.pipeline import Feeding, Outcome, Pipeline, PollReport
from bot.ports import Clock
from bot.store import SourceState, Store

AT_ONCE = 16
"""Sources polled side by side."""

_log = logging.getLogger(__name__)


class Polling:
    """Polls sources, each one at most once at a time."""

    def __init__(
        self,
        store: Store,
        pipeline: Pipeline,
        feedings: Mapping[str, Feeding],
        clock: Clock,
        *,
        troubled: Callable[[str], None],
    ) -> None:
        """`troubled` is told what the database would not take."""
        self._store = store
        self._pipeline = pipeline
        self._feedings = feedings
        self._clock = clock
        self._troubled = troubled
        self._polls: dict[str, asyncio.Task[PollReport]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.started_at = clock.monotonic()
        """When it was last looked whose turn it is, in seconds of the monotonic clock."""

    @property
    def under_way(self) -> tuple[asyncio.Task[PollReport], ...]:
        """The polls that have not ended."""
        return tuple(self._polls.values())

    async def all(self) -> tuple[PollReport, ...]:
        """Poll every source whatever its interval, except where its server forbids; in the settings' order."""
        return tuple(await asyncio.gather(*(self._poll_if_allowed(feeding) for feeding in self._feedings.values())))

    async def start_due(self) -> None:
        """Start a poll for every source whose turn has come and that is not being polled. Raises StoreError."""
        self.started_at = self._clock.monotonic()
        async with self._store.transaction() as tx:
            due = await self._store.sources.due(tx, self._clock.now())
        for state in due:
            feeding = self._feedings.get(state.name)
            if feeding:
                self.start(feeding, state)

    def start(self, feeding: Feeding, state: SourceState | None = None) -> None:
        """Start a poll of one source, unless it is being polled; `state` is what is known of it, read with its turn."""
        name = feeding.source.name
        if name in self._polls:
            return
        poll = asyncio.create_task(self._poll_in_turn(feeding, state), name=f"poll {name}")
        self._polls[name] = poll
        poll.add_done_callback(lambda done: self._ended(name, done))

    async def free_turns(self) -> None:
        """Give back the turns of polls that could not be recorded. Raises StoreError."""
        async with self._store.transaction() as tx:
            await self._store.sources.sync(tx, tuple(self._feedings))

    def _ended(self, name: str, poll: asyncio.Task[PollReport]) -> None:
        self._polls.pop(name, None)
        error = None if poll.cancelled() else poll.exception()
        if isinstance(error, StoreError):
            self._troubled(str(error))
        elif error:
            _log.error("poll_failed", extra={"source": name, "error": str(error)}, exc_info=error)

    async def _poll_in_turn(self, feeding: Feeding, state: SourceState | None = None) -> PollReport:
        async with self._turns:
            return await self._pipeline.poll(feeding, state)

    async def _poll_if_allowed(self, feeding: Feeding) -> PollReport:
        name = feeding.source.name
        if (await self._store.sources.state(name)).is_retired:
            return PollReport(source=name, outcome=Outcome.RETIRED, error="its server said it is gone for good")
        until = await self._pipeline.waiting_until(name)
        if until:
            told = f"its server asked us to wait until {until:%H:%M} UTC"
            return PollReport(source=name, outcome=Outcome.WAITING, error=told)
        return await self._poll_in_turn(feeding)
