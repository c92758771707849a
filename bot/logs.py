"""Logs: constant event names with fields, as text or as JSON lines; what is secret never gets into them."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_OURS = ("bot", "adapters")
_TALKATIVE = ("alembic.runtime", "discord", "watchfiles")
"""Libraries whose information helps at level debug. The others' is statements and bodies, the articles in them."""
HIDDEN = "[secret]"
MOST_CHARACTERS = 300
"""Of a text line: who reads logs in a terminal needs what happened, not a publisher's longest address."""


def configure(*, level: str, as_json: bool, secrets: Iterable[str]) -> None:
    """Log to standard error. Libraries speak from warnings on; at level debug some of them inform, none debugs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines(secrets) if as_json else _Lines(secrets))
    root = logging.getLogger()
    for former in root.handlers[:]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO if level == "debug" else logging.NOTSET)


class _Hiding(logging.Formatter):
    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        spelled = {
            form for secret in secrets for form in (secret, json.dumps(secret, ensure_ascii=False)[1:-1]) if form
        }
        self._secrets = sorted(spelled, key=len, reverse=True)

    def _hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return text

    def _fields(self, record: logging.LogRecord) -> dict[str, Any]:
        return {name: value for name, value in vars(record).items() if name not in _STANDARD}


class _JsonLines(_Hiding):
    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one JSON object."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **self._fields(record),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return self._hidden(json.dumps(line, ensure_ascii=False, default=str))


class _Lines(_Hiding):
    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line: time, level, event, fields."""
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        fields = " ".join(f"{name}={_shown(value)}" for name, value in self._fields(record).items())
        line = f"{at} {record.levelname.lower():7} {record.getMessage()} {fields}".rstrip()
        line = "".join(c if c.isprintable() else " " for c in self._hidden(line))
        if len(line) > MOST_CHARACTERS:
            line = line[: MOST_CHARACTERS - 1] + "…"
        if record.exc_info:
            line += "\n" + self._hidden(self.formatException(record.exc_info))
        return line


def _shown(value: Any) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text
