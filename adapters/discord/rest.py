"""Discord's REST interface, one try per call: retry is decided above the adapter, where a repeat is known to be safe.

discord.py's own client repeats a POST after a 500, 502 or 504 and waits out rate limits without telling anybody.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import aiohttp

from adapters.discord.failures import Refused
from adapters.discord.sheet import Attachment
from bot.errors import AmbiguousDeliveryError, DeliveryError, TransientDeliveryError
from bot.ports import Clock

API_URL = "https://discord.com/api/v10"
USER_AGENT = "DiscordBot (nutgraf, 1)"  # the form Discord asks for: DiscordBot (address, version)
CONNECT_TIMEOUT = timedelta(seconds=10)
ANSWER_TIMEOUT = timedelta(seconds=20)
_LONGEST_TEXT = 300
_ABOUT_THE_REQUEST = frozenset({400, 413, 414, 431})
_NEVER_LIMITED = ("/interactions/", "/webhooks/")  # answers are outside the bot's overall limit

log = logging.getLogger(__name__)


class Rest:
    """Calls Discord with the bot's token. `rate_limited` counts answers of 429."""

    def __init__(
        self, token: str, api_url: str | None = None, *, clock: Clock, timeout: timedelta = ANSWER_TIMEOUT
    ) -> None:
        self._clock = clock
        self._token = token
        self._closed_until = float("-inf")
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": USER_AGENT}
        self._base = (api_url or API_URL).rstrip("/")
        self._timeout = aiohttp.ClientTimeout(
            total=timeout.total_seconds() * 2,
            sock_connect=CONNECT_TIMEOUT.total_seconds(),
            sock_read=timeout.total_seconds(),
        )
        self._session: aiohttp.ClientSession | None = None
        self.rate_limited = 0

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
        files: tuple[Attachment, ...] = (),
    ) -> Any:
        """Return the answer's JSON, None if it has none.

        Raises Refused for any answer of Discord's that is not a success; TransientDeliveryError where nothing can
        have happened, AmbiguousDeliveryError where a POST may have, be it that a proxy answers in Discord's place.
        """
        self._check_open(path)
        try:
            async with self._open().request(method, self._base + path, **_sent(body, files)) as response:
                text = await response.text("utf-8", "replace")
                if response.status < 300:
                    return _parsed(text)
                status, headers = response.status, response.headers
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _transport_error(error, method) from error
        if status == 429:
            self.rate_limited += 1
            log.warning("discord.rate_limited", extra={"kind": path.split("/")[1]})  # a path may hold a secret
        text = text.replace(self._token, "[secret]")  # a proxy's error page may repeat what it was sent
        answer = _parsed(text)
        if _is_of_a_proxy(status, answer):
            line = f"something other than Discord answers, such as a proxy (HTTP {status})"
            raise AmbiguousDeliveryError(line) if method == "POST" else TransientDeliveryError(line)
        refused = _refusal(status, headers, answer, text)
        if refused.is_global and refused.retry_after:
            self._closed_until = self._clock.monotonic() + refused.retry_after.total_seconds()
        raise refused

    def _check_open(self, path: str) -> None:
        """While Discord wants nothing from us at all, ask nothing: every refused request counts towards a ban."""
        left = self._closed_until - self._clock.monotonic()
        if left > 0 and not path.startswith(_NEVER_LIMITED):
            raise Refused(429, text="waiting out the limit", retry_after=timedelta(seconds=left))

    async def close(self) -> None:
        """Close the connections; safe to call twice."""
        session, self._session = self._session, None
        if session:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                headers=self._headers, timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._session


def _sent(body: object, files: tuple[Attachment, ...]) -> dict[str, Any]:
    if not files:
        return {} if body is None else {"json": body}
    form = aiohttp.FormData(quote_fields=False)  # Discord does not take escaped brackets in names
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, file in enumerate(files):
        form.add_field(f"files[{number}]", file.content, filename=file.name, content_type="image/png")
    return {"data": form}


def _transport_error(error: Exception, method: str) -> DeliveryError:
    """Tell a connection that never was from one that broke after the request may have left."""
    reason = f"Discord cannot be reached ({type(error).__name__})"
    never_left = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL)
    if method == "POST" and not never_left:
        return AmbiguousDeliveryError(f"the connection to Discord broke before its answer ({type(error).__name__})")
    return TransientDeliveryError(reason)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def _is_of_a_proxy(status: int, answer: object) -> bool:
    """Say whether it is not Discord that refuses us: whatever stands between may go away, Discord's word stays.

    What even a proxy says of one request alone, such as that it is too large, is as good as Discord's word.
    """
    is_discords = isinstance(answer, dict) and ("message" in answer or "code" in answer)
    return 400 <= status < 500 and status != 429 and status not in _ABOUT_THE_REQUEST and not is_discords


def _refusal(status: int, headers: Mapping[str, str], answer: Any, text: str) -> Refused:
    """Read an error answer; in front of Discord stand proxies whose answers are not JSON."""
    fields = answer if isinstance(answer, dict) else {}
    code = fields.get("code")
    seconds = fields.get("retry_after", headers.get("Retry-After"))
    return Refused(
        status=status,
        code=code if isinstance(code, int) else 0,
        text=_explained(fields) if fields else " ".join(text.split())[:80],
        retry_after=None if seconds is None else _duration(seconds),
        is_global=status == 429 and (not fields or bool(fields.get("global"))),  # a proxy's own 429 is for all, too
    )


def _duration(seconds: object) -> timedelta | None:
    try:
        return timedelta(seconds=max(float(str(seconds)), 0))
    except (ValueError, OverflowError):
        return None


def _explained(fields: Mapping[str, Any]) -> str:
    """Return Discord's message with the first detail of a form error, on one line."""
    message = str(fields.get("message", ""))
    node: Any = fields.get("errors")
    place: list[str] = []
    while isinstance(node, dict) and "_errors" not in node and node and len(place) < 12:
        name, node = next(iter(node.items()))
        place.append(str(name))
    details = node.get("_errors") if isinstance(node, dict) else None
    if isinstance(details, list) and details and isinstance(details[0], dict):
        message += f" ({'.'.join(place)}: {details[0].get('message', '')})"
    return " ".join(message.split())[:_LONGEST_TEXT]
