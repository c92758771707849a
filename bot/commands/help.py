"""/news help: what can be asked."""

from bot.commands.desk import Desk
from bot.commands.spec import Command, command
from bot.message import Message
from bot.ports import CommandCall
from bot.present.answers import help_answer


def help_command(others: "tuple[Command, ...]") -> Command:
    """Return the command that lists all others."""

    @command("help", "What Nutgraf answers", private=True)
    async def answer(desk: Desk, call: CommandCall) -> Message:  # noqa: ARG001 - every command is given it
        """List the commands."""
        return help_answer([other.spec for other in others], is_manager=call.is_manager)

    return answer
