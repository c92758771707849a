"""The Bolt app: which of Slack's events we listen to, each let in once and acknowledged before anything else."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.commands import Ask
from adapters.slack.door import Recent
from adapters.slack.render import ACTION_PREFIX
from adapters.slack.web import Json, quiet_logger
from bot.ports import Clock

log = logging.getLogger(__name__)

REPEATS_WITHIN = timedelta(hours=1)
"""Slack repeats an event it has no acknowledgement of within the hour."""

Acknowledge = Callable[..., Awaitable[BoltResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who Slack says we are."""

    bot_user: str
    bot_id: str | None
    team: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """What happens on each event; each returns at once, the work goes on beside it."""

    asked: Callable[[Ask], None]
    joined: Callable[[str], None]
    opened_home: Callable[[str], None]


def bolt_app(client: AsyncWebClient, identity: Identity, listeners: Listeners, clock: Clock) -> AsyncApp:
    """Return a Bolt app that knows its identity already, so that acknowledging needs no call to Slack."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team,
            bot_user_id=identity.bot_user,
            bot_id=identity.bot_id,
            bot_token=client.token,
        )

    app = AsyncApp(
        name="nutgraf",
        client=client,
        authorize=authorize,
        logger=quiet_logger(),
        request_verification_enabled=False,  # the Door does it, with our clock
    )
    _listen(app, identity, listeners, Recent(clock, REPEATS_WITHIN))
    return app


def _listen(app: AsyncApp, identity: Identity, listeners: Listeners, seen: Recent) -> None:
    async def once(body: Json, next: Callable[[], Awaitable[None]]) -> BoltResponse | None:  # noqa: A002  Bolt's name
        """Acknowledge a repeated envelope without doing it again; Bolt does not notice them."""
        key = body.get("event_id") or body.get("trigger_id")
        if key and not seen.is_new(str(key)):
            log.info("slack_repeat_ignored")
            return BoltResponse(status=200, body="")
        await next()
        return None

    async def command(ack: Acknowledge, body: Json) -> None:
        await ack()
        listeners.asked(command_ask(body))

    async def press(ack: Acknowledge, body: Json) -> None:
        await ack()
        ask = button_ask(body)
        if ask:
            listeners.asked(ask)

    async def joined(event: Json) -> None:
        if event.get("user") == identity.bot_user:
            listeners.joined(event["channel"])

    async def opened(event: Json) -> None:
        if event.get("tab") == "home":
            listeners.opened_home(event["user"])

    app.use(once)
    app.command(re.compile(".+"))(command)
    app.action(re.compile(f"^{ACTION_PREFIX}:"))(press)
    app.event("member_joined_channel")(joined)
    app.event("app_home_opened")(opened)


def command_ask(body: Json) -> Ask:
    """Read a slash command."""
    return Ask(
        line=f"{body['command']} {_as_typed(body.get('text') or '')}",
        channel=body["channel_id"],
        user=body["user_id"],
        response_url=body.get("response_url"),
    )


def button_ask(body: Json) -> Ask | None:
    """Read a pressed button: its value is the command line; None for one that only opens a page."""
    action: dict[str, Any] = (body.get("actions") or [{}])[0]
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    if not action.get("value") or not channel:
        return None
    return Ask(
        line=action["value"],
        channel=channel,
        user=body["user"]["id"],
        response_url=body.get("response_url"),
        thread=(body.get("container") or {}).get("thread_ts"),
        is_private=bool((body.get("container") or {}).get("is_ephemeral")),
    )


def _as_typed(text: str) -> str:
    """Undo Slack's escaping of its three control characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
