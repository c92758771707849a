"""When two entries, or two articles, are the same one: by guid, by canonical address, or by their words."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.model import Entry

_TRACKER_NAMES = (
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid ref ref_src ref_url referrer source "
    "cmpid cmp ncid ocid smid sr_share guccounter guce_referrer spm share xtor at_medium at_campaign at_custom1 "
    "ito icid partner rss feed output amp"
)
_TRACKERS = frozenset(_TRACKER_NAMES.split())
_MOBILE_HOSTS = ("www.", "m.", "mobile.", "amp.")
_WORD = re.compile(r"\w+")
_SHORTEST_FINGERPRINT = 8
"""Words a text must have before it can stand for an article: "Read more" is nobody's fingerprint."""


def canonical_url(url: str) -> str:
    """Return the address without tracking, AMP, mobile host, fragment or trailing slash. Not for fetching."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url.strip()
    for prefix in _MOBILE_HOSTS:
        if host.startswith(prefix) and host.count(".") >= 2:
            host = host[len(prefix) :]
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit(("https", netloc, _canonical_path(parts.path), _canonical_query(parts.query), ""))


def _canonical_path(path: str) -> str:
    steps = [step for step in path.split("/") if step]
    if steps and steps[0].lower() == "amp":
        steps = steps[1:]
    if steps and steps[-1].lower() in ("amp", "index.html", "index.htm", "index.php"):
        steps = steps[:-1]
    joined = "/" + "/".join(steps)
    return joined.replace(".amp.html", ".html")


def _canonical_query(query: str) -> str:
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.lower() not in _TRACKERS and not name.lower().startswith("utm_")
    ]
    return urlencode(sorted(kept))


def fingerprint(text: str, headline: str | None = None) -> str | None:
    """Return a short name for these very words, whatever their spacing, case and marks; None for too few words."""
    words = _WORD.findall(f"{headline or ''} {text}".casefold())
    if len(words) < _SHORTEST_FINGERPRINT:
        return None
    return _hash("\n".join(words).encode("utf-8", "surrogatepass")).hex()


def entry_keys(entries: Sequence[Entry]) -> tuple[tuple[bytes, ...], ...]:
    """Return the keys by which each listed entry is known again, its guid's first.

    An address that several entries of one list share names none of them.
    """
    addresses = [canonical_url(entry.url) if entry.url else None for entry in entries]
    shared = Counter(addresses)
    return tuple(
        tuple(_keys(entry, address if shared[address] == 1 else None))
        for entry, address in zip(entries, addresses, strict=True)
    )


def _keys(entry: Entry, address: str | None) -> list[bytes]:
    keys = [_key("guid", entry.guid)]
    if address:
        keys.append(_key("url", address))
    words = fingerprint(entry.document.text, entry.title) if entry.document else None
    if words:
        keys.append(_key("text", words))
    return keys


def _key(kind: str, value: str) -> bytes:
    return _hash(f"{kind}\n{value}".encode("utf-8", "surrogatepass"))


def _hash(value: bytes) -> bytes:
    return blake2b(value, digest_size=16).digest()
