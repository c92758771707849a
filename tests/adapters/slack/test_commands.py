"""What is read from Slack's commands and presses."""

import pytest

from adapters.slack.events import button_ask, command_ask


def test_a_slash_command_is_read() -> None:
    ask = command_ask({"command": "/troops", "text": None, "channel_id": "C1", "user_id": "U1"})
    assert (ask.line.strip(), ask.channel, ask.user, ask.response_url) == ("/troops", "C1", "U1", None)


def test_what_slack_escaped_is_read_as_typed() -> None:
    ask = command_ask({"command": "/x", "text": " place:A&amp;B &lt;3 &amp;lt; ", "channel_id": "C1", "user_id": "U1"})
    assert ask.line == "/x place:A&B <3 &lt;"


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
    assert (ask.line, ask.thread) == ("/News latest", "1.2")
