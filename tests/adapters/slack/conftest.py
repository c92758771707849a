"""A loopback Slack, an adapter that talks to it, and a clock that stands still."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from adapters.slack import Patience, SlackAdapter
from bot.message import Message, Paragraph, plain
from bot.ports import ArgumentSpec, CommandCall, CommandSpec
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, SlackServer

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
QUICK = Patience(
    connect=timedelta(seconds=1),
    ping=timedelta(milliseconds=250),
    first_wait=timedelta(milliseconds=10),
    longest_wait=timedelta(milliseconds=50),
)
SPECS = (
    CommandSpec(
        name="troops",
        description="Latest troop figures",
        arguments=(
            ArgumentSpec(name="place", description="where"),
            ArgumentSpec(name="since", description="how far back", choices=("1d", "7d")),
        ),
    ),
    CommandSpec(name="latest", group="news", description="The newest stories"),
    CommandSpec(name="help", group="news", description="What I can do", private=True),
    CommandSpec(name="outbox", group="news", description="Deliveries in doubt", private=True, managers_only=True),
)


class StillClock:
    """Stands at noon until moved."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - NOON).total_seconds()


class Desk:
    """A Dispatch that remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[CommandCall] = []
        self.answer: Callable[[CommandCall], Awaitable[Message]] | None = None

    async def __call__(self, call: CommandCall) -> Message:
        self.calls.append(call)
        if self.answer:
            return await self.answer(call)
        return Message(blocks=(Paragraph(plain(f"answer to {call.command}")),), summary=f"answer to {call.command}")


def adapter_for(server: SlackServer, clock: StillClock, **more: object) -> SlackAdapter:
    given: dict[str, object] = {"app_token": APP_TOKEN, "signing_secret": SIGNING_SECRET, "patience": QUICK, **more}
    return SlackAdapter(BOT_TOKEN, clock=clock, api_url=server.url, **given)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def server(clock: StillClock) -> AsyncIterator[SlackServer]:
    async with SlackServer(now=lambda: clock.now().timestamp()) as running:
        yield running


@pytest.fixture
async def adapter(server: SlackServer, clock: StillClock) -> AsyncIterator[SlackAdapter]:
    made = adapter_for(server, clock)
    yield made
    await made.close()


@asynccontextmanager
async def running(adapter: SlackAdapter, desk: Desk, specs: tuple[CommandSpec, ...] = SPECS) -> AsyncIterator[None]:
    """Run the adapter beside the test; what it raises surfaces at the end."""
    task = asyncio.ensure_future(adapter.run(desk, specs))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await adapter.close()


@pytest.fixture
async def connected(server: SlackServer, adapter: SlackAdapter, desk: Desk) -> AsyncIterator[Desk]:
    """The adapter is connected over Socket Mode and answers with the desk."""
    async with running(adapter, desk):
        await server.until(lambda: server.sockets.is_connected)
        yield desk
