"""Any Message as Block Kit, pure: the one owner of Slack's limits, of escaping and of who may be pinged."""

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.slack.rich import TEXT_LIMIT, Json, elements, has_words, rich, section
from adapters.slack.words import (
    clean,
    clip,
    clip_text,
    escape,
    mrkdwn,
    web_link,
)
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Footer,
    Heading,
    Image,
    Message,
    Paragraph,
    Quotation,
    Run,
    Style,
    Text,
    plain,
    words,
)

BLOCKS_LIMIT = 50
"""https://docs.slack.dev/reference/block-kit/blocks"""
WEIGHT_LIMIT = 10_000
"""What all blocks together may weigh. Slack refuses about 13,200 characters, and rich text somewhat earlier, by a
count it does not document (slackapi/bolt-js#2509, #2867): hence the margin, and a charge for every element."""
ELEMENT_WEIGHT = 12
LIST_WEIGHT_LIMIT = 7_500
"""Ours: a list that is heavier is cut; one that left no room for title and buttons would be dropped as a whole."""
HEADER_LIMIT = 150
"""https://docs.slack.dev/reference/block-kit/blocks/header-block"""
TITLE_LIMIT = 300
"""A longer headline is no headline."""
ALT_LIMIT = 2000
"""https://docs.slack.dev/reference/block-kit/blocks/image-block"""
LABEL_LIMIT, VALUE_LIMIT = 75, 2000
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
BUTTONS_LIMIT = 25
"""https://docs.slack.dev/reference/block-kit/blocks/actions-block"""
LINES_LIMIT = 60
ACTION_PREFIX = "nutgraf"
SHORTENED = "Shortened: the rest did not fit into one message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What chat.postMessage takes: `text` for notifications and screen readers, and the blocks people see."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    block: Json
    source: Block | None = None

    @property
    def leads_nowhere(self) -> bool:
        """A line or a part's title: nothing to end a message with."""
        return isinstance(self.source, Divider) or (isinstance(self.source, Heading) and self.source.level > 1)


def render(message: Message, pictures: tuple[str | None, ...] = ()) -> Rendered:
    """Turn a message into Block Kit within every limit; what does not fit is dropped from the end, and said so.

    `pictures` are the Slack file ids of the message's images in order; an image without one is told in words.
    """
    pieces = list(_pieces(message, iter(pictures)))
    if not pieces:
        pieces = [_Piece(rich(section(plain(message.summary))), Paragraph(plain(message.summary)))]
    mention = _mention(message.mention)
    blocks = tuple(piece.block for piece in _fitted(_led_by(mention, pieces) if mention else pieces))
    return Rendered(text=escape(_spoken(message)), blocks=blocks)


def weight(block: Json) -> int:
    """Return how much of WEIGHT_LIMIT a block takes: its words, links and values, and a charge per element."""
    total, open_nodes = 0, [block]
    while open_nodes:
        node = open_nodes.pop()
        total += ELEMENT_WEIGHT
        for value in node.values():
            if isinstance(value, str):
                total += len(value.encode("utf-16-le")) // 2
            elif isinstance(value, dict):
                open_nodes.append(value)
            elif isinstance(value, list):
                open_nodes.extend(value)
    return total


def _spoken(message: Message) -> str:
    spoken = clean(message.summary, one_line=True).strip()
    if not spoken:
        texts = (block.text for block in message.blocks if isinstance(block, Heading | Paragraph))
        spoken = next((said for text in texts if (said := clean(words(text), one_line=True).strip())), "News")
    return clip(spoken, TEXT_LIMIT)


def _mention(mention: str | None) -> Json | None:
    """Return the one ping a message may carry: a user group by its id, or "here" or "channel"."""
    wanted = (mention or "").strip().removeprefix("<!").removeprefix("subteam^").rstrip(">").removeprefix("@")
    if wanted in ("here", "channel"):
        return {"type": "broadcast", "range": wanted}
    if wanted.startswith("S") and wanted.isalnum() and wanted.isascii() and wanted.isupper():
        return {"type": "usergroup", "usergroup_id": wanted}
    return None


def _led_by(mention: Json, pieces: list[_Piece]) -> list[_Piece]:
    """Put the ping before the headline, on its line where that is rich text."""
    first = pieces[0].block
    if first["type"] == "rich_text" and first["elements"][0]["type"] == "rich_text_section":
        section = first["elements"][0]
        line = {**section, "elements": [mention, {"type": "text", "text": " "}, *section["elements"]]}
        return [_Piece(rich(line), pieces[0].source), *pieces[1:]]
    return [_Piece(rich({"type": "rich_text_section", "elements": [mention]})), *pieces]


def _pieces(message: Message, pictures: Iterator[str | None]) -> Iterator[_Piece]:
    for number, block in enumerate(message.blocks):
        picture = next(pictures, None) if isinstance(block, Image) else None
        made = _block(block, number, picture)
        if made:
            yield _Piece(made, block)


def _block(block: Block, number: int, picture: str | None) -> Json | None:
    match block:
        case Heading():
            return _heading(block)
        case Paragraph():
            return rich(section(block.text)) if has_words(block.text) else None
        case Bullets():
            return _list(block)
        case Quotation():
            return _quotation(block)
        case Footer():
            return _footer(block)
        case Divider():
            return {"type": "divider"}
        case Image():
            return _image(block, picture)
        case Buttons():
            return _actions(block, number)


def _heading(heading: Heading) -> Json | None:
    """A header block where there is no link to keep and it fits; it is larger, but plain text only."""
    title = clean(words(heading.text)[:TEXT_LIMIT], one_line=True).strip()
    if not title:
        return None
    is_plain = all(web_link(run.url) is None and run.at is None for run in heading.text)
    if heading.level == 1 and is_plain and len(title) <= HEADER_LIMIT:
        return {"type": "header", "text": {"type": "plain_text", "text": title, "emoji": False}}
    bold = tuple(Run(run.text, Style.BOLD, run.url, run.at) for run in clip_text(heading.text, TITLE_LIMIT))
    return rich(section(bold, one_line=True))


def _list(bullets: Bullets) -> Json | None:
    lines = [line for line in bullets.lines if has_words(line)]
    items: list[Json] = []
    room = LIST_WEIGHT_LIMIT
    for line in lines[:LINES_LIMIT]:
        item = section(clip_text(line, TEXT_LIMIT // 2), one_line=True)
        room -= weight(item)
        if room < 0:
            break
        items.append(item)
    if not items:
        return None
    if len(items) < len(lines):
        items[-1:] = [section((Run(f"… and {len(lines) - len(items) + 1} more", Style.ITALIC),))]
    return rich({"type": "rich_text_list", "style": "bullet", "elements": items})


def _quotation(quotation: Quotation) -> Json | None:
    if not has_words(quotation.text):
        return None
    said = elements(_in_marks(clip_text(quotation.text, TEXT_LIMIT - 2)))
    if has_words(quotation.credit):
        said += elements((Run("\n— "), *clip_text(quotation.credit, TEXT_LIMIT // 4)))
    return rich({"type": "rich_text_quote", "elements": said})


def _in_marks(text: Text) -> Text:
    if words(text).lstrip().startswith(("“", '"', "«", "„", "‘")):
        return text
    return (Run("“"), *text, Run("”"))


def _footer(footer: Footer) -> Json | None:
    """A context block: small and grey, but mrkdwn, where escapes and links may outgrow the words."""
    for room in (TEXT_LIMIT // 2, TEXT_LIMIT // 8, TEXT_LIMIT // 30):
        text = mrkdwn(clip_text(footer.text, room))
        if not text.strip():
            return None
        if len(text) <= TEXT_LIMIT:
            return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
    return None


def _image(image: Image, picture: str | None) -> Json | None:
    alt = clip(clean(image.alt, one_line=True).strip() or "picture", ALT_LIMIT)
    if picture:
        return {"type": "image", "slack_file": {"id": picture}, "alt_text": alt}
    return {"type": "context", "elements": [{"type": "plain_text", "text": alt, "emoji": False}]}


def _actions(buttons: Buttons, number: int) -> Json | None:
    made: list[Json] = []
    for button in buttons.buttons[:BUTTONS_LIMIT]:
        pressed = _button(button, f"{ACTION_PREFIX}:{number}:{len(made)}")
        if pressed:
            made.append(pressed)
    return {"type": "actions", "elements": made} if made else None


def _button(button: Button, action_id: str) -> Json | None:
    label = clip(clean(button.label, one_line=True).strip(), LABEL_LIMIT)
    made: Json = {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": label, "emoji": False},
    }
    link = web_link(button.url)
    if not label:
        return None
    if link:
        return {**made, "url": link}
    command = clean(button.command or "", one_line=True).strip()
    return {**made, "value": command} if 0 < len(command) <= VALUE_LIMIT else None


def _fitted(pieces: list[_Piece]) -> list[_Piece]:
    """Drop the last pieces first until the rest fits, leaving the small print and the buttons at the end."""
    if _fits(pieces):
        return pieces
    at = len(pieces)
    while at > 0 and isinstance(pieces[at - 1].source, Footer | Buttons):
        at -= 1
    note = _Piece({"type": "context", "elements": [{"type": "mrkdwn", "text": SHORTENED}]})
    tail = [note, *pieces[at:]] if _fits(pieces[at:], share=2) else [note]
    kept: list[_Piece] = []
    for piece in pieces[:at]:
        if not _fits([*kept, piece, *tail]):
            break
        kept.append(piece)
    while kept and kept[-1].leads_nowhere:
        kept.pop()
    return [*kept, *tail]


def _fits(pieces: list[_Piece], share: int = 1) -> bool:
    return (
        len(pieces) <= BLOCKS_LIMIT // share and sum(weight(piece.block) for piece in pieces) <= WEIGHT_LIMIT // share
    )
