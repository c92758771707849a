"""A machine in which hypothesis plays owner, platform, operator and fate with the outbox."""

import asyncio
import itertools
import shutil
from collections.abc import Callable, Coroutine, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import delete

from bot.delivery import Courier, RetryPolicy
from bot.model import DeliveryState
from bot.ports import Certainty
from bot.store import AlertKind, Owed, Store, Verdict
from bot.store.tables import alerts, channels, deliveries
from tests import make
from tests.delivery.office import new_database
from tests.fakes import FakeChat, Weather
from tests.lifetimes import Crash, FakeClock, Fuse, InlineConnection, expect_crashes

CHANNELS = ("a", "b", "c")
STORM = (Weather.FAIR, Weather.LOST, Weather.CUT, Weather.BROKEN, Weather.DOWN, Weather.LIMITED, Weather.FORBIDDEN)

UNREST = 1000
"""Touches of the platform after which a Courier that still finds something to do will never end."""

T = TypeVar("T")
Open = Callable[[], Coroutine[Any, Any, Store]]
Ground = Callable[[FakeClock], Coroutine[Any, Any, Open]]
"""Makes an empty database for one life; returns what opens it, at each start within that life."""


class LoudFuse(Fuse):
    """A fuse that says when it blows, so that the rest of its process ends then and there."""

    def __init__(self, touches: int) -> None:
        super().__init__(touches)
        self.blown = asyncio.Event()

    def touch(self) -> None:
        try:
            super().touch()
        except Crash:
            self.blown.set()
            raise


class OutboxMachine(RuleBasedStateMachine):
    """One store, one platform, a Courier that is started, crashed and started again."""

    ground: Ground
    certainty: Certainty
    policy = RetryPolicy()
    platform: type[FakeChat] = FakeChat

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(expect_crashes)
        self.clock = FakeClock()
        self.chat = self.platform(self.clock, certainty=self.certainty)
        self.numbers = itertools.count(1)
        self.owed: dict[str, list[str]] = {channel: [] for channel in CHANNELS}
        self.open_store = self.run(type(self).ground(self.clock))
        self.store = self.run(self.open_store())
        self.courier = self.new_courier()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def new_courier(self) -> Courier:
        return Courier(self.store, {"fake": self.chat}, self.clock, policy=self.policy, fresh_for=timedelta(days=99))

    @initialize(number=st.integers(1, 3), storm=st.lists(st.sampled_from(STORM), min_size=3, max_size=9))
    def begin(self, number: int, storm: list[Weather]) -> None:
        for _ in range(number):
            self.owe(CHANNELS)
        self.deliver(storm)

    @rule(channels=st.sets(st.sampled_from(CHANNELS), min_size=1))
    def owe(self, channels: Iterable[str]) -> None:
        number = next(self.numbers)
        alert = make.alert(number, at=self.clock.now(), kind=AlertKind.ALERT)

        async def write() -> None:
            for _ in range(2):  # owing twice is owing once
                async with self.store.transaction() as tx:
                    owed = [Owed(platform="fake", channel=channel) for channel in sorted(channels)]
                    await self.store.outbox.owe(tx, alert, owed)

        self.run(write())
        for channel in channels:
            self.owed[channel].append(f"alert {number}")

    @rule(storm=st.lists(st.sampled_from(STORM), max_size=6))
    def deliver(self, storm: list[Weather]) -> None:
        self.face(storm)
        self.run(self.deliver_all())

    @rule(touches=st.integers(1, 12), storm=st.lists(st.sampled_from(STORM), max_size=3))
    def deliver_and_crash(self, touches: int, storm: list[Weather]) -> None:
        self.face(storm)
        self.run(self.deliver_until(LoudFuse(touches)))
        self.run(self.restart())

    def face(self, storm: Iterable[Weather]) -> None:
        coming = iter(storm)
        self.chat.forecast = lambda action, channel: next(coming, Weather.FAIR)

    async def deliver_all(self) -> None:
        fuse = LoudFuse(UNREST)
        await self.deliver_until(fuse)
        assert not fuse.is_blown, "the Courier does not come to rest"

    async def deliver_until(self, fuse: LoudFuse) -> None:
        """Deliver what is due, or die on the way as a process does: with all its tasks."""
        self.chat.fuse = fuse
        endings = (asyncio.ensure_future(self.courier.deliver_due()), asyncio.ensure_future(fuse.blown.wait()))
        await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        if not fuse.is_blown:
            endings[0].result()

    async def restart(self) -> None:
        await self.store.close()
        self.store = await self.open_store()
        self.courier = self.new_courier()

    @rule()
    def stop_and_start(self) -> None:
        self.run(self.restart())

    @rule(seconds=st.sampled_from([1, 7, 45, 90, 4000]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def teardown(self) -> None:
        try:
            self.run(self.settle_everything())
            for channel in CHANNELS:
                assert self.chat.texts(channel) == self.owed[channel]
        finally:
            self.run(self.store.close())
            self.loop.close()

    async def settle_everything(self) -> None:
        self.face(())
        await self.restart()
        for _ in range(20):
            await self.deliver_all()
            for left in await self.store.outbox.ambiguous():
                async with self.store.transaction() as tx:
                    await self.store.outbox.resolve(tx, left.id, Verdict.RESEND)
            if await self.store.outbox.oldest_owed_at() is None:
                break
            self.clock.advance(timedelta(minutes=2))
        counts = await self.store.outbox.counts()
        assert counts[DeliveryState.POSTED] == sum(len(owed) for owed in self.owed.values())
        assert sum(counts.values()) == counts[DeliveryState.POSTED]


def sqlite_ground(path: Path, kind: type[Store] = Store) -> Ground:
    """Each life has its own file."""

    async def empty(clock: FakeClock) -> Open:
        folder = path / "life"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        await new_database(folder / "n.db", clock)
        return lambda: kind.open(f"sqlite:///{folder}/n.db", clock=clock, connect=InlineConnection.opener())

    return empty


def postgres_ground(url: str, kind: type[Store] = Store) -> Ground:
    """Each life finds the outbox empty."""

    async def empty(clock: FakeClock) -> Open:
        store = await kind.open(url, clock=clock)
        async with store.transaction() as tx:
            for table in (deliveries, alerts, channels):
                await tx.execute(delete(table))
        await store.close()
        return lambda: kind.open(url, clock=clock)

    return empty


def live(
    ground: Ground,
    certainty: Certainty,
    *,
    examples: int,
    steps: int,
    policy: RetryPolicy | None = None,
    platform: type[FakeChat] = FakeChat,
    phases: tuple[Phase, ...] = tuple(Phase),
) -> None:
    """Live so many lives of so many steps; raises AssertionError where a reader would see something wrong."""

    class Machine(OutboxMachine):
        pass

    Machine.ground = staticmethod(ground)  # type: ignore[method-assign,assignment]
    Machine.certainty = certainty
    Machine.policy = policy or RetryPolicy()
    Machine.platform = platform
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            derandomize=examples < 100,
            phases=phases,
            report_multiple_bugs=False,
        ),
    )
