"""nutgraf check: are the settings right?"""

import sys
from pathlib import Path

from bot.cli.failures import DONE
from bot.config import default_path, load


def check_settings(path: Path | None) -> int:
    """Say that the settings are good. Raises ConfigError with every problem."""
    config = load(path)
    where = path or default_path() or "no file, only the environment"
    counts = f"{len(config.sources)} sources, {len(config.topics)} topics, {len(config.channels)} channels"
    sys.stdout.write(f"{where}: good ({counts}).\n")
    return DONE
