import pytest

from adapters.discord.commands import call_in, completions, differ, registration, typed_call
from bot.errors import CommandError
from bot.ports import ArgumentSpec, CommandSpec
from tests.adapters.discord.conftest import COMMANDS, LATEST, OUTBOX, TROOPS
from tests.loopback.discord_limits import commands_breach

SPECS = {spec.full_name: spec for spec in COMMANDS}


def test_topics_are_commands_and_groups_have_subcommands():
    troops, news = registration(COMMANDS)
    assert (troops["name"], [option["name"] for option in troops["options"]]) == ("troops", ["place", "since"])
    assert (news["name"], [option["name"] for option in news["options"]]) == ("news", ["latest", "help", "outbox"])
    assert troops["options"][1]["choices"] == [{"name": "24h", "value": "24h"}, {"name": "7d", "value": "7d"}]


def test_commands_are_for_servers_and_managers_commands_are_hidden_from_others():
    alone = CommandSpec(name="settings", description="Change things", managers_only=True)
    troops, settings = registration((TROOPS, alone))
    assert troops["integration_types"] == settings["integration_types"] == [0]
    assert troops["default_member_permissions"] is None
    assert settings["default_member_permissions"] == 1 << 5
    assert settings["contexts"] == [0]


def test_a_group_is_hidden_only_if_all_of_it_is_for_managers():
    assert registration((OUTBOX,))[0]["default_member_permissions"] == 1 << 5
    assert registration((OUTBOX, LATEST))[0]["default_member_permissions"] is None


def test_whatever_a_spec_says_discord_takes_it():
    arguments = tuple(ArgumentSpec(name=f"a{n}", description="d" * 300, required=n % 2 == 1) for n in range(40))
    long = CommandSpec(name="Long" * 20, description=" " * 9, arguments=arguments)
    group = tuple(CommandSpec(name=f"c{n}", description="é" * 200, group="news") for n in range(40))
    assert commands_breach(registration((long, *group))) is None


def test_what_discord_adds_and_leaves_out_makes_no_difference():
    (wanted,) = registration((TROOPS,))
    registered = wanted | {"id": "1", "version": "9", "default_member_permissions": None}
    registered["options"] = [
        {name: value for name, value in option.items() if value is not False} for option in wanted["options"]
    ]
    assert not differ([wanted], [registered])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"description": "Other"}, id="description"),
        pytest.param({"options": []}, id="options"),
        pytest.param({"default_member_permissions": "32"}, id="rights"),
        pytest.param({"contexts": [0]}, id="places"),
    ],
)
def test_a_change_is_noticed(change):
    (wanted,) = registration((TROOPS,))
    assert differ([wanted], [wanted | change])
    assert differ([wanted], [])


def test_the_rights_discord_gives_back_as_text_are_the_same_rights():
    (wanted,) = registration((OUTBOX,))
    assert not differ([wanted], [wanted | {"default_member_permissions": "32"}])


def test_a_slash_command_is_read_with_the_arguments_that_were_given():
    options = [{"name": "latest", "type": 1, "options": [{"name": "count", "type": 4, "value": 5}]}]
    assert call_in({"name": "news", "options": options}) == ("news latest", {"count": "5"})
    assert call_in({"name": "troops"}) == ("troops", {})


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("/troops", ("troops", {})),
        ("/troops since:7d place:Kursk", ("troops", {"since": "7d", "place": "Kursk"})),
        ("/news latest", ("news latest", {})),
    ],
)
def test_a_buttons_line_is_read_like_a_typed_one(line, call):
    assert typed_call(line, SPECS) == call


@pytest.mark.parametrize("line", ["", "/", "/gone", "/news gone", "/troops since:2y"])
def test_a_line_that_is_no_command_is_explained(line):
    with pytest.raises(CommandError):
        typed_call(line, SPECS)


def test_nothing_is_completed_where_there_are_no_choices():
    focused = {"name": "place", "type": 3, "value": "K", "focused": True}
    assert completions({"name": "troops", "options": [focused]}, SPECS) == []
    assert completions({"name": "gone", "options": [focused]}, SPECS) == []
