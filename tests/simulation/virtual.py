"""Time for a whole app: a loop on which threads take no time, a schedule as weak as the real one, lives that end."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any

from tests.lifetimes import Crash, FakeClock, Fuse, VirtualLoop


class SimulationLoop(VirtualLoop):
    """A virtual loop that runs threads' work at once, and may be told to call somebody at its n-th step."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = 0
        self._alarm: tuple[int, Callable[[], None]] | None = None

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> "asyncio.Future[Any]":
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:  # noqa: BLE001 - it belongs to whoever awaits
            done.set_exception(error)
        return done

    def at_step(self, ahead: int, call: Callable[[], None]) -> None:
        """Call somebody between two steps, so many ahead."""
        self._alarm = (self.steps + ahead, call)

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:
        self.steps += 1
        if self._alarm and self.steps >= self._alarm[0]:
            call, self._alarm = self._alarm[1], None
            call()
        return super().call_soon(callback, *args, context=context)


class Life(Fuse):
    """One process: it dies at a touch of database or platform, or when told to; the dead change nothing any more."""

    def __init__(self, touches: int | None, is_disk_full: Callable[[], bool]) -> None:
        super().__init__(touches)
        self.is_disk_full = is_disk_full
        self.is_over = False
        self.died = asyncio.get_running_loop().create_future()

    @property
    def is_blown(self) -> bool:
        return self.is_over

    def end(self) -> None:
        """Die here."""
        self.is_over = True
        if not self.died.done():
            self.died.set_result(None)

    def touch(self) -> None:
        self.touched += 1
        if self.left is not None and self.touched >= self.left:
            self.end()
        if self.is_over:
            raise Crash

    def ask_disk(self) -> None:
        self.touch()
        if self.is_disk_full():
            raise sqlite3.OperationalError("database or disk is full")


class VirtualSchedule:
    """Recurring jobs at wall-clock times: as APScheduler does, it sleeps for an hour when that is set back an hour."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._jobs: dict[str, tuple[Callable[[datetime], datetime], Callable[[], Awaitable[None]]]] = {}
        self._next: dict[str, datetime] = {}
        self._running: dict[str, asyncio.Future[None]] = {}
        self._task: asyncio.Task[None] | None = None

    def every(self, name: str, interval: timedelta, job: Callable[[], Awaitable[None]]) -> None:
        self._jobs[name] = (lambda now: now + interval, job)

    def daily(self, name: str, at: time, job: Callable[[], Awaitable[None]]) -> None:
        def after(now: datetime) -> datetime:
            today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
            return today if today > now else today + timedelta(days=1)

        self._jobs[name] = (after, job)

    def start(self) -> None:
        self.restart()
        self._task = asyncio.ensure_future(self._run())

    def restart(self) -> None:
        now = self._clock.now()
        self._next = {name: after(now) for name, (after, _) in self._jobs.items()}
        if self._task is not None:
            self._task.cancel()
            self._task = asyncio.ensure_future(self._run())

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            wait = min(self._next.values()) - self._clock.now()
            await asyncio.sleep(max(0.0, wait.total_seconds()))
            now = self._clock.now()
            for name, (after, job) in self._jobs.items():
                if self._next[name] <= now:
                    self._next[name] = after(now)
                    if name not in self._running or self._running[name].done():
                        self._running[name] = asyncio.ensure_future(job())
