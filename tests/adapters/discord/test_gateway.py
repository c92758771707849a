import asyncio

import pytest

from bot.errors import PermanentDeliveryError
from bot.model import DeliveryId
from tests.adapters.discord.conftest import COMMANDS, LATEST, TROOPS, adapter_for, echo, running
from tests.adapters.discord.messages import alert
from tests.loopback.discord_server import CHANNEL, FORBIDDEN_CHANNEL, GUILD


def said(body):
    return "\n".join(embed["description"] for embed in body["embeds"])


async def test_only_servers_are_listened_to(server, adapter):
    async with running(adapter, server):
        pass
    assert server.gateway.intents == [1]


async def test_a_server_that_adds_the_bot_is_greeted_once(server, adapter):
    async with running(adapter, server, commands=(TROOPS, LATEST, COMMANDS[2])):
        await (await server.ask("troops")).answered()
        await server.add_bot_to("800000000000000002", "900000000000000099")
        await server.until(lambda: server.messages["900000000000000099"])
        await server.gateway.drop()
        await server.gateway.listening()
        await (await server.ask("troops")).answered()
    (greeting,) = server.messages["900000000000000099"]
    assert "`/troops`" in said(greeting)
    assert "`/news latest`" in said(greeting)
    assert "`/news help`" in said(greeting)
    assert server.messages[CHANNEL] == []


async def test_a_server_the_bot_was_in_before_is_not_greeted(server, adapter):
    async with running(adapter, server):
        await (await server.ask("troops")).answered()
        await server.add_bot_to(GUILD, CHANNEL)
        await (await server.ask("troops")).answered()
    assert server.messages[CHANNEL] == []


async def test_a_server_without_a_place_to_write_is_left_in_peace(server, adapter):
    async with running(adapter, server):
        await (await server.ask("troops")).answered()
        await server.add_bot_to("800000000000000002", FORBIDDEN_CHANNEL)
        await (await server.ask("troops")).answered()
        await server.until(lambda: server.refusals)
        await (await server.ask("troops")).answered()


async def test_a_wrong_token_ends_in_one_clear_line(server):
    adapter = adapter_for(server, token="wrong")
    with pytest.raises(PermanentDeliveryError, match="NUTGRAF_DISCORD__TOKEN"):
        async with asyncio.timeout(5):
            await adapter.run(echo, COMMANDS)
    await adapter.close()


async def test_a_login_that_a_proxy_refuses_is_tried_until_discord_answers(server, adapter):
    server.fail_next("proxy 401", times=2, method="GET", path="/users/@me")
    async with running(adapter, server):
        asked = await (await server.ask("troops")).answered()
    assert said(asked.original).startswith("troops")


async def test_a_token_the_gateway_refuses_ends_in_one_clear_line(server, adapter):
    server.gateway.token = "another"
    with pytest.raises(PermanentDeliveryError, match="NUTGRAF_DISCORD__TOKEN"):
        async with asyncio.timeout(5):
            await adapter.run(echo, COMMANDS)


@pytest.mark.parametrize("trouble", ["rejected_handshakes", "closed_at_hello"])
async def test_a_gateway_that_fails_at_first_is_tried_until_it_works(server, adapter, trouble):
    setattr(server.gateway, trouble, 3)
    async with running(adapter, server):
        asked = await (await server.ask("troops")).answered()
    assert said(asked.original).startswith("troops")


@pytest.mark.parametrize("loss", ["drop", "abort", "ask_to_reconnect"])
async def test_a_lost_connection_is_resumed_and_misses_nothing(server, adapter, loss):
    async with running(adapter, server):
        for _ in range(3):
            await getattr(server.gateway, loss)()
            asked = await (await server.ask("troops")).answered()
            assert said(asked.original).startswith("troops")
    assert server.gateway.resumes == 3


async def test_a_session_discord_has_forgotten_is_begun_anew(server, adapter):
    async with running(adapter, server):
        server.gateway.forget_sessions()
        await server.gateway.drop()
        await server.gateway.listening(2)
        await (await server.ask("troops")).answered()
    assert server.gateway.identifies == 2


async def test_an_outage_of_everything_is_survived(adapter, server):
    async with running(adapter, server) as task:
        await server.stop()
        await server.start()
        await server.gateway.listening()
        await (await server.ask("troops")).answered()
        assert not task.done()


async def test_posting_goes_on_while_the_gateway_is_away(server, adapter):
    server.gateway.rejected_handshakes = 10_000
    task = asyncio.create_task(adapter.run(echo, COMMANDS))
    await adapter.post(CHANNEL, alert(), key=DeliveryId("key"))
    assert len(server.messages[CHANNEL]) == 1
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_command_under_way_is_still_answered_when_we_stop(server, adapter):
    has_begun = asyncio.Event()

    async def slow(call):
        has_begun.set()
        for _ in range(50):
            await asyncio.sleep(0)
        return await echo(call)

    async with running(adapter, server, slow):
        asked = await server.ask("troops")
        await has_begun.wait()
    assert said(asked.original).startswith("troops")


async def test_a_gateway_that_says_no_goodbye_does_not_hold_us_up(adapter, server):
    server.gateway.heartbeat_ms = 10
    async with running(adapter, server) as task:
        server.gateway.is_deaf = True
        await server.gateway.stopped_listening.wait()
        task.cancel()
        async with asyncio.timeout(4):
            await asyncio.gather(task, return_exceptions=True)


async def test_commands_are_written_where_they_cannot_be_listed(server, adapter):
    server.fail_next("404", method="GET", path="/commands", code=0)
    async with running(adapter, server):
        await server.until(lambda: server.command_writes)
