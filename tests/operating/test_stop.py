"""SIGTERM ends the process within five seconds, whatever it is waiting for."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import TOKEN as DISCORD_TOKEN
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL

PATIENCE = 40.0
LIMIT = 5.0
ROOT = Path(__file__).parents[2]
INBOX = '[[sources]]\nkind = "folder"\nname = "Inbox"\npath = "inbox"\nevery = "1s"\n'
HTTP = "[http]\nport = 0\n"
ARTICLE = "Soldiers reach Velmora\n\nThe ministry said on Friday that about 10,000 soldiers had reached Velmora.\n"


class SilentServer:
    """Takes every connection and never says a word."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while await reader.read(4096):
                self.asked.set()
        writer.close()


@asynccontextmanager
async def silence() -> AsyncIterator[SilentServer]:
    silent = SilentServer()
    server = await asyncio.start_server(silent.serve, "127.0.0.1", 0)
    silent.port = server.sockets[0].getsockname()[1]
    try:
        yield silent
    finally:
        server.close()


def hanging_source(port: int) -> str:
    feed = f'[[sources]]\nkind = "feed"\nname = "Hangs"\nurl = "http://127.0.0.1:{port}/feed"\n'
    return feed + '[fetch]\nallow_private = ["127.0.0.0/8"]\n'


def hanging_platforms(port: int) -> dict[str, str]:
    return {
        "NUTGRAF_DISCORD__TOKEN": DISCORD_TOKEN,
        "NUTGRAF_DISCORD__API_URL": f"http://127.0.0.1:{port}/api/v10",
        "NUTGRAF_DISCORD__GATEWAY_URL": f"ws://127.0.0.1:{port}/gateway",
        "NUTGRAF_SLACK__BOT_TOKEN": BOT_TOKEN,
        "NUTGRAF_SLACK__APP_TOKEN": APP_TOKEN,
        "NUTGRAF_SLACK__API_URL": f"http://127.0.0.1:{port}/api/",
    }


CHANNELS = (
    f'[[channels]]\nplatform = "discord"\nid = "{DISCORD_CHANNEL}"\n'
    f'[[channels]]\nplatform = "slack"\nid = "{SLACK_CHANNEL}"\n'
)


class Nutgraf:
    """A process in a folder of its own; everything it says is in `said`."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "inbox").mkdir()

    @asynccontextmanager
    async def running(
        self, settings: str, environment: dict[str, str] | None = None, *flags: str
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        (self.home / "nutgraf.toml").write_text(settings)
        given = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
        ours = {"NUTGRAF_DATABASE": f"sqlite:///{self.home}/nutgraf.db", "PYTHONPATH": str(ROOT)}
        with (self.home / "said").open("ab") as said:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", "nutgraf.toml", *flags,
                cwd=self.home, env=given | ours | (environment or {}), stdout=said, stderr=said,
            )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    @property
    def said(self) -> str:
        return (self.home / "said").read_text("utf-8", "replace")

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await asyncio.sleep(0.05)


@pytest.fixture
def nutgraf(tmp_path: Path) -> Nutgraf:
    return Nutgraf(tmp_path)


async def stopped(process: asyncio.subprocess.Process) -> int:
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(LIMIT):
        return await process.wait()


async def test_while_a_source_hangs(nutgraf: Nutgraf) -> None:
    async with silence() as silent, nutgraf.running(INBOX + hanging_source(silent.port) + HTTP) as process:
        await silent.asked.wait()
        assert await stopped(process) == 0
    assert "source_failed" not in nutgraf.said
    assert "Traceback" not in nutgraf.said


async def test_while_both_platforms_hang_and_an_alert_is_on_its_way(nutgraf: Nutgraf) -> None:
    async with silence() as silent:
        (nutgraf.home / "inbox" / "one.txt").write_text(ARTICLE)
        async with nutgraf.running(INBOX + CHANNELS + HTTP, hanging_platforms(silent.port)) as process:
            await nutgraf.until(lambda: "article_read" in nutgraf.said)
            await silent.asked.wait()
            assert await stopped(process) == 0
    assert "Traceback" not in nutgraf.said


async def test_while_a_very_long_article_is_read(nutgraf: Nutgraf) -> None:
    async with nutgraf.running(INBOX + HTTP) as process:
        await nutgraf.until(lambda: "started" in nutgraf.said)
        (nutgraf.home / "inbox" / "long.txt").write_text(ARTICLE + ARTICLE.splitlines()[2] * 40_000)
        os.utime(nutgraf.home / "inbox" / "long.txt", (1_700_000_000, 1_700_000_000))
        (nutgraf.home / "inbox" / "short.txt").write_text(ARTICLE)
        await nutgraf.until(lambda: "article_read" in nutgraf.said or process.returncode is not None)
        assert await stopped(process) == 0
    assert "Traceback" not in nutgraf.said


async def test_a_single_pass_that_is_stopped_says_so_in_a_line(nutgraf: Nutgraf) -> None:
    async with silence() as silent, nutgraf.running(hanging_source(silent.port), None, "--once") as process:
        await silent.asked.wait()
        assert await stopped(process) == 1
    assert nutgraf.said == "Stopped half-way; what is owed goes out at the next start.\n"
