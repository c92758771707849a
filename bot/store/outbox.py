"""The outbox: every message owed, written before it is sent and settled after."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, literal, or_, select, text, update

from bot.model import ArticleId, DeliveryId, DeliveryState, StoryId
from bot.ports import MessageRef
from bot.store.columns import Instant
from bot.store.deliveries import Alert, AlertKind, Delivery, Owed, delivery_id, to_delivery
from bot.store.dialect import insert_new, upsert
from bot.store.engine import Database, Tx
from bot.store.messages import to_json
from bot.store.tables import alerts, channels, deliveries

LEASE = timedelta(seconds=60)
"""How long a send belongs to the process that marked it; after that another one may reconcile it."""

_LONGEST_WAIT = timedelta(hours=1)
"""A retry further ahead than this was planned by a clock that has been set back since."""

_UNSETTLED = text("deliveries.state IN ('pending', 'sending')")
"""In these very words, so that the partial index serves it."""

_PENDING, _SENDING = DeliveryState.PENDING.value, DeliveryState.SENDING.value


class Verdict(StrEnum):
    """What an operator decides about a send in doubt that we could not settle."""

    POSTED = "posted"
    RESEND = "resend"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Turn:
    """When a channel's next delivery may be sent or reconciled."""

    platform: str
    channel: str
    at: datetime


class Outbox:
    """Alerts and deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def owe(self, tx: Tx, alert: Alert, owed: Iterable[Owed]) -> tuple[DeliveryId, ...]:
        """Write down that an alert is owed to these channels; returns the deliveries that are new.

        An alert id already known keeps its first message; a channel that has it already is left alone.
        """
        values = {
            "id": alert.id,
            "kind": alert.kind.value,
            "story_id": alert.story_id,
            "article_id": alert.article_id,
            "message": to_json(alert.message),
            "created_at": alert.created_at,
        }
        await tx.execute(insert_new(tx.dialect, alerts).values(values))
        new = []
        for each in owed:
            key = delivery_id(alert.id, each.platform, each.channel)
            row = {
                "id": key,
                "alert_id": alert.id,
                "platform": each.platform,
                "channel": each.channel,
                "state": _PENDING,
                "is_held": each.is_held,
                "mention": each.mention,
                "reply_to_id": each.reply_to,
                "edits_id": each.edits,
                "next_attempt_at": each.not_before or alert.created_at,
                "created_at": alert.created_at,
            }
            if (await tx.execute(insert_new(tx.dialect, deliveries).values(row))).rowcount > 0:
                new.append(key)
        return tuple(new)

    async def amend(self, tx: Tx, alert: Alert) -> None:
        """Change what an alert says; deliveries already posted need an edit besides."""
        await tx.execute(update(alerts).where(alerts.c.id == alert.id).values(message=to_json(alert.message)))

    # Questions

    async def get(self, key: DeliveryId, *, tx: Tx | None = None) -> Delivery | None:
        """Return one delivery."""
        row = await (tx or self._database).row(_deliveries().where(deliveries.c.id == key))
        return to_delivery(row) if row else None

    async def agenda(self, platforms: Collection[str]) -> tuple[Turn, ...]:
        """Return when each channel's first unsettled delivery may be sent or reconciled, soonest first."""
        heads = _heads().where(deliveries.c.platform.in_(platforms))
        query = (
            select(
                deliveries.c.platform,
                deliveries.c.channel,
                deliveries.c.next_attempt_at,
                deliveries.c.owner,
                deliveries.c.leased_until,
                channels.c.try_again_at,
            )
            .outerjoin(channels, _same_channel())
            .where(deliveries.c.seq.in_(heads), or_(deliveries.c.state == _PENDING, deliveries.c.is_dubious))
        )
        turns = []
        for row in await self._database.rows(query):
            is_free = row.owner in (None, self._database.owner)
            times = (row.next_attempt_at, row.try_again_at, None if is_free else row.leased_until)
            turns.append(Turn(row.platform, row.channel, max(each for each in times if each is not None)))
        return tuple(sorted(turns, key=lambda turn: turn.at))

    async def next_of(self, platform: str, channel: str, now: datetime) -> Delivery | None:
        """Return the delivery of one channel that may be sent or reconciled now."""
        heads = _heads().where(deliveries.c.platform == platform, deliveries.c.channel == channel)
        query = _deliveries().where(
            deliveries.c.seq.in_(heads), deliveries.c.next_attempt_at <= now, self._is_free(now), ~_stopped(now)
        )
        found = await self._all(query)
        return found[0] if found else None

    async def waiting(self, platform: str, channel: str) -> tuple[Delivery, ...]:
        """Return what a channel is still owed and not holding for a digest, in order."""
        query = _deliveries().where(
            _UNSETTLED,
            deliveries.c.platform == platform,
            deliveries.c.channel == channel,
            ~deliveries.c.is_held,
            deliveries.c.folded_into.is_(None),
        )
        return await self._all(query.order_by(deliveries.c.seq))

    async def held(self, platform: str, channel: str) -> tuple[Delivery, ...]:
        """Return what is held for a channel's next digest, in order."""
        query = _deliveries().where(
            _UNSETTLED,
            deliveries.c.platform == platform,
            deliveries.c.channel == channel,
            deliveries.c.is_held,
            deliveries.c.folded_into.is_(None),
        )
        return await self._all(query.order_by(deliveries.c.seq))

    async def holding(self) -> tuple[tuple[str, str], ...]:
        """Return the channels (platform, channel) for which something is held."""
        query = (
            select(deliveries.c.platform, deliveries.c.channel)
            .where(_UNSETTLED, deliveries.c.is_held, deliveries.c.folded_into.is_(None))
            .distinct()
            .order_by(deliveries.c.platform, deliveries.c.channel)
        )
        return tuple((row.platform, row.channel) for row in await self._database.rows(query))

    async def ambiguous(self) -> tuple[Delivery, ...]:
        """Return the sends in doubt that an operator must settle, oldest first."""
        return await self._in_state(DeliveryState.AMBIGUOUS)

    async def failed(self, limit: int = 50) -> tuple[Delivery, ...]:
        """Return the deliveries given up last, newest first."""
        query = _deliveries().where(deliveries.c.state == DeliveryState.FAILED.value)
        return await self._all(query.order_by(deliveries.c.settled_at.desc()).limit(limit))

    async def about_story(self, story_id: StoryId, *, tx: Tx | None = None) -> tuple[Delivery, ...]:
        """Return every delivery about a story, in order: who has been told what."""
        query = _deliveries().where(alerts.c.story_id == story_id).order_by(deliveries.c.seq)
        return tuple(to_delivery(row) for row in await (tx or self._database).rows(query))

    async def alerted(self, story_id: StoryId, *, tx: Tx | None = None) -> dict[tuple[str, str], Delivery]:
        """Return for each channel (platform, channel) the story's alert there, whatever became of it."""
        found: dict[tuple[str, str], Delivery] = {}
        for delivery in await self.about_story(story_id, tx=tx):
            if delivery.alert.kind is AlertKind.ALERT:
                found.setdefault((delivery.platform, delivery.channel), delivery)
        return found

    async def about_article(self, article_id: ArticleId) -> tuple[Delivery, ...]:
        """Return every delivery made for an article, in order: what a correction has to reach."""
        query = _deliveries().where(alerts.c.article_id == article_id).order_by(deliveries.c.seq)
        return await self._all(query)

    async def counts(self) -> dict[DeliveryState, int]:
        """Return how many deliveries there are in each state."""
        query = select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)
        found = {DeliveryState(row.state): int(row.number) for row in await self._database.rows(query)}
        return {state: found.get(state, 0) for state in DeliveryState}

    async def oldest_owed_at(self) -> datetime | None:
        """Return since when the longest waiting delivery is owed, held ones aside."""
        query = select(func.min(deliveries.c.created_at)).where(
            _UNSETTLED, ~deliveries.c.is_held, deliveries.c.folded_into.is_(None)
        )
        row = await self._database.row(query)
        return row[0] if row else None

    # Sending

    async def mark_sending(self, tx: Tx, key: DeliveryId, *, at: datetime, is_clean: bool = True) -> bool:
        """Mark that a try leaves now; commit before it does. Returns False where it is no longer ours to send.

        `is_clean`: the platform surely has nothing of it yet (first try, or looked and not there). Otherwise the
        doubt keeps the age of its first try.
        """
        earlier = deliveries.alias("earlier")
        values: dict[str, Any] = {
            "state": _SENDING,
            "is_dubious": False,
            "attempts": deliveries.c.attempts + 1,
            "first_sent_at": func.coalesce(deliveries.c.first_sent_at, literal(at, Instant)),
            "owner": tx.owner,
            "leased_until": at + LEASE,
            "doubt_until": None,
        }
        if is_clean:
            values["doubt_since"] = at
        blocked = exists().where(
            earlier.c.platform == deliveries.c.platform,
            earlier.c.channel == deliveries.c.channel,
            earlier.c.seq < deliveries.c.seq,
            text("earlier.state IN ('pending', 'sending')"),
            ~earlier.c.is_held,
            earlier.c.folded_into.is_(None),
        )
        statement = (
            update(deliveries)
            .where(deliveries.c.id == key, _UNSETTLED, deliveries.c.folded_into.is_(None))
            .where(or_(deliveries.c.state == _PENDING, deliveries.c.is_dubious), self._is_free(at), ~blocked)
            .values(values)
        )
        return (await tx.execute(statement)).rowcount > 0

    async def claim(self, tx: Tx, key: DeliveryId, *, at: datetime) -> bool:
        """Take a send in doubt to reconcile it; returns False where another process has it."""
        statement = (
            update(deliveries)
            .where(deliveries.c.id == key, deliveries.c.is_dubious, _UNSETTLED, self._is_free(at))
            .values(owner=tx.owner, leased_until=at + LEASE)
        )
        return (await tx.execute(statement)).rowcount > 0

    async def settle_posted(self, tx: Tx, key: DeliveryId, ref: MessageRef, *, at: datetime) -> None:
        """The platform has it; so is what was folded into it."""
        await self._settle(
            tx,
            key,
            state=DeliveryState.POSTED.value,
            reason=None,
            settled_at=at,
            ref_channel=ref.channel,
            ref_message=ref.message,
            ref_thread=ref.thread,
        )

    async def settle_failed(self, tx: Tx, key: DeliveryId, reason: str, *, at: datetime) -> None:
        """It will never be accepted; so goes what was folded into it."""
        await self._settle(tx, key, state=DeliveryState.FAILED.value, reason=reason, settled_at=at)

    async def settle_ambiguous(self, tx: Tx, key: DeliveryId, reason: str, *, at: datetime) -> None:
        """Nobody but an operator can say whether the platform has it: it is not sent again by itself."""
        await self._settle(tx, key, state=DeliveryState.AMBIGUOUS.value, reason=reason, settled_at=at)

    async def postpone(self, tx: Tx, key: DeliveryId, until: datetime, reason: str) -> None:
        """The try was surely not accepted, nor any before it: send again then."""
        values = {"state": _PENDING, "is_dubious": False, "doubt_since": None, "doubt_until": None}
        await self._reset(tx, key, next_attempt_at=until, reason=reason, **values)

    async def doubt(self, tx: Tx, key: DeliveryId, reason: str, *, sent_until: datetime, until: datetime) -> None:
        """The try, or one before it, may have been accepted: reconcile at `until`, never just send again."""
        values = {"state": _SENDING, "is_dubious": True, "doubt_until": sent_until}
        await self._reset(tx, key, next_attempt_at=until, reason=reason, **values)

    async def recover(self, tx: Tx, *, at: datetime) -> int:
        """Turn sends that a former process left under way into doubts; returns how many.

        On PostgreSQL only those whose lease has run out: the others belong to a process that lives.
        """
        left = and_(deliveries.c.state == _SENDING, or_(deliveries.c.owner.is_(None), deliveries.c.owner != tx.owner))
        if not self._database.is_sqlite:
            left = and_(left, or_(deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= at))
        values = {"is_dubious": True, "owner": None, "leased_until": None, "next_attempt_at": at}
        under_way = and_(left, ~deliveries.c.is_dubious)
        count = (await tx.execute(update(deliveries).where(under_way).values(doubt_until=at, **values))).rowcount
        await tx.execute(update(deliveries).where(left).values(owner=None, leased_until=None, next_attempt_at=at))
        too_far = and_(_UNSETTLED, deliveries.c.attempts > 0, deliveries.c.next_attempt_at > at + _LONGEST_WAIT)
        await tx.execute(update(deliveries).where(too_far).values(next_attempt_at=at))
        return count

    async def resolve(self, tx: Tx, key: DeliveryId, verdict: Verdict) -> bool:
        """Settle an ambiguous delivery as an operator says; returns False if it is not ambiguous."""
        now = tx.clock.now()
        clean = {"is_dubious": False, "doubt_since": None, "doubt_until": None, "owner": None, "leased_until": None}
        values: dict[Verdict, dict[str, Any]] = {
            Verdict.POSTED: {"state": DeliveryState.POSTED.value, "reason": "settled by hand", "settled_at": now},
            Verdict.RESEND: {"state": _PENDING, "next_attempt_at": now, "settled_at": None, **clean},
            Verdict.DROP: {"state": DeliveryState.FAILED.value, "reason": "dropped by hand", "settled_at": now},
        }
        chosen = and_(deliveries.c.id == key, deliveries.c.state == DeliveryState.AMBIGUOUS.value)
        return (await tx.execute(update(deliveries).where(chosen).values(values[verdict]))).rowcount > 0

    # Digests

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
            chosen = and_(deliveries.c.id.in_(ids[start : start + 500]), deliveries.c.state == _PENDING)
            await tx.execute(update(deliveries).where(chosen).values(folded_into=key))
        return key

    # Channels

    async def stop_channel(
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
        await tx.execute(upsert(tx.dialect, channels, row, replace=("stopped_at", "try_again_at", "reason")))
        return not (known and known[0])

    async def reopen_channel(self, tx: Tx, platform: str, channel: str) -> str | None:
        """Something was accepted there; returns why it was stopped, None if it was not."""
        here = and_(channels.c.platform == platform, channels.c.channel == channel)
        known = await tx.row(select(channels.c.reason).where(here))
        if known is None:
            return None
        await tx.execute(delete(channels).where(here))
        return known.reason or ""

    async def retry_channels(self, tx: Tx, *, at: datetime) -> None:
        """Give every stopped channel one try now: a token or a right may have been mended."""
        await tx.execute(update(channels).values(try_again_at=at))

    async def stopped_channels(self, *, tx: Tx | None = None) -> dict[tuple[str, str], str]:
        """Return the channels (platform, channel) that refuse us, with the reason."""
        query = select(channels).where(channels.c.stopped_at.is_not(None))
        return {(row.platform, row.channel): row.reason or "" for row in await (tx or self._database).rows(query)}

    def _is_free(self, now: datetime) -> ColumnElement[bool]:
        """Pending, or in doubt and not being reconciled by another process that lives."""
        mine = or_(deliveries.c.owner.is_(None), deliveries.c.owner == self._database.owner)
        free = or_(mine, deliveries.c.leased_until.is_(None), deliveries.c.leased_until <= now)
        return or_(deliveries.c.state == _PENDING, and_(deliveries.c.is_dubious, free))

    async def _in_state(self, state: DeliveryState) -> tuple[Delivery, ...]:
        return await self._all(_deliveries().where(deliveries.c.state == state.value).order_by(deliveries.c.seq))

    async def _all(self, query: Select[Any]) -> tuple[Delivery, ...]:
        return tuple(to_delivery(row) for row in await self._database.rows(query))

    async def _settle(self, tx: Tx, key: DeliveryId, **values: Any) -> None:
        values |= {"is_dubious": False, "owner": None, "leased_until": None}
        chosen = or_(deliveries.c.id == key, deliveries.c.folded_into == key)
        await tx.execute(update(deliveries).where(chosen).values(values))

    async def _reset(self, tx: Tx, key: DeliveryId, **values: Any) -> None:
        values |= {"owner": None, "leased_until": None}
        await tx.execute(update(deliveries).where(deliveries.c.id == key).values(values))


def _deliveries() -> Select[Any]:
    reply = deliveries.alias("reply")
    target = deliveries.alias("target")
    return (
        select(
            deliveries,
            alerts.c.kind,
            alerts.c.story_id,
            alerts.c.article_id,
            alerts.c.message,
            alerts.c.created_at.label("alerted_at"),
            reply.c.ref_channel.label("reply_channel"),
            reply.c.ref_message.label("reply_message"),
            reply.c.ref_thread.label("reply_thread"),
            target.c.ref_channel.label("edits_channel"),
            target.c.ref_message.label("edits_message"),
            target.c.ref_thread.label("edits_thread"),
        )
        .join(alerts, alerts.c.id == deliveries.c.alert_id)
        .outerjoin(reply, and_(reply.c.id == deliveries.c.reply_to_id, reply.c.folded_into.is_(None)))
        .outerjoin(target, and_(target.c.id == deliveries.c.edits_id, target.c.folded_into.is_(None)))
    )


def _heads() -> Select[Any]:
    """The first unsettled delivery of each channel."""
    return (
        select(func.min(deliveries.c.seq))
        .where(_UNSETTLED, ~deliveries.c.is_held, deliveries.c.folded_into.is_(None))
        .group_by(deliveries.c.platform, deliveries.c.channel)
    )


async def _swap_places(tx: Tx, one: DeliveryId, other: DeliveryId) -> None:
    query = select(deliveries.c.id, deliveries.c.seq).where(deliveries.c.id.in_((one, other)))
    places = {row.id: row.seq for row in await tx.rows(query)}
    for key, seq in ((one, -places[one]), (other, places[one]), (one, places[other])):
        await tx.execute(update(deliveries).where(deliveries.c.id == key).values(seq=seq))


def _same_channel() -> ColumnElement[bool]:
    return and_(channels.c.platform == deliveries.c.platform, channels.c.channel == deliveries.c.channel)


def _stopped(now: datetime) -> ColumnElement[bool]:
    return exists().where(_same_channel(), channels.c.try_again_at > now)
