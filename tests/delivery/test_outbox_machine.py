"""Hypothesis plays owner, platform, operator and fate with the outbox: nothing is lost and nothing doubled."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ports import Certainty
from tests.conftest import new_postgres_database
from tests.delivery.machine import OutboxMachine, live, postgres_ground, sqlite_ground
from tests.fakes import HISTORY, NONCE, Weather

THE_DEAD_CLOSE_NOTHING = pytest.mark.filterwarnings(
    "ignore:The garbage collector is trying to clean up:sqlalchemy.exc.SAWarning",
    "ignore:unclosed:ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
)
"""Who dies in the middle leaves connections to PostgreSQL to the server, and here to the garbage collector."""
PLATFORMS = [pytest.param(NONCE, id="same key"), pytest.param(HISTORY, id="history")]


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """Give the address of a new database; what the dead left is collected while its warnings are still ignored."""
    yield new_postgres_database(postgres)
    gc.collect()


@pytest.mark.parametrize("certainty", PLATFORMS)
def test_nothing_is_lost_or_doubled_whatever_happens(tmp_path: Path, certainty: Certainty) -> None:
    live(sqlite_ground(tmp_path), certainty, examples=12, steps=6)


@THE_DEAD_CLOSE_NOTHING
def test_nothing_is_lost_or_doubled_on_postgresql(database: str) -> None:
    live(postgres_ground(database), NONCE, examples=3, steps=5)


@THE_DEAD_CLOSE_NOTHING
def test_what_a_process_left_a_moment_ago_is_finished_when_its_lease_has_run_out(database: str) -> None:
    class Machine(OutboxMachine):
        certainty = NONCE
        ground = staticmethod(postgres_ground(database))  # type: ignore[assignment]

    life = Machine()
    life.begin(number=2, storm=[Weather.FAIR])
    life.owe({"b"})
    life.deliver_and_crash(touches=1, storm=[])  # and started again at once
    life.teardown()


@pytest.mark.prove
@pytest.mark.parametrize("certainty", PLATFORMS)
def test_nothing_is_lost_or_doubled_in_a_thousand_long_lives(tmp_path: Path, certainty: Certainty) -> None:
    live(sqlite_ground(tmp_path), certainty, examples=1000, steps=50)


@pytest.mark.prove
@THE_DEAD_CLOSE_NOTHING
@pytest.mark.parametrize("certainty", PLATFORMS)
def test_nothing_is_lost_or_doubled_in_long_lives_on_postgresql(database: str, certainty: Certainty) -> None:
    live(postgres_ground(database), certainty, examples=1000, steps=50)
