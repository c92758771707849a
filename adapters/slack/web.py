"""Slack's Web API through the SDK's client: one connection pool, no retries of its own, every failure classified."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.failures import failure
from bot.errors import PermanentDeliveryError

Json = dict[str, Any]

DEFAULT_API_URL = AsyncWebClient.BASE_URL
_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)


def quiet_logger() -> logging.Logger:
    """Return the logger the SDKs write to: silent below CRITICAL, for their lines carry tickets and whole bodies."""
    logger = logging.getLogger("adapters.slack.sdk")
    logger.setLevel(logging.CRITICAL)
    return logger


class SlackWeb:
    """Calls Slack. `call` raises DeliveryErrors; nothing is ever sent twice by itself."""

    def __init__(self, *, bot_token: str, api_url: str | None) -> None:
        self._token, self._api_url = bot_token, api_url or DEFAULT_API_URL
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None

    @property
    def client(self) -> AsyncWebClient:
        """The SDK's client; made on first use, inside the running loop."""
        if self._client is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
            self._client = AsyncWebClient(
                token=self._token,
                base_url=self._api_url,
                session=self._session,
                user_agent_prefix="nutgraf",
                logger=quiet_logger(),
                retry_handlers=[],  # the SDK's default repeats a message that was cut after Slack stored it
            )
        return self._client

    async def call(
        self, method: Callable[..., Awaitable[Any]], *, about: str = "", repeatable: bool = False, **arguments: Any
    ) -> Json:
        """Call one method of `client` and return its answer; `about` is the channel it concerns."""
        try:
            response = await method(**arguments)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError) as error:
            # the SDK meets a text/plain error page with AttributeError
            raise failure(error, channel=about, repeatable=repeatable) from error
        return {**cast(Json, response.data), "headers": dict(response.headers)}

    async def respond(self, url: str, body: Json) -> str:
        """Post to a response_url (5 times in 30 minutes); return "" or Slack's error. Raises DeliveryError."""
        session = self.client.session
        webhook = AsyncWebhookClient(url, session=session, retry_handlers=[], logger=quiet_logger())
        try:
            answer = await webhook.send_dict(body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure(error) from error
        return "" if answer.status_code == 200 else f"{answer.status_code} {answer.body[:200]}"

    async def upload(self, png: bytes, *, name: str, alt: str) -> str:
        """Upload a picture that no channel shows yet and return its file id. Raises DeliveryError, never in doubt."""
        client = self.client
        ticket = await self.call(
            client.files_getUploadURLExternal, repeatable=True, filename=name, length=len(png), alt_txt=alt
        )
        await self._send_file(ticket["upload_url"], png)
        done = [{"id": ticket["file_id"], "title": name}]
        await self.call(client.files_completeUploadExternal, repeatable=True, files=done)
        return str(ticket["file_id"])

    async def _send_file(self, url: str, png: bytes) -> None:
        assert self._session is not None
        try:
            async with self._session.post(url, data=png, proxy=self.client.proxy) as answer:
                status = answer.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise failure(error, repeatable=True) from error
        if status != 200:
            raise PermanentDeliveryError(f"Slack refuses the picture (HTTP {status}).")

    async def close(self) -> None:
        """Close the connections; safe to call twice."""
        session, self._session, self._client = self._session, None, None
        if session is not None:
            await session.close()
