"""Small things to remember by name: what was said once, when a digest went out last, what is muted."""

from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.store.dialect import insert_new, upsert
from bot.store.engine import Database, Tx
from bot.store.tables import memories

_RECALL = select(memories.c.value).where(memories.c.key == bindparam("recalled"))
_FORGET = delete(memories).where(memories.c.key == bindparam("forgotten"))


class Memories:
    """The memories table: a JSON value per key. Keys begin with the subject: "welcome:discord:123"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recall(self, key: str, tx: Tx | None = None) -> Any:
        """Return the remembered value, None if there is none."""
        row = await (tx or self._database).row(_RECALL, {"recalled": key}, at_once=True)
        return row[0] if row else None

    async def recall_all(self, prefix: str) -> dict[str, Any]:
        """Return every remembered value whose key begins so."""
        query = select(memories.c.key, memories.c.value).where(memories.c.key.startswith(prefix, autoescape=True))
        return {row.key: row.value for row in await self._database.rows(query.order_by(memories.c.key))}

    async def remember(self, tx: Tx, key: str, value: Any) -> None:
        """Remember a JSON value under a key, in place of the former one."""
        row = {"key": key, "value": value, "changed_at": tx.clock.now()}
        await tx.execute(upsert(tx.dialect, memories, replace=("value", "changed_at")), row)

    async def forget(self, tx: Tx, *keys: str) -> None:
        """Forget keys."""
        await tx.execute(_FORGET, [{"forgotten": key} for key in keys])

    async def first_time(self, tx: Tx, key: str) -> bool:
        """Remember the key; returns whether it was new. For what is to be done once."""
        row = {"key": key, "value": True, "changed_at": tx.clock.now()}
        return (await tx.execute(insert_new(tx.dialect, memories), row)).rowcount > 0
