"""From what somebody typed or pressed on Slack to an answer they see, always acknowledged first."""

import asyncio
import logging
from dataclasses import dataclass, replace

from adapters.slack.pictures import Pictures
from adapters.slack.render import Rendered, render
from adapters.slack.web import Json, SlackWeb
from bot.commands.parse import HELP, command_in, parse_arguments
from bot.errors import AmbiguousDeliveryError, CommandError, DeliveryError
from bot.message import Message, Paragraph, Tone, plain, sentence
from bot.ports import CommandCall, CommandSpec, Dispatch

log = logging.getLogger(__name__)

PLATFORM = "slack"
AT_ONCE = 8
"""Answers worked on side by side; the others wait their turn, acknowledged already."""
_OUR_FAULT = "Something went wrong on our side while answering; it is in Nutgraf's log."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody's `line`, as typed or as a button holds it, and where the answer goes."""

    line: str
    channel: str
    user: str
    response_url: str | None = None
    thread: str | None = None
    is_private: bool = False
    """Asked from a message only the asker sees; so is the answer."""

    @property
    def command(self) -> str:
        """The line's first word, for the log: what follows is the asker's own."""
        return self.line.split(maxsplit=1)[0][:40] if self.line.strip() else ""


def preceded_by(text: str, message: Message) -> Message:
    """Put a sentence before an answer, and show both to the asker alone."""
    return replace(message, blocks=(Paragraph(plain(text)), *message.blocks), summary=text[:300], private=True)


class Answers:
    """Answers asks: choose → may they? → dispatch → reply. An ask never goes without an answer."""

    def __init__(self, web: SlackWeb, pictures: Pictures, dispatch: Dispatch, specs: tuple[CommandSpec, ...]) -> None:
        self._web, self._pictures, self._dispatch = web, pictures, dispatch
        self.specs = specs
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def answer(self, ask: Ask) -> None:
        """Answer one ask, publicly or to the asker alone."""
        async with self._turns:
            await self._answer(ask)

    async def _answer(self, ask: Ask) -> None:
        try:
            message = await self._message(ask)
        except CommandError as error:
            message = sentence(str(error), Tone.NOTICE)
        except Exception:
            log.exception("slack_command_failed", extra={"command": ask.command})
            message = sentence(_OUR_FAULT, Tone.NOTICE)
        try:
            await self._reply(ask, message)
        except DeliveryError as error:
            log.warning("slack_answer_lost", extra={"command": ask.command, "reason": str(error)})

    async def _message(self, ask: Ask) -> Message:
        found = command_in(ask.line, self.specs)
        if found is None:
            return await self._unknown(ask)
        spec, rest = found
        is_manager = (spec.managers_only or spec.name == HELP) and await self._is_manager(ask.user)
        if spec.managers_only and not is_manager:
            raise CommandError(f"/{spec.full_name} is for the workspace's owners and admins; please ask one of them.")
        call = CommandCall(
            command=spec.full_name,
            arguments=parse_arguments(rest, spec),
            platform=PLATFORM,
            channel=ask.channel,
            user=ask.user,
            is_manager=is_manager,
        )
        message = await self._dispatch(call)
        return replace(message, private=True) if spec.private else message

    async def _unknown(self, ask: Ask) -> Message:
        """Say that there is no such command, and what there is."""
        unknown = f"I do not know “{ask.line.strip()[:60]}”."
        help_spec = next((spec for spec in self.specs if spec.name == HELP), None)
        if help_spec is None:
            return sentence(unknown, Tone.NOTICE)
        helped = await self._message(replace(ask, line=f"/{help_spec.full_name}"))
        return preceded_by(unknown, helped)

    async def _is_manager(self, user: str) -> bool:
        """Say whether Slack calls the asker an owner or admin; no, where it does not tell."""
        try:
            answer = await self._web.call(self._web.client.users_info, repeatable=True, user=user)
        except DeliveryError as error:
            log.warning("slack_user_unknown", extra={"reason": str(error)})
            return False
        return any(answer["user"].get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))

    async def _reply(self, ask: Ask, message: Message) -> None:
        async def send(rendered: Rendered) -> str:
            return await self._send(ask, rendered, private=message.private or ask.is_private)

        problem = await self._pictures.send(message, send)
        if problem:
            log.error("slack_answer_refused", extra={"command": ask.command, "reason": problem})  # an unknown limit
            refusal = sentence("Slack did not take this answer. Ask for less, or for one part of it.", Tone.NOTICE)
            await self._send(ask, render(refusal), private=True)

    async def _send(self, ask: Ask, rendered: Rendered, *, private: bool) -> str:
        """Send through the response_url, which works where the bot is no member; else as a message of the bot,
        as in a thread, for a response_url answers outside of it."""
        if ask.response_url and (private or not ask.thread):
            try:
                problem = await self._web.respond(ask.response_url, _response(rendered, private=private))
            except AmbiguousDeliveryError:
                raise
            except DeliveryError as error:
                problem = str(error)
            if not problem or "invalid_blocks" in problem:
                return problem
        client = self._web.client
        body: Json = {"text": rendered.text, "blocks": list(rendered.blocks)}
        if private:
            await self._web.call(
                client.chat_postEphemeral, about=ask.channel, channel=ask.channel, user=ask.user, **body
            )
        else:
            await self._web.call(
                client.chat_postMessage,
                about=ask.channel,
                channel=ask.channel,
                unfurl_links=False,
                unfurl_media=False,
                thread_ts=ask.thread,
                **body,
            )
        return ""


def _response(rendered: Rendered, *, private: bool) -> Json:
    return {
        "response_type": "ephemeral" if private else "in_channel",
        "replace_original": False,
        "text": rendered.text,
        "blocks": list(rendered.blocks),
        "unfurl_links": False,
        "unfurl_media": False,
    }
