"""Discord: alerts posted, commands answered."""

import asyncio
import contextlib
import logging
import re
from datetime import datetime, timedelta
from typing import Self

import discord

from adapters.discord.answers import Answers
from adapters.discord.channels import Channels
from adapters.discord.commands import differ, registration
from adapters.discord.diagnosis import diagnose
from adapters.discord.failures import Refused, to_delivery_error
from adapters.discord.gateway import Gateway
from adapters.discord.invite import application_id_of
from adapters.discord.patience import Patience
from adapters.discord.render import thread_name, to_payload
from adapters.discord.rest import ANSWER_TIMEOUT, Rest
from adapters.discord.welcome import welcome
from bot.config import Config
from bot.errors import ConfigError, DeliveryError, PermanentDeliveryError
from bot.message import Message
from bot.model import DeliveryId
from bot.ports import Certainty, Clock, CommandSpec, Dispatch, Finding, MessageRef, Pace, Webhook

__all__ = ["DiscordAdapter", "Patience"]

GRACE = timedelta(seconds=2)
"""How long answers under way may take at a stop: the whole process has five seconds."""

log = logging.getLogger(__name__)


class DiscordAdapter:
    """Discord behind the ChatAdapter port. `post`, `find` and `edit` need no connection: they are plain REST."""

    platform = "discord"
    certainty = Certainty(same_key_window=timedelta(seconds=60), visible_after=timedelta(seconds=1))
    pace = Pace(
        channel_burst=5,
        channel_period=timedelta(seconds=5),
        overall_burst=50,
        overall_period=timedelta(seconds=1),
    )

    def __init__(
        self,
        token: str,
        *,
        api_url: str | None = None,
        gateway_url: str | None = None,
        clock: Clock,
        patience: Patience | None = None,
        timeout: timedelta = ANSWER_TIMEOUT,
    ) -> None:
        self._token = token.strip().removeprefix("Bot ")
        if not re.fullmatch(r"[!-~]+", self._token):
            raise ConfigError(("discord.token: has spaces or line breaks in it; paste the token alone.",))
        self._gateway_url = gateway_url
        self._clock = clock
        self._patience = patience or Patience()
        self._rest = Rest(self._token, api_url, clock=clock, timeout=timeout)
        self._channels = Channels(self._rest)
        self._commands: tuple[CommandSpec, ...] = ()
        self._answers: Answers | None = None
        self._syncing: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[object]] = set()

    @classmethod
    def from_config(cls, config: Config, clock: Clock) -> Self | None:
        """Return the adapter the settings ask for, None without a token. Raises ConfigError for what is no token."""
        settings = config.discord
        token = settings.token.get_secret_value().strip() if settings.token else ""
        if not token:
            return None
        return cls(token, api_url=settings.api_url, gateway_url=settings.gateway_url, clock=clock)

    @property
    def webhooks(self) -> dict[str, Webhook]:
        """None: Discord's events come through the gateway."""
        return {}

    @property
    def rate_limited(self) -> int:
        """How often Discord has answered 429 since the start."""
        return self._rest.rate_limited

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        """Send one message once. Raises a DeliveryError subclass for every failure."""
        payload, title = to_payload(message), thread_name(message)
        if reply_to:
            return await self._channels.reply(channel, payload, key, to=reply_to, title=title)
        return await self._channels.post(channel, payload, key, title)

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        """Look for our own message with this key in the channel and its active threads, back to `since`."""
        return await self._channels.find(channel, key, since)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Replace a posted message. Raises a DeliveryError subclass."""
        await self._channels.edit(ref, to_payload(message))

    async def diagnose(self, channels: tuple[str, ...]) -> tuple[Finding, ...]:
        """Try the token, the commands' scope and each channel's rights."""
        return await diagnose(self._rest, channels)

    async def application_id(self) -> str:
        """Return the id the invitation needs, from the token itself where it tells.

        Raises a DeliveryError subclass.
        """
        known = application_id_of(self._token)
        if known:
            return known
        try:
            return str((await self._rest.call("GET", "/oauth2/applications/@me"))["id"])
        except Refused as refused:
            raise to_delivery_error(refused, "", may_have_been_done=False) from refused

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:
        """Register and answer commands until cancelled. Raises PermanentDeliveryError where no retry can help."""
        self._commands = commands
        self._answers = Answers(self._rest, dispatch, self._patience)
        self._answers.learn(commands)
        gateway = Gateway(
            self._token,
            rest=self._rest,
            gateway_url=self._gateway_url,
            clock=self._clock,
            patience=self._patience,
            listener=self,
        )
        try:
            await gateway.run()
        finally:
            await self._stop_syncing()
            await self._finish_answers()

    async def update_commands(self, commands: tuple[CommandSpec, ...]) -> None:
        """Take over another list of commands and register it, without a restart."""
        self._commands = commands
        if self._answers:
            self._answers.learn(commands)
            await self._stop_syncing()
            self._syncing = asyncio.create_task(self._sync())

    async def close(self) -> None:
        """Release connections; safe to call twice."""
        await self._stop_syncing()
        await self._rest.close()

    async def connected(self) -> None:
        """Register the commands once a session has begun (the gateway calls this)."""
        if self._syncing is None:
            self._syncing = asyncio.create_task(self._sync())

    async def asked(self, interaction: discord.Interaction) -> None:
        """Answer a command or a button (the gateway calls this)."""
        task = asyncio.current_task()
        if self._answers and task:
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
            await self._answers.answer(interaction)

    async def joined(self, guild: discord.Guild) -> None:
        """Introduce ourselves in a server's system channel, or else where we may write (the gateway calls this)."""
        places = [guild.system_channel, *guild.text_channels]
        place = next((p for p in places if p and p.permissions_for(guild.me).send_messages), None)
        if place is None:
            return
        key = DeliveryId(f"hello{guild.id}"[:25])
        with contextlib.suppress(DeliveryError):
            await self.post(str(place.id), welcome(self._commands), key=key)

    async def _sync(self) -> None:
        """Register the commands if Discord has others; try again until it is done or refused for good."""
        repeats = 0
        while True:
            try:
                await self._register()
            except Refused as refused:
                if refused.status < 500 and refused.status != 429:
                    log.error("discord.commands_refused", extra={"reason": str(refused)})
                    return
                pause = refused.retry_after
            except PermanentDeliveryError as error:
                log.error("discord.commands_refused", extra={"reason": str(error)})
                return
            except DeliveryError:
                pause = None
            else:
                return
            repeats += 1
            await asyncio.sleep((pause or self._patience.before(repeats)).total_seconds())

    async def _register(self) -> None:
        application = await self._rest.call("GET", "/oauth2/applications/@me")
        path = f"/applications/{application['id']}/commands"
        wanted = registration(self._commands)
        try:
            registered = await self._rest.call("GET", path) or ()
        except Refused as refused:
            if refused.status not in (403, 404, 405):
                raise
            registered = ()  # cannot be seen: write them
        if differ(wanted, registered):
            await self._rest.call("PUT", path, wanted)
            log.info("discord.commands_registered", extra={"count": len(wanted)})

    async def _finish_answers(self) -> None:
        """Let those who have asked get their answer, but not for long."""
        answering = set(self._answering)
        if answering:
            _, late = await asyncio.wait(answering, timeout=GRACE.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _stop_syncing(self) -> None:
        task, self._syncing = self._syncing, None
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
