"""The Courier with a platform that has weather, on a loop where waiting costs nothing."""

import asyncio
from datetime import timedelta
from itertools import repeat
from pathlib import Path

import pytest

from bot.delivery import Outcome
from bot.model import DeliveryId
from bot.ports import Certainty
from bot.store import AlertKind, Delivery, Owed, Verdict, delivery_id
from tests import make
from tests.delivery.office import HOUR, MINUTE, OPERATORS, SECOND, Office, Sky, at_work, for_a, open_office, play
from tests.fakes import HISTORY, NONCE, Disk, FakeChat, FakeClock, Weather, run_virtually

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


def test_a_dead_channel_is_tried_once_and_the_operators_hear_of_it_once(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2), to=("dead", "news"))
        await for_a(50 * MINUTE)
        assert at.chat.texts("news") == ["alert 1", "alert 2"]
        assert at.chat.requests == 4  # two to news, one to the dead channel, one notice
        assert len(at.chat.texts("operators")) == 1
        assert "fake channel dead" in at.chat.texts("operators")[0]
        assert await at.store.outbox.stopped_channels() == {("fake", "dead"): "HTTP 403"}

    play(tmp_path, scene, forecast=Sky(now=Weather.FORBIDDEN, only="dead"))


def test_a_channel_that_takes_messages_again_gets_what_it_was_owed_and_operators_hear_it_is_over(
    tmp_path: Path,
) -> None:
    sky = Sky(now=Weather.FORBIDDEN, only="dead")

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2), to=("dead",))
        await for_a(30 * MINUTE)
        sky.now = Weather.FAIR
        await for_a(31 * MINUTE)
        assert at.chat.texts("dead") == ["alert 1", "alert 2"]
        assert len(at.chat.texts("operators")) == 2
        assert "again" in at.chat.texts("operators")[1]
        assert await at.store.outbox.stopped_channels() == {}

    play(tmp_path, scene, forecast=sky)


def test_a_revoked_token_is_told_once_and_everything_goes_out_after_a_start_with_a_good_one(tmp_path: Path) -> None:
    channels = tuple(f"channel {number}" for number in range(5))

    async def main(clock: FakeClock) -> None:
        chat = FakeChat(clock, forecast=lambda _, channel: _forbidden_but_for_operators(channel))
        async with open_office(tmp_path, clock, chat) as office, at_work(office):
            await office.owe(make.alert(1), to=channels)
            await for_a(MINUTE)
            assert len(chat.texts("operators")) == 1
        chat.forecast = lambda *_: Weather.FAIR
        async with open_office(tmp_path, clock, chat) as office, at_work(office):
            await for_a(MINUTE)
            assert [chat.texts(channel) for channel in channels] == [["alert 1"]] * 5
            assert len(chat.texts("operators")) == 2

    run_virtually(main)


def _forbidden_but_for_operators(channel: str) -> Weather:
    return Weather.FAIR if channel == "operators" else Weather.FORBIDDEN


def test_a_refused_message_fails_with_its_reason_and_the_next_goes_on(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(SECOND)
        assert at.chat.texts("news") == ["alert 2"]
        (failed,) = await at.store.outbox.failed()
        assert failed.reason == "HTTP 400"
        assert "HTTP 400" in at.chat.texts("operators")[0]

    play(tmp_path, scene, forecast=Sky(then=iter([Weather.REFUSED]), only="news"))


@pytest.mark.parametrize(
    ("verdict", "copies", "state"),
    [(Verdict.POSTED, 1, "posted"), (Verdict.RESEND, 2, "posted"), (Verdict.DROP, 1, "failed")],
)
def test_a_doubt_nobody_can_settle_is_left_to_an_operator(
    tmp_path: Path, verdict: Verdict, copies: int, state: str
) -> None:
    sky = Sky(then=iter([Weather.CUT]), finding=Weather.REFUSED, only="news")

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1", "alert 2"]
        (left,) = await at.store.outbox.ambiguous()
        assert left.reason == "HTTP 400"
        assert left.id in at.chat.seen["operators"][0].message.summary
        async with at.store.transaction() as tx:
            assert await at.store.outbox.resolve(tx, left.id, verdict)
            assert not await at.store.outbox.resolve(tx, DeliveryId("unknown"), verdict)
        at.courier.wake()
        await for_a(MINUTE)
        assert at.chat.texts("news").count("alert 1") == copies
        settled = await at.store.outbox.get(left.id)
        assert settled is not None
        assert settled.state == state

    play(tmp_path, scene, forecast=sky, chat={"certainty": HISTORY})


def test_after_an_outage_longer_than_news_is_fresh_one_digest_stands_for_what_is_old(tmp_path: Path) -> None:
    sky = Sky(now=Weather.DOWN, only="news")

    async def scene(at: Office) -> None:
        await at.owe(*(make.alert(number, at=at.clock.now()) for number in range(1, 31)))
        await for_a(15 * MINUTE)
        await at.owe(make.alert(31, at=at.clock.now()))
        await for_a(timedelta(minutes=1))
        sky.now = Weather.FAIR
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["30 alerts from while I could not post here", "alert 31"]
        assert await at.counts() == {"posted": 32}

    play(tmp_path, scene, forecast=sky, fresh_for=10 * MINUTE)


def test_a_single_old_alert_is_posted_as_it_is(tmp_path: Path) -> None:
    sky = Sky(now=Weather.DOWN, only="news")

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(15 * MINUTE)
        sky.now = Weather.FAIR
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1"]

    play(tmp_path, scene, forecast=sky, fresh_for=10 * MINUTE)


def test_an_update_is_posted_into_the_thread_of_its_alert(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        first = delivery_id("alert-1", "fake", "news")
        await at.owe(make.alert(2, kind=AlertKind.UPDATE), reply_to=first)
        await for_a(SECOND)
        posted, update = at.chat.seen["news"]
        assert update.reply_to == posted.ref

    play(tmp_path, scene)


@pytest.mark.parametrize("storm", [Weather.FAIR, Weather.LOST, Weather.CUT, Weather.DOWN, Weather.LIMITED])
def test_a_correction_changes_the_posted_message(tmp_path: Path, storm: Weather) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        first = delivery_id("alert-1", "fake", "news")
        sky.then = iter([Weather.FAIR, storm])
        await at.owe(make.alert(2, kind=AlertKind.CORRECTION, summary="corrected"), edits=first)
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["corrected"]
        assert await at.counts() == {"posted": 2}

    sky = Sky()
    play(tmp_path, scene, forecast=sky)


def test_a_correction_of_what_was_never_posted_is_dropped(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        first = delivery_id("alert-1", "fake", "news")
        await at.owe(make.alert(2, kind=AlertKind.CORRECTION), edits=first)
        await for_a(MINUTE)
        assert at.chat.texts("news") == []
        assert await at.counts() == {"failed": 2, "posted": 2}  # two notices

    play(tmp_path, scene, forecast=Sky(then=iter([Weather.REFUSED]), only="news"))


def test_held_deliveries_wait_for_the_digest_that_gathers_them(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2), is_held=True)
        await for_a(HOUR)
        assert at.chat.texts("news") == []
        assert await at.store.outbox.holding() == (("fake", "news"),)
        held = await at.store.outbox.held("fake", "news")
        async with at.store.transaction() as tx:
            await at.store.outbox.gather(tx, make.alert(9, kind=AlertKind.DIGEST), held)
        at.courier.wake()
        await for_a(SECOND)
        assert at.chat.texts("news") == ["alert 9"]
        assert await at.counts() == {"posted": 3}
        assert await at.store.outbox.holding() == ()

    play(tmp_path, scene)


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


def test_a_message_that_alone_fails_again_and_again_is_given_up(tmp_path: Path) -> None:
    def poison(action: str, channel: str) -> Weather:
        is_hit = action == "post" and channel == "news" and not is_over
        return Weather.BROKEN if is_hit else Weather.FAIR

    is_over = False

    async def scene(at: Office) -> None:
        nonlocal is_over
        await at.owe(make.alert(1), make.alert(2))
        for number in range(3, 10):
            await at.owe(make.alert(number), to=("other",))
            await for_a(5 * MINUTE)
            if await at.store.outbox.failed():
                is_over = True
        assert at.chat.texts("news") == ["alert 2"]

    play(tmp_path, scene, forecast=poison)


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


def test_operators_are_not_told_in_the_channel_that_is_dead(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), to=(OPERATORS[1],))
        await asyncio.sleep(600)
        assert await at.counts() == {"pending": 1}

    play(tmp_path, scene, forecast=Sky(now=Weather.FORBIDDEN))
