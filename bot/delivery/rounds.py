"""One delivery, one step at a time: send it, or look whether it has arrived; see `Rounds` for the flow."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery import notices
from bot.delivery.pace import Pacer, Place, Sleep
from bot.delivery.policy import (
    SEND_LIMIT,
    Drop,
    Look,
    RetryPolicy,
    Send,
    Wait,
    in_a_line,
    is_overdue,
    reconsider_at,
)
from bot.delivery.settling import Outcome, Settling
from bot.delivery.steady import SteadyClock
from bot.errors import (
    AmbiguousDeliveryError,
    DeliveryError,
    PermanentDeliveryError,
    TransientDeliveryError,
)
from bot.ports import ChatAdapter, MessageRef
from bot.store import Delivery, Store

log = logging.getLogger(__name__)


class Rounds:
    """Brings a channel's next delivery one step further.

    next_of → fold what is overdue → next_step
        Send: pace → mark_sending (durable) → post or edit → posted | postponed | in doubt | stopped | failed
        Look: claim → find in the channel's history → posted | clean, so send | left to the operator
    """

    def __init__(
        self,
        store: Store,
        adapters: Mapping[str, ChatAdapter],
        clock: SteadyClock,
        settling: Settling,
        policy: RetryPolicy,
        *,
        fresh_for: timedelta,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._store = store
        self._adapters = adapters
        self._clock = clock
        self._settling = settling
        self._policy = policy
        self._fresh_for = fresh_for
        self._pacers = {name: Pacer(each.pace, clock, sleep) for name, each in adapters.items()}
        self._accepted_at: dict[str, datetime] = {}

    async def advance(self, platform: str, channel: str) -> bool:
        """Take the channel's next step; returns whether there may be another one at once.

        Raises StoreError, having sent nothing, where the database cannot take the mark.
        """
        now = self._clock.now()
        delivery = await self._store.outbox.next_of(platform, channel, now)
        if delivery is None:
            return False
        if is_overdue(delivery, self._fresh_for, now) and await self._fold_overdue(delivery, now):
            return True
        adapter = self._adapters[platform]
        match self._policy.next_step(delivery, adapter.certainty, now):
            case Send(is_clean):
                return await self._send(adapter, delivery, is_clean=is_clean)
            case Look(since):
                return await self._look(adapter, delivery, since)
            case Wait(until):
                reason = delivery.reason or "interrupted"
                await self._settling.doubted(delivery, reason, until, outcome=Outcome.AMBIGUOUS)
                return False
            case Drop(reason):
                await self._settling.failed(delivery, reason)
                return True

    async def _fold_overdue(self, first: Delivery, now: datetime) -> bool:
        """Let one digest stand for all alerts that waited too long, if there are several."""
        waiting = await self._store.outbox.waiting(first.platform, first.channel)
        overdue = [delivery for delivery in waiting if is_overdue(delivery, self._fresh_for, now)]
        if len(overdue) < 2:
            return False
        async with self._store.transaction() as tx:
            await self._store.outbox.gather(tx, notices.overdue(overdue, now), overdue, is_first=True)
        return True

    async def _send(self, adapter: ChatAdapter, delivery: Delivery, *, is_clean: bool) -> bool:
        async with self._pacers[delivery.platform].place(delivery.channel) as place:
            at = self._clock.now()
            async with self._store.transaction() as tx:
                if not await self._store.outbox.mark_sending(tx, delivery.id, at=at, is_clean=is_clean):
                    return False
            tried = _as_tried(delivery, at, is_clean=is_clean)
            try:
                ref = await _hand_over(adapter, tried, place)
            except DeliveryError as error:
                return await self._not_posted(adapter, tried, error, is_clean=is_clean)
            except Exception as error:  # a fault in an adapter must not stop the channel's other messages
                log.exception("adapter.failed", extra={"platform": delivery.platform, "delivery": delivery.id})
                return await self._in_doubt(adapter, tried, error)
        await self._posted(tried, ref)
        return True

    async def _posted(self, delivery: Delivery, ref: MessageRef) -> None:
        self._accepted_at[delivery.platform] = self._clock.now()
        await self._settling.posted(delivery, ref)

    async def _not_posted(
        self, adapter: ChatAdapter, delivery: Delivery, error: DeliveryError, *, is_clean: bool
    ) -> bool:
        match error:
            case PermanentDeliveryError() if error.channel_is_dead:
                in_doubt = not is_clean and not delivery.is_edit
                await self._settling.channel_stopped(delivery, in_a_line(error), is_in_doubt=in_doubt)
                return False
            case PermanentDeliveryError() if is_clean or delivery.is_edit:
                await self._settling.failed(delivery, in_a_line(error))
                return True
            case TransientDeliveryError() if is_clean or delivery.is_edit:
                return await self._postponed(delivery, error)
            case TransientDeliveryError() | PermanentDeliveryError():
                await self._still_in_doubt(adapter, delivery, error)
                return False
            case _:
                return await self._in_doubt(adapter, delivery, error)

    async def _postponed(self, delivery: Delivery, error: DeliveryError) -> bool:
        """The try was surely not accepted."""
        if self._is_poisoned(delivery):
            await self._settling.failed(delivery, in_a_line(error))
            return True
        until = self._policy.next_attempt(delivery.attempts, error, self._clock.now())
        await self._settling.postponed(delivery, in_a_line(error), until, _outcome_of(error))
        return False

    async def _still_in_doubt(self, adapter: ChatAdapter, delivery: Delivery, error: DeliveryError) -> None:
        """This try was surely not accepted, but an earlier one may have been."""
        now = self._clock.now()
        until = self._policy.next_attempt(delivery.attempts, error, now)
        if not isinstance(error, TransientDeliveryError) or error.retry_after is None:
            until = reconsider_at(delivery, adapter.certainty, until, now)
        await self._settling.doubted(delivery, in_a_line(error), until, outcome=_outcome_of(error))

    async def _in_doubt(self, adapter: ChatAdapter, delivery: Delivery, error: Exception) -> bool:
        """The try may have been accepted."""
        if delivery.is_edit:  # changing a message twice is harmless
            return await self._postponed(delivery, AmbiguousDeliveryError(in_a_line(error)))
        now = self._clock.now()
        until = reconsider_at(
            delivery, adapter.certainty, self._policy.next_attempt(delivery.attempts, error, now), now
        )
        await self._settling.doubted(delivery, in_a_line(error), until, sent_until=now, outcome=Outcome.AMBIGUOUS)
        return False

    async def _look(self, adapter: ChatAdapter, delivery: Delivery, since: datetime) -> bool:
        async with self._store.transaction() as tx:
            if not await self._store.outbox.claim(tx, delivery.id, at=self._clock.now()):
                return False
        try:
            async with asyncio.timeout(SEND_LIMIT.total_seconds()):
                ref = await adapter.find(delivery.channel, delivery.id, since=since)
        except PermanentDeliveryError as error:
            return await self._cannot_look(delivery, error)
        except Exception as error:  # whatever it is, nothing was learnt: look again later
            if not isinstance(error, DeliveryError | TimeoutError):
                log.exception("adapter.failed", extra={"platform": delivery.platform, "delivery": delivery.id})
            until = self._policy.next_attempt(delivery.attempts, error, self._clock.now())
            await self._settling.doubted(delivery, in_a_line(error), until, outcome=Outcome.TRANSIENT)
            return False
        if ref is not None:
            await self._posted(delivery, ref)
            return True
        if self._is_poisoned(delivery):
            await self._settling.failed(delivery, delivery.reason or "refused again and again")
            return True
        return await self._send(adapter, delivery, is_clean=True)

    async def _cannot_look(self, delivery: Delivery, error: PermanentDeliveryError) -> bool:
        if error.channel_is_dead:
            await self._settling.channel_stopped(delivery, in_a_line(error), is_in_doubt=True)
            return False
        await self._settling.left_in_doubt(delivery, in_a_line(error))
        return True

    def _is_poisoned(self, delivery: Delivery) -> bool:
        accepted_at = self._accepted_at.get(delivery.platform)
        return self._policy.is_poisoned(delivery, platform_accepted_at=accepted_at)


async def _hand_over(adapter: ChatAdapter, delivery: Delivery, place: Place) -> MessageRef:
    """Let the platform have it, at the moment the pace allows."""
    await place.depart()
    try:
        async with asyncio.timeout(SEND_LIMIT.total_seconds()):
            if delivery.edits is not None:
                await adapter.edit(delivery.edits, delivery.message)
                return delivery.edits
            return await adapter.post(delivery.channel, delivery.message, key=delivery.id, reply_to=delivery.reply_to)
    except TimeoutError as error:
        raise AmbiguousDeliveryError(f"no answer within {SEND_LIMIT.total_seconds():.0f} s") from error


def _as_tried(delivery: Delivery, at: datetime, *, is_clean: bool) -> Delivery:
    """Return the delivery as the mark of this try left it."""
    return replace(
        delivery,
        attempts=delivery.attempts + 1,
        first_sent_at=delivery.first_sent_at or at,
        doubt_since=at if is_clean else delivery.doubt_since,
        doubt_until=None if is_clean else delivery.doubt_until,
    )


def _outcome_of(error: DeliveryError) -> Outcome:
    is_paced = isinstance(error, TransientDeliveryError) and error.retry_after is not None
    return Outcome.RATE_LIMITED if is_paced else Outcome.TRANSIENT
