"""The proofs can fail: each well-known mistake in the protocol is made here on purpose, and caught by each of them."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase
from sqlalchemy import update

from bot.delivery import RetryPolicy
from bot.delivery.policy import Step
from bot.errors import AmbiguousDeliveryError, TransientDeliveryError
from bot.message import Message
from bot.model import DeliveryId, DeliveryState
from bot.ports import Certainty, MessageRef
from bot.store import Delivery, Store, Tx
from bot.store.outbox import Outbox
from bot.store.tables import deliveries
from tests.delivery.lives import crash_at_each
from tests.delivery.machine import live, sqlite_ground
from tests.delivery.office import MINUTE, SECOND
from tests.fakes import HISTORY, NONCE, FakeChat, Weather

SLOW_HISTORY = Certainty(same_key_window=timedelta(0), visible_after=MINUTE)


class PostsBeforeItMarks(Outbox):
    async def mark_sending(self, tx: Tx, key: DeliveryId, *, at: datetime, is_clean: bool = True) -> bool:
        return True


class MarksAndForgets(Outbox):
    async def mark_sending(self, tx: Tx, key: DeliveryId, *, at: datetime, is_clean: bool = True) -> bool:
        is_ours = await super().mark_sending(tx, key, at=at, is_clean=is_clean)
        if is_ours:
            await self.settle_posted(tx, key, MessageRef(channel="?", message="?"), at=at)
        return is_ours


class ResendsAtTheStart(Outbox):
    async def recover(self, tx: Tx, *, at: datetime) -> int:
        under_way = deliveries.c.state == DeliveryState.SENDING.value
        values = {"state": DeliveryState.PENDING.value, "is_dubious": False, "next_attempt_at": at}
        return (await tx.execute(update(deliveries).where(under_way).values(values))).rowcount


class LosesWhatItSettles(Outbox):
    async def settle_posted(self, tx: Tx, key: DeliveryId, ref: MessageRef, *, at: datetime) -> None:
        return None


class ForgetsDoubts(Outbox):
    async def doubt(self, tx: Tx, key: DeliveryId, reason: str, *, sent_until: datetime, until: datetime) -> None:
        await self.postpone(tx, key, until, reason)


class SendsAgain(RetryPolicy):
    def next_step(self, delivery: Delivery, certainty: Certainty, now: datetime) -> Step:
        return super().next_step(replace(delivery, is_dubious=False), certainty, now)


class TrustsTheKeyForEver(RetryPolicy):
    def next_step(self, delivery: Delivery, certainty: Certainty, now: datetime) -> Step:
        unforgetting = Certainty(same_key_window=timedelta(days=99), visible_after=certainty.visible_after)
        return super().next_step(delivery, unforgetting, now)


class LooksTooSoon(RetryPolicy):
    def next_step(self, delivery: Delivery, certainty: Certainty, now: datetime) -> Step:
        impatient = Certainty(same_key_window=timedelta(0), visible_after=timedelta(0))
        return super().next_step(delivery, impatient, now)


@dataclass
class SendsNoKey(FakeChat):
    """The key is found when the history is read, but no second copy is held back."""

    numbers: Iterator[int] = field(default_factory=itertools.count)

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        other = DeliveryId(f"{key}.{next(self.numbers)}")
        return await super().post(channel, message, key=other, reply_to=reply_to)

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        await super().find(channel, key, since=since)
        return next((each.ref for each in self.seen[channel] if each.key.startswith(key)), None)


class CallsEveryFailureHarmless(FakeChat):
    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        try:
            return await super().post(channel, message, key=key, reply_to=reply_to)
        except AmbiguousDeliveryError as error:
            raise TransientDeliveryError(str(error)) from error


@dataclass(frozen=True)
class Mutant:
    """A mistake, and what it takes to show it."""

    outbox: type[Outbox] = Outbox
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    platform: type[FakeChat] = FakeChat
    on: Certainty = HISTORY
    weather: tuple[Weather, ...] = ()
    down_for: timedelta = SECOND

    @property
    def store(self) -> type[Store]:
        outbox = self.outbox

        class MutantStore(Store):
            def __init__(self, database: Any) -> None:
                super().__init__(database)
                self.outbox = outbox(database)

        return MutantStore


MUTANTS = [
    pytest.param(Mutant(outbox=PostsBeforeItMarks), id="posts before it marks"),
    pytest.param(Mutant(outbox=MarksAndForgets), id="marks, then forgets"),
    pytest.param(Mutant(outbox=ResendsAtTheStart), id="resends at the start"),
    pytest.param(Mutant(outbox=LosesWhatItSettles), id="loses what it settles"),
    pytest.param(Mutant(outbox=ForgetsDoubts, weather=(Weather.CUT,)), id="forgets doubts"),
    pytest.param(Mutant(policy=SendsAgain()), id="resends without looking"),
    pytest.param(Mutant(policy=TrustsTheKeyForEver(), on=NONCE, down_for=5 * MINUTE), id="trusts the key for ever"),
    pytest.param(Mutant(policy=LooksTooSoon(), on=SLOW_HISTORY), id="looks too soon"),
    pytest.param(Mutant(platform=SendsNoKey, on=NONCE), id="sends no key"),
    pytest.param(Mutant(platform=CallsEveryFailureHarmless, weather=(Weather.CUT,)), id="calls every failure harmless"),
]


@pytest.mark.parametrize("mutant", MUTANTS)
def test_the_machine_catches_it(tmp_path: Path, mutant: Mutant) -> None:
    with pytest.raises(AssertionError):
        live(
            sqlite_ground(tmp_path, mutant.store),
            mutant.on,
            examples=99,
            steps=12,
            policy=mutant.policy,
            platform=mutant.platform,
            phases=(Phase.generate,),
        )


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_crash_at_every_touch_catches_it(tmp_path: Path, mutant: Mutant) -> None:
    with pytest.raises(AssertionError, match="died at touch"):
        crash_at_each(
            range(1, 10_000),
            tmp_path,
            mutant.on,
            mutant.weather,
            mutant.down_for,
            platform=mutant.platform,
            policy=mutant.policy,
            kind=mutant.store,
        )
