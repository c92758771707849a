"""The server the other tests believe in: it stands alone in a process and is as strict as Discord."""

import asyncio
import json
import sys

import aiohttp
import pytest

from bot.errors import AmbiguousDeliveryError, PermanentDeliveryError, TransientDeliveryError
from bot.model import DeliveryId
from tests.adapters.discord.conftest import DiscordAdapter, StillClock, adapter_for
from tests.adapters.discord.messages import alert
from tests.loopback.discord_limits import commands_breach, message_breach
from tests.loopback.discord_server import CHANNEL, TOKEN, DiscordServer


async def test_in_a_process_of_its_own_it_writes_down_what_it_accepts(tmp_path):
    journal = tmp_path / "accepted.jsonl"
    command = ["-m", "tests.loopback.discord_server", "--journal", str(journal)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    try:
        addresses = json.loads(await process.stdout.readline())
        adapter = DiscordAdapter(TOKEN, clock=StillClock(), **addresses)
        fault = {"kind": "503", "accepted": True}
        async with aiohttp.ClientSession() as session:
            await session.post(addresses["api_url"].replace("/api/v10", "/control/fail"), json=fault)
        with pytest.raises(AmbiguousDeliveryError):
            await adapter.post("123", alert(), key=DeliveryId("one"))
        await adapter.post("123", alert(), key=DeliveryId("one"))
        await adapter.post("123", alert(), key=DeliveryId("two"))
        await adapter.close()
    finally:
        process.kill()
        await process.communicate()
    assert [json.loads(line)["nonce"] for line in journal.read_text().splitlines()] == ["one", "two"]


async def test_it_enforces_the_rate_limit_of_a_channel():
    async with DiscordServer(limits=True) as server:
        adapter = adapter_for(server)
        for number in range(5):
            await adapter.post(CHANNEL, alert(), key=DeliveryId(str(number)))
        with pytest.raises(TransientDeliveryError) as caught:
            await adapter.post(CHANNEL, alert(), key=DeliveryId("6"))
        assert caught.value.retry_after
        assert server.earned_429 == adapter.rate_limited == 1
        await adapter.close()


async def test_it_refuses_what_discord_would_refuse(server, adapter):
    with pytest.raises(PermanentDeliveryError, match="nonce"):
        await adapter.post(CHANNEL, alert(), key=DeliveryId("x" * 26))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({}, id="empty"),
        pytest.param({"content": "x" * 2001}, id="content"),
        pytest.param({"embeds": [{"description": "x" * 4097}]}, id="description"),
        pytest.param({"embeds": [{"description": "x" * 3001}] * 2}, id="all embeds"),
        pytest.param({"embeds": [{"description": "x"}] * 11}, id="embeds"),
        pytest.param({"embeds": [{"description": "😀" * 2049}]}, id="longer in Discord's units"),
        pytest.param({"embeds": [{"image": {"url": "attachment://no.png"}}]}, id="file"),
        pytest.param({"embeds": [{"description": "x", "url": "javascript:x"}]}, id="address"),
        pytest.param({"components": [{"type": 1, "components": []}]}, id="empty row"),
        pytest.param({"content": "x", "allowed_mentions": {"parse": ["roles"], "roles": ["1"]}}, id="mentions"),
    ],
)
def test_it_knows_the_limits_of_messages(body):
    assert message_breach(body)


@pytest.mark.parametrize(
    "commands",
    [
        pytest.param([{"name": "Upper", "description": "x"}], id="capital"),
        pytest.param([{"name": "x", "description": ""}], id="no description"),
        pytest.param([{"name": "x", "description": "y"}] * 2, id="twice"),
        pytest.param([{"name": f"x{n}", "description": "y"} for n in range(101)], id="too many"),
        pytest.param(
            [{"name": "x", "description": "y", "options": [{"name": "a", "description": "b"}] * 2}], id="same option"
        ),
    ],
)
def test_it_knows_the_limits_of_commands(commands):
    assert commands_breach(commands)
