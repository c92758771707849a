"""Nutgraf as a real process in a folder, to be killed; the platforms, and the nursery, are processes as well."""

import asyncio
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from tests.app.environment import ROOT, environment
from tests.invented import word
from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import OTHER_CHANNEL
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL

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
ARGUMENTS = ("run", "--config", "nutgraf.toml")
FROM_NOTHING = 0.1
"""The share of lives that begin with the start of Python, and may end in the middle of it."""
MOST_OWED = 12
"""Articles that may be on their way at once: more than that Slack, which takes one a second, cannot catch up with."""


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


class Process(Protocol):
    """What a test does to a process."""

    @property
    def returncode(self) -> int | None: ...

    def kill(self) -> None: ...

    def terminate(self) -> None: ...

    async def wait(self) -> int: ...


class Child:
    """A process that the nursery bore."""

    def __init__(self, pid: int, ended: "asyncio.Future[int]") -> None:
        self._pid = pid
        self._ended = ended

    @property
    def returncode(self) -> int | None:
        return self._ended.result() if self._ended.done() else None

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def terminate(self) -> None:
        os.kill(self._pid, signal.SIGTERM)

    async def wait(self) -> int:
        return await self._ended


@dataclass
class Nursery:
    """A process that forks one Nutgraf after another; see tests/app/nursery.py."""

    process: asyncio.subprocess.Process

    async def bear(self, home: Path, environment: dict[str, str], arguments: tuple[str, ...], log: Path) -> Child:
        assert self.process.stdin is not None
        order = {"home": str(home), "environment": environment, "arguments": arguments, "log": str(log)}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        pid = await self._hear()
        return Child(pid, asyncio.ensure_future(self._hear()))

    async def _hear(self) -> int:
        assert self.process.stdout is not None
        return int(await self.process.stdout.readline())


@asynccontextmanager
async def nursing() -> AsyncIterator[Nursery]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.app.nursery",
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Nursery(process)
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
    nursery: "Nursery | None" = None
    """Where most lives begin; without one, and now and then, a life begins with the start of Python."""
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

    async def start(self, *, from_nothing: bool = False) -> "Process":
        surroundings = environment(
            database=f"sqlite:///{self.home}/nutgraf.db",
            discord_api=self.discord.address["api_url"],
            discord_gateway=self.discord.address["gateway_url"],
            slack_api=self.slack.address["url"],
        )
        self.log.write_bytes(b"")
        if self.nursery is not None and not from_nothing:
            return await self.nursery.bear(self.home, surroundings, ARGUMENTS, self.log)
        with self.log.open("wb") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *ARGUMENTS, cwd=self.home, env=surroundings, stdout=log, stderr=log
            )

    async def die_somewhere(self) -> None:
        """Live for a moment, mostly one in which something is being posted, and be killed."""
        how = self.rng.random()
        process = await self.start(from_nothing=how <= FROM_NOTHING)
        before = self.discord.seen() + self.slack.seen()
        async with asyncio.timeout(PATIENCE):
            if how > FROM_NOTHING:
                await self._until(process, lambda: b"started" in self.log.read_bytes())
            if len(self.headlines) - min(self.arrived().values()) < MOST_OWED:
                self.drop(self.rng.randrange(1, 4))
            if how > 0.5:  # die just after a message was accepted, when it may not have been written down
                with suppress(TimeoutError):
                    async with asyncio.timeout(4):
                        await self._until(process, lambda: self.discord.seen() + self.slack.seen() > before)
                await asyncio.sleep(self.rng.random() * 0.05)
            else:
                await asyncio.sleep(self.rng.random() * LONGEST_LIFE)
        process.kill()
        await process.wait()
        self.kills += 1

    async def _until(self, process: Process, holds: Any) -> None:
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
