"""SQLite connections that can only read: short answers at once, long ones through aiosqlite."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, Executable, Row
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.store.sqlite.link import PATIENCE, Connect, Opener, engine_of
from bot.store.uncut import uncut

READERS = 3
"""Connections with a thread each: long answers wait neither for the writer nor for each other."""

_PRAGMAS = ("query_only=ON", "temp_store=MEMORY", "cache_size=-16000")


class Readers:
    """Answers over what has been committed."""

    def __init__(self, database: str, connect: Connect | None) -> None:
        self._address = f"{Path(database).absolute().as_uri()}?mode=ro"
        self._opener = Opener(connect, self._address, _PRAGMAS, uri=True)
        self._engine = engine_of(self._opener)
        self._pool = create_async_engine(
            "sqlite+aiosqlite://",
            async_creator=self._open,
            poolclass=AsyncAdaptedQueuePool,
            pool_size=READERS,
            max_overflow=0,
            pool_reset_on_return=None,
        )
        self._at_hand: Connection | None = None
        self._is_closed = False

    def at_once(self, statement: Executable, values: Any) -> Sequence[Row[Any]]:
        """Answer on the spot; for what an index leads to."""
        if self._is_closed:
            raise sqlite3.ProgrammingError("the database is closed")
        if self._at_hand is None or self._at_hand.invalidated:
            self._at_hand = self._engine.connect()
            self._at_hand.begin()
        return self._at_hand.execute(statement, values).fetchall()

    async def rows(self, statement: Executable, values: Any) -> Sequence[Row[Any]]:
        """Answer in a thread."""
        if self._opener.is_inline:
            return self.at_once(statement, values)
        connection = self._pool.connect()
        try:
            await uncut(connection.start())
            return (await uncut(connection.execute(statement, values))).fetchall()
        finally:
            if connection.sync_connection is not None:  # it was had, even if we were cancelled meanwhile
                await uncut(connection.close())

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy to an empty file: reading ours only, so that writers and readers go on."""
        connection = aiosqlite.connect(self._address, uri=True, isolation_level=None, timeout=PATIENCE)
        try:
            await uncut(connection)
            await uncut(connection.execute("VACUUM INTO ?", (str(path),)))
        finally:
            await uncut(connection.close())

    async def close(self) -> None:
        """Close all, when they have answered."""
        self._is_closed = True
        if self._at_hand is not None:
            self._at_hand.invalidate()
            self._at_hand.close()
            self._at_hand = None
        await self._pool.dispose()

    async def _open(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(self._address, uri=True, isolation_level=None, timeout=PATIENCE)
        for pragma in _PRAGMAS:
            await connection.execute(f"PRAGMA {pragma}")
        return connection
