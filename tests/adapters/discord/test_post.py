import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.channels import MOST_PAGES, PAGE
from bot.errors import AmbiguousDeliveryError, PermanentDeliveryError, TransientDeliveryError
from bot.message import Image, Message, Paragraph, Tone, plain
from bot.model import DeliveryId
from bot.ports import MessageRef
from tests.adapters.discord.conftest import StillClock, adapter_for, running
from tests.adapters.discord.messages import URL, alert
from tests.loopback.discord_server import CHANNEL, FORBIDDEN_CHANNEL, FORUM, OTHER_CHANNEL, TOKEN, DiscordServer

KEY = DeliveryId("0123456789abcdefghijklmno")
OTHER_KEY = DeliveryId("other")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


async def test_an_alert_is_posted_before_anything_has_connected(server, adapter):
    ref = await adapter.post(CHANNEL, alert(), key=KEY)
    (message,) = server.messages[CHANNEL]
    assert ref == MessageRef(channel=CHANNEL, message=message["id"])
    assert message["content"] == f"### [Norvale dam gives way](<{URL}>)"
    assert "**About 12,400 people**" in message["embeds"][0]["description"]
    assert server.refusals == []


async def test_nobody_is_pinged_unless_the_message_names_a_role(server, adapter):
    await adapter.post(CHANNEL, alert("@everyone look <@&5>"), key=KEY)
    await adapter.post(CHANNEL, alert(mention="4242"), key=OTHER_KEY)
    hostile, pinging = server.messages[CHANNEL]
    assert hostile["allowed_mentions"] == {"parse": [], "roles": []}
    assert pinging["allowed_mentions"] == {"parse": [], "roles": ["4242"]}
    assert pinging["content"].endswith("\n<@&4242>")


async def test_a_notice_makes_no_sound(server, adapter):
    await adapter.post(
        CHANNEL, Message(blocks=(Paragraph(plain("A feed died.")),), summary="", tone=Tone.NOTICE), key=KEY
    )
    assert server.messages[CHANNEL][0]["flags"] == 1 << 12


async def test_a_picture_travels_with_its_words(server, adapter):
    message = Message(blocks=(Image(b"\x89PNG", "A rising line", "Troops.png"),), summary="Chart")
    await adapter.post(CHANNEL, message, key=KEY)
    (posted,) = server.messages[CHANNEL]
    assert posted["attachments"] == [{"filename": "0-troops.png"}]
    assert posted["embeds"][0]["image"] == {"url": "attachment://0-troops.png"}


@pytest.mark.parametrize("kind", ["cut", "500", "502", "503", "504", "slow"])
async def test_a_message_accepted_in_spite_of_a_failure_stays_the_only_one(server, kind):
    adapter = adapter_for(server, timeout=timedelta(milliseconds=150))
    server.fail_next(kind, accepted=True, seconds=1.0)
    with pytest.raises(AmbiguousDeliveryError):
        await adapter.post(CHANNEL, alert(), key=KEY)
    again = await adapter.post(CHANNEL, alert(), key=KEY)
    assert [again.message] == [message["id"] for message in server.messages[CHANNEL]]
    assert server.requests[f"POST /channels/{CHANNEL}/messages"] == 2  # nothing repeats a request behind our back
    await adapter.close()


@pytest.mark.parametrize("kind", ["cut", "500", "502", "503", "slow"])
async def test_history_tells_what_became_of_a_message_after_a_restart(kind):
    async with DiscordServer(nonce_window=0) as server:
        first = adapter_for(server, timeout=timedelta(milliseconds=150))
        server.fail_next(kind, accepted=True, seconds=1.0)
        with pytest.raises(AmbiguousDeliveryError):
            await first.post(CHANNEL, alert(), key=KEY)
        await first.close()
        restarted = adapter_for(server)
        found = await restarted.find(CHANNEL, KEY, since=LONG_AGO)
        assert found == MessageRef(channel=CHANNEL, message=server.messages[CHANNEL][0]["id"])
        assert await restarted.find(CHANNEL, OTHER_KEY, since=LONG_AGO) is None
        assert await restarted.find(OTHER_CHANNEL, KEY, since=LONG_AGO) is None
        await restarted.close()


async def test_a_message_far_back_in_a_busy_channel_is_found(server, adapter):
    ref = await adapter.post(CHANNEL, alert(), key=KEY)
    for number in range(230):
        server._store(CHANNEL, {"content": f"chatter {number}"}, ())
    assert await adapter.find(CHANNEL, KEY, since=LONG_AGO) == ref


async def test_the_search_ends_at_the_first_page_that_is_old_enough(server, adapter):
    for number in range(350):
        server._store(CHANNEL, {"content": f"chatter {number}"}, ())
    assert await adapter.find(CHANNEL, KEY, since=datetime(2100, 1, 1, tzinfo=UTC)) is None
    assert server.requests[f"GET /channels/{CHANNEL}/messages"] == 1


async def test_withheld_history_is_not_taken_for_an_empty_one(server, adapter):
    await adapter.post(CHANNEL, alert(), key=KEY)
    server.hides_history = True
    with pytest.raises(PermanentDeliveryError, match="Read Message History"):
        await adapter.find(CHANNEL, KEY, since=LONG_AGO)


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        pytest.param("401", PermanentDeliveryError, "token", id="revoked token"),
        pytest.param("403", PermanentDeliveryError, f"channel {CHANNEL}.*Send Messages", id="no rights"),
        pytest.param("404", PermanentDeliveryError, "does not exist", id="channel gone"),
        pytest.param("400", PermanentDeliveryError, "refuses this message", id="bad message"),
        pytest.param("429", TransientDeliveryError, "slow down", id="too fast"),
        pytest.param("500", AmbiguousDeliveryError, "500", id="server error"),
        pytest.param("cut", AmbiguousDeliveryError, "broke", id="cut"),
        pytest.param("proxy 401", AmbiguousDeliveryError, "such as a proxy", id="a proxy that wants a login"),
        pytest.param("proxy 403", AmbiguousDeliveryError, "such as a proxy", id="a proxy that forbids"),
        pytest.param("proxy 413", PermanentDeliveryError, "refuses this message", id="too large for a proxy"),
    ],
)
async def test_every_failure_says_what_it_means(server, adapter, kind, error, said):
    server.fail_next(kind)
    with pytest.raises(error, match=said):
        await adapter.post(CHANNEL, alert(), key=KEY)
    assert server.messages[CHANNEL] == []


@pytest.mark.parametrize(("kind", "is_dead"), [("401", True), ("403", True), ("404", True), ("400", False)])
async def test_a_dead_channel_is_told_from_a_bad_message(server, adapter, kind, is_dead):
    server.fail_next(kind)
    with pytest.raises(PermanentDeliveryError) as caught:
        await adapter.post(CHANNEL, alert(), key=KEY)
    assert caught.value.channel_is_dead is is_dead


async def test_a_rate_limit_is_passed_on_exactly_and_counted(server, adapter):
    server.fail_next("429", seconds=1.375)
    with pytest.raises(TransientDeliveryError) as caught:
        await adapter.post(CHANNEL, alert(), key=KEY)
    assert caught.value.retry_after == timedelta(seconds=1.375)
    assert adapter.rate_limited == 1


async def test_a_limit_on_everything_is_kept_without_asking_again(server):
    clock = StillClock()
    adapter = adapter_for(server, clock=clock)
    server.fail_next("429", seconds=2.0, is_global=True)
    with pytest.raises(TransientDeliveryError):
        await adapter.post(CHANNEL, alert(), key=KEY)
    clock.later = 1.5
    with pytest.raises(TransientDeliveryError) as caught:
        await adapter.post(OTHER_CHANNEL, alert(), key=OTHER_KEY)
    assert caught.value.retry_after == timedelta(seconds=0.5)
    assert server.requests.total() == adapter.rate_limited == 1
    clock.later = 2.0
    await adapter.post(OTHER_CHANNEL, alert(), key=OTHER_KEY)
    await adapter.close()


async def test_a_history_without_end_is_left_to_the_operator(server, adapter):
    for number in range(MOST_PAGES * PAGE):
        server._store(CHANNEL, {"content": f"chatter {number}"}, ())
    with pytest.raises(PermanentDeliveryError, match="too many"):
        await adapter.find(CHANNEL, KEY, since=LONG_AGO)


async def test_the_token_is_in_no_log(server, adapter, caplog):
    caplog.set_level("DEBUG")
    async with running(adapter, server):
        asked = await (await server.ask("troops")).answered()
        server.fail_next("429", method="PATCH", path="@original", seconds=0.01)
        await (await server.ask("troops")).answered()
        await adapter.post(CHANNEL, alert(), key=KEY)
    server.fail_next("cut")
    with pytest.raises(AmbiguousDeliveryError) as caught:
        await adapter.post(CHANNEL, alert(), key=OTHER_KEY)
    written = caplog.text + repr(adapter) + "".join(map(repr, (record.__dict__ for record in caplog.records)))
    ours = written + str(caught.value)
    assert TOKEN not in ours
    assert asked.token not in ours


async def test_a_refused_connection_is_worth_another_try(server, adapter):
    await server.stop()
    with pytest.raises(TransientDeliveryError):
        await adapter.post(CHANNEL, alert(), key=KEY)


async def test_an_id_that_is_none_never_reaches_discord(server, adapter):
    with pytest.raises(PermanentDeliveryError, match="Copy Channel ID"):
        await adapter.post("../users/@me", alert(), key=KEY)
    assert not server.requests


async def test_a_channel_the_bot_may_not_see_is_named_with_the_remedy(server, adapter):
    with pytest.raises(PermanentDeliveryError, match=f"channel {FORBIDDEN_CHANNEL}.*View Channel"):
        await adapter.post(FORBIDDEN_CHANNEL, alert(), key=KEY)


async def test_an_edit_replaces_the_message(server, adapter):
    ref = await adapter.post(CHANNEL, alert(), key=KEY)
    await adapter.edit(ref, alert("Norvale dam holds after all"))
    assert server.shown() == [f"### [Norvale dam holds after all](<{URL}>)"]


async def test_the_limit_on_old_edits_is_waited_out(server, adapter):
    ref = await adapter.post(CHANNEL, alert(), key=KEY)
    server.fail_next("400", method="PATCH", code=30_046)
    with pytest.raises(TransientDeliveryError, match="older than an hour") as caught:
        await adapter.edit(ref, alert())
    assert caught.value.retry_after


async def test_a_cut_edit_may_be_repeated(server, adapter):
    ref = await adapter.post(CHANNEL, alert(), key=KEY)
    server.fail_next("cut", method="PATCH", accepted=True)
    with pytest.raises(TransientDeliveryError):
        await adapter.edit(ref, alert())


async def test_an_edit_of_a_deleted_message_does_not_condemn_the_channel(server, adapter):
    with pytest.raises(PermanentDeliveryError) as caught:
        await adapter.edit(MessageRef(channel=CHANNEL, message="1"), alert())
    assert not caught.value.channel_is_dead


async def test_a_follow_up_opens_a_thread_named_after_the_headline(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    reply = await adapter.post(CHANNEL, alert("Norvale: toll rises " * 20), key=OTHER_KEY, reply_to=first)
    later = await adapter.post(CHANNEL, alert("Later"), key=DeliveryId("later"), reply_to=first)
    assert reply.thread == later.thread == first.message
    assert server.threads[first.message]["name"].startswith("Norvale: toll rises")
    assert len(server.messages[CHANNEL]) == 1
    assert len(server.messages[first.message]) == 2
    assert server.refusals == []


async def test_a_thread_that_was_there_before_a_restart_is_used_again(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    await adapter.post(CHANNEL, alert("More"), key=OTHER_KEY, reply_to=first)
    restarted = adapter_for(server)
    reply = await restarted.post(CHANNEL, alert("Later"), key=DeliveryId("later"), reply_to=first)
    assert reply.thread == first.message
    await restarted.close()


async def test_a_follow_up_whose_thread_was_deleted_is_a_plain_reply(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    await adapter.post(CHANNEL, alert("More"), key=OTHER_KEY, reply_to=first)
    del server.channels[first.message]
    reply = await adapter.post(CHANNEL, alert("Later"), key=DeliveryId("later"), reply_to=first)
    assert reply.thread is None
    assert len(server.messages[CHANNEL]) == 2


async def test_a_follow_up_in_doubt_is_found_in_its_thread(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    reply = await adapter.post(CHANNEL, alert("More"), key=OTHER_KEY, reply_to=first)
    assert await adapter.find(CHANNEL, OTHER_KEY, since=LONG_AGO) == reply


async def test_where_threads_cannot_be_had_a_follow_up_is_a_plain_reply(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    server.fail_next("403", path="/threads")
    reply = await adapter.post(CHANNEL, alert("More"), key=OTHER_KEY, reply_to=first)
    assert reply.thread is None
    assert server.messages[CHANNEL][1]["message_reference"]["message_id"] == first.message


async def test_a_thread_made_in_spite_of_a_cut_is_used(server, adapter):
    first = await adapter.post(CHANNEL, alert(), key=KEY)
    server.fail_next("cut", path="/threads", accepted=True)
    reply = await adapter.post(CHANNEL, alert("More"), key=OTHER_KEY, reply_to=first)
    assert reply.thread == first.message


async def test_a_forum_gets_a_thread_for_each_alert(server, adapter):
    ref = await adapter.post(FORUM, alert(), key=KEY)
    assert ref.thread == ref.message
    assert server.threads[ref.message]["name"] == "Norvale dam gives way"
    await adapter.edit(ref, alert("Corrected"))
    assert server.messages[ref.message][0]["content"].startswith("### [Corrected]")


async def test_a_forum_thread_made_in_spite_of_a_cut_stays_the_only_one(server, adapter):
    server.fail_next("cut", path="/threads", accepted=True)
    with pytest.raises(AmbiguousDeliveryError):
        await adapter.post(FORUM, alert(), key=KEY)
    restarted = adapter_for(server)
    ref = await restarted.post(FORUM, alert(), key=KEY)
    assert list(server.threads) == [ref.thread]
    assert await restarted.find(FORUM, KEY, since=LONG_AGO) == ref
    await restarted.close()


async def test_many_posts_at_once_are_each_posted_once(server, adapter):
    keys = [DeliveryId(f"key{number}") for number in range(40)]
    refs = await asyncio.gather(*(adapter.post(CHANNEL, alert(), key=key) for key in keys))
    assert len({ref.message for ref in refs}) == len(server.messages[CHANNEL]) == 40


async def test_closing_twice_is_harmless(server, adapter):
    await adapter.post(CHANNEL, alert(), key=KEY)
    await adapter.close()
    await adapter.close()
