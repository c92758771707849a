"""/news chart: a topic's figures over time, drawn."""

import asyncio
from typing import Annotated

from bot.commands.desk import Desk
from bot.commands.reading import known_topic
from bot.commands.spec import Since, command
from bot.message import Button, Footer, Heading, Image, Message, Run
from bot.ports import CommandCall
from bot.present.answers import nothing
from bot.present.plot import marks, shown_series, spoken
from bot.present.wording import plural

MOST_POINTS = 400


@command("chart", "A topic's figures over time, by speaker")
async def chart(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    topic: Annotated[str, "Which topic"],
    place: Annotated[str | None, "Only figures at this place"] = None,
    since: Annotated[Since | None, "Only figures since then: 12h, 7d or 2026-11-01"] = None,
) -> Message:
    """Draw the figures of the subject that the topic has most figures on."""
    topic = await known_topic(desk, topic)
    lines = await desk.store.ledger.lines(topic, place=place, since=since, limit=MOST_POINTS)
    drawn = marks(lines)
    known = await desk.store.topics.get(topic)
    title = known.title if known else topic
    if not drawn:
        told = "Nothing there to draw" if place or since else "There is no figure to draw yet"
        shown = Button(label="All figures", command=f"/{topic}")
        return nothing(title, f"{told}; a chart needs numbers of one thing.", buttons=(shown,))
    from bot.present.chart import draw  # noqa: PLC0415 - matplotlib takes half a second and is needed only here

    alt = spoken(title, drawn)
    png = await asyncio.to_thread(draw, title, drawn, alt)
    series = shown_series(drawn)
    told = f"{plural(len(drawn), 'figure')} by {plural(len(series), 'speaker')}. Hollow marks have no exact number."
    return Message(
        blocks=(
            Heading((Run(title),)),
            Image(png=png, alt=alt, name=f"{topic}.png"),
            Footer((Run(told),)),
        ),
        summary=alt[:300],
    )
