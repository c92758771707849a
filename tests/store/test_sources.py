"""Sources between polls, subscriptions, and small memories."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from bot.model import Cadence, Subscription
from bot.ports import SourceMemory
from bot.store import Store
from tests.lifetimes import NOON, FakeClock

MINUTE = timedelta(minutes=1)
MEMORY = SourceMemory(etag='"x"', modified="Mon", digest="d")


async def sync(store: Store, *names: str) -> None:
    async with store.transaction() as tx:
        await store.sources.sync(tx, names)


async def due(store: Store, clock: FakeClock, limit: int = 100) -> list[str]:
    async with store.transaction() as tx:
        return [state.name for state in await store.sources.due(tx, clock.now(), limit)]


async def test_a_source_never_polled_has_an_empty_state(store: Store) -> None:
    state = await store.sources.state("feed")
    assert (state.memory, state.polled_at, state.failures, state.is_retired) == (SourceMemory(), None, 0, False)


async def test_a_poll_is_remembered(store: Store) -> None:
    async with store.transaction() as tx:
        failures = [
            await store.sources.record_failure(tx, "feed", "HTTP 500", polled_at=NOON, next_poll_at=NOON + MINUTE)
            for _ in range(3)
        ]
    assert failures == [1, 2, 3]
    assert (await store.sources.state("feed")).last_error == "HTTP 500"
    async with store.transaction() as tx:
        await store.sources.record_success(tx, "feed", MEMORY, polled_at=NOON, next_poll_at=NOON + MINUTE)
    state = await store.sources.state("feed")
    assert (state.memory, state.failures, state.last_error) == (MEMORY, 0, None)
    assert (state.polled_at, state.succeeded_at, state.next_poll_at) == (NOON, NOON, NOON + MINUTE)


async def test_due_sources_are_given_out_once_longest_waiting_first(store: Store, clock: FakeClock) -> None:
    await sync(store, "a", "b", "c")
    async with store.transaction() as tx:
        for name, ahead in (("a", 3), ("b", 1), ("c", 2)):
            await store.sources.record_success(tx, name, MEMORY, polled_at=NOON, next_poll_at=NOON + ahead * MINUTE)
    assert await due(store, clock) == []
    assert await store.sources.next_due_at() == NOON + MINUTE
    clock.advance(5 * MINUTE)
    assert await due(store, clock, limit=2) == ["b", "c"]
    assert await due(store, clock) == ["a"]
    assert await due(store, clock) == []


async def test_a_source_whose_poller_never_reports_is_given_out_again(store: Store, clock: FakeClock) -> None:
    await sync(store, "a")
    assert await due(store, clock) == ["a"]
    clock.advance(10 * MINUTE)
    assert await due(store, clock) == ["a"]


async def test_a_retired_source_is_never_due_until_it_is_revived(store: Store, clock: FakeClock) -> None:
    await sync(store, "a")
    async with store.transaction() as tx:
        await store.sources.retire(tx, "a", "HTTP 410", at=NOON)
    assert await due(store, clock) == []
    await sync(store, "a")
    assert (await store.sources.state("a")).is_retired
    async with store.transaction() as tx:
        await store.sources.revive(tx, "a")
    assert await due(store, clock) == ["a"]


async def test_a_source_taken_out_of_the_configuration_keeps_its_memory(store: Store, clock: FakeClock) -> None:
    await sync(store, *(f"feed {number}" for number in range(1200)))
    async with store.transaction() as tx:
        await store.sources.record_success(tx, "feed 1", MEMORY, polled_at=NOON, next_poll_at=NOON)
    await sync(store, "feed 2")
    assert [state.name for state in await store.sources.states()] == ["feed 2"]
    assert await due(store, clock) == ["feed 2"]
    await sync(store, "feed 1")
    assert (await store.sources.state("feed 1")).memory == MEMORY


FULL = Subscription(
    platform="discord",
    channel="1",
    topics=("troops",),
    sources=("wire",),
    keywords=("flood", "-sport"),
    cadence=Cadence.DAILY,
    on_change=True,
    change_by=Decimal("12.5"),
    mention="42",
)
PLAIN = Subscription(platform="slack", channel="C1")


async def test_subscriptions_come_back_as_they_were(store: Store) -> None:
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (FULL, PLAIN))
    assert await store.subscriptions.all() == (FULL, PLAIN)


async def test_the_configuration_replaces_its_own_subscriptions_and_leaves_those_of_chat(store: Store) -> None:
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (FULL,))
        number = await store.subscriptions.add(tx, PLAIN, added_by="ada")
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, ())
        assert await store.subscriptions.all(tx) == (PLAIN,)
    (known,) = await store.subscriptions.of("slack", "C1")
    assert (known.id, known.is_from_chat, known.added_by) == (number, True, "ada")
    async with store.transaction() as tx:
        assert await store.subscriptions.change(tx, number, replace(PLAIN, keywords=("flood",)))
    assert (await store.subscriptions.all())[0].keywords == ("flood",)
    async with store.transaction() as tx:
        assert await store.subscriptions.remove(tx, number)
        assert not await store.subscriptions.remove(tx, number)
    assert await store.subscriptions.all() == ()


async def test_chat_cannot_remove_what_the_configuration_says(store: Store) -> None:
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (FULL,))
    (known,) = await store.subscriptions.of("discord", "1")
    async with store.transaction() as tx:
        assert not await store.subscriptions.remove(tx, known.id)
    assert await store.subscriptions.all() == (FULL,)


async def test_small_things_are_remembered_by_name(store: Store) -> None:
    async with store.transaction() as tx:
        assert await store.memories.first_time(tx, "welcome:1")
        assert not await store.memories.first_time(tx, "welcome:1")
        await store.memories.remember(tx, "mute:a", {"until": [1, None]})
        await store.memories.remember(tx, "mute:a", {"until": [2, "é"]})
        assert await store.memories.recall("mute:a", tx) == {"until": [2, "é"]}
    assert await store.memories.recall_all("mute:") == {"mute:a": {"until": [2, "é"]}}
    assert await store.memories.recall_all("%") == {}
    async with store.transaction() as tx:
        await store.memories.forget(tx, "mute:a")
    assert await store.memories.recall("mute:a") is None
