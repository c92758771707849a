"""Articles: each is stored once, comes back whole, and can be corrected."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.model import ArticleId, Brief, Change, Entry, Mention, Person, Qualifier, QuoteKind, Span, StoryId
from bot.store import Store
from tests import make
from tests.lifetimes import NOON, FakeClock


async def add(store: Store, brief: Brief, *, source: str = "wire", story: str = "story-1", **known: str) -> bool:
    async with store.transaction() as tx:
        return await store.articles.add(
            tx, brief, source=source, entry=make.entry(brief.article.id), story_id=StoryId(story), **known
        )


def whole_brief() -> Brief:
    """A brief with every field filled and every optional one empty once."""
    body = "“We saw a small number, maybe 2 to 3,” said Ada Brandt on Tuesday in Tarn. Costs rose 4.50%. No one said."
    told = make.article(7, body=body, headline=None, outlet=None, published_at=None)
    who = make.person()
    return Brief(
        article=replace(told, byline="A. Writer", language="de", url=None),
        summary=(Span(0, 10), Span(10, 20)),
        figures=(
            make.figure(
                body,
                "2 to 3",
                2,
                high=3,
                qualifier=Qualifier.ABOUT,
                speaker="Ada Brandt",
                who=who,
                place="Tarn",
                as_of="Tuesday",
                as_of_days=(NOON.date(), None),
            ),
            make.figure(body, "4.50%", "4.50", change=Change.UP, unit="percent", noun=""),
            make.figure(body, "a small number", None, qualifier=Qualifier.VAGUE),
        ),
        quotes=(
            make.quote(body, "We saw a small number, maybe 2 to 3,", "Ada Brandt", who),
            replace(make.quote(body, "No one said", None), cue="", kind=QuoteKind.MIXED),
        ),
    )


async def test_a_brief_comes_back_as_it_was(store: Store) -> None:
    brief = whole_brief()
    assert await add(store, brief)
    assert await store.articles.brief(brief.article.id) == brief
    assert await store.articles.brief(ArticleId("unknown")) is None


async def test_trailing_zeros_of_a_number_survive(store: Store) -> None:
    await add(store, whole_brief())
    brief = await store.articles.brief(ArticleId("article-7"))
    assert brief is not None
    assert str(brief.figures[1].low) == "4.50"


@pytest.mark.parametrize("letter", ["\x00", "\ud800", "\u2028", "😀", "\x1b"])
async def test_any_character_can_be_stored_and_offsets_stay_true(store: Store, letter: str) -> None:
    body = f"A{letter}b: 10 soldiers said{letter}."
    told = make.article(1, body=body, headline=f"h{letter}", outlet=f"o{letter}")
    brief = Brief(article=told, figures=(make.figure(body, "10 soldiers", 10),))
    assert await add(store, brief)
    stored = await store.articles.brief(told.id)
    assert stored is not None
    assert len(stored.article.body) == len(body)
    assert stored.words(stored.figures[0].span) == "10 soldiers"


@pytest.mark.parametrize(
    ("known", "outlet", "is_new"),
    [
        pytest.param({"canonical_url": "https://tarn.test/a"}, "Other", False, id="same address"),
        pytest.param({"fingerprint": "f1"}, "Tarn Courier", False, id="same words, same outlet"),
        pytest.param({"fingerprint": "f1"}, "Other", True, id="same words, other outlet"),
        pytest.param({"fingerprint": "f2"}, "Tarn Courier", True, id="other words"),
        pytest.param({}, "Tarn Courier", True, id="nothing known"),
    ],
)
async def test_the_same_article_is_stored_once(store: Store, known: dict[str, str], outlet: str, is_new: bool) -> None:
    assert await add(store, make.brief(1), canonical_url="https://tarn.test/a", fingerprint="f1")
    second = make.brief(2, of=replace(make.article(2), outlet=outlet))
    assert await add(store, second, source="other feed", **known) is is_new
    assert (await store.articles.brief(second.article.id) is not None) is is_new
    expected = ("wire",) if is_new else ("other feed", "wire")
    assert await store.articles.sources_of(ArticleId("article-1")) == expected


async def test_the_same_words_without_an_outlet_are_stored_once(store: Store) -> None:
    first, second = (make.brief(number, of=make.article(number, outlet=None)) for number in (1, 2))
    assert await add(store, first, fingerprint="f")
    assert not await add(store, second, fingerprint="f")


async def test_what_is_added_in_a_transaction_that_fails_was_never_there(store: Store) -> None:
    brief = make.brief(1)

    async def add_and_fail() -> None:
        async with store.transaction() as tx:
            await store.articles.add(
                tx, brief, source="wire", entry=make.entry(), story_id=StoryId("story-1"), features=b"x"
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await add_and_fail()
    assert await store.articles.latest() == ()
    assert await add(store, brief)


async def test_the_newest_articles_come_first(store: Store, clock: FakeClock) -> None:
    for number in range(1, 6):
        await add(store, make.brief(number), story=f"story-{number % 2}")
        clock.advance(timedelta(minutes=1))
    newest = await store.articles.latest(2)
    assert [stored.brief.article.id for stored in newest] == ["article-5", "article-4"]
    older = await store.articles.latest(2, before=newest[-1].added_at)
    assert [stored.brief.article.id for stored in older] == ["article-3", "article-2"]


async def test_features_of_recent_articles_come_back_oldest_first(store: Store, clock: FakeClock) -> None:
    for number in range(1, 4):
        async with store.transaction() as tx:
            await store.articles.add(
                tx,
                make.brief(number),
                source="wire",
                entry=make.entry(),
                story_id=StoryId("s"),
                features=bytes((0, number)),
            )
        clock.advance(timedelta(hours=1))
    recent = await store.articles.recent_features(NOON + timedelta(minutes=30))
    assert [(each.article_id, each.features) for each in recent] == [
        ("article-2", b"\x00\x02"),
        ("article-3", b"\x00\x03"),
    ]


async def test_a_corrected_article_takes_its_figures_quotes_and_lines_along(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await add(store, make.count_brief(1, 3000))
    wrong = make.count_brief(2, 10_000)
    await add(store, wrong)
    corrected = replace(make.count_brief(2, 1000), quotes=())
    async with store.transaction() as tx:
        await store.articles.replace(tx, corrected)
    assert await store.articles.brief(corrected.article.id) == corrected
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert standing.line.low in (Decimal(1000), Decimal(3000))
    assert {line.low for line in await store.ledger.lines("troops")} == {Decimal(1000), Decimal(3000)}
    assert not await store.search.articles("10000")


async def test_articles_are_checked_again_when_their_turn_comes(store: Store) -> None:
    await add(store, make.brief(1))
    await add(store, make.brief(2))
    async with store.transaction() as tx:
        await store.articles.check_again(tx, {ArticleId("article-1"): NOON + timedelta(hours=1)})
    assert await store.articles.to_check(NOON) == ()
    (stored,) = await store.articles.to_check(NOON + timedelta(hours=2))
    assert stored.brief.article.id == "article-1"
    async with store.transaction() as tx:
        await store.articles.vanish(tx, ArticleId("article-1"))
    assert await store.articles.to_check(NOON + timedelta(hours=2)) == ()
    gone = await store.articles.get(ArticleId("article-1"))
    assert gone is not None
    assert gone.vanished_at is not None


async def test_old_articles_can_be_forgotten_with_all_they_brought(store: Store, clock: FakeClock) -> None:
    await store.sync_topics([make.topic()])
    await add(store, make.count_brief(1, 3000))
    clock.advance(timedelta(days=2))
    await add(store, make.count_brief(2, 4000))
    async with store.transaction() as tx:
        assert await store.articles.forget_before(tx, NOON + timedelta(days=1)) == 1
    assert [line.low for line in await store.ledger.lines("troops")] == [Decimal(4000)]
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert standing.previous is None


async def test_stories_know_their_briefs_and_outlets_in_order(store: Store) -> None:
    for number, outlet in enumerate(("Tarn Courier", "Velmora Post", "Tarn Courier"), 1):
        await add(store, make.brief(number, of=make.article(number, outlet=outlet)))
    story = StoryId("story-1")
    assert [brief.article.id for brief in await store.stories.briefs_of(story)] == [
        "article-1",
        "article-2",
        "article-3",
    ]
    assert await store.stories.outlets_of(story) == ("Tarn Courier", "Velmora Post")
    async with store.transaction() as tx:
        await store.stories.move(tx, ArticleId("article-2"), StoryId("story-2"))
        assert len(await store.stories.briefs_of(story, tx=tx)) == 2
    assert await store.stories.story_of(ArticleId("article-2")) == "story-2"
    assert await store.stories.get(StoryId("none")) is None


async def test_quotes_are_found_by_person_topic_and_time(store: Store) -> None:
    await store.sync_topics([make.topic()])
    body = "“It is over,” Ada Brandt said of the 40 soldiers."
    told = make.article(1, body=body)
    about = Brief(
        article=told,
        figures=(make.figure(body, "40 soldiers", 40),),
        quotes=(make.quote(body, "It is over,", "Ada Brandt", Person(name="Ada Brandt", role="mayor")),),
    )
    await add(store, about)
    other = "“Quite,” an official said."
    quoted = make.quote(other, "Quite,", "an official")
    await add(store, Brief(article=make.article(2, body=other), quotes=(quoted,)))
    assert [line.text for line in await store.quotes.by("brandt")] == ["It is over,"]
    assert [line.text for line in await store.quotes.by(topic="troops")] == ["It is over,"]
    assert {line.text for line in await store.quotes.by()} == {"It is over,", "Quite,"}
    assert await store.quotes.by("50%") == ()
    assert await store.quotes.by(since=NOON + timedelta(days=1)) == ()
    assert await store.quotes.speakers() == ("Ada Brandt",)
    (line,) = await store.quotes.by("Ada", limit=1)
    assert line.person == Person(name="Ada Brandt", role="mayor")
    assert quoted.speaker == Mention(span=make.span(other, "an official"))


async def test_an_unseen_entry_is_offered_once_under_whatever_name_it_comes_back(store: Store) -> None:
    text = "Ten words are enough to know a text by, surely, I think."
    first = Entry(
        guid="a", url="https://tarn.test/x?utm_source=feed", title="T", document=make.entry(text=text).document
    )
    assert await store.articles.unseen("wire", (first, first)) == (first,)
    async with store.transaction() as tx:
        await store.articles.mark_seen(tx, "wire", (first,))
        await store.articles.mark_seen(tx, "wire", (first,))
    again = (
        replace(first, url="https://tarn.test/y", document=None),
        replace(first, guid="b", url="https://www.tarn.test/x/", document=None),
        replace(first, guid="c", url=None, published_at=NOON),
    )
    assert await store.articles.unseen("wire", again) == ()
    new = Entry(guid="d", url="https://tarn.test/z")
    assert await store.articles.unseen("wire", (new, *again)) == (new,)
    assert await store.articles.unseen("other", (first,)) == (first,)


async def test_an_address_shared_by_a_whole_list_makes_no_two_entries_the_same(store: Store) -> None:
    entries = tuple(Entry(guid=str(number), url="https://tarn.test/") for number in range(700))
    assert await store.articles.unseen("wire", entries) == entries
    async with store.transaction() as tx:
        await store.articles.mark_seen(tx, "wire", entries)
    assert await store.articles.unseen("wire", entries) == ()


@pytest.mark.parametrize(
    "query", ["soldiers", "SOLDIER", '"soldiers" OR (', "soldiers AND NOT *", "col:soldiers^2", "soldiers' --"]
)
async def test_search_takes_whatever_is_typed_as_words(store: Store, query: str) -> None:
    await add(store, make.brief(1))
    await store.search.articles(query)
    hits = await store.search.articles("soldiers velmora")
    assert [hit.article_id for hit in hits] == ["article-1"]
    assert "soldiers" in hits[0].excerpt


@pytest.mark.parametrize("query", ["", "   ", "*", '"', "()", "\x00", "-"])
async def test_a_search_without_words_finds_nothing(store: Store, query: str) -> None:
    await add(store, make.brief(1))
    assert await store.search.articles(query) == ()
