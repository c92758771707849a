"""How fast many small feeds are polled, and in how much memory: new documents, unchanged ones, and hostile company.

    python benchmarks/sources.py [--feeds 1000] [--json]

A publisher in a second process serves every feed under a host name of its own, so that the limit of two requests per
host does not bind. Figures are for this process; the parsing processes are counted separately.
"""

import argparse
import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

import psutil
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import SourceError
from bot.ports import SourceMemory
from bot.sources import FeedReader
from bot.sources.feed import FeedSource
from bot.sources.fetch import Fetcher

ITEMS = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table."""

    what: str
    polls: int
    seconds: float
    cpu_ms: float
    memory_mb: float
    workers_mb: float


class Loopback(AbstractResolver):
    """Sends every name to the publisher."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    async def close(self) -> None:
        """Nothing is held."""


def feed(host: str, version: int) -> bytes:
    items = "".join(
        f"<item><title>Story {number} of {host}</title><link>https://{host}/{version}/{number}</link>"
        f"<guid>{host}-{version}-{number}</guid><pubDate>Mon, 02 Feb 2026 10:{number:02}:00 GMT</pubDate>"
        f"<description>{'About 3,000 people left the valley, the mayor said. ' * 4}</description></item>"
        for number in range(ITEMS)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()


async def serve() -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/hostile":
            return web.Response(body=b"<rss>" + b"<item " * 300_000, content_type="application/rss+xml")
        version = request.path[1:]
        if request.headers.get("If-None-Match") == f'"{version}"':
            return web.Response(status=304)
        body = feed(request.host.partition(":")[0], int(version))
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": f'"{version}"'})

    app = web.Application()
    app.router.add_get("/{path}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    await web.SockSite(runner, listener).start()
    print(listener.getsockname()[1], flush=True)
    await asyncio.Event().wait()


async def measure(port: int, feeds: int) -> list[Measured]:
    reader = FeedReader()
    async with Fetcher(allow_private=[ip_network("127.0.0.0/8")], resolver=Loopback()) as fetcher:

        def source(number: int, path: str) -> FeedSource:
            return FeedSource(f"feed {number}", f"http://feed{number}.example:{port}/{path}", fetcher, reader)

        memories: dict[int, SourceMemory] = {}

        async def first(number: int) -> None:
            poll = await source(number, "1").poll(SourceMemory())
            assert len(poll.entries) == ITEMS
            memories[number] = poll.memory

        async def again(number: int) -> None:
            assert (await source(number, "1").poll(memories[number])).unchanged

        async def beside_hostile(number: int) -> None:
            if number % 200 == 7:
                try:
                    await source(number, "hostile").poll(SourceMemory())
                except SourceError:
                    return
                raise AssertionError("a hostile feed was read")
            await first(number)

        results = [
            await timed("new documents (20 entries each)", feeds, first),
            await timed("unchanged, answered 304", feeds, again),
            await timed("new, one in 200 hangs the parser", feeds, beside_hostile),
        ]
    await reader.close()
    return results


async def timed(what: str, count: int, poll: Callable[[int], Awaitable[None]]) -> Measured:
    own = psutil.Process()
    started, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(poll(number) for number in range(count)))
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    workers = [child for child in own.children() if "feed_worker" in " ".join(child.cmdline())]
    return Measured(
        what=what,
        polls=count,
        seconds=seconds,
        cpu_ms=cpu / count * 1_000,
        memory_mb=own.memory_info().rss / 1e6,
        workers_mb=sum(child.memory_info().rss for child in workers) / 1e6,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve())
        return
    command = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
        assert publisher.stdout is not None
        try:
            results = asyncio.run(measure(int(publisher.stdout.readline()), chosen.feeds))
        finally:
            publisher.kill()
    for line in results:
        rate = line.polls / line.seconds
        if chosen.json:
            print(
                json.dumps(
                    {
                        "what": line.what,
                        "polls_per_second": round(rate),
                        "cpu_ms": round(line.cpu_ms, 2),
                        "memory_mb": round(line.memory_mb),
                    }
                )
            )
        else:
            print(
                f"{line.what:36} {rate:7.0f} polls/s {line.cpu_ms:6.2f} ms CPU each"
                f" {line.memory_mb:6.0f} MB + {line.workers_mb:.0f} MB in workers"
            )


if __name__ == "__main__":
    main()
