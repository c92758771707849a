"""What the settings name, built: sources, adapters, subscriptions; and what stands between us and the world outside."""

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import entry_points

from bot.clock import SystemClock
from bot.config import Config
from bot.model import Subscription
from bot.pipeline import Feeding
from bot.ports import ChatAdapter, Clock
from bot.schedule import Schedule
from bot.sources import FeedReader, build_source
from bot.store import Store
from bot.store.sqlite import Connect

TERMINAL = Subscription(platform="console", channel="terminal")
"""Who is served where nothing else is configured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How often we look whether something is due; a simulated week looks less often."""

    poll: timedelta = timedelta(seconds=1)
    recheck: timedelta = timedelta(seconds=10)
    watchdog: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What stands between us and the world outside; the simulation has its own."""

    clock: Clock = field(default_factory=SystemClock)
    connect: Connect | None = None
    """Opens SQLite connections instead of sqlite3.connect."""
    schedule: Callable[[str], Schedule] = Schedule
    rhythm: Rhythm = Rhythm()
    feedings: Mapping[str, Feeding] | None = None
    """Instead of the sources of the settings."""
    adapters: Mapping[str, ChatAdapter] | None = None
    """Instead of the installed ones."""
    alarms: bool = False
    """Whether operators hear of a database that takes nothing past the outbox; the simulation counts by the outbox."""


async def take_over(config: Config, store: Store, names: tuple[str, ...], now: datetime) -> None:
    """Take over sources, topics and channels of the settings into the store."""
    wishes = tuple(channel.subscription for channel in config.channels)
    async with store.transaction() as tx:
        await store.sources.sync(tx, names)
        await store.subscriptions.sync(tx, wishes or (TERMINAL,))
    await store.sync_topics(tuple(topic.topic for topic in config.topics))
    await _forget_the_future(store, now)


async def _forget_the_future(store: Store, now: datetime) -> None:
    """Poll sources at once that were last read later than it is now: the clock was set back between two starts."""
    ahead = [state for state in await store.sources.states() if state.polled_at and state.polled_at > now]
    async with store.transaction() as tx:
        for state in ahead:
            if not state.is_retired:
                await store.sources.revive(tx, state.name)


async def open_feedings(config: Config, stack: AsyncExitStack) -> dict[str, Feeding]:
    """Build the configured sources by name; `stack` closes what they share."""
    fetcher = reader = None
    if any(source.kind != "folder" for source in config.sources):
        from bot.sources.fetch import Fetcher  # noqa: PLC0415 - the HTTP client takes a third of a second

        fetcher = Fetcher(allow_private=config.fetch.allow_private, timeout=config.fetch.timeout, clock=SystemClock())
        reader = FeedReader()
        stack.push_async_callback(fetcher.close)
        stack.push_async_callback(reader.close)
    return {
        settings.name: Feeding(
            source=build_source(
                settings.kind, settings.name, path=settings.path, url=settings.url, fetcher=fetcher, reader=reader
            ),
            every=settings.every or config.schedule.poll,
            backlog=settings.posts_of_backlog,
            is_at_hand=settings.kind == "folder",
        )
        for settings in config.sources
    }


def load_adapters(config: Config, clock: Clock) -> dict[str, ChatAdapter]:
    """Return the configured adapters by platform; only those are imported."""
    wanted = {channel.platform for channel in config.channels} or {TERMINAL.platform}
    if config.discord.token:
        wanted.add("discord")
    if config.slack.bot_token:
        wanted.add("slack")
    if config.operators:
        wanted.add(config.operators.platform)
    found: dict[str, ChatAdapter] = {}
    for point in entry_points(group="nutgraf.adapters"):
        if point.name in wanted:
            adapter = point.load().from_config(config, clock)
            if adapter is not None:
                found[point.name] = adapter
    return found
