"""What to do next with a delivery: when to try again, and how a send in doubt is settled. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import DeliveryError, TransientDeliveryError
from bot.model import DeliveryState
from bot.ports import Certainty
from bot.store import AlertKind, Delivery

SEND_LIMIT = timedelta(seconds=20)
"""How long one send may take; then we stop waiting for the answer, and it is in doubt."""

CLOCK_SKEW = timedelta(hours=25)
"""By how much the platform's clock may be behind ours when we look through a channel's history: a host whose time
zone or date was set wrong would not find its own message, and post it twice."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send it now. `is_clean`: the platform surely has nothing of it; otherwise the same key makes it safe."""

    is_clean: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is certain yet: decide again then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Look:
    """Look through the channel's history, back to `since`."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """It cannot be sent any more, for this reason."""

    reason: str


Step = Send | Wait | Look | Drop


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """How long to wait between tries.

    `longest` keeps every doubt within a minute of the platform answering again. A message is given up as poisoned
    after `most_attempts` (twenty minutes) if the platform took others meanwhile, lest it block its channel for ever.
    """

    first: timedelta = timedelta(seconds=1)
    factor: float = 2.0
    longest: timedelta = timedelta(seconds=20)
    most_attempts: int = 60
    stopped_for: timedelta = timedelta(hours=1)
    """When a channel that refused us is tried again without a restart."""

    def next_attempt(self, attempts: int, error: Exception, now: datetime) -> datetime:
        """Return when to try again after `attempts` tries; exactly when the platform says, where it does."""
        if isinstance(error, TransientDeliveryError) and error.retry_after is not None:
            return now + error.retry_after
        exponent = min(max(attempts - 1, 0), 30)
        return now + min(self.longest, self.first * self.factor**exponent)

    def is_poisoned(self, delivery: Delivery, *, platform_accepted_at: datetime | None) -> bool:
        """Say whether it is this message, not the platform, that fails."""
        return (
            delivery.attempts >= self.most_attempts
            and delivery.first_sent_at is not None
            and platform_accepted_at is not None
            and platform_accepted_at > delivery.first_sent_at
        )

    def next_step(self, delivery: Delivery, certainty: Certainty, now: datetime) -> Step:
        """Decide what a due delivery needs next.

        In doubt, the same key settles it while the first try is young enough for the platform to remember; afterwards
        the channel's history does, once it is sure to show what may have arrived. Changing a message twice is harmless.
        """
        if delivery.is_edit:
            return Send(is_clean=True) if delivery.edits else Drop("the message it changes was not posted")
        if not delivery.is_dubious or delivery.doubt_since is None:
            return Send(is_clean=True)
        age = now - delivery.doubt_since
        if timedelta(0) <= age < certainty.same_key_window - SEND_LIMIT:
            return Send(is_clean=False)
        visible_at = (delivery.doubt_until or delivery.doubt_since) + certainty.visible_after
        if now < visible_at:
            return Wait(min(visible_at, now + certainty.visible_after))
        return Look(delivery.doubt_since - CLOCK_SKEW)


def reconsider_at(delivery: Delivery, certainty: Certainty, retry_at: datetime, now: datetime) -> datetime:
    """Return when a try that has just become doubtful is worth another step: not before anything can be learnt."""
    since = delivery.doubt_since or now
    if now - since < certainty.same_key_window - SEND_LIMIT:
        return retry_at
    return max(retry_at, now + certainty.visible_after)


def is_overdue(delivery: Delivery, fresh_for: timedelta, now: datetime) -> bool:
    """Say whether an alert waited so long that it is worth a line of a digest and no more."""
    is_news = delivery.alert.kind in (AlertKind.ALERT, AlertKind.UPDATE, AlertKind.CHANGE)
    is_untouched = delivery.state is DeliveryState.PENDING and not delivery.is_edit
    return is_news and is_untouched and now - delivery.created_at > fresh_for


def in_a_line(error: Exception) -> str:
    """Say an error in one line, whatever its class."""
    words = " ".join(str(error).split())[:200]
    return words if isinstance(error, DeliveryError) else f"{type(error).__name__}: {words}".rstrip(": ")
