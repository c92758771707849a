"""An open database, whichever of the two it is: who may write to it, and how transactions and answers are had."""

import fcntl
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, CursorResult, Executable, Row
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.ports import Clock
from bot.store import dialect as differences
from bot.store.postgres import Postgres
from bot.store.sqlite import Connect, Sqlite

_OURS_ALONE = 0o600
"""What a file we make lets others do: nothing. SQLite gives its journals the database's own rights."""

Values = Mapping[str, Any] | None
"""What a prepared statement's named places stand for this time."""


class Session(Protocol):
    """Statements within one transaction."""

    async def execute(self, statement: Executable, values: Any) -> CursorResult[Any]:
        """Run one statement, once for each of `values` where that is a list."""
        ...


class Engine(Protocol):
    """Connections to a database."""

    @property
    def dialect(self) -> Dialect:
        """What statements are built for."""
        ...

    def transaction(self, *, alone: bool = False) -> AbstractAsyncContextManager[Session]:
        """Begin a transaction, durable when the block ends, undone if it raises."""
        ...

    def connection(self) -> AbstractAsyncContextManager[Any]:
        """Lend a connection itself, with the face of SQLAlchemy's asyncio one."""
        ...

    async def rows(self, statement: Executable, values: Any, *, at_once: bool = False) -> Sequence[Row[Any]]:
        """Return all rows of a query over what has been committed; `at_once`: an index finds the few there are."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...


class Tx:
    """A transaction under way. Only `Database.transaction` makes one; every writing method asks for one."""

    def __init__(self, session: Session, database: "Database") -> None:
        self._session = session
        self.dialect = database.dialect
        self.clock = database.clock
        self.owner = database.owner

    async def execute(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """Run one statement, once for each of `rows` where given."""
        return await self._session.execute(statement, rows)

    async def rows(self, statement: Executable, values: Values = None, *, at_once: bool = False) -> Sequence[Row[Any]]:
        """Return all rows of a query, seeing this transaction's own writes."""
        del at_once  # as every statement of a transaction
        return (await self._session.execute(statement, values)).fetchall()

    async def row(self, statement: Executable, values: Values = None, *, at_once: bool = False) -> Row[Any] | None:
        """Return the first row of a query."""
        del at_once
        return (await self._session.execute(statement, values)).first()


class Database:
    """One open database."""

    def __init__(self, url: URL, clock: Clock, connect: Connect | None = None) -> None:
        self.url = url
        self.clock = clock
        self.owner = secrets.token_hex(8)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.where = url.database or "" if self.is_sqlite else f"{url.host or 'local'}/{url.database}"
        self.only_reads = False
        self._lock_file: int | None = None
        self._engine: Engine = Sqlite(url, connect) if self.is_sqlite else Postgres(url)
        self.dialect = self._engine.dialect

    def lock(self, *, or_only_read: bool = False) -> None:
        """Keep a second Nutgraf off this SQLite file. Raises StoreError where there is one, or else only reads."""
        if not self.is_sqlite:
            return
        path = Path(f"{self.url.database}.lock")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, _OURS_ALONE)
            _make_private(Path(self.url.database or ""))
        except OSError as error:
            raise StoreError(f"database {self.where}: cannot be created here ({error.strerror})") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if or_only_read:
                self.only_reads = True
                return
            raise StoreError(
                f"database {self.where}: another Nutgraf is using it; stop that one, or give this one its own file"
            ) from error
        self._lock_file = handle

    @asynccontextmanager
    async def transaction(self, *, alone: bool = False) -> AsyncIterator[Tx]:
        """Yield a transaction that is durable when the block ends, and never happened if the block raises.

        `alone`: it takes long, so that no short one should have to wait for its commit.
        """
        self._check_writing()
        async with self._translated(), self._engine.transaction(alone=alone) as session:
            yield Tx(session, self)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """Lend the writing connection itself, for migrations."""
        self._check_writing()
        async with self._translated(), self._engine.connection() as connection:
            yield connection

    async def rows(self, statement: Executable, values: Values = None, *, at_once: bool = False) -> Sequence[Row[Any]]:
        """Return all rows of a query over what has been committed; `at_once`: an index finds the few there are."""
        async with self._translated():
            return await self._engine.rows(statement, values, at_once=at_once)

    async def row(self, statement: Executable, values: Values = None, *, at_once: bool = False) -> Row[Any] | None:
        """Return the first row of a query over what has been committed."""
        return next(iter(await self.rows(statement, values, at_once=at_once)), None)

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the SQLite file: reading it only, so that writers and readers go on."""
        assert isinstance(self._engine, Sqlite)
        try:
            if not _make_private(path):
                raise StoreError(f"backup: {path} exists already; name another file")
            await self._engine.copy_to(path)
        except sqlite3.Error as error:
            path.unlink(missing_ok=True)  # noqa: ASYNC240 - an empty file that we made
            raise StoreError(f"backup: {path} cannot be written: {error}") from error
        except OSError as error:
            raise StoreError(f"backup: {path} cannot be written: {error.strerror}") from error

    async def close(self) -> None:
        """Close every connection, the writing one last, and let go of the file, whatever fails; safe to call twice."""
        try:
            await self._engine.close()
        finally:
            if self._lock_file is not None:
                os.close(self._lock_file)
                self._lock_file = None

    def _check_writing(self) -> None:
        if self.only_reads:
            raise StoreError(
                f"database {self.where}: a Nutgraf is running with it, so only that one writes; do this in chat "
                "(/news help), or stop it first"
            )

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            raise differences.explain(error, self.where) from error
        except (TimeoutError, OSError) as error:
            raise StoreError(f"database {self.where}: cannot be reached ({error})"[:300]) from error


def _make_private(path: Path) -> bool:
    """Make an empty file that nobody else may read; returns False, without touching it, where there is one.

    A file that is there must not even be opened: closing it again would drop the locks SQLite holds on it here.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, _OURS_ALONE))
    except FileExistsError:
        return False
    return True
