"""Several alerts as one message: the daily digest, and what is left of alerts held up by an outage."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Bullets, Footer, Heading, Message, Run, Style, Text, Tone, words
from bot.present.wording import clipped, day, joined

MOST_LINES = 15
"""What fits into one Discord message with its links (6,000 characters)."""


def digest_message(
    messages: Sequence[Message], now: datetime, *, title: str = "Daily digest", stories: int | None = None
) -> Message:
    """Compose a digest: a line for each alert with its headline, first figure and source; they tell `stories`."""
    lines = [line for message in messages if (line := _line(message))]
    shown, left = lines[:MOST_LINES], len(lines) - MOST_LINES
    more = f" · {left} more: /news latest" if left > 0 else ""
    told = _stories(len(lines) if stories is None else stories)
    return Message(
        blocks=(
            Heading((Run(f"{title} · {day(now)}"),)),
            Bullets(tuple(shown)),
            Footer((Run(f"{told}{more}"),)),
        ),
        summary=f"{title}: {told}",
        tone=Tone.ALERT,
    )


def _stories(count: int) -> str:
    return f"{count} stories" if count != 1 else "1 story"


def _line(message: Message) -> Text:
    heading = next((block.text for block in message.blocks if isinstance(block, Heading)), ())
    figures = next((block.lines for block in message.blocks if isinstance(block, Bullets)), ())
    footer = next((block.text for block in message.blocks if isinstance(block, Footer)), ())
    url = next((run.url for run in heading if run.url), None)
    return joined(
        [
            (Run(clipped(words(heading), 150), Style.BOLD, url=url),) if heading else (),
            figures[0] if figures else (),
            footer[:1],
        ]
    )
