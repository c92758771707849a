"""When things run: the only place that knows APScheduler."""

import logging
from collections.abc import Awaitable, Callable
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

Job = Callable[[], Awaitable[None]]

_JITTER_SHARE = 0.1


class Schedule:
    """Recurring jobs: at most one run of each at a time; runs missed while busy or asleep become one."""

    def __init__(self, timezone: str) -> None:
        self._timezone = ZoneInfo(timezone)
        self._scheduler = AsyncIOScheduler(
            timezone=self._timezone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        logging.getLogger("apscheduler").setLevel(logging.WARNING)

    def every(self, name: str, interval: timedelta, job: Job) -> None:
        """Run a job again and again. Longer intervals get jitter: jobs aligned on one second stall the loop."""
        seconds = interval.total_seconds()
        jitter = seconds * _JITTER_SHARE if seconds >= 10 else None
        self._scheduler.add_job(job, IntervalTrigger(seconds=seconds, jitter=jitter), id=name)

    def daily(self, name: str, at: time, job: Job) -> None:
        """Run a job once a day at a wall-clock time of the schedule's timezone."""
        self._scheduler.add_job(job, CronTrigger(hour=at.hour, minute=at.minute, timezone=self._timezone), id=name)

    def start(self) -> None:
        """Start running jobs on the current event loop."""
        self._scheduler.start()

    def restart(self) -> None:
        """Compute every next run anew: after the clock was stepped back they lie as far ahead as it was stepped."""
        for job in self._scheduler.get_jobs():
            self._scheduler.reschedule_job(job.id, trigger=job.trigger)

    def close(self) -> None:
        """Stop; a job that runs is left to its own cancellation."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
