"""The adapter the settings ask for."""

import pytest

from adapters.slack import SlackAdapter
from bot.config import Config, SlackSettings
from tests.adapters.slack.conftest import StillClock


def adapter_of(**slack: str) -> SlackAdapter | None:
    return SlackAdapter.from_config(Config.model_construct(slack=SlackSettings.model_validate(slack)), StillClock())


def test_without_a_bot_token_there_is_no_slack() -> None:
    assert adapter_of() is None


@pytest.mark.parametrize(
    ("mode", "paths"), [("socket", []), ("http", ["/slack/events"])], ids=["Socket Mode", "HTTP mode"]
)
def test_the_mode_decides_how_slack_reaches_us(mode: str, paths: list[str]) -> None:
    adapter = adapter_of(bot_token="xoxb-1", app_token="xapp-1", signing_secret="s", mode=mode)
    assert adapter is not None
    assert list(adapter.webhooks) == paths


def test_the_promises_to_the_courier() -> None:
    assert SlackAdapter.platform == "slack"
    assert not SlackAdapter.certainty.same_key_window
    assert SlackAdapter.certainty.visible_after.total_seconds() == 5
    assert (SlackAdapter.pace.channel_burst, SlackAdapter.pace.channel_period.total_seconds()) == (1, 1)
