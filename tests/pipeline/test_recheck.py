from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import SourceError
from bot.message import Bullets, Footer, Message, Run, Style, words
from bot.metrics import Metrics
from bot.model import Document, Entry, MediaType, Subscription
from bot.pipeline import Feeding, Pipeline
from bot.pipeline.grouping import Grouping
from bot.pipeline.patience import wish_key
from bot.pipeline.recheck import FIRST_CHECK, Recheck, first_check, next_check
from bot.store import AlertKind, Delivery, Store
from tests.fakes import FakeSource
from tests.lifetimes import NOON, FakeClock
from tests.make import brief

BEFORE = (
    "At least 12 people have died in the flood at Orlec, the emergency office said on Monday. "
    "The river broke a dyke in the night and the lower town was under water at dawn. "
    "“We were not warned by anyone at all,” said Ada Orr, who runs the bakery."
)


def listed(text: str, headline: str = "Twelve dead in Orlec flood") -> Entry:
    return Entry(
        guid="guid-1",
        url="https://tarn.test/flood",
        published_at=NOON,
        outlet="Tarn Courier",
        document=Document(text=text, media_type=MediaType.TEXT, raw=True, headline=headline),
    )


class Desk:
    """A posted article, and what happens when it is looked at again."""

    def __init__(self, store: Store, clock: FakeClock, source: FakeSource, pipeline: Pipeline) -> None:
        self.store, self.clock, self.source, self.pipeline = store, clock, source, pipeline
        self.recheck = Recheck(store=store, sources={"source": source}, clock=clock, owed=lambda: None)

    async def look_again(self) -> int:
        self.clock.advance(FIRST_CHECK + timedelta(minutes=1))
        return await self.recheck.check_due()

    async def hear_from(self, outlet: str) -> None:
        """Read the same story as another outlet tells it."""
        text = BEFORE.replace("The river broke a dyke", f"As the {outlet} learned, the river broke a dyke")
        entry = replace(listed(text), guid=outlet, url=f"https://{outlet.lower()}.test/flood", outlet=outlet)
        await self.pipeline.poll(
            Feeding(source=FakeSource(outlet, entries=(entry,)), every=timedelta(minutes=5), backlog=None)
        )

    async def edits(self) -> list[Delivery]:
        return [delivery for delivery in await self.store.outbox.waiting("fake", "news") if delivery.is_edit]

    async def owed(self) -> list[Delivery]:
        waiting = await self.store.outbox.waiting("fake", "news")
        return [delivery for delivery in waiting if delivery.alert.kind is AlertKind.CORRECTION]


@pytest.fixture
async def desk(store: Store, clock: FakeClock) -> Desk:
    async with store.transaction() as tx:
        await store.subscriptions.sync(tx, (Subscription(platform="fake", channel="news"),))
    source = FakeSource(entries=(listed(BEFORE),))
    pipeline = Pipeline(
        store=store, grouping=await Grouping.open(store, clock), clock=clock, metrics=Metrics(), owed=lambda: None
    )
    await pipeline.poll(Feeding(source=source, every=timedelta(minutes=5), backlog=None))
    return Desk(store, clock, source, pipeline)


def styled(message: Message, style: Style) -> str:
    lines = [line for block in message.blocks if isinstance(block, Bullets) for line in block.lines]
    texts = [run.text for line in lines for run in line if run.style is style]
    texts += [
        run.text
        for block in message.blocks
        for run in getattr(block, "text", ())
        if isinstance(run, Run) and run.style is style
    ]
    return " | ".join(texts)


async def test_an_unchanged_article_leaves_its_alert_alone(desk: Desk) -> None:
    assert await desk.look_again() == 0
    assert await desk.owed() == []


async def test_a_corrected_figure_is_struck_through_and_told_in_one_reply(desk: Desk) -> None:
    desk.source.entries = (listed(BEFORE.replace("At least 12 people", "At least 21 people")),)
    assert await desk.look_again() == 1
    edit, note = await desk.owed()
    assert edit.is_edit
    assert "12 people" in styled(edit.message, Style.STRIKE)
    assert "21 people" in styled(edit.message, Style.BOLD)
    assert note.reply_to_id == edit.edits_id
    assert "12 people" in styled(note.message, Style.STRIKE)


def footer(message: Message) -> str:
    return words(next(block.text for block in message.blocks if isinstance(block, Footer)))


async def test_a_corrected_alert_still_says_how_many_outlets_tell_the_story(desk: Desk) -> None:
    await desk.hear_from("Harbour")
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    await desk.look_again()
    edit, _ = await desk.owed()
    assert "2 outlets" in footer(edit.message)


async def test_a_further_outlet_does_not_wipe_a_correction_away(desk: Desk) -> None:
    await desk.hear_from("Harbour")
    assert ["2 outlets" in footer(edit.message) for edit in await desk.edits()] == [True]
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    await desk.look_again()
    await desk.hear_from("Lantern")
    assert "corrected" in footer((await desk.edits())[-1].message)


async def test_the_ledger_follows_the_correction(desk: Desk) -> None:
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    await desk.look_again()
    lows = [line.low for line in await desk.store.ledger.latest_figures()]
    assert 21 in lows
    assert 12 not in lows


async def test_a_withdrawn_quote_is_struck_through(desk: Desk) -> None:
    desk.source.entries = (listed(BEFORE.split(" “We")[0]),)
    assert await desk.look_again() == 1
    edit, _ = await desk.owed()
    assert "not warned" in styled(edit.message, Style.STRIKE)


async def test_a_changed_headline_shows_the_former_one(desk: Desk) -> None:
    desk.source.entries = (listed(BEFORE, headline="Many dead in Orlec flood"),)
    assert await desk.look_again() == 1
    edit, _ = await desk.owed()
    assert "Twelve dead in Orlec flood" in styled(edit.message, Style.STRIKE)


async def test_words_that_were_not_shown_may_change_quietly(desk: Desk) -> None:
    desk.source.entries = (listed(BEFORE + "\n\nMore rain is expected."),)
    assert await desk.look_again() == 0
    assert await desk.owed() == []


async def test_an_article_that_was_taken_down_is_said_to_be(desk: Desk) -> None:
    async def gone(entry: Entry) -> Document:
        raise SourceError("tarn.test/flood: gone (410)", gone=True)

    await desk.hear_from("Harbour")
    desk.source.open = gone  # type: ignore[method-assign]
    assert await desk.look_again() == 1
    [edit] = await desk.owed()
    assert "Taken down" in edit.message.summary
    assert "2 outlets" in footer(edit.message)


async def test_a_source_that_fails_is_asked_again_later(desk: Desk) -> None:
    desk.source.problem = SourceError("source: answers 500")
    assert await desk.look_again() == 0
    desk.source.problem = None
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    desk.clock.advance(timedelta(hours=2))
    assert await desk.recheck.check_due() == 1


def test_looks_become_rarer_and_end() -> None:
    added, now, looks = NOON, NOON + FIRST_CHECK, []
    while (again := next_check(added, now)) is not None:
        looks.append(again - now)
        now = again
    assert looks == sorted(looks)
    assert 5 < len(looks) < 20


def test_an_article_that_was_old_when_it_came_is_not_looked_at_again() -> None:
    assert first_check(brief(), NOON + timedelta(days=30)) is None


async def test_a_teaser_in_place_of_a_page_withdraws_nothing(desk: Desk) -> None:
    [entry] = desk.source.entries
    teaser = Document(text="At least 12 people have died.", media_type=MediaType.TEXT, raw=True, is_teaser=True)
    desk.source.documents[entry.guid] = teaser
    assert await desk.look_again() == 0
    assert await desk.owed() == []


async def test_an_error_nobody_foresaw_puts_the_next_look_off_instead_of_stopping_all(desk: Desk) -> None:
    desk.source.documents["guid-1"] = Document(text=None, media_type=MediaType.TEXT)  # type: ignore[arg-type]
    assert await desk.look_again() == 0
    assert await desk.store.articles.to_check(desk.clock.now()) == ()


async def test_an_article_missing_once_is_left_alone_and_missing_twice_is_taken_down(desk: Desk) -> None:
    async def missing(entry: Entry) -> Document:
        raise SourceError("tarn.test/flood was not found (404)", missing=True)

    desk.source.open = missing  # type: ignore[method-assign]
    assert await desk.look_again() == 0
    assert await desk.owed() == []
    assert await desk.look_again() == 1
    [edit] = await desk.owed()
    assert "Taken down" in edit.message.summary


async def test_an_article_that_left_its_feed_is_still_looked_for(desk: Desk) -> None:
    async def gone(entry: Entry) -> Document:
        raise SourceError(f"{entry.url}: gone (410)", gone=True)

    desk.source.entries, desk.source.open = (), gone  # type: ignore[method-assign]
    assert await desk.look_again() == 1


async def test_an_article_that_was_numbered_anew_is_known_by_its_address(desk: Desk) -> None:
    desk.source.entries = (replace(listed(BEFORE.replace("12 people", "21 people")), guid="another"),)
    assert await desk.look_again() == 1


def test_articles_of_a_source_read_every_second_are_looked_at_again_at_once() -> None:
    assert first_check(brief(), NOON, timedelta(seconds=1)) == NOON + timedelta(seconds=1)
    assert next_check(NOON, NOON + timedelta(seconds=1), timedelta(seconds=1)) == NOON + timedelta(seconds=2)


async def test_a_file_written_anew_is_compared_whatever_its_turn(desk: Desk) -> None:
    recheck = Recheck(
        store=desk.store, sources={"source": desk.source}, clock=desk.clock, owed=lambda: None, at_hand=["source"]
    )
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    assert await recheck.check_changed("source", ["guid-2"]) == 0
    assert await recheck.check_changed("source", ["guid-1"]) == 1
    assert await recheck.check_at_hand() == 0


async def test_a_server_that_asks_us_to_wait_is_not_asked_for_corrections(desk: Desk, store: Store) -> None:
    async with store.transaction() as tx:
        until = desk.clock.now() + timedelta(hours=5)
        await store.memories.remember(tx, wish_key("source"), until.isoformat())
    polls = desk.source.polls
    desk.source.entries = (listed(BEFORE.replace("12 people", "21 people")),)
    assert await desk.look_again() == 0
    assert desk.source.polls == polls
    desk.clock.advance(timedelta(hours=6))
    assert await desk.recheck.check_due() == 1
