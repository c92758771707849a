"""Socket Mode under our own supervision: the SDK's client connects once and reports; when to try again is ours.

Left to itself it retries a stale ticket for ever, and never returns from a wrong app token.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.failures import error_code, is_final
from adapters.slack.web import SlackWeb, quiet_logger
from bot.errors import PermanentDeliveryError, TransientDeliveryError
from bot.ports import Clock

log = logging.getLogger(__name__)

_CLOSING = 2.0
_GENTLE = {"warning", "refresh_requested"}
"""Slack is about to close this connection: open the next one first (https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the supervisor waits: for a connection, between pings, and between tries (doubling)."""

    connect: timedelta = timedelta(seconds=10)
    ping: timedelta = timedelta(seconds=5)
    first_wait: timedelta = timedelta(seconds=1)
    longest_wait: timedelta = timedelta(seconds=60)
    steady_after: timedelta = timedelta(seconds=30)

    def before_try(self, failures: int) -> timedelta:
        """Return how long to wait after so many failures in a row."""
        doublings: int = 2 ** min(failures - 1, 16)
        return min(self.first_wait * doublings, self.longest_wait)


class _Client(SocketModeClient):
    """The SDK's client, except that it says it is lost instead of dialling again."""

    lost: "asyncio.Future[str]"

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002  the SDK's signature
        self._report_lost("closed")

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        if message.get("type") == "disconnect":  # the SDK would dial again without telling the reason
            self._report_lost(str(message.get("reason", "closed")))
        else:
            await super().run_message_listeners(message, raw_message)

    def _report_lost(self, reason: str) -> None:
        if not self.lost.done():
            self.lost.set_result(reason)


class _Session(AsyncBaseSocketModeHandler):
    """One connection: what Slack sends goes to the Bolt app, its answer back as the acknowledgement."""

    def __init__(self, app: AsyncApp, web: SlackWeb, app_token: str, url: str, ping: timedelta) -> None:
        self.app = self._bolt = app
        self.client: _Client = _Client(
            app_token=app_token,
            logger=quiet_logger(),
            web_client=web.client,
            ping_interval=ping.total_seconds(),
        )
        self.client.lost = asyncio.get_running_loop().create_future()
        self.client.wss_uri = url
        self.client.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        answer = await run_async_bolt_app(self._bolt, req)
        await send_async_response(client, req, answer, 0.0)

    async def until_lost(self) -> str:
        """Return why the connection ended; the SDK tells only of orderly ends, so it is looked at as well."""
        while True:
            with suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(self.client.lost), self.client.ping_interval / 5)
            if not await self.client.is_connected():
                return "dropped"

    async def close(self) -> None:
        """Close in good manners, but not for longer than two seconds: Slack may be gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSING):
                await self.close_async()  # type: ignore[no-untyped-call]
        client = self.client
        for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
            if task is not None:
                task.cancel()
        await client.aiohttp_client_session.close()


class SocketMode:
    """Keeps one Socket Mode connection open.

    ticket → connect → wait until lost → again, at once after a steady connection, else with back-off
    """

    def __init__(self, app: AsyncApp, web: SlackWeb, app_token: str, clock: Clock, patience: Patience) -> None:
        self._app, self._web, self._app_token = app, web, app_token
        self._clock, self._patience = clock, patience
        self._open: list[_Session] = []

    async def run(self) -> None:
        """Stay connected until cancelled. Raises PermanentDeliveryError where no retry can help."""
        failures = 0
        try:
            while True:
                try:
                    session = await self._connect()
                except TransientDeliveryError as error:
                    failures += 1
                    await self._wait(failures, error)
                    continue
                await self._close_all(but=session)
                failures = await self._until_lost(session, failures)
                if failures > 1:
                    await self._wait(failures - 1, TransientDeliveryError("Slack drops the connection again."))
        finally:
            await self._close_all()

    async def _connect(self) -> _Session:
        url = await self._ticket()
        session = _Session(self._app, self._web, self._app_token, url, self._patience.ping)
        self._open.append(session)
        try:
            async with asyncio.timeout(self._patience.connect.total_seconds()):
                await session.connect_async()  # type: ignore[no-untyped-call]
        except TimeoutError as error:
            await self._close(session)
            raise TransientDeliveryError("Slack's Socket Mode does not answer.") from error
        return session

    async def _until_lost(self, session: _Session, failures: int) -> int:
        """Wait for the end of a connection; return how many bad ones there were in a row, this one included."""
        began = self._clock.monotonic()
        log.info("slack_connected")
        reason = await session.until_lost()
        log.log(
            logging.INFO if reason in _GENTLE else logging.WARNING, "slack_connection_lost", extra={"reason": reason}
        )
        if reason == "link_disabled":
            raise PermanentDeliveryError("Slack turned Socket Mode off: turn it on in the app's settings.")
        if reason in _GENTLE:
            return 0
        await self._close_all()
        steady = self._clock.monotonic() - began >= self._patience.steady_after.total_seconds()
        return 0 if steady else failures + 1

    async def _close_all(self, but: _Session | None = None) -> None:
        for session in [session for session in self._open if session is not but]:
            await self._close(session)

    async def _close(self, session: _Session) -> None:
        """Close a connection, and forget it only then: a cancellation may come at any moment."""
        await session.close()
        self._open.remove(session)

    async def _ticket(self) -> str:
        client = self._web.client
        try:
            answer = await self._web.call(client.apps_connections_open, repeatable=True, app_token=self._app_token)
        except PermanentDeliveryError as error:
            if not is_final(error):
                raise TransientDeliveryError(str(error)) from error
            code = error_code(error.__cause__) if isinstance(error.__cause__, Exception) else ""
            raise PermanentDeliveryError(
                f"Slack refuses the app token ({code}): make one with the scope connections:write "
                "(Basic Information, App-Level Tokens) and set NUTGRAF_SLACK__APP_TOKEN (xapp-…).",
                channel_is_dead=True,
            ) from error
        return str(answer["url"])

    async def _wait(self, failures: int, error: TransientDeliveryError) -> None:
        wait = self._patience.before_try(failures)
        wait = max(wait, error.retry_after or wait)
        log.warning("slack_connection_waits", extra={"seconds": wait.total_seconds(), "reason": str(error)})
        await asyncio.sleep(wait.total_seconds())
