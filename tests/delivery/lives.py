"""One life of the Courier, lived again and again and ended at every single thing it does."""

import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.ports import Certainty
from bot.store import AlertKind, delivery_id
from tests import make
from tests.delivery.office import MINUTE, SECOND, Office, at_work, for_a, open_office
from tests.fakes import FakeChat, Forecast, Weather
from tests.lifetimes import Crash, FakeClock, Fuse, InlineConnection, run_virtually


def storm(*weather: Weather) -> Forecast:
    coming = iter(weather)
    return lambda action, channel: next(coming, Weather.FAIR)


async def owe_everything(office: Office) -> None:
    """Two alerts to two channels, an update in a thread and a correction."""
    await office.owe(make.alert(1), make.alert(2), to=("news", "other"))
    await office.owe(make.alert(3, kind=AlertKind.UPDATE), reply_to=delivery_id("alert-1", "fake", "news"))
    correction = make.alert(4, kind=AlertKind.CORRECTION, summary="alert 2, corrected")
    await office.owe(correction, edits=delivery_id("alert-2", "fake", "news"))


def crash_at_each(
    touches: Iterable[int],
    path: Path,
    certainty: Certainty,
    weather: tuple[Weather, ...],
    down_for: timedelta,
    *,
    platform: type[FakeChat] = FakeChat,
    **office: Any,
) -> None:
    """Live the same life again and again, dying at each of these touches, until one life ends by itself.

    Raises AssertionError where a reader would see something wrong. `office` are options of the Courier and the store.
    """

    office.setdefault("fresh_for", timedelta(days=99))  # what is owed in all lives grows older from one to the next

    async def main(clock: FakeClock) -> None:
        (path / "owed").mkdir()
        async with open_office(path / "owed", clock, FakeChat(clock)) as at:
            await owe_everything(at)
        for touch in touches:
            where = path / str(touch)
            shutil.copytree(path / "owed", where)
            fuse = Fuse(touch)
            chat = platform(clock, certainty=certainty, forecast=storm(*weather), fuse=fuse)
            await live_until(fuse, where, clock, chat, **office)
            chat.fuse = Fuse()
            await for_a(down_for)
            async with open_office(where, clock, chat, **office) as at, at_work(at):
                await for_a(3 * MINUTE)
                assert await at.settled(), f"died at touch {touch}"
            assert chat.texts("news") == ["alert 1", "alert 2, corrected", "alert 3"], f"died at touch {touch}"
            assert chat.texts("other") == ["alert 1", "alert 2"], f"died at touch {touch}"
            shutil.rmtree(where)
            if not fuse.is_blown:
                return
        raise AssertionError("no life was long enough")

    run_virtually(main)


async def live_until(fuse: Fuse, path: Path, clock: FakeClock, chat: FakeChat, **options: Any) -> None:
    """Live for three minutes, or until the fuse blows; then leave everything as a dead process does."""
    opened: list[InlineConnection] = []
    try:
        async with open_office(path, clock, chat, fuse=fuse, opened=opened, **options) as office, at_work(office):
            for _ in range(180):
                await for_a(SECOND)
                if fuse.is_blown:
                    break
    except Crash:
        pass
    finally:
        for connection in opened:
            connection.stop()
