"""A platform that says no: dead channels, refused messages, doubts nobody can settle, and what operators hear."""

import asyncio
from pathlib import Path

import pytest

from bot.model import DeliveryId
from bot.store import Verdict
from tests import make
from tests.delivery.office import MINUTE, OPERATORS, SECOND, Office, Sky, at_work, for_a, open_office, play
from tests.fakes import HISTORY, FakeChat, Weather
from tests.lifetimes import FakeClock, run_virtually


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


def test_operators_are_not_told_in_the_channel_that_is_dead(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), to=(OPERATORS[1],))
        await asyncio.sleep(600)
        assert await at.counts() == {"pending": 1}

    play(tmp_path, scene, forecast=Sky(now=Weather.FORBIDDEN))


def test_a_refused_message_fails_with_its_reason_and_the_next_goes_on(tmp_path: Path) -> None:
    async def scene(at: Office) -> None:
        await at.owe(make.alert(1), make.alert(2))
        await for_a(SECOND)
        assert at.chat.texts("news") == ["alert 2"]
        (failed,) = await at.store.outbox.failed()
        assert failed.reason == "HTTP 400"
        assert "HTTP 400" in at.chat.texts("operators")[0]

    play(tmp_path, scene, forecast=Sky(then=iter([Weather.REFUSED]), only="news"))


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
