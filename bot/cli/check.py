"""nutgraf check: are the settings right?"""

import sys
from pathlib import Path

from bot.cli.failures import DONE
from bot.config import default_path, load


def check_settings(path: Path | None) -> int:
    """Say that the settings are good. Raises ConfigError with every problem."""
    config = load(path)
    where = path or default_path() or "no file, only the environment"
    found = {"source": config.sources, "topic": config.topics, "channel": config.channels}
    counts = ", ".join(f"{len(each)} {name}{'' if len(each) == 1 else 's'}" for name, each in found.items())
    sys.stdout.write(f"{where}: good ({counts}).\n")
    return DONE
