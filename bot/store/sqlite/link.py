"""A connection to an SQLite file: aiosqlite drives it where it waits, and we where a statement takes microseconds."""

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from functools import cache
from typing import Any, Protocol

import aiosqlite
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import LRUCache

from bot.store.uncut import uncut

Connect = Callable[..., sqlite3.Connection]
"""Opens a connection in place of sqlite3.connect; then nothing is left to threads, so that virtual time can pass."""

PATIENCE = 10.0
"""Seconds to wait for a foreign program that has the database."""

_CHUNK = 64
"""Rows that aiosqlite would fetch at once; whatever has rows does not go through it."""


class Driver(Protocol):
    """What is asked of aiosqlite's Connection."""

    def __await__(self) -> Generator[Any, None, Any]:
        """Open it."""
        ...

    def execute(self, sql: str) -> Awaitable[Any]:
        """Run one statement, however long it takes."""
        ...

    async def commit(self) -> None:
        """Put what was written on the disk."""
        ...

    async def close(self) -> None:
        """Close it."""
        ...


class Inline:
    """A driver without a thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        self._connector = connector
        self._raw: sqlite3.Connection | None = None

    def __await__(self) -> Generator[Any, None, "Inline"]:
        """Open it."""
        return self._open().__await__()

    async def execute(self, sql: str) -> sqlite3.Cursor:
        """Run one statement."""
        return self._opened().execute(sql)

    async def commit(self) -> None:
        """Put what was written on the disk."""
        self._opened().commit()

    async def close(self) -> None:
        """Close it."""
        self._opened().close()

    async def _open(self) -> "Inline":
        self._raw = self._connector()
        return self

    def _opened(self) -> sqlite3.Connection:
        assert self._raw is not None
        return self._raw


class Opener:
    """Opens connections of one kind to one file."""

    def __init__(self, connect: Connect | None, database: str, pragmas: tuple[str, ...], **options: Any) -> None:
        self._connect = connect or sqlite3.connect
        self._database = database
        self._pragmas = pragmas
        self._options = options
        self.is_inline = connect is not None

    def __call__(self) -> sqlite3.Connection:
        """Open one."""
        raw = self._connect(
            self._database, timeout=PATIENCE, isolation_level=None, check_same_thread=False, **self._options
        )
        for pragma in self._pragmas:
            raw.execute(f"PRAGMA {pragma}")
        return raw

    def driver(self, connector: Callable[[], sqlite3.Connection]) -> Driver:
        """Return what drives the connection that `connector` opens."""
        return Inline(connector) if self.is_inline else aiosqlite.Connection(connector, _CHUNK)


def engine_of(creator: Callable[[], Any]) -> Engine:
    """Return SQLAlchemy's knowledge of statements, over connections that are opened and kept by us."""
    known, compiled = _knowledge()
    pool = NullPool(creator, dialect=known.dialect, reset_on_return=None)
    return Engine(pool, known.dialect, known.url, execution_options={"compiled_cache": compiled})


@cache
def _knowledge() -> tuple[Engine, LRUCache[Any, Any]]:
    """Return what SQLAlchemy knows of SQLite, and its compiled statements: for all connections of the process."""
    engine = create_engine("sqlite://", poolclass=NullPool)
    engine.connect().close()
    return engine, LRUCache(500)


class Link:
    """One connection, opened when it is first needed and kept; used by one task at a time."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._engine = engine_of(self._opened)
        self.dialect = self._engine.dialect
        self._driver: Driver | None = None
        self._raw: sqlite3.Connection | None = None
        self._connection: Connection | None = None
        self._is_closed = False
        self._failure: sqlite3.Error | None = None

    async def open(self) -> None:
        """Open it, also anew where SQLAlchemy closed it because a statement was interrupted (Ctrl+C)."""
        if self._is_closed:
            raise sqlite3.ProgrammingError("the database is closed")
        if self._connection is not None and not self._connection.invalidated:
            return
        if self._driver is not None:
            await uncut(self._driver.close())
        self._driver = self._opener.driver(self._open_raw)
        await uncut(self._driver)
        if self._failure is not None:
            failure, self._failure = self._failure, None
            driver, self._driver, self._raw = self._driver, None, None
            await uncut(driver.close())
            raise failure
        self._connection = self._engine.connect()
        self._connection.begin()

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's side of it, which believes itself in one endless transaction: those are our own affair."""
        assert self._connection is not None
        return self._connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The sqlite3 module's side of it."""
        return self._opened()

    @property
    def is_in_transaction(self) -> bool:
        """Say whether something has been begun and not ended."""
        return self._connection is not None and not self._connection.invalidated and self.raw.in_transaction

    async def commit(self) -> None:
        """Put what was written on the disk, however long that takes."""
        assert self._driver is not None
        await self._driver.commit()

    async def wait_for(self, sql: str) -> None:
        """Run a statement that may have to wait."""
        assert self._driver is not None
        await self._driver.execute(sql)

    def rollback(self) -> None:
        """Undo what has been begun."""
        if self.is_in_transaction:
            self.raw.rollback()

    async def close(self) -> None:
        """Close it; what was not committed never happened."""
        self._is_closed = True
        driver, self._driver = self._driver, None
        if self._connection is not None:
            self._connection.invalidate()  # as close() does, but asking for no rollback
            self._connection.close()
        self._raw = self._connection = None
        if driver is not None:
            await uncut(driver.close())

    def _open_raw(self) -> sqlite3.Connection:
        """Open it; where that fails, return one in memory, which can be closed in order.

        After a failure aiosqlite lets its thread run on alone, and what that says may find the event loop gone.
        """
        try:
            self._raw = self._opener()
        except sqlite3.Error as error:
            self._failure = error
            return sqlite3.connect(":memory:", check_same_thread=False)
        return self._raw

    def _opened(self) -> sqlite3.Connection:
        assert self._raw is not None
        return self._raw
