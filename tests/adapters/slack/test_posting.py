"""Alerts through the real SDK: what Slack gets, what is found again, and what each failure means."""

import asyncio
import zlib
from datetime import timedelta

import pytest

from adapters.slack import SlackAdapter
from adapters.slack.history import PAGE, PAGES_LIMIT
from adapters.slack.pictures import Pictures
from adapters.slack.render import Rendered
from adapters.slack.web import SlackWeb
from bot.errors import AmbiguousDeliveryError, PermanentDeliveryError, TransientDeliveryError
from bot.message import Heading, Image, Message, Paragraph, Run, Tone, plain
from bot.model import DeliveryId
from bot.ports import MessageRef
from tests.adapters.slack.conftest import NOON, StillClock, adapter_for
from tests.loopback.slack_server import BOT_TOKEN, CHANNEL, SlackServer

KEY = DeliveryId("d1")
ALERT = Message(
    blocks=(Heading((Run("Ports fill up", url="https://post.example/1"),)), Paragraph(plain("About 10,000 arrived."))),
    summary="Ports fill up: <!channel> about 10,000",
    tone=Tone.ALERT,
)


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")

    header = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


CHARTED = Message(blocks=(*ALERT.blocks, Image(png(), "A chart that rises", "chart.png")), summary="Chart")


async def test_an_alert_arrives_with_its_words_its_key_and_no_unfurling(
    server: SlackServer, adapter: SlackAdapter
) -> None:
    ref = await adapter.post(CHANNEL, ALERT, key=KEY)
    (message,) = server.messages[CHANNEL]
    assert ref == MessageRef(channel=CHANNEL, message=message["ts"])
    assert message["text"] == "Ports fill up: &lt;!channel&gt; about 10,000"
    assert message["metadata"]["event_payload"] == {"delivery": "d1"}
    method, arguments = server.calls[-1]
    assert (method, arguments["unfurl_links"], arguments["unfurl_media"]) == ("chat.postMessage", False, False)


async def test_a_reply_goes_into_the_thread_of_the_first_message(server: SlackServer, adapter: SlackAdapter) -> None:
    first = await adapter.post(CHANNEL, ALERT, key=KEY)
    reply = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"), reply_to=first)
    again = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d3"), reply_to=reply)
    assert reply.thread == again.thread == first.message
    assert [m.get("thread_ts") for m in server.messages[CHANNEL]] == [None, first.message, first.message]


async def test_a_reply_to_a_deleted_message_stands_alone(server: SlackServer, adapter: SlackAdapter) -> None:
    first = await adapter.post(CHANNEL, ALERT, key=KEY)
    server.fail_next("thread_not_found")
    reply = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"), reply_to=first)
    assert reply.thread is None
    assert "thread_ts" not in server.messages[CHANNEL][-1]


@pytest.mark.parametrize("key", ["d1", "d2"])
async def test_a_message_or_a_reply_is_found_by_its_key(adapter: SlackAdapter, key: str) -> None:
    first = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d1"))
    second = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"), reply_to=first)
    found = await adapter.find(CHANNEL, DeliveryId(key), since=NOON)
    assert found == (first if key == "d1" else second)


async def test_a_reply_to_an_old_message_is_found(adapter: SlackAdapter, clock: StillClock) -> None:
    first = await adapter.post(CHANNEL, ALERT, key=KEY)
    clock.at += timedelta(days=3)
    reply = await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"), reply_to=first)
    assert await adapter.find(CHANNEL, DeliveryId("d2"), since=clock.now()) == reply


async def test_what_was_never_posted_is_not_found(adapter: SlackAdapter) -> None:
    await adapter.post(CHANNEL, ALERT, key=KEY)
    assert await adapter.find(CHANNEL, DeliveryId("other"), since=NOON) is None


async def test_a_message_older_than_asked_for_is_not_looked_for(adapter: SlackAdapter, clock: StillClock) -> None:
    await adapter.post(CHANNEL, ALERT, key=KEY)
    clock.at += timedelta(hours=1)
    assert await adapter.find(CHANNEL, KEY, since=clock.now()) is None


async def test_a_long_history_is_read_page_by_page(server: SlackServer, adapter: SlackAdapter) -> None:
    first = await adapter.post(CHANNEL, ALERT, key=KEY)
    for number in range(1200):
        server.store(CHANNEL, {"text": f"chatter {number}"})
    assert await adapter.find(CHANNEL, KEY, since=NOON) == first
    assert [method for method, _ in server.calls].count("conversations.history") == 3


async def test_a_channel_too_long_to_read_to_its_end_leaves_the_doubt(
    server: SlackServer, adapter: SlackAdapter
) -> None:
    for number in range(PAGE * PAGES_LIMIT + 1):
        server.store(CHANNEL, {"text": str(number)})
    with pytest.raises(AmbiguousDeliveryError, match="too many messages"):
        await adapter.find(CHANNEL, KEY, since=NOON)


async def test_a_history_that_cannot_be_read_is_said_so(server: SlackServer, adapter: SlackAdapter) -> None:
    server.channels[CHANNEL].is_member = False
    with pytest.raises(PermanentDeliveryError, match="/invite @nutgraf"):
        await adapter.find(CHANNEL, KEY, since=NOON)


@pytest.mark.parametrize("kind", ["cut", "500", "502", "503", "internal_error", "fatal_error", "text", "garbage"])
async def test_a_message_accepted_before_the_failure_is_in_doubt_and_found(
    server: SlackServer, adapter: SlackAdapter, kind: str
) -> None:
    server.fail_next(kind, accepted=True)
    with pytest.raises(AmbiguousDeliveryError):
        await adapter.post(CHANNEL, ALERT, key=KEY)
    found = await adapter.find(CHANNEL, KEY, since=NOON)
    assert found is not None
    assert len(server.messages[CHANNEL]) == 1
    assert found.message == server.messages[CHANNEL][0]["ts"]


@pytest.mark.parametrize("kind", ["cut", "503", "service_unavailable"])
async def test_a_message_lost_with_the_failure_is_in_doubt_and_not_found(
    server: SlackServer, adapter: SlackAdapter, kind: str
) -> None:
    server.fail_next(kind)
    with pytest.raises(AmbiguousDeliveryError):
        await adapter.post(CHANNEL, ALERT, key=KEY)
    assert await adapter.find(CHANNEL, KEY, since=NOON) is None


async def test_an_answer_that_does_not_come_leaves_the_message_in_doubt(
    server: SlackServer, adapter: SlackAdapter
) -> None:
    server.fail_next("slow", seconds=5)
    posting = asyncio.ensure_future(adapter.post(CHANNEL, ALERT, key=KEY))
    await server.until(lambda: bool(server.messages[CHANNEL]))
    await adapter.close()
    with pytest.raises(AmbiguousDeliveryError):
        await posting
    assert await adapter.find(CHANNEL, KEY, since=NOON) is not None


async def test_a_refused_connection_is_only_late(clock: StillClock) -> None:
    server = await SlackServer().start()
    await server.stop()
    adapter = adapter_for(server, clock)
    with pytest.raises(TransientDeliveryError):
        await adapter.post(CHANNEL, ALERT, key=KEY)
    await adapter.close()


async def test_a_rate_limit_is_waited_out_exactly(server: SlackServer, adapter: SlackAdapter) -> None:
    server.fail_next("ratelimited", retry_after=17)
    with pytest.raises(TransientDeliveryError) as caught:
        await adapter.post(CHANNEL, ALERT, key=KEY)
    assert caught.value.retry_after == timedelta(seconds=17)


async def test_the_second_message_within_a_second_is_refused_by_a_limiting_slack(
    server: SlackServer, adapter: SlackAdapter
) -> None:
    server.rate_limited = True
    await adapter.post(CHANNEL, ALERT, key=KEY)
    with pytest.raises(TransientDeliveryError) as caught:
        await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"))
    assert caught.value.retry_after == timedelta(seconds=1)
    assert server.refused_rate == 1


@pytest.mark.parametrize("kind", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])
async def test_a_refused_token_stops_every_channel(server: SlackServer, adapter: SlackAdapter, kind: str) -> None:
    server.fail_next(kind)
    with pytest.raises(PermanentDeliveryError, match=kind) as caught:
        await adapter.post(CHANNEL, ALERT, key=KEY)
    assert caught.value.channel_is_dead
    assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("channel", "remedy"), [("C0AWAY", "/invite @nutgraf"), ("C0GONE", "id"), ("C0OLD", "unarchive")]
)
async def test_a_channel_that_cannot_take_messages_is_dead_and_the_remedy_named(
    server: SlackServer, adapter: SlackAdapter, channel: str, remedy: str
) -> None:
    server.channels["C0AWAY"] = type(server.channels[CHANNEL])(is_member=False)
    server.channels["C0OLD"] = type(server.channels[CHANNEL])(is_archived=True)
    with pytest.raises(PermanentDeliveryError, match=remedy) as caught:
        await adapter.post(channel, ALERT, key=KEY)
    assert caught.value.channel_is_dead


@pytest.mark.parametrize("kind", ["msg_too_long", "invalid_blocks", "some_future_error", "413"])
async def test_a_refused_message_does_not_stop_its_channel(
    server: SlackServer, adapter: SlackAdapter, kind: str
) -> None:
    server.fail_next(kind)
    with pytest.raises(PermanentDeliveryError) as caught:
        await adapter.post(CHANNEL, ALERT, key=KEY)
    assert not caught.value.channel_is_dead


async def test_an_edit_replaces_the_words_and_keeps_the_key(server: SlackServer, adapter: SlackAdapter) -> None:
    ref = await adapter.post(CHANNEL, ALERT, key=KEY)
    await adapter.edit(ref, Message(blocks=(Paragraph(plain("Corrected.")),), summary="Corrected."))
    assert server.messages[CHANNEL][0]["text"] == "Corrected."
    assert await adapter.find(CHANNEL, KEY, since=NOON) == ref


@pytest.mark.parametrize("kind", ["edit_window_closed", "cant_update_message", "message_not_found"])
async def test_an_edit_slack_will_never_take_is_given_up(server: SlackServer, adapter: SlackAdapter, kind: str) -> None:
    ref = await adapter.post(CHANNEL, ALERT, key=KEY)
    server.fail_next(kind, method="chat.update")
    with pytest.raises(PermanentDeliveryError, match=kind) as caught:
        await adapter.edit(ref, ALERT)
    assert not caught.value.channel_is_dead


@pytest.mark.parametrize("kind", ["cut", "503"])
async def test_a_broken_edit_may_simply_be_made_again(server: SlackServer, adapter: SlackAdapter, kind: str) -> None:
    ref = await adapter.post(CHANNEL, ALERT, key=KEY)
    server.fail_next(kind, method="chat.update")
    with pytest.raises(TransientDeliveryError):
        await adapter.edit(ref, ALERT)


async def test_a_chart_is_uploaded_and_shown(server: SlackServer, adapter: SlackAdapter) -> None:
    await adapter.post(CHANNEL, CHARTED, key=KEY)
    image = server.messages[CHANNEL][0]["blocks"][-1]
    assert (image["type"], image["alt_text"]) == ("image", "A chart that rises")
    assert server.uploads[image["slack_file"]["id"]] == png()


async def test_a_chart_slack_is_not_ready_to_show_is_waited_for(server: SlackServer, adapter: SlackAdapter) -> None:
    server.files_not_ready_for = 1
    await adapter.post(CHANNEL, CHARTED, key=KEY)
    assert len(server.messages[CHANNEL]) == 1
    assert server.messages[CHANNEL][0]["blocks"][-1]["type"] == "image"


async def test_a_chart_slack_does_not_take_is_told_in_words(server: SlackServer, adapter: SlackAdapter) -> None:
    server.fail_next("missing_scope", method="files.getUploadURLExternal")
    await adapter.post(CHANNEL, CHARTED, key=KEY)
    last = server.messages[CHANNEL][0]["blocks"][-1]
    assert last["elements"][0]["text"] == "A chart that rises"


async def test_a_chart_slack_never_shows_does_not_cost_the_message(server: SlackServer) -> None:
    web = SlackWeb(bot_token=BOT_TOKEN, api_url=server.url)
    sent: list[str] = []

    async def refuse_pictures(rendered: Rendered) -> str:
        sent.append(rendered.blocks[-1]["type"])
        return "invalid_blocks" if sent[-1] == "image" else ""

    assert await Pictures(web, ready_wait=timedelta(0)).send(CHARTED, refuse_pictures) == ""
    assert sent == ["image"] * 4 + ["context"]
    await web.close()


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
async def test_a_broken_upload_posts_nothing_and_is_only_late(
    server: SlackServer, adapter: SlackAdapter, method: str
) -> None:
    server.fail_next("cut", method=method)
    with pytest.raises(TransientDeliveryError):
        await adapter.post(CHANNEL, CHARTED, key=KEY)
    assert not server.messages[CHANNEL]


async def test_closing_twice_is_safe_and_posting_works_again(server: SlackServer, adapter: SlackAdapter) -> None:
    await adapter.post(CHANNEL, ALERT, key=KEY)
    await adapter.close()
    await adapter.close()
    await adapter.post(CHANNEL, ALERT, key=DeliveryId("d2"))
    assert len(server.messages[CHANNEL]) == 2
