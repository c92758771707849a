"""SQLite under the store without any waiting: SQLAlchemy's plain engine with the face of its asyncio one."""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from tests.fakes import Fuse
from tests.simulation.virtual import Life


class InlineEngine:
    """Answers in the same instant, as long as its process lives and the disk is not full."""

    def __init__(self, engine: Engine, life: Fuse) -> None:
        self.sync_engine = engine
        self.dialect = engine.dialect
        self.life = life
        self._is_ready = False

    def connect(self) -> "InlineConnection":
        if not self._is_ready:  # after the store's own listeners, which wait for platters: these crashes end no power
            event.listen(self.sync_engine, "connect", _do_not_wait_for_platters)
            self._is_ready = True
        return InlineConnection(self)

    async def dispose(self) -> None:
        self.sync_engine.dispose()


class InlineConnection:
    def __init__(self, engine: InlineEngine) -> None:
        self._engine = engine
        self._life = engine.life
        self.dialect = engine.dialect
        self.sync_connection: Connection | None = None

    async def start(self) -> "InlineConnection":
        self.sync_connection = self._engine.sync_engine.connect()
        return self

    async def __aenter__(self) -> "InlineConnection":
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def execute(self, statement: Any, values: Any = None) -> Any:
        self._touch()
        return self._sync.execute(statement, values)

    async def run_sync(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return function(self._sync, *arguments)

    async def commit(self) -> None:
        self._touch()
        self._sync.commit()
        self._life.touch()

    async def rollback(self) -> None:
        self._sync.rollback()

    async def close(self) -> None:
        self._sync.close()

    @property
    def _sync(self) -> Connection:
        assert self.sync_connection is not None
        return self.sync_connection

    def _touch(self) -> None:
        self._life.touch()
        if isinstance(self._life, Life) and self._life.is_disk_full():
            raise OperationalError("", {}, sqlite3.OperationalError("database or disk is full"))


def engines(life: Fuse) -> Callable[..., Any]:
    """Return what makes such engines, to be given to Store.open as `create`."""

    def create(url: Any, *, connect_args: dict[str, Any], **options: Any) -> Any:
        del connect_args
        if options["pool_size"] > 1:  # a plain pool cannot wait for a reader to come back
            options["pool_size"] = 100
        options["poolclass"] = QueuePool
        return InlineEngine(create_engine(url.set(drivername="sqlite"), **options), life)

    return create


def _do_not_wait_for_platters(connection: sqlite3.Connection, record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
