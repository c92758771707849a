"""Two real processes on one PostgreSQL database: they share the work, and one goes on where the other was killed."""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from tests.app.environment import environment
from tests.app.victim import PATIENCE, article
from tests.conftest import new_postgres_database
from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import DiscordServer
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL
from tests.loopback.slack_server import SlackServer

FOLDERS = 4
MOST_BATCHES = 12
"""How often articles are dropped until both processes have read some: which one a source falls to is chance."""
SETTINGS = "".join(
    f"""
[[sources]]
kind = "folder"
name = "Inbox {number}"
path = "inbox{number}"
every = "1s"
"""
    for number in range(FOLDERS)
) + (
    f"""
[[channels]]
platform = "discord"
id = "{DISCORD_CHANNEL}"
[[channels]]
platform = "slack"
id = "{SLACK_CHANNEL}"
[schedule]
deliver = "1s"
[http]
enabled = false
"""
)


class Pair:
    """Two homes with the same settings, sources and database."""

    def __init__(self, home: Path, database: str, discord: DiscordServer, slack: SlackServer) -> None:
        self.home, self.database, self.discord, self.slack = home, database, discord, slack
        self.headlines: list[str] = []
        (home / "nutgraf.toml").write_text(SETTINGS)
        for number in range(FOLDERS):
            (home / f"inbox{number}").mkdir()

    def drop(self, count: int) -> None:
        for _ in range(count):
            number = len(self.headlines)
            headline, text = article(number)
            new = self.home / "new"
            new.write_text(text)
            new.rename(self.home / f"inbox{number % FOLDERS}" / f"{number}.md")
            self.headlines.append(headline)

    @asynccontextmanager
    async def running(self, name: str) -> AsyncIterator[asyncio.subprocess.Process]:
        surroundings = environment(
            database=self.database,
            discord_api=self.discord.api_url,
            discord_gateway=self.discord.gateway_url,
            slack_api=self.slack.url,
        )
        with (self.home / name).open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", "nutgraf.toml",
                cwd=self.home, env=surroundings, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE):
                while "started" not in self.log(name):
                    assert process.returncode is None, self.log(name)
                    await asyncio.sleep(0.05)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def kill_at_rest(self, process: asyncio.subprocess.Process) -> None:
        """Kill it when no poll is under way, for a poll belongs to the dead for five minutes."""
        database = await asyncpg.connect(self.database)
        process.send_signal(signal.SIGSTOP)
        while await database.fetchval("SELECT count(*) FROM sources WHERE leased_until IS NOT NULL"):
            process.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.03)
            process.send_signal(signal.SIGSTOP)
        process.kill()
        await process.wait()
        await database.close()

    def log(self, name: str) -> str:
        return (self.home / name).read_text("utf-8", "replace")

    def seen(self) -> dict[str, list[str]]:
        """Return what readers see, message by message."""
        return {
            "discord": [str(message) for message in self.discord.messages[DISCORD_CHANNEL]],
            "slack": [str(message) for message in self.slack.messages[SLACK_CHANNEL]],
        }

    async def until_seen(self, count: int, *, within: float = PATIENCE) -> None:
        async with asyncio.timeout(within):
            while min(len(messages) for messages in self.seen().values()) < count:
                await asyncio.sleep(0.05)

    def everything_is_seen_once(self) -> None:
        for platform, messages in self.seen().items():
            times = Counter(headline for message in messages for headline in self.headlines if headline in message)
            assert times == Counter(self.headlines), platform


@pytest.fixture
async def pair(tmp_path: Path, postgres: str) -> AsyncIterator[Pair]:
    database = await asyncio.to_thread(new_postgres_database, postgres)
    async with DiscordServer() as discord, SlackServer() as slack:
        yield Pair(tmp_path, database, discord, slack)


async def test_two_processes_share_the_work_and_one_takes_over_when_the_other_is_killed(pair: Pair) -> None:
    async with pair.running("one") as one, pair.running("two"):
        for _ in range(MOST_BATCHES):
            pair.drop(4)
            await pair.until_seen(len(pair.headlines))
            if all("article_read" in pair.log(name) for name in ("one", "two")):
                break
        for name in ("one", "two"):
            assert "article_read" in pair.log(name), f"{name} read nothing"
        await pair.kill_at_rest(one)
        pair.drop(4)
        await pair.until_seen(len(pair.headlines))
        pair.everything_is_seen_once()


@pytest.mark.prove
async def test_what_a_killed_process_was_busy_with_is_finished_by_the_other(pair: Pair) -> None:
    """A poll under way belongs to the dead for five minutes, a send for one."""
    async with pair.running("one") as one, pair.running("two"):
        pair.drop(12)
        await pair.until_seen(2)
        one.kill()
        await one.wait()
        await pair.until_seen(12, within=PATIENCE + 360)
        pair.everything_is_seen_once()
