"""What we know of each source between polls, and which are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.ports import SourceMemory
from bot.store.columns import Instant
from bot.store.dialect import insert_new, leasing, upsert
from bot.store.engine import Database, Tx
from bot.store.tables import sources

LEASE = timedelta(minutes=5)
"""How long a process that took a due source keeps it from the others if it never reports back."""

_STATE = select(sources).where(sources.c.name == bindparam("named"))
_NOW = bindparam("now", type_=Instant)
_DUE = (
    select(sources)
    .where(
        sources.c.is_configured,
        ~sources.c.is_retired,
        or_(sources.c.next_poll_at.is_(None), sources.c.next_poll_at <= _NOW),
        or_(sources.c.leased_until.is_(None), sources.c.leased_until <= _NOW),
    )
    .order_by(sources.c.next_poll_at)
    .limit(bindparam("most"))
)
_TAKE = (
    update(sources)
    .where(sources.c.name.in_(bindparam("taken", expanding=True)))
    .values(leased_until=bindparam("until", type_=Instant))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """One source as its polls left it. `polled_at` None: never polled."""

    name: str
    memory: SourceMemory
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_poll_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    is_retired: bool = False

    @property
    def is_untroubled(self) -> bool:
        """Say whether the last poll worked."""
        return self.failures == 0 and self.last_error is None


class Sources:
    """The sources table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def state(self, name: str) -> SourceState:
        """Return what is known of a source; an empty state for one never polled."""
        row = await self._database.row(_STATE, {"named": name}, at_once=True)
        return _to_state(row) if row else SourceState(name=name, memory=SourceMemory())

    async def states(self) -> tuple[SourceState, ...]:
        """Return all configured sources, by name."""
        query = select(sources).where(sources.c.is_configured).order_by(sources.c.name)
        return tuple(_to_state(row) for row in await self._database.rows(query))

    async def sync(self, tx: Tx, names: Sequence[str]) -> None:
        """Take over the configured names: new ones are due at once, the others keep what is known of them.

        On SQLite, where there is one process, what a killed one had taken is free again.
        """
        await tx.execute(update(sources).values(is_configured=False))
        if tx.dialect.name == "sqlite":
            await tx.execute(update(sources).values(leased_until=None))
        if not names:
            return
        rows = [{"name": name, "next_poll_at": tx.clock.now()} for name in names]
        await tx.execute(insert_new(tx.dialect, sources), rows)
        for start in range(0, len(names), 500):
            chunk = names[start : start + 500]
            await tx.execute(update(sources).where(sources.c.name.in_(chunk)).values(is_configured=True))

    async def due(self, tx: Tx, now: datetime, limit: int = 100) -> tuple[SourceState, ...]:
        """Take the configured sources whose turn has come, longest waiting first; nobody else gets them meanwhile."""
        rows = await tx.rows(leasing(tx.dialect, _DUE), {"now": now, "most": limit})
        states = tuple(_to_state(row) for row in rows)
        if states:
            await tx.execute(_TAKE, {"taken": [state.name for state in states], "until": now + LEASE})
        return states

    async def next_due_at(self) -> datetime | None:
        """Return when the next configured source's turn comes."""
        query = (
            select(sources.c.next_poll_at)
            .where(sources.c.is_configured, ~sources.c.is_retired)
            .order_by(sources.c.next_poll_at)
            .limit(1)
        )
        row = await self._database.row(query)
        return row[0] if row else None

    async def record_success(
        self, tx: Tx, name: str, memory: SourceMemory, *, polled_at: datetime, next_poll_at: datetime
    ) -> None:
        """Remember a poll that worked, whatever it found."""
        await self._record(
            tx,
            name,
            etag=memory.etag,
            modified=memory.modified,
            digest=memory.digest,
            polled_at=polled_at,
            succeeded_at=polled_at,
            next_poll_at=next_poll_at,
            failures=0,
            last_error=None,
        )

    async def record_failure(
        self, tx: Tx, name: str, error: str, *, polled_at: datetime, next_poll_at: datetime
    ) -> int:
        """Remember a poll that failed; returns how many have failed in a row."""
        row = await tx.row(select(sources.c.failures).where(sources.c.name == name))
        failures = (row[0] if row else 0) + 1
        await self._record(
            tx, name, polled_at=polled_at, next_poll_at=next_poll_at, failures=failures, last_error=error
        )
        return failures

    async def retire(self, tx: Tx, name: str, reason: str, *, at: datetime) -> None:
        """Never poll this source again (HTTP 410), until `revive`."""
        await self._record(tx, name, polled_at=at, is_retired=True, last_error=reason)

    async def revive(self, tx: Tx, name: str) -> None:
        """Poll a retired source again, at once."""
        await self._record(tx, name, is_retired=False, failures=0, next_poll_at=tx.clock.now())

    async def _record(self, tx: Tx, name: str, **values: Any) -> None:
        values["leased_until"] = None
        await tx.execute(upsert(tx.dialect, sources, replace=tuple(values)), {"name": name, **values})


def _to_state(row: Row[Any]) -> SourceState:
    return SourceState(
        name=row.name,
        memory=SourceMemory(etag=row.etag, modified=row.modified, digest=row.digest),
        polled_at=row.polled_at,
        succeeded_at=row.succeeded_at,
        next_poll_at=row.next_poll_at,
        failures=row.failures,
        last_error=row.last_error,
        is_retired=row.is_retired,
    )
