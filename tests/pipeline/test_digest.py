"""A digest that fell due while nothing ran goes out at the next start, once."""

from datetime import timedelta

from bot.pipeline.digest import Digests
from bot.store import Owed, Store
from tests import make
from tests.lifetimes import FakeClock

HOUR = timedelta(hours=1)


async def hold(store: Store, number: int, clock: FakeClock, channel: str = "morning") -> None:
    async with store.transaction() as tx:
        alert = make.alert(number, at=clock.now())
        await store.outbox.owe(tx, alert, (Owed(platform="fake", channel=channel, is_held=True),))


async def digests_of(store: Store, channel: str = "morning") -> list[str]:
    return [each.message.summary for each in await store.outbox.waiting("fake", channel)]


async def test_a_missed_digest_is_caught_up_once(store: Store, clock: FakeClock) -> None:
    digests = Digests(store=store, clock=clock, owed=lambda: None)
    await hold(store, 1, clock)
    due_at = clock.now() + HOUR
    clock.advance(3 * HOUR)
    assert await digests.catch_up(due_at) == 1
    assert len(await digests_of(store)) == 1
    assert await digests.catch_up(due_at) == 0
    assert len(await digests_of(store)) == 1


async def test_what_came_after_the_last_digest_waits_for_the_next(store: Store, clock: FakeClock) -> None:
    digests = Digests(store=store, clock=clock, owed=lambda: None)
    due_at = clock.now()
    clock.advance(HOUR)
    await hold(store, 1, clock)
    assert await digests.catch_up(due_at) == 0
    assert await digests_of(store) == []


async def test_only_channels_that_missed_theirs_get_one(store: Store, clock: FakeClock) -> None:
    digests = Digests(store=store, clock=clock, owed=lambda: None)
    await hold(store, 1, clock)
    due_at = clock.now() + HOUR
    clock.advance(2 * HOUR)
    await hold(store, 2, clock, channel="later")
    assert await digests.catch_up(due_at) == 1
    assert await digests_of(store, "later") == []


async def test_a_second_digest_at_the_same_time_is_one_of_its_own(store: Store, clock: FakeClock) -> None:
    """As where the clock was set back an hour just after the first."""
    digests = Digests(store=store, clock=clock, owed=lambda: None)
    for number in (1, 2):
        await hold(store, number, clock)
        assert await digests.gather() == 1
    assert len(await store.outbox.waiting("fake", "morning")) == 2
