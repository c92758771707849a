import asyncio

import pytest

from bot.errors import CommandError
from bot.message import Bullets, Button, Buttons, Message, Paragraph, plain
from bot.ports import ArgumentSpec, CommandSpec
from tests.adapters.discord.conftest import COMMANDS, adapter_for, echo, running
from tests.loopback.discord_server import CHANNEL


def said(body):
    return "\n".join(embed["description"] for embed in body["embeds"])


def answering(message):
    async def dispatch(call):
        return message

    return dispatch


async def test_a_slash_command_is_deferred_and_answered(server, adapter):
    async with running(adapter, server):
        asked = await server.ask("troops", {"place": "Kursk"})
        await asked.answered()
    assert asked.defers == [{"type": 5, "data": {"flags": 0}}]
    assert said(asked.original) == rf"troops \[('place', 'Kursk')\] by 55 in {CHANNEL}"
    assert server.refusals == []


async def test_a_subcommand_is_dispatched_by_its_whole_name(server, adapter):
    async with running(adapter, server):
        asked = await (await server.ask("news latest")).answered()
    assert said(asked.original).startswith("news latest")


async def test_a_slow_command_has_been_deferred_before_it_is_done(server, adapter):
    may_finish = asyncio.Event()

    async def slow(call):
        await may_finish.wait()
        return await echo(call)

    async with running(adapter, server, slow):
        asked = await server.ask("troops")
        await asked.until(lambda asked: asked.defers)
        assert asked.original is None
        may_finish.set()
        await asked.answered()


async def test_what_is_private_is_private_from_the_defer_on(server, adapter):
    async with running(adapter, server):
        asked = await (await server.ask("news help")).answered()
    assert asked.is_ephemeral


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        pytest.param(
            CommandError("I know no place called Atlantis."), "I know no place called Atlantis.", id="expected"
        ),
        pytest.param(KeyError("secret"), "Something went wrong on our side", id="unexpected"),
    ],
)
async def test_a_failing_command_gives_one_private_sentence(server, adapter, error, shown):
    async def fail(call):
        raise error

    async with running(adapter, server, fail):
        asked = await server.ask("troops")
        await asked.until(lambda asked: asked.followups)
    assert asked.is_deleted  # the public "thinking" is gone
    (private,) = asked.followups
    assert private["flags"] == 64
    assert said(private).startswith(shown)
    assert "Traceback" not in said(private)
    assert "secret" not in said(private)


async def test_an_answer_that_discord_refuses_is_not_met_with_silence(server, adapter):
    server.fail_next("400", path="@original", method="PATCH", code=50_035)
    async with running(adapter, server):
        asked = await server.ask("troops")
        await asked.until(lambda asked: asked.followups)
    assert said(asked.followups[0]).startswith("Discord did not take this answer")
    assert asked.followups[0]["flags"] == 64


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(
            {"kind": "cut", "accepted": True, "method": "DELETE", "path": "@original"}, id="its answer is lost"
        ),
        pytest.param(
            {"kind": "400", "code": 50_035, "method": "POST", "path": "/webhooks/"}, id="what follows is refused"
        ),
    ],
)
async def test_a_private_answer_arrives_though_the_thinking_is_taken_back_twice(server, adapter, fault):
    async def fail(call):
        raise CommandError("I know no place called Atlantis.")

    server.fail_next(**fault)
    async with running(adapter, server, fail):
        asked = await server.ask("troops")
        await asked.until(lambda asked: asked.followups)
    assert asked.is_deleted
    assert asked.followups[0]["flags"] == 64


async def test_only_managers_may_do_what_is_theirs(server, adapter):
    async with running(adapter, server):
        reader = await (await server.ask("news outbox")).answered()
        manager = await (await server.ask("news outbox", manager=True)).answered()
    assert "manage this server" in said(reader.original)
    assert reader.is_ephemeral
    assert said(manager.original).startswith("news outbox")


async def test_a_long_answer_comes_in_several_messages(server, adapter):
    lines = tuple(plain(f"{number},000 people, according to the ministry of long names") for number in range(160))
    async with running(adapter, server, answering(Message(blocks=(Bullets(lines),), summary="All"))):
        asked = await server.ask("troops")
        await asked.until(lambda asked: len(asked.followups) == 2)
    shown = "\n".join(said(body) for body in (asked.original, *asked.followups))
    assert shown.count("people") == 160
    assert server.refusals == []


async def test_a_button_carries_its_command_over_a_restart(server):
    button = Button("Last week", command="/troops since:7d place:Kursk")
    message = Message(blocks=(Paragraph(plain("Troops")), Buttons((button,))), summary="Troops")
    first = adapter_for(server)
    async with running(first, server, answering(message)):
        asked = await (await server.ask("troops")).answered()
    await first.close()
    custom_id = asked.original["components"][0]["components"][0]["custom_id"]
    restarted = adapter_for(server)
    async with running(restarted, server):
        pressed = await (await server.press(custom_id)).answered()
    assert "troops" in said(pressed.original)
    assert "('since', '7d')" in said(pressed.original)
    await restarted.close()


async def test_a_button_of_a_command_that_is_gone_says_so_privately(server, adapter):
    async with running(adapter, server):
        pressed = await (await server.press("/tanks since:7d")).answered()
    assert pressed.is_ephemeral
    assert "no longer exists" in said(pressed.original)


async def test_an_interaction_that_comes_twice_is_answered_once(server, adapter):
    calls = []

    async def count(call):
        calls.append(call)
        return await echo(call)

    async with running(adapter, server, count):
        asked = await server.ask("troops", copies=2)
        await asked.answered()
        await (await server.ask("troops")).answered()
    assert len(calls) == 2
    assert len(asked.defers) == 1


async def test_an_interaction_another_process_has_taken_is_left_alone(server, adapter):
    calls = []

    async def count(call):
        calls.append(call)
        return await echo(call)

    async with running(adapter, server, count):
        server.fail_next("400", path="/callback", code=40_060)
        await server.ask("troops")
        await (await server.ask("news latest")).answered()
    assert [call.command for call in calls] == ["news latest"]


@pytest.mark.parametrize("kind", ["cut", "500", "503", "slow"])
async def test_a_defer_in_doubt_is_repeated_and_the_command_answered(server, adapter, kind):
    async with running(adapter, server):
        server.fail_next(kind, path="/callback", accepted=True)
        asked = await (await server.ask("troops")).answered()
    assert said(asked.original).startswith("troops")


@pytest.mark.parametrize("kind", ["cut", "502", "429"])
async def test_an_answer_is_sent_again_until_discord_takes_it(server, adapter, kind):
    async with running(adapter, server):
        server.fail_next(kind, path="@original", method="PATCH", seconds=0.01, times=2)
        asked = await (await server.ask("troops")).answered()
    assert said(asked.original).startswith("troops")


async def test_suggestions_are_offered_while_typing_and_other_words_are_taken_too(server, adapter):
    argument = ArgumentSpec(name="topic", description="Which", suggestions=("troops", "harvest"))
    spec = CommandSpec(name="chart", description="Drawn", arguments=(argument,))
    async with running(adapter, server, commands=(spec,)):
        asked = await (await server.type_in("chart", "topic", "harv")).answered()
        answered = await (await server.ask("chart", {"topic": "prices"})).answered()
    assert [choice["value"] for choice in asked.choices] == ["harvest"]
    assert "prices" in said(answered.original)


async def test_long_lists_of_choices_are_completed_while_typing(server, adapter):
    places = tuple(f"place {number}" for number in range(100))
    spec = CommandSpec(
        name="troops",
        description="Counts",
        arguments=(ArgumentSpec(name="place", description="Where", choices=places),),
    )
    async with running(adapter, server, commands=(spec,)):
        asked = await (await server.type_in("troops", "place", "e 4")).answered()
    assert [choice["value"] for choice in asked.choices] == ["place 4", *(f"place 4{digit}" for digit in range(10))]


async def test_commands_are_registered_once_and_again_only_when_they_change(server):
    for _ in range(2):
        adapter = adapter_for(server)
        async with running(adapter, server):
            await server.until(
                lambda: server.command_writes and not server.requests["GET /oauth2/applications/@me"] % 2
            )
            await (await server.ask("troops")).answered()
        await adapter.close()
    assert server.command_writes == 1
    assert {command["name"] for command in server.commands} == {"troops", "news"}


async def test_a_topic_added_later_is_registered_without_a_restart(server, adapter):
    flood = CommandSpec(name="flood", description="Water levels")
    async with running(adapter, server):
        await server.until(lambda: server.command_writes == 1)
        await adapter.update_commands((*COMMANDS, flood))
        await server.until(lambda: server.command_writes == 2)
        asked = await (await server.ask("flood")).answered()
    assert said(asked.original).startswith("flood")
    assert server.gateway.identifies == 1


async def test_commands_are_registered_as_soon_as_discord_lets_us(server, adapter):
    server.fail_next("500", method="PUT", path="/commands", times=2)
    server.fail_next("429", method="GET", path="/commands", seconds=0.01)
    async with running(adapter, server):
        await server.until(lambda: server.command_writes == 1)
