"""What a person names on the command line: a file, a folder, an address or standard input."""

import asyncio
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bot.errors import ArticleError, SourceError
from bot.model import Document, MediaType
from bot.ports import SourceMemory
from bot.sources.files import MAX_FILE_BYTES, read_pieces, to_pieces
from bot.sources.folder import FolderSource
from bot.sources.page import fetch_page
from bot.sources.wording import one_line

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher

_JSON_START = re.compile(r"\{|\[\s{0,99}\{")
_HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<article", "<?xml", "<div", "<p>")


def is_web_address(location: str) -> bool:
    """Say whether `location` must be fetched: the caller then brings a Fetcher."""
    return location.lower().startswith(("http://", "https://"))


async def open_location(
    location: str, fetcher: "Fetcher | None" = None, *, stdin: BinaryIO | None = None
) -> tuple[Document, ...]:
    """Return the articles at a path, an address or "-" (standard input): several in a folder or a JSON list.

    Raises ArticleError or SourceError with the location named.
    """
    if location == "-":
        return await asyncio.to_thread(_from_stdin, stdin or sys.stdin.buffer)
    if is_web_address(location):
        if fetcher is None:
            raise SourceError("an address can only be opened with a fetcher")
        return (await fetch_page(fetcher, location),)
    path = await asyncio.to_thread(Path(location).expanduser)
    if await asyncio.to_thread(path.is_dir):
        return await _from_folder(path)
    return await asyncio.to_thread(_from_file, path)


def sniff(text: str) -> MediaType:
    """Return what unnamed text is most likely written in: HTML, JSON or plain text."""
    start = text[:2_000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(_HTML_STARTS):
        return MediaType.HTML
    if _JSON_START.match(start):
        return MediaType.JSON
    return MediaType.MARKDOWN if start.startswith(("---\n", "# ")) else MediaType.TEXT


def _from_stdin(given: BinaryIO) -> tuple[Document, ...]:
    body = given.read(MAX_FILE_BYTES + 1)
    try:
        if len(body) > MAX_FILE_BYTES:
            raise ArticleError(f"is larger than {MAX_FILE_BYTES // 1_048_576} MB")
        text = to_pieces(body, MediaType.TEXT)[0].document.text
        return tuple(piece.document for piece in to_pieces(body, sniff(text)))
    except ArticleError as error:
        raise ArticleError(one_line(f"standard input {error}")) from error


async def _from_folder(path: Path) -> tuple[Document, ...]:
    source = FolderSource(path.name, path)
    poll = await source.poll(SourceMemory())
    if not poll.entries:
        raise ArticleError(one_line(f"{path} holds no articles" + (f": {poll.problems[0]}" if poll.problems else "")))
    return tuple([await source.open(entry) for entry in reversed(poll.entries)])


def _from_file(path: Path) -> tuple[Document, ...]:
    try:
        return tuple(piece.document for piece in read_pieces(path.resolve()))
    except ArticleError as error:
        raise ArticleError(one_line(f"{path} {error}")) from error
