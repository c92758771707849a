"""Time that costs nothing, processes that die in it, and a database that dies with them."""

import asyncio
import selectors
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

T = TypeVar("T")


class Crash(BaseException):
    """The process died here."""


class Fuse:
    """Dies at its n-th touch, and stays dead: whoever touches it then was in the process that died."""

    def __init__(self, touches: int | None = None, then: Callable[[], object] = lambda: None) -> None:
        """`then` is called at the death, so that somebody may end what else belongs to the process."""
        self.left = touches
        self.touched = 0
        self._then = then

    @property
    def is_blown(self) -> bool:
        return self.left is not None and self.touched >= self.left

    def touch(self) -> None:
        self.touched += 1
        if self.is_blown:
            raise Crash

    def ask_disk(self) -> None:
        """Touch it before something is asked of the disk."""
        self.touch()


class Disk(Fuse):
    """A fuse that never blows; but while the disk is full, nothing can be had from the database."""

    is_full = False

    def ask_disk(self) -> None:
        if self.is_full:
            raise sqlite3.OperationalError("database or disk is full")


class FakeClock:
    """Time that passes only when told, or as a virtual loop's `seconds` go."""

    def __init__(self, start: datetime = NOON, seconds: Callable[[], float] = lambda: 0.0) -> None:
        self._start = start
        self._seconds = seconds
        self._passed = 0.0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return self._passed + self._seconds()

    def advance(self, duration: timedelta) -> None:
        """Let time pass."""
        self._passed += duration.total_seconds()

    def set_back(self, duration: timedelta) -> None:
        """Step the wall clock; a negative duration sets it forward."""
        self._start -= duration


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on which waiting costs nothing: when all wait, time jumps to the next timer."""

    def __init__(self) -> None:
        self._virtual = 0.0
        super().__init__(_Jumping(self))

    def time(self) -> float:
        return self._virtual

    def jump(self, seconds: float) -> None:
        """Let that much time have passed."""
        self._virtual += seconds


class _Jumping(selectors.DefaultSelector):  # type: ignore[valid-type,misc]
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._jumping_loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        ready: list[Any] = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise RuntimeError("everything waits and no timer runs: a deadlock")
        self._jumping_loop.jump(timeout + 1e-9)
        return []


def run_virtually(main: Callable[[FakeClock], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function on a virtual loop, handing it the clock that goes with it."""
    loop = VirtualLoop()
    loop.set_exception_handler(expect_crashes)
    try:
        return loop.run_until_complete(main(FakeClock(seconds=loop.time)))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.wait(left))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def expect_crashes(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Handle a loop's stray exceptions, of which a Crash is none."""
    if not isinstance(context.get("exception"), Crash):
        loop.default_exception_handler(context)


class InlineConnection(sqlite3.Connection):
    """An SQLite connection that may burn a fuse; a store that has it leaves nothing to threads.

    Give `InlineConnection.opener(fuse)` to Store.open as `connect`.
    """

    fuse: Fuse

    @classmethod
    def opener(
        cls, fuse: Fuse | None = None, opened: "list[InlineConnection] | None" = None
    ) -> Callable[..., "InlineConnection"]:
        """Return what opens such connections; each is also put into `opened`."""

        def connect(database: str, **options: Any) -> InlineConnection:
            connection: InlineConnection = sqlite3.connect(database, factory=cls, **options)
            connection.fuse = fuse or Fuse()
            if opened is not None:
                opened.append(connection)
            return connection

        return connect

    def cursor(self, factory: Any = None) -> "InlineCursor":
        del factory
        return super().cursor(InlineCursor)

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """Run what the store says to the driver itself: how it is set up, and where transactions begin and end."""
        if statement == "PRAGMA synchronous=FULL":  # these crashes end no power: nothing has to reach a platter
            statement = "PRAGMA synchronous=OFF"
        if statement.startswith("BEGIN"):
            self.fuse.ask_disk()
        return super().cursor().execute(statement, *values)

    def commit(self) -> None:
        self.fuse.ask_disk()
        super().commit()
        self.fuse.touch()

    def rollback(self) -> None:
        if not self.fuse.is_blown:
            super().rollback()

    def stop(self) -> None:
        """Close at once, as the end of a process does: what was not committed never happened."""
        self.close()


class InlineCursor(sqlite3.Cursor):
    """A cursor that touches its connection's fuse before every statement."""

    def execute(self, statement: str, values: Any = ()) -> "InlineCursor":
        self._ask()
        return super().execute(statement, values)

    def executemany(self, statement: str, rows: Any) -> "InlineCursor":
        self._ask()
        return super().executemany(statement, rows)

    def _ask(self) -> None:
        assert isinstance(self.connection, InlineConnection)
        self.connection.fuse.ask_disk()
