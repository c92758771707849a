"""The process dies between any two things the Courier does, and starts again: nothing is lost, nothing doubled."""

import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.ports import Certainty
from bot.store import AlertKind, delivery_id
from tests import make
from tests.delivery.office import MINUTE, Office, at_work, for_a, open_office
from tests.fakes import (
    HISTORY,
    NONCE,
    Crash,
    FakeChat,
    FakeClock,
    Forecast,
    Fuse,
    InlineConnection,
    Weather,
    run_virtually,
)

PLATFORMS = [pytest.param(NONCE, id="same key"), pytest.param(HISTORY, id="history")]


def storm(*weather: Weather) -> Forecast:
    coming = iter(weather)
    return lambda action, channel: next(coming, Weather.FAIR)


async def owe_everything(office: Office) -> None:
    """Two alerts to two channels, an update in a thread and a correction."""
    await office.owe(make.alert(1), make.alert(2), to=("news", "other"))
    await office.owe(make.alert(3, kind=AlertKind.UPDATE), reply_to=delivery_id("alert-1", "fake", "news"))
    correction = make.alert(4, kind=AlertKind.CORRECTION, summary="alert 2, corrected")
    await office.owe(correction, edits=delivery_id("alert-2", "fake", "news"))


STORMS = [
    pytest.param((), id="fair"),
    pytest.param((Weather.CUT, Weather.LOST), id="cut and lost"),
    pytest.param((Weather.DOWN, Weather.CUT, Weather.DOWN), id="down and cut"),
]
SECOND = MINUTE / 60


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


def crash_at_each(
    touches: Iterable[int], path: Path, certainty: Certainty, weather: tuple[Weather, ...], down_for: timedelta
) -> None:
    """Live the same life again and again, dying at each of these touches, until one life ends by itself."""

    async def main(clock: FakeClock) -> None:
        (path / "owed").mkdir()
        async with open_office(path / "owed", clock, FakeChat(clock)) as office:
            await owe_everything(office)
        for touch in touches:
            where = path / str(touch)
            shutil.copytree(path / "owed", where)
            fuse = Fuse(touch)
            chat = FakeChat(clock, certainty=certainty, forecast=storm(*weather), fuse=fuse)
            await live_until(fuse, where, clock, chat)
            chat.fuse = Fuse()
            await for_a(down_for)
            async with open_office(where, clock, chat) as office, at_work(office):
                await for_a(3 * MINUTE)
                assert await office.settled(), f"died at touch {touch}"
            assert chat.texts("news") == ["alert 1", "alert 2, corrected", "alert 3"], f"died at touch {touch}"
            assert chat.texts("other") == ["alert 1", "alert 2"], f"died at touch {touch}"
            shutil.rmtree(where)
            if not fuse.is_blown:
                return
        raise AssertionError("no life was long enough")

    run_virtually(main)


async def live_until(fuse: Fuse, path: Path, clock: FakeClock, chat: FakeChat) -> None:
    """Live for three minutes, or until the fuse blows; then leave everything as a dead process does."""
    opened: list[InlineConnection] = []
    try:
        async with open_office(path, clock, chat, fuse=fuse, opened=opened) as office, at_work(office):
            for _ in range(180):
                await for_a(SECOND)
                if fuse.is_blown:
                    break
    except Crash:
        pass
    finally:
        for connection in opened:
            connection.stop()
