"""The Courier with a platform that has weather, on a loop where waiting costs nothing."""

from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest

from bot.delivery import Outcome
from bot.ports import Certainty
from bot.store import Delivery, Owed
from tests import make
from tests.delivery.office import HOUR, MINUTE, SECOND, Office, Sky, at_work, for_a, open_office, play
from tests.fakes import HISTORY, NONCE, FakeChat, Weather
from tests.lifetimes import Disk, FakeClock, run_virtually

PLATFORMS = [pytest.param(NONCE, id="same key"), pytest.param(HISTORY, id="history")]
STORMS = [
    Weather.LOST,
    Weather.CUT,
    Weather.LATE,
    Weather.BROKEN,
    Weather.DOWN,
    Weather.LIMITED,
    Weather.SLOW,
    Weather.HANGING,
]


def test_what_is_owed_is_posted_once_and_in_order(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2), to=("news", "other"))
        await for_a(SECOND)
        await at.owe(make.alert(3), make.alert(1))
        await for_a(SECOND)
        assert at.chat.texts("news") == ["alert 1", "alert 2", "alert 3"]
        assert at.chat.texts("other") == ["alert 1", "alert 2"]
        assert await at.counts() == {"posted": 5}

    play(tmp_path, scene)


@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("times", [1, 3])
def test_after_a_storm_readers_see_each_alert_once_and_in_order(
    tmp_path: Path, certainty: Certainty, storm: Weather, times: int
) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(5 * MINUTE)
        assert at.chat.texts("news") == ["alert 1", "alert 2"]
        assert await at.counts() == {"posted": 2}

    play(tmp_path, scene, forecast=Sky(then=iter([storm] * times)), chat={"certainty": certainty})


@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize("storm", [Weather.LOST, Weather.CUT, Weather.DOWN, Weather.BROKEN, Weather.HANGING])
@pytest.mark.parametrize("outage", [30 * SECOND, 5 * MINUTE], ids=str)
def test_a_doubt_is_settled_within_a_minute_of_the_platform_answering_again(
    tmp_path: Path, certainty: Certainty, storm: Weather, outage: timedelta
) -> None:
    sky = Sky(now=storm, finding=Weather.DOWN)

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(outage)
        sky.now, sky.finding = Weather.FAIR, None
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1"]
        assert await at.counts() == {"posted": 1}

    play(tmp_path, scene, forecast=sky, chat={"certainty": certainty})


def test_a_429_is_waited_out_exactly(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(MINUTE)
        posted = at.chat.seen["news"][0]
        assert posted.at - make.NOON == timedelta(seconds=17)
        assert at.chat.rate_limited == 1

    sky = Sky(then=iter([Weather.LIMITED]))
    play(tmp_path, scene, forecast=sky, chat={"retry_after": timedelta(seconds=17)})


def test_one_hanging_channel_delays_no_other(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), to=("dead", "news"))
        await for_a(SECOND)
        await at.owe(make.alert(2), to=("dead", "news"))
        await for_a(SECOND)
        assert at.chat.texts("news") == ["alert 1", "alert 2"]

    play(tmp_path, scene, forecast=Sky(now=Weather.HANGING, only="dead"))


@pytest.mark.parametrize("certainty", PLATFORMS)
def test_a_stop_takes_less_than_five_seconds_and_what_hangs_is_settled_at_the_next_start(
    tmp_path: Path, certainty: Certainty
) -> None:
    async def main(clock: FakeClock) -> None:
        chat = FakeChat(clock, certainty=certainty, forecast=Sky(then=repeat(Weather.HANGING), only="news"))
        async with open_office(tmp_path, clock, chat) as office:
            async with at_work(office):
                await office.owe(make.alert(1))
                await for_a(SECOND)
                stopped_at = clock.monotonic()
            assert clock.monotonic() - stopped_at < 5
            assert await office.counts() == {"sending": 1}
        chat.forecast = Sky()
        async with open_office(tmp_path, clock, chat) as office, at_work(office):
            await for_a(MINUTE)
            assert chat.texts("news") == ["alert 1"]
            assert await office.counts() == {"posted": 1}

    run_virtually(main)


def test_a_full_disk_stops_sending_until_marks_can_be_written_again(tmp_path: Path) -> None:
    async def main(clock: FakeClock) -> None:
        disk = Disk()
        chat = FakeChat(clock)
        async with open_office(tmp_path, clock, chat, fuse=disk) as office, at_work(office):
            await office.owe(make.alert(1))
            disk.is_full = True
            await for_a(MINUTE)
            assert chat.requests == 0
            assert "disk is full" in (office.courier.trouble or "")
            disk.is_full = False
            await for_a(MINUTE)
            assert chat.texts("news") == ["alert 1"]
            assert office.courier.trouble is None

    run_virtually(main)


def test_a_disk_that_fills_up_after_the_post_does_not_double_it(tmp_path: Path) -> None:
    async def main(clock: FakeClock) -> None:
        disk = Disk()
        chat = FakeChat(clock, certainty=HISTORY, forecast=Sky(now=Weather.SLOW))
        async with open_office(tmp_path, clock, chat, fuse=disk) as office, at_work(office):
            await office.owe(make.alert(1), make.alert(2))
            await for_a(SECOND)
            disk.is_full = True
            await for_a(MINUTE)
            assert chat.texts("news") == ["alert 1"]
            disk.is_full = False
            await for_a(MINUTE)
            assert chat.texts("news") == ["alert 1", "alert 2"]
            assert await office.counts() == {"posted": 2}

    run_virtually(main)


@pytest.mark.parametrize("step", [HOUR, -HOUR], ids=["back", "forward"])
@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize("storm", [Weather.CUT, Weather.LOST, Weather.DOWN])
def test_a_clock_that_is_set_neither_doubles_nor_delays(
    tmp_path: Path, step: timedelta, certainty: Certainty, storm: Weather
) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(SECOND)
        at.clock.set_back(step)
        await for_a(2 * MINUTE)
        assert at.chat.texts("news") == ["alert 1", "alert 2"]

    play(tmp_path, scene, forecast=Sky(then=iter([storm] * 4)), chat={"certainty": certainty})


@pytest.mark.parametrize("certainty", PLATFORMS)
@pytest.mark.parametrize("storm", [Weather.FAIR, Weather.CUT, Weather.DOWN])
def test_a_clock_set_back_between_two_starts_delays_nothing(
    tmp_path: Path, certainty: Certainty, storm: Weather
) -> None:
    async def main(clock: FakeClock) -> None:
        chat = FakeChat(clock, certainty=certainty, forecast=Sky(now=storm))
        async with open_office(tmp_path, clock, chat) as office:
            await office.owe(make.alert(1, at=clock.now()))
            await office.courier.deliver_due()
            await office.owe(make.alert(2, at=clock.now()))
        chat.forecast = Sky()
        clock.set_back(5 * HOUR)
        async with open_office(tmp_path, clock, chat) as office, at_work(office):
            await for_a(MINUTE)
            assert chat.texts("news") == ["alert 1", "alert 2"]

    run_virtually(main)


def test_observers_hear_of_every_outcome(tmp_path: Path) -> None:
    heard: list[Outcome] = []

    def listen(_delivery: Delivery, outcome: Outcome) -> None:
        heard.append(outcome)

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(MINUTE)
        assert heard == [Outcome.RATE_LIMITED, Outcome.TRANSIENT, Outcome.AMBIGUOUS, Outcome.POSTED]

    storm = iter([Weather.LIMITED, Weather.DOWN, Weather.CUT])
    play(tmp_path, scene, forecast=Sky(then=storm), observer=listen)


def test_one_pass_delivers_what_is_due_and_returns(tmp_path: Path) -> None:
    async def main(clock: FakeClock) -> None:
        chat = FakeChat(clock, forecast=Sky(now=Weather.DOWN, only="down"))
        async with open_office(tmp_path, clock, chat) as office:
            await office.owe(make.alert(1), make.alert(2), to=("news", "down"))
            await office.courier.deliver_due()
            assert chat.texts("news") == ["alert 1", "alert 2"]
            assert await office.counts() == {"posted": 2, "pending": 2}

    run_virtually(main)


def test_what_is_owed_on_a_platform_that_is_not_set_up_waits(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        async with at.store.transaction() as tx:
            await at.store.outbox.owe(tx, make.alert(1), [Owed(platform="elsewhere", channel="news")])
        at.courier.wake()
        await for_a(HOUR)
        assert await at.counts() == {"pending": 1}
        assert at.chat.requests == 0

    play(tmp_path, scene)
