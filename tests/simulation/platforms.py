"""Two platforms under a sky that has storms, outages and closed channels, all from one seed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from zlib import crc32

from bot.errors import PermanentDeliveryError
from bot.message import Message
from bot.model import DeliveryId, Subscription
from bot.ports import CommandCall, CommandSpec, Dispatch, MessageRef, Pace
from tests.fakes import HISTORY, NONCE, FakeChat, Weather
from tests.lifetimes import FakeClock

DISCORD_PACE = Pace(
    channel_burst=5,
    channel_period=timedelta(seconds=5),
    overall_burst=50,
    overall_period=timedelta(seconds=1),
)
SLACK_PACE = Pace(channel_burst=1, channel_period=timedelta(seconds=1))
BLIND = "blind"
"""The channel whose history cannot be read."""
OPERATORS = ("discord", "operators")
SHORT = (
    Weather.LOST,
    Weather.CUT,
    Weather.CUT,
    Weather.LATE,
    Weather.BROKEN,
    Weather.DOWN,
    Weather.LIMITED,
    Weather.SLOW,
    Weather.HANGING,
)
LONG = (Weather.LOST, Weather.CUT, Weather.LATE, Weather.BROKEN, Weather.DOWN, Weather.HANGING)
QUESTIONS = ("troops", "news latest", "news figures", "news quotes", "news help", "news following")
CLUB = "club"
"""The channel whose managers decide in chat what it gets, again and again."""
WISHES: tuple[dict[str, str], ...] = (
    {"topic": "troops"},
    {"topic": "troops", "changes": "yes"},
    {"topic": "troops", "changes": "yes", "percent": "20"},
    {"keywords": "nurses, miners"},
    {"keywords": "trucks", "cadence": "daily"},
    {"cadence": "daily"},
    {},
)


@dataclass
class Sky:
    """The weather over one platform: gusts at random, and spells of one weather over everything or one channel."""

    rng: Random
    passed: Callable[[], timedelta]
    gusts: float
    until: timedelta
    """After that it is fair for ever."""
    spells: list[tuple[timedelta, timedelta, str | None, Weather]] = field(default_factory=list)

    def __call__(self, action: str, channel: str) -> Weather:
        if action == "find" and channel == BLIND:
            return Weather.REFUSED
        now = self.passed()
        if now >= self.until:
            return Weather.FAIR
        for start, end, only, weather in self.spells:
            if start <= now < end and only in (None, channel):
                return Weather.DOWN if action == "find" and weather is Weather.LATE else weather
        return self.rng.choice(SHORT) if self.rng.random() < self.gusts else Weather.FAIR


def make_sky(rng: Random, passed: Callable[[], timedelta], channels: tuple[str, ...], until: timedelta) -> Sky:
    """Spread outages of up to twenty minutes over everything, and hours in which one channel refuses us."""
    sky = Sky(rng, passed, gusts=rng.choice((0.02, 0.1, 0.25)), until=until)
    days = until / timedelta(days=1)
    for _ in range(round(days * rng.randrange(2, 7))):
        start = until * rng.random()
        sky.spells.append((start, start + timedelta(minutes=rng.uniform(0.3, 20)), None, rng.choice(LONG)))
    for _ in range(round(days * rng.randrange(1, 4))):
        start = until * rng.random()
        sky.spells.append(
            (start, start + timedelta(minutes=rng.uniform(20, 70)), rng.choice(channels), Weather.FORBIDDEN)
        )
    return sky


def is_refused(key: str, channel: str) -> bool:
    """Say whether a message is one the platform will never take, whatever the weather: every fortieth."""
    return channel != OPERATORS[1] and crc32(key.encode()) % 40 == 0


@dataclass
class Platform(FakeChat):
    """A platform that refuses some messages, and on which people ask and manage; one call in five comes twice."""

    rng: Random = field(default_factory=Random)
    asked: int = 0
    answered: int = 0

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        if not is_refused(key, channel):
            return await super().post(channel, message, key=key, reply_to=reply_to)
        self.fuse.touch()
        self._check_limits(channel)
        await self._before(self.forecast("post", channel))
        raise PermanentDeliveryError("HTTP 400")

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:
        while True:
            await asyncio.sleep(self.rng.uniform(1800, 7200))
            call = self._management() if self.rng.random() < 0.3 else self._question()
            for _ in range(2 if self.rng.random() < 0.2 else 1):
                self.asked += 1
                await dispatch(call)
                self.answered += 1

    def _question(self) -> CommandCall:
        asked = self.rng.choice(QUESTIONS)
        return CommandCall(command=asked, arguments={}, platform=self.platform, channel="all", user="reader")

    def _management(self) -> CommandCall:
        wish, number = self.rng.choice(WISHES), self.rng.randrange(1, 40)
        command, arguments = self.rng.choice((("follow", wish), ("unfollow", {"number": str(number)})))
        return CommandCall(
            command=f"news {command}",
            arguments=dict(arguments),
            platform=self.platform,
            channel=CLUB,
            user="manager",
            is_manager=True,
        )

    async def update_commands(self, commands: tuple[CommandSpec, ...]) -> None:
        return None


def platforms(
    rng: Random, clock: FakeClock, skies: dict[str, Sky], kind: type[Platform] = Platform
) -> dict[str, Platform]:
    """Make a platform that knows keys and one that only has a history, with their limits at the door."""
    return {
        "discord": kind(
            clock, "discord", NONCE, DISCORD_PACE, skies["discord"], limits=DISCORD_PACE, rng=Random(rng.random())
        ),
        "slack": kind(clock, "slack", HISTORY, SLACK_PACE, skies["slack"], limits=SLACK_PACE, rng=Random(rng.random())),
    }


def subscriptions(platform: str, feeds: tuple[str, ...]) -> tuple[Subscription, ...]:
    """Return what the channels of one platform want."""
    shared = feeds[:3]

    def wish(channel: str, **wants: object) -> Subscription:
        return Subscription(platform=platform, channel=channel, **wants)  # type: ignore[arg-type]

    return (
        wish("all"),
        wish("troops", topics=("troops",)),
        wish("ferries", keywords=("ferries",)),
        wish("first", sources=shared),
        wish("daily", cadence="daily", keywords=("farmers", "pumps")),
        wish(BLIND, keywords=("nurses",)),
        wish("changes", topics=("troops",), on_change=True),
    )
