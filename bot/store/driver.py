"""SQLite connections that answer a statement in one trip to their thread, where aiosqlite takes four."""

import sqlite3
from typing import Any

import aiosqlite


class QuickConnection(aiosqlite.Connection):
    """An aiosqlite connection whose cursors fetch and close at once: every result here is small enough for that."""

    def cursor(self) -> "QuickCursor":  # type: ignore[override]  # what SQLAlchemy asks of a cursor, and no more
        """Return a cursor without a trip to the thread."""
        return QuickCursor(self)


class QuickCursor:
    """Runs a statement, takes all its rows and closes, in one go."""

    def __init__(self, connection: QuickConnection) -> None:
        self._connection: Any = connection  # aiosqlite's own parts are untyped
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "QuickCursor":
        return self

    async def execute(self, statement: str, values: Any = ()) -> "QuickCursor":
        """Run a statement."""
        await self._connection._execute(self._run, "execute", statement, values)
        return self

    async def executemany(self, statement: str, rows: Any) -> "QuickCursor":
        """Run a statement once for each of `rows`."""
        await self._connection._execute(self._run, "executemany", statement, rows)
        return self

    async def fetchall(self) -> list[Any]:
        """Return the rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: it is closed."""

    def _run(self, how: str, statement: str, values: Any) -> None:
        cursor = getattr(self._connection._conn, how)(statement, values)
        try:
            self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount = cursor.rowcount
        finally:
            cursor.close()


async def connect(database: str, **options: Any) -> QuickConnection:
    """Open a connection; `options` are sqlite3.connect's."""
    connection = QuickConnection(lambda: sqlite3.connect(database, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # a process that was not asked to close its store can still end
    return await connection  # type: ignore[return-value]  # aiosqlite returns the connection itself
