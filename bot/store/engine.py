"""The connections: on SQLite exactly one that writes and a few that can only read, on PostgreSQL a pool."""

import asyncio
import fcntl
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, CursorResult, Executable, Row, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from bot.errors import StoreError
from bot.ports import Clock
from bot.store import dialect as differences
from bot.store import driver

_OURS_ALONE = 0o600
"""What a file we make lets others do: nothing. SQLite gives its journals the database's own rights."""

READERS = 3
"""Read-only SQLite connections: answers do not wait for the writer, and none of these can write or checkpoint."""

Connect = Callable[..., Awaitable[Any]]
"""Opens an SQLite connection in place of aiosqlite: the simulation has one that answers in the same instant."""

CreateEngine = Callable[..., AsyncEngine]
"""Makes an engine in place of create_async_engine: the simulation has one without any waiting."""

Values = Mapping[str, Any] | None
"""What a prepared statement's named places stand for this time."""

T = TypeVar("T")


class Tx:
    """A transaction under way. Only `Database.transaction` makes one; every writing method asks for one."""

    def __init__(self, connection: AsyncConnection, database: "Database") -> None:
        self._connection = connection
        self.dialect = database.dialect
        self.clock = database.clock
        self.owner = database.owner

    async def execute(self, statement: Executable, rows: Any = None) -> CursorResult[Any]:
        """Run one statement, once for each of `rows` where given."""
        return await uncut(self._connection.execute(statement, rows))

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[Row[Any]]:
        """Return all rows of a query, seeing this transaction's own writes."""
        return (await self.execute(statement, values)).fetchall()

    async def row(self, statement: Executable, values: Values = None) -> Row[Any] | None:
        """Return the first row of a query."""
        return (await self.execute(statement, values)).first()


class Database:
    """One open database."""

    def __init__(
        self, url: URL, clock: Clock, connect: Connect | None = None, create: CreateEngine | None = None
    ) -> None:
        self.url = url
        self.clock = clock
        self.owner = secrets.token_hex(8)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.where = url.database or "" if self.is_sqlite else f"{url.host or 'local'}/{url.database}"
        self.only_reads = False
        self._lock_file: int | None = None
        self._turn = asyncio.Lock()
        if self.is_sqlite:
            create = create or create_async_engine
            self._writer, self._reader = _open_writer(url, connect, create), _open_reader(url, connect, create)
        else:
            self._writer = self._reader = create_async_engine(url, pool_pre_ping=True)

    @property
    def dialect(self) -> Dialect:
        """What statements are built for."""
        return self._writer.dialect

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
    async def transaction(self) -> AsyncIterator[Tx]:
        """Yield a transaction that is durable when the block ends, and never happened if the block raises."""
        async with self._translated(), self._writers_turn(), self._connected() as connection:
            try:
                yield Tx(connection, self)
            except BaseException:
                await uncut(connection.rollback())
                raise
            await uncut(connection.commit())

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        """Lend the writing connection itself, for migrations and backups."""
        async with self._translated(), self._writers_turn(), self._connected() as connection:
            yield connection

    async def rows(self, statement: Executable, values: Values = None) -> Sequence[Row[Any]]:
        """Return all rows of a query over what has been committed."""
        async with self._translated(), self._reader.connect() as connection:
            return (await uncut(connection.execute(statement, values))).fetchall()

    async def row(self, statement: Executable, values: Values = None) -> Row[Any] | None:
        """Return the first row of a query over what has been committed."""
        async with self._translated(), self._reader.connect() as connection:
            return (await uncut(connection.execute(statement, values))).first()

    async def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the SQLite file: reading it only, so that writers and readers go on."""
        async with self._translated(), self._reader.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None
            await uncut(driver.execute_fetchall("PRAGMA query_only=OFF"))  # it forbids writing any file; mode=ro stays
            try:
                if not _make_private(path):
                    raise StoreError(f"backup: {path} exists already; name another file")
                await uncut(driver.execute_fetchall("VACUUM INTO ?", (str(path),)))
            except sqlite3.Error as error:
                path.unlink(missing_ok=True)  # noqa: ASYNC240 - an empty file that we made
                raise StoreError(f"backup: {path} cannot be written: {error}") from error
            except OSError as error:
                raise StoreError(f"backup: {path} cannot be written: {error.strerror}") from error
            finally:
                await uncut(driver.execute_fetchall("PRAGMA query_only=ON"))

    async def close(self) -> None:
        """Close every connection, the writing one last, and let go of the file."""
        if self._reader is not self._writer:
            await self._reader.dispose()
        async with self._turn:
            await self._writer.dispose()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    @asynccontextmanager
    async def _writers_turn(self) -> AsyncIterator[None]:
        if self.only_reads:
            raise StoreError(
                f"database {self.where}: a Nutgraf is running with it, so only that one writes; do this in chat "
                "(/news help), or stop it first"
            )
        if not self.is_sqlite:
            yield
            return
        async with self._turn:
            yield

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        connection = self._writer.connect()
        try:
            yield await uncut(connection.start())
        finally:
            if connection.sync_connection is not None:  # it was opened, even if we were cancelled meanwhile
                await uncut(connection.close())

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except DBAPIError as error:
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


async def uncut(work: Coroutine[Any, Any, T]) -> T:
    """Await `work` to its end even if we are cancelled meanwhile, and only then be cancelled.

    A statement cut off half-way would leave its connection in the middle of something, and SQLAlchemy would drop
    the one writing connection and open a second beside it.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait((task,))
            except asyncio.CancelledError:
                continue
        if not task.cancelled():
            task.exception()
        raise


def _open_writer(url: URL, connect: Connect | None, create: CreateEngine) -> AsyncEngine:
    engine = create(url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, connect_args=_arguments(connect))
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000")
    _prepare(engine, pragmas)
    _begin_by_ourselves(engine)
    return engine


def _open_reader(url: URL, connect: Connect | None, create: CreateEngine) -> AsyncEngine:
    path = Path(url.database or "").absolute().as_uri()
    read_only = url.set(database=path).update_query_dict({"mode": "ro", "uri": "true"})
    engine = create(
        read_only,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=READERS,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        connect_args=_arguments(connect),
    )
    _prepare(engine, ("query_only=ON", "temp_store=MEMORY", "cache_size=-16000"))
    return engine


def _arguments(connect: Connect | None) -> dict[str, Any]:
    return {"timeout": 10, "async_creator_fn": connect or driver.connect}


def _prepare(engine: AsyncEngine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, record: object) -> None:  # noqa: ARG001  # SQLAlchemy passes both
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _begin_by_ourselves(engine: AsyncEngine) -> None:
    """Python's driver begins late and only before some statements; we begin at once and take the write lock."""

    @event.listens_for(engine.sync_engine, "connect")
    def leave_it_to_us(connection: Any, record: object) -> None:  # noqa: ARG001
        connection.isolation_level = None

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.execute(text("BEGIN IMMEDIATE"))
