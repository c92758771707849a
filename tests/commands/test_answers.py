import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.commands import COMMANDS, Answering, Desk, offered
from bot.message import Bullets, Buttons, Heading, Image, Message, Paragraph, words
from bot.model import Article, ArticleId, Brief, StoryId
from bot.ports import CommandCall
from bot.store import Store
from tests.lifetimes import NOON, FakeClock
from tests.make import article, count_brief, entry, figure, person, quote, topic


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/nutgraf.db"


@pytest.fixture
async def answering(store: Store, clock: FakeClock) -> Answering:
    await store.sync_topics((topic("troops"), topic("harvest", count=("tonne",))))
    found = Answering(Desk(store, clock))
    await found.refresh()
    return found


async def keep(store: Store, *briefs: Brief) -> None:
    for number, brief in enumerate(briefs):
        async with store.transaction() as tx:
            await store.articles.add(
                tx, brief, source="source", entry=entry(f"guid-{number}-{brief.article.id}"), story_id=brief.article.id
            )


async def ask(answering: Answering, command: str, *, manager: bool = False, **arguments: str) -> Message:
    return await answering(
        CommandCall(
            command=command,
            arguments=arguments,
            platform="fake",
            channel="news",
            user="u",
            is_manager=manager,
        )
    )


def text_of(message: Message) -> str:
    parts = []
    for block in message.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                parts.append(words(text))
            case Bullets(lines=lines):
                parts += [words(line) for line in lines]
            case Buttons(buttons=buttons):
                parts += [f"[{button.label}: {button.command}]" for button in buttons]
            case _:
                parts.append(words(getattr(block, "text", ())) + words(getattr(block, "credit", ())))
    return "\n".join(parts)


async def test_a_topic_shows_where_each_speaker_stands_and_how_that_moved(store: Store, answering: Answering) -> None:
    await keep(
        store,
        count_brief(1, 3000, published_at=NOON - timedelta(days=7)),
        count_brief(2, 10000, published_at=NOON - timedelta(days=1)),
        count_brief(3, 8000, speaker="The alliance", outlet="Harbour Post", published_at=NOON),
    )
    shown = text_of(await ask(answering, "troops"))
    assert "10000 soldiers up from 3,000" in shown
    assert "8000 soldiers" in shown
    assert "The alliance" in shown
    assert "Harbour Post" in shown


async def test_each_figure_links_to_its_article(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000))
    message = await ask(answering, "troops")
    [bullets] = [block for block in message.blocks if isinstance(block, Bullets)]
    assert [run.url for run in bullets.lines[0] if run.url] == ["https://tarn.test/1"]


async def test_a_repeat_is_marked_with_who_had_it_first(store: Store, answering: Answering) -> None:
    await keep(
        store,
        count_brief(1, 3000, speaker="NATO", published_at=NOON - timedelta(days=3)),
        count_brief(2, 3000, speaker="NATO", outlet="Harbour Post", published_at=NOON),
    )
    assert "repeated, first reported 27 Feb 2026 by Tarn Courier" in text_of(await ask(answering, "troops"))


async def test_speakers_of_one_story_who_disagree_are_said_to(store: Store, answering: Answering) -> None:
    body = "The ministry said 3000 soldiers were in Velmora; the alliance said 8000 soldiers were in Velmora."
    told = article(1, body=body)
    both = (
        figure(body, "3000 soldiers", 3000, speaker="The ministry", place="Velmora"),
        figure(body, "8000 soldiers", 8000, speaker="the alliance", place="Velmora"),
    )
    await keep(store, Brief(article=told, figures=both))
    assert "sources disagree" in text_of(await ask(answering, "troops"))


async def test_filters_narrow_and_are_repeated_in_the_buttons(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000), count_brief(2, 500, place="Orlec"))
    shown = text_of(await ask(answering, "troops", place="Orlec"))
    assert "500 soldiers" in shown
    assert "3000" not in shown
    assert "place:Orlec]" in shown


async def test_older_lines_come_with_before(store: Store, answering: Answering) -> None:
    await keep(store, *(count_brief(n, 1000 + n, published_at=NOON - timedelta(days=n)) for n in range(1, 6)))
    shown = text_of(await ask(answering, "troops", before=(NOON - timedelta(days=3)).isoformat()))
    assert "1004 soldiers" in shown
    assert "1002 soldiers" not in shown


async def test_older_goes_on_where_the_page_ended_though_one_article_has_more_figures_than_fit(
    store: Store, answering: Answering
) -> None:
    body = " ".join(f"The ministry said {3000 + n} soldiers were in Velmora." for n in range(9))
    figures = tuple(figure(body, f"{3000 + n} soldiers", 3000 + n, speaker="The ministry") for n in range(9))
    await keep(
        store,
        *(Brief(article=article(n, body=body, published_at=NOON - timedelta(days=n)), figures=figures) for n in (1, 2)),
    )
    first = text_of(await ask(answering, "troops", before=NOON.isoformat()))
    assert first.count("soldiers") == 9
    older = re.search(r"\[Older: /troops before:(\S+)\]", first)
    assert older
    assert text_of(await ask(answering, "troops", before=older[1])).count("soldiers") == 9


async def test_more_figures_of_one_instant_than_fit_a_page_are_all_shown(store: Store, answering: Answering) -> None:
    body = " ".join(f"The ministry said {3000 + n} soldiers were in Velmora." for n in range(15))
    figures = tuple(figure(body, f"{3000 + n} soldiers", 3000 + n, speaker="The ministry") for n in range(15))
    await keep(store, Brief(article=article(1, body=body, published_at=NOON - timedelta(days=1)), figures=figures))
    assert text_of(await ask(answering, "troops", before=NOON.isoformat())).count("soldiers") == 15


async def test_where_nothing_is_older_that_is_said(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000))
    told = text_of(await ask(answering, "troops", before="2020-01-01", place="Velmora"))
    assert "There is nothing older." in told
    assert "[Newest: /troops place:Velmora]" in told


async def test_a_number_that_outlets_repeat_unattributed_is_one_line(store: Store, answering: Answering) -> None:
    for number, outlet in enumerate(("Tarn Courier", "Harbour Post")):
        body = f"About 3000 soldiers were in Velmora, says {outlet}."
        told = article(number, body=body, outlet=outlet)
        brief = Brief(article=told, figures=(figure(body, "3000 soldiers", 3000, place="Velmora"),))
        async with store.transaction() as tx:
            listed = entry(f"guid-{number}")
            await store.articles.add(tx, brief, source="source", entry=listed, story_id=StoryId("story"))
    lines = [line for line in text_of(await ask(answering, "troops")).splitlines() if "3000 soldiers" in line]
    assert len(lines) == 1
    assert "also " in lines[0]


async def test_a_toll_that_rose_in_days_is_no_dispute(store: Store, answering: Answering) -> None:
    for number, (speaker, value) in enumerate((("The ministry", 3000), ("The alliance", 8000))):
        told = count_brief(number, value, speaker=speaker, published_at=NOON - timedelta(days=3 * number))
        async with store.transaction() as tx:
            listed = entry(f"guid-{number}")
            await store.articles.add(tx, told, source="source", entry=listed, story_id=StoryId("story"))
    assert "disagree" not in text_of(await ask(answering, "troops"))


async def test_an_empty_answer_says_what_would_match_and_names_the_nearest(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000))
    shown = text_of(await ask(answering, "harvest"))
    assert "counts tonne" in shown
    assert "/troops" in shown
    assert "[Troops: /troops]" in shown
    nowhere = text_of(await ask(answering, "troops", place="Atlantis"))
    assert "Nothing matches place:Atlantis" in nowhere
    assert "velmora" in nowhere.lower()
    assert "[All figures: /troops]" in nowhere
    assert "/harvest" not in nowhere


async def test_latest_shows_each_story_once(store: Store, answering: Answering) -> None:
    first, second = count_brief(1, 3000), count_brief(2, 3000, outlet="Harbour Post")
    async with store.transaction() as tx:
        for number, brief in enumerate((first, second)):
            await store.articles.add(tx, brief, source="s", entry=entry(f"g-{number}"), story_id=first.article.id)
    message = await ask(answering, "news latest")
    [bullets] = [block for block in message.blocks if isinstance(block, Bullets)]
    assert len(bullets.lines) == 1
    assert "2 outlets" in words(bullets.lines[0])


async def test_a_story_of_dozens_of_articles_hides_no_other(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000), count_brief(2, 4000))
    async with store.transaction() as tx:
        for number in range(3, 40):
            brief = count_brief(number, number)
            await store.articles.add(tx, brief, source="s", entry=entry(f"g-{number}"), story_id=ArticleId("long"))
    message = await ask(answering, "news latest")
    [bullets] = [block for block in message.blocks if isinstance(block, Bullets)]
    assert len(bullets.lines) == 3


async def test_quotes_say_who_said_what(store: Store, answering: Answering) -> None:
    body = "“We were not warned by anyone,” said Ada Orr. “It is over,” said Jon Bell."
    told = article(1, body=body)
    said = (quote(body, "We were not warned by anyone,", "Ada Orr"), quote(body, "It is over,", "Jon Bell"))
    await keep(store, Brief(article=told, quotes=said))
    shown = text_of(await ask(answering, "news quotes", person="Orr"))
    assert "“We were not warned by anyone”" in shown
    assert "Bell" not in shown


async def test_buttons_under_quotes_lead_to_what_the_same_person_said_before(
    store: Store, answering: Answering
) -> None:
    for number in range(12):
        body = f"“We counted {number} boats this week,” said Ada Orr."
        told = article(number, body=body, published_at=NOON - timedelta(days=number))
        said = quote(body, f"We counted {number} boats this week,", "Ada Orr", person("Ada Orr"))
        await keep(store, Brief(article=told, quotes=(said,)))
    shown = text_of(await ask(answering, "news quotes"))
    assert '[Earlier by Ada Orr: /news quotes person:"Ada Orr"]' in shown
    older = re.search(r"\[Older: /news quotes before:(\S+)\]", shown)
    assert older
    rest = text_of(await ask(answering, "news quotes", before=older[1]))
    assert [f"{number} boats" in rest for number in (9, 10, 11)] == [False, True, True]
    assert "nothing older" in text_of(await ask(answering, "news quotes", before="2020-01-01"))


async def test_quotes_of_one_article_are_not_parted_by_a_page(store: Store, answering: Answering) -> None:
    for number in range(2):
        said = [f"We counted {number}{n} boats," for n in range(7)]
        body = " ".join(f"“{each}” said Ada Orr." for each in said)
        told = article(number, body=body, published_at=NOON - timedelta(days=number))
        await keep(store, Brief(article=told, quotes=tuple(quote(body, each, "Ada Orr") for each in said)))
    first = text_of(await ask(answering, "news quotes"))
    older = re.search(r"\[Older: /news quotes before:(\S+)\]", first)
    assert older
    rest = text_of(await ask(answering, "news quotes", before=older[1]))
    assert (first.count("We counted"), rest.count("We counted")) == (7, 7)


async def test_a_found_excerpt_has_no_number_cut_in_two(store: Store, answering: Answering) -> None:
    for number in range(40):  # somewhere in these lengths the excerpt's end falls into the number
        body = f"The flood {'word ' * number}drove out {', '.join(['11,000 people'] * 8)} on Thursday."
        await keep(store, Brief(article=article(number, body=body, published_at=NOON - timedelta(days=number))))
    shown = text_of(await ask(answering, "news search", words="flood"))
    assert "Tarn Courier" in shown
    assert not re.search(r"\b11,?…|…,?000", shown)


@pytest.mark.parametrize("query", ['"', "soldiers OR", "NEAR(", "a* -b", "'; DROP TABLE articles", "velmora"])
async def test_no_search_breaks(store: Store, answering: Answering, query: str) -> None:
    await keep(store, count_brief(1, 3000))
    shown = text_of(await ask(answering, "news search", words=query))
    assert "wrong on my side" not in shown
    assert ("Tarn Courier" in shown) == (query == "velmora")


async def test_a_chart_of_nothing_says_so(store: Store, answering: Answering) -> None:
    assert "There is no figure to draw yet" in text_of(await ask(answering, "news chart", topic="troops"))
    await keep(store, count_brief(1, 3000))
    nowhere = text_of(await ask(answering, "news chart", topic="troops", place="Atlantis"))
    assert "Nothing there to draw" in nowhere
    assert "[All figures: /troops]" in nowhere


async def test_a_chart_is_a_picture_with_words_for_it(store: Store, answering: Answering) -> None:
    await keep(
        store,
        count_brief(1, 3000, published_at=NOON - timedelta(days=7)),
        count_brief(2, 10000, published_at=NOON),
    )
    message = await ask(answering, "news chart", topic="troops")
    [image] = [block for block in message.blocks if isinstance(block, Image)]
    assert image.png.startswith(b"\x89PNG")
    assert "3,000" in image.alt
    assert "10,000" in image.alt


@pytest.mark.parametrize(
    ("command", "arguments", "words_"),
    [
        pytest.param("nonsense", {}, "I do not know /nonsense", id="an unknown command"),
        pytest.param("news figures", {"topic": "x"}, "no topic “x”", id="an unknown topic"),
        pytest.param("troops", {"since": "soon"}, "12h, 7d", id="a time that is none"),
        pytest.param("troops", {"before": "0001-01-01T00:00+23:00"}, "12h, 7d", id="a time before all time"),
        pytest.param("news latest", {"count": "many"}, "whole number", id="a number that is none"),
        pytest.param("news outbox", {}, "those who manage", id="only for managers"),
    ],
)
async def test_mistakes_get_one_plain_private_sentence(
    answering: Answering, command: str, arguments: dict[str, str], words_: str
) -> None:
    message = await ask(answering, command, **arguments)
    assert words_ in text_of(message)
    assert message.private


async def test_where_a_topic_is_asked_for_those_there_are_are_suggested(answering: Answering) -> None:
    wanted = {
        spec.full_name: argument.suggestions
        for spec in await answering.refresh()
        for argument in spec.arguments
        if argument.name == "topic"
    }
    assert wanted == dict.fromkeys(("news figures", "news quotes", "news chart", "news follow"), ("harvest", "troops"))


async def test_a_topic_added_in_chat_is_a_command_and_finds_what_is_stored(store: Store, clock: FakeClock) -> None:
    told: list[str] = []

    async def changed() -> None:
        told.append("changed")

    answering = Answering(Desk(store, clock, topics_changed=changed))
    await answering.refresh()
    await keep(store, count_brief(1, 3000))
    added = await ask(answering, "news topic-add", manager=True, name="army", count="soldier, troop")
    assert "1 stored figure matches" in text_of(added)
    assert told == ["changed"]
    await answering.refresh()
    assert "3000 soldiers" in text_of(await ask(answering, "army"))
    await ask(answering, "news topic-remove", manager=True, name="army")
    await answering.refresh()
    assert "I do not know /army" in text_of(await ask(answering, "army"))


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        pytest.param(
            {"keywords": "flood, dyke,-sport"}, "stories with “flood” or “dyke” without “sport”, at once", id="words"
        ),
        pytest.param({"keywords": "-sport"}, "gets every story without “sport”, at once", id="only what is kept away"),
        pytest.param({"topic": "troops", "keywords": "x"}, "gets troops or stories with “x”, at once", id="either"),
        pytest.param(
            {"topic": "troops", "changes": "yes", "percent": "10"},
            "gets changes of troops by 10% or more",
            id="changes",
        ),
        pytest.param({"percent": "10"}, "please add changes:yes", id="a percentage of nothing"),
        pytest.param({"keywords": " , "}, "say the keywords", id="no word at all"),
    ],
)
async def test_what_a_channel_follows_is_said_as_it_works(
    answering: Answering, wish: dict[str, str], told: str
) -> None:
    assert told in text_of(await ask(answering, "news follow", manager=True, **wish))


async def test_a_channel_follows_and_unfollows(store: Store, answering: Answering) -> None:
    done = await ask(answering, "news follow", manager=True, topic="troops", cadence="daily")
    assert "gets troops, once a day" in text_of(done)
    [wish] = await store.subscriptions.all()
    assert (wish.platform, wish.channel, wish.topics) == ("fake", "news", ("troops",))
    assert "troops" in text_of(await ask(answering, "news following"))
    [known] = await store.subscriptions.of("fake", "news")
    await ask(answering, "news unfollow", manager=True, number=str(known.id))
    assert await store.subscriptions.all() == ()


async def test_a_channel_is_not_subscribed_to_the_same_twice(store: Store, answering: Answering) -> None:
    await ask(answering, "news follow", manager=True, keywords="flood")
    [known] = await store.subscriptions.of("fake", "news")
    told = text_of(await ask(answering, "news follow", manager=True, keywords="flood"))
    assert f"already: it is number {known.id} in" in told
    assert len(await store.subscriptions.all()) == 1


async def test_topics_and_sources_are_known_however_they_are_written(store: Store, answering: Answering) -> None:
    async with store.transaction() as tx:
        await store.sources.sync(tx, ("Harbour Post",))
    await keep(store, count_brief(1, 3000))
    assert "3000 soldiers" in text_of(await ask(answering, "news figures", topic="/Troops"))
    told = text_of(await ask(answering, "news follow", manager=True, topic="Troops", source="harbour post"))
    assert "gets troops from Harbour Post, at once" in told


async def test_help_lists_every_command_a_person_may_use(answering: Answering) -> None:
    shown = text_of(await ask(answering, "news help"))
    assert "/troops" in shown
    assert "/news outbox" not in shown
    assert "/news outbox" in text_of(await ask(answering, "news help", manager=True))


def test_every_command_fits_discord_and_slack() -> None:
    for command in offered((topic(),)):
        assert len(command.spec.description) <= 100
        assert len(command.spec.arguments) <= 25
        assert all(len(argument.description) <= 100 for argument in command.spec.arguments)
    assert len({command.key for command in COMMANDS}) == len(COMMANDS)


async def test_a_failing_answer_is_logged_and_one_plain_sentence(
    store: Store, answering: Answering, caplog: pytest.LogCaptureFixture
) -> None:
    async with store.transaction() as tx:
        await tx.execute(text("DROP TABLE standings"))
    message = await ask(answering, "troops")
    assert message.private
    assert "Traceback" not in text_of(message)
    assert caplog.records


def test_articles_are_hashable_values() -> None:
    assert Article(id=ArticleId("a"), body="x") == Article(id=ArticleId("a"), body="x")


async def test_many_questions_at_once_are_all_answered(store: Store, answering: Answering) -> None:
    await keep(store, count_brief(1, 3000))
    answers = await asyncio.gather(*(ask(answering, "troops") for _ in range(50)))
    assert all("3000 soldiers" in text_of(answer) for answer in answers)
