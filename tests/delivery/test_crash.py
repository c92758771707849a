"""The process dies between any two things the Courier does, and starts again: nothing is lost, nothing doubled."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Certainty
from tests.delivery.lives import crash_at_each
from tests.delivery.office import MINUTE, SECOND
from tests.fakes import HISTORY, NONCE, Weather

PLATFORMS = [pytest.param(NONCE, id="same key"), pytest.param(HISTORY, id="history")]
STORMS = [
    pytest.param((), id="fair"),
    pytest.param((Weather.CUT, Weather.LOST), id="cut and lost"),
    pytest.param((Weather.DOWN, Weather.CUT, Weather.DOWN), id="down and cut"),
]


@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize(("weather", "first", "down_for"), [((), 3, SECOND), ((Weather.CUT,), 11, 2 * MINUTE)])
def test_a_crash_neither_loses_nor_doubles(
    tmp_path: Path, certainty: Certainty, weather: tuple[Weather, ...], first: int, down_for: timedelta
) -> None:
    crash_at_each(range(first, 10_000, 23), tmp_path, certainty, weather, down_for)


@pytest.mark.prove
@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize("weather", STORMS)
@pytest.mark.parametrize("down_for", [SECOND, 5 * MINUTE], ids=["at once", "after minutes"])
def test_a_crash_between_any_two_steps_neither_loses_nor_doubles(
    tmp_path: Path, certainty: Certainty, weather: tuple[Weather, ...], down_for: timedelta
) -> None:
    crash_at_each(range(1, 10_000), tmp_path, certainty, weather, down_for)
