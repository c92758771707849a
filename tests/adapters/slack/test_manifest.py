"""The manifest makes exactly the commands work, with the scopes they need and no more."""

import json
from typing import Any

import pytest

from adapters.slack.manifest import manifest, scopes_for
from bot.ports import ArgumentSpec, CommandSpec
from tests.adapters.slack.conftest import SPECS


def made(specs: tuple[CommandSpec, ...] = SPECS, mode: str = "socket", **more: Any) -> dict[str, Any]:
    return dict(json.loads(manifest(specs, mode=mode, **more)))


def test_one_slash_command_for_each_topic_and_one_for_the_rest() -> None:
    commands = {c["command"]: c for c in made()["features"]["slash_commands"]}
    assert list(commands) == ["/troops", "/news"]
    assert commands["/troops"]["usage_hint"] == "[place:…] [since:1d|7d]"
    assert commands["/news"]["usage_hint"] == "latest | help | outbox"
    assert commands["/troops"]["should_escape"] is False


def test_socket_mode_needs_no_address() -> None:
    app = made()
    assert app["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps({**app, "display_information": None})


@pytest.mark.parametrize("given", ["https://bot.example", "https://bot.example/", "https://bot.example/slack/events"])
def test_http_mode_sends_everything_to_our_one_path(given: str) -> None:
    app = made(mode="http", request_url=given)
    address = "https://bot.example/slack/events"
    assert app["settings"]["socket_mode_enabled"] is False
    assert {c["url"] for c in app["features"]["slash_commands"]} == {address}
    assert app["settings"]["interactivity"]["request_url"] == address
    assert app["settings"]["event_subscriptions"]["request_url"] == address


def test_users_are_read_only_where_there_are_commands_for_admins() -> None:
    assert "users:read" in scopes_for(SPECS)
    assert "users:read" not in scopes_for(SPECS[:2])


def test_slacks_limits_hold() -> None:
    arguments = tuple(ArgumentSpec(name=f"argument{n}", description="d" * 100) for n in range(200))
    specs = (CommandSpec(name="x" * 60, description="d" * 5000, arguments=arguments),)
    many = tuple(CommandSpec(name=f"verb{n}", group="news", description="d" * 100) for n in range(300))
    for command in made((*specs, *many))["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000


def test_of_more_topics_than_slack_takes_the_rest_answers_to_news() -> None:
    topics = tuple(CommandSpec(name=f"topic{number}", description="Figures") for number in range(60))
    names = [command["command"] for command in made((*topics, *SPECS[1:]))["features"]["slash_commands"]]
    assert (len(names), names[0], names[-1]) == (50, "/topic0", "/news")


def test_the_manifest_is_plain_json_slack_takes() -> None:
    app = made()
    assert set(app) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert len(app["display_information"]["description"]) <= 140
    assert app["oauth_config"]["scopes"]["bot"] == list(scopes_for(SPECS))


def test_slacks_own_commands_are_left_to_it() -> None:
    topics = tuple(CommandSpec(name=name, description="Figures") for name in ("status", "troops"))
    assert [c["command"] for c in made((*topics, *SPECS[1:]))["features"]["slash_commands"]] == ["/troops", "/news"]
