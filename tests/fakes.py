"""Stand-ins that are real code: a clock and an event loop that own time, a platform with weather, a source."""

import asyncio
import selectors
import sqlite3
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.errors import (
    AmbiguousDeliveryError,
    ArticleError,
    PermanentDeliveryError,
    SourceError,
    TransientDeliveryError,
)
from bot.message import Message
from bot.model import DeliveryId, Document, Entry
from bot.ports import Certainty, CommandSpec, Dispatch, Finding, MessageRef, Pace, Poll, SourceMemory, Webhook

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

T = TypeVar("T")


class Crash(BaseException):
    """The process died here."""


class Fuse:
    """Dies at its n-th touch, and stays dead: whoever touches it then was in the process that died."""

    def __init__(self, touches: int | None = None, then: Callable[[], object] = lambda: None) -> None:
        """`then` is called at the death, so that somebody may end what else belongs to the process."""
        self.left = touches
        self.touched = 0
        self._then = then

    @property
    def is_blown(self) -> bool:
        return self.left is not None and self.touched >= self.left

    def touch(self) -> None:
        self.touched += 1
        if self.is_blown:
            raise Crash

    def ask_disk(self) -> None:
        """Touch it before something is asked of the disk."""
        self.touch()


class Disk(Fuse):
    """A fuse that never blows; but while the disk is full, nothing can be had from the database."""

    is_full = False

    def ask_disk(self) -> None:
        if self.is_full:
            raise sqlite3.OperationalError("database or disk is full")


class FakeClock:
    """Time that passes only when told, or as a virtual loop's `seconds` go."""

    def __init__(self, start: datetime = NOON, seconds: Callable[[], float] = lambda: 0.0) -> None:
        self._start = start
        self._seconds = seconds
        self._passed = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return self._passed + self._seconds()

    def advance(self, duration: timedelta) -> None:
        """Let time pass."""
        self._passed += duration.total_seconds()

    def set_back(self, duration: timedelta) -> None:
        """Step the wall clock; a negative duration sets it forward."""
        self._start -= duration


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on which waiting costs nothing: when all wait, time jumps to the next timer."""

    def __init__(self) -> None:
        self._virtual = 0.0
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._virtual

    def jump(self, seconds: float) -> None:
        """Let that much time have passed."""
        self._virtual += seconds


class _Jumping(selectors.DefaultSelector):  # type: ignore[valid-type,misc]
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._jumping_loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        ready: list[Any] = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise RuntimeError("everything waits and no timer runs: a deadlock")
        self._jumping_loop.jump(timeout + 1e-9)
        return []


def run_virtually(main: Callable[[FakeClock], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function on a virtual loop, handing it the clock that goes with it."""
    loop = VirtualLoop()
    loop.set_exception_handler(expect_crashes)
    try:
        return loop.run_until_complete(main(FakeClock(seconds=loop.time)))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def expect_crashes(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Handle a loop's stray exceptions, of which a Crash is none."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


class InlineConnection(sqlite3.Connection):
    """An SQLite connection that may burn a fuse; a store that has it leaves nothing to threads.

    Give `InlineConnection.opener(fuse)` to Store.open as `connect`.
    """

    fuse: Fuse

    @classmethod
    def opener(
        cls, fuse: Fuse | None = None, opened: "list[InlineConnection] | None" = None
    ) -> Callable[..., "InlineConnection"]:
        """Return what opens such connections; each is also put into `opened`."""

        def connect(database: str, **options: Any) -> InlineConnection:
            connection: InlineConnection = sqlite3.connect(database, factory=cls, **options)
            connection.fuse = fuse or Fuse()
            if opened is not None:
                opened.append(connection)
            return connection

        return connect

    def cursor(self, factory: Any = None) -> "InlineCursor":
        del factory
        return super().cursor(InlineCursor)

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Run what the store says to the driver itself: how it is set up, and where transactions begin and end."""
        if statement == "PRAGMA synchronous=FULL":  # these crashes end no power: nothing has to reach a platter
            statement = "PRAGMA synchronous=OFF"
        if statement.startswith("BEGIN"):
            self.fuse.ask_disk()
        return super().cursor().execute(statement, *values)

    def commit(self) -> None:
        self.fuse.ask_disk()
        super().commit()
        self.fuse.touch()

    def rollback(self) -> None:
        if not self.fuse.is_blown:
            super().rollback()

    def stop(self) -> None:
        """Close at once, as the end of a process does: what was not committed never happened."""
        self.close()


class InlineCursor(sqlite3.Cursor):
    """A cursor that touches its connection's fuse before every statement."""

    def execute(self, statement: str, values: Any = ()) -> "InlineCursor":
        self._ask()
        return super().execute(statement, values)

    def executemany(self, statement: str, rows: Any) -> "InlineCursor":
        self._ask()
        return super().executemany(statement, rows)

    def _ask(self) -> None:
        assert isinstance(self.connection, InlineConnection)
        self.connection.fuse.ask_disk()


class Weather(StrEnum):
    """What happens to one request on its way."""

    FAIR = "fair"
    LOST = "lost"
    """Cut before it arrived."""
    CUT = "cut"
    """Accepted, then the connection is cut."""
    LATE = "late"
    """Cut for us, and accepted a while later."""
    BROKEN = "broken"
    """500 without having accepted it."""
    DOWN = "down"
    """503: surely not accepted."""
    LIMITED = "limited"
    """429."""
    FORBIDDEN = "forbidden"
    """403: the channel refuses everything."""
    REFUSED = "refused"
    """400: this message will never do."""
    SLOW = "slow"
    """Accepted, answered 3 s later."""
    HANGING = "hanging"
    """Accepted, never answered."""


Forecast = Callable[[str, str], Weather]
"""The weather for an action ("post", "find", "edit") in a channel."""


def always_fair(_action: str, _channel: str) -> Weather:
    return Weather.FAIR


@dataclass
class Posted:
    """A message readers see."""

    key: DeliveryId
    message: Message
    at: datetime
    ref: MessageRef
    reply_to: MessageRef | None
    edits: int = 0


NONCE = Certainty(same_key_window=timedelta(seconds=60), visible_after=timedelta(seconds=2))
"""As Discord: the same key within a minute is the same message."""
HISTORY = Certainty(same_key_window=timedelta(0), visible_after=timedelta(seconds=5))
"""As Slack: nothing but the history tells."""
UNLIMITED = Pace(channel_burst=10_000, channel_period=timedelta(seconds=1))


@dataclass
class FakeChat:
    """A platform. What readers see is in `seen`; `forecast` decides how each request fares."""

    clock: FakeClock
    platform: str = "fake"
    certainty: Certainty = NONCE
    pace: Pace = UNLIMITED
    forecast: Forecast = always_fair
    fuse: Fuse = field(default_factory=Fuse)
    limits: Pace | None = None
    """Enforced at the platform's door; None: whatever comes is taken."""
    retry_after: timedelta = timedelta(seconds=2)
    lateness: timedelta = timedelta(seconds=3)
    seen: dict[str, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    rate_limited: int = 0
    requests: int = 0
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    _arrivals: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _number: int = 0

    def texts(self, channel: str) -> list[str]:
        """Return the summaries readers see in a channel, in order."""
        return [posted.message.summary for posted in self.seen[channel]]

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        self.requests += 1
        self.fuse.touch()
        self._check_limits(channel)
        weather = self.forecast("post", channel)
        await self._before(weather)
        if weather is Weather.LATE:
            loop = asyncio.get_running_loop()
            loop.call_later(self.lateness.total_seconds(), self._accept, channel, message, key, reply_to)
            raise AmbiguousDeliveryError("connection cut")
        ref = self._accept(channel, message, key, reply_to)
        self.fuse.touch()
        await self._after(weather)
        return ref

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        self.fuse.touch()
        await self._before(self.forecast("find", channel))
        shown = self.clock.now() - self.certainty.visible_after * 0.2
        for posted in self.seen[channel]:
            if posted.key == key and since <= posted.at <= shown:
                return posted.ref
        return None

    async def edit(self, ref: MessageRef, message: Message) -> None:
        self.fuse.touch()
        weather = self.forecast("edit", ref.channel)
        await self._before(weather)
        for posted in self.seen[ref.channel]:
            if posted.ref == ref:
                posted.message = message
                posted.edits += 1
        self.fuse.touch()
        await self._after(weather)

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:
        await asyncio.Event().wait()

    async def diagnose(self, channels: tuple[str, ...]) -> tuple[Finding, ...]:
        return tuple(Finding(subject=channel, is_well=True, detail="") for channel in channels)

    async def close(self) -> None:
        return None

    async def _before(self, weather: Weather) -> None:
        match weather:
            case Weather.LOST:
                raise AmbiguousDeliveryError("connection cut")
            case Weather.BROKEN:
                raise AmbiguousDeliveryError("HTTP 500")
            case Weather.DOWN:
                raise TransientDeliveryError("HTTP 503")
            case Weather.LIMITED:
                self.rate_limited += 1
                raise TransientDeliveryError("HTTP 429", retry_after=self.retry_after)
            case Weather.FORBIDDEN:
                raise PermanentDeliveryError("HTTP 403", channel_is_dead=True)
            case Weather.REFUSED:
                raise PermanentDeliveryError("HTTP 400")
            case _:
                await asyncio.sleep(0)

    async def _after(self, weather: Weather) -> None:
        match weather:
            case Weather.CUT:
                raise AmbiguousDeliveryError("connection cut")
            case Weather.SLOW:
                await asyncio.sleep(3)
            case Weather.HANGING:
                await asyncio.Event().wait()
            case _:
                await asyncio.sleep(0)

    def _accept(self, channel: str, message: Message, key: DeliveryId, reply_to: MessageRef | None) -> MessageRef:
        now = self.clock.now()
        for posted in self.seen[channel]:
            if posted.key == key and now - posted.at < self.certainty.same_key_window:
                return posted.ref
        self._number += 1
        ref = MessageRef(channel=channel, message=str(self._number))
        self.seen[channel].append(Posted(key, message, now, ref, reply_to))
        return ref

    def _check_limits(self, channel: str) -> None:
        if self.limits is None:
            return
        rules = [(channel, self.limits.channel_burst, self.limits.channel_period)]
        if self.limits.overall_burst is not None and self.limits.overall_period is not None:
            rules.append(("*", self.limits.overall_burst, self.limits.overall_period))
        now = self.clock.monotonic()
        for name, burst, period in rules:
            arrivals = self._arrivals[name]
            while arrivals and arrivals[0] <= now - period.total_seconds():
                arrivals.popleft()
            if len(arrivals) >= burst:
                self.rate_limited += 1
                raise TransientDeliveryError("HTTP 429", retry_after=self.retry_after)
        for name, _, _ in rules:
            self._arrivals[name].append(now)


@dataclass
class FakeSource:
    """A source whose entries a test sets; a problem given instead is raised at the poll."""

    name: str = "source"
    entries: tuple[Entry, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    problem: SourceError | None = None
    polls: int = 0

    async def poll(self, memory: SourceMemory) -> Poll:
        self.polls += 1
        if self.problem is not None:
            raise self.problem
        return Poll(entries=self.entries, memory=memory)

    async def open(self, entry: Entry) -> Document:
        document = self.documents.get(entry.guid, entry.document)
        if document is None:
            raise ArticleError(f"{entry.guid}: cannot be had")
        return document
