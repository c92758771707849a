"""When things run: the only place that knows APScheduler."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import SystemClock
from bot.ports import Clock

Job = Callable[[], Awaitable[None]]

_JITTER_SHARE = 0.1
_LOOK_EVERY = timedelta(seconds=1)
_STEP = timedelta(seconds=1)
"""By how much the wall clock must fall behind the monotonic one at once to have been set back; drift is far less."""


def latest(at: time, timezone: str, now: datetime) -> datetime:
    """Return when it was last this wall-clock time in a timezone, `now` included."""
    local = now.astimezone(ZoneInfo(timezone))
    today = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


class Schedule:
    """Recurring jobs: at most one run of each at a time; runs missed while busy or asleep become one.

    APScheduler sleeps until a wall-clock time, so a clock set back an hour would silence it for an hour. A monotonic
    timer beside it looks for that every second and computes every next run anew.
    """

    def __init__(self, timezone: str, clock: Clock | None = None) -> None:
        self._timezone = ZoneInfo(timezone)
        self._clock = clock or SystemClock()
        self._scheduler = AsyncIOScheduler(
            timezone=self._timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._triggers: dict[str, Callable[[], BaseTrigger]] = {}
        self._look: asyncio.TimerHandle | None = None
        self._began_at = self._now_by_monotonic()
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns of every run left out while one goes on

    def every(self, name: str, interval: timedelta, job: Job) -> None:
        """Run a job again and again. Longer intervals get jitter: jobs aligned on one second stall the loop."""
        seconds = interval.total_seconds()
        jitter = seconds * _JITTER_SHARE if seconds >= 10 else None
        self._add(name, job, lambda: IntervalTrigger(seconds=seconds, jitter=jitter, timezone=self._timezone))

    def daily(self, name: str, at: time, job: Job) -> None:
        """Run a job once a day at a wall-clock time of the schedule's timezone."""
        self._add(name, job, lambda: CronTrigger(hour=at.hour, minute=at.minute, timezone=self._timezone))

    def start(self) -> None:
        """Start running jobs on the current event loop."""
        self._scheduler.start()
        self._began_at = self._now_by_monotonic()
        self._look_later()

    def restart(self) -> None:
        """Compute every next run anew: after the clock was stepped back they lie as far ahead as it was stepped."""
        for name, trigger in self._triggers.items():
            # A new trigger: an interval's old one counts from when it was made, which now lies ahead as well.
            self._scheduler.reschedule_job(name, trigger=trigger())

    def close(self) -> None:
        """Stop; a job that runs is left to its own cancellation."""
        if self._look is not None:
            self._look.cancel()
            self._look = None
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _add(self, name: str, job: Job, trigger: Callable[[], BaseTrigger]) -> None:
        async def run() -> None:
            with contextlib.suppress(asyncio.CancelledError):  # only `close` cancels; APScheduler would log a trace
                await job()

        self._triggers[name] = trigger
        self._scheduler.add_job(run, trigger(), id=name)

    def _look_later(self) -> None:
        self._look = asyncio.get_running_loop().call_later(_LOOK_EVERY.total_seconds(), self._look_at_clock)

    def _look_at_clock(self) -> None:
        began_at = self._now_by_monotonic()
        if began_at < self._began_at - _STEP:
            self.restart()
        self._began_at = began_at
        self._look_later()

    def _now_by_monotonic(self) -> datetime:
        """Return the wall-clock time at which the monotonic clock read nothing: it moves only when that is set."""
        return self._clock.now() - timedelta(seconds=self._clock.monotonic())
