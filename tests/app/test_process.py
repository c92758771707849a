"""The real process with the real SDKs against servers that speak the platforms' protocols."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.app.environment import environment
from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import TOKEN as DISCORD_TOKEN
from tests.loopback.discord_server import DiscordServer
from tests.loopback.slack_server import BOT_TOKEN, SlackServer
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL

PATIENCE = 40.0
ARTICLES = {
    "one.md": (
        "---\ntitle: Soldiers reach Velmora\noutlet: Tarn Courier\ndate: 2026-11-20T09:00:00Z\n---\n\n"
        "The defence ministry said on Friday that about 10,000 soldiers had reached Velmora, up from 3,000 last week.\n"
    ),
    "two.md": (
        "---\ntitle: Barley harvest fails in Orlec\noutlet: Harbour Post\ndate: 2026-11-21T09:00:00Z\n---\n\n"
        "Farmers near Orlec brought in 40,000 tonnes of barley, the growers' union said on Saturday.\n"
    ),
}
SETTINGS = f"""
[[sources]]
kind = "folder"
name = "Inbox"
path = "inbox"
every = "1s"
[[topics]]
name = "troops"
count = ["soldier", "troop"]
[[channels]]
platform = "discord"
id = "{DISCORD_CHANNEL}"
[[channels]]
platform = "slack"
id = "{SLACK_CHANNEL}"
[schedule]
deliver = "1s"
[http]
port = 0
"""


class Bot:
    """A Nutgraf process in a folder of its own."""

    def __init__(self, home: Path, discord: DiscordServer, slack: SlackServer) -> None:
        self.home, self.discord, self.slack = home, discord, slack
        (home / "inbox").mkdir()
        (home / "nutgraf.toml").write_text(SETTINGS)

    def drop(self, name: str) -> None:
        (self.home / "inbox" / name).write_text(ARTICLES[name])

    def _environment(self) -> dict[str, str]:
        return environment(
            database=f"sqlite:///{self.home}/nutgraf.db",
            discord_api=self.discord.api_url,
            discord_gateway=self.discord.gateway_url,
            slack_api=self.slack.url,
        )

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        with (self.home / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", "nutgraf.toml", *arguments,
                cwd=self.home, env=self._environment(), stdout=log, stderr=log,
            )  # fmt: skip

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await self.start()
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def posted(self) -> tuple[int, int]:
        return len(self.discord.messages[DISCORD_CHANNEL]), len(self.slack.messages[SLACK_CHANNEL])

    async def until_posted(self, discord: int, slack: int) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.discord.until(lambda: len(self.discord.messages[DISCORD_CHANNEL]) >= discord)
        await self.slack.until(lambda: len(self.slack.messages[SLACK_CHANNEL]) >= slack, timeout=PATIENCE)

    def log(self) -> str:
        return (self.home / "log").read_text("utf-8", "replace")


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with DiscordServer() as discord, SlackServer() as slack:
        yield Bot(tmp_path, discord, slack)


async def test_alerts_reach_both_platforms_and_troops_is_answered(bot: Bot) -> None:
    bot.drop("one.md")
    async with bot.running() as process:
        await bot.until_posted(1, 1)
        assert "Soldiers reach Velmora" in str(bot.discord.messages[DISCORD_CHANNEL][0])
        assert "about 10,000 soldiers" in str(bot.slack.messages[SLACK_CHANNEL][0])

        async with asyncio.timeout(PATIENCE):
            await bot.discord.until(lambda: bot.discord.command_writes > 0)
            asked = await bot.discord.ask("troops")
            assert "10,000" in str(await asked.answered())
        await bot.slack.until(lambda: bot.slack.sockets.is_connected, timeout=PATIENCE)
        before = len(bot.slack.responses)
        await bot.slack.slash("/troops")
        await bot.slack.until(lambda: len(bot.slack.responses) > before, timeout=PATIENCE)
        assert "10,000" in str(bot.slack.responses[-1])

        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(5):
            assert await process.wait() == 0
    assert "Traceback" not in bot.log()
    assert DISCORD_TOKEN not in bot.log()
    assert BOT_TOKEN not in bot.log()


async def test_a_killed_process_posts_nothing_twice_and_loses_nothing(bot: Bot) -> None:
    bot.drop("one.md")
    async with bot.running():
        await bot.until_posted(1, 1)
    bot.drop("two.md")
    async with bot.running():
        await bot.until_posted(2, 2)
    process = await bot.start("--once")
    assert await process.wait() == 0
    assert bot.posted() == (2, 2)


async def test_one_pass_posts_and_ends(bot: Bot) -> None:
    bot.drop("one.md")
    bot.drop("two.md")
    for _ in range(2):
        process = await bot.start("--once")
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
    assert bot.posted() == (2, 2)


async def test_a_wrong_token_is_one_line_and_the_other_platform_goes_on(bot: Bot) -> None:
    bot.discord.token = "another"
    bot.drop("one.md")
    async with bot.running() as process:
        await bot.slack.until(lambda: len(bot.slack.messages[SLACK_CHANNEL]) >= 1, timeout=PATIENCE)
        async with asyncio.timeout(PATIENCE):
            while "adapter_stopped" not in bot.log():
                await asyncio.sleep(0.1)
        assert process.returncode is None
    assert "Traceback" not in bot.log()
    bot.discord.token = DISCORD_TOKEN
    async with bot.running():
        await bot.until_posted(1, 1)
    assert bot.posted() == (1, 1)
