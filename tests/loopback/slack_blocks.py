"""What Slack accepts as blocks, as strictly as its reference says: returns why a payload would be invalid_blocks."""

import re
from collections.abc import Iterator
from typing import Any

BLOCKS_LIMIT, HOME_LIMIT, CHARACTERS_LIMIT = 50, 100, 13_200
FILE_ID = re.compile(r"F[A-Z0-9]{8,}")
DATE_TOKENS = re.compile(
    r"\{(date_num|date|date_short|date_long|date_pretty|date_short_pretty|date_long_pretty|time|time_secs|ago)\}"
)
STYLES = {"bold", "italic", "strike", "code"}
RICH_PARTS = {"rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"}
KEYS = {
    "header": {"text"},
    "divider": set(),
    "rich_text": {"elements"},
    "context": {"elements"},
    "actions": {"elements"},
    "section": {"text", "fields", "accessory", "expand"},
    "image": {"slack_file", "image_url", "alt_text", "title"},
}


def problems(blocks: Any, known_files: set[str], *, limit: int = BLOCKS_LIMIT) -> list[str]:
    """List what is wrong, each with its JSON pointer; [] for blocks Slack takes."""
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= limit:
        return [f"between 1 and {limit} blocks"]
    found = [f"{problem} [/blocks/{n}]" for n, block in enumerate(blocks) for problem in _block(block, known_files)]
    ids = [e["action_id"] for b in blocks if b.get("type") == "actions" for e in b["elements"] if "action_id" in e]
    if len(ids) != len(set(ids)):
        found.append("action_id must be unique")
    return found


def characters(blocks: list[dict[str, Any]]) -> int:
    """Count the characters people read or follow over all blocks."""
    total, nodes = 0, list(blocks)
    while nodes:
        node = nodes.pop()
        for key, value in node.items():
            if isinstance(value, str) and key in ("text", "url", "fallback", "alt_text"):
                total += len(value)
            elif isinstance(value, dict):
                nodes.append(value)
            elif isinstance(value, list):
                nodes.extend(value)
    return total


def _block(block: dict[str, Any], files: set[str]) -> Iterator[str]:
    kind = block.get("type")
    if kind not in KEYS:
        yield f"unsupported type: {kind}"
        return
    extra = set(block) - KEYS[kind] - {"type", "block_id"}
    if extra:
        yield f"additional properties {sorted(extra)}"
    match kind:
        case "header":
            yield from _text(block["text"], {"plain_text"}, 150)
        case "section":
            yield from _text(block["text"], {"plain_text", "mrkdwn"}, 3000)
        case "context":
            yield from _count(block["elements"], 10)
            for element in block["elements"]:
                yield from _text(element, {"plain_text", "mrkdwn"}, 3000)
        case "actions":
            yield from _count(block["elements"], 25)
            for element in block["elements"]:
                yield from _button(element)
        case "image":
            yield from _image(block, files)
        case "rich_text":
            yield from _count(block["elements"], 1000)
            for part in block["elements"]:
                yield from _rich_part(part)


def _count(elements: Any, most: int) -> Iterator[str]:
    if not isinstance(elements, list) or not 1 <= len(elements) <= most:
        yield f"between 1 and {most} elements"


def _text(text: dict[str, Any], kinds: set[str], most: int) -> Iterator[str]:
    if text.get("type") not in kinds:
        yield f"text type must be one of {sorted(kinds)}"
    if not isinstance(text.get("text"), str) or not 1 <= len(text["text"]) <= most or not text["text"].strip():
        yield f"text must have 1 to {most} characters"
    if set(text) - {"type", "text", "emoji", "verbatim"}:
        yield "additional text properties"
    if "emoji" in text and text["type"] != "plain_text":
        yield "emoji only in plain_text"
    if "verbatim" in text and text["type"] != "mrkdwn":
        yield "verbatim only in mrkdwn"
    yield from _sane(text.get("text", ""))


def _button(button: dict[str, Any]) -> Iterator[str]:
    if button.get("type") != "button" or set(button) - {"type", "text", "action_id", "value", "url", "style"}:
        yield "only buttons, with known properties"
    yield from _text(button["text"], {"plain_text"}, 75)
    if len(button.get("action_id", "")) > 255 or len(button.get("value", "")) > 2000:
        yield "action_id at most 255, value at most 2000 characters"
    if "url" in button:
        yield from _url(button["url"])


def _image(image: dict[str, Any], files: set[str]) -> Iterator[str]:
    if not 1 <= len(image.get("alt_text", "")) <= 2000:
        yield "alt_text must have 1 to 2000 characters"
    file_id = image.get("slack_file", {}).get("id", "")
    if not FILE_ID.fullmatch(file_id):
        yield "input must match regex pattern: ^[F][A-Z0-9]{8,}$ [/slack_file/id]"
    elif file_id not in files:
        yield "invalid slack file [/slack_file]"


def _rich_part(part: dict[str, Any]) -> Iterator[str]:
    kind = part.get("type")
    if kind not in RICH_PARTS:
        yield f"unsupported rich text part: {kind}"
        return
    yield from _count(part["elements"], 10_000)
    if kind == "rich_text_list":
        if part.get("style") not in ("bullet", "ordered"):
            yield "a list is bullet or ordered"
        for line in part["elements"]:
            if line.get("type") != "rich_text_section":
                yield "a list holds sections"
            yield from _rich_part(line)
    else:
        for element in part["elements"]:
            yield from _rich_element(element)


def _rich_element(element: dict[str, Any]) -> Iterator[str]:
    match element.get("type"):
        case "text":
            allowed = {"text"}
            if not isinstance(element["text"], str) or not element["text"]:
                yield "text must not be empty"
            yield from _sane(element["text"])
        case "link":
            allowed = {"url", "text", "unsafe"}
            if not element.get("text", "x"):
                yield "link text must not be empty"
            yield from _url(element["url"])
            yield from _sane(element.get("text", ""))
        case "date":
            allowed = {"timestamp", "format", "url", "fallback"}
            if not isinstance(element["timestamp"], int) or element["timestamp"] < 0:
                yield "timestamp must be a whole number"
            if not DATE_TOKENS.search(element["format"]):
                yield "format needs a date token"
            if "url" in element:
                yield from _url(element["url"])
        case "broadcast":
            allowed = {"range"}
            if element["range"] not in ("here", "channel", "everyone"):
                yield "unknown range"
        case "usergroup":
            allowed = {"usergroup_id"}
        case kind:
            yield f"unsupported rich text element: {kind}"
            return
    if set(element) - allowed - {"type", "style"}:
        yield "additional element properties"
    style = element.get("style", {})
    if not isinstance(style, dict) or set(style) - STYLES or not all(value is True for value in style.values()):
        yield "unknown style"


def _url(url: str) -> Iterator[str]:
    if not url.startswith(("http://", "https://")) or not 8 <= len(url) <= 3000 or any(c.isspace() for c in url):
        yield "invalid url"


def _sane(text: str) -> Iterator[str]:
    if any("\ud800" <= character <= "\udfff" or character == "\x00" for character in text):
        yield "not a valid string"
