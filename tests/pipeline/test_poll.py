from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import SourceError
from bot.metrics import Metrics
from bot.model import Cadence, Document, Entry, MediaType, Subscription
from bot.pipeline import Feeding, Outcome, Pipeline
from bot.pipeline.digest import Digests
from bot.pipeline.grouping import Grouping
from bot.store import AlertKind, Store
from tests.fakes import FakeSource
from tests.lifetimes import NOON, FakeClock
from tests.make import topic

READERS = Subscription(platform="fake", channel="news")
OPERATORS = ("fake", "operators")


def told(number: int, text: str, *, outlet: str = "Tarn Courier", headline: str | None = None) -> Entry:
    return Entry(
        guid=f"guid-{number}",
        title=headline or text.split(".")[0],
        url=f"https://{outlet.lower().replace(' ', '')}.test/{number}",
        published_at=NOON - timedelta(minutes=number),
        outlet=outlet,
        document=Document(text=text, media_type=MediaType.TEXT, raw=True),
    )


FLOOD = (
    "At least 12 people have died in the flood at Orlec, the emergency office said on Monday. "
    "The river Ister broke a dyke in the night and 3,400 people left their homes in southern Norvale."
)
HARVEST = "Farmers in Velmora brought in 40,000 tonnes of barley this year, the growers' union said on Monday."


@pytest.fixture
async def pipeline(store: Store, clock: FakeClock) -> Pipeline:
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (READERS,))
    return Pipeline(
        store=store,
        grouping=await Grouping.open(store, clock),
        clock=clock,
        metrics=Metrics(),
        owed=lambda: None,
        operators=(OPERATORS,),
    )


def fed(source: FakeSource, *, backlog: int | None = None) -> Feeding:
    return Feeding(source=source, every=timedelta(minutes=5), backlog=backlog)


async def owed(store: Store, channel: str = "news") -> list[str]:
    return [delivery.message.summary for delivery in await store.outbox.waiting("fake", channel)]


async def test_a_new_article_is_stored_and_owed_once(pipeline: Pipeline, store: Store) -> None:
    source = FakeSource(entries=(told(1, FLOOD),))
    first = await pipeline.poll(fed(source))
    second = await pipeline.poll(fed(source))
    assert (first.outcome, first.new, second.new) == (Outcome.READ, 1, 0)
    assert len(await owed(store)) == 1
    [stored] = await store.articles.latest()
    assert "12 people" in stored.brief.article.body


async def test_a_changed_date_or_guid_never_posts_again(pipeline: Pipeline, store: Store) -> None:
    source = FakeSource(entries=(told(1, FLOOD),))
    await pipeline.poll(fed(source))
    again = told(1, FLOOD)
    source.entries = (
        Entry(**{**_fields(again), "published_at": NOON, "guid": "guid-new"}),
        Entry(**{**_fields(again), "url": f"{again.url}?utm_source=feed", "guid": "guid-newer"}),
    )
    assert (await pipeline.poll(fed(source))).new == 0
    assert len(await owed(store)) == 1


def _fields(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}


async def test_the_first_poll_of_an_old_feed_does_not_flood(pipeline: Pipeline, store: Store) -> None:
    source = FakeSource(entries=tuple(told(n, f"{HARVEST} It was day {n} of the count.") for n in range(1, 21)))
    report = await pipeline.poll(fed(source, backlog=1))
    assert (report.new, len(report.entries)) == (1, 20)
    assert (await pipeline.poll(fed(source, backlog=1))).new == 0
    source.entries = (told(99, FLOOD), *source.entries)
    assert (await pipeline.poll(fed(source, backlog=1))).new == 1


async def test_the_same_article_from_two_sources_is_one_alert(pipeline: Pipeline, store: Store) -> None:
    await pipeline.poll(fed(FakeSource(name="one", entries=(told(1, FLOOD),))))
    await pipeline.poll(fed(FakeSource(name="two", entries=(told(1, FLOOD),))))
    assert len(await store.articles.latest()) == 1
    assert len(await owed(store)) == 1


async def test_an_entry_that_cannot_be_had_is_tried_again_and_the_others_go_on(
    pipeline: Pipeline, store: Store
) -> None:
    lost = Entry(guid="guid-lost", title="Lost")
    source = FakeSource(entries=(lost, told(1, FLOOD)))
    assert (await pipeline.poll(fed(source))).new == 1
    source.documents["guid-lost"] = Document(text=HARVEST, media_type=MediaType.TEXT, raw=True)
    assert (await pipeline.poll(fed(source))).new == 1
    assert len(await store.articles.latest()) == 2


async def test_an_empty_article_is_named_and_does_not_stop_the_others(pipeline: Pipeline, store: Store) -> None:
    empty = Entry(guid="guid-empty", document=Document(text=" \n", media_type=MediaType.TEXT))
    report = await pipeline.poll(fed(FakeSource(entries=(empty, told(1, FLOOD)))))
    assert report.new == 1


async def test_an_error_nobody_foresaw_costs_one_entry_and_is_told_once_with_its_traceback(
    pipeline: Pipeline, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    unheard_of = Document(text=None, media_type=MediaType.TEXT)  # type: ignore[arg-type]
    source = FakeSource(entries=(told(1, FLOOD), Entry(guid="guid-odd", title="Odd", document=unheard_of)))
    report = await pipeline.poll(fed(source))
    assert (report.outcome, report.new) == (Outcome.READ, 1)
    await pipeline.poll(fed(source))
    [record] = [record for record in caplog.records if record.message == "entry_unreadable"]
    assert record.exc_info is not None
    assert "Odd" in vars(record)["problem"]
    assert len(await owed(store)) == 1


async def test_a_failing_source_waits_longer_each_time_and_its_operators_hear_of_it_once(
    pipeline: Pipeline, store: Store, clock: FakeClock
) -> None:
    source = FakeSource(problem=SourceError("source: answers 500"))
    waits = []
    for _ in range(5):
        report = await pipeline.poll(fed(source))
        assert (report.outcome, report.error) == (Outcome.FAILED, "source: answers 500")
        state = await store.sources.state("source")
        assert state.next_poll_at is not None
        waits.append(state.next_poll_at - clock.now())
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=1)
    assert [text for text in await owed(store, "operators") if "cannot be read" in text] != []
    assert len(await owed(store, "operators")) == 1
    source.problem = None
    await pipeline.poll(fed(source))
    assert "can be read again" in (await owed(store, "operators"))[-1]


async def test_a_server_that_asks_us_to_wait_is_left_alone(pipeline: Pipeline, store: Store, clock: FakeClock) -> None:
    source = FakeSource(problem=SourceError("source: busy", retry_after=timedelta(hours=2)))
    await pipeline.poll(fed(source))
    assert await pipeline.waiting_until("source") == clock.now() + timedelta(hours=2)
    clock.advance(timedelta(hours=3))
    assert await pipeline.waiting_until("source") is None


async def test_a_source_that_is_gone_is_retired(pipeline: Pipeline, store: Store) -> None:
    report = await pipeline.poll(fed(FakeSource(problem=SourceError("source: gone for good", gone=True))))
    assert report.outcome is Outcome.RETIRED
    assert (await store.sources.state("source")).is_retired


async def test_a_channel_gets_only_what_it_wants(pipeline: Pipeline, store: Store) -> None:
    await store.sync_topics((topic("dead", count=("person", "people")),))
    async with store.transaction() as tx:
        await store.subscriptions.sync(
            tx,
            (
                Subscription(platform="fake", channel="flood", keywords=("dyke",)),
                Subscription(platform="fake", channel="barley", keywords=("barley",)),
                Subscription(platform="fake", channel="other", sources=("another",)),
            ),
        )
    await pipeline.poll(fed(FakeSource(entries=(told(1, FLOOD), told(2, HARVEST)))))
    assert [len(await owed(store, name)) for name in ("flood", "barley", "other")] == [1, 1, 0]


async def test_a_daily_channel_gets_one_digest(pipeline: Pipeline, store: Store, clock: FakeClock) -> None:
    async with store.transaction() as tx:
        wish = Subscription(platform="fake", channel="morning", cadence=Cadence.DAILY)
        await store.subscriptions.sync(tx, (wish,))
    await pipeline.poll(fed(FakeSource(entries=(told(1, FLOOD), told(2, HARVEST)))))
    assert await owed(store, "morning") == []
    digests = Digests(store=store, clock=clock, owed=lambda: None)
    assert await digests.gather() == 1
    assert await owed(store, "morning") == ["Daily digest: 2 stories"]
    assert await digests.gather() == 0


@pytest.fixture
def changes(store: Store) -> Callable[..., Subscription]:
    return lambda **options: Subscription(
        platform="fake", channel="changes", topics=("troops",), on_change=True, **options
    )


async def test_a_changed_figure_is_an_alert_with_old_and_new(
    pipeline: Pipeline, store: Store, changes: Callable[..., Subscription]
) -> None:
    await store.sync_topics((topic("troops", count=("soldier", "troop")),))
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (changes(),))
    before = "The defence ministry said on Monday that 3,000 soldiers were in Velmora. They arrived by train."
    after = "The defence ministry said on Friday that 10,000 soldiers were in Velmora. More are on the way."
    await pipeline.poll(fed(FakeSource(entries=(told(9, before),))))
    assert await owed(store, "changes") == []
    await pipeline.poll(fed(FakeSource(entries=(told(1, after, outlet="Harbour Post"),))))
    [delivery] = await store.outbox.waiting("fake", "changes")
    assert delivery.alert.kind is AlertKind.CHANGE
    assert "10,000" in delivery.message.summary
    assert "3,000" in delivery.message.summary
