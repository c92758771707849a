"""Which command a typed or pressed line means."""

import pytest

from adapters.slack.commands import chosen, full_name, typed
from adapters.slack.events import button_ask, command_ask
from tests.adapters.slack.conftest import SPECS


@pytest.mark.parametrize(
    ("command", "text", "name", "rest"),
    [
        ("/troops", "", "troops", ""),
        ("/TROOPS", "place:Kursk", "troops", "place:Kursk"),
        ("/news", "latest since:7d", "news latest", "since:7d"),
        ("/news", "LATEST", "news latest", ""),
        ("/news", "", "news help", ""),
        ("/news", "troops since:7d", "troops", "since:7d"),
        ("/news", "/troops", "troops", ""),
        ("/news", "weather", None, "weather"),
        ("/weather", "", None, ""),
        ("/latest", "", None, ""),
    ],
)
def test_lines_and_what_they_mean(command: str, text: str, name: str | None, rest: str) -> None:
    spec, left = chosen(command, text, SPECS)
    assert (full_name(spec) if spec else None, left) == (name, rest)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("/troops since:7d", ("/troops", "since:7d")),
        ("  /News  latest ", ("/news", "latest")),
        ("/troops", ("/troops", "")),
        ("/news\tlatest\n", ("/news", "latest")),
        ("", ("", "")),
    ],
)
def test_a_line_is_command_and_text(line: str, parts: tuple[str, str]) -> None:
    assert typed(line) == parts


def test_a_slash_command_is_read() -> None:
    ask = command_ask({"command": "/troops", "text": None, "channel_id": "C1", "user_id": "U1"})
    assert (ask.text, ask.channel, ask.user, ask.response_url) == ("", "C1", "U1", None)


def test_what_slack_escaped_is_read_as_typed() -> None:
    ask = command_ask({"command": "/x", "text": " place:A&amp;B &lt;3 &amp;lt; ", "channel_id": "C1", "user_id": "U1"})
    assert ask.text == "place:A&B <3 &lt;"


@pytest.mark.parametrize(
    "body",
    [
        {"actions": [], "user": {"id": "U1"}, "channel": {"id": "C1"}},
        {"actions": [{"value": "/troops"}], "user": {"id": "U1"}},
        {"actions": [{"url": "https://x.example"}], "user": {"id": "U1"}, "channel": {"id": "C1"}},
    ],
    ids=["nothing pressed", "no channel", "only a link"],
)
def test_a_press_without_a_command_or_place_asks_nothing(body: dict[str, object]) -> None:
    assert button_ask(body) is None


def test_a_press_in_a_thread_is_answered_there() -> None:
    ask = button_ask(
        {
            "actions": [{"value": "/News latest"}],
            "user": {"id": "U1"},
            "channel": {"id": "C1"},
            "container": {"thread_ts": "1.2"},
        }
    )
    assert ask is not None
    assert (ask.command, ask.text, ask.thread) == ("/news", "latest", "1.2")
