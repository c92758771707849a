"""A message as JSON and back, losing nothing; pictures as base64."""

from base64 import b64decode, b64encode
from datetime import datetime
from typing import Any, assert_never

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
    Tone,
)

Json = Any


def to_json(message: Message) -> dict[str, Json]:
    """Write a message."""
    return {
        "blocks": [_from_block(block) for block in message.blocks],
        "summary": message.summary,
        "tone": message.tone.value,
        "private": message.private,
        "mention": message.mention,
    }


def from_json(stored: dict[str, Json]) -> Message:
    """Read a message back."""
    return Message(
        blocks=tuple(_to_block(block) for block in stored["blocks"]),
        summary=stored["summary"],
        tone=Tone(stored["tone"]),
        private=stored["private"],
        mention=stored["mention"],
    )


def _from_text(text: Text) -> Json:
    return [[run.text, run.style.value, run.url, run.at.isoformat() if run.at else None] for run in text]


def _to_text(stored: Json) -> Text:
    return tuple(
        Run(text, Style(style), url, datetime.fromisoformat(at) if at else None) for text, style, url, at in stored
    )


def _from_block(block: Block) -> dict[str, Json]:
    match block:
        case Heading():
            return {"heading": _from_text(block.text), "level": block.level}
        case Paragraph():
            return {"paragraph": _from_text(block.text)}
        case Bullets():
            return {"bullets": [_from_text(line) for line in block.lines]}
        case Quotation():
            return {"quotation": _from_text(block.text), "credit": _from_text(block.credit)}
        case Footer():
            return {"footer": _from_text(block.text)}
        case Divider():
            return {"divider": True}
        case Image():
            return {"image": b64encode(block.png).decode(), "alt": block.alt, "name": block.name}
        case Buttons():
            return {"buttons": [[button.label, button.command, button.url] for button in block.buttons]}
        case _:
            assert_never(block)


def _to_block(stored: dict[str, Json]) -> Block:
    match stored:
        case {"heading": text, "level": level}:
            return Heading(_to_text(text), level)
        case {"paragraph": text}:
            return Paragraph(_to_text(text))
        case {"bullets": lines}:
            return Bullets(tuple(_to_text(line) for line in lines))
        case {"quotation": text, "credit": credit}:
            return Quotation(_to_text(text), _to_text(credit))
        case {"footer": text}:
            return Footer(_to_text(text))
        case {"divider": _}:
            return Divider()
        case {"image": png, "alt": alt, "name": name}:
            return Image(b64decode(png), alt, name)
        case {"buttons": buttons}:
            return Buttons(tuple(Button(*button) for button in buttons))
        case _:
            raise ValueError(f"not a block: {sorted(stored)}")
