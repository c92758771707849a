"""When two entries, or two articles, are the same one: by guid, by canonical address, or by their words."""

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from bot.links import canonical_url
from bot.model import Entry

_WORD = re.compile(r"\w+")
_SHORTEST_FINGERPRINT = 8
"""Words a text must have before it can stand for an article: "Read more" is nobody's fingerprint."""


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
