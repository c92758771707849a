"""Questions to the outbox: what is owed where, whose turn it is, what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, text

from bot.model import ArticleId, DeliveryId, DeliveryState, StoryId
from bot.store.deliveries import Delivery, Telling, to_delivery, to_telling
from bot.store.engine import Database, Tx
from bot.store.tables import alerts, channels, deliveries

UNSETTLED = text("deliveries.state IN ('pending', 'sending')")
"""In these very words, so that the partial index serves it."""

PENDING, SENDING = DeliveryState.PENDING.value, DeliveryState.SENDING.value

_reply, _target, _earlier = deliveries.alias("reply"), deliveries.alias("target"), deliveries.alias("earlier")

_SAME_CHANNEL = and_(channels.c.platform == deliveries.c.platform, channels.c.channel == deliveries.c.channel)

DELIVERIES = (
    select(
        deliveries,
        alerts.c.kind,
        alerts.c.story_id,
        alerts.c.article_id,
        alerts.c.message,
        alerts.c.created_at.label("alerted_at"),
        _reply.c.ref_channel.label("reply_channel"),
        _reply.c.ref_message.label("reply_message"),
        _reply.c.ref_thread.label("reply_thread"),
        _target.c.ref_channel.label("edits_channel"),
        _target.c.ref_message.label("edits_message"),
        _target.c.ref_thread.label("edits_thread"),
        channels.c.stopped_at,
    )
    .join(alerts, alerts.c.id == deliveries.c.alert_id)
    .outerjoin(_reply, and_(_reply.c.id == deliveries.c.reply_to_id, _reply.c.folded_into.is_(None)))
    .outerjoin(_target, and_(_target.c.id == deliveries.c.edits_id, _target.c.folded_into.is_(None)))
    .outerjoin(channels, _SAME_CHANNEL)
)

IN_LINE = and_(UNSETTLED, ~deliveries.c.is_held, deliveries.c.folded_into.is_(None))
"""Owed and taking its turn: neither held for a digest nor gathered into one."""

_HELD = and_(UNSETTLED, deliveries.c.is_held, deliveries.c.folded_into.is_(None))

_HEADS = select(func.min(deliveries.c.seq)).where(IN_LINE).group_by(deliveries.c.platform, deliveries.c.channel)
"""The first in line of each channel."""

IS_BLOCKED = exists().where(
    _earlier.c.platform == deliveries.c.platform,
    _earlier.c.channel == deliveries.c.channel,
    _earlier.c.seq < deliveries.c.seq,
    text("earlier.state IN ('pending', 'sending')"),
    ~_earlier.c.is_held,
    _earlier.c.folded_into.is_(None),
)
"""Something earlier in the same channel is not settled yet."""

_IS_MINE = or_(
    deliveries.c.owner.is_(None),
    deliveries.c.owner == bindparam("me"),
    deliveries.c.leased_until.is_(None),
    deliveries.c.leased_until <= bindparam("now"),
)

IS_FREE = or_(deliveries.c.state == PENDING, and_(deliveries.c.is_dubious, _IS_MINE))
"""Pending, or in doubt and not being reconciled by another process that lives; for process `me` at `now`."""

_AGENDA = (
    select(
        deliveries.c.platform,
        deliveries.c.channel,
        deliveries.c.next_attempt_at,
        deliveries.c.owner,
        deliveries.c.leased_until,
        channels.c.try_again_at,
    )
    .outerjoin(channels, _SAME_CHANNEL)
    .where(
        deliveries.c.seq.in_(_HEADS.where(deliveries.c.platform.in_(bindparam("platforms", expanding=True)))),
        or_(deliveries.c.state == PENDING, deliveries.c.is_dubious),
    )
)

_IN_CHANNEL = and_(deliveries.c.platform == bindparam("in_platform"), deliveries.c.channel == bindparam("in_channel"))

_NEXT = DELIVERIES.where(
    deliveries.c.seq.in_(_HEADS.where(_IN_CHANNEL)),
    deliveries.c.next_attempt_at <= bindparam("now"),
    IS_FREE,
    or_(channels.c.try_again_at.is_(None), channels.c.try_again_at <= bindparam("now")),
)

_ONE = DELIVERIES.where(deliveries.c.id == bindparam("key"))
_ABOUT_STORY = (
    select(
        deliveries.c.id,
        alerts.c.kind,
        alerts.c.article_id,
        deliveries.c.platform,
        deliveries.c.channel,
        deliveries.c.state,
        deliveries.c.is_held,
        deliveries.c.edits_id,
        deliveries.c.settled_at,
    )
    .join(alerts, alerts.c.id == deliveries.c.alert_id)
    .where(alerts.c.story_id == bindparam("story"))
    .order_by(deliveries.c.seq)
)
"""Without the messages: a story told for days has hundreds."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When a channel's next delivery may be sent or reconciled."""

    platform: str
    channel: str
    at: datetime


class DeliveryQueries:
    """What can be asked about alerts and deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: DeliveryId, *, tx: Tx | None = None) -> Delivery | None:
        """Return one delivery."""
        row = await (tx or self._database).row(_ONE, {"key": key}, at_once=True)
        return to_delivery(row) if row else None

    async def agenda(self, platforms: Collection[str]) -> tuple[Turn, ...]:
        """Return when each channel's first unsettled delivery may be sent or reconciled, soonest first."""
        turns = []
        for row in await self._database.rows(_AGENDA, {"platforms": list(platforms)}, at_once=True):
            is_free = row.owner in (None, self._database.owner)
            times = (row.next_attempt_at, row.try_again_at, None if is_free else row.leased_until)
            turns.append(Turn(row.platform, row.channel, max(each for each in times if each is not None)))
        return tuple(sorted(turns, key=lambda turn: turn.at))

    async def next_of(self, platform: str, channel: str, now: datetime) -> Delivery | None:
        """Return the delivery of one channel that may be sent or reconciled now."""
        values = {"in_platform": platform, "in_channel": channel, "now": now, "me": self._database.owner}
        row = await self._database.row(_NEXT, values, at_once=True)
        return to_delivery(row) if row else None

    async def waiting(self, platform: str, channel: str) -> tuple[Delivery, ...]:
        """Return what a channel is still owed and not holding for a digest, in order."""
        query = DELIVERIES.where(IN_LINE, deliveries.c.platform == platform, deliveries.c.channel == channel)
        return await self._all(query.order_by(deliveries.c.seq))

    async def held(self, platform: str, channel: str) -> tuple[Delivery, ...]:
        """Return what is held for a channel's next digest, in order."""
        query = DELIVERIES.where(_HELD, deliveries.c.platform == platform, deliveries.c.channel == channel)
        return await self._all(query.order_by(deliveries.c.seq))

    async def holding(self, *, before: datetime | None = None) -> tuple[tuple[str, str], ...]:
        """Return the channels (platform, channel) for which something is held, owed `before` then."""
        query = (
            select(deliveries.c.platform, deliveries.c.channel)
            .where(_HELD if before is None else and_(_HELD, deliveries.c.created_at < before))
            .distinct()
            .order_by(deliveries.c.platform, deliveries.c.channel)
        )
        return tuple((row.platform, row.channel) for row in await self._database.rows(query))

    async def ambiguous(self) -> tuple[Delivery, ...]:
        """Return the sends in doubt that an operator must settle, oldest first."""
        return await self._in_state(DeliveryState.AMBIGUOUS)

    async def failed(self, limit: int = 50) -> tuple[Delivery, ...]:
        """Return the deliveries given up last, newest first."""
        query = DELIVERIES.where(deliveries.c.state == DeliveryState.FAILED.value)
        return await self._all(query.order_by(deliveries.c.settled_at.desc()).limit(limit))

    async def about_story(self, story_id: StoryId, *, tx: Tx | None = None) -> tuple[Telling, ...]:
        """Return every delivery about a story, in order: who has been told what."""
        return tuple(to_telling(row) for row in await (tx or self._database).rows(_ABOUT_STORY, {"story": story_id}))

    async def about_article(self, article_id: ArticleId) -> tuple[Delivery, ...]:
        """Return every delivery made for an article, in order: what a correction has to reach."""
        query = DELIVERIES.where(alerts.c.article_id == article_id).order_by(deliveries.c.seq)
        return await self._all(query)

    async def stopped_channels(self, *, tx: Tx | None = None) -> dict[tuple[str, str], str]:
        """Return the channels (platform, channel) that refuse us, with the reason."""
        query = select(channels).where(channels.c.stopped_at.is_not(None))
        return {(row.platform, row.channel): row.reason or "" for row in await (tx or self._database).rows(query)}

    async def counts(self) -> dict[DeliveryState, int]:
        """Return how many deliveries there are in each state."""
        query = select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state)
        found = {DeliveryState(row.state): int(row.number) for row in await self._database.rows(query)}
        return {state: found.get(state, 0) for state in DeliveryState}

    async def oldest_owed_at(self) -> datetime | None:
        """Return since when the longest waiting delivery is owed, held ones aside."""
        query = select(func.min(deliveries.c.created_at)).where(IN_LINE)
        row = await self._database.row(query)
        return row[0] if row else None

    async def _in_state(self, state: DeliveryState) -> tuple[Delivery, ...]:
        return await self._all(DELIVERIES.where(deliveries.c.state == state.value).order_by(deliveries.c.seq))

    async def _all(self, query: Select[Any]) -> tuple[Delivery, ...]:
        return tuple(to_delivery(row) for row in await self._database.rows(query))
