"""What people can ask: every command once, the same on every platform."""

import asyncio
import logging
from collections.abc import Sequence

from bot.commands.chart import chart
from bot.commands.desk import Desk
from bot.commands.following import follow, following, unfollow
from bot.commands.help import help_command
from bot.commands.outbox import outbox
from bot.commands.parse import parse_arguments
from bot.commands.reading import figures, latest, quotes, search
from bot.commands.spec import Command
from bot.commands.topics import topic_command
from bot.commands.topics_admin import topic_add, topic_remove, topics
from bot.errors import CommandError, NutgrafError
from bot.message import Message, sentence
from bot.model import Topic
from bot.ports import CommandCall, CommandSpec

__all__ = ["COMMANDS", "Answering", "Command", "Desk", "offered", "parse_arguments"]

COMMANDS = (
    latest,
    figures,
    quotes,
    search,
    chart,
    topics,
    following,
    follow,
    unfollow,
    topic_add,
    topic_remove,
    outbox,
)
"""Everything under /news, in the order of the help; the topics' own commands come before it."""

ANSWER_WITHIN = 60.0
"""Seconds after which a question is given up; platforms wait 15 minutes at most."""

LONGEST_ARGUMENT = 1000
"""Characters somebody may type for one argument; the longest of them, a topic's words, are far shorter."""

_log = logging.getLogger(__name__)


def offered(known: Sequence[Topic]) -> tuple[Command, ...]:
    """Return the commands of these topics, everything under /news, and the help about them."""
    names = tuple(topic.name for topic in known)
    others = (*(topic_command(topic) for topic in known), *(each.suggesting(topic=names) for each in COMMANDS))
    return (*others, help_command(others))


class Answering:
    """Answers calls: the Dispatch that every adapter is given. Knows the commands as of the last `refresh`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._commands: dict[str, Command] = {}

    async def refresh(self) -> tuple[CommandSpec, ...]:
        """Learn the present topics; returns what adapters register."""
        commands = offered(await self._desk.store.topics.all())
        self._commands = {command.key: command for command in commands}
        return tuple(command.spec for command in commands)

    @property
    def specs(self) -> tuple[CommandSpec, ...]:
        """Return the commands as they are offered now."""
        return tuple(command.spec for command in self._commands.values())

    async def __call__(self, call: CommandCall) -> Message:
        """Answer one call; whatever goes wrong becomes one plain sentence for the asker."""
        try:
            return await self.answer(call)
        except CommandError as error:
            return sentence(str(error))

    async def answer(self, call: CommandCall) -> Message:
        """Answer one call; what fails on our side is one plain sentence. Raises CommandError for the asker's slips."""
        command = self._commands.get(call.command)
        if command is None:
            raise CommandError(f"I do not know /{call.command[:40]}; /news help lists what I answer.")
        if command.spec.managers_only and not call.is_manager:
            raise CommandError(f"/{command.key} is for those who manage this server.")
        if any(len(text) > LONGEST_ARGUMENT for text in call.arguments.values()):
            raise CommandError(f"That is too long; I read up to {LONGEST_ARGUMENT:,} characters.")
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                return await command(self._desk, call)
        except CommandError:
            raise
        except TimeoutError:
            return sentence("That took too long to look up; a narrower question, with since:7d, is faster.")
        except NutgrafError as error:
            _log.warning("command_failed", extra={"command": command.key, "error": str(error)})
            return sentence(f"I cannot answer right now: {error}")
        except Exception:  # noqa: BLE001 - one failing question must not stop the others; it is logged
            _log.exception("command_failed", extra={"command": command.key})
            return sentence("Something went wrong on my side; the operator finds it in the log.")
