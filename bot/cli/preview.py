"""nutgraf preview: an alert or an answer as a platform would show it, as an HTML page."""

import asyncio
import sys
from importlib import import_module
from pathlib import Path

from bot.cli.failures import DONE
from bot.errors import CommandError, ConfigError
from bot.message import Message

_PLATFORMS = ("discord", "slack")


def preview_page(platform: str, place: str, output: Path | None, *, config_path: Path | None) -> int:
    """Write the page to `output`, or to standard output. Raises ConfigError for an unknown platform."""
    if platform not in _PLATFORMS:
        raise ConfigError((f"preview: no platform {platform!r}; use {' or '.join(_PLATFORMS)}.",))
    message = (
        _answer(place, config_path)
        if place.startswith("/") and not Path(place).exists()
        else _alert(place, config_path)
    )
    page: str = import_module(f"adapters.{platform}.preview").preview_html(message)
    if output is None:
        sys.stdout.write(page)
    else:
        try:
            output.write_text(page, "utf-8")
        except OSError as error:
            raise ConfigError((f"{output}: cannot be written: {error.strerror}.",)) from error
        sys.stderr.write(f"{output}: open it in a browser.\n")
    return DONE


def _answer(command: str, config_path: Path | None) -> Message:
    from bot.cli.ask import answer
    from bot.config import load

    message, understood = asyncio.run(answer(command, load(config_path)))
    if not understood:
        raise CommandError(message.summary)
    return message


def _alert(place: str, config_path: Path | None) -> Message:
    if Path(place).is_dir():
        raise ConfigError((f"preview: {place} is a folder; name one article in it.",))
    from bot.cli.brief import read_place
    from bot.present.alert import alert

    return alert(read_place(place, config_path)[0])
