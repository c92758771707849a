import asyncio
import warnings
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py imports audioop
    from adapters.discord import DiscordAdapter, Patience
from bot.message import Message, Paragraph, plain
from bot.ports import ArgumentSpec, CommandSpec
from tests.loopback.discord_server import TOKEN, DiscordServer

QUICK = Patience(
    first=timedelta(milliseconds=5),
    longest=timedelta(milliseconds=20),
    calm=timedelta(hours=1),
    identify=timedelta(milliseconds=5),
    acknowledge=timedelta(milliseconds=600),
)
TROOPS = CommandSpec(
    name="troops",
    description="What is counted, and who said so",
    arguments=(
        ArgumentSpec(name="place", description="Only there"),
        ArgumentSpec(name="since", description="How far back", choices=("24h", "7d")),
    ),
)
LATEST = CommandSpec(name="latest", description="The newest stories", group="news")
HELP = CommandSpec(name="help", description="All commands", group="news", private=True)
OUTBOX = CommandSpec(name="outbox", description="What is owed", group="news", private=True, managers_only=True)
COMMANDS = (TROOPS, LATEST, HELP, OUTBOX)


class StillClock:
    """Stands still unless it is told that `later` seconds have passed."""

    later = 0.0

    def now(self):
        return datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(seconds=self.later)

    def monotonic(self):
        return 1_000.0 + self.later


async def echo(call):
    """Answer with what was asked."""
    shown = f"{call.command} {sorted(call.arguments.items())} by {call.user} in {call.channel}"
    return Message(blocks=(Paragraph(plain(shown)),), summary=shown)


@pytest.fixture
async def server():
    async with DiscordServer() as server:
        yield server


def adapter_for(server, *, token=TOKEN, timeout=timedelta(seconds=5), clock=None):
    return DiscordAdapter(
        token,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
        clock=clock or StillClock(),
        patience=QUICK,
        timeout=timeout,
    )


@pytest.fixture
async def adapter(server):
    adapter = adapter_for(server)
    yield adapter
    await adapter.close()


@asynccontextmanager
async def running(adapter, server, dispatch=echo, commands=COMMANDS):
    """Run the adapter until the block ends."""
    task = asyncio.create_task(adapter.run(dispatch, commands))
    try:
        async with asyncio.timeout(10):
            await server.gateway.listening()
            yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
