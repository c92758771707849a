"""The outbox: every message owed, written before it is sent and settled after."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select, update

from bot.model import DeliveryId, DeliveryState
from bot.ports import MessageRef
from bot.store.columns import Instant
from bot.store.deliveries import Alert, Delivery, Owed, delivery_id
from bot.store.delivery_queries import IS_BLOCKED, IS_FREE, PENDING, SENDING, UNSETTLED, DeliveryQueries
from bot.store.dialect import insert_new
from bot.store.engine import Tx
from bot.store.messages import to_json
from bot.store.tables import alerts, deliveries

LEASE = timedelta(seconds=60)
"""How long a send belongs to the process that marked it; after that another one may reconcile it."""

_LONGEST_WAIT = timedelta(hours=1)
"""A retry further ahead than this was planned by a clock that has been set back since."""


_LET_GO: dict[str, Any] = {"is_dubious": False, "owner": None, "leased_until": None}

_MARK = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("key"), UNSETTLED, deliveries.c.folded_into.is_(None), IS_FREE, ~IS_BLOCKED)
    .values(
        state=SENDING,
        is_dubious=False,
        attempts=deliveries.c.attempts + 1,
        first_sent_at=func.coalesce(deliveries.c.first_sent_at, bindparam("now", type_=Instant)),
        owner=bindparam("me"),
        leased_until=bindparam("lease"),
        doubt_until=None,
    )
)
_MARK_CLEAN = _MARK.values(doubt_since=bindparam("now", type_=Instant))

_CLAIM = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("key"), deliveries.c.is_dubious, UNSETTLED, IS_FREE)
    .values(owner=bindparam("me"), leased_until=bindparam("lease"))
)

_SETTLE_POSTED = (
    update(deliveries)
    .where(or_(deliveries.c.id == bindparam("key"), deliveries.c.folded_into == bindparam("key")))
    .values(
        **_LET_GO,
        state=DeliveryState.POSTED.value,
        reason=None,
        settled_at=bindparam("now"),
        ref_channel=bindparam("channel_ref"),
        ref_message=bindparam("message_ref"),
        ref_thread=bindparam("thread_ref"),
    )
)

_POSTPONE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("key"))
    .values(
        **_LET_GO,
        state=PENDING,
        doubt_since=None,
        doubt_until=None,
        next_attempt_at=bindparam("until"),
        reason=bindparam("why"),
    )
)
_DOUBT = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("key"))
    .values(
        state=SENDING,
        is_dubious=True,
        owner=None,
        leased_until=None,
        doubt_until=bindparam("sent_until"),
        next_attempt_at=bindparam("until"),
        reason=bindparam("why"),
    )
)

_SUPERSEDE = (
    update(deliveries)
    .where(
        UNSETTLED,
        deliveries.c.platform == bindparam("in_platform"),
        deliveries.c.channel == bindparam("in_channel"),
        deliveries.c.edits_id == bindparam("edited"),
        deliveries.c.id != bindparam("newest"),
        deliveries.c.state == PENDING,
    )
    .values(folded_into=bindparam("newest"))
)


class Verdict(StrEnum):
    """What an operator decides about a send in doubt that we could not settle."""

    POSTED = "posted"
    RESEND = "resend"
    DROP = "drop"


class Outbox(DeliveryQueries):
    """Alerts and deliveries: owing them, and what becomes of them."""

    async def owe(self, tx: Tx, alert: Alert, owed: Iterable[Owed]) -> tuple[DeliveryId, ...]:
        """Write down that an alert is owed to these channels; returns the deliveries that are new.

        An alert id already known keeps its first message; a channel that has it already is left alone. An edit takes
        the place of those to the same message that have not left yet: they share its fate.
        """
        values = {
            "id": alert.id,
            "kind": alert.kind.value,
            "story_id": alert.story_id,
            "article_id": alert.article_id,
            "message": to_json(alert.message),
            "created_at": alert.created_at,
        }
        is_new = (await tx.execute(insert_new(tx.dialect, alerts), values)).rowcount > 0
        rows = list({row["id"]: row for row in (_row(alert, each) for each in owed)}.values())
        if is_new and rows:
            await tx.execute(insert_new(tx.dialect, deliveries), rows)
            new = rows
        else:
            new = [row for row in rows if (await tx.execute(insert_new(tx.dialect, deliveries), row)).rowcount > 0]
        for row in new:
            if row["edits_id"] is not None:
                await _supersede(tx, row)
        return tuple(row["id"] for row in new)

    async def amend(self, tx: Tx, alert: Alert) -> None:
        """Change what an alert says; deliveries already posted need an edit besides."""
        await tx.execute(update(alerts).where(alerts.c.id == alert.id).values(message=to_json(alert.message)))

    async def mark_sending(self, tx: Tx, key: DeliveryId, *, at: datetime, is_clean: bool = True) -> bool:
        """Mark that a try leaves now; commit before it does. Returns False where it is no longer ours to send.

        `is_clean`: the platform surely has nothing of it yet (first try, or looked and not there). Otherwise the
        doubt keeps the age of its first try.
        """
        values = {"key": key, "now": at, "me": tx.owner, "lease": at + LEASE}
        return (await tx.execute(_MARK_CLEAN if is_clean else _MARK, values)).rowcount > 0

    async def claim(self, tx: Tx, key: DeliveryId, *, at: datetime) -> bool:
        """Take a send in doubt to reconcile it; returns False where another process has it."""
        values = {"key": key, "now": at, "me": tx.owner, "lease": at + LEASE}
        return (await tx.execute(_CLAIM, values)).rowcount > 0

    async def settle_posted(self, tx: Tx, key: DeliveryId, ref: MessageRef, *, at: datetime) -> None:
        """The platform has it; so is what was folded into it."""
        where = {"channel_ref": ref.channel, "message_ref": ref.message, "thread_ref": ref.thread}
        await tx.execute(_SETTLE_POSTED, {"key": key, "now": at, **where})

    async def settle_failed(self, tx: Tx, key: DeliveryId, reason: str, *, at: datetime) -> None:
        """It will never be accepted; so goes what was folded into it."""
        await self._settle(tx, key, state=DeliveryState.FAILED.value, reason=reason, settled_at=at)

    async def settle_ambiguous(self, tx: Tx, key: DeliveryId, reason: str, *, at: datetime) -> None:
        """Nobody but an operator can say whether the platform has it: it is not sent again by itself."""
        await self._settle(tx, key, state=DeliveryState.AMBIGUOUS.value, reason=reason, settled_at=at)

    async def postpone(self, tx: Tx, key: DeliveryId, until: datetime, reason: str) -> None:
        """The try was surely not accepted, nor any before it: send again then."""
        await tx.execute(_POSTPONE, {"key": key, "until": until, "why": reason})

    async def doubt(self, tx: Tx, key: DeliveryId, reason: str, *, sent_until: datetime, until: datetime) -> None:
        """The try, or one before it, may have been accepted: reconcile at `until`, never just send again."""
        await tx.execute(_DOUBT, {"key": key, "until": until, "why": reason, "sent_until": sent_until})

    async def recover(self, tx: Tx, *, at: datetime) -> int:
        """Turn sends that a former process left under way into doubts; returns how many.

        On PostgreSQL only those whose lease has run out: the others may belong to a process that lives, so that this
        has to be asked again. What a clock planned that has been set back since is due now.
        """
        left = and_(deliveries.c.state == SENDING, or_(deliveries.c.owner.is_(None), deliveries.c.owner != tx.owner))
        if not self._database.is_sqlite:
            left = and_(left, or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= at))
        values = {"is_dubious": True, "owner": None, "leased_until": None, "next_attempt_at": at}
        under_way = and_(left, ~deliveries.c.is_dubious)
        count = (await tx.execute(update(deliveries).where(under_way).values(doubt_until=at, **values))).rowcount
        await tx.execute(update(deliveries).where(left).values(owner=None, leased_until=None, next_attempt_at=at))
        too_far = and_(deliveries.c.attempts > 0, deliveries.c.next_attempt_at > at + _LONGEST_WAIT)
        owed_ahead = and_(deliveries.c.created_at > at, deliveries.c.next_attempt_at > at)
        chosen = and_(UNSETTLED, or_(too_far, owed_ahead))
        await tx.execute(update(deliveries).where(chosen).values(next_attempt_at=at))
        left_ahead = and_(UNSETTLED, deliveries.c.doubt_until > at)
        await tx.execute(update(deliveries).where(left_ahead).values(doubt_until=at))
        return count

    async def resolve(self, tx: Tx, key: DeliveryId, verdict: Verdict) -> bool:
        """Settle an ambiguous delivery as an operator says; returns False if it is not ambiguous."""
        now = tx.clock.now()
        clean = {"is_dubious": False, "doubt_since": None, "doubt_until": None, "owner": None, "leased_until": None}
        values: dict[Verdict, dict[str, Any]] = {
            Verdict.POSTED: {"state": DeliveryState.POSTED.value, "reason": "settled by hand", "settled_at": now},
            Verdict.RESEND: {"state": PENDING, "next_attempt_at": now, "settled_at": None, **clean},
            Verdict.DROP: {"state": DeliveryState.FAILED.value, "reason": "dropped by hand", "settled_at": now},
        }
        chosen = and_(deliveries.c.id == key, deliveries.c.state == DeliveryState.AMBIGUOUS.value)
        return (await tx.execute(update(deliveries).where(chosen).values(values[verdict]))).rowcount > 0

    async def gather(
        self, tx: Tx, digest: Alert, gathered: Sequence[Delivery], *, mention: str | None = None, is_first: bool = False
    ) -> DeliveryId:
        """Owe one digest in place of several pending deliveries of one channel, which then share its fate.

        `is_first` puts it where the first of them stood, not behind what was owed since.
        """
        first = gathered[0]
        owed = Owed(platform=first.platform, channel=first.channel, mention=mention)
        await self.owe(tx, digest, (owed,))
        key = delivery_id(digest.id, first.platform, first.channel)
        if is_first:
            await _swap_places(tx, first.id, key)
        ids = [delivery.id for delivery in gathered]
        for start in range(0, len(ids), 500):
            chosen = and_(deliveries.c.id.in_(ids[start : start + 500]), deliveries.c.state == PENDING)
            await tx.execute(update(deliveries).where(chosen).values(folded_into=key))
        return key

    async def _settle(self, tx: Tx, key: DeliveryId, **values: Any) -> None:
        chosen = or_(deliveries.c.id == key, deliveries.c.folded_into == key)
        await tx.execute(update(deliveries).where(chosen).values(**_LET_GO, **values))


def _row(alert: Alert, owed: Owed) -> dict[str, Any]:
    return {
        "id": delivery_id(alert.id, owed.platform, owed.channel),
        "alert_id": alert.id,
        "platform": owed.platform,
        "channel": owed.channel,
        "state": PENDING,
        "is_held": owed.is_held,
        "mention": owed.mention,
        "reply_to_id": owed.reply_to,
        "edits_id": owed.edits,
        "next_attempt_at": alert.created_at,
        "created_at": alert.created_at,
    }


async def _supersede(tx: Tx, edit: dict[str, Any]) -> None:
    """Let every edit of the same message that is still to leave share the fate of the newest one, `edit`."""
    places = {"in_platform": edit["platform"], "in_channel": edit["channel"]}
    await tx.execute(_SUPERSEDE, {**places, "edited": edit["edits_id"], "newest": edit["id"]})


async def _swap_places(tx: Tx, one: DeliveryId, other: DeliveryId) -> None:
    query = select(deliveries.c.id, deliveries.c.seq).where(deliveries.c.id.in_((one, other)))
    places = {row.id: row.seq for row in await tx.rows(query)}
    for key, seq in ((one, -places[one]), (other, places[one]), (one, places[other])):
        await tx.execute(update(deliveries).where(deliveries.c.id == key).values(seq=seq))
