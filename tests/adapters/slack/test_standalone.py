"""The loopback in a process of its own, as tests use it that kill the bot."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.slack import SlackAdapter
from bot.errors import AmbiguousDeliveryError
from bot.model import DeliveryId
from tests.adapters.slack.conftest import QUICK, Desk, StillClock, running
from tests.adapters.slack.test_posting import ALERT
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL

ROOT = Path(__file__).parents[3]


@asynccontextmanager
async def standalone(journal: Path) -> AsyncIterator[str]:
    """Run the loopback in another process; yields its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "tests.loopback.slack_server", "--journal", str(journal)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield json.loads(await process.stdout.readline())["url"].removesuffix("/api/")
    finally:
        process.kill()
        await process.communicate()


async def control(address: str, verb: str, **wishes: Any) -> dict[str, Any]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{address}/control/{verb}", json=wishes) as answer,
    ):
        return dict(await answer.json())


@pytest.mark.timeout(60)
async def test_accepted_messages_are_in_the_journal_whatever_the_bot_was_told(
    tmp_path: Path, clock: StillClock, desk: Desk
) -> None:
    journal = tmp_path / "accepted.jsonl"
    async with standalone(journal) as address:
        adapter = SlackAdapter(BOT_TOKEN, clock=clock, app_token=APP_TOKEN, api_url=f"{address}/api/", patience=QUICK)
        async with running(adapter, desk):
            await adapter.post(CHANNEL, ALERT, key=DeliveryId("d1"))
            await control(address, "fail", kind="cut", accepted=True)
            with pytest.raises(AmbiguousDeliveryError):
                await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"))
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert [line["delivery"] for line in lines] == ["d1", "d2"]
