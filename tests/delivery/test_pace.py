"""The limiter: never more than a platform allows, and hardly less."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.pace import Pacer
from bot.ports import Pace
from tests import make
from tests.delivery.office import Office, for_a, play
from tests.lifetimes import FakeClock, run_virtually

SECOND = timedelta(seconds=1)
SLACK = Pace(channel_burst=1, channel_period=SECOND)
DISCORD = Pace(channel_burst=5, channel_period=5 * SECOND, overall_burst=50, overall_period=SECOND)


def most_in(period: float, times: Sequence[float]) -> int:
    """Return how many of these times lie in the busiest window of that length."""
    return max(sum(1 for other in times if start <= other < start + period) for start in times)


async def send(pacer: Pacer, clock: FakeClock, channel: str, number: int, left: list[tuple[float, str]]) -> None:
    for _ in range(number):
        async with pacer.place(channel) as place:
            await asyncio.sleep(0.003)  # the durable mark
            await place.depart()
            left.append((clock.monotonic(), channel))
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("pace", "channels", "each", "rate"),
    [
        pytest.param(SLACK, 30, 20, 30.0, id="Slack, 30 channels"),
        pytest.param(DISCORD, 1, 60, 1.0, id="Discord, one channel"),
        pytest.param(DISCORD, 60, 17, 50.0, id="Discord, 60 channels"),
    ],
)
def test_the_allowed_rate_is_kept_and_used(pace: Pace, channels: int, each: int, rate: float) -> None:
    async def main(clock: FakeClock) -> list[tuple[float, str]]:
        pacer = Pacer(pace, clock)
        left: list[tuple[float, str]] = []
        await asyncio.gather(*(send(pacer, clock, f"c{number}", each, left) for number in range(channels)))
        return left

    left = run_virtually(main)
    assert len(left) == channels * each
    for channel in {name for _, name in left}:
        times = [at for at, name in left if name == channel]
        assert most_in(pace.channel_period.total_seconds(), times) <= pace.channel_burst
    if pace.overall_burst is not None:
        assert most_in(1.0, [at for at, _ in left]) <= pace.overall_burst
    assert len(left) / left[-1][0] >= 0.95 * rate


def test_a_place_not_used_is_given_back() -> None:
    async def main(clock: FakeClock) -> float:
        pacer = Pacer(Pace(channel_burst=2, channel_period=10 * SECOND), clock)
        for _ in range(5):
            async with pacer.place("c"):
                pass
        async with pacer.place("c") as one, pacer.place("c") as other:
            await one.depart()
            await other.depart()
        return clock.monotonic()

    assert run_virtually(main) == 0.0


def test_a_place_is_given_back_by_whoever_is_cancelled_waiting_for_one() -> None:
    async def main(clock: FakeClock) -> float:
        pacer = Pacer(SLACK, clock)
        async with pacer.place("c") as place:
            await place.depart()
        waiting = asyncio.create_task(send(pacer, clock, "c", 1, []))
        await asyncio.sleep(0.5)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        async with pacer.place("c") as place:
            await place.depart()
        return clock.monotonic()

    assert run_virtually(main) == pytest.approx(1.03, abs=0.01)


EVERY_CHANNEL = pytest.mark.prove


@pytest.mark.parametrize("number", [6, pytest.param(30, marks=EVERY_CHANNEL)])
def test_twenty_messages_to_each_slow_channel_take_less_than_21_seconds(tmp_path: Path, number: int) -> None:
    channels = tuple(f"c{each}" for each in range(number))

    async def scene(at: Office) -> None:
        await at.owe(*(make.alert(each) for each in range(20)), to=channels)
        await for_a(21 * SECOND)
        assert [len(at.chat.seen[channel]) for channel in channels] == [20] * number
        assert at.chat.rate_limited == 0

    play(tmp_path, scene, chat={"pace": SLACK, "limits": SLACK})


@pytest.mark.parametrize("each", [3, pytest.param(17, marks=EVERY_CHANNEL)])
def test_sixty_channels_together_keep_and_use_the_overall_rate(tmp_path: Path, each: int) -> None:
    channels = tuple(f"c{number}" for number in range(60))
    pace = Pace(channel_burst=1000, channel_period=SECOND, overall_burst=50, overall_period=SECOND)

    async def scene(at: Office) -> None:
        await at.owe(*(make.alert(number) for number in range(each)), to=channels)
        await for_a(each * 60 / 50 / 0.95 * SECOND)
        assert sum(len(at.chat.seen[channel]) for channel in channels) == each * 60
        assert at.chat.rate_limited == 0

    play(tmp_path, scene, chat={"pace": pace, "limits": pace})


def test_channels_long_silent_are_forgotten() -> None:
    async def main(clock: FakeClock) -> int:
        pacer = Pacer(SLACK, clock)
        for number in range(2500):
            async with pacer.place(f"c{number}") as place:
                await place.depart()
            await asyncio.sleep(2)
        return pacer.remembered

    assert run_virtually(main) <= 1000
