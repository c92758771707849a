"""Addresses in documents: made absolute, told apart without tracking marks, and found in a page's head."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_LONGEST = 4_000
_HEAD = 262_144
_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/xml"}
)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ns_\w+|at_\w+|cmpid|ocid|ftag|smid|src|ref|rss|partner"
    r"|guccounter|soc_src|soc_trk|taid|ito|sr_share|__twitter_impression)",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]+")


def resolve(link: str, base: str) -> str | None:
    """Return `link` as an absolute http(s) address without user and password, or None if it is none."""
    link = _CONTROL.sub("", unescape(link)) if "&amp;" in link else _CONTROL.sub("", link)
    if not link or len(link) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, link))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return urlunsplit((parts.scheme, _authority(host, port), parts.path, parts.query, parts.fragment))


def canonical(url: str) -> str:
    """Return what stays the same when a publisher decorates the address of one article: for comparing, not dialling."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url
    kept = sorted((name, value) for name, value in query if not _TRACKING.fullmatch(name))
    default = {"http": 80, "https": 443}.get(parts.scheme)
    authority = _authority(host, None if port == default else port)
    return urlunsplit((parts.scheme, authority, parts.path.rstrip("/") or "/", urlencode(kept), ""))


def discover(html: str, base: str) -> tuple[str, ...]:
    """Return the addresses of the feeds a page declares (`<link rel="alternate">`), in the page's order."""
    head = _Head()
    head.feed(html[:_HEAD])
    root = resolve(head.base, base) if head.base else None
    found = (resolve(href, root or base) for href in head.feeds)
    return tuple(dict.fromkeys(address for address in found if address))


def title_of(html: str) -> str | None:
    """Return a page's title as its head gives it: og:title before <title>."""
    head = _Head()
    head.feed(html[:_HEAD])
    return " ".join((head.og_title or head.title).split()) or None


class _Head(HTMLParser):
    """Collects what the head of a page declares; stops listening where the body begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feeds: list[str] = []
        self.base = ""
        self.title = ""
        self.og_title = ""
        self._in_title = False
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "title":
                self._in_title = not self.title
            case "base":
                self.base = self.base or given.get("href", "")
            case "meta" if given.get("property", "").lower() == "og:title":
                self.og_title = self.og_title or given.get("content", "")
            case "link" if "alternate" in given.get("rel", "").lower().split():
                if given.get("type", "").lower().partition(";")[0].strip() in _FEEDS:
                    self.feeds.append(given.get("href", ""))
            case "body":
                self._done = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def _authority(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name
