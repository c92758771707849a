"""The real process with the real SDKs, killed again and again at any moment: every alert reaches readers once."""

import random
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.app.victim import Victim, nursing, serving


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


async def kill_for(
    home: Path, *, seed: int, kills: int, seconds: float = 0.0, window: float = 300.0, nursed: bool = False
) -> Victim:
    """Kill for so long, and until so many have died; then check what readers see."""
    async with AsyncExitStack() as stack:
        remembers = ("--nonce-window", str(window))
        discord = await stack.enter_async_context(
            serving("tests.loopback.discord_server", home / "discord.jsonl", *remembers)
        )
        slack = await stack.enter_async_context(serving("tests.loopback.slack_server", home / "slack.jsonl"))
        nursery = await stack.enter_async_context(nursing()) if nursed else None
        victim = Victim(home, discord, slack, random.Random(seed), nursery)
        victim.prepare()
        end = time.monotonic() + seconds
        while time.monotonic() < end or victim.kills < kills:
            await victim.die_somewhere()
        await victim.settle()
    told = f"seed {seed}, {victim.kills} kills, {len(victim.headlines)} articles"
    for channel, keys in victim.keys().items():
        assert repeated(keys) == [], f"{told}: doubled in {channel}"
    for channel, texts in victim.texts().items():
        lost = [headline for headline in victim.headlines if not any(headline in text for text in texts)]
        assert lost == [], f"{told}: lost in {channel}"
        seen = [headline for headline in victim.headlines for text in texts if headline in text]
        assert repeated(seen) == [], f"{told}: headlines doubled in {channel}"
    return victim


async def test_a_minute_of_kills_loses_and_doubles_nothing(tmp_path: Path) -> None:
    victim = await kill_for(tmp_path, seed=random.SystemRandom().randrange(10**6), seconds=40, kills=5)
    assert victim.kills >= 5


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1, 11))
async def test_a_thousand_kills_lose_and_double_nothing(tmp_path: Path, seed: int) -> None:
    victim = await kill_for(tmp_path, seed=seed, kills=100, nursed=True)
    assert victim.kills == 100
