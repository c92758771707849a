"""/news topics, topic-add and topic-remove: topics managed in chat."""

import re
from typing import Annotated

from bot.commands.desk import Desk
from bot.commands.spec import command
from bot.errors import CommandError
from bot.message import Bullets, Heading, Message, Run, Style, Text, sentence
from bot.model import Topic
from bot.ports import CommandCall
from bot.present.answers import nothing
from bot.present.wording import plural

MOST_TOPICS = 60
"""Discord takes 100 commands; ours and some room are kept free."""
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,30}")
_TAKEN = {"news"}


@command("topics", "The topics there are and what they count")
async def topics(desk: Desk, call: CommandCall) -> Message:  # noqa: ARG001 - every command is given it
    """List the topics."""
    known = await desk.store.topics.all()
    if not known:
        return nothing("Topics", "There is none yet; a manager can add one with /news topic-add.")
    lines: tuple[Text, ...] = tuple(
        (Run(f"/{topic.name}", Style.CODE), Run(f" {topic.title}: counts {', '.join(topic.count[:10])}"))
        for topic in known
    )
    return Message(blocks=(Heading((Run("Topics"),)), Bullets(lines)), summary=f"{len(known)} topics")


@command("topic-add", "Add a topic: a command of its own from now on", private=True, managers_only=True)
async def topic_add(
    desk: Desk,
    call: CommandCall,
    *,
    name: Annotated[str, "The command, such as harvest"],
    count: Annotated[str, "What is counted: nouns or units, separated by commas"],
    about: Annotated[str | None, "Words one of which the article must have, separated by commas"] = None,
    near: Annotated[str | None, "Words one of which must stand beside the figure, separated by commas"] = None,
    places: Annotated[str | None, "Only figures at these places, separated by commas"] = None,
    title: Annotated[str | None, "How answers are headed"] = None,
) -> Message:
    """Define a topic, find its lines in what is stored, and offer its command."""
    name = name.strip().lstrip("/").lower()
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise CommandError("The name becomes a command: small letters, digits, - and _, beginning with a letter.")
    known = {each.topic.name: each for each in await desk.store.topics.known()}
    if name in known and not known[name].is_from_chat:
        raise CommandError(f"/{name} stands in the settings; it is changed there.")
    if len(known) >= MOST_TOPICS and name not in known:
        raise CommandError(f"There are {MOST_TOPICS} topics already; please remove one first.")
    nouns = _listed(count)
    if not nouns:
        raise CommandError("Please say what is counted, such as count:tonne,harvest.")
    topic = Topic(
        name=name,
        title=(title or name.replace("-", " ").replace("_", " ").capitalize())[:80],
        count=nouns,
        about=_listed(about),
        near=_listed(near),
        places=_listed(places),
    )
    lines = await desk.define_topic(topic, added_by=call.user)
    found = (
        f"{plural(lines, 'stored figure')} match{'es' if lines == 1 else ''}" if lines else "no stored figure matches"
    )
    return sentence(f"/{name} is there; {found}. Where the app has no such command yet, /news {name} answers too.")


@command("topic-remove", "Remove a topic that was added in chat", private=True, managers_only=True)
async def topic_remove(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    name: Annotated[str, "Which topic"],
) -> Message:
    """Forget a topic and its command; articles and figures stay."""
    name = name.strip().lstrip("/").lower()
    known = {each.topic.name: each for each in await desk.store.topics.known()}
    if name not in known:
        raise CommandError(f"There is no topic “{name[:40]}”; /news topics lists them.")
    if not known[name].is_from_chat:
        raise CommandError(f"/{name} stands in the settings; it is removed there.")
    await desk.remove_topic(name)
    return sentence(f"/{name} is gone; its figures stay in their articles.")


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip()[:60] for word in (text or "").split(",") if word.strip()))[:40]
