"""Which entries of a source we have dealt with already, under whatever guid, address or date they come back."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from bot.model import Entry
from bot.store.dialect import insert_new
from bot.store.engine import Database, Tx
from bot.store.identity import entry_keys
from bot.store.tables import seen_entries

_CHUNK = 300
"""Keys asked about at once, below every database's limit of parameters."""

_KNOWN = select(seen_entries.c.key).where(
    seen_entries.c.source == bindparam("source"), seen_entries.c.key.in_(bindparam("keys", expanding=True))
)


class Entries:
    """The seen entries of every source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def unseen(self, source: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return those of the listed entries that are new, in their order, each article once."""
        keys = entry_keys(entries)
        known = await self._known(source, [key for each in keys for key in each])
        new = []
        for entry, names in zip(entries, keys, strict=True):
            if known.isdisjoint(names):
                new.append(entry)
            known.update(names)
        return tuple(new)

    async def mark_seen(self, tx: Tx, source: str, entries: Sequence[Entry]) -> None:
        """Never offer these entries again, nor their later versions."""
        now = tx.clock.now()
        rows = [{"source": source, "key": key, "seen_at": now} for each in entry_keys(entries) for key in each]
        if rows:
            await tx.execute(insert_new(tx.dialect, seen_entries), rows)

    async def _known(self, source: str, keys: Sequence[bytes]) -> set[bytes]:
        known: set[bytes] = set()
        for start in range(0, len(keys), _CHUNK):
            values = {"source": source, "keys": keys[start : start + _CHUNK]}
            known.update(bytes(row[0]) for row in await self._database.rows(_KNOWN, values, at_once=True))
        return known
