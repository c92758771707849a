"""A message's real payload as Slack would show it, light and dark, in one HTML page without scripts or other files."""

import base64
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape, unescape
from importlib.resources import files
from typing import Any

from adapters.slack.render import Rendered, render
from bot.message import Image, Message

_PICTURE = "PREVIEW"
_PIECES = re.compile(r"(<[^<>]{1,7000}>)")
_EMPHASIS = (
    (re.compile("(?<!\u2060)\\*([^*\n]+)\\*(?!\u2060)"), r"<b>\1</b>"),
    (re.compile("(?<!\u2060)_([^_\n]+)_(?!\u2060)"), r"<i>\1</i>"),
    (re.compile("(?<!\u2060)~([^~\n]+)~(?!\u2060)"), r"<s>\1</s>"),
    (re.compile("(?<!\u2060)`([^`\n]+)`(?!\u2060)"), r"<code>\1</code>"),
)
_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


def preview_html(message: Message) -> str:
    """Return a self-contained page that shows what `render` sends for this message; the payload stands below."""
    images = [block for block in message.blocks if isinstance(block, Image)]
    pictures = {f"{_PICTURE}{number}": image.png for number, image in enumerate(images)}
    rendered = render(message, tuple(pictures))
    panes = "".join(_pane(theme, rendered, pictures) for theme in ("light", "dark"))
    style = files("adapters.slack").joinpath("preview_style.css").read_text("utf-8")
    payload = json.dumps({"text": rendered.text, "blocks": rendered.blocks}, indent=2, ensure_ascii=False)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<title>Slack: {rendered.text}</title><style>{style}</style></head>\n"
        f"<body><main>{panes}</main>\n"
        f"<details><summary>What is sent to chat.postMessage</summary><pre>{escape(payload)}</pre></details>"
        "</body></html>\n"
    )


def _pane(theme: str, rendered: Rendered, pictures: Mapping[str, bytes]) -> str:
    blocks = "".join(_block(block, pictures) for block in rendered.blocks)
    return (
        f'<section class="pane {theme}"><div class="message"><div class="avatar">N</div><div>'
        '<div class="sender"><b>nutgraf</b><span class="badge">APP</span><time>9:41 AM</time></div>'
        f'<div class="blocks">{blocks}</div>'
        f'<p class="note">Notifications and screen readers: {rendered.text}</p></div></div></section>'
    )


def _block(block: Mapping[str, Any], pictures: Mapping[str, bytes]) -> str:
    match block["type"]:
        case "header":
            return f'<div class="header">{escape(block["text"]["text"])}</div>'
        case "rich_text":
            return f"<div>{''.join(_rich(part) for part in block['elements'])}</div>"
        case "context":
            return f'<div class="context">{" ".join(_small(part) for part in block["elements"])}</div>'
        case "image":
            return _picture(block, pictures)
        case "actions":
            buttons = "".join(f'<span class="button">{escape(b["text"]["text"])}</span>' for b in block["elements"])
            return f'<div class="actions">{buttons}</div>'
        case _:
            return "<hr>"


def _rich(part: Mapping[str, Any]) -> str:
    if part["type"] == "rich_text_list":
        lines = "".join(f"<li>{_inline(line['elements'])}</li>" for line in part["elements"])
        return f"<ul>{lines}</ul>"
    inline = _inline(part["elements"])
    return (
        f"<blockquote>{inline}</blockquote>"
        if part["type"] == "rich_text_quote"
        else f'<div class="text">{inline}</div>'
    )


def _inline(elements: list[dict[str, Any]]) -> str:
    return "".join(_element(element) for element in elements)


def _element(element: Mapping[str, Any]) -> str:
    match element["type"]:
        case "broadcast":
            return f'<span class="ping">@{escape(element["range"])}</span>'
        case "usergroup":
            return f'<span class="ping">@{escape(element["usergroup_id"])}</span>'
        case "date":
            shown = _when(element["timestamp"])
        case _:
            shown = escape(element["text"])
    for style in element.get("style", {}):
        shown = f"<{_STYLES[style]}>{shown}</{_STYLES[style]}>"
    link = element.get("url")
    return f'<a href="{escape(link)}" rel="noreferrer">{shown}</a>' if link else shown


def _when(seconds: int) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at:%b} {at.day}, {at.year} at {at:%I:%M %p}".replace(" 0", " ")


def _small(part: Mapping[str, Any]) -> str:
    if part["type"] == "plain_text":
        return escape(part["text"])
    return "".join(_mrkdwn(piece) for piece in _PIECES.split(part["text"]))


def _mrkdwn(piece: str) -> str:
    """Show one stretch of mrkdwn: what stands between angle brackets, else words with their marks."""
    if not piece.startswith("<"):
        shown = escape(unescape(piece))
        for mark, tag in _EMPHASIS:
            shown = mark.sub(tag, shown)
        return shown
    target, _, label = piece[1:-1].partition("|")
    if target.startswith("!date^"):
        return _when(int(target.split("^")[1]))
    return f'<a href="{escape(unescape(target))}" rel="noreferrer">{escape(unescape(label or target))}</a>'


def _picture(block: Mapping[str, Any], pictures: Mapping[str, bytes]) -> str:
    code = base64.b64encode(pictures[block["slack_file"]["id"]]).decode()
    return f'<div class="picture"><img src="data:image/png;base64,{code}" alt="{escape(block["alt_text"])}"></div>'
