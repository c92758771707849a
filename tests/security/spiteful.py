"""A platform's server that fails in every way there is, and gives back in its answers what it was sent: the token."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web


class SpitefulServer:
    """Every path takes its turn through the failures; `asked` counts requests by path."""

    def __init__(self) -> None:
        self.port = 0
        self.asked = 0
        self.enough = asyncio.Event()
        self._turns = itertools.cycle(
            (_echo(500), _echo(401), _cut, _echo(429), _garbage, _echo(403), _redirect, _echo(404), _echo(200))
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.asked >= 10:
            self.enough.set()
        return await next(self._turns)(request)


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _echo(status: int) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        sent = request.headers.get("Authorization", "") + (await request.read()).decode("utf-8", "replace")
        told = {"message": sent, "error": sent, "ok": False, "url": f"ws://127.0.0.1:1/{sent}", "retry_after": 0.1}
        return web.json_response(told, status=status, reason=sent[:60].replace("\n", " "), headers={"Retry-After": "0"})

    return answer


async def _cut(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _garbage(request: web.Request) -> web.StreamResponse:
    return web.Response(text=request.headers.get("Authorization", "") + '{"ok": tr', content_type="application/json")


async def _redirect(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": f"/elsewhere?{request.headers.get('Authorization', '')}"})


@asynccontextmanager
async def spite() -> AsyncIterator[SpitefulServer]:
    """Run the server on a free port."""
    server = SpitefulServer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()
