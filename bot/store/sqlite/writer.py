"""The one SQLite connection that writes: transactions that end while the disk is busy share the next commit."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.engine import Dialect

from bot.store.sqlite.link import PATIENCE, Connect, Link, Opener
from bot.store.uncut import done, uncut

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "busy_timeout=0",  # a foreign program's lock is not waited for on the event loop
)

_BREATH = 50
"""After so many statements others get a turn on the event loop."""


class Lent:
    """The writing connection as migrations and tests use it, with the face of SQLAlchemy's asyncio one."""

    def __init__(self, link: Link, dialect: Dialect) -> None:
        self._link = link
        self.dialect = dialect

    async def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:
        """Run one statement, once for each of `values` where that is a list."""
        return self._link.connection.execute(statement, values)

    async def run_sync(self, function: Any, *arguments: Any) -> Any:
        """Call a function with the plain connection."""
        return function(self._link.connection, *arguments)

    async def commit(self) -> None:
        """Keep what was written."""
        self._link.raw.commit()


class SqliteSession:
    """Statements within one transaction; each takes microseconds, so they run on the event loop."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._number = 0

    async def execute(self, statement: Executable, values: Any) -> CursorResult[Any]:
        """Run one statement, once for each of `values` where that is a list."""
        self._number += 1
        if self._number % _BREATH == 0:
            await asyncio.sleep(0)
        return self._connection.execute(statement, values)


@dataclass(slots=True)
class _Group:
    """Transactions that share a commit; `told` is resolved when that is on the disk, or has failed."""

    connection: Connection
    raw: sqlite3.Connection
    told: asyncio.Future[None]
    parts: int = 0


class Writer:
    """Runs transactions one after the other.

    begin → a part for each transaction → one commit for all parts that were written while the one before was under
    way → each transaction returns when the commit it shared is on the disk. A part that fails is undone alone.
    """

    def __init__(self, database: str, connect: Connect | None) -> None:
        self._link = Link(Opener(connect, database, _PRAGMAS))
        self.dialect: Dialect = self._link.dialect
        self._turn = asyncio.Lock()
        self._group: _Group | None = None
        self._committing: asyncio.Task[None] | None = None
        self._is_closed = False

    @asynccontextmanager
    async def transaction(self, *, alone: bool) -> AsyncIterator[SqliteSession]:
        """Lend the connection; durable when the block ends, undone if it raises. `alone`: nobody shares the commit."""
        async with self._turn:
            if alone:
                await self._commit()
            group = self._group or await self._begin()
            group.raw.execute("SAVEPOINT part")
            try:
                yield SqliteSession(group.connection)
            except BaseException as error:
                self._undo(group, error)
                raise
            group.raw.execute("RELEASE part")
            group.parts += 1
            if alone:
                await self._commit()
            else:
                self._commit_soon()
        await uncut(group.told)

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[Lent]:
        """Lend the connection itself, in a transaction that whoever has it ends."""
        async with self._turn:
            await self._commit()
            await self._take_lock()
            try:
                yield Lent(self._link, self.dialect)
            finally:
                self._link.rollback()

    async def close(self) -> None:
        """Commit what has been written, and close."""
        if self._is_closed:
            return
        self._is_closed = True
        async with self._turn:
            await self._commit()
            await self._link.close()

    async def _begin(self) -> _Group:
        await self._take_lock()
        told = asyncio.get_running_loop().create_future()
        self._group = _Group(self._link.connection, self._link.raw, told)
        return self._group

    async def _take_lock(self) -> None:
        """Begin; where a foreign program writes, wait for that off the event loop."""
        await self._link.open()
        raw = self._link.raw
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raw.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
            try:
                await uncut(self._link.wait_for("BEGIN IMMEDIATE"))
            except asyncio.CancelledError:
                self._link.rollback()  # it may have come to it all the same
                raise
            finally:
                raw.execute("PRAGMA busy_timeout=0")

    def _undo(self, group: _Group, error: BaseException) -> None:
        """Undo a part. Where SQLite has undone the others of its group with it (disk full), they fail as well."""
        if group.parts and self._link.is_in_transaction:
            group.raw.execute("ROLLBACK TO part")
            group.raw.execute("RELEASE part")
        else:
            self._fail(group, error)

    def _commit_soon(self) -> None:
        """Commit after all who wait for their turn by now have had it."""
        if self._committing is None:
            self._committing = asyncio.ensure_future(self._commit_in_turn())
            self._committing.add_done_callback(self._committed)

    def _committed(self, task: asyncio.Task[None]) -> None:
        """Begin again where everything was cancelled before the commit had its first turn: somebody waits for it."""
        if task.cancelled():
            self._committing = None
            if self._group is not None:
                self._commit_soon()

    async def _commit_in_turn(self) -> None:
        """Commit, even if everything is being cancelled: somebody waits for it."""
        while True:
            try:
                async with self._turn:
                    self._committing = None
                    await self._commit()
                return
            except asyncio.CancelledError:
                continue

    async def _commit(self) -> None:
        """Put what has been written on the disk. How that went, only those hear whose transactions it was."""
        group = self._group
        if group is None:
            return
        commit = asyncio.ensure_future(self._link.commit())
        try:
            await done(commit)
        finally:
            error = commit.exception()
            if error is not None:
                self._fail(group, error)
            else:
                self._group = None
                group.told.set_result(None)

    def _fail(self, group: _Group, error: BaseException) -> None:
        self._group = None
        group.told.set_exception(error)
        group.told.exception()  # there may be nobody left to hear it
        self._link.rollback()
