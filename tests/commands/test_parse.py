import pytest

from bot.commands.parse import command_in, parse_arguments
from bot.errors import CommandError
from bot.ports import ArgumentSpec, CommandSpec

TROOPS = CommandSpec(
    name="troops",
    description="Troops",
    arguments=(
        ArgumentSpec(name="place", description="where"),
        ArgumentSpec(name="since", description="since when"),
        ArgumentSpec(name="speaker", description="who"),
    ),
)
CHOICE = CommandSpec(
    name="help", description="Help", arguments=(ArgumentSpec(name="topic", description="which", choices=("a", "b")),)
)
SEARCH = CommandSpec(
    name="search", description="Search", arguments=(ArgumentSpec(name="words", description="what", required=True),)
)


LATEST = CommandSpec(name="latest", group="news", description="Latest")
HELP = CommandSpec(name="help", group="news", description="Help")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/troops", ("troops", "")),
        ("/TROOPS place:Kursk", ("troops", "place:Kursk")),
        ("troops", ("troops", "")),
        ("  /News \t latest since:7d\n", ("news latest", "since:7d")),
        ("/news LATEST", ("news latest", "")),
        ("/news", ("news help", "")),
        ("/news troops since:7d", ("troops", "since:7d")),
        ("/news /troops", ("troops", "")),
        ("/news weather", None),
        ("/weather", None),
        ("/latest", None),
        ("/", None),
        ("", None),
    ],
)
def test_a_line_means_a_command_and_what_follows_it(line: str, found: tuple[str, str] | None) -> None:
    meant = command_in(line, (TROOPS, LATEST, HELP))
    assert (meant and (meant[0].full_name, meant[1])) == found


@pytest.mark.parametrize(
    ("text", "spec", "given"),
    [
        pytest.param("", TROOPS, {}, id="nothing"),
        pytest.param("Kursk", TROOPS, {"place": "Kursk"}, id="a bare word is the first argument"),
        pytest.param("the Kursk region", TROOPS, {"place": "the Kursk region"}, id="bare words belong together"),
        pytest.param("since:7d Kursk", TROOPS, {"since": "7d", "place": "Kursk"}, id="named and bare"),
        pytest.param('speaker:"Pat Ryder"', TROOPS, {"speaker": "Pat Ryder"}, id="quoted"),
        pytest.param("speaker:“Pat Ryder” since=7d", TROOPS, {"speaker": "Pat Ryder", "since": "7d"}, id="curly"),
        pytest.param("since: 7d Kursk", TROOPS, {"since": "7d", "place": "Kursk"}, id="a space behind the colon"),
        pytest.param('place:"Kursk', TROOPS, {"place": "Kursk"}, id="a named value with an odd mark"),
        pytest.param('Korea"', TROOPS, {"place": "Korea"}, id="an odd mark"),
        pytest.param("O'Brien", TROOPS, {"place": "O'Brien"}, id="an apostrophe is no mark"),
        pytest.param("b", CHOICE, {"topic": "b"}, id="a bare choice"),
        pytest.param("x:y", SEARCH, {"words": "x:y"}, id="a colon that names nothing"),
    ],
)
def test_a_text_line_becomes_arguments(text: str, spec: CommandSpec, given: dict[str, str]) -> None:
    assert parse_arguments(text, spec) == given


@pytest.mark.parametrize(
    ("text", "spec", "words"),
    [
        pytest.param("c", CHOICE, "do not know", id="a bare word that is no choice"),
        pytest.param("topic:c", CHOICE, "can be a, b", id="a named value that is no choice"),
        pytest.param("since:", TROOPS, "Please say what since is", id="a name without a value"),
        pytest.param("", SEARCH, "Please add words", id="a required argument is missing"),
    ],
)
def test_what_cannot_be_understood_is_said_plainly(text: str, spec: CommandSpec, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        parse_arguments(text, spec)
