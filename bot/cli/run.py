"""nutgraf run: everything that is configured."""

import asyncio
import contextlib
import errno
import json
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic import SecretStr
from rich.console import Console

from bot.app import App, open_app
from bot.cli.failures import DONE, FAILED, complain
from bot.config import Config, default_path, load
from bot.errors import ConfigError
from bot.logs import configure
from bot.model import DeliveryState
from bot.pipeline import PollReport
from bot.wiring import World

PATIENCE = 0.5
"""Seconds that a stop waits for articles still being read in threads."""
_NO_SETTINGS = "No source is configured: there is no config/nutgraf.toml here; name your settings with --config."


def run_app(config_path: Path | None, *, once: bool, report: Path | None, debug: bool) -> int:
    """Run one pass or until SIGTERM or Ctrl-C; returns the exit code."""
    config = load(config_path)
    if not config.sources:
        where = config_path or default_path()
        complain(f"No source is configured; add [[sources]] to {where}." if where else _NO_SETTINGS)
    if report:
        _begin_report(report)
    level = "debug" if debug else ("warning" if once and config.log.level == "info" else config.log.level)
    configure(level=level, as_json=config.log.format == "json", secrets=secrets_of(config))
    if once and not debug:
        logging.getLogger("bot.pipeline").addFilter(_is_not_in_the_conclusion)
    return asyncio.run(_until_stopped(_once(config, report) if once else _forever(config, report), once=once))


def _is_not_in_the_conclusion(record: logging.LogRecord) -> bool:
    """Leave out of one pass's log what its last lines say again, source by source."""
    return record.getMessage() != "source_failed"


def secrets_of(config: Config) -> tuple[str, ...]:
    """Return every secret of the settings, to be kept out of logs."""
    found = [config.discord.token, config.slack.bot_token, config.slack.app_token, config.slack.signing_secret]
    secrets = [secret.get_secret_value().strip() for secret in found if isinstance(secret, SecretStr)]
    addresses = (config.database, *(source.url for source in config.sources if source.url))
    passwords = [address.partition("://")[2].rpartition("@")[0].partition(":")[2] for address in addresses]
    plain = [unquote(password) for password in passwords]
    return (*secrets, *(secret.removeprefix("Bot ") for secret in secrets), *passwords, *plain)


async def _until_stopped(work: Coroutine[Any, Any, int], *, once: bool) -> int:
    """Do the work; SIGTERM or Ctrl-C cancels it, so that everything is closed in order. Returns the exit code."""
    _end_on_signals()
    try:
        return await work
    except asyncio.CancelledError:
        code = FAILED if once else DONE
        if once:
            complain("Stopped half-way; what is owed goes out at the next start.")
        else:
            logging.getLogger(__name__).info("stopped")
        await _abandon_threads(code)
        return code


async def _abandon_threads(code: int) -> None:
    """End the process at once where a thread goes on reading a long article: nobody will look at what it finds."""
    threads = asyncio.ensure_future(asyncio.get_running_loop().shutdown_default_executor())
    _, late = await asyncio.wait({threads}, timeout=PATIENCE)
    if late:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


async def _once(config: Config, report: Path | None) -> int:
    async with AsyncExitStack() as stack:
        app = await open_app(config, stack)
        status = Console(stderr=True)
        with (
            status.status(f"Reading {len(config.sources)} sources …")
            if status.is_terminal
            else contextlib.nullcontext()
        ):
            reports = await app.run_once()
        if report:
            _write_report(report, reports)
        await _conclude(app, reports)
    return DONE


async def _forever(config: Config, report: Path | None) -> int:
    try:
        async with AsyncExitStack() as stack:
            app = await open_app(config, stack, World(alarms=True))
            if report:
                _write_report(report, await app.poll_all())
            await app.run()
    except OSError as error:
        wrong = "port" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "host"
        complain(f"http {config.http.host}:{config.http.port}: cannot listen: {error.strerror}; set [http] {wrong}.")
        return FAILED
    return DONE


def _end_on_signals() -> None:
    """Let SIGTERM and Ctrl-C cancel the running task."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)


def _begin_report(path: Path) -> None:
    """Make sure that the report can be written before anything is read. Raises ConfigError."""
    try:
        path.write_text("", "utf-8")
    except OSError as error:
        raise ConfigError((f"--report {path}: cannot be written: {error.strerror}; name another file.",)) from error


def _write_report(path: Path, reports: tuple[PollReport, ...]) -> None:
    lines = (json.dumps(report.to_json(), ensure_ascii=False) + "\n" for report in reports)
    path.write_text("".join(lines), "utf-8")


async def _conclude(app: App, reports: tuple[PollReport, ...]) -> None:
    """Say on standard error what the pass came to."""
    for report in reports:
        if report.error:
            complain(f"{report.source}: {report.error}")
        if report.skipped:
            older = "1 older entry" if report.skipped == 1 else f"{report.skipped} older entries"
            complain(f'{report.source}: {older} marked as seen, not posted; backlog = "all" would have posted them.')
    new = sum(report.new for report in reports)
    counts = await app.store.outbox.counts()
    waiting = counts[DeliveryState.PENDING] + counts[DeliveryState.SENDING]
    told = f"{new} new article{'s' if new != 1 else ''}" if new else "Nothing new"
    owed = f"; {waiting} alert{'s' if waiting != 1 else ''} still owed" if waiting else ""
    doubt = (
        f"; {counts[DeliveryState.AMBIGUOUS]} in doubt, see nutgraf outbox" if counts[DeliveryState.AMBIGUOUS] else ""
    )
    sys.stderr.write(f"{told} from {len(reports)} source{'s' if len(reports) != 1 else ''}{owed}{doubt}.\n")
