"""Message → the JSON that Discord takes, within all of its limits. Pure.

An alert's headline is the message's content and the rest an embed: a message of layout components has no content,
so its push notification is empty (https://github.com/discord/discord-api-docs/issues/7854).
"""

import re
from dataclasses import dataclass
from typing import Any

from adapters.discord.markdown import clean, escaped, guarded, shortened
from adapters.discord.sheet import SMALL_LIMIT, Attachment, Sheet, heading_line
from bot.message import Footer, Heading, Message, Paragraph, Tone, plain, words

SUPPRESS_NOTIFICATIONS = 1 << 12
COLOURS = {
    Tone.ALERT: 0xD83A3A,
    Tone.ANSWER: 0x3B7DD8,
    Tone.CHANGE: 0xE0A21B,
    Tone.CORRECTION: 0x9B59C9,
    Tone.NOTICE: 0x80848E,
}
NEWS = frozenset({Tone.ALERT, Tone.CHANGE, Tone.CORRECTION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What is sent: the JSON body and the files beside it."""

    body: dict[str, Any]
    files: tuple[Attachment, ...] = ()


def to_payload(message: Message) -> Payload:
    """Render one message within every limit: blocks that do not fit are shortened, then left out, the last first."""
    blocks = message.blocks
    headline = _headline(message)
    if headline:
        blocks = blocks[1:]
    sheet = Sheet(COLOURS[message.tone])
    last = max((number for number, block in enumerate(blocks) if isinstance(block, Footer)), default=None)
    if last is not None:
        sheet.left -= SMALL_LIMIT  # small print says where the news is from, whatever else is cut
    for number, block in enumerate(blocks):
        sheet.add(block, is_reserved=number == last)
    if sheet.is_blank:
        sheet.add(message.blocks[0] if headline else Paragraph(plain(message.summary)))
        headline = guarded(escaped(clean(message.summary[:300]))) if headline else ""
    if sheet.is_blank:
        sheet.add(Paragraph(plain("Nothing to show.")))
    body = sheet.body()
    body["content"] = "\n".join(part for part in (headline, _mention(message)) if part)
    body["allowed_mentions"] = {"parse": [], "roles": [message.mention] if _mention(message) else []}
    if message.tone is Tone.NOTICE:
        body["flags"] = SUPPRESS_NOTIFICATIONS
    return Payload(body=body, files=tuple(sheet.files))


def thread_name(message: Message) -> str:
    """Return what a thread about this message is called: its headline, at most 100 units."""
    heading = next((words(block.text) for block in message.blocks if isinstance(block, Heading)), message.summary)
    return shortened(plain(clean(heading)), 100, lambda text: words(text).strip()) or "News"


def _headline(message: Message) -> str:
    """Return the content of a piece of news: its linked headline, or what its notification says."""
    if message.tone not in NEWS:
        return ""
    first = message.blocks[0] if message.blocks else None
    if isinstance(first, Heading) and words(first.text).strip():
        return heading_line(first)
    return ""


def _mention(message: Message) -> str:
    return f"<@&{message.mention}>" if message.mention and re.fullmatch(r"[0-9]{1,20}", message.mention) else ""
