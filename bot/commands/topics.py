"""/troops and its like: every topic is a command that answers with the latest figures."""

import difflib
from typing import Annotated

from bot.commands.desk import Desk
from bot.commands.spec import Command, Since, command
from bot.message import Button, Message
from bot.model import Topic
from bot.ports import CommandCall
from bot.present.answers import nothing
from bot.present.ledger import MOST_LINES, empty_answer, history_answer, standings_answer, unmatched_answer
from bot.present.wording import argument

MOST_STANDINGS = 50
MOST_READ = MOST_LINES * 4
"""Lines looked at to fill a page: it ends where an instant ends, and one article has many figures of one instant."""


def topic_command(topic: Topic) -> Command:
    """Return the command of a topic."""

    @command(topic.name, f"Latest figures: {topic.title}"[:100], group=None)
    async def answer(
        desk: Desk,
        call: CommandCall,
        *,
        place: Annotated[str | None, "Only figures at this place"] = None,
        since: Annotated[Since | None, "Only figures since then: 12h, 7d or 2026-11-01"] = None,
        speaker: Annotated[str | None, "Only figures this person or body stated"] = None,
        before: Annotated[Since | None, "Single figures from before then"] = None,
    ) -> Message:
        """Answer with where each speaker stands, or with what was written before some instant."""
        asked = " ".join(
            argument(name, call.arguments[name]) for name in ("place", "since", "speaker") if name in call.arguments
        )
        ledger = desk.store.ledger
        if before is not None:
            lines = await ledger.lines(
                topic.name, place=place, since=since, speaker=speaker, before=before, limit=MOST_READ
            )
            if lines:
                return history_answer(topic, lines, asked=asked, now=desk.now())
            newest = Button(label="Newest", command=f"/{topic.name} {asked}".rstrip())
            return nothing(topic.title, "There is nothing older.", buttons=(newest,))
        standings = await ledger.latest_per_speaker(
            topic.name, place=place, since=since, speaker=speaker, limit=MOST_STANDINGS
        )
        if standings:
            return standings_answer(topic, standings, asked=asked, now=desk.now())
        if asked and await ledger.lines(topic.name, limit=1):
            return unmatched_answer(topic, asked=asked, places=await ledger.places(topic.name))
        return empty_answer(topic, nearest=await _nearest(desk, topic))

    return answer


async def _nearest(desk: Desk, topic: Topic) -> Topic | None:
    """Return the topic with figures whose name or nouns are most like this one's."""
    others = [other for other in await desk.store.topics.all() if other.name != topic.name]
    with_lines = [other for other in others if await desk.store.ledger.lines(other.name, limit=1)]

    def likeness(other: Topic) -> float:
        shared = len({*topic.count, *topic.about} & {*other.count, *other.about})
        return shared + difflib.SequenceMatcher(None, topic.name, other.name).ratio()

    return max(with_lines, key=likeness, default=None)
