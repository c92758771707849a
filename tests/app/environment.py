"""What a Nutgraf process is told by its environment when the platforms are ours, and nothing else of that kind."""

import os
from pathlib import Path

from tests.loopback.discord_server import TOKEN as DISCORD_TOKEN
from tests.loopback.slack_server import APP_TOKEN, BOT_TOKEN

ROOT = Path(__file__).parents[2]


def environment(*, database: str, discord_api: str, discord_gateway: str, slack_api: str) -> dict[str, str]:
    """Return this process's environment with the addresses and right tokens in place of any settings of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
    return kept | {
        "NUTGRAF_DATABASE": database,
        "NUTGRAF_DISCORD__TOKEN": DISCORD_TOKEN,
        "NUTGRAF_DISCORD__API_URL": discord_api,
        "NUTGRAF_DISCORD__GATEWAY_URL": discord_gateway,
        "NUTGRAF_SLACK__BOT_TOKEN": BOT_TOKEN,
        "NUTGRAF_SLACK__APP_TOKEN": APP_TOKEN,
        "NUTGRAF_SLACK__API_URL": slack_api,
        "PYTHONPATH": str(ROOT),
    }
