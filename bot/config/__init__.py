"""Settings: config/nutgraf.toml, overridden by NUTGRAF_… in the environment, secrets also from files."""

import os
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings.exceptions import SettingsError

from bot.config.problems import contradictions, explained, name_problems, stray_variables
from bot.config.settings import (
    PREFIX,
    ChannelSettings,
    Config,
    DiscordSettings,
    SlackSettings,
    SourceSettings,
    TopicSettings,
)
from bot.config.values import parse_duration
from bot.errors import ConfigError

__all__ = [
    "ChannelSettings",
    "Config",
    "DiscordSettings",
    "SlackSettings",
    "SourceSettings",
    "TopicSettings",
    "default_path",
    "load",
    "parse_duration",
]

DEFAULT_PATH = Path("config/nutgraf.toml")


def default_path() -> Path | None:
    """Return the settings file used without --config: $NUTGRAF_CONFIG, else config/nutgraf.toml if it is there."""
    named = os.environ.get("NUTGRAF_CONFIG")
    if named:
        return Path(named)
    return DEFAULT_PATH if DEFAULT_PATH.is_file() else None


def load(path: Path | None = None) -> Config:
    """Return the settings of `path` (default: `default_path()`). Raises ConfigError listing every problem."""
    path = path or default_path()
    text = _read(path) if path else ""
    strays = stray_variables()
    try:
        config = Config.reading(path)
    except ValidationError as error:
        told = (*strays, *explained(error, path, text))
        raise ConfigError((*told, *name_problems(tomllib.loads(text), path, text))) from error
    except ConfigError as error:  # a secret file
        raise ConfigError((*strays, *error.problems)) from error
    except SettingsError as error:
        field = re.search(r'field "(\w+)"', str(error))
        variable = f" {PREFIX}{field[1].upper()}" if field else ""
        raise ConfigError((*strays, f"environment{variable}: cannot be read; lists are written as JSON.")) from error
    problems = (*strays, *contradictions(config, path, text))
    if problems:
        raise ConfigError(problems)
    return config


def _read(path: Path) -> str:
    if path.is_fifo() or path.is_char_device():  # it is read twice, and the second time there would be nothing
        raise ConfigError((f"{path}: is no ordinary file; settings are read from one.",))
    try:
        text = path.read_text("utf-8")
        if text.startswith("\ufeff"):
            raise ConfigError((f"{path}: begins with a byte order mark; save it as UTF-8 without one.",))
        tomllib.loads(text)
    except OSError as error:
        raise ConfigError(
            (f"{path}: cannot be read: {error.strerror}; give an existing file with --config.",)
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError((f"{path}: is not UTF-8 text.",)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError((f"{path}: is not TOML: {error}.",)) from error
    return text
