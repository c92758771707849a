"""Article files: which ones we read, how their bytes become documents, and what is wrong with those that cannot."""

import json
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2s
from pathlib import Path
from typing import Any

from bot.errors import ArticleError
from bot.model import Document, MediaType
from bot.sources.charset import decode
from bot.sources.wording import one_line

MAX_FILE_BYTES = 5 * 1024 * 1024
MEDIA_TYPES = {
    ".txt": MediaType.TEXT,
    ".md": MediaType.MARKDOWN,
    ".markdown": MediaType.MARKDOWN,
    ".html": MediaType.HTML,
    ".htm": MediaType.HTML,
    ".json": MediaType.JSON,
}
_SAMPLE = 65_536
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1b") + b"\x7f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article of a file: `part` tells it from the file's others, "" where the file holds one."""

    part: str
    document: Document


def is_article_name(name: str) -> bool:
    """Say whether a file of this name is one we read: a known ending, not hidden, not a README."""
    if name.startswith((".", "~$")) or name.lower().partition(".")[0] == "readme":
        return False
    return Path(name).suffix.lower() in MEDIA_TYPES


def read_pieces(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> tuple[Piece, ...]:
    """Read the articles of one file: more than one only where a JSON file lists several.

    Never blocks on pipes and devices. Raises ArticleError, in words that follow the file's name, if it cannot be had.
    """
    media_type = MEDIA_TYPES.get(path.suffix.lower(), MediaType.TEXT)
    return to_pieces(read_bytes(path, max_bytes=max_bytes), media_type)


def read_bytes(path: Path, *, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Return the bytes of a regular file of at most `max_bytes`. Raises ArticleError."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise ArticleError(f"cannot be opened: {error.strerror or 'unknown reason'}") from error
    with os.fdopen(handle, "rb") as file:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise ArticleError("is not a regular file")
        if before.st_size > max_bytes:
            raise ArticleError(f"is {_megabytes(before.st_size)}; articles have at most {_megabytes(max_bytes)}")
        try:
            body = file.read(max_bytes + 1)
        except OSError as error:
            raise ArticleError(f"cannot be read: {error.strerror or 'unknown reason'}") from error
        after = os.fstat(handle)
    if len(body) > max_bytes or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ArticleError("is still being written: it is read at the next poll")
    return body


def to_pieces(body: bytes, media_type: MediaType) -> tuple[Piece, ...]:
    """Make documents of a file's bytes. Raises ArticleError if they are empty, not text, or not JSON as claimed."""
    if not body.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ArticleError("is empty")
    if looks_binary(body):
        raise ArticleError("is not text")
    text = decode(body)
    if media_type is not MediaType.JSON:
        return (Piece(part="", document=Document(text=text, media_type=media_type)),)
    return _split_json(text)


def looks_binary(body: bytes) -> bool:
    """Say whether bytes are no text in any character set we read: NUL or many control characters, and not UTF-16/32."""
    sample = body[:_SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    nulls = sample.count(0)
    if nulls:
        text = decode(body[: len(sample) // 4 * 4])
        return "\x00" in text or sum(not char.isprintable() and not char.isspace() for char in text) * 20 > len(text)
    return (len(sample) - len(sample.translate(None, _CONTROL))) * 50 > len(sample)


def _split_json(text: str) -> tuple[Piece, ...]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ArticleError(f"is not valid JSON{place}") from error
    if isinstance(content, dict):
        articles = next((content[key] for key in ("articles", "items") if isinstance(content.get(key), list)), None)
        if articles is None:
            return (Piece(part="", document=_json_document(text, content)),)
    elif isinstance(content, list):
        articles = content
    else:
        raise ArticleError("holds no article: a JSON file has one object, or a list of them")
    found = [article for article in articles if isinstance(article, dict)]
    if not found:
        raise ArticleError("holds no article: its list has no objects")
    return tuple(_piece(article) for article in found)


def _piece(article: dict[str, Any]) -> Piece:
    text = json.dumps(article, ensure_ascii=False)
    named = (article.get(key) for key in ("id", "guid", "url", "link", "headline", "title"))
    part = next((str(name) for name in named if isinstance(name, str | int) and str(name).strip()), "")
    if not part or len(part) > 300:
        part = blake2s((part or text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Piece(part=one_line(part), document=_json_document(text, article))


def _json_document(text: str, article: dict[str, Any]) -> Document:
    return Document(
        text=text,
        media_type=MediaType.JSON,
        url=_first_text(article, "url", "link"),
        headline=_first_text(article, "headline", "title"),
        byline=_first_text(article, "byline", "author"),
        published_at=to_moment(_first_text(article, "published_at", "published", "date_published", "date")),
        outlet=_first_text(article, "outlet", "publisher", "source"),
    )


def _first_text(article: dict[str, Any], *keys: str) -> str | None:
    for key in keys:
        value = article.get(key)
        if isinstance(value, str) and value.strip():
            return one_line(value, 2000)
    return None


def to_moment(text: str | None) -> datetime | None:
    """Return an ISO 8601 date or time as an aware UTC moment (without a zone it is taken as UTC), else None."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1900 <= moment.year <= 2200 else None


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.3g} MB"
