"""A publisher's server on the loopback interface, well and badly behaved, and a resolver that tests can script."""

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

LOOPBACK = (ip_network("127.0.0.0/8"),)

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Publisher:
    """Serves what a test gives it; `requests` are those it got, in order."""

    port: int = 0
    requests: list[web.Request] = field(default_factory=list)
    most_at_once: int = 0
    _answers: dict[str, Answer] = field(default_factory=dict)
    _at_once: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        kind: str | None = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
    ) -> str:
        content = body.encode() if isinstance(body, str) else body
        given = {**({"Content-Type": kind} if kind else {}), **(headers or {})}

        async def answer(request: web.Request) -> web.StreamResponse:
            return web.Response(body=content, status=status, headers=given)

        return self.answer(path, answer)

    def answer(self, path: str, answer: Answer) -> str:
        self._answers[path] = answer
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, status=status, headers={"Location": to})

    def validated(self, path: str, body: str, *, etag: str, kind: str = "application/rss+xml") -> str:
        """Serve a body that is 304 for whoever knows its ETag."""

        async def answer(request: web.Request) -> web.StreamResponse:
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            return web.Response(
                body=body.encode(),
                headers={"Content-Type": kind, "ETag": etag, "Last-Modified": "Mon, 02 Feb 2026 10:00:00 GMT"},
            )

        return self.answer(path, answer)

    def drip(self, path: str) -> str:
        """Serve a body that never ends, a byte at a time: a slow loris."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            await response.prepare(request)
            with suppress(ConnectionError):
                while True:
                    await response.write(b"x")
                    await asyncio.sleep(0.01)
            return response

        return self.answer(path, answer)

    def flood(self, path: str, megabytes: int) -> str:
        """Serve many megabytes without saying how many."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "text/html"})
            await response.prepare(request)
            with suppress(ConnectionError):
                for _ in range(megabytes):
                    await response.write(b"y" * 1_048_576)
            return response

        return self.answer(path, answer)

    def bomb(self, path: str, megabytes: int) -> str:
        """Serve zeros that gzip makes a thousand times smaller."""
        return self.serve(path, gzip.compress(bytes(megabytes * 1_048_576)), headers={"Content-Encoding": "gzip"})

    async def _dispatch(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            answer = self._answers.get(request.path)
            return web.Response(status=404) if answer is None else await answer(request)
        finally:
            self._at_once -= 1


@asynccontextmanager
async def publisher() -> AsyncIterator[Publisher]:
    """Run a publisher's server on a free port."""
    server = Publisher()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server._dispatch)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True, access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    server.port = listener.getsockname()[1]
    await web.SockSite(runner, listener).start()
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(sent: bytes) -> AsyncIterator[str]:
    """Answer every connection with the same bytes, whatever they are, and hang up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(sent)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()


class ScriptedResolver(AbstractResolver):
    """Resolves every name to what it was given: one list per look-up, the last one for ever; [] is no such name."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""
