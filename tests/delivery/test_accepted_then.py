"""The real adapters under a real Courier: whatever happens after a message was accepted, readers see one copy."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.discord import DiscordAdapter
from adapters.slack import SlackAdapter
from bot.delivery import Courier
from bot.ports import ChatAdapter
from bot.store import Owed, Store
from tests import make
from tests.loopback.discord_server import CHANNEL as DISCORD_CHANNEL
from tests.loopback.discord_server import TOKEN, DiscordServer
from tests.loopback.slack_server import BOT_TOKEN, SlackServer
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL

HURRY = 20.0
PATIENCE = 60.0


class HurriedClock:
    """Lets a minute of back-off pass in three seconds."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._began) * HURRY

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / HURRY)


@dataclass
class Line:
    """One platform: its server, our adapter, and the messages readers see in a channel."""

    server: Any
    adapter: ChatAdapter
    channel: str
    seen: Callable[[], list[str]]


@asynccontextmanager
async def discord_line(clock: HurriedClock) -> AsyncIterator[Line]:
    async with DiscordServer(nonce_window=60 / HURRY) as server:
        adapter = DiscordAdapter(
            TOKEN,
            api_url=server.api_url,
            gateway_url=server.gateway_url,
            clock=clock,
            timeout=timedelta(seconds=1),
        )
        yield Line(server, adapter, DISCORD_CHANNEL, server.shown)
        await adapter.close()


@asynccontextmanager
async def slack_line(clock: HurriedClock) -> AsyncIterator[Line]:
    async with SlackServer(now=lambda: clock.now().timestamp()) as server:
        adapter = SlackAdapter(BOT_TOKEN, clock=clock, api_url=server.url)
        yield Line(server, adapter, SLACK_CHANNEL, lambda: [each["text"] for each in server.messages[SLACK_CHANNEL]])
        await adapter.close()


LINES = [pytest.param(discord_line, id="discord"), pytest.param(slack_line, id="slack")]


async def deliver_two(path: Path, open_line: Any, *faults: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Owe two alerts while these faults wait for the first; returns what readers see and the states in the outbox."""
    clock = HurriedClock()
    store = await Store.open(f"sqlite:///{path}/nutgraf.db", clock=clock)
    async with open_line(clock) as line:
        for fault in faults:
            line.server.fail_next(**fault)
        courier = Courier(store, {line.adapter.platform: line.adapter}, clock, sleep=clock.sleep)
        at_work = asyncio.create_task(courier.run())
        owed = (Owed(platform=line.adapter.platform, channel=line.channel),)
        async with store.transaction() as tx:
            for number in (1, 2):
                await store.outbox.owe(tx, make.alert(number, at=clock.now()), owed)
        courier.wake()
        async with asyncio.timeout(PATIENCE):
            while (counts := await store.outbox.counts())["posted"] < 2:
                await asyncio.sleep(0.02)
        at_work.cancel()
        with suppress(asyncio.CancelledError):
            await at_work
        await store.close()
        return line.seen(), [state for state, count in counts.items() if count]


@pytest.mark.parametrize("open_line", LINES)
@pytest.mark.parametrize("kind", ["cut", "500", "502", "503"])
@pytest.mark.parametrize("is_accepted", [True, False], ids=["accepted", "not accepted"])
async def test_a_request_that_breaks_leaves_exactly_one_copy(
    tmp_path: Path, open_line: Any, kind: str, is_accepted: bool
) -> None:
    seen, states = await deliver_two(tmp_path, open_line, {"kind": kind, "accepted": is_accepted})
    assert len(seen) == 2
    assert "alert 1" in seen[0]
    assert "alert 2" in seen[1]
    assert states == ["posted"]


@pytest.mark.parametrize("open_line", LINES)
async def test_a_doubt_that_outlasts_every_window_leaves_exactly_one_copy(tmp_path: Path, open_line: Any) -> None:
    accepted, outage = {"kind": "cut", "accepted": True}, {"kind": "503", "accepted": False, "times": 12}
    seen, _ = await deliver_two(tmp_path, open_line, accepted, outage)
    assert len(seen) == 2


async def test_an_answer_that_comes_too_late_leaves_exactly_one_copy_on_discord(tmp_path: Path) -> None:
    seen, _ = await deliver_two(tmp_path, discord_line, {"kind": "slow", "accepted": True, "seconds": 3.0})
    assert len(seen) == 2


@pytest.mark.prove
async def test_an_answer_that_comes_too_late_leaves_exactly_one_copy_on_slack(tmp_path: Path) -> None:
    seen, _ = await deliver_two(tmp_path, slack_line, {"kind": "slow", "seconds": 25.0})
    assert len(seen) == 2
