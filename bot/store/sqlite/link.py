"""A connection to an SQLite file, and the threads where its longer work is done."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Executable, Row, create_engine
from sqlalchemy.pool import NullPool

from bot.store.uncut import uncut

Connect = Callable[..., sqlite3.Connection]
"""Opens a connection in place of sqlite3.connect; then nothing is left to threads, so that virtual time can pass."""

PATIENCE = 10.0
"""Seconds to wait for a foreign program that has the database."""

T = TypeVar("T")


class Threads:
    """Where work goes that would hold up the event loop."""

    def __init__(self, count: int, *, is_inline: bool) -> None:
        self._pool = None if is_inline else ThreadPoolExecutor(count, thread_name_prefix="store")

    def start(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Begin it elsewhere."""
        loop = asyncio.get_running_loop()
        if self._pool is not None:
            return loop.run_in_executor(self._pool, work)
        done = loop.create_future()
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever awaits
            done.set_exception(error)
        return done

    async def run(self, work: Callable[[], T]) -> T:
        """Do it elsewhere, to its end even if we are cancelled meanwhile."""
        return work() if self._pool is None else await uncut(self.start(work))

    def close(self) -> None:
        """Let the threads end."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)


def engine_of(connect: Connect, database: str, pragmas: tuple[str, ...], **options: Any) -> Engine:
    """Return what opens connections of one kind, and what all of them know of statements."""

    def open_one() -> sqlite3.Connection:
        raw = connect(database, timeout=PATIENCE, isolation_level=None, check_same_thread=False, **options)
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")
        return raw

    return create_engine("sqlite://", creator=open_one, poolclass=NullPool, pool_reset_on_return=None)


class Link:
    """One connection, opened when it is first needed and kept; used by one task or thread at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._raw: sqlite3.Connection | None = None
        self._is_closed = False

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's side of it, which believes itself in one endless transaction: those are our own affair."""
        if self._connection is None or self._connection.invalidated:
            return self._open()[0]
        return self._connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's side of it."""
        if self._raw is None or self._connection is None or self._connection.invalidated:
            return self._open()[1]
        return self._raw

    @property
    def is_in_transaction(self) -> bool:
        """Say whether something has been begun and not ended."""
        is_open = self._raw is not None and self._connection is not None and not self._connection.invalidated
        return is_open and self.raw.in_transaction

    def rollback(self) -> None:
        """Undo what has been begun."""
        if self.is_in_transaction:
            self.raw.rollback()

    def rows(self, statement: Executable, values: Any) -> Sequence[Row[Any]]:
        """Return all rows of a query."""
        return self.connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """Close it; what was not committed never happened."""
        if self._connection is not None:
            self._connection.invalidate()  # as close() does, but asking for no rollback
            self._connection.close()
        self._raw = self._connection = None
        self._is_closed = True

    def _open(self) -> tuple[Connection, sqlite3.Connection]:
        """Open it, also anew where SQLAlchemy closed it because a statement was interrupted (Ctrl+C)."""
        if self._is_closed:
            raise sqlite3.ProgrammingError("the database is closed")
        connection = self._engine.connect()
        connection.begin()
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        self._connection, self._raw = connection, raw
        return connection, raw
