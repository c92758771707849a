"""What the outbox holds: alerts, and for each channel the delivery owed to it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from sqlalchemy import Row

from bot.message import Message
from bot.model import ArticleId, DeliveryId, DeliveryState, StoryId
from bot.ports import MessageRef
from bot.store.messages import from_json

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 24


class AlertKind(StrEnum):
    """Why a message is owed."""

    ALERT = "alert"
    UPDATE = "update"
    CHANGE = "change"
    DIGEST = "digest"
    CORRECTION = "correction"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A message owed to one or more channels. `id` names its cause, so that owing it twice is owing it once."""

    id: str
    kind: AlertKind
    message: Message
    created_at: datetime
    story_id: StoryId | None = None
    article_id: ArticleId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One channel an alert is owed to.

    `reply_to` and `edits` are earlier deliveries to the same channel: post into that one's thread, or change that
    one's message instead of posting. A held delivery waits until a digest gathers it.
    """

    platform: str
    channel: str
    mention: str | None = None
    reply_to: DeliveryId | None = None
    edits: DeliveryId | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert owed to one channel, as it stands.

    `doubt_since` is when the earliest try that may have been accepted began, `doubt_until` the last moment at which
    one may have left us; both None where the platform surely has nothing of it.
    """

    id: DeliveryId
    alert: Alert
    platform: str
    channel: str
    state: DeliveryState
    created_at: datetime
    next_attempt_at: datetime
    attempts: int = 0
    is_held: bool = False
    folded_into: DeliveryId | None = None
    first_sent_at: datetime | None = None
    doubt_since: datetime | None = None
    doubt_until: datetime | None = None
    is_dubious: bool = False
    reason: str | None = None
    ref: MessageRef | None = None
    settled_at: datetime | None = None
    reply_to_id: DeliveryId | None = None
    edits_id: DeliveryId | None = None
    reply_to: MessageRef | None = None
    """Where the message it replies to is, if that was posted."""
    edits: MessageRef | None = None
    """Where the message it changes is, if that was posted."""
    is_where_stopped: bool = False
    """Whether its channel refused us last, so that this one is the try."""

    @property
    def is_edit(self) -> bool:
        """Say whether it changes a posted message instead of posting one."""
        return self.edits_id is not None

    @property
    def message(self) -> Message:
        """What to send."""
        return self.alert.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A delivery about a story, without its words: who was told what of it, and what became of that."""

    id: DeliveryId
    kind: AlertKind
    article_id: ArticleId | None
    platform: str
    channel: str
    state: DeliveryState
    is_held: bool
    edits_id: DeliveryId | None
    settled_at: datetime | None


def delivery_id(alert_id: str, platform: str, channel: str) -> DeliveryId:
    """Return the id of the delivery of an alert to a channel: always the same one, 24 characters of [0-9a-z]."""
    digest = blake2b("\n".join((alert_id, platform, channel)).encode("utf-8", "surrogatepass"), digest_size=16)
    number = int.from_bytes(digest.digest())
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
    return DeliveryId("".join(digits))


def to_delivery(row: Row[Any]) -> Delivery:
    """Read a row of the outbox."""
    message = from_json(row.message)
    if row.mention is not None:
        message = replace(message, mention=row.mention)
    return Delivery(
        id=DeliveryId(row.id),
        alert=Alert(
            id=row.alert_id,
            kind=AlertKind(row.kind),
            message=message,
            created_at=row.alerted_at,
            story_id=None if row.story_id is None else StoryId(row.story_id),
            article_id=None if row.article_id is None else ArticleId(row.article_id),
        ),
        platform=row.platform,
        channel=row.channel,
        state=DeliveryState(row.state),
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        attempts=row.attempts,
        is_held=row.is_held,
        folded_into=None if row.folded_into is None else DeliveryId(row.folded_into),
        first_sent_at=row.first_sent_at,
        doubt_since=row.doubt_since,
        doubt_until=row.doubt_until,
        is_dubious=row.is_dubious,
        reason=row.reason,
        ref=_to_ref(row.ref_channel, row.ref_message, row.ref_thread),
        settled_at=row.settled_at,
        reply_to_id=None if row.reply_to_id is None else DeliveryId(row.reply_to_id),
        edits_id=None if row.edits_id is None else DeliveryId(row.edits_id),
        reply_to=_to_ref(row.reply_channel, row.reply_message, row.reply_thread),
        edits=_to_ref(row.edits_channel, row.edits_message, row.edits_thread),
        is_where_stopped=row.stopped_at is not None,
    )


def to_telling(row: Row[Any]) -> Telling:
    """Read a row about a story."""
    return Telling(
        id=DeliveryId(row.id),
        kind=AlertKind(row.kind),
        article_id=None if row.article_id is None else ArticleId(row.article_id),
        platform=row.platform,
        channel=row.channel,
        state=DeliveryState(row.state),
        is_held=row.is_held,
        edits_id=None if row.edits_id is None else DeliveryId(row.edits_id),
        settled_at=row.settled_at,
    )


def _to_ref(channel: str | None, message: str | None, thread: str | None) -> MessageRef | None:
    if channel is None or message is None:
        return None
    return MessageRef(channel=channel, message=message, thread=thread)
