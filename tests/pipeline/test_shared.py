"""An article that two sources list is one article, and every channel that follows either of them hears of it once."""

from datetime import timedelta

from bot.metrics import Metrics
from bot.model import Document, Entry, MediaType, Subscription
from bot.pipeline import Feeding, Pipeline
from bot.pipeline.grouping import Grouping
from bot.store import Store
from tests.fakes import FakeSource
from tests.lifetimes import NOON, FakeClock

TEXT = "The river board said on Monday that about 1,200 people had left Orlec. The dyke broke in the night."


def source(name: str) -> FakeSource:
    document = Document(text=TEXT, media_type=MediaType.TEXT, raw=True, headline="1,200 leave Orlec", outlet="Courier")
    entry = Entry(guid=f"{name}-1", url="https://courier.test/orlec", published_at=NOON, document=document)
    return FakeSource(name=name, entries=(entry,))


async def test_a_channel_hears_of_an_article_that_another_source_listed_first(store: Store, clock: FakeClock) -> None:
    wishes = (
        Subscription(platform="fake", channel="first", sources=("one",)),
        Subscription(platform="fake", channel="second", sources=("two",)),
        Subscription(platform="fake", channel="all"),
    )
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, wishes)
    grouping = await Grouping.open(store, clock)
    pipeline = Pipeline(store=store, grouping=grouping, clock=clock, metrics=Metrics(), owed=lambda: None)
    for name in ("one", "two", "one"):
        await pipeline.poll(Feeding(source=source(name), every=timedelta(minutes=5), backlog=None))
    for channel in ("first", "second", "all"):
        owed = await store.outbox.waiting("fake", channel)
        assert [delivery.message.summary for delivery in owed] == ["1,200 leave Orlec (Courier)"], channel
