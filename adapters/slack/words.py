"""Words made safe for Slack, pure: cleaning, shortening, honest links, and mrkdwn where nothing better exists."""

from datetime import datetime
from urllib.parse import urlsplit

from bot.message import Run, Style, Text

URL_LIMIT = 3000
"""Characters of a link (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""
DATE_FORMAT = "{date_short_pretty} at {time}"
"""https://docs.slack.dev/messaging/formatting-message-text#date-formatting"""

_LAST_INSTANT = 253402300799  # 9999-12-31; later ones no client can show
_SPACES = {"\t", "\v", "\f", "\r", "\u0085", "\u2028", "\u2029"}
_BIDI = {"\u061c", "\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_FORMATTING = "*_~`"
_EDGES = {Style.BOLD: "*", Style.ITALIC: "_", Style.STRIKE: "~", Style.CODE: "`"}
_HOLD = "\u2060"  # a word joiner: invisible, and mrkdwn's marks beside it stay ordinary characters


def clean(text: str, *, one_line: bool = False) -> str:
    """Drop what could disguise or break a message: controls, text-direction marks and lone surrogates."""
    kept = []
    for character in text:
        if character in _SPACES:
            kept.append(" ")
        elif character == "\n":
            kept.append(" " if one_line else character)
        elif character in _BIDI or character < " " or "\x7f" <= character <= "\x9f":
            continue
        else:
            kept.append("\ufffd" if "\ud800" <= character <= "\udfff" else character)
    return "".join(kept)


def clip(text: str, limit: int) -> str:
    """Shorten to at most `limit` characters, at the end of a word where there is one near enough, marked by "…"."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    at = max(kept.rfind(" "), kept.rfind("\n"))
    return (kept[:at] if at > limit // 2 else kept).rstrip() + "…"


def clip_text(text: Text, limit: int) -> Text:
    """Shorten rich text to `limit` characters over all its runs."""
    kept: list[Run] = []
    for run in text:
        if limit <= 0:
            break
        words = clip(run.text, limit) if len(run.text) > limit else run.text
        kept.append(Run(words, run.style, run.url, run.at))
        limit = 0 if words is not run.text else limit - len(words)
    return tuple(kept)


def web_link(url: str | None) -> str | None:
    """Return the link if it is one we may show: http or https, a host, no user name before it; else None."""
    if not url or len(url) > URL_LIMIT:
        return None
    if any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    for character, code in (("|", "%7C"), ("<", "%3C"), (">", "%3E"), ('"', "%22"), ("\\", "%5C")):
        url = url.replace(character, code)
    return url if len(url) <= URL_LIMIT else None


def honest_label(label: str, url: str) -> str:
    """Name the real host behind a label that reads like another address, so that no link can pose as another."""
    host = _host(url)
    claimed = [_host(word) for word in label.split() if _reads_like_address(word)]
    return label if all(_same_site(claim, host) for claim in claimed) else f"{label} ({host})"


def _reads_like_address(word: str) -> bool:
    word = word.strip("()[]<>.,;:!?\"'“”‘’").lower()
    if word.startswith(("http:", "https:", "www.", "//")):
        return True
    name, dot, ending = word.split("/")[0].rpartition(".")
    return bool(dot and name) and ending.isalpha() and len(ending) >= 2 and "@" not in name


def _host(address: str) -> str:
    address = address.strip("()[]<>.,;:!?\"'“”‘’")
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _same_site(claim: str, host: str) -> bool:
    return claim == host or claim.endswith(f".{host}") or host.endswith(f".{claim}")


def timestamp(at: datetime) -> int | None:
    """Return Slack's whole seconds, None for an instant its clients cannot show."""
    try:
        seconds = int(at.timestamp())
    except (OverflowError, ValueError, OSError):
        return None
    return seconds if 0 < seconds <= _LAST_INSTANT else None


def escape(text: str) -> str:
    """Escape mrkdwn's control characters: without `<` there is no mention, no link and no date."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(text: Text) -> str:
    """Write rich text as mrkdwn, for the blocks that take nothing better; every word of it stays a word."""
    return "".join(_marked(run) for run in text)


def _marked(run: Run) -> str:
    words = clean(run.text, one_line=True)
    link = web_link(run.url)
    seconds = timestamp(run.at) if run.at else None
    if link:
        words = honest_label(words, link)
    words = escape(words)
    if seconds is not None:
        fallback = words.replace("|", "/") or "then"
        target = f"^{escape(link)}" if link else ""
        return f"<!date^{seconds}^{DATE_FORMAT}{target}|{fallback}>"
    if link and words.strip():
        return f"<{escape(link)}|{words.replace('|', '/')}>"
    if run.style is Style.CODE:
        words = words.replace("`", "'")
    else:
        for mark in _FORMATTING:
            words = words.replace(mark, f"{_HOLD}{mark}{_HOLD}")
    edge = _EDGES.get(run.style, "")
    bare = words.strip()
    return words.replace(bare, f"{edge}{bare}{edge}", 1) if edge and bare else words
