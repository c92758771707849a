"""The real process with the real SDKs, killed again and again at any moment: every alert reaches readers once."""

import asyncio
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import OTHER_CHANNEL
from tests.loopback.discord_server import TOKEN as DISCORD_TOKEN
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL

ROOT = Path(__file__).parents[2]
SETTINGS = f"""
[[sources]]
kind = "folder"
name = "Inbox"
path = "inbox"
every = "1s"
[[channels]]
platform = "discord"
id = "{DISCORD_CHANNEL}"
[[channels]]
platform = "discord"
id = "{OTHER_CHANNEL}"
[[channels]]
platform = "slack"
id = "{SLACK_CHANNEL}"
[schedule]
deliver = "1s"
[http]
enabled = false
"""
LONGEST_LIFE = 1.5
"""Seconds a process lives after it has logged that it started; some die before."""
PATIENCE = 150.0
"""Seconds a process may take to start on a machine that has much else to do."""
QUIET = 150.0
"""Seconds the last process gets to settle what the others left: Slack's grace period, back-offs, slow machines."""
SYLLABLES = (
    "vel",
    "mo",
    "ra",
    "tar",
    "nec",
    "or",
    "lec",
    "bru",
    "stad",
    "kes",
    "una",
    "dal",
    "vik",
    "mir",
    "pol",
    "sha",
)


def word(number: int) -> str:
    """Return a word that no other number has."""
    return "".join(SYLLABLES[number // 16**place % 16] for place in range(4))


def article(number: int) -> tuple[str, str]:
    """Return the headline and the file of an article that shares no telling word with any other."""
    words = [word(number * 12 + each) for each in range(12)]
    headline = f"{words[0].title()} {words[1]} {words[2].title()}"
    text = (
        f"{words[0].title()} {words[3]} {number + 100} {words[4]} {words[5]} {words[2].title()}. {' '.join(words[6:])}."
    )
    return headline, f"---\ntitle: {headline}\noutlet: {words[6].title()}\n---\n\n{text}\n"


@dataclass
class Server:
    """A platform in a process of its own; its journal has one line for each message it accepted."""

    address: dict[str, Any]
    journal: Path

    def accepted(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.journal.read_text("utf-8").splitlines()] if self.seen() else []

    def seen(self) -> int:
        return self.journal.stat().st_size if self.journal.exists() else 0


@asynccontextmanager
async def serving(module: str, journal: Path, *options: str) -> AsyncIterator[Server]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "--journal", str(journal), *options,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            told = await process.stdout.readline()
        yield Server(json.loads(told), journal)
    finally:
        process.kill()
        await process.wait()


@dataclass
class Victim:
    """Nutgraf in a folder, killed and started again."""

    home: Path
    discord: Server
    slack: Server
    rng: random.Random
    headlines: list[str] = field(default_factory=list)
    kills: int = 0

    def prepare(self) -> None:
        (self.home / "inbox").mkdir()
        (self.home / "nutgraf.toml").write_text(SETTINGS)

    def drop(self, count: int) -> None:
        for _ in range(count):
            headline, text = article(len(self.headlines))
            new = self.home / "new"
            new.write_text(text)
            new.rename(self.home / "inbox" / f"{len(self.headlines)}.md")
            self.headlines.append(headline)

    @property
    def log(self) -> Path:
        return self.home / "log"

    async def start(self) -> asyncio.subprocess.Process:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
        environment = kept | {
            "NUTGRAF_DATABASE": f"sqlite:///{self.home}/nutgraf.db",
            "NUTGRAF_DISCORD__TOKEN": DISCORD_TOKEN,
            "NUTGRAF_DISCORD__API_URL": self.discord.address["api_url"],
            "NUTGRAF_DISCORD__GATEWAY_URL": self.discord.address["gateway_url"],
            "NUTGRAF_SLACK__BOT_TOKEN": BOT_TOKEN,
            "NUTGRAF_SLACK__APP_TOKEN": APP_TOKEN,
            "NUTGRAF_SLACK__API_URL": self.slack.address["url"],
            "PYTHONPATH": str(ROOT),
        }
        with self.log.open("wb") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", "nutgraf.toml",
                cwd=self.home, env=environment, stdout=log, stderr=log,
            )  # fmt: skip

    async def die_somewhere(self) -> None:
        """Live for a moment, mostly one in which something is being posted, and be killed."""
        process = await self.start()
        before = self.discord.seen() + self.slack.seen()
        how = self.rng.random()
        async with asyncio.timeout(PATIENCE):
            if how > 0.1:
                await self._until(process, lambda: b"started" in self.log.read_bytes())
            self.drop(self.rng.randrange(1, 4))
            if how > 0.5:  # die just after a message was accepted, when it may not have been written down
                with suppress(TimeoutError):
                    async with asyncio.timeout(4):
                        await self._until(process, lambda: self.discord.seen() + self.slack.seen() > before)
                await asyncio.sleep(self.rng.random() * 0.05)
            else:
                await asyncio.sleep(self.rng.random() * LONGEST_LIFE)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        self.kills += 1

    async def _until(self, process: asyncio.subprocess.Process, holds: Any) -> None:
        while not holds():
            assert process.returncode is None, self.log.read_text("utf-8", "replace")
            await asyncio.sleep(0.002)

    async def settle(self) -> None:
        """Live in peace until everything has arrived, and a little longer."""
        process = await self.start()
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(QUIET):
                    while not all(each >= len(self.headlines) for each in self.arrived().values()):
                        assert process.returncode is None, self.log.read_text("utf-8", "replace")
                        await asyncio.sleep(0.2)
            await asyncio.sleep(1)
        finally:
            process.terminate()
            await process.wait()

    def arrived(self) -> Counter[str]:
        return Counter({channel: len(set(keys)) for channel, keys in self.keys().items()})

    def keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {DISCORD_CHANNEL: [], OTHER_CHANNEL: [], SLACK_CHANNEL: []}
        for channel, line in self._on_discord():
            found[channel].append(line["nonce"])
        for line in self.slack.accepted():
            found[line["channel"]].append(line["delivery"])
        return found

    def _on_discord(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every message with its channel; what was posted in a message's thread counts for that message's channel."""
        lines = self.discord.accepted()
        home = {line["id"]: line["channel"] for line in lines}
        for line in lines:
            yield home.get(line["channel"], line["channel"]), line

    def texts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {DISCORD_CHANNEL: [], OTHER_CHANNEL: [], SLACK_CHANNEL: []}
        for channel, line in self._on_discord():
            found[channel].append(line["content"] + json.dumps(line.get("titles", "")))
        for line in self.slack.accepted():
            found[line["channel"]].append(line["text"])
        return found


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


async def kill_for(home: Path, *, seed: int, kills: int, seconds: float = 0.0, window: float = 300.0) -> Victim:
    """Kill for so long, and until so many have died; then check what readers see."""
    async with (
        serving("tests.loopback.discord_server", home / "discord.jsonl", "--nonce-window", str(window)) as discord,
        serving("tests.loopback.slack_server", home / "slack.jsonl") as slack,
    ):
        victim = Victim(home, discord, slack, random.Random(seed))
        victim.prepare()
        end = time.monotonic() + seconds
        while time.monotonic() < end or victim.kills < kills:
            await victim.die_somewhere()
        await victim.settle()
    told = f"seed {seed}, {victim.kills} kills, {len(victim.headlines)} articles"
    for channel, keys in victim.keys().items():
        assert repeated(keys) == [], f"{told}: doubled in {channel}"
    for channel, texts in victim.texts().items():
        lost = [headline for headline in victim.headlines if not any(headline in text for text in texts)]
        assert lost == [], f"{told}: lost in {channel}"
        seen = [headline for headline in victim.headlines for text in texts if headline in text]
        assert repeated(seen) == [], f"{told}: headlines doubled in {channel}"
    return victim


async def test_a_minute_of_kills_loses_and_doubles_nothing(tmp_path: Path) -> None:
    victim = await kill_for(tmp_path, seed=random.SystemRandom().randrange(10**6), seconds=40, kills=5)
    assert victim.kills >= 5


@pytest.mark.prove
async def test_a_thousand_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    victim = await kill_for(tmp_path, seed=1, kills=1000)
    assert victim.kills == 1000
