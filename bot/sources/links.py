"""Addresses in documents: made absolute, told apart without tracking marks, and found in a page's head."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_LONGEST = 4_000
_HEAD = 262_144
FEED_MEDIA_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ns_\w+|at_\w+|cmpid|ocid|ftag|smid|src|ref|rss|partner"
    r"|guccounter|soc_src|soc_trk|taid|ito|sr_share|__twitter_impression)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(https?://[a-z0-9.-]{1,253})(/[\w/.~+,;=:!$%()*'-]{0,1500})?", re.ASCII)
"""An address that is absolute, in lower case to the path, and has neither port, user, query nor fragment: most do."""
_TAG = re.compile(
    r"<(?P<tag>title|base|meta|link|body)(?P<attributes>(?:\s[^<>]{0,4000})?)>(?P<text>[^<]{0,2000})", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([A-Za-z:-]{1,40})\s{0,9}=\s{0,9}("[^"]*"|'[^']*'|[^\s"'>]+)""")
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]+")


def resolve(link: str, base: str) -> str | None:
    """Return `link` as an absolute http(s) address without user and password, or None if it is none."""
    if _PLAIN.fullmatch(link):
        return link
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
    plain = _PLAIN.fullmatch(url)
    if plain:
        return plain[1] + ((plain[2] or "").rstrip("/") or "/")
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
    root, found = base, []
    for tag, given in _head(html):
        if tag == "base" and root == base:
            root = resolve(given.get("href", ""), base) or base
        if tag == "link" and _declares_feed(given):
            found.append(given.get("href", ""))
    addresses = (resolve(href, root) for href in found)
    return tuple(dict.fromkeys(address for address in addresses if address))


def title_of(html: str) -> str | None:
    """Return a page's title as its head gives it: og:title before <title>."""
    titles = {"title": "", "og:title": ""}
    for tag, given in _head(html):
        name = tag if tag == "title" else given.get("property", "").lower()
        if name in titles and not titles[name]:
            titles[name] = given.get("content", "")
    return " ".join((titles["og:title"] or titles["title"]).split()) or None


def _declares_feed(given: dict[str, str]) -> bool:
    kind = given.get("type", "").lower().partition(";")[0].strip()
    return (kind in FEED_MEDIA_TYPES or kind == "text/xml") and "alternate" in given.get("rel", "").lower().split()


def _head(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the declaring tags of a page's head with their attributes; a title's text is its "content".

    Written with bounded expressions because html.parser raises on some hostile markup and is quadratic on other.
    """
    before, *commented = html[:_HEAD].split("<!--")
    text = before + "".join(part.partition("-->")[2] for part in commented)
    for match in _TAG.finditer(text):
        tag = match["tag"].lower()
        if tag == "body":
            return
        given = {name.lower(): unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(match["attributes"])}
        if tag == "title":
            given["content"] = unescape(match["text"])
        yield tag, given


def _authority(host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name
