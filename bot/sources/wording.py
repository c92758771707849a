"""How sources say what went wrong: one safe line, and addresses without the secrets they may carry."""

import unicodedata
from urllib.parse import urlsplit

LINE_LIMIT = 300
_ADDRESS_LIMIT = 120
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"})


def one_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` as one line of at most `limit` characters, without control or invisible characters."""
    if len(text) <= limit and text.isprintable() and "  " not in text:
        return text.strip()
    clipped = text[: limit * 4]
    visible = "".join(" " if unicodedata.category(char) in _INVISIBLE else char for char in clipped)
    line = " ".join(visible.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def show_address(url: str) -> str:
    """Return a web address fit for a message: no user and password, no query (it may hold a token), not too long."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(an address that cannot be read)"
    if ":" in host:
        host = f"[{host}]"
    query = "?…" if parts.query else ""
    return one_line(f"{parts.scheme}://{host}{port}{parts.path}{query}", _ADDRESS_LIMIT)
