"""Keeping to what a platform allows, so that it never has to say 429."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import TracebackType

from bot.ports import Clock, Pace

Sleep = Callable[[float], Awaitable[None]]

_MARGIN = 1.03
"""Messages leave with a little more room than asked for: on the way the gaps between them shrink and grow."""

_PARTS = 5
"""Into how many smaller bursts one over all channels is divided. Fifty messages let go at once take a busy machine
tenths of a second to send, so that the last of one burst would reach the platform with the first of the next."""


class Limiter:
    """At most `burst` departures in any `period`, first come first served.

    A place is taken early (`reserve`), before the durable mark is written, and used later (`depart`), so that no
    send waits long while it is marked; the limit itself is kept at the departure.
    """

    def __init__(self, burst: int, period: timedelta, clock: Clock, sleep: Sleep, *, ahead: int = 0) -> None:
        """`ahead`: how many more may be marked already while those before them wait to leave."""
        self._period = period.total_seconds() * _MARGIN
        self._burst = max(1, burst)
        self._ahead = ahead
        self._departures: deque[float] = deque(maxlen=self._burst)
        self._reserved = 0
        self._turn = asyncio.Lock()
        self._gate = asyncio.Lock()
        self._released = asyncio.Event()
        self._clock = clock
        self._sleep = sleep

    @property
    def is_idle(self) -> bool:
        """Say whether it has nothing left to remember."""
        return self._reserved == 0 and self._recent() == 0 and not self._turn.locked()

    async def reserve(self) -> None:
        """Wait until there is a place, and take it."""
        async with self._turn:
            while self._recent() + self._reserved >= self._burst + self._ahead:
                if self._recent():
                    await self._sleep(
                        max(0.0, self._departures[-self._recent()] + self._period - self._clock.monotonic())
                    )
                else:
                    self._released.clear()
                    await self._released.wait()
            self._reserved += 1

    async def depart(self) -> None:
        """Use the place taken; returns at the moment the message may leave."""
        async with self._gate:
            while (delay := self._wait()) > 0:
                await self._sleep(delay)
            self._departures.append(self._clock.monotonic())

    def release(self) -> None:
        """Give the place back, used or not."""
        self._reserved -= 1
        self._released.set()

    def _recent(self) -> int:
        since = self._clock.monotonic() - self._period
        return sum(1 for departure in self._departures if departure > since)

    def _wait(self) -> float:
        if len(self._departures) < self._burst:
            return 0.0
        return self._departures[0] + self._period - self._clock.monotonic()


class Place:
    """A reserved place under every limit that applies to one message; given back where it is not used."""

    def __init__(self, limiters: tuple[Limiter, ...]) -> None:
        self._limiters = limiters
        self._reserved: list[Limiter] = []

    async def __aenter__(self) -> "Place":
        try:
            for limiter in self._limiters:
                await limiter.reserve()
                self._reserved.append(limiter)
        except BaseException:
            self._give_back()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give_back()

    async def depart(self) -> None:
        """Return at the moment the message may leave."""
        while self._reserved:
            await self._reserved[0].depart()
            self._reserved.pop(0).release()

    def _give_back(self) -> None:
        while self._reserved:
            self._reserved.pop().release()


class Pacer:
    """The limits of one platform: per channel and over all of them."""

    def __init__(self, pace: Pace, clock: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._pace = pace
        self._clock = clock
        self._sleep = sleep
        self._channels: dict[str, Limiter] = {}
        self._overall: tuple[Limiter, ...] = ()
        if pace.overall_burst is not None and pace.overall_period is not None:
            parts = max(each for each in range(1, _PARTS + 1) if pace.overall_burst % each == 0)
            burst, period = pace.overall_burst // parts, pace.overall_period / parts
            self._overall = (Limiter(burst, period, clock, sleep, ahead=burst if parts > 1 else 0),)

    @property
    def remembered(self) -> int:
        """How many channels it keeps a limit for."""
        return len(self._channels)

    def place(self, channel: str) -> Place:
        """Return a place for one message to a channel, to be entered before it is marked as sending."""
        limiter = self._channels.get(channel)
        if limiter is None:
            self._forget_idle()
            limiter = Limiter(self._pace.channel_burst, self._pace.channel_period, self._clock, self._sleep)
            self._channels[channel] = limiter
        return Place((limiter, *self._overall))

    def _forget_idle(self) -> None:
        if len(self._channels) >= 1000:
            self._channels = {name: each for name, each in self._channels.items() if not each.is_idle}
