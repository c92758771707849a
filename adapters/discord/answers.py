"""Answering interactions: acknowledged at once, answered when the command is done, always with something readable."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import discord

from adapters.discord.commands import call_in, completions, typed_call
from adapters.discord.failures import ALREADY_ACKNOWLEDGED, Refused
from adapters.discord.pages import to_payloads
from adapters.discord.patience import Patience
from adapters.discord.render import Payload
from adapters.discord.rest import Rest
from bot.errors import CommandError, DeliveryError, NutgrafError, TransientDeliveryError
from bot.message import Message, Tone, sentence
from bot.ports import CommandCall, CommandSpec, Dispatch

EPHEMERAL = 1 << 6
DEFER, AUTOCOMPLETE = 5, 8
ANSWER_WITHIN = timedelta(minutes=14)  # an interaction's token is good for 15
TRIES = 4
REMEMBERED = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One interaction, as far as answering needs it."""

    id: str
    token: str
    application: str
    call: CommandCall
    is_private: bool


class Answers:
    """Defers, dispatches and answers. An interaction that comes twice is answered once."""

    def __init__(self, rest: Rest, dispatch: Dispatch, patience: Patience) -> None:
        self._rest = rest
        self._dispatch = dispatch
        self._patience = patience
        self._specs: Mapping[str, CommandSpec] = {}
        self._seen: OrderedDict[int, None] = OrderedDict()

    def learn(self, specs: Sequence[CommandSpec]) -> None:
        """Take over the commands that can be asked from now on."""
        self._specs = {spec.full_name: spec for spec in specs}

    async def answer(self, interaction: discord.Interaction) -> None:
        """Answer one interaction; never raises for what can be expected to go wrong."""
        if interaction.id in self._seen:
            return
        self._seen[interaction.id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        kind = interaction.type
        try:
            if kind is discord.InteractionType.autocomplete:
                await self._complete(interaction)
            elif kind in (discord.InteractionType.application_command, discord.InteractionType.component):
                await self._answer(interaction)
        except (Refused, DeliveryError, TimeoutError) as error:
            log.warning("discord.answer_failed", extra={"reason": str(error) or "Discord did not answer in time"})

    async def _complete(self, interaction: discord.Interaction) -> None:
        choices = completions(_data(interaction), self._specs)
        body = {"type": AUTOCOMPLETE, "data": {"choices": choices}}
        await self._rest.call("POST", f"/interactions/{interaction.id}/{interaction.token}/callback", body)

    async def _answer(self, interaction: discord.Interaction) -> None:
        asked, problem = self._read(interaction)
        if not await self._defer(asked):
            return
        message = problem or await self._ask(asked.call)
        try:
            await self._deliver(asked, message)
        except Refused as refused:
            if refused.status != 400:
                raise
            log.error("discord.answer_refused", extra={"reason": str(refused)})  # a limit we do not know of
            await self._deliver(
                asked, _notice("Discord did not take this answer. Ask for less, or for one part of it.")
            )

    def _read(self, interaction: discord.Interaction) -> tuple[Asked, Message | None]:
        """Say what is asked, and the answer at once where it cannot be asked."""
        data, problem = _data(interaction), None
        try:
            if interaction.type is discord.InteractionType.component:
                name, arguments = typed_call(str(data.get("custom_id", "")), self._specs)
            else:
                name, arguments = call_in(data)
            if name not in self._specs:
                raise CommandError(f"There is no /{name} here any more; /news help lists the commands there are.")
        except CommandError as error:
            name, arguments, problem = "", {}, _notice(str(error))
        spec = self._specs.get(name)
        is_manager = interaction.permissions.manage_guild
        if spec and spec.managers_only and not is_manager:
            problem = _notice("Only people who may manage this server can do that.")
        asked = Asked(
            id=str(interaction.id),
            token=interaction.token,
            application=str(interaction.application_id),
            is_private=problem is not None or bool(spec and spec.private),
            call=CommandCall(
                command=name,
                arguments=arguments,
                platform="discord",
                channel=str(interaction.channel_id or ""),
                user=str(interaction.user.id),
                is_manager=is_manager,
            ),
        )
        return asked, problem

    async def _defer(self, asked: Asked) -> bool:
        """Acknowledge within three seconds; False if somebody else has, or it is too late."""
        body = {"type": DEFER, "data": {"flags": EPHEMERAL if asked.is_private else 0}}
        path = f"/interactions/{asked.id}/{asked.token}/callback"
        for attempt in range(2):
            try:
                async with asyncio.timeout(self._patience.acknowledge.total_seconds()):
                    await self._rest.call("POST", path, body)
            except Refused as refused:
                if refused.code == ALREADY_ACKNOWLEDGED and attempt:
                    return True  # the first try arrived, only its answer was lost
                if refused.status < 500 or attempt:
                    raise
            except (DeliveryError, TimeoutError):
                if attempt:
                    raise
            else:
                return True
        return False

    async def _ask(self, call: CommandCall) -> Message:
        try:
            async with asyncio.timeout(ANSWER_WITHIN.total_seconds()):
                return await self._dispatch(call)
        except NutgrafError as error:
            return _notice(str(error))
        except TimeoutError:
            return _notice("That took too long. Try again, or ask for less.")
        except Exception:
            log.exception("discord.command_failed", extra={"command": call.command})
            return _notice("Something went wrong on our side; it is in the log. Please try again in a minute.")

    async def _deliver(self, asked: Asked, message: Message) -> None:
        first, *others = to_payloads(message)
        webhook = f"/webhooks/{asked.application}/{asked.token}"
        if message.private and not asked.is_private:
            await self._take_back(f"{webhook}/messages/@original")  # public was fixed at the defer
            others.insert(0, first)
        else:
            await self._again("PATCH", f"{webhook}/messages/@original", first)
        for payload in others:
            await self._again("POST", webhook, _flagged(payload, private=message.private or asked.is_private))

    async def _take_back(self, path: str) -> None:
        """Delete the public "thinking"; one that is gone already, as after a lost answer, is no failure."""
        try:
            await self._again("DELETE", path)
        except Refused as refused:
            if refused.status != 404:
                raise

    async def _again(self, method: str, path: str, payload: Payload | None = None) -> None:
        """Call until it is done, a few times; what may have been done already is only repeated where harmless."""
        for attempt in range(1, TRIES + 1):
            try:
                await self._rest.call(method, path, _answerable(payload), payload.files if payload else ())
            except Refused as refused:
                can_repeat = refused.status == 429 or (refused.status >= 500 and method != "POST")
                if not can_repeat or attempt == TRIES:
                    raise
                pause = refused.retry_after or self._patience.first * attempt
            except DeliveryError as error:
                if (method == "POST" and not isinstance(error, TransientDeliveryError)) or attempt == TRIES:
                    raise
                pause = self._patience.first * attempt
            else:
                return
            await asyncio.sleep(pause.total_seconds())


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    return interaction.data or {}


def _notice(text: str) -> Message:
    return sentence(text, Tone.NOTICE)


def _flagged(payload: Payload, *, private: bool) -> Payload:
    flags = EPHEMERAL if private else 0
    return replace(payload, body=payload.body | {"flags": flags})


def _answerable(payload: Payload | None) -> dict[str, Any] | None:
    """Return the body of an answer: it pings nobody, and only a new message takes flags."""
    if payload is None:
        return None
    body = payload.body | {"allowed_mentions": {"parse": []}}
    return body if body.get("flags") in (None, 0, EPHEMERAL) else {k: v for k, v in body.items() if k != "flags"}
