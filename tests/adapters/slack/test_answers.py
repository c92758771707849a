"""Commands and buttons over the real Socket Mode client: acknowledged first, answered once, to the right people."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack import SlackAdapter
from adapters.slack.commands import AT_ONCE
from bot.errors import CommandError
from bot.message import Button, Buttons, Message, Paragraph, plain
from bot.ports import CommandCall
from tests.adapters.slack.conftest import QUICK, SPECS, Desk, StillClock, adapter_for, running
from tests.adapters.slack.test_posting import CHARTED
from tests.loopback.slack_server import (
    ADMIN,
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    CHANNEL,
    SIGNING_SECRET,
    USER,
    SlackServer,
)


def said(server: SlackServer) -> str:
    """Return the words of the newest answer to the asker alone."""
    return str(server.ephemerals[-1]["text"])


async def answered(server: SlackServer, many: int = 1) -> None:
    await server.until(lambda: len(server.messages[CHANNEL]) + len(server.ephemerals) >= many)


async def test_a_command_is_answered_in_the_channel(server: SlackServer, connected: Desk) -> None:
    envelope = await server.slash("/troops", 'place:"North coast" since:7d')
    await answered(server)
    (call,) = connected.calls
    assert call.command == "troops"
    assert call.arguments == {"place": "North coast", "since": "7d"}
    assert (call.platform, call.channel, call.user, call.is_manager) == ("slack", CHANNEL, USER, False)
    await server.until(lambda: server.sockets.acks == [envelope])
    assert server.messages[CHANNEL][0]["text"] == "answer to troops"


async def test_a_slow_answer_is_acknowledged_at_once(server: SlackServer, connected: Desk) -> None:
    may_answer = asyncio.Event()

    async def slow(_: CommandCall) -> Message:
        await may_answer.wait()
        return Message(blocks=(), summary="late")

    connected.answer = slow
    envelope = await server.slash("/troops")
    await server.until(lambda: envelope in server.sockets.acks)
    assert not server.responses
    may_answer.set()
    await answered(server)


async def test_a_command_under_way_is_still_answered_when_we_stop(
    server: SlackServer, adapter: SlackAdapter, desk: Desk
) -> None:
    is_asked, may_answer = asyncio.Event(), asyncio.Event()

    async def slow(_: CommandCall) -> Message:
        is_asked.set()
        await may_answer.wait()
        return Message(blocks=(), summary="late")

    desk.answer = slow
    task = asyncio.ensure_future(adapter.run(desk, SPECS))
    await server.until(lambda: server.sockets.is_connected)
    await server.slash("/troops")
    await is_asked.wait()
    task.cancel()
    asyncio.get_running_loop().call_later(0.2, may_answer.set)
    await asyncio.gather(task, return_exceptions=True)
    await adapter.close()
    assert [message["text"] for message in server.messages[CHANNEL]] == ["late"]


async def test_private_commands_are_answered_to_the_asker_alone(server: SlackServer, connected: Desk) -> None:
    await server.slash("/news", "help")
    await answered(server)
    assert not server.messages[CHANNEL]
    assert server.ephemerals[0]["user"] == USER


@pytest.mark.parametrize("line", ["", "help"])
async def test_the_bare_group_means_help(server: SlackServer, connected: Desk, line: str) -> None:
    await server.slash("/news", line)
    await answered(server)
    assert connected.calls[0].command == "news help"


async def test_an_unknown_verb_gets_the_help_privately(server: SlackServer, connected: Desk) -> None:
    await server.slash("/news", "wether <!channel>")
    await answered(server)
    assert [call.command for call in connected.calls] == ["news help"]
    assert said(server) == "I do not know “/news wether &lt;!channel&gt;”."
    assert "answer to news help" in str(server.ephemerals[-1]["blocks"])


async def test_without_a_help_command_an_unknown_line_is_still_answered(
    server: SlackServer, adapter: SlackAdapter, connected: Desk
) -> None:
    await adapter.update_commands(SPECS[:1])
    await server.slash("/harvest")
    await answered(server)
    assert said(server) == "I do not know “/harvest”."


async def test_help_shows_admins_what_is_theirs(server: SlackServer, connected: Desk) -> None:
    await server.slash("/news", "help", user=ADMIN)
    await answered(server)
    assert connected.calls[0].is_manager


async def test_a_wrong_argument_is_explained_privately(server: SlackServer, connected: Desk) -> None:
    await server.slash("/troops", "since:9y")
    await answered(server)
    assert said(server) == "since can be 1d, 7d, not “9y”."


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        pytest.param(CommandError("No such place."), "No such place.", id="expected"),
        pytest.param(ValueError("secret detail"), "Something went wrong on our side", id="a bug"),
    ],
)
async def test_a_failing_answer_is_one_plain_sentence(
    server: SlackServer, connected: Desk, error: Exception, sentence: str
) -> None:
    async def fail(_: CommandCall) -> Message:
        raise error

    connected.answer = fail
    await server.slash("/troops")
    await answered(server)
    assert said(server).startswith(sentence)
    assert "secret" not in said(server)


@pytest.mark.parametrize(("user", "may"), [(ADMIN, True), (USER, False)])
async def test_only_admins_use_what_is_for_managers(server: SlackServer, connected: Desk, user: str, may: bool) -> None:
    await server.slash("/news", "outbox", user=user)
    await answered(server)
    assert [call.is_manager for call in connected.calls] == ([True] if may else [])
    assert ("owners and admins" in said(server)) is not may


async def test_whom_slack_says_nothing_about_is_no_admin(server: SlackServer, connected: Desk) -> None:
    server.fail_next("missing_scope", method="users.info")
    await server.slash("/news", "outbox", user=ADMIN)
    await answered(server)
    assert not connected.calls
    assert "owners and admins" in said(server)


async def test_an_envelope_sent_twice_is_acknowledged_twice_and_answered_once(
    server: SlackServer, connected: Desk
) -> None:
    await server.slash("/troops", copies=3)
    await server.until(lambda: len(server.sockets.acks) == 3)
    await server.slash("/news", "latest")
    await answered(server, 2)
    assert [call.command for call in connected.calls] == ["troops", "news latest"]


async def test_a_button_does_what_its_command_says(server: SlackServer, connected: Desk) -> None:
    await server.press("/troops since:7d")
    await answered(server)
    assert connected.calls[0].arguments == {"since": "7d"}
    assert server.responses[0]["replace_original"] is False


async def test_a_button_that_opens_a_page_is_only_acknowledged(server: SlackServer, connected: Desk) -> None:
    envelope = await server.press(None)
    await server.until(lambda: envelope in server.sockets.acks)
    assert not connected.calls


async def test_a_button_in_a_thread_is_answered_there(server: SlackServer, connected: Desk) -> None:
    await server.press("/troops", thread_ts="1.0")
    await answered(server)
    assert server.messages[CHANNEL][0]["thread_ts"] == "1.0"


async def test_a_button_in_a_private_answer_is_answered_privately(server: SlackServer, connected: Desk) -> None:
    await server.press("/troops", is_ephemeral=True)
    await answered(server)
    assert not server.messages[CHANNEL]
    assert said(server) == "answer to troops"


async def test_many_asks_at_once_are_all_acknowledged_and_answered_in_turns(
    server: SlackServer, connected: Desk
) -> None:
    busy, most = 0, 0

    async def count(_: CommandCall) -> Message:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1
        return Message(blocks=(), summary="done")

    connected.answer = count
    for _ in range(40):
        await server.slash("/troops")
    await server.until(lambda: len(server.sockets.acks) == 40)
    await answered(server, 40)
    assert most <= AT_ONCE


async def test_no_secret_is_logged_even_at_debug(
    server: SlackServer, clock: StillClock, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.sockets.stale_tickets = 1
    adapter = adapter_for(server, clock, patience=replace(QUICK, connect=timedelta(milliseconds=200)))
    server.fail_next("cut", method="apps.connections.open")
    async with running(adapter, desk):
        await server.until(lambda: server.sockets.is_connected)
        server.fail_next("cut", method="response_url", accepted=True)
        await server.slash("/troops")
        await answered(server)
        server.sockets.drop()
        await server.until(lambda: server.sockets.connections == 2)
    logged = caplog.text
    assert "slack_connected" in logged
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, "ticket=", "/response/"):
        assert secret not in logged


async def test_a_button_of_an_earlier_process_still_works(server: SlackServer, clock: StillClock, desk: Desk) -> None:
    async def with_button(_: CommandCall) -> Message:
        return Message(blocks=(Buttons((Button("More", command="/troops since:7d"),)),), summary="press")

    desk.answer = with_button
    async with running(adapter_for(server, clock), desk):
        await server.until(lambda: server.sockets.is_connected)
        await server.slash("/troops")
        await answered(server)
    button = server.messages[CHANNEL][0]["blocks"][0]["elements"][0]
    async with running(adapter_for(server, clock), desk):
        await server.until(lambda: server.sockets.connections == 2)
        await server.press(button["value"])
        await answered(server, 2)
    assert [call.arguments for call in desk.calls] == [{}, {"since": "7d"}]


@pytest.mark.parametrize("kind", ["404", "expired_url"])
async def test_a_dead_response_url_is_replaced_by_a_message(server: SlackServer, connected: Desk, kind: str) -> None:
    server.fail_next(kind, method="response_url")
    await server.slash("/troops")
    await answered(server)
    assert server.calls[-1][0] == "chat.postMessage"


async def test_a_private_answer_without_response_url_stays_private(server: SlackServer, connected: Desk) -> None:
    server.fail_next("404", method="response_url")
    await server.slash("/news", "help")
    await answered(server)
    assert (server.calls[-1][0], server.calls[-1][1]["user"]) == ("chat.postEphemeral", USER)


async def test_an_answer_that_slack_refuses_is_not_met_with_silence(server: SlackServer, connected: Desk) -> None:
    server.fail_next("invalid_blocks", method="response_url")
    await server.slash("/troops")
    await answered(server)
    assert said(server).startswith("Slack did not take this answer")


async def test_an_answer_cut_after_it_arrived_is_not_repeated(server: SlackServer, connected: Desk) -> None:
    server.fail_next("cut", method="response_url", accepted=True)
    await server.slash("/troops")
    await answered(server)
    await server.slash("/news", "latest")
    await answered(server, 2)
    assert [m["text"] for m in server.messages[CHANNEL]] == ["answer to troops", "answer to news latest"]


async def test_an_answer_shows_its_chart(server: SlackServer, connected: Desk) -> None:
    async def charted(_: CommandCall) -> Message:
        return CHARTED

    connected.answer = charted
    server.files_not_ready_for = 1
    await server.slash("/troops")
    await answered(server)
    assert server.messages[CHANNEL][0]["blocks"][-1]["type"] == "image"


async def test_a_topic_added_later_answers_to_news(server: SlackServer, adapter: SlackAdapter, connected: Desk) -> None:
    added = type(SPECS[0])(name="aid", description="Aid")
    await adapter.update_commands((*SPECS, added))
    await server.slash("/news", "aid")
    await answered(server)
    assert connected.calls[0].command == "aid"


async def test_it_says_hello_once_where_it_was_added(server: SlackServer, connected: Desk) -> None:
    joined = {"type": "member_joined_channel", "user": BOT_USER, "channel": CHANNEL}
    await server.event({**joined, "user": USER})
    await server.event(joined, copies=2)
    await answered(server)
    await server.event(joined)
    await server.until(lambda: [m for m, _ in server.calls].count("conversations.history") == 2)
    await server.slash("/troops")
    await answered(server, 2)
    assert "/news help" in server.messages[CHANNEL][0]["blocks"][-1]["elements"][0]["text"]
    assert server.messages[CHANNEL][1]["text"] == "answer to troops"


async def test_the_app_home_lists_the_commands(server: SlackServer, connected: Desk) -> None:
    await server.event({"type": "app_home_opened", "user": USER, "tab": "home", "channel": "D1"})
    await server.until(lambda: USER in server.homes)
    assert "/troops" in str(server.homes[USER])
    assert "outbox" not in str(server.homes[USER])


async def test_a_greeting_or_home_slack_refuses_costs_nothing_else(server: SlackServer, connected: Desk) -> None:
    server.fail_next("missing_scope", method="views.publish")
    server.fail_next("missing_scope", method="conversations.history")
    await server.event({"type": "app_home_opened", "user": USER, "tab": "home", "channel": "D1"})
    await server.event({"type": "member_joined_channel", "user": BOT_USER, "channel": CHANNEL})
    await server.until(lambda: {"views.publish", "conversations.history"} <= {method for method, _ in server.calls})
    await server.slash("/troops")
    await answered(server)
    assert not server.homes


async def test_hostile_words_in_an_answer_stay_words(server: SlackServer, connected: Desk) -> None:
    async def hostile(call: CommandCall) -> Message:
        return Message(blocks=(Paragraph(plain("<!channel> <@U1>")),), summary="<!channel>")

    connected.answer = hostile
    await server.slash("/troops")
    await answered(server)
    (message,) = server.messages[CHANNEL]
    assert message["text"] == "&lt;!channel&gt;"
    assert message["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "<!channel> <@U1>"}]
