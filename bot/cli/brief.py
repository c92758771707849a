"""nutgraf brief: articles in, briefs out, on the terminal or as JSON lines."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli.failures import DONE, FAILED, complain
from bot.errors import NutgrafError
from bot.extraction import read_article, read_document
from bot.extraction.batch import read_lines
from bot.extraction.brief_json import brief_to_json
from bot.model import Brief, Document, Figure, MediaType


def brief_lines(*, raw: bool) -> int:
    """Read JSON articles from standard input and write one JSON brief a line, each flushed."""
    for line in read_lines(sys.stdin.buffer, raw=raw, jobs=os.cpu_count() or 1):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return DONE


def brief_places(places: Sequence[str], *, as_json: bool, config_path: Path | None) -> int:
    """Show the briefs of files, addresses or standard input, in order; one that cannot be read is named."""
    failed = False
    for place in places:
        try:
            brief = read_place(place, config_path)
        except NutgrafError as error:
            complain(str(error) if place in str(error) else f"{place}: {error}")
            failed = True
            continue
        if as_json:
            topics = _topics_of(brief, config_path)
            sys.stdout.write(json.dumps(brief_to_json(brief, topics), ensure_ascii=False, allow_nan=False) + "\n")
            sys.stdout.flush()
        else:
            _show(brief)
    return FAILED if failed else DONE


def read_place(place: str, config_path: Path | None) -> Brief:
    """Read the article at a path, an http(s) address, or "-". Raises SourceError or ArticleError."""
    if place == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        return read_article(read_document(Document(text=text, media_type=guessed_type(text))))
    if place.startswith(("http://", "https://")):
        document = asyncio.run(_fetched(place, config_path))
    else:
        from bot.sources.folder import open_file

        document = open_file(Path(place))
    return read_article(read_document(document))


def guessed_type(text: str) -> MediaType:
    """Guess what standard input is written in."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype", "<html", "<head", "<body", "<article", "<p", "<div")):
        return MediaType.HTML
    if start.startswith(("{", "[{")):
        return MediaType.JSON
    return MediaType.MARKDOWN if start.startswith("---\n") else MediaType.TEXT


async def _fetched(url: str, config_path: Path | None) -> Document:
    from bot.config import load
    from bot.sources import fetch_document
    from bot.sources.fetch import Fetcher

    settings = load(config_path).fetch
    async with Fetcher(allow_private=settings.allow_private, timeout=settings.timeout) as fetcher:
        return await fetch_document(url, fetcher)


def _topics_of(brief: Brief, config_path: Path | None) -> Callable[[Figure], Sequence[str]]:
    from bot.config import load
    from bot.topics import matches

    topics = [settings.topic for settings in load(config_path).topics]

    def topics_of(figure: Figure) -> list[str]:
        return [topic.name for topic in topics if matches(topic, figure, brief)]

    return topics_of


def _show(brief: Brief) -> None:
    from rich.console import Console

    from adapters.console.render import renderable
    from bot.present.brief import full_brief

    Console().print(renderable(full_brief(brief)))
