"""An office for the Courier's tests: a store, platforms with weather, and a Courier at work on virtual time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.delivery import Courier
from bot.model import DeliveryState
from bot.store import Alert, Owed, Store
from tests.fakes import FakeChat, Forecast, Weather, always_fair
from tests.lifetimes import FakeClock, Fuse, InlineConnection, run_virtually

OPERATORS = ("fake", "operators")


@dataclass
class Office:
    """What is at hand in a scene."""

    store: Store
    chat: FakeChat
    courier: Courier
    clock: FakeClock

    async def owe(self, *alerts: Alert, to: tuple[str, ...] = ("news",), **options: Any) -> None:
        async with self.store.transaction() as tx:
            for alert in alerts:
                owed = [Owed(platform="fake", channel=channel, **options) for channel in to]
                await self.store.outbox.owe(tx, alert, owed)
        self.courier.wake()

    async def counts(self) -> dict[str, int]:
        """Return how many deliveries are in each state that has any."""
        return {state.value: number for state, number in (await self.store.outbox.counts()).items() if number}

    async def settled(self) -> bool:
        counts = await self.store.outbox.counts()
        return not counts[DeliveryState.PENDING] and not counts[DeliveryState.SENDING]


@dataclass
class Sky:
    """A forecast that changes: weather per action and channel, for so many requests or until changed."""

    now: Weather = Weather.FAIR
    then: Iterator[Weather] = field(default_factory=lambda: iter(()))
    only: str | None = None
    """The one channel it is about; fair elsewhere."""
    finding: Weather | None = None
    """The weather for looking through a history, where it is another."""

    def __call__(self, action: str, channel: str) -> Weather:
        if self.only is not None and channel != self.only:
            return Weather.FAIR
        if action == "find" and self.finding is not None:
            return self.finding
        return next(self.then, self.now)


Scene = Callable[[Office], Coroutine[Any, Any, None]]


_template: list[bytes] = []


async def new_database(path: Path, clock: FakeClock) -> None:
    """Put an empty database of today's schema there, unless there is one: a copy of the first one made."""
    if path.exists():
        return
    if not _template:
        store = await Store.open(f"sqlite:///{path}", clock=clock, connect=InlineConnection.opener())
        await store.close()
        _template.append(path.read_bytes())
    path.write_bytes(_template[0])


@asynccontextmanager
async def open_office(
    path: Path,
    clock: FakeClock,
    chat: FakeChat,
    *,
    fuse: Fuse | None = None,
    opened: list[InlineConnection] | None = None,
    kind: type[Store] = Store,
    **options: Any,
) -> AsyncIterator[Office]:
    """Open the store at a path and a Courier on it, not running yet; its connections are put into `opened`."""
    await new_database(path / "office.db", clock)
    connect = InlineConnection.opener(fuse, opened)
    store = await kind.open(f"sqlite:///{path}/office.db", clock=clock, connect=connect)
    options.setdefault("operators", (OPERATORS,))
    try:
        yield Office(store, chat, Courier(store, {chat.platform: chat}, clock, **options), clock)
    finally:
        await store.close()


@asynccontextmanager
async def at_work(office: Office) -> AsyncIterator[None]:
    """Let the Courier run for a block."""
    running = asyncio.create_task(office.courier.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def play(path: Path, scene: Scene, *, forecast: Forecast = always_fair, chat: Any = None, **options: Any) -> None:
    """Run a scene on virtual time beside a Courier at work; `chat` are options of the platform."""

    async def main(clock: FakeClock) -> None:
        fake = FakeChat(clock, forecast=forecast, **(chat or {}))
        async with open_office(path, clock, fake, **options) as office, at_work(office):
            await scene(office)

    run_virtually(main)


async def for_a(duration: timedelta) -> None:
    """Let virtual time pass."""
    await asyncio.sleep(duration.total_seconds())


SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
