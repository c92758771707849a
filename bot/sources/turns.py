"""Whose turn it is to be asked: politeness to one host, and a bound over all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Who may send now: so many to one host, so many to all. A slow host holds no turn of the others."""

    def __init__(self, at_once: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._per_host = per_host
        self._hosts: dict[str, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at `host` and hold it."""
        turn, users = self._hosts.get(host, (asyncio.Semaphore(self._per_host), 0))
        self._hosts[host] = (turn, users + 1)
        try:
            async with turn, self._all:
                yield
        finally:
            turn, users = self._hosts[host]
            if users == 1:
                del self._hosts[host]
            else:
                self._hosts[host] = (turn, users - 1)
