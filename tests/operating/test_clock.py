"""The wall clock is set back an hour: nobody waits for that hour to pass a second time."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import AsyncExitStack, closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.app import App, open_app
from bot.config import Config
from bot.ports import Clock
from bot.schedule import Schedule, latest
from bot.wiring import World
from tests.lifetimes import FakeClock
from tests.loopback.web import publisher

PATIENCE = 40.0
ROOT = Path(__file__).parents[2]
SETTINGS = """
[[sources]]
kind = "feed"
name = "Courier"
url = "{url}"
every = "5s"
[fetch]
allow_private = ["127.0.0.0/8"]
[http]
enabled = false
"""
EMPTY = '<rss version="2.0"><channel><title>Tarn Courier</title></channel></rss>'


class CountingSchedule(Schedule):
    def __init__(self, clock: Clock) -> None:
        super().__init__("UTC", clock)
        self.restarted = asyncio.Event()

    def restart(self) -> None:
        super().restart()
        self.restarted.set()


async def test_a_running_process_goes_on_polling(tmp_path: Path) -> None:
    polls: asyncio.Queue[None] = asyncio.Queue()

    async def answer(_: web.Request) -> web.StreamResponse:
        polls.put_nowait(None)
        return web.Response(text=EMPTY, content_type="application/rss+xml")

    async with publisher() as courier:
        (tmp_path / "nutgraf.toml").write_text(SETTINGS.format(url=courier.answer("/feed", answer)))
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(Path(__file__).with_name("stepping_clock.py")), "run", "--config", "nutgraf.toml",
            cwd=tmp_path, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NUTGRAF_DATABASE": f"sqlite:///{tmp_path}/nutgraf.db"},
        )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE):
                await polls.get()
                await until_recorded(tmp_path / "nutgraf.db")
                process.send_signal(signal.SIGUSR1)
                await polls.get()
        finally:
            process.kill()
            await process.wait()


async def until_recorded(database: Path) -> None:
    """Wait until the poll is over: what is written down for the next one is what the step must not hold up."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as reader:
        while reader.execute("SELECT succeeded_at FROM sources").fetchone() == (None,):
            await asyncio.sleep(0.02)


async def test_a_schedule_is_made_anew_when_the_clock_is_set_back(clock: FakeClock) -> None:
    ran = asyncio.Event()

    async def job() -> None:
        ran.set()

    schedule = CountingSchedule(clock)
    schedule.every("poll", timedelta(seconds=1), job)
    schedule.start()
    try:
        clock.set_back(timedelta(hours=1))
        async with asyncio.timeout(PATIENCE):
            await schedule.restarted.wait()
            ran.clear()
            await ran.wait()
    finally:
        schedule.close()


@pytest.mark.parametrize(
    "drift",
    [pytest.param(timedelta(milliseconds=400), id="drift"), pytest.param(-timedelta(hours=1), id="set forward")],
)
async def test_a_schedule_is_left_alone_where_nothing_would_sleep(clock: FakeClock, drift: timedelta) -> None:
    schedule = CountingSchedule(clock)
    schedule.every("poll", timedelta(hours=1), asyncio.Event().wait)  # type: ignore[arg-type]
    schedule.start()
    clock.set_back(drift)
    schedule._look_at_clock()
    schedule.close()
    assert not schedule.restarted.is_set()


async def test_a_start_after_the_clock_was_set_back_polls_at_once(tmp_path: Path, clock: FakeClock) -> None:
    async def due() -> list[str]:
        async with opened() as app, app.store.transaction() as tx:
            return [state.name for state in await app.store.sources.due(tx, clock.now())]

    def opened() -> "_Opened":
        return _Opened(tmp_path, clock)

    async with opened() as app:
        await app.poll_all()
    assert await due() == []
    clock.set_back(timedelta(hours=1))
    assert await due() == ["Inbox"]


class _Opened:
    """An app on the same files each time, for a block."""

    def __init__(self, home: Path, clock: FakeClock) -> None:
        self._stack = AsyncExitStack()
        (home / "inbox").mkdir(exist_ok=True)
        source = {"kind": "folder", "name": "Inbox", "path": home / "inbox"}
        self._config = Config.model_validate({"database": f"sqlite:///{home}/nutgraf.db", "sources": [source]})
        self._world = World(clock=clock)

    async def __aenter__(self) -> App:
        return await open_app(self._config, self._stack, self._world)

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()


@pytest.mark.parametrize(
    ("now", "last"),
    [
        pytest.param("2026-03-02T07:30:00+00:00", "2026-03-02T07:00:00+00:00", id="half an hour ago"),
        pytest.param("2026-03-02T07:00:00+00:00", "2026-03-02T07:00:00+00:00", id="now"),
        pytest.param("2026-03-02T06:59:00+00:00", "2026-03-01T07:00:00+00:00", id="yesterday"),
        pytest.param("2026-03-29T05:30:00+00:00", "2026-03-28T07:00:00+00:00", id="before the hour summer time takes"),
        pytest.param("2026-03-29T06:30:00+00:00", "2026-03-29T06:00:00+00:00", id="after it"),
    ],
)
def test_when_it_was_last_eight_in_berlin(now: str, last: str) -> None:
    assert latest(time(8), "Europe/Berlin", datetime.fromisoformat(now)) == datetime.fromisoformat(last)
