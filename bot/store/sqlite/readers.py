"""SQLite connections that can only read: short answers at once, long ones in threads."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Executable, Row

from bot.store.sqlite.link import Connect, Link, Threads, engine_of

READERS = 3
"""Connections with a thread each: long answers wait neither for the writer nor for each other."""

_PRAGMAS = ("query_only=ON", "temp_store=MEMORY", "cache_size=-16000")


class Readers:
    """Answers over what has been committed."""

    def __init__(self, database: str, connect: Connect, threads: Threads) -> None:
        path = Path(database).absolute().as_uri()
        engine = engine_of(connect, f"{path}?mode=ro", _PRAGMAS, uri=True)
        self._threads = threads
        self._at_hand = Link(engine)
        self._free = asyncio.LifoQueue[Link]()
        for _ in range(READERS):
            self._free.put_nowait(Link(engine))
        self._is_closed = False

    def at_once(self, statement: Executable, values: Any) -> Sequence[Row[Any]]:
        """Answer on the spot; for what an index leads to."""
        return self._at_hand.rows(statement, values)

    async def rows(self, statement: Executable, values: Any) -> Sequence[Row[Any]]:
        """Answer in a thread."""
        async with self._reader() as link:
            return await self._threads.run(lambda: link.rows(statement, values))

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy to an empty file: reading ours only, so that writers and readers go on."""
        async with self._reader() as link:
            await self._threads.run(lambda: _copy(link.raw, path))

    async def close(self) -> None:
        """Close all, when they have answered."""
        if self._is_closed:
            return
        self._is_closed = True
        self._at_hand.close()
        for _ in range(READERS):
            (await self._free.get()).close()

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Link]:
        link = await self._free.get()
        try:
            yield link
        finally:
            self._free.put_nowait(link)


def _copy(raw: sqlite3.Connection, path: Path) -> None:
    raw.execute("PRAGMA query_only=OFF")  # it forbids writing any file; mode=ro stays
    try:
        raw.execute("VACUUM INTO ?", (str(path),))
    finally:
        raw.execute("PRAGMA query_only=ON")
