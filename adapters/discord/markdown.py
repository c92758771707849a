"""Rich text → Discord's Markdown, in which nothing an article says can become markup, a ping or a false link."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit

from bot.message import Run, Style, Text, words

URL_LIMIT = 1_000  # ours: a link must fit a headline's 2,000 characters beside its words
ELLIPSIS = "…"

_SPACE = re.compile(r"\s+")
_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\*_~`|[]<@"})
_EMOJI = re.compile(r":(?=[A-Za-z0-9_+\-]{1,40}:)")
_LINKING = re.compile(r"(?i)(?<=https)(?=:)|(?<=http)(?=:)|(?<=discord\.gg)(?=/)|(?<=discord\.com)(?=/)")
_LINE_START = re.compile(r"(#{1,3}(?=\s)|-#|[-+>](?=\s)|>>>|\d{1,9}(?=[.)]\s))")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = {Style.PLAIN: "", Style.BOLD: "**", Style.ITALIC: "*", Style.STRIKE: "~~", Style.CODE: "`"}
_MARK_ENDS = frozenset("*~`")
_URL_SAFE = "/:?#@!$&'*+,;=%~-._"

Instant = Callable[[datetime], str]
"""How a point in time is written."""


def units(text: str) -> int:
    """Return the length Discord's limits are measured in at worst: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """Return `text` so that Discord shows it as it is; line starts are `guarded` separately."""
    text = text.translate(_ESCAPES)
    text = _EMOJI.sub(r"\\:", text)
    return _LINKING.sub(r"\\", text)


def guarded(line: str) -> str:
    """Return a rendered line that cannot begin a heading, list, quotation or small print."""
    line = line.strip()
    start = _LINE_START.match(line)
    if not start:
        return line
    at = start.end() if line[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def clean(text: str) -> str:
    """Return `text` without control, surrogate and direction characters; every stretch of space is one space."""
    return _UNSEEN.sub("", _SPACE.sub(" ", text))


def safe_url(url: str | None) -> str | None:
    """Return an http(s) address that cannot end its link early or hide its host; None if there is none."""
    if not url or any(character.isspace() or not character.isprintable() for character in url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a broken port, bracket or host name
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return None
    host = f"[{host}]" if ":" in host else host
    path, query, fragment = (quote(part, safe=_URL_SAFE) for part in (parts.path, parts.query, parts.fragment))
    safe = urlunsplit((parts.scheme, quote(host, safe="[]:.-") + port, path, query, fragment))
    return safe if len(safe) <= URL_LIMIT else None


def moment(at: datetime) -> str:
    """Write an instant as date and time in the reader's language and timezone."""
    return f"<t:{int(at.timestamp())}:f>"


def moment_and_age(at: datetime) -> str:
    """Write an instant as date and time, and how long ago that is, which Discord keeps true."""
    return f"{moment(at)} (<t:{int(at.timestamp())}:R>)"


def rendered(text: Text, instant: Instant = moment) -> str:
    """Return one line of Markdown for rich text."""
    line = ""
    for run in _merged(text):
        part = _run(run, instant)
        if part[:1] in _MARK_ENDS and line[-1:] in _MARK_ENDS:
            line += "\u200b"  # marks that touch would be read as one
        line += part
    return guarded(line)


def shortened(text: Text, limit: int, render: Callable[[Text], str] = rendered) -> str:
    """Render `text` within `limit` units, cutting whole words from the end and saying so with an ellipsis."""
    length = len(words(text))
    if length <= limit and units(full := render(text)) <= limit:
        return full
    low, high = 0, min(length, limit)
    while low < high:
        middle = (low + high + 1) // 2
        if units(render(_cut(text, middle))) <= limit:
            low = middle
        else:
            high = middle - 1
    return render(_cut(text, low)) if low else ""


def _merged(text: Text) -> Text:
    """Join neighbours that look alike."""
    merged: list[Run] = []
    for run in text:
        last = merged[-1] if merged else None
        if last and last.at is None and run.at is None and (last.style, last.url) == (run.style, run.url):
            merged[-1] = replace(last, text=last.text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def _run(run: Run, instant: Instant) -> str:
    if run.at is not None:
        return instant(run.at)
    text = clean(run.text)
    if not text.strip():
        return text
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    mark = _MARKS[run.style]
    shown = mark + (inner.replace("`", "'") if run.style is Style.CODE else escaped(inner)) + mark
    url = safe_url(run.url)
    return before + (_link(inner, shown, url) if url else shown) + after


def _link(label: str, shown: str, url: str) -> str:
    """Link the label; but one that looks like an address itself is shown bare, the true host linked behind it."""
    if "://" in label or "www." in label.lower():
        return f"{shown} ([{escaped(urlsplit(url).hostname or 'link')}](<{url}>))"
    if not _is_balanced(label):
        shown = re.sub(r"\\?\[", "(", re.sub(r"\\?\]", ")", shown))
    return f"[{shown}](<{url}>)"


def _is_balanced(label: str) -> bool:
    """Discord finds the end of a label by pairing brackets one level deep, escaped or not."""
    is_open = False
    for character in label:
        if character in "[]":
            if (character == "[") == is_open:
                return False
            is_open = not is_open
    return not is_open


def _cut(text: Text, length: int) -> Text:
    """Keep `length` characters of rich text, back to the end of a word, with an ellipsis."""
    kept: list[Run] = []
    left = length
    for run in text:
        if len(run.text) <= left:
            kept.append(run)
            left -= len(run.text)
            continue
        part = run.text[:left]
        head, space, _ = part.rpartition(" ")
        whole = head if space and len(head) > len(part) // 2 else part
        kept.append(Run(whole.rstrip(" ,;:–—-") + ELLIPSIS, run.style, run.url))
        return tuple(kept)
    return tuple(kept)
