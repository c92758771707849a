"""/news latest, figures, quotes and search: what was read lately."""

from typing import Annotated

from bot.commands.desk import Desk
from bot.commands.spec import Since, command
from bot.errors import CommandError
from bot.message import Button, Message
from bot.model import StoryId
from bot.ports import CommandCall
from bot.present.answers import MOST_QUOTES, latest_answer, nothing, quotes_answer, search_answer
from bot.present.ledger import figures_answer
from bot.store.articles import Stored
from bot.store.columns import EPOCH

MOST_SHOWN = 10
MOST_LOOKED_AT = 400
"""Articles that the newest stories are picked from."""
_LATEST = Button(label="Latest stories", command="/news latest")


@command("latest", "The newest stories")
async def latest(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    count: Annotated[int | None, "How many, at most 10"] = None,
) -> Message:
    """Answer with the newest stories, each once however many outlets tell it."""
    wanted = max(1, min(count or 5, MOST_SHOWN))
    shown = await _newest_of_each_story(desk, wanted)
    if not shown:
        return nothing("Latest stories", "No article has been read yet; they appear here as soon as a source has one.")
    outlets = [max(1, len(await desk.store.stories.outlets_of(stored.story_id))) for stored in shown]
    return latest_answer(shown, outlets=outlets, now=desk.now())


@command("figures", "The newest figures on any subject, or on one topic")
async def figures(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    topic: Annotated[str | None, "Only this topic"] = None,
    since: Annotated[Since | None, "Only since then: 12h, 7d or 2026-11-01"] = None,
) -> Message:
    """Answer with single figures in order of time, newest first."""
    if topic is not None:
        topic = await known_topic(desk, topic)
        lines = await desk.store.ledger.lines(topic, since=since, limit=MOST_SHOWN)
    else:
        lines = await desk.store.ledger.latest_figures(since=since, limit=MOST_SHOWN)
    if not lines:
        return nothing("Figures", "No article has had a figure in that time.", buttons=(_LATEST,))
    return figures_answer("Newest figures", lines, desk.now())


@command("quotes", "Who said what, newest first")
async def quotes(
    desk: Desk,
    call: CommandCall,
    *,
    person: Annotated[str | None, "Only this person or body"] = None,
    topic: Annotated[str | None, "Only articles with figures on this topic"] = None,
    since: Annotated[Since | None, "Only since then: 12h, 7d or 2026-11-01"] = None,
    before: Annotated[Since | None, "Only before then"] = None,
) -> Message:
    """Answer with quotes, each with its speaker, outlet and date; buttons lead to what the same people said before."""
    if topic is not None:
        topic = await known_topic(desk, topic)
    found = await desk.store.quotes.by(person, topic=topic, since=since, before=before, limit=MOST_QUOTES * 4)
    title = "Quotes" + (f" by {person[:60]}" if person else "") + (f" on {topic}" if topic else "")
    if found:
        asked = {name: told for name, told in call.arguments.items() if name in ("person", "topic", "since")}
        return quotes_answer(title, found, desk.now(), asked=asked)
    if before is not None:
        return nothing(title, "There is nothing older.")
    people = ", ".join((await desk.store.quotes.speakers())[:8])
    return nothing(title, f"Nothing quoted. Lately quoted: {people}." if people else "Nobody has been quoted yet.")


@command("search", "Articles that have all these words")
async def search(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    words: Annotated[str, "The words to look for"],
    since: Annotated[Since | None, "Only since then: 12h, 7d or 2026-11-01"] = None,
) -> Message:
    """Answer with articles, best first."""
    hits = await desk.store.search.articles(words, MOST_SHOWN, since=since or EPOCH)
    if not hits:
        return nothing("Search", f"No article has all of “{words[:80]}”; fewer words find more.", buttons=(_LATEST,))
    return search_answer(words, hits, desk.now())


async def known_topic(desk: Desk, name: str) -> str:
    """Return a topic's name for how somebody writes it, "Troops" or "/troops".

    Raises CommandError, naming those there are, if there is no such topic.
    """
    written = name.strip().removeprefix("/").lower()
    if await desk.store.topics.get(written) is None:
        names = ", ".join(topic.name for topic in await desk.store.topics.all())
        raise CommandError(f"There is no topic “{name[:40]}”; there are {names or 'none yet'}.")
    return written


async def _newest_of_each_story(desk: Desk, wanted: int) -> list[Stored]:
    """Return the newest articles of different stories; further back where one story has most of the newest."""
    newest: dict[StoryId, Stored] = {}
    for looked_at in (wanted * 5, MOST_LOOKED_AT):
        found = await desk.store.articles.latest(looked_at)
        for stored in found:
            newest.setdefault(stored.story_id, stored)
        if len(newest) >= wanted or len(found) < looked_at:
            break
    return list(newest.values())[:wanted]
