"""Channels that refuse us for now: nothing is sent there until their next try."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, update

from bot.store.dialect import upsert
from bot.store.engine import Database, Tx
from bot.store.tables import channels

_REASON = select(channels.c.reason).where(
    channels.c.platform == bindparam("in_platform"), channels.c.channel == bindparam("in_channel")
)


class Channels:
    """The channels table; a channel that takes what we send is not in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stop(
        self, tx: Tx, platform: str, channel: str, reason: str, *, at: datetime, try_again_at: datetime
    ) -> bool:
        """Send nothing more there until `try_again_at`; returns whether it was not stopped before."""
        here = and_(channels.c.platform == platform, channels.c.channel == channel)
        known = await tx.row(select(channels.c.stopped_at).where(here))
        row = {
            "platform": platform,
            "channel": channel,
            "stopped_at": known[0] if known and known[0] else at,
            "try_again_at": try_again_at,
            "reason": reason,
        }
        await tx.execute(upsert(tx.dialect, channels, replace=("stopped_at", "try_again_at", "reason")), row)
        return not (known and known[0])

    async def reopen(self, tx: Tx, platform: str, channel: str) -> str | None:
        """Something was accepted there; returns why it was stopped, None if it was not."""
        known = await tx.row(_REASON, {"in_platform": platform, "in_channel": channel})
        if known is None:
            return None
        here = and_(channels.c.platform == platform, channels.c.channel == channel)
        await tx.execute(delete(channels).where(here))
        return known.reason or ""

    async def retry(self, tx: Tx, *, at: datetime) -> None:
        """Give every stopped channel one try now: a token or a right may have been mended."""
        await tx.execute(update(channels).values(try_again_at=at))
