"""Discord's Markdown → HTML, as its client shows it; only what our own payloads use. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape

_INSTANT = re.compile(r"<t:(-?\d{1,14}):([fR])>")
_ROLE = re.compile(r"<@&(\d{1,20})>")
_LINK = re.compile(r"\]\(<([^<>\s]{1,2000})>\)")
_MARKS = (("**", "strong"), ("~~", "s"), ("*", "em"))
_DEEPEST = 4
_UNIX = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def to_html(markdown: str, now: datetime) -> str:
    """Show a content or description: headings, lists, quotations, small print and paragraphs."""
    return "".join(_blocks(markdown, now))


def _blocks(markdown: str, now: datetime) -> Iterator[str]:
    open_tag = ""
    for line in markdown.split("\n"):
        kind, text = _line(line)
        tag = {"- ": "ul", "> ": "blockquote"}.get(kind, "")
        if tag != open_tag:
            yield f"</{open_tag}>" if open_tag else ""
            yield f"<{tag}>" if tag else ""
            open_tag = tag
        yield _wrapped(kind, inline(text, now))
    yield f"</{open_tag}>" if open_tag else ""


def _line(line: str) -> tuple[str, str]:
    for kind in ("### ", "## ", "# ", "-# ", "- ", "> "):
        if line.startswith(kind):
            return kind, line[len(kind) :]
    return "", line


def _wrapped(kind: str, html: str) -> str:
    tag = {"### ": "h3", "## ": "h2", "# ": "h1", "-# ": "small", "- ": "li"}.get(kind, "div")
    return f"<{tag}>{html or '&nbsp;'}</{tag}>"


def inline(text: str, now: datetime, depth: int = 0) -> str:
    """Show one line: escapes, bold, italics, strikes, code, masked links, roles and points in time."""
    out: list[str] = []
    at = 0
    while at < len(text):
        html, at = _step(text, at, now, depth)
        out.append(html)
    return "".join(out)


def _step(text: str, at: int, now: datetime, depth: int) -> tuple[str, int]:
    if text[at] == "\\" and at + 1 < len(text) and not (text[at + 1].isalnum() or text[at + 1].isspace()):
        return escape(text[at + 1]), at + 2
    if instant := _INSTANT.match(text, at):
        return f'<time class="t">{escape(_instant(int(instant[1]), instant[2], now))}</time>', instant.end()
    if role := _ROLE.match(text, at):
        return f'<span class="mention">@role {role[1]}</span>', role.end()
    if text[at] == "`" and (end := text.find("`", at + 1)) > 0:
        return f"<code>{escape(text[at + 1 : end])}</code>", end + 1
    if depth < _DEEPEST:
        if text[at] == "[" and (link := _LINK.search(text, at)) and link.start() == _label_end(text, at):
            label = inline(text[at + 1 : link.start()], now, depth + 1)
            return f'<a href="{escape(link[1])}" rel="noreferrer">{label}</a>', link.end()
        for mark, tag in _MARKS:
            end = _closing(text, at, mark)
            if end:
                inner = inline(text[at + len(mark) : end], now, depth + 1)
                return f"<{tag}>{inner}</{tag}>", end + len(mark)
    return escape(text[at]), at + 1


def _label_end(text: str, at: int) -> int:
    """Find the bracket that ends a label; Discord pairs brackets in it one level deep, escaped or not."""
    is_nested = False
    for place in range(at + 1, len(text)):
        if text[place] == "[":
            if is_nested:
                return -1
            is_nested = True
        elif text[place] == "]":
            if not is_nested:
                return place
            is_nested = False
    return -1


def _closing(text: str, at: int, mark: str) -> int:
    """Find where a mark that opens here closes, past escaped characters; 0 if it does not."""
    if not text.startswith(mark, at) or at + len(mark) >= len(text) or text[at + len(mark)].isspace():
        return 0
    place = at + len(mark)
    while place < len(text):
        if text[place] == "\\":
            place += 2
        elif text.startswith(mark, place) and place > at + len(mark):
            return place
        else:
            place += 1
    return 0


def _instant(seconds: int, style: str, now: datetime) -> str:
    try:
        at = _UNIX + timedelta(seconds=seconds)
    except OverflowError:
        return "Invalid date"
    return f"{at.day} {at:%B %Y} {at:%H:%M}" if style == "f" else ago(now - at)


def ago(gap: timedelta) -> str:
    """Say how long ago that is, in one unit."""
    seconds = abs(int(gap.total_seconds()))
    for name, size in (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            count = seconds // size
            said = f"{count} {name}{'s' if count > 1 else ''}"
            return f"{said} ago" if gap > timedelta() else f"in {said}"
    return f"{seconds} seconds ago" if gap >= timedelta() else f"in {seconds} seconds"
