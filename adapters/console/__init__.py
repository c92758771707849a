"""Prints alerts in the terminal: the embedded default, and what `nutgraf ask` answers with."""

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from rich.console import Console

from adapters.console.render import renderable
from bot.message import Message, Tone
from bot.model import DeliveryId
from bot.ports import Certainty, Clock, CommandSpec, Dispatch, Finding, MessageRef, Pace, Webhook

if TYPE_CHECKING:  # reading settings takes a fifth of a second, and rendering needs none
    from bot.config import Config


class ConsoleAdapter:
    """Writes every message to standard output. A terminal has no history, so a send in doubt is printed again."""

    platform = "console"
    certainty = Certainty(same_key_window=timedelta(0), visible_after=timedelta(0))
    pace = Pace(channel_burst=1000, channel_period=timedelta(seconds=1))

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()

    @classmethod
    def from_config(cls, config: "Config", clock: Clock) -> Self | None:  # noqa: ARG003 - every adapter is made so
        """Return the adapter; it needs no settings."""
        return cls()

    @property
    def webhooks(self) -> dict[str, Webhook]:
        """A terminal takes no events over HTTP."""
        return {}

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:  # noqa: ARG002 - nobody asks here
        """Wait until cancelled: questions in a terminal go through `nutgraf ask`."""
        await asyncio.Event().wait()

    async def update_commands(self, commands: tuple[CommandSpec, ...]) -> None:
        """Do nothing: a terminal registers no commands."""

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        """Print the message."""
        self._console.print(renderable(message, is_reply=reply_to is not None))
        return MessageRef(channel=channel, message=key)

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:  # noqa: ARG002 - as above
        """Return None: what was printed cannot be read back."""
        return None

    async def edit(self, ref: MessageRef, message: Message) -> None:  # noqa: ARG002 - paper cannot be edited
        """Print a correction below what it corrects; smaller edits (how many outlets) are not worth the paper."""
        if message.tone is Tone.CORRECTION:
            self._console.print(renderable(message))

    async def diagnose(self, channels: tuple[str, ...]) -> tuple[Finding, ...]:  # noqa: ARG002 - a terminal has one
        """Say that a terminal always works."""
        return (Finding(subject="console", is_well=True, detail="prints to standard output"),)

    async def close(self) -> None:
        """Release nothing."""
