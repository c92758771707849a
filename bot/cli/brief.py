"""nutgraf brief: articles in, briefs out, on the terminal or as JSON lines."""

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli.failures import DONE, FAILED, complain
from bot.errors import NutgrafError
from bot.extraction import read_article, read_document
from bot.extraction.batch import read_lines
from bot.extraction.brief_json import brief_to_json, json_line
from bot.model import Brief, Document, Figure
from bot.sources import is_web_address, open_location
from bot.sources.wording import show_address


def brief_lines(*, raw: bool) -> int:
    """Read JSON articles from standard input and write one JSON brief a line, each flushed."""
    for line in read_lines(sys.stdin.buffer, raw=raw, jobs=os.cpu_count() or 1):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    return DONE


def brief_places(places: Sequence[str], *, as_json: bool, config_path: Path | None) -> int:
    """Show the briefs of files, addresses or standard input, in order; one that cannot be read is named."""
    show = _as_json(config_path) if as_json else _show
    failed = False
    for place in places:
        try:
            briefs = read_place(place, config_path)
        except NutgrafError as error:
            named = show_address(place) if is_web_address(place) else place  # an address may hold a password
            complain(str(error) if named in str(error) else f"{named}: {error}")
            failed = True
            continue
        for brief in briefs:
            show(brief)
    return FAILED if failed else DONE


def read_place(place: str, config_path: Path | None) -> tuple[Brief, ...]:
    """Read the articles at a path, an http(s) address, or "-". Raises SourceError or ArticleError."""
    documents = asyncio.run(_opened(place, config_path))
    return tuple(read_article(read_document(document)) for document in documents)


async def _opened(place: str, config_path: Path | None) -> tuple[Document, ...]:
    if not is_web_address(place):
        return await open_location(place)
    from bot.config import load
    from bot.sources.fetch import Fetcher

    settings = load(config_path).fetch
    async with Fetcher(allow_private=settings.allow_private, timeout=settings.timeout) as fetcher:
        return await open_location(place, fetcher)


def _as_json(config_path: Path | None) -> Callable[[Brief], None]:
    """Return what prints a brief as JSON, with the topics of the settings that its figures answer."""
    from bot.config import load
    from bot.topics import matches

    topics = [settings.topic for settings in load(config_path).topics]

    def show(brief: Brief) -> None:
        def topics_of(figure: Figure) -> list[str]:
            return [topic.name for topic in topics if matches(topic, figure, brief)]

        sys.stdout.write(json_line(brief_to_json(brief, topics_of)) + "\n")
        sys.stdout.flush()

    return show


def _show(brief: Brief) -> None:
    from rich.console import Console

    from adapters.console.render import renderable
    from bot.present.brief import full_brief

    Console().print(renderable(full_brief(brief)))
