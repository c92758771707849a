"""The ledger: lines on topics over time, and where each speaker stands."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.model import Brief, Change, Qualifier, StoryId
from bot.store import LedgerLine, Standing, Store
from tests import make
from tests.lifetimes import NOON, FakeClock

DAY = timedelta(days=1)


async def tell(store: Store, *briefs: Brief) -> None:
    async with store.transaction() as tx:
        for brief in briefs:
            added = await store.articles.add(
                tx, brief, source="wire", entry=make.entry(brief.article.id), story_id=StoryId("story-1")
            )
            assert added


def values(lines: tuple[LedgerLine, ...]) -> list[int]:
    return [int(line.low) for line in lines if line.low is not None]


def by_speaker(standings: tuple[Standing, ...]) -> dict[str | None, Standing]:
    return {standing.line.speaker: standing for standing in standings}


async def test_a_line_says_who_said_what_where_and_when(store: Store) -> None:
    await store.sync_topics([make.topic()])
    brief = make.brief(1)
    await tell(store, brief)
    (line,) = await store.ledger.lines("troops")
    assert (line.low, line.high, line.qualifier, line.change) == (
        Decimal(10_000),
        Decimal(10_000),
        Qualifier.ABOUT,
        Change.NONE,
    )
    assert (line.topic, line.counted, line.noun, line.unit) == ("troops", "troop", "soldiers", "")
    assert (line.speaker, line.person_name, line.place) == ("The ministry", None, "Velmora")
    assert (line.as_of_text, line.as_of_start, line.as_of_end) == ("last week", date(2026, 2, 23), date(2026, 3, 1))
    assert (line.outlet, line.headline, line.url) == ("Tarn Courier", "Soldiers reach Velmora", "https://tarn.test/1")
    assert line.text == "about 10,000 soldiers"
    assert line.sentence == brief.article.body
    assert (line.article_id, line.story_id) == ("article-1", "story-1")
    assert line.is_attributed


async def test_each_speaker_stands_at_their_newest_line_with_the_former_value_beside_it(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(
        store,
        make.count_brief(1, 3000, published_at=NOON - 7 * DAY),
        make.count_brief(2, 5000, speaker="The alliance", published_at=NOON - 2 * DAY),
        make.count_brief(3, 10_000, published_at=NOON - DAY),
    )
    standings = await store.ledger.latest_per_speaker("troops")
    assert [standing.line.speaker for standing in standings] == ["The ministry", "The alliance"]
    ministry = by_speaker(standings)["The ministry"]
    assert ministry.previous is not None
    assert (ministry.line.low, ministry.previous.low) == (Decimal(10_000), Decimal(3000))
    assert not ministry.is_repeat
    assert by_speaker(standings)["The alliance"].previous is None
    assert await store.ledger.current_lines("troops") == tuple(standing.line for standing in standings)
    assert await store.ledger.current_lines("troops", limit=1) == (standings[0].line,)


async def test_an_older_article_that_comes_in_late_does_not_become_the_newest_line(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(
        store,
        make.count_brief(1, 10_000, published_at=NOON - DAY),
        make.count_brief(2, 3000, published_at=NOON - 7 * DAY),
    )
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert standing.line.low == 10_000
    assert standing.previous is not None
    assert standing.previous.low == 3000


async def test_a_repeat_of_an_old_number_knows_when_it_was_first_reported(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(
        store,
        make.count_brief(1, 3000, speaker="NATO", published_at=NOON - 7 * DAY),
        make.count_brief(2, 4000, speaker="NATO", published_at=NOON - 5 * DAY),
        make.count_brief(3, 3000, speaker="NATO", outlet="Velmora Post", published_at=NOON - DAY),
    )
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert standing.is_repeat
    assert standing.first_reported.published_at == NOON - 7 * DAY
    assert standing.previous is not None
    assert standing.previous.low == 4000


async def test_a_ministry_at_the_start_of_a_sentence_is_no_more_a_name_than_within(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(store, make.count_brief(1, 3000), make.count_brief(2, 3000, speaker="the ministry"))
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert standing.is_repeat


async def test_two_outlets_that_name_nobody_are_two_lines(store: Store) -> None:
    await store.sync_topics([make.topic()])
    briefs = []
    for number, outlet in ((1, "Tarn Courier"), (2, "Velmora Post")):
        body = f"There were {number}000 soldiers in Velmora."
        stated = make.figure(body, f"{number}000 soldiers", number * 1000, place="Velmora")
        briefs.append(Brief(article=make.article(number, body=body, outlet=outlet), figures=(stated,)))
    await tell(store, *briefs)
    standings = await store.ledger.latest_per_speaker("troops")
    assert sorted(values(tuple(standing.line for standing in standings))) == [1000, 2000]
    assert not any(standing.line.is_attributed for standing in standings)


async def test_a_publication_date_in_the_future_does_not_stay_on_top_for_ever(store: Store, clock: FakeClock) -> None:
    await store.sync_topics([make.topic()])
    await tell(store, make.count_brief(1, 1, published_at=NOON + 3650 * DAY))
    clock.advance(DAY)
    await tell(store, make.count_brief(2, 2, published_at=NOON + DAY))
    assert values(await store.ledger.lines("troops")) == [2, 1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param({}, [4, 3, 2, 1], id="all, newest first"),
        pytest.param({"limit": 2}, [4, 3], id="limit"),
        pytest.param({"place": "velmora"}, [3, 1], id="place"),
        pytest.param({"place": "the VELMORA"}, [3, 1], id="place with an article"),
        pytest.param({"place": "Norvale"}, [], id="place that is not there"),
        pytest.param({"speaker": "alliance"}, [4, 3], id="speaker"),
        pytest.param({"speaker": "ministry", "place": "Tarn"}, [2], id="speaker and place"),
        pytest.param({"since": NOON - 2 * DAY}, [4, 3], id="since"),
        pytest.param({"before": NOON - 2 * DAY}, [2, 1], id="before"),
        pytest.param({"speaker": "100%_"}, [], id="hostile speaker"),
    ],
)
async def test_lines_are_chosen_by_place_speaker_and_time(
    store: Store, asked: dict[str, object], expected: list[int]
) -> None:
    await store.sync_topics([make.topic()])
    await tell(
        store,
        make.count_brief(1, 1, published_at=NOON - 4 * DAY),
        make.count_brief(2, 2, place="Tarn", published_at=NOON - 3 * DAY),
        make.count_brief(3, 3, speaker="The alliance", published_at=NOON - 2 * DAY),
        make.count_brief(4, 4, speaker="The alliance", place="Tarn", published_at=NOON - DAY),
    )
    assert values(await store.ledger.lines("troops", **asked)) == expected  # type: ignore[arg-type]
    if "before" not in asked and "limit" not in asked:
        standings = await store.ledger.latest_per_speaker("troops", **asked)  # type: ignore[arg-type]
        assert values(tuple(standing.line for standing in standings)) == expected


async def test_a_topic_added_later_finds_its_lines_in_what_is_stored(store: Store) -> None:
    await tell(store, *(make.count_brief(number, number) for number in range(1, 6)))
    assert await store.ledger.lines("troops") == ()
    assert await store.define_topic(make.topic(), added_by="ada") == 5
    assert len(await store.ledger.lines("troops")) == 5
    (known,) = await store.topics.known()
    assert (known.is_from_chat, known.added_by) == (True, "ada")


async def test_a_topic_that_is_redefined_finds_its_lines_anew(store: Store) -> None:
    await tell(store, make.count_brief(1, 1))
    await store.define_topic(make.topic())
    await store.define_topic(make.topic(count=("tank",)))
    assert await store.ledger.lines("troops") == ()
    assert await store.ledger.latest_per_speaker("troops") == ()


async def test_topics_of_the_configuration_come_and_go_with_it(store: Store) -> None:
    await tell(store, make.count_brief(1, 1))
    await store.sync_topics([make.topic("troops"), make.topic("soldiers", count=("soldier",))])
    await store.define_topic(make.topic("chat"))
    await store.sync_topics([make.topic("troops")])
    assert [topic.name for topic in await store.topics.all()] == ["chat", "troops"]
    assert await store.ledger.lines("soldiers") == ()
    assert len(await store.ledger.lines("troops")) == 1
    assert await store.topics.get("soldiers") is None


async def test_a_topic_comes_back_as_it_was(store: Store) -> None:
    topic = replace(
        make.topic(count=("troop", "USD"), about=("North Tarn",), places=("Velmora",)), near=("killed", "dead")
    )
    await store.define_topic(topic)
    assert await store.topics.get("troops") == topic


async def test_lines_of_an_article_are_seen_before_the_transaction_ends(store: Store) -> None:
    await store.sync_topics([make.topic()])
    brief = make.count_brief(1, 1)
    async with store.transaction() as tx:
        await store.articles.add(tx, brief, source="wire", entry=make.entry(), story_id=StoryId("s"))
        assert len(await store.ledger.lines_of(brief.article.id, tx=tx)) == 1


async def test_figures_on_no_topic_are_kept_and_listed(store: Store) -> None:
    await tell(store, make.count_brief(1, 1))
    (line,) = await store.ledger.latest_figures()
    assert (line.topic, line.low) == ("", Decimal(1))
    assert await store.ledger.latest_figures(since=NOON + DAY) == ()


async def test_places_and_speakers_of_a_topic_are_offered_latest_first(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(
        store,
        make.count_brief(1, 1, speaker="The Tarn ministry", published_at=NOON - DAY),
        make.count_brief(2, 2, speaker="The Northern Alliance", place="Tarn", published_at=NOON),
        make.count_brief(3, 3, speaker="officials", place="Tarn", published_at=NOON),
    )
    assert await store.ledger.places("troops") == ("tarn", "velmora")
    assert await store.ledger.speakers("troops") == ("northern alliance", "tarn ministry")


@pytest.mark.parametrize("digits", ["1e3", "0.1", "123456789012345678901234567890.5", "-4.2", "1E+400"])
async def test_numbers_of_any_size_are_kept_to_the_digit(store: Store, digits: str) -> None:
    body = "There were x soldiers."
    stated = make.figure(body, "x soldiers", digits)
    await tell(store, Brief(article=make.article(1, body=body), figures=(stated,)))
    (line,) = await store.ledger.latest_figures()
    assert line.low == Decimal(digits)


async def test_a_pronoun_that_means_nobody_known_is_no_speaker(store: Store) -> None:
    await store.sync_topics([make.topic()])
    await tell(store, make.count_brief(1, 3000, speaker="it"))
    (standing,) = await store.ledger.latest_per_speaker("troops")
    assert (standing.line.speaker, standing.line.is_attributed) == (None, False)
    assert await store.ledger.speakers("troops") == ()
