"""Platforms and sources for tests: real code that can be told to fail."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import (
    AmbiguousDeliveryError,
    ArticleError,
    PermanentDeliveryError,
    SourceError,
    TransientDeliveryError,
)
from bot.message import Message
from bot.model import DeliveryId, Document, Entry
from bot.ports import Certainty, CommandSpec, Dispatch, Finding, MessageRef, Pace, Poll, SourceMemory, Webhook
from tests.lifetimes import FakeClock, Fuse


class Weather(StrEnum):
    """What happens to one request on its way."""

    FAIR = "fair"
    LOST = "lost"
    """Cut before it arrived."""
    CUT = "cut"
    """Accepted, then the connection is cut."""
    LATE = "late"
    """Cut for us, and accepted a while later."""
    BROKEN = "broken"
    """500 without having accepted it."""
    DOWN = "down"
    """503: surely not accepted."""
    LIMITED = "limited"
    """429."""
    FORBIDDEN = "forbidden"
    """403: the channel refuses everything."""
    REFUSED = "refused"
    """400: this message will never do."""
    SLOW = "slow"
    """Accepted, answered 3 s later."""
    HANGING = "hanging"
    """Accepted, never answered."""


Forecast = Callable[[str, str], Weather]
"""The weather for an action ("post", "find", "edit") in a channel."""


def always_fair(_action: str, _channel: str) -> Weather:
    return Weather.FAIR


@dataclass
class Posted:
    """A message readers see."""

    key: DeliveryId
    message: Message
    at: datetime
    ref: MessageRef
    reply_to: MessageRef | None
    edits: int = 0


NONCE = Certainty(same_key_window=timedelta(seconds=60), visible_after=timedelta(seconds=2))
"""As Discord: the same key within a minute is the same message."""
HISTORY = Certainty(same_key_window=timedelta(0), visible_after=timedelta(seconds=5))
"""As Slack: nothing but the history tells."""
UNLIMITED = Pace(channel_burst=10_000, channel_period=timedelta(seconds=1))


@dataclass
class FakeChat:
    """A platform. What readers see is in `seen`; `forecast` decides how each request fares."""

    clock: FakeClock
    platform: str = "fake"
    certainty: Certainty = NONCE
    pace: Pace = UNLIMITED
    forecast: Forecast = always_fair
    fuse: Fuse = field(default_factory=Fuse)
    limits: Pace | None = None
    """Enforced at the platform's door; None: whatever comes is taken."""
    retry_after: timedelta = timedelta(seconds=2)
    lateness: timedelta = timedelta(seconds=3)
    seen: dict[str, list[Posted]] = field(default_factory=lambda: defaultdict(list))
    rate_limited: int = 0
    requests: int = 0
    webhooks: dict[str, Webhook] = field(default_factory=dict)
    _arrivals: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _number: int = 0

    def texts(self, channel: str) -> list[str]:
        """Return the summaries readers see in a channel, in order."""
        return [posted.message.summary for posted in self.seen[channel]]

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        self.requests += 1
        self.fuse.touch()
        self._check_limits(channel)
        weather = self.forecast("post", channel)
        await self._before(weather)
        if weather is Weather.LATE:
            loop = asyncio.get_running_loop()
            loop.call_later(self.lateness.total_seconds(), self._accept, channel, message, key, reply_to)
            raise AmbiguousDeliveryError("connection cut")
        ref = self._accept(channel, message, key, reply_to)
        self.fuse.touch()
        await self._after(weather)
        return ref

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        self.fuse.touch()
        await self._before(self.forecast("find", channel))
        shown = self.clock.now() - self.certainty.visible_after * 0.2
        for posted in self.seen[channel]:
            if posted.key == key and since <= posted.at <= shown:
                return posted.ref
        return None

    async def edit(self, ref: MessageRef, message: Message) -> None:
        self.fuse.touch()
        weather = self.forecast("edit", ref.channel)
        await self._before(weather)
        for posted in self.seen[ref.channel]:
            if posted.ref == ref:
                posted.message = message
                posted.edits += 1
        self.fuse.touch()
        await self._after(weather)

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:
        await asyncio.Event().wait()

    async def diagnose(self, channels: tuple[str, ...]) -> tuple[Finding, ...]:
        return tuple(Finding(subject=channel, is_well=True, detail="") for channel in channels)

    async def close(self) -> None:
        return None

    async def _before(self, weather: Weather) -> None:
        match weather:
            case Weather.LOST:
                raise AmbiguousDeliveryError("connection cut")
            case Weather.BROKEN:
                raise AmbiguousDeliveryError("HTTP 500")
            case Weather.DOWN:
                raise TransientDeliveryError("HTTP 503")
            case Weather.LIMITED:
                self.rate_limited += 1
                raise TransientDeliveryError("HTTP 429", retry_after=self.retry_after)
            case Weather.FORBIDDEN:
                raise PermanentDeliveryError("HTTP 403", channel_is_dead=True)
            case Weather.REFUSED:
                raise PermanentDeliveryError("HTTP 400")
            case _:
                await asyncio.sleep(0)

    async def _after(self, weather: Weather) -> None:
        match weather:
            case Weather.CUT:
                raise AmbiguousDeliveryError("connection cut")
            case Weather.SLOW:
                await asyncio.sleep(3)
            case Weather.HANGING:
                await asyncio.Event().wait()
            case _:
                await asyncio.sleep(0)

    def _accept(self, channel: str, message: Message, key: DeliveryId, reply_to: MessageRef | None) -> MessageRef:
        now = self.clock.now()
        for posted in self.seen[channel]:
            if posted.key == key and now - posted.at < self.certainty.same_key_window:
                return posted.ref
        self._number += 1
        ref = MessageRef(channel=channel, message=str(self._number))
        self.seen[channel].append(Posted(key, message, now, ref, reply_to))
        return ref

    def _check_limits(self, channel: str) -> None:
        if self.limits is None:
            return
        rules = [(channel, self.limits.channel_burst, self.limits.channel_period)]
        if self.limits.overall_burst is not None and self.limits.overall_period is not None:
            rules.append(("*", self.limits.overall_burst, self.limits.overall_period))
        now = self.clock.monotonic()
        for name, burst, period in rules:
            arrivals = self._arrivals[name]
            while arrivals and arrivals[0] <= now - period.total_seconds():
                arrivals.popleft()
            if len(arrivals) >= burst:
                self.rate_limited += 1
                raise TransientDeliveryError("HTTP 429", retry_after=self.retry_after)
        for name, _, _ in rules:
            self._arrivals[name].append(now)


@dataclass
class FakeSource:
    """A source whose entries a test sets; a problem given instead is raised at the poll."""

    name: str = "source"
    entries: tuple[Entry, ...] = ()
    documents: dict[str, Document] = field(default_factory=dict)
    problem: SourceError | None = None
    polls: int = 0

    async def poll(self, memory: SourceMemory) -> Poll:
        self.polls += 1
        if self.problem is not None:
            raise self.problem
        return Poll(entries=self.entries, memory=memory)

    async def open(self, entry: Entry) -> Document:
        document = self.documents.get(entry.guid, entry.document)
        if document is None:
            raise ArticleError(f"{entry.guid}: cannot be had")
        return document
