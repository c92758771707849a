"""The process that parses feeds: it can be killed, has little memory and knows no secrets.

Run as a script by `bot.sources.feed_reader`; it imports nothing of ours. Over stdin and stdout, each message is its
length in 8 bytes and that many bytes: a document in UTF-8 comes in, a listing in JSON goes out.
"""

import contextlib
import html
import io
import json
import os
import re
import signal
import struct
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")
_MOST_ENTRIES = 10_000
_TITLE_LIMIT = 1_000
_LINK_LIMIT = 4_000
_TAIL = 60
_TEXT_LIMIT = 5_000_000
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_BASE = re.compile(r"""<[A-Za-z:]{1,20}\s[^<>]{0,2000}?xml:base\s{0,9}=\s{0,9}["']([^"'<>]{1,2000})["']""")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,60})[\s/>]")
_FEED_START = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
_FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "rdf"})
_HTML_ROOTS = frozenset(
    {"html", "head", "body", "meta", "title", "link", "div", "p", "span", "table", "center", "script", "main"}
)


class NotAFeedError(ValueError):
    """The document is something else; the text says what."""


def main() -> None:
    """Answer documents until stdin ends. Arguments: seconds per document, bytes it may use, and keep."""
    seconds, memory, kept = (int(argument) for argument in sys.argv[1:4])
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not reach the protocol
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it closes our stdin
    sys.modules["dateparser"] = None  # type: ignore[assignment]  # it reads "yesterday" as a date; we do not guess
    import fastfeedparser  # noqa: F401, PLC0415  # now, so that loading it is not on a feed's time

    _limit_memory(memory)
    while (document := _receive(inbox)) is not None:
        if hasattr(signal, "alarm"):
            signal.alarm(seconds + 2)  # ends an orphan: its default action needs no Python
        answer = _answer(document)
        answer["is_swollen"] = _is_larger(kept)
        _send(outbox, json.dumps(answer).encode())
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def list_feed(text: str) -> dict[str, Any]:
    """Return {"title", "base", "dropped", "entries"} of a feed document. Raises NotAFeedError."""
    text = text.lstrip("\ufeff \t\r\n\x00")
    if text.startswith("{"):
        return _json_feed(text)
    text = _without_preamble(text)
    if not text.startswith("<"):
        raise NotAFeedError("not a feed: it begins neither with XML nor with JSON" if text else "empty")
    root = _root_name(text)
    if root in _HTML_ROOTS or text[:20].lower().startswith("<!doctype html"):
        raise NotAFeedError("html")
    try:
        listing = _read_fast(text)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # the parsers fail in every way there is
        listing = _read_leniently(text, root)
    if not listing["entries"] and root not in _FEED_ROOTS:
        raise _other_root(root)
    base = _BASE.search(text[:4_000])
    listing["base"] = html.unescape(base[1]) if base else None
    return listing


def plain(markup: str) -> str:
    """Return the text of an HTML fragment as one line; linear in its length."""
    text = markup
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _SPACE.sub(" ", text).strip()


def _title(markup: str) -> str:
    """Return a title's text. Feeds escape titles once, twice or not at all, so tags may show only after unescaping."""
    text = html.unescape(markup[: _TITLE_LIMIT * 4])
    return _SPACE.sub(" ", re.sub(r"</?[A-Za-z][^<>]*>", "", text)).strip()[:_TITLE_LIMIT]


def _root_name(text: str) -> str:
    before, *commented = text[:20_000].split("<!--")
    match = _ROOT.search(before + "".join(part.partition("-->")[2] for part in commented))
    return match[1].lower() if match else ""


def _read_fast(text: str) -> dict[str, Any]:
    import fastfeedparser  # noqa: PLC0415  # heavy

    feed = fastfeedparser.parse(text, include_tags=False, include_media=False, include_enclosures=False)
    entries = feed.get("entries") or []
    if not entries and ("<item" in text or "<entry" in text):
        raise ValueError("nothing found where there should be entries")
    listing = _listing(feed.get("feed") or {}, entries, text)
    found = listing["entries"]
    if "xhtml" in text and not all(entry["title"] and entry["html"] for entry in found):
        raise ValueError("titles or summaries written as elements, which this parser does not read")
    if "<link " in text and not all(entry["link"] for entry in found):
        raise ValueError("links written as in another format, which this parser does not read")
    return listing


def _without_preamble(text: str) -> str:
    """Drop what a publisher's server blurted out before the feed (a warning of its script, say)."""
    start = _FEED_START.search(text[:8_192])
    if start is None or start.start() == 0 or "<html" in text[: start.start()].lower():
        return text
    return text[start.start() :]


def _other_root(root: str) -> NotAFeedError:
    if root in _FEED_ROOTS or not root:
        return NotAFeedError("not a feed that can be read: its XML is broken")
    return NotAFeedError(f"not a feed: its outermost element is <{root[:40]}>")


def _read_leniently(text: str, root: str) -> dict[str, Any]:
    import feedparser  # noqa: PLC0415  # heavy, and seldom needed

    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries and not feed.version:
        raise _other_root(root)
    entries = [dict(entry) | {"published": _stamp(entry)} for entry in islice(feed.entries, _MOST_ENTRIES)]
    return _listing(feed.feed, entries, text)


def _stamp(entry: Any) -> str | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return None if not moment else "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*moment[:6])


def _listing(feed: Any, entries: list[Any], text: str) -> dict[str, Any]:
    bare = "content:encoded" not in text and "<content" not in text and ":content" not in text
    return {
        "title": _title(_text(feed.get("title"))),
        "dropped": max(0, len(entries) - _MOST_ENTRIES),
        "entries": [_entry(entry, bare) for entry in entries[:_MOST_ENTRIES]],
    }


def _entry(entry: Any, bare: bool) -> dict[str, Any]:
    description = _text(entry.get("summary") or entry.get("description"))
    contents = [] if bare else [_text(part.get("value")) for part in _dicts(entry.get("content"))]
    content = max(contents, key=len, default="")
    is_content = bool(content) and content != description
    best = content if is_content else description
    source = entry.get("source")
    return {
        "id": _text(entry.get("id")).strip()[:_LINK_LIMIT],
        "link": _link(entry).strip()[:_LINK_LIMIT],
        "title": _title(_text(entry.get("title"))),
        "published": _text(entry.get("published") or entry.get("updated")) or None,
        "author": _title(_text(entry.get("author")))[:300],
        "outlet": _title(_text(source.get("title")))[:200] if isinstance(source, dict) else "",
        **_content(best),
        "is_content": is_content,
        "is_text": False,
    }


def _content(markup: str) -> dict[str, Any]:
    text = plain(markup)
    return {"html": markup[:_TEXT_LIMIT], "length": len(text), "tail": text[-_TAIL:]}


def _link(entry: Any) -> str:
    link = _text(entry.get("link"))
    if link:
        return link
    for candidate in _dicts(entry.get("links")):
        if candidate.get("rel") in {None, "", "alternate"} and candidate.get("href"):
            return _text(candidate["href"])
    guid = _text(entry.get("id")).strip()
    return guid if guid.startswith(("http://", "https://")) else ""


def _json_feed(text: str) -> dict[str, Any]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFeedError("not a feed: it begins like JSON and is not valid JSON") from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAFeedError("not a feed: JSON without `items`")
    found = list(_dicts(items))
    return {
        "title": _title(_text(feed.get("title"))),
        "base": _text(feed.get("home_page_url")) or None,
        "dropped": max(0, len(found) - _MOST_ENTRIES),
        "entries": [_json_entry(item) for item in found[:_MOST_ENTRIES]],
    }


def _json_entry(item: dict[str, Any]) -> dict[str, Any]:
    markup, words, summary = (_text(item.get(key)) for key in ("content_html", "content_text", "summary"))
    best = markup or words or summary
    authors = [*_dicts(item.get("authors")), *_dicts([item.get("author")])]
    names = [_text(author.get("name")) for author in authors]
    return {
        "id": _text(item.get("id")).strip()[:_LINK_LIMIT],
        "link": _text(item.get("url") or item.get("external_url")).strip()[:_LINK_LIMIT],
        "title": _title(_text(item.get("title"))),
        "published": _text(item.get("date_published") or item.get("date_modified")) or None,
        "author": _title(", ".join(name for name in names if name))[:300],
        "outlet": "",
        **_content(best),
        "is_content": bool(markup or words),
        "is_text": not markup,
    }


def _dicts(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from (part for part in value if isinstance(part, dict))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _answer(document: bytes) -> dict[str, Any]:
    try:
        return list_feed(document.decode("utf-8", "replace"))
    except NotAFeedError as error:
        return {"problem": str(error)}
    except MemoryError:
        return {"problem": "memory"}
    except Exception as error:  # noqa: BLE001  # and this process must outlive it
        return {"problem": f"not a feed that can be read ({type(error).__name__})"}


def _limit_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _is_larger(limit: int) -> bool:
    """Say whether this process holds more than `limit` bytes, so that a fresh one is better to keep.

    False where that is not known. getrusage would not do: its peak includes what the parent process was before this
    program was loaded.
    """
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123  # pathlib would be loaded for this alone
            resident = int(file.read().split()[1])
    except (OSError, ValueError, IndexError):
        return False
    return resident * os.sysconf("SC_PAGE_SIZE") > limit


def _receive(inbox: BinaryIO) -> bytes | None:
    head = inbox.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    body = inbox.read(size)
    return body if len(body) == size else None


def _send(outbox: BinaryIO, answer: bytes) -> None:
    outbox.write(_LENGTH.pack(len(answer)))
    outbox.write(answer)
    outbox.flush()


if __name__ == "__main__":
    main()
