"""Each command loads only what it runs: reading an article waits for no database library and no chat SDK."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("unneeded", ["sqlalchemy", "discord", "slack_bolt", "matplotlib", "apscheduler"])
def test_reading_an_article_loads_neither_database_nor_chat(unneeded: str) -> None:
    program = f"import bot.cli.brief, sys; sys.exit({unneeded!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
