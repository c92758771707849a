"""The whole app lives through days of faults on virtual time: nothing is lost, nothing is doubled."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.message import Message
from bot.model import DeliveryId
from bot.ports import MessageRef
from tests.fakes import Posted
from tests.simulation.platforms import Platform
from tests.simulation.run import Plan, simulate
from tests.simulation.verdict import Verdict, judge

DAY = Plan(seed=0, storm=timedelta(hours=20), feeds=4, a_day=5, poll=timedelta(hours=2))
"""A day: twenty hours of storm, four of calm."""
WEEK = Plan(seed=0, storm=timedelta(days=6, hours=16), feeds=200, a_day=0.7, poll=timedelta(hours=6))
"""Two hundred feeds with about five new articles each, so that most polls find nothing new."""
SEEDS = 20
WEEKS = 100


def live_through(plan: Plan, path: Path) -> Verdict:
    scene = simulate(plan, path)
    verdict = judge(scene)
    assert verdict.wrong == [], f"replay it with: {plan.command}"
    assert verdict.articles > 0
    assert scene.lives > 1
    return verdict


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_a_day_of_faults_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    live_through(replace(DAY, seed=seed), tmp_path)


def test_the_same_seed_lives_the_same_life(tmp_path: Path) -> None:
    plan = replace(DAY, seed=5, storm=timedelta(hours=6))
    traces = set()
    for number in range(2):
        path = tmp_path / str(number)
        path.mkdir()
        traces.add(live_through(plan, path).trace)
    assert len(traces) == 1
    other = tmp_path / "other"
    other.mkdir()
    assert live_through(replace(plan, seed=6), other).trace not in traces


class ForgetsKeys(Platform):
    """A repeated key is not held back, though we were told it would be."""

    def _accept(self, channel: str, message: Message, key: DeliveryId, reply_to: MessageRef | None) -> MessageRef:
        self._number += 1
        ref = MessageRef(channel=channel, message=str(self._number))
        self.seen[channel].append(Posted(key, message, self.clock.now(), ref, reply_to))
        return ref


def test_a_platform_that_forgets_keys_is_caught(tmp_path: Path) -> None:
    plan = replace(DAY, seed=1, feeds=6)
    assert judge(simulate(plan, tmp_path, ForgetsKeys)).doubled != []


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(1, WEEKS + 1))
def test_a_week_of_200_feeds_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    live_through(replace(WEEK, seed=1000 + seed), tmp_path)


@pytest.mark.prove
def test_the_same_seed_lives_the_same_week(tmp_path: Path) -> None:
    traces = set()
    for number in range(2):
        path = tmp_path / str(number)
        path.mkdir()
        traces.add(live_through(replace(WEEK, seed=1000), path).trace)
    assert len(traces) == 1
