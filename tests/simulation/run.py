"""One simulated stretch of time: the whole app lives and dies in it, and what came of it is looked at afterwards."""

import asyncio
import gc
import logging
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bot.app import open_app
from bot.config import ChannelSettings, Config, SourceSettings, TopicSettings
from bot.config.settings import HttpSettings, OperatorsSettings, ScheduleSettings
from bot.errors import StoreError
from bot.pipeline import Feeding
from bot.store import Store
from bot.wiring import Rhythm, World
from tests.lifetimes import Crash, FakeClock, InlineConnection
from tests.simulation.newsroom import BEGIN, Newsroom, open_newsroom
from tests.simulation.platforms import OPERATORS, Platform, make_sky, platforms, subscriptions
from tests.simulation.virtual import Life, SimulationLoop, VirtualSchedule

_template: list[bytes] = []


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How much of everything."""

    seed: int
    storm: timedelta = timedelta(days=1)
    feeds: int = 25
    a_day: float = 4.0
    """Articles per feed."""
    poll: timedelta = timedelta(hours=1)
    is_fair: bool = False
    """Nothing fails and nobody dies, except for the steps of the clock given here."""
    steps: tuple[tuple[timedelta, timedelta], ...] = ()
    """When the wall clock is set back, and by how much; forward where that is negative."""

    @property
    def digest(self) -> time:
        """In the calm, when nothing new comes any more."""
        return (BEGIN + self.end - timedelta(minutes=30)).time()

    @property
    def end(self) -> timedelta:
        """After the storm every source is polled once more, and every channel that refused us tried again."""
        return self.storm + self.poll + timedelta(hours=2)

    @property
    def command(self) -> str:
        """What replays it."""
        days = self.storm / timedelta(days=1)
        minutes = self.poll / timedelta(minutes=1)
        return (
            f"python -m tests.simulation --seed {self.seed} --days {days:.9g} --feeds {self.feeds} "
            f"--a-day {self.a_day:g} --poll {minutes:g}"
        )


@dataclass
class Scene:
    """Everything that exists in one run."""

    plan: Plan
    path: Path
    clock: FakeClock
    truth: FakeClock
    """The platforms' clock, which nobody steps."""
    newsroom: Newsroom
    chats: dict[str, Platform]
    full: list[tuple[float, float]] = field(default_factory=list)
    """From which second to which the disk is full."""
    steps: list[tuple[timedelta, timedelta]] = field(default_factory=list)
    lives: int = 0
    deaths: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.path / "nutgraf.db"

    def passed(self) -> timedelta:
        return timedelta(seconds=self.truth.monotonic())

    def note(self, event: str, error: BaseException | None) -> None:
        """Write down what went wrong, unless it is a fault we made."""
        if not isinstance(error, Crash | StoreError | asyncio.CancelledError):
            self.unexpected.append(f"{event}: {error!r}")

    def is_disk_full(self) -> bool:
        now = self.truth.monotonic()
        return any(start <= now < end for start, end in self.full)


def simulate(plan: Plan, path: Path, platform: type[Platform] = Platform) -> Scene:
    """Live through a plan; returns what there is in the end."""
    loop = SimulationLoop()
    scene = _stage(plan, path, loop, platform)
    loop.set_exception_handler(lambda _, context: scene.note(context["message"], context.get("exception")))
    gc.disable()  # looking for garbage takes a tenth of the time, and the process is over soon
    try:
        with _watched(scene):
            loop.run_until_complete(_play(scene, loop))
    finally:
        gc.enable()
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
        loop.set_exception_handler(lambda *_: None)  # what crashed processes had begun is found now
        gc.collect()  # a hundred weeks in one process would fill the memory
    return scene


def _stage(plan: Plan, path: Path, loop: SimulationLoop, platform: type[Platform]) -> Scene:
    rng = Random(plan.seed)
    truth = FakeClock(BEGIN, loop.time)
    clock = FakeClock(BEGIN, loop.time)

    def passed() -> timedelta:
        return timedelta(seconds=loop.time())

    newsroom = open_newsroom(rng, passed, feeds=plan.feeds, length=plan.storm, a_day=plan.a_day)
    names = tuple(newsroom.feeds)
    skies = {
        name: make_sky(Random(rng.random()), passed, tuple(w.channel for w in subscriptions(name, names)), plan.storm)
        for name in ("discord", "slack")
    }
    scene = Scene(plan, path, clock, truth, newsroom, platforms(rng, truth, skies, platform))
    if plan.is_fair:
        for sky in skies.values():
            sky.until = timedelta(0)
        scene.steps = list(plan.steps)
        return scene
    for feed in newsroom.feeds.values():
        _trouble(rng, feed, plan.storm)
    for _ in range(round(plan.storm / timedelta(days=1))):
        start = plan.storm * rng.random()
        end = min(plan.storm, start + timedelta(minutes=rng.uniform(1, 20)))
        scene.full.append((start.total_seconds(), end.total_seconds()))
    scene.steps = _clock_steps(rng, plan.storm)
    return scene


def _clock_steps(rng: Random, storm: timedelta) -> list[tuple[timedelta, timedelta]]:
    """Set the wall clock back or forward about twice a day, and right again before the calm."""
    times = sorted(storm * rng.random() * 0.9 for _ in range(round(2 * (storm / timedelta(days=1)))))
    sizes = (timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=3), timedelta(seconds=-40))
    steps = [(at, rng.choice(sizes)) for at in times]
    return [*steps, (storm * 0.95, -sum((size for _, size in steps), timedelta(0)))]


def _trouble(rng: Random, feed: Any, storm: timedelta) -> None:
    days = storm / timedelta(days=1)
    for _ in range(round(days * 2 * rng.random())):
        start = storm * rng.random()
        end = min(storm, start + timedelta(hours=rng.uniform(0.2, 4)))
        feed.troubles.append((start, end, rng.choice(("error", "retry", "slow"))))
    if rng.random() < 0.02:
        feed.troubles.insert(0, (storm * rng.random(), storm * 10, "gone"))


@contextmanager
def _watched(scene: Scene) -> Iterator[None]:
    """Note every error in the log that is none of the faults we made."""

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            error = record.exc_info[1] if record.exc_info else None
            if error is not None:
                scene.note(record.getMessage(), error)

    watch, log = Watch(), logging.getLogger("bot")
    log.addHandler(watch)
    before, log.propagate = log.propagate, False
    level = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.removeHandler(watch)
        log.propagate = before
        log.setLevel(level)


async def _play(scene: Scene, loop: SimulationLoop) -> None:
    rng = Random(scene.plan.seed * 7919 + 1)
    end = scene.plan.end
    await _new_database(scene)
    steps = asyncio.ensure_future(_step_clock(scene))
    while scene.passed() < end:
        scene.lives += 1
        left = end - scene.passed()
        stormy = scene.plan.storm - scene.passed()
        if stormy > timedelta(0) and not scene.plan.is_fair:
            died = await _live(scene, loop, rng, stormy)
            await asyncio.sleep(rng.choice((0, 1, 5, 30, 90, 600)))
        else:
            died = await _live(scene, loop, None, left)
        scene.deaths.append(died)
        if died == "failed" and stormy <= timedelta(0):
            break  # it would fail for ever
    steps.cancel()


async def _new_database(scene: Scene) -> None:
    """Put an empty database there, a copy of the first one made: migrating takes longer than living an hour."""
    if not _template:
        store = await Store.open(f"sqlite:///{scene.database}", clock=scene.clock, connect=InlineConnection.opener())
        await store.close()
        _template.append(scene.database.read_bytes())
    scene.database.write_bytes(_template[0])


async def _step_clock(scene: Scene) -> None:
    for at, size in scene.steps:
        await asyncio.sleep((at - scene.passed()).total_seconds())
        scene.clock.set_back(size)


async def _live(scene: Scene, loop: SimulationLoop, rng: Random | None, longest: timedelta) -> str:
    """Run one process until it dies, is stopped or its time is over; returns what became of it."""
    how, touches = "end of time", None
    if rng is not None:
        how = rng.choice(("touch", "step", "moment", "stopped"))
        touches = rng.randrange(1, 1_600) if how == "touch" else None
        if how in ("moment", "stopped"):
            longest = min(longest, timedelta(seconds=rng.expovariate(1 / 5400)))
    life = Life(touches, scene.is_disk_full)
    if how == "step" and rng is not None:
        loop.at_step(rng.randrange(1, 12_000), life.end)
    for chat in scene.chats.values():
        chat.fuse = life
    me = asyncio.current_task()
    before = asyncio.all_tasks()
    process = asyncio.ensure_future(_process(scene, life))
    await asyncio.wait((process, life.died), timeout=longest.total_seconds(), return_when=asyncio.FIRST_COMPLETED)
    if how in ("stopped", "end of time") and not life.is_over:
        process.cancel()
        await asyncio.wait((process,))
    failed = process.done() and not process.cancelled() and process.exception()
    life.end()
    gc.unfreeze()  # a process that ends freezes all there is: this one lives on
    left = [task for task in asyncio.all_tasks() if task is not me and task not in before]
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left)
    is_our_doing = isinstance(failed, StoreError) and scene.is_disk_full()
    if failed and not is_our_doing and "Crash" not in repr(failed):
        scene.unexpected.append(f"process: {failed!r}")
        how = "failed"
    return how


async def _process(scene: Scene, life: Life) -> None:
    world = World(
        clock=scene.clock,
        connect=InlineConnection.opener(life),
        schedule=lambda _: VirtualSchedule(scene.clock),
        rhythm=Rhythm(poll=timedelta(minutes=10), recheck=timedelta(minutes=20), watchdog=timedelta(minutes=30)),
        feedings={
            name: Feeding(source=feed, every=scene.plan.poll, backlog=None)
            for name, feed in scene.newsroom.feeds.items()
        },
        adapters=scene.chats,
    )
    async with AsyncExitStack() as stack:
        app = await open_app(settings(scene), stack, world)
        await app.run()


def settings(scene: Scene) -> Config:
    """Return the settings of the simulated operator."""
    names = tuple(scene.newsroom.feeds)
    wishes = [each for platform in scene.chats for each in subscriptions(platform, names)]
    return Config(
        database=f"sqlite:///{scene.database}",
        sources=tuple(SourceSettings(kind="feed", name=name, url=f"https://{name}.test/rss") for name in names),
        topics=(TopicSettings(name="troops", count=("soldier", "troop")),),
        channels=tuple(
            ChannelSettings(
                platform=each.platform,
                id=each.channel,
                topics=each.topics,
                sources=each.sources,
                keywords=each.keywords,
                cadence=each.cadence,
                on_change=each.on_change,
            )
            for each in wishes
        ),
        http=HttpSettings(enabled=False),
        operators=OperatorsSettings(platform=OPERATORS[0], id=OPERATORS[1]),
        schedule=ScheduleSettings(poll=scene.plan.poll, deliver=timedelta(minutes=30), digest=scene.plan.digest),
    )
