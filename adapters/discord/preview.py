"""What a message will look like on Discord: a self-contained HTML page made from the real payload. Pure."""

from base64 import b64encode
from datetime import datetime, timedelta
from html import escape
from typing import Any

from adapters.discord.marked import to_html
from adapters.discord.pages import to_payloads
from adapters.discord.render import NEWS, Payload, to_payload
from adapters.discord.sheet import LINK, Attachment
from bot.message import Block, Bullets, Footer, Heading, Message, Paragraph, Quotation, Text

_NEVER = datetime.fromisoformat("2026-01-01T12:00:00+00:00")
_READ_AFTER = timedelta(minutes=12)

_STYLE = """
:root { color-scheme: light dark }
body { margin: 0; display: flex; flex-wrap: wrap; font: 16px/1.375 "gg sans", "Noto Sans", "Helvetica Neue",
  Helvetica, Arial, sans-serif }
main { flex: 1 1 600px; box-sizing: border-box; min-height: 100vh; padding: 24px 16px; background: var(--chat);
  color: var(--text); min-width: 0 }
.dark { --chat: #313338; --card: #2b2d31; --edge: transparent; --text: #dbdee1; --name: #f2f3f5; --dim: #949ba4;
  --link: #00a8fc; --bar: #4e5058; --code: #1e1f22; --button: #4e5058; --press: #fff; --time: #4e505866 }
.light { --chat: #fff; --card: #f2f3f5; --edge: #e3e5e8; --text: #313338; --name: #060607; --dim: #5c5e66;
  --link: #006ce7; --bar: #c4c9ce; --code: #e3e5e8; --button: #e3e5e8; --press: #313338; --time: #e3e5e8 }
.message { display: grid; grid-template-columns: 40px minmax(0, 1fr); column-gap: 16px; margin-bottom: 18px }
.avatar { width: 40px; height: 40px; border-radius: 50%; background: #23486b; color: #fff; font-weight: 700;
  font-size: 20px; line-height: 40px; text-align: center }
.who { color: var(--name); font-weight: 500 }
.app { background: #5865f2; color: #fff; font-size: 10px; font-weight: 600; border-radius: 4px; padding: 1px 5px;
  margin: 0 6px 0 4px; vertical-align: 2px }
.when, small { color: var(--dim); font-size: 12px }
small { display: block; font-size: 13px; line-height: 1.4 }
h1, h2, h3 { margin: 4px 0; line-height: 1.375; color: var(--name) }
h1 { font-size: 24px } h2 { font-size: 20px } h3 { font-size: 16px }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
.embed { display: grid; width: fit-content; max-width: 516px; box-sizing: border-box; margin-top: 6px;
  padding: 10px 16px 14px 12px; border: 1px solid var(--edge); border-left: 4px solid; border-radius: 4px;
  background: var(--card); font-size: 14px; line-height: 1.3; overflow-wrap: anywhere }
.content, .embed { overflow-wrap: anywhere }
ul { margin: 2px 0; padding-left: 20px } li { margin: 1px 0 }
blockquote { margin: 1px 0; padding-left: 12px; border-left: 4px solid var(--bar); border-radius: 4px }
code { background: var(--code); border-radius: 3px; padding: 1px 3px; font-size: 85% }
time { white-space: nowrap } .t { background: var(--time); border-radius: 3px; padding: 0 2px }
.mention { background: #5865f24d; color: var(--name); border-radius: 3px; padding: 0 2px; font-weight: 500 }
.embed img { max-width: 100%; margin-top: 12px; border-radius: 4px; display: block }
footer { color: var(--dim); font-size: 12px; margin-top: 8px }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
.button { background: var(--button); color: var(--press); border-radius: 8px; padding: 6px 14px; font-size: 14px;
  font-weight: 500 }
.quiet { color: var(--dim); font-size: 13px; margin-top: 4px }
"""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Discord preview: {title}</title><style>{style}</style></head>
<body><main class="dark">{messages}</main><main class="light">{messages}</main></body></html>
"""


def preview_html(message: Message, now: datetime | None = None) -> str:
    """Show the payloads of a message as Discord would, dark and light; nothing is loaded and nothing runs.

    `now`: when it is read; by default twelve minutes after the newest moment it shows.
    """
    moments = [run.at for block in message.blocks for text in _texts(block) for run in text if run.at]
    read_at = now or max(moments, default=_NEVER) + _READ_AFTER
    payloads = (to_payload(message),) if message.tone in NEWS else to_payloads(message)
    shown = "".join(_message(payload, read_at, is_private=message.private) for payload in payloads)
    return _PAGE.format(title=escape(message.summary[:100]), style=_STYLE, messages=shown)


def _texts(block: Block) -> tuple[Text, ...]:
    match block:
        case Heading() | Paragraph() | Footer():
            return (block.text,)
        case Quotation():
            return (block.text, block.credit)
        case Bullets():
            return block.lines
        case _:
            return ()


def _message(payload: Payload, now: datetime, *, is_private: bool) -> str:
    body = payload.body
    parts = [f'<div class="content">{to_html(body["content"], now)}</div>' if body["content"] else ""]
    parts += [_embed(embed, payload.files, now) for embed in body["embeds"]]
    parts += [_row(row["components"]) for row in body["components"]]
    if is_private:
        parts.append('<div class="quiet">Only you can see this</div>')
    name = f'<span class="who">Nutgraf</span><span class="app">APP</span><span class="when">{now:%H:%M}</span>'
    return f'<div class="message"><div class="avatar">N</div><div><div>{name}</div>{"".join(parts)}</div></div>'


def _embed(embed: dict[str, Any], files: tuple[Attachment, ...], now: datetime) -> str:
    parts = [f"<div>{to_html(embed['description'], now)}</div>" if "description" in embed else ""]
    if "image" in embed:
        name = embed["image"]["url"].removeprefix("attachment://")
        picture = next(file.content for file in files if file.name == name)
        parts.append(f'<img alt="" src="data:image/png;base64,{b64encode(picture).decode()}">')
    if "footer" in embed:
        at = datetime.fromisoformat(embed["timestamp"]) if "timestamp" in embed else None
        time = f" • {at.day} {at:%b %Y, %H:%M}" if at else ""
        parts.append(f"<footer>{escape(embed['footer']['text'])}{time}</footer>")
    return f'<div class="embed" style="border-left-color: #{embed["color"]:06x}">{"".join(parts)}</div>'


def _row(components: list[dict[str, Any]]) -> str:
    buttons = (
        f'<span class="button">{escape(part["label"])}{" ↗" if part["style"] == LINK else ""}</span>'
        for part in components
    )
    return f'<div class="row">{"".join(buttons)}</div>'
