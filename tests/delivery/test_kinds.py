"""What is more than an alert: updates in threads, edits of what was posted, digests."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import AlertKind, delivery_id
from tests import make
from tests.delivery.office import HOUR, MINUTE, SECOND, Office, Sky, for_a, play
from tests.fakes import Weather


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


async def owe_edit(at: Office, number: int, *, of: int, channel: str = "news") -> None:
    edit = make.alert(number, kind=AlertKind.UPDATE, summary=f"alert {of}, edit {number}")
    await at.owe(edit, to=(channel,), edits=delivery_id(f"alert-{of}", "fake", channel))


def test_of_several_edits_that_wait_only_the_newest_is_made(tmp_path: Path) -> None:
    sky = Sky()

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(SECOND)
        sky.now = Weather.DOWN
        for number in (3, 4, 5):
            for edit, of in ((number, 1), (number + 10, 2)):
                await owe_edit(at, edit, of=of)
                await for_a(SECOND)  # what is tried is put off again
        sky.now = Weather.FAIR
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1, edit 5", "alert 2, edit 15"]
        assert [posted.edits for posted in at.chat.seen["news"]] == [1, 1]
        assert await at.counts() == {"posted": 8}

    play(tmp_path, scene, forecast=sky)


def test_an_edit_under_way_is_followed_by_the_newest(tmp_path: Path) -> None:
    coming = iter([Weather.FAIR, Weather.SLOW])

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(SECOND)
        await owe_edit(at, 2, of=1)
        await for_a(SECOND)
        await owe_edit(at, 3, of=1)
        await owe_edit(at, 4, of=1)
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1, edit 4"]
        assert at.chat.seen["news"][0].edits == 2
        assert await at.counts() == {"posted": 4}

    play(tmp_path, scene, forecast=Sky(then=coming))


def test_edits_of_different_messages_do_not_replace_each_other(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2), to=("news", "other"))
        await owe_edit(at, 3, of=1)
        await owe_edit(at, 4, of=2)
        await owe_edit(at, 5, of=1, channel="other")
        await for_a(MINUTE)
        assert at.chat.texts("news") == ["alert 1, edit 3", "alert 2, edit 4"]
        assert at.chat.texts("other") == ["alert 1, edit 5", "alert 2"]

    play(tmp_path, scene)


def test_what_an_edit_replaced_goes_where_the_edit_goes(tmp_path: Path) -> None:
    sky = Sky()

    async def scene(at: Office) -> None:
        await at.owe(make.alert(1))
        await for_a(SECOND)
        sky.now = Weather.DOWN
        for number in (2, 3, 4):
            await owe_edit(at, number, of=1)
        await for_a(SECOND)
        sky.now = Weather.REFUSED
        await for_a(MINUTE)
        assert await at.counts() == {"posted": 1, "failed": 3}

    play(tmp_path, scene, forecast=sky, operators=())
