"""HTTP mode: signed requests are answered; unsigned, stale and replayed ones are refused."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from adapters.slack import SlackAdapter
from bot.errors import ConfigError
from bot.ports import WebRequest, WebResponse
from tests.adapters.slack.conftest import NOON, Desk, StillClock, adapter_for, running
from tests.loopback.slack_server import BOT_TOKEN, CHANNEL, SlackServer


@pytest.fixture
async def http(server: SlackServer, clock: StillClock, desk: Desk) -> AsyncIterator[SlackAdapter]:
    adapter = adapter_for(server, clock, mode="http", app_token=None)
    async with running(adapter, desk):
        await server.until(lambda: bool(server.calls))
        yield adapter


async def knock(adapter: SlackAdapter, content: bytes, headers: dict[str, str]) -> WebResponse:
    return await adapter.webhooks["/slack/events"](WebRequest(body=content, headers=headers))


async def ready(server: SlackServer, adapter: SlackAdapter) -> None:
    """Wait until run() has learned who we are."""
    probe = json.dumps({"type": "url_verification", "challenge": "c"})
    for number in range(200):
        answer = await knock(adapter, *server.signed(probe, at=NOON.timestamp() - number / 10))
        if answer.status != 503:
            return
        await asyncio.sleep(0)
    raise AssertionError("never ready")


async def test_a_signed_command_is_acknowledged_and_answered(
    server: SlackServer, http: SlackAdapter, desk: Desk
) -> None:
    await ready(server, http)
    answer = await knock(http, *server.signed(urlencode(server.ask_body("/troops", "since:7d"))))
    assert (answer.status, answer.body) == (200, "")
    await server.until(lambda: bool(server.messages[CHANNEL]))
    assert desk.calls[0].arguments == {"since": "7d"}


async def test_a_signed_press_is_answered(server: SlackServer, http: SlackAdapter, desk: Desk) -> None:
    await ready(server, http)
    form = urlencode({"payload": json.dumps(server.press_body("/news latest"))})
    assert (await knock(http, *server.signed(form))).status == 200
    await server.until(lambda: bool(server.messages[CHANNEL]))
    assert desk.calls[0].command == "news latest"


async def test_slacks_question_for_the_address_is_answered(server: SlackServer, http: SlackAdapter) -> None:
    await ready(server, http)
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"})
    answer = await knock(http, *server.signed(body))
    assert (answer.status, "abc" in answer.body) == (200, True)


async def refused(server: SlackServer, http: SlackAdapter, desk: Desk, content: bytes, headers: dict[str, str]) -> None:
    await ready(server, http)
    answer = await knock(http, content, headers)
    assert answer.status == 401
    assert not desk.calls


async def test_an_unsigned_request_is_refused(server: SlackServer, http: SlackAdapter, desk: Desk) -> None:
    content, headers = server.signed("command=%2Ftroops")
    await refused(server, http, desk, content, {"content-type": headers["content-type"]})


async def test_a_wrong_signature_is_refused(server: SlackServer, http: SlackAdapter, desk: Desk) -> None:
    await refused(server, http, desk, *server.signed("command=%2Ftroops", secret="someone else"))


async def test_a_changed_body_is_refused(server: SlackServer, http: SlackAdapter, desk: Desk) -> None:
    _, headers = server.signed("command=%2Ftroops")
    await refused(server, http, desk, b"command=%2Fnews", headers)


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_a_stale_request_is_refused(server: SlackServer, http: SlackAdapter, desk: Desk, minutes: int) -> None:
    at = (NOON + timedelta(minutes=minutes)).timestamp()
    await refused(server, http, desk, *server.signed("command=%2Ftroops", at=at))


@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-request-timestamp": "soon", "x-slack-signature": "v0=1"},
        {"x-slack-request-timestamp": "9" * 4000, "x-slack-signature": "v0=1"},
        {"x-slack-request-timestamp": "1764000000", "x-slack-signature": "v0=ü"},
        {"x-slack-request-timestamp": "-1", "x-slack-signature": ""},
    ],
    ids=["no number", "huge number", "not ASCII", "empty"],
)
async def test_broken_headers_are_refused(
    server: SlackServer, http: SlackAdapter, desk: Desk, headers: dict[str, str]
) -> None:
    await refused(server, http, desk, b"command=%2Ftroops", headers)


async def test_a_body_that_is_no_text_is_refused(server: SlackServer, http: SlackAdapter, desk: Desk) -> None:
    _, headers = server.signed("x")
    await refused(server, http, desk, b"\xff\xfe", headers)


async def test_the_same_request_a_second_time_is_refused(
    server: SlackServer, http: SlackAdapter, desk: Desk, clock: StillClock
) -> None:
    await ready(server, http)
    content, headers = server.signed(urlencode(server.ask_body("/troops", "")))
    assert (await knock(http, content, headers)).status == 200
    clock.at += timedelta(minutes=4)
    assert (await knock(http, content, headers)).status == 401
    await server.until(lambda: bool(server.messages[CHANNEL]))
    assert len(desk.calls) == 1


async def test_an_event_slack_sends_again_is_acknowledged_and_not_done_again(
    server: SlackServer, http: SlackAdapter, clock: StillClock
) -> None:
    await ready(server, http)
    event = {"type": "app_home_opened", "user": "U1", "tab": "home"}
    body = json.dumps({"type": "event_callback", "team_id": "T", "event_id": "Ev1", "event": event})
    for minute in range(3):
        clock.at = NOON + timedelta(minutes=minute)
        assert (await knock(http, *server.signed(body))).status == 200
    await server.until(lambda: "U1" in server.homes)
    assert [method for method, _ in server.calls].count("views.publish") == 1


async def test_before_it_is_ready_slack_is_asked_to_come_again(server: SlackServer, clock: StillClock) -> None:
    adapter = adapter_for(server, clock, mode="http")
    assert (await knock(adapter, *server.signed("command=%2Ftroops"))).status == 503
    await adapter.close()


async def test_socket_mode_listens_on_no_path(adapter: SlackAdapter) -> None:
    assert adapter.webhooks == {}


def test_http_mode_without_a_signing_secret_cannot_start(clock: StillClock) -> None:
    with pytest.raises(ConfigError, match="SIGNING_SECRET"):
        SlackAdapter(BOT_TOKEN, clock=clock, mode="http")
