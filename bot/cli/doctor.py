"""nutgraf doctor: tries what is configured, one line each with the remedy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adapters.console.render import clean
from bot.cli.failures import DONE, FAILED
from bot.clock import SystemClock
from bot.config import Config, load
from bot.errors import NutgrafError, SourceError
from bot.ports import Finding, SourceMemory
from bot.store import Store
from bot.wiring import load_adapters, open_feedings

PATIENCE = 30.0
"""Seconds each thing is given."""


def examine(config_path: Path | None) -> int:
    """Show a line for everything tried; 1 if anything is wrong."""
    findings = asyncio.run(_examine(load(config_path)))
    console = Console()
    if not console.is_terminal:  # one line each, however long, for whoever reads it with a program
        for finding in findings:
            console.print(
                f"{'ok' if finding.is_well else '!!'}  {clean(finding.subject)}: {clean(finding.detail)}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        return DONE if all(finding.is_well for finding in findings) else FAILED
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        mark = Text("ok", style="green") if finding.is_well else Text("!!", style="bold red")
        table.add_row(mark, Text(clean(finding.subject), style="bold"), Text(clean(finding.detail)))
    console.print(table)
    return DONE if all(finding.is_well for finding in findings) else FAILED


async def _examine(config: Config) -> tuple[Finding, ...]:
    found: list[Finding] = []
    async with AsyncExitStack() as stack:
        found += [finding async for finding in _database(config, stack)]
        found += [finding async for finding in _sources(config, stack)]
        found += [finding async for finding in _platforms(config, stack)]
    return tuple(found)


async def _database(config: Config, stack: AsyncExitStack) -> AsyncIterator[Finding]:
    try:
        store = await Store.open(config.database, clock=SystemClock(), or_only_read=True)
    except NutgrafError as error:
        yield Finding(subject="database", is_well=False, detail=str(error))
        return
    stack.push_async_callback(store.close)
    yield Finding(subject="database", is_well=True, detail="opens, and its schema is current")
    for warning in store.warnings:
        yield Finding(subject="database", is_well=True, detail=f"note: {warning}")
    for (platform, channel), reason in (await store.outbox.stopped_channels()).items():
        yield Finding(subject=f"{platform} {channel}", is_well=False, detail=f"refused us last: {reason}")
    doubts = len(await store.outbox.ambiguous())
    if doubts:
        yield Finding(subject="outbox", is_well=False, detail=f"{doubts} in doubt; settle them with nutgraf outbox")


async def _sources(config: Config, stack: AsyncExitStack) -> AsyncIterator[Finding]:
    for name, feeding in (await open_feedings(config, stack)).items():
        try:
            async with asyncio.timeout(PATIENCE):
                poll = await feeding.source.poll(SourceMemory())
        except SourceError as error:
            yield Finding(subject=name, is_well=False, detail=str(error))
        except TimeoutError:
            yield Finding(subject=name, is_well=False, detail=f"no answer within {PATIENCE:.0f} s")
        else:
            count = len(poll.entries)
            yield Finding(subject=name, is_well=True, detail=f"lists {count} entr{'y' if count == 1 else 'ies'}")
            for problem in poll.problems:
                yield Finding(subject=name, is_well=False, detail=problem)
    if not config.sources:
        yield Finding(subject="sources", is_well=False, detail="none configured; add [[sources]] to the settings")


async def _platforms(config: Config, stack: AsyncExitStack) -> AsyncIterator[Finding]:
    for platform, adapter in load_adapters(config, SystemClock()).items():
        stack.push_async_callback(adapter.close)
        channels = [channel.id for channel in config.channels if channel.platform == platform]
        if config.operators and config.operators.platform == platform:
            channels.append(config.operators.id)
        try:
            async with asyncio.timeout(PATIENCE):
                for finding in await adapter.diagnose(tuple(dict.fromkeys(channels))):
                    yield finding
        except TimeoutError:
            yield Finding(subject=platform, is_well=False, detail=f"no answer within {PATIENCE:.0f} s")
        except NutgrafError as error:
            yield Finding(subject=platform, is_well=False, detail=str(error))
