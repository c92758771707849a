"""A long answer → several messages, each within Discord's limits. Pure."""

from dataclasses import replace

from adapters.discord.markdown import clean, units
from adapters.discord.render import Payload, to_payload
from adapters.discord.sheet import PARAGRAPH_LIMIT
from bot.message import Block, Bullets, Buttons, Footer, Heading, Image, Message, Paragraph, Quotation, Run, words

PAGE_LIMIT = 3_500
"""Ours: what one message holds before the next begins; marks and escapes fit in the rest of 4,096."""
MOST_PAGES = 5
"""Ours: longer answers end with a line that says so, instead of flooding the channel."""


def to_payloads(message: Message) -> tuple[Payload, ...]:
    """Render an answer as one message or more, broken between blocks, lines of a list, or words."""
    pages: list[list[Block]] = [[]]
    size = 0
    for block in (piece for whole in message.blocks for piece in _pieces(whole)):
        cost = _cost(block)
        if pages[-1] and size + cost > PAGE_LIMIT and not isinstance(block, (Footer, Buttons)):
            pages.append([])
            size = 0
        pages[-1].append(block)
        size += cost
    if len(pages) > MOST_PAGES:
        pages = pages[:MOST_PAGES]
        pages[-1].append(Footer((Run("There is more than fits here: ask for less, or for one part of it."),)))
    return tuple(to_payload(replace(message, blocks=_rejoined(page))) for page in pages)


def _rejoined(page: list[Block]) -> tuple[Block, ...]:
    """Make one list again of the pieces of a list that stayed on one page."""
    joined: list[Block] = []
    for block in page:
        last = joined[-1] if joined else None
        if isinstance(last, Bullets) and isinstance(block, Bullets):
            joined[-1] = Bullets(last.lines + block.lines)
        else:
            joined.append(block)
    return tuple(joined)


def _pieces(block: Block) -> tuple[Block, ...]:
    match block:
        case Bullets():
            return tuple(Bullets(lines) for lines in _grouped(block))
        case Paragraph():
            return tuple(Paragraph(text) for text in _cut_apart(block))
        case _:
            return (block,)


def _grouped(block: Bullets) -> list[tuple[tuple[Run, ...], ...]]:
    groups: list[list[tuple[Run, ...]]] = [[]]
    size = 0
    for line in block.lines:
        cost = _text_cost(line)
        if groups[-1] and size + cost > PAGE_LIMIT // 4:
            groups.append([])
            size = 0
        groups[-1].append(line)
        size += cost
    return [tuple(group) for group in groups]


def _cut_apart(block: Paragraph) -> list[tuple[Run, ...]]:
    """Break a paragraph that is too long for one block at word ends; styles and links stay on their words."""
    parts: list[list[Run]] = [[]]
    left = PARAGRAPH_LIMIT // 2
    for run in block.text:
        rest = run.text
        while len(rest) > left and run.at is None:
            at = rest.rfind(" ", 0, left) + 1 or left
            parts[-1].append(replace(run, text=rest[:at]))
            rest = rest[at:]
            parts.append([])
            left = PARAGRAPH_LIMIT // 2
        parts[-1].append(replace(run, text=rest))
        left = max(left - len(rest), 1)
    return [tuple(part) for part in parts if part]


def _cost(block: Block) -> int:
    match block:
        case Bullets():
            return sum(_text_cost(line) for line in block.lines)
        case Quotation():
            return _text_cost(block.text) + _text_cost(block.credit)
        case Heading() | Paragraph() | Footer():
            return _text_cost(block.text)
        case Image():
            return PAGE_LIMIT // 4
        case _:
            return 0


def _text_cost(text: tuple[Run, ...]) -> int:
    """Estimate the rendered size: words, their marks, and the addresses behind them."""
    return units(clean(words(text))) + sum(8 + len(run.url or "") for run in text) + 4
