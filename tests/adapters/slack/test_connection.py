"""Socket Mode under supervision: every way to lose the connection ends in recovery or in one clear line."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack import Patience
from adapters.slack.door import Recent
from bot.errors import PermanentDeliveryError
from tests.adapters.slack.conftest import QUICK, SPECS, Desk, StillClock, adapter_for, running
from tests.loopback.slack_server import CHANNEL, SlackServer

IMPATIENT = replace(QUICK, connect=timedelta(milliseconds=200))


async def works(server: SlackServer, many: int = 1) -> None:
    """A command is answered."""
    await server.slash("/troops")
    await server.until(lambda: len(server.messages[CHANNEL]) == many)


async def test_a_dropped_connection_comes_back(server: SlackServer, connected: Desk) -> None:
    for number in range(3):
        server.sockets.drop()
        await server.until(lambda number=number: server.sockets.connections == number + 2)  # type: ignore[misc]
    await works(server)


async def test_a_closed_connection_comes_back(server: SlackServer, connected: Desk) -> None:
    await server.sockets.close()
    await server.until(lambda: server.sockets.connections == 2)
    await works(server)


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "too_many_websockets"])
async def test_an_announced_end_is_followed_by_a_new_connection(
    server: SlackServer, connected: Desk, reason: str
) -> None:
    await server.sockets.disconnect(reason)
    await server.until(lambda: server.sockets.connections == 2)
    await works(server)


async def test_before_an_announced_end_the_next_connection_is_open_already(
    server: SlackServer, connected: Desk
) -> None:
    seen: list[int] = []
    await server.sockets.disconnect("refresh_requested")
    await server.until(lambda: seen.append(server.sockets.open_now) or server.sockets.connections == 2)
    assert 0 not in seen


async def test_stale_tickets_are_replaced_by_new_ones(server: SlackServer, clock: StillClock, desk: Desk) -> None:
    server.sockets.stale_tickets = 2
    async with running(adapter_for(server, clock, patience=IMPATIENT), desk):
        await server.until(lambda: server.sockets.is_connected)
        await works(server)
    assert [method for method, _ in server.calls].count("apps.connections.open") == 3


@pytest.mark.parametrize(
    "kind", ["cut", "503", "ratelimited", "internal_error", "text", "403", "407", "400", "forbidden"]
)
async def test_trouble_at_slack_is_waited_out(server: SlackServer, clock: StillClock, desk: Desk, kind: str) -> None:
    for method in ("auth.test", "apps.connections.open"):
        server.fail_next(kind, method=method, times=2, retry_after=0)
    async with running(adapter_for(server, clock), desk):
        await server.until(lambda: server.sockets.is_connected)
        await works(server)


async def test_slack_that_is_not_there_yet_is_waited_for(clock: StillClock, desk: Desk) -> None:
    away = await SlackServer().start()
    port = away.port
    await away.stop()
    async with running(adapter_for(away, clock), desk):
        back = await SlackServer().start(port)
        await back.until(lambda: back.sockets.is_connected)
        await works(back)
        await back.stop()


@pytest.mark.parametrize(
    ("method", "line"),
    [("auth.test", "NUTGRAF_SLACK__BOT_TOKEN"), ("apps.connections.open", "NUTGRAF_SLACK__APP_TOKEN")],
)
async def test_a_wrong_token_ends_in_one_plain_line(
    server: SlackServer, clock: StillClock, desk: Desk, method: str, line: str
) -> None:
    server.fail_next("invalid_auth", method=method)
    adapter = adapter_for(server, clock)
    with pytest.raises(PermanentDeliveryError, match=line) as caught:
        await asyncio.wait_for(adapter.run(desk, SPECS), 5)
    assert "\n" not in str(caught.value)
    await adapter.close()


@pytest.mark.parametrize("code", ["account_inactive", "token_revoked", "token_expired", "missing_scope"])
async def test_what_slack_itself_refuses_is_not_tried_again(
    server: SlackServer, clock: StillClock, desk: Desk, code: str
) -> None:
    server.fail_next(code, method="auth.test")
    adapter = adapter_for(server, clock)
    with pytest.raises(PermanentDeliveryError, match=code):
        await asyncio.wait_for(adapter.run(desk, SPECS), 5)
    await adapter.close()


async def test_no_app_token_is_said_in_one_line(server: SlackServer, clock: StillClock, desk: Desk) -> None:
    adapter = adapter_for(server, clock, app_token=None)
    with pytest.raises(PermanentDeliveryError, match="NUTGRAF_SLACK__APP_TOKEN"):
        await asyncio.wait_for(adapter.run(desk, SPECS), 5)
    await adapter.close()


async def test_socket_mode_turned_off_is_said_in_one_line(server: SlackServer, clock: StillClock, desk: Desk) -> None:
    adapter = adapter_for(server, clock)
    run = asyncio.ensure_future(adapter.run(desk, SPECS))
    await server.until(lambda: server.sockets.is_connected)
    await server.sockets.disconnect("link_disabled")
    with pytest.raises(PermanentDeliveryError, match="Socket Mode off"):
        await asyncio.wait_for(run, 5)
    await adapter.close()


async def test_a_server_that_does_not_answer_the_handshake_is_left(
    server: SlackServer, clock: StillClock, desk: Desk
) -> None:
    server.sockets.silent_handshakes = 1
    async with running(adapter_for(server, clock, patience=IMPATIENT), desk):
        await server.until(lambda: server.sockets.is_connected)


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (7, 60), (10_000, 60)])
def test_waits_double_up_to_a_minute(failures: int, seconds: int) -> None:
    assert Patience().before_try(failures) == timedelta(seconds=seconds)


def test_keys_are_remembered_for_a_while_and_not_without_bound() -> None:
    clock = StillClock()
    recent = Recent(clock, timedelta(minutes=1), limit=3)
    assert [recent.is_new(key) for key in "aba"] == [True, True, False]
    clock.at += timedelta(minutes=2)
    assert recent.is_new("a")
    assert [recent.is_new(key) for key in "bcdea"] == [True, True, True, True, True]


def test_the_tests_wait_less_than_people() -> None:
    assert QUICK.longest_wait < Patience().first_wait
