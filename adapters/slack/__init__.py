"""Slack: alerts and answers in Block Kit, over Socket Mode or HTTP."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, Literal, Self

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.commands import PLATFORM, Answers, Ask
from adapters.slack.connection import Patience, SocketMode
from adapters.slack.diagnosis import diagnose
from adapters.slack.door import Door
from adapters.slack.events import Identity, Listeners, bolt_app
from adapters.slack.failures import error_code, is_final
from adapters.slack.history import History, metadata
from adapters.slack.home import greeting, home_view
from adapters.slack.manifest import EVENTS_PATH, manifest
from adapters.slack.pictures import Pictures
from adapters.slack.preview import preview_html
from adapters.slack.render import Rendered
from adapters.slack.web import SlackWeb
from bot.config import Config
from bot.errors import ConfigError, DeliveryError, PermanentDeliveryError
from bot.message import Message
from bot.model import DeliveryId
from bot.ports import (
    Certainty,
    Clock,
    CommandSpec,
    Dispatch,
    Finding,
    MessageRef,
    Pace,
    Webhook,
    WebRequest,
    WebResponse,
)

__all__ = ["Patience", "SlackAdapter", "manifest", "preview_html"]

log = logging.getLogger(__name__)

GRACE = timedelta(seconds=2)
"""How long answers under way may take at a stop: the whole process has five seconds."""

_GREETING = DeliveryId("greeting")
_UNREADY = "invalid_blocks"
"""What a picture causes that Slack is not ready to show."""
_THREAD_GONE = ("thread_not_found", "cannot_reply_to_message")
_GREETED_FOR = timedelta(days=90)


class SlackAdapter:
    """One workspace. Posting works at once; `run` adds the commands."""

    platform = PLATFORM
    certainty = Certainty(same_key_window=timedelta(0), visible_after=timedelta(seconds=5))
    pace = Pace(channel_burst=1, channel_period=timedelta(seconds=1))
    """https://docs.slack.dev/apis/web-api/rate-limits#posting-messages"""

    def __init__(
        self,
        bot_token: str,
        *,
        clock: Clock,
        app_token: str | None = None,
        signing_secret: str | None = None,
        mode: Literal["socket", "http"] = "socket",
        api_url: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        if mode == "http" and not signing_secret:
            raise ConfigError(("slack: HTTP mode needs the signing secret; set NUTGRAF_SLACK__SIGNING_SECRET.",))
        self._app_token, self._mode, self._clock = app_token, mode, clock
        self._patience = patience or Patience()
        self._door = Door(signing_secret, clock) if mode == "http" and signing_secret else None
        self._web = SlackWeb(bot_token=bot_token, api_url=api_url)
        self._pictures = Pictures(self._web)
        self._history = History(self._web)
        self._answers: Answers | None = None
        self._app: AsyncApp | None = None
        self._work: set[asyncio.Task[None]] = set()

    @classmethod
    def from_config(cls, config: Config, clock: Clock) -> Self | None:
        """Return the adapter the settings ask for, None without a bot token."""
        settings = config.slack
        if settings.bot_token is None:
            return None
        return cls(
            settings.bot_token.get_secret_value(),
            clock=clock,
            app_token=settings.app_token.get_secret_value() if settings.app_token else None,
            signing_secret=settings.signing_secret.get_secret_value() if settings.signing_secret else None,
            mode=settings.mode,
            api_url=settings.api_url,
        )

    @property
    def webhooks(self) -> dict[str, Webhook]:
        """In HTTP mode, the one path Slack sends commands, presses and events to."""
        return {EVENTS_PATH: self._receive} if self._door else {}

    async def diagnose(self, channels: tuple[str, ...]) -> tuple[Finding, ...]:
        """Try the tokens, the scopes and each channel's membership."""
        return await diagnose(self._web, channels, app_token=self._app_token if self._mode == "socket" else None)

    async def run(self, dispatch: Dispatch, commands: tuple[CommandSpec, ...]) -> None:
        """Answer commands until cancelled; see ChatAdapter.run."""
        self._answers = Answers(self._web, self._pictures, dispatch, commands)
        identity = await self._identity()
        listeners = Listeners(asked=self._asked, joined=self._joined, opened_home=self._opened_home)
        self._app = bolt_app(self._web.client, identity, listeners, self._clock)
        try:
            await self._listen(self._app)
        finally:
            if self._work:  # who has asked already, and was acknowledged, gets the answer, but not for long
                await asyncio.wait(self._work, timeout=GRACE.total_seconds())

    async def _listen(self, app: AsyncApp) -> None:
        if self._mode == "http":
            await asyncio.Event().wait()
        if not self._app_token:
            raise PermanentDeliveryError("Slack commands need the app token; set NUTGRAF_SLACK__APP_TOKEN (xapp-…).")
        await SocketMode(app, self._web, self._app_token, self._clock, self._patience).run()

    async def update_commands(self, commands: tuple[CommandSpec, ...]) -> None:
        """Answer these commands from now on. Slack itself learns new names only from a new manifest; until then
        a new topic answers to `/news <topic>`."""
        if self._answers is not None:
            self._answers.specs = commands

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        """Send one message, never retrying by itself; see ChatAdapter.post."""
        thread = (reply_to.thread or reply_to.message) if reply_to else None
        posted: dict[str, Any] = {}

        async def send(rendered: Rendered) -> str:
            try:
                answer = await self._web.call(
                    self._web.client.chat_postMessage,
                    about=channel,
                    channel=channel,
                    text=rendered.text,
                    blocks=list(rendered.blocks),
                    metadata=metadata(key),
                    thread_ts=thread,
                    unfurl_links=False,
                    unfurl_media=False,
                )
            except PermanentDeliveryError as error:
                return _refusal(error, _UNREADY, *_THREAD_GONE)
            posted.update(answer)
            return ""

        problem = await self._pictures.send(message, send)
        if problem in _THREAD_GONE:  # somebody deleted what we answer to: better alone than not at all
            return await self.post(channel, message, key=key)
        if problem:
            raise PermanentDeliveryError(f"Slack refuses this message ({problem}).")
        return MessageRef(channel=posted["channel"], message=posted["ts"], thread=thread)

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        """Look for our own message with this key, in the channel and in the threads below our messages."""
        return await self._history.find(channel, key, since)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Replace a posted message; its delivery id stays."""

        async def send(rendered: Rendered) -> str:
            try:
                await self._web.call(
                    self._web.client.chat_update,
                    about=ref.channel,
                    repeatable=True,
                    channel=ref.channel,
                    ts=ref.message,
                    text=rendered.text,
                    blocks=list(rendered.blocks),
                )
            except PermanentDeliveryError as error:
                return _refusal(error, _UNREADY)
            return ""

        problem = await self._pictures.send(message, send)
        if problem:
            raise PermanentDeliveryError(f"Slack refuses this message ({problem}).")

    async def close(self) -> None:
        """Stop answering and release the connections; safe to call twice."""
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await self._web.close()

    async def _identity(self) -> Identity:
        """Learn who we are, however long that takes. Raises PermanentDeliveryError where Slack refuses the token."""
        failures = 0
        while True:
            try:
                answer = await self._web.call(self._web.client.auth_test, repeatable=True)
            except DeliveryError as error:
                if is_final(error):
                    raise
                failures += 1
                wait = max(self._patience.before_try(failures), getattr(error, "retry_after", None) or timedelta(0))
                log.warning("slack_waits", extra={"seconds": wait.total_seconds(), "reason": str(error)})
                await asyncio.sleep(wait.total_seconds())
            else:
                return Identity(bot_user=answer["user_id"], bot_id=answer.get("bot_id"), team=answer.get("team_id"))

    async def _receive(self, request: WebRequest) -> WebResponse:
        assert self._door is not None
        refusal = self._door.refusal(request)
        if refusal:
            log.warning("slack_request_refused", extra={"reason": refusal})
            return WebResponse(status=401, body="This request is not from Slack, or not new.")
        if self._app is None:
            return WebResponse(status=503, body="Not ready yet.")
        asked = AsyncBoltRequest(
            body=request.body.decode(), headers={name: [value] for name, value in request.headers.items()}
        )
        answer = await self._app.async_dispatch(asked)
        headers = {name: values[0] for name, values in answer.headers.items() if values}
        return WebResponse(status=answer.status, body=answer.body, headers=headers)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _asked(self, ask: Ask) -> None:
        if self._answers is not None:
            self._beside(self._answers.answer(ask))

    def _joined(self, channel: str) -> None:
        self._beside(self._greet(channel))

    def _opened_home(self, user: str) -> None:
        self._beside(self._show_home(user))

    async def _greet(self, channel: str) -> None:
        """Say hello, unless this channel has our greeting already from an earlier invitation."""
        specs = self._answers.specs if self._answers else ()
        try:
            since = self._clock.now() - _GREETED_FOR
            if await self._history.find_message(channel, _GREETING, since) is None:
                await self.post(channel, greeting(specs), key=_GREETING)
        except DeliveryError as error:
            log.warning("slack_greeting_failed", extra={"channel": channel, "reason": str(error)})

    async def _show_home(self, user: str) -> None:
        specs = self._answers.specs if self._answers else ()
        client = self._web.client
        try:
            await self._web.call(client.views_publish, repeatable=True, user_id=user, view=home_view(specs))
        except DeliveryError as error:
            log.warning("slack_home_failed", extra={"reason": str(error)})


def _refusal(error: PermanentDeliveryError, *expected: str) -> str:
    """Return Slack's name for a refusal that can be helped; any other is the caller's."""
    code = error_code(error.__cause__) if isinstance(error.__cause__, Exception) else ""
    if code in expected:
        return code
    raise error
