"""The composition root: open, wire, run, close."""

import asyncio
import gc
import logging
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfiles import Change, awatch

from bot.commands import Answering, Desk
from bot.config import Config, SourceSettings
from bot.delivery import Courier, Outcome
from bot.delivery.alarm import Alarm
from bot.delivery.steady import SteadyClock
from bot.delivery.warnings import tell_of_warnings
from bot.errors import DeliveryError, NutgrafError, StoreError
from bot.health import Health
from bot.message import Footer, Message
from bot.metrics import Metrics
from bot.pipeline import Feeding, Pipeline, PollReport
from bot.pipeline.digest import Digests
from bot.pipeline.grouping import Grouping
from bot.pipeline.recheck import Recheck
from bot.polling import Polling
from bot.ports import ChatAdapter, CommandCall, Webhook
from bot.schedule import Schedule, latest
from bot.store import AlertKind, Delivery, Store
from bot.wiring import World, load_adapters, open_feedings, take_over

if TYPE_CHECKING:
    from bot.http import HttpPort

_log = logging.getLogger(__name__)


class App:
    """A running Nutgraf: everything wired together, opened and closed as one."""

    def __init__(
        self,
        config: Config,
        store: Store,
        feedings: Mapping[str, Feeding],
        adapters: Mapping[str, ChatAdapter],
        grouping: Grouping,
        world: World,
    ) -> None:
        clock = SteadyClock(world.clock)  # turns come by it: none may wait for an hour that has been already
        self.config = config
        self.store = store
        self.metrics = Metrics()
        self._world = world
        self._clock = clock
        self._feedings = feedings
        self._adapters = adapters
        self._dead_adapters: dict[str, str] = {}
        operators = ((config.operators.platform, config.operators.id),) if config.operators else ()
        self._operators = operators
        self.courier = Courier(
            store,
            adapters,
            clock,
            operators=operators,
            fresh_for=config.schedule.fresh_for,
            observer=self._observe,
        )
        wake = self.courier.wake
        sources = {name: feeding.source for name, feeding in feedings.items()}
        self.pipeline = Pipeline(
            store=store, grouping=grouping, clock=clock, metrics=self.metrics, owed=wake, operators=operators
        )
        self._digests = Digests(store=store, clock=clock, owed=wake)
        self._recheck = Recheck(
            store=store,
            sources=sources,
            clock=clock,
            owed=wake,
            every={name: feeding.every for name, feeding in feedings.items()},
            at_hand=[name for name, feeding in feedings.items() if feeding.is_at_hand],
        )
        self.answering = Answering(Desk(store, world.clock, topics_changed=self._offer_commands, work_owed=wake))
        self._polling = Polling(store, self.pipeline, feedings, clock, troubled=lambda told: self._alarm.notice(told))
        self._alarm = Alarm(adapters, operators if world.alarms else (), clock, write=self._polling.free_turns)
        self._jobs: set[asyncio.Task[Any]] = set()
        self.metrics.expect(tuple(feedings), tuple(adapters))
        self.metrics.ready.set_function(lambda: float(self._health().is_ready))

    async def poll_all(self) -> tuple[PollReport, ...]:
        """Poll every source whatever its interval, except where its server forbids; in the settings' order."""
        return await self._polling.all()

    async def run_once(self) -> tuple[PollReport, ...]:
        """Make one pass: poll every source, look at fresh articles again, deliver what is due."""
        reports = await self.poll_all()
        await self._recheck.check_due()
        await self._recheck.check_at_hand()
        await self._catch_up()
        await tell_of_warnings(self.store, self._operators)
        await self.courier.deliver_due()
        return reports

    async def run(self) -> None:
        """Serve until cancelled. Raises StoreError or OSError where it cannot even start."""
        async with AsyncExitStack() as stack:
            if self.config.http.enabled:
                port = self._port()
                await port.open()
                stack.push_async_callback(port.close)
                _log.info("listening", extra={"host": self.config.http.host, "port": port.port})
            specs = await self.answering.refresh()
            await self._surviving("digest", self._catch_up)()
            await self._surviving("warnings", partial(tell_of_warnings, self.store, self._operators))()
            stack.push_async_callback(self._end_work)
            schedule = self._schedule()
            stack.callback(schedule.close)
            schedule.start()
            async with asyncio.TaskGroup() as tasks:
                for adapter in self._adapters.values():
                    tasks.create_task(self._serve(adapter, specs), name=f"adapter {adapter.platform}")
                tasks.create_task(self.courier.run(), name="courier")
                tasks.create_task(self._watchdog(schedule), name="watchdog")
                tasks.create_task(self._watch_database(), name="alarm")
                for settings in self.config.sources:
                    if settings.kind == "folder":
                        tasks.create_task(self._watch(settings), name=f"watch {settings.name}")
                _log.info(
                    "started", extra={"sources": len(self._feedings), "adapters": ",".join(self._adapters) or "none"}
                )

    async def _end_work(self) -> None:
        """Cut polls and jobs under way, before what they read with and write to is closed."""
        work = (*self._polling.under_way, *self._jobs)
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        gc.freeze()  # or the interpreter looks through all that was ever imported, half a second long, as it ends

    def _schedule(self) -> Schedule:
        schedule = self._world.schedule(self.config.schedule.timezone)
        schedule.every("poll", self._world.rhythm.poll, self._surviving("poll", self._polling.start_due))
        schedule.every("deliver", self.config.schedule.deliver, self._surviving("deliver", self._nudge))
        schedule.every("recheck", self._world.rhythm.recheck, self._surviving("recheck", self._recheck.check_due))
        schedule.daily("digest", self.config.schedule.digest, self._surviving("digest", self._digests.gather))
        return schedule

    def _surviving(self, name: str, job: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[None]]:
        """Let a job fail without taking the others down."""

        async def run() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._jobs.add(task)
            try:
                await job()
            except StoreError as error:
                self._alarm.notice(str(error))
            except NutgrafError as error:
                _log.warning("job_failed", extra={"job": name, "error": str(error)})
            except Exception:  # noqa: BLE001 - one job's failure must not stop the others; it is logged
                _log.exception("job_failed", extra={"job": name})
            finally:
                self._jobs.discard(task)

        return run

    async def _catch_up(self) -> None:
        """Owe the digests that fell due while nothing ran."""
        times = self.config.schedule
        await self._digests.catch_up(latest(times.digest, times.timezone, self._clock.now()))

    async def _nudge(self) -> None:
        self.courier.wake()
        for state, count in (await self.store.outbox.counts()).items():
            self.metrics.deliveries.labels(state.value).set(count)

    async def _serve(self, adapter: ChatAdapter, specs: Any) -> None:
        """Run an adapter; one that ends for good (a wrong token) leaves the others running."""
        try:
            await adapter.run(self._answer, specs)
        except DeliveryError as error:
            self._dead_adapters[adapter.platform] = str(error)
            _log.error("adapter_stopped", extra={"platform": adapter.platform, "error": str(error)})

    async def _answer(self, call: CommandCall) -> Message:
        """Answer a call and count it."""
        known = {f"{spec.group} {spec.name}" if spec.group else spec.name for spec in self.answering.specs}
        self.metrics.commands.labels(call.platform, call.command if call.command in known else "unknown").inc()
        return await self.answering(call)

    async def _watch(self, settings: SourceSettings) -> None:
        """Poll a folder as soon as something in it changes, besides its regular turns."""
        feeding = self._feedings[settings.name]
        await self._surviving("recheck", self._recheck.check_at_hand)()  # what was written while we were not there
        while True:
            try:
                if settings.path and settings.path.is_dir():
                    async for changes in awatch(settings.path, step=200, rust_timeout=1000):
                        self._polling.start(feeding)
                        written = [path for change, path in changes if change is not Change.deleted]
                        await self._surviving("recheck", partial(self._check_written, settings, written))()
            except OSError as error:
                _log.warning("watch_failed", extra={"source": settings.name, "error": str(error)})
            await asyncio.sleep(30)

    async def _check_written(self, settings: SourceSettings, written: Sequence[str]) -> None:
        """Look again at the articles of files that were written anew."""
        await self._recheck.check_changed(settings.name, _inside(settings.path or Path(), written))

    async def _watchdog(self, schedule: Schedule) -> None:
        """Keep polling when the wall clock is stepped back, which puts APScheduler to sleep; measure the loop's lag."""
        every = self._world.rhythm.watchdog.total_seconds()
        while True:
            before = self._clock.monotonic()
            await asyncio.sleep(every)
            now = self._clock.monotonic()
            self.metrics.loop_lag.observe(max(0.0, now - before - every))
            silent_for = now - self._polling.started_at
            if silent_for > 2 * every:
                _log.warning("clock_stepped", extra={"silent_for": round(silent_for)})
                schedule.restart()
                await self._surviving("poll", self._polling.start_due)()

    async def _watch_database(self) -> None:
        """Let operators know while the database takes nothing, and when that is over."""
        while True:
            await asyncio.sleep(self._world.rhythm.watchdog.total_seconds())
            if self.courier.trouble:
                self._alarm.notice(self.courier.trouble)
            await self._alarm.look()

    def _observe(self, delivery: Delivery, outcome: Outcome) -> None:
        self.metrics.attempts.labels(delivery.platform, outcome.value).inc()
        if outcome is Outcome.RATE_LIMITED:
            self.metrics.rate_limited.labels(delivery.platform).inc()
        if outcome is Outcome.POSTED:
            _log.info(
                "posted",
                extra={"platform": delivery.platform, "channel": delivery.channel, "kind": delivery.alert.kind.value},
            )
            self.metrics.owed_for.observe((self._clock.now() - delivery.created_at).total_seconds())
            published_at = _published_at(delivery)
            if published_at:
                self.metrics.delay.observe(max(0.0, (self._clock.now() - published_at).total_seconds()))

    async def _offer_commands(self) -> None:
        """Register the commands anew after a topic was added or removed."""
        specs = await self.answering.refresh()
        for adapter in self._adapters.values():
            try:
                await adapter.update_commands(specs)
            except DeliveryError as error:
                _log.warning("commands_not_updated", extra={"platform": adapter.platform, "error": str(error)})

    def _port(self) -> "HttpPort":
        from bot.http import HttpPort  # noqa: PLC0415 - the web server takes a third of a second, --once needs none

        webhooks: dict[str, Webhook] = {}
        for adapter in self._adapters.values():
            webhooks |= adapter.webhooks
        return HttpPort(
            host=self.config.http.host,
            port=self.config.http.port,
            health=self._health,
            metrics=self.metrics.page,
            webhooks=webhooks,
        )

    def _health(self) -> Health:
        reasons = [f"{platform}: {reason}" for platform, reason in self._dead_adapters.items()]
        trouble = self._alarm.trouble or self.courier.trouble
        if trouble:
            reasons.append(trouble)
        return Health(tuple(reasons))


def _inside(folder: Path, paths: Sequence[str]) -> list[str]:
    """Return paths as a folder's source names its files."""
    root = os.path.realpath(folder)
    return [Path(os.path.relpath(os.path.realpath(path), root)).as_posix() for path in paths]


def _published_at(delivery: Delivery) -> datetime | None:
    """When the alerted article was published, as the alert's small print says."""
    if delivery.alert.kind is not AlertKind.ALERT:
        return None
    footers = (block.text for block in delivery.message.blocks if isinstance(block, Footer))
    return next((run.at for text in footers for run in text if run.at), None)


async def open_app(config: Config, stack: AsyncExitStack, world: World | None = None) -> App:
    """Open the database, the sources and the adapters; `stack` closes them. Raises StoreError, ConfigError."""
    world = world or World()
    store = await Store.open(config.database, clock=world.clock, connect=world.connect)
    stack.push_async_callback(store.close)
    for warning in store.warnings:
        _log.info("database_warning", extra={"warning": warning})
    feedings = await open_feedings(config, stack) if world.feedings is None else world.feedings
    adapters = load_adapters(config, world.clock) if world.adapters is None else world.adapters
    for adapter in adapters.values():
        stack.push_async_callback(adapter.close)
    await take_over(config, store, tuple(feedings), world.clock.now())
    grouping = await Grouping.open(store, world.clock)
    app = App(config, store, feedings, adapters, grouping, world)
    await app.answering.refresh()
    return app
