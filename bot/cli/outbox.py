"""nutgraf outbox and backup: what operators do beside a running Nutgraf, or without it."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

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
    return asyncio.run(_list(load(config_path).database))


def settle_delivery(delivery: str, verdict: str | None, config_path: Path | None) -> int:
    """Settle one delivery in doubt; 1 if none of that name is."""
    if verdict not in {each.value for each in Verdict}:
        raise ConfigError(("outbox: say how to settle it: --as posted, --as resend or --as drop.",))
    return asyncio.run(_settle(load(config_path).database, DeliveryId(delivery), Verdict(verdict)))


def back_up(path: Path, config_path: Path | None) -> int:
    """Copy the database."""
    return asyncio.run(_back_up(load(config_path).database, path))


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
