"""One SQLite file: a connection that writes and a few that can only read."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Executable, Row

from bot.store.sqlite.link import Connect
from bot.store.sqlite.readers import Readers
from bot.store.sqlite.writer import Lent, SqliteSession, Writer

__all__ = ["Connect", "Sqlite"]


class Sqlite:
    """One SQLite file.

    Statements that touch a few rows run on the event loop: they take microseconds, a trip to a thread takes a
    hundred. What waits for the disk, a commit, and what may walk far, most answers, goes to aiosqlite's threads.
    """

    def __init__(self, url: URL, connect: Connect | None = None) -> None:
        """`connect` opens connections in place of sqlite3.connect; then no thread is used."""
        database = url.database or ""
        self._writer = Writer(database, connect)
        self._readers = Readers(database, connect)
        self.dialect = self._writer.dialect

    def transaction(self, *, alone: bool = False) -> AbstractAsyncContextManager[SqliteSession]:
        """Begin a transaction, durable when the block ends; `alone`: it takes long, and nobody shares its commit."""
        return self._writer.transaction(alone=alone)

    def connection(self) -> AbstractAsyncContextManager[Lent]:
        """Lend the writing connection itself."""
        return self._writer.lent()

    async def rows(self, statement: Executable, values: Any, *, at_once: bool = False) -> Sequence[Row[Any]]:
        """Return all rows of a query over what has been committed; `at_once`: an index finds the few there are."""
        return self._readers.at_once(statement, values) if at_once else await self._readers.rows(statement, values)

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy to an empty file, while the database is in use."""
        await self._readers.copy_to(path)

    async def close(self) -> None:
        """Finish what is under way and close every connection, the writing one last; safe to call twice."""
        try:
            await self._readers.close()
        finally:
            await self._writer.close()
