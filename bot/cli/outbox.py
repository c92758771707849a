"""nutgraf outbox and backup: what operators do beside a running Nutgraf, or without it."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import unquote

from rich.console import Console

from adapters.console.render import renderable
from bot.cli.failures import DONE, FAILED, complain
from bot.clock import SystemClock
from bot.config import load
from bot.errors import ConfigError
from bot.model import DeliveryId
from bot.present.outbox import outbox_answer
from bot.store import Store, Verdict


def list_outbox(config_path: Path | None) -> int:
    """Show what is owed, in doubt and given up."""
    return asyncio.run(_list(_known_database(config_path)))


def settle_delivery(delivery: str, verdict: str | None, config_path: Path | None) -> int:
    """Settle one delivery in doubt; 1 if none of that name is."""
    if verdict not in {each.value for each in Verdict}:
        raise ConfigError(("outbox: say how to settle it: --as posted, --as resend or --as drop.",))
    return asyncio.run(_settle(_known_database(config_path), DeliveryId(delivery), Verdict(verdict)))


def back_up(path: Path, config_path: Path | None) -> int:
    """Copy the database."""
    return asyncio.run(_back_up(_known_database(config_path), path))


def _known_database(config_path: Path | None) -> str:
    """Return the settings' database. Raises ConfigError where there is none yet: opening it would make an empty one,
    and a backup of that, run in the wrong folder, looks like a good one."""
    url = load(config_path).database
    path = Path(unquote(url.removeprefix("sqlite:///").partition("?")[0]))
    if url.startswith("sqlite:///") and not path.exists():
        raise ConfigError((f"database {path.absolute()}: is not there; run this where nutgraf run runs.",))
    return url


async def _list(url: str) -> int:
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        store = await Store.open(url, clock=clock, or_only_read=True)
        stack.push_async_callback(store.close)
        box = store.outbox
        message = outbox_answer(
            await box.counts(), await box.ambiguous(), await box.failed(5), await box.stopped_channels(), clock.now()
        )
        Console().print(renderable(message))
    return DONE


async def _settle(url: str, delivery: DeliveryId, verdict: Verdict) -> int:
    async with AsyncExitStack() as stack:
        store = await Store.open(url, clock=SystemClock(), or_only_read=True)
        stack.push_async_callback(store.close)
        async with store.transaction() as tx:
            settled = await store.outbox.resolve(tx, delivery, verdict)
    if not settled:
        complain(f"No delivery {delivery} is in doubt; nutgraf outbox lists those that are.")
        return FAILED
    sys.stdout.write(f"{delivery}: {verdict.value}.\n")
    return DONE


async def _back_up(url: str, path: Path) -> int:
    async with AsyncExitStack() as stack:
        store = await Store.open(url, clock=SystemClock(), or_only_read=True)
        stack.push_async_callback(store.close)
        await store.backup(path)
    sys.stdout.write(f"{path}: written.\n")
    return DONE
