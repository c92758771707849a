"""PostgreSQL: a pool of connections, each transaction on its own; the server does the rest."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, CursorResult, Executable, Row
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.uncut import uncut


class PostgresSession:
    """Statements within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, values: Any) -> CursorResult[Any]:
        """Run one statement, once for each of `values` where that is a list."""
        return await uncut(self._connection.execute(statement, values))


class Postgres:
    """One PostgreSQL database."""

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(url, pool_pre_ping=True)
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def dialect(self) -> Dialect:
        """What statements are built for."""
        return self._engine.dialect

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncIterator[PostgresSession]:
        """Begin a transaction; each is alone here."""
        del alone
        async with self.connection() as connection:
            try:
                yield PostgresSession(connection)
            except BaseException:
                await uncut(connection.rollback())
                raise
            await uncut(connection.commit())

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Lend a connection itself, for migrations."""
        connection = self._engine.connect()
        try:
            yield await uncut(connection.start())
        finally:
            if connection.sync_connection is not None:  # it was opened, even if we were cancelled meanwhile
                await uncut(connection.close())

    async def rows(self, statement: Executable, values: Any, *, at_once: bool = False) -> Sequence[Row[Any]]:
        """Return all rows of a query over what has been committed."""
        del at_once
        async with self._reading.connect() as connection:
            return (await uncut(connection.execute(statement, values))).fetchall()

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
