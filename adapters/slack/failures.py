"""What a failed call to Slack means for a delivery, pure: try later, look first, or give up and tell someone."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.errors import AmbiguousDeliveryError, DeliveryError, PermanentDeliveryError, TransientDeliveryError

_COPY_IT = "copy the Bot User OAuth Token (xoxb-…) of your app into NUTGRAF_SLACK__BOT_TOKEN"
_REINSTALL = "paste `nutgraf manifest slack` into your app's manifest and reinstall the app"
_INVITE = "type `/invite @nutgraf` in that channel"
_CHANNEL_ID = "check the channel's id, and type `/invite @nutgraf` there if it is private"

TOKEN_REMEDIES = {
    "invalid_auth": _COPY_IT,
    "not_authed": _COPY_IT,
    "token_revoked": _COPY_IT,
    "token_expired": _COPY_IT,
    "account_inactive": _COPY_IT,
    "not_allowed_token_type": _COPY_IT,
    "missing_scope": _REINSTALL,
    "no_permission": _REINSTALL,
    "app_missing_action_scope": _REINSTALL,
    "team_access_not_granted": "ask the workspace's administrators to approve the app",
    "org_login_required": "sign in to the organisation again",
    "access_denied": "ask the workspace's administrators to approve the app",
    "accesslimited": "ask the workspace's administrators to approve the app",
    "ekm_access_denied": "ask the workspace's administrators to lift the suspension",
    "enterprise_is_restricted": "ask the workspace's administrators to approve the app",
}
"""Failures every channel shares (https://docs.slack.dev/reference/methods/chat.postMessage#errors)."""
CHANNEL_REMEDIES = {
    "not_in_channel": _INVITE,
    "channel_not_found": _CHANNEL_ID,
    "is_archived": "unarchive the channel, or remove it from the settings",
    "restricted_action": "let apps post there (channel settings, Posting permissions)",
    "restricted_action_read_only_channel": "let apps post there (channel settings, Posting permissions)",
    "restricted_action_thread_only_channel": "choose a channel that takes messages, not only replies",
    "restricted_action_non_threadable_channel": "choose a channel that allows threads",
    "user_not_in_channel": _INVITE,
    "messages_tab_disabled": "turn on the Messages tab of the app's App Home",
    "cannot_dm_bot": "choose a channel that is not a bot",
    "method_not_supported_for_channel_type": "choose an ordinary channel",
}
_UNCERTAIN = {"fatal_error", "internal_error", "service_unavailable"}
"""Slack says of these that part of the operation may have succeeded."""
_RATE = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_LATER = {"request_timeout", "team_added_to_org", "external_channel_migrating"}

_ABOUT_THE_REQUEST = {400, 413, 414, 431}
"""What even a proxy says of one request alone: malformed, too large."""

_CODE = re.compile(r"[a-z0-9_]{1,80}")

_BEFORE_SENDING = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
"""Raised while connecting: no byte of the request has left."""


def failure(error: Exception, *, channel: str = "", repeatable: bool = False) -> DeliveryError:
    """Classify what a call raised. `repeatable` calls (reads, edits, uploads) may simply be made again: never in doubt.

    An `ok: false` answer was read, so nothing was accepted, except where Slack itself is not sure.
    """
    if isinstance(error, DeliveryError):
        return error
    if isinstance(error, SlackApiError):
        status, code, headers = _answer(error)
        verdict = _of_answer(status, code, headers, channel)
    elif isinstance(error, _BEFORE_SENDING):
        verdict = TransientDeliveryError("Slack cannot be reached.")
    elif isinstance(error, aiohttp.ClientError | asyncio.TimeoutError | OSError):
        verdict = AmbiguousDeliveryError(f"The connection to Slack broke ({type(error).__name__}).")
    else:
        verdict = AmbiguousDeliveryError(f"Slack's answer could not be read ({type(error).__name__}).")
    if repeatable and isinstance(verdict, AmbiguousDeliveryError):
        return TransientDeliveryError(str(verdict))
    return verdict


def error_code(error: Exception) -> str:
    """Return Slack's own name for the failure ("not_in_channel"), "" where there is none."""
    return _answer(error)[1] if isinstance(error, SlackApiError) else ""


def is_final(error: DeliveryError) -> bool:
    """Say whether Slack itself refuses our token; whatever else stands between us and Slack may go away."""
    return isinstance(error.__cause__, Exception) and error_code(error.__cause__) in TOKEN_REMEDIES


def _answer(error: SlackApiError) -> tuple[int, str, Mapping[str, str]]:
    """Read status, error code and headers from the SDK's response, or from aiohttp's where the body was not JSON."""
    response: Any = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0) or 0
    body = getattr(response, "data", None)
    code = str(body.get("error", "")) if isinstance(body, dict) else ""
    if not _CODE.fullmatch(code):  # not Slack's words: something between that may repeat our token
        code = ""
    return int(status), code, getattr(response, "headers", None) or {}


def _of_answer(status: int, code: str, headers: Mapping[str, str], channel: str) -> DeliveryError:
    where = f" for channel {channel}" if channel else ""
    if status == 429 or code in _RATE:
        return TransientDeliveryError("Slack asks us to slow down.", retry_after=_retry_after(headers))
    if code in TOKEN_REMEDIES:
        return PermanentDeliveryError(f"Slack refuses us ({code}): {TOKEN_REMEDIES[code]}.", channel_is_dead=True)
    if code in CHANNEL_REMEDIES:
        return PermanentDeliveryError(
            f"Slack refuses messages{where} ({code}): {CHANNEL_REMEDIES[code]}.", channel_is_dead=True
        )
    if code in _LATER:
        return TransientDeliveryError(f"Slack cannot take the message now ({code}).")
    if code and code not in _UNCERTAIN and status < 500:
        return PermanentDeliveryError(f"Slack refuses this message ({code}).")
    if status in _ABOUT_THE_REQUEST:
        return PermanentDeliveryError(f"Slack refuses this message (HTTP {status}).")
    if 400 <= status < 500:
        return AmbiguousDeliveryError(f"Something other than Slack answers, such as a proxy (HTTP {status}).")
    return AmbiguousDeliveryError(f"Slack is in trouble ({code or f'HTTP {status}'}).")


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    given = headers.get("Retry-After", "")
    try:
        seconds = float(given)
    except ValueError:
        return None
    return timedelta(seconds=seconds) if 0 <= seconds <= 86_400 else None
