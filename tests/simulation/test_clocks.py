"""A wall clock that is set back or forward stops nothing and doubles nothing."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery import Courier
from bot.ports import Certainty
from bot.store import Owed, Store
from tests import make
from tests.fakes import HISTORY, NONCE, FakeChat, Weather
from tests.lifetimes import FakeClock, InlineConnection, run_virtually
from tests.simulation.run import Plan, simulate
from tests.simulation.verdict import judge

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("step", [HOUR, -HOUR, 25 * HOUR], ids=["an hour back", "an hour forward", "a day back"])
def test_every_source_is_polled_within_two_intervals_of_a_step(tmp_path: Path, step: timedelta) -> None:
    plan = Plan(seed=1, storm=12 * HOUR, feeds=3, a_day=0, poll=2 * HOUR, is_fair=True, steps=((5 * HOUR, step),))
    scene = simulate(plan, tmp_path)
    for feed in scene.newsroom.feeds.values():
        pauses = [later - earlier for earlier, later in zip(feed.polls, feed.polls[1:], strict=False)]
        assert max(pauses) <= 2 * plan.poll
    assert judge(scene).wrong == []


@pytest.mark.parametrize("certainty", [pytest.param(NONCE, id="same key"), pytest.param(HISTORY, id="history")])
@pytest.mark.parametrize("ahead", [-HOUR, timedelta(0), HOUR, 20 * HOUR], ids=str)
def test_a_message_is_found_though_our_clock_is_not_the_platforms(
    tmp_path: Path, certainty: Certainty, ahead: timedelta
) -> None:
    weather = iter([Weather.CUT, *[Weather.BROKEN] * 10])

    async def main(truth: FakeClock) -> None:
        ours = FakeClock(seconds=truth.monotonic)
        ours.set_back(-ahead)
        chat = FakeChat(truth, certainty=certainty, forecast=lambda *_: next(weather, Weather.FAIR))
        store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=ours, connect=InlineConnection.opener())
        async with store.transaction() as tx:
            await store.outbox.owe(tx, make.alert(1, at=ours.now()), (Owed(platform="fake", channel="news"),))
        at_work = asyncio.ensure_future(Courier(store, {"fake": chat}, ours).run())
        await asyncio.sleep(600)
        at_work.cancel()
        await asyncio.wait((at_work,))
        await store.close()
        assert chat.texts("news") == ["alert 1"]

    run_virtually(main)
