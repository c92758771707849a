"""Our HTTP port: health and metrics for operators, and events for adapters that take them over HTTP."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.health import Health
from bot.ports import Webhook, WebRequest

MOST_BYTES = 1_000_000
READ_WITHIN = 10.0
"""Seconds a sender has for its whole request; whoever drips it byte by byte is sent away."""


class HttpPort:
    """Serves GET /health, GET /metrics and the adapters' webhooks on one address."""

    def __init__(
        self,
        *,
        host: str,
        port: int,
        health: Callable[[], Health],
        metrics: Callable[[], bytes],
        webhooks: Mapping[str, Webhook],
        read_within: float = READ_WITHIN,
    ) -> None:
        self._host, self._wanted_port = host, port
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_get("/health", _health_page(health))
        app.router.add_get("/metrics", _metrics_page(metrics))
        for path, webhook in webhooks.items():
            app.router.add_post(path, _receiver(webhook, read_within))
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)
        self._site: web.TCPSite | None = None

    async def open(self) -> None:
        """Listen. Raises OSError if the address is taken."""
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, self._host, self._wanted_port)
        await self._site.start()

    @property
    def port(self) -> int:
        """The port listened on, also where the settings left the choice open with 0."""
        addresses = self._runner.addresses
        return int(addresses[0][1]) if addresses else 0

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _health_page(health: Callable[[], Health]) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        now = health()
        report = {"live": True, "ready": now.is_ready, "reasons": list(now.reasons)}
        status = 200 if now.is_ready else 503
        return web.Response(text=json.dumps(report), content_type="application/json", status=status)

    return answer


def _metrics_page(metrics: Callable[[], bytes]) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    return answer


def _receiver(webhook: Webhook, read_within: float) -> Handler:
    async def receive(request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(read_within):
                body = await request.read()
        except TimeoutError:
            return web.Response(status=408, text="Too slow.", headers={"Connection": "close"})
        headers = {name.lower(): value for name, value in request.headers.items()}
        answer = await webhook(WebRequest(body=body, headers=headers))
        return web.Response(status=answer.status, text=answer.body, headers=answer.headers)

    return receive
