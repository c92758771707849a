"""nutgraf ask: a slash command, answered in the terminal."""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from rich.console import Console

from adapters.console.render import renderable
from bot.cli.failures import DONE, FAILED, complain
from bot.clock import SystemClock
from bot.commands import Answering, Desk
from bot.commands.parse import command_in, parse_arguments
from bot.config import Config, load
from bot.errors import CommandError
from bot.logs import configure
from bot.message import Message, sentence
from bot.ports import CommandCall
from bot.store import Store
from bot.store.messages import to_json


def ask_question(question: str, *, as_json: bool, config_path: Path | None) -> int:
    """Print the answer; 1 if there is no such command or it cannot be understood."""
    config = load(config_path)
    configure(level="error", as_json=False, secrets=())
    message, understood = asyncio.run(answer(question, config))
    if as_json:
        sys.stdout.write(json.dumps(to_json(message), ensure_ascii=False) + "\n")
    elif not understood:
        complain(message.summary)
    else:
        Console().print(renderable(message))
    return DONE if understood else FAILED


async def answer(question: str, config: Config) -> tuple[Message, bool]:
    """Answer a command line; the flag says whether it was understood."""
    async with AsyncExitStack() as stack:
        clock = SystemClock()
        store = await Store.open(config.database, clock=clock, or_only_read=True)
        stack.push_async_callback(store.close)
        if not store.only_reads:
            await store.sync_topics(tuple(topic.topic for topic in config.topics))
        answering = Answering(Desk(store, clock))
        found = command_in(question.strip().removeprefix("/") or "/news", await answering.refresh())
        if found is None:
            return sentence(f"I do not know {question[:60]}; nutgraf ask '/news help' lists what I answer."), False
        spec, rest = found
        try:
            call = CommandCall(
                command=spec.full_name,
                arguments=parse_arguments(rest, spec),
                platform="console",
                channel="terminal",
                user="terminal",
                is_manager=True,
            )
            return await answering.answer(call), True
        except CommandError as error:
            return sentence(str(error)), False
