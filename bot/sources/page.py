"""A page as a source: one address, one article, listed again when its text changes."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import ArticleError, SourceError
from bot.model import Document, Entry, MediaType
from bot.ports import Poll, SourceMemory
from bot.sources.files import looks_binary
from bot.sources.links import FEED_MEDIA_TYPES, canonical, title_of
from bot.sources.wording import one_line, show_address

if TYPE_CHECKING:
    from bot.sources.fetch import Fetched, Fetcher

PAGE_TYPES = "text/html, application/xhtml+xml, text/plain;q=0.8, text/markdown;q=0.8, */*;q=0.5"
_MEDIA_TYPES = {
    "text/html": MediaType.HTML,
    "application/xhtml+xml": MediaType.HTML,
    "text/plain": MediaType.TEXT,
    "text/markdown": MediaType.MARKDOWN,
    "text/x-markdown": MediaType.MARKDOWN,
    "application/json": MediaType.JSON,
}
_UNKNOWN = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml"})
_IS_A_FEED = 'is a feed, not a page: add it as a source of kind = "feed"'
_FEED_STARTS = ("<rss", "<feed", "<rdf:rdf")


class PageSource:
    """Polls one page. Its one entry is known by where the page finally is; a new text is the same entry, changed."""

    def __init__(self, name: str, url: str, fetcher: "Fetcher") -> None:
        self._name = name
        self._url = url
        self._fetcher = fetcher

    @property
    def name(self) -> str:
        """The name the configuration gives it."""
        return self._name

    async def poll(self, memory: SourceMemory) -> Poll:
        """Fetch the page. Raises SourceError."""
        fetched = await self._fetcher.get(self._url, memory=memory, accept=PAGE_TYPES)
        if fetched.unchanged:
            return Poll(memory=fetched.memory, unchanged=True, not_before=fetched.retry_after)
        document = to_document(fetched)
        entry = Entry(
            guid=canonical(fetched.final_url),
            title=title_of(document.text) if document.media_type is MediaType.HTML else None,
            url=fetched.final_url,
            document=document,
        )
        return Poll(entries=(entry,), memory=fetched.memory, not_before=fetched.retry_after)

    async def open(self, entry: Entry) -> Document:
        """Return the page's document, fetched again if the entry does not carry it. Raises ArticleError."""
        if entry.document is not None:
            return entry.document
        try:
            return await fetch_page(self._fetcher, entry.url or self._url)
        except ArticleError:
            raise
        except SourceError as error:
            raise ArticleError(
                str(error), retry_after=error.retry_after, gone=error.gone, missing=error.missing
            ) from error


async def fetch_page(fetcher: "Fetcher", url: str) -> Document:
    """Fetch `url` as an article's raw document. Raises SourceError."""
    return to_document(await fetcher.get(url, accept=PAGE_TYPES))


def to_document(fetched: "Fetched") -> Document:
    """Return an answer as a document. Raises ArticleError if it is no text, or a feed."""
    shown = show_address(fetched.final_url)
    media_type = _MEDIA_TYPES.get(fetched.media_type)
    if fetched.media_type in FEED_MEDIA_TYPES:
        raise ArticleError(one_line(f"{shown} {_IS_A_FEED}"))
    if media_type is None and fetched.media_type not in _UNKNOWN and not fetched.media_type.startswith("text/"):
        raise ArticleError(one_line(f"{shown} is no article but {fetched.media_type}"))
    if not fetched.body.strip():
        raise ArticleError(one_line(f"{shown} is empty"))
    if looks_binary(fetched.body):
        raise ArticleError(one_line(f"{shown} is not text"))
    document = Document(text=fetched.text, media_type=media_type or MediaType.TEXT, url=fetched.final_url)
    start = document.text[:2_000].lstrip().lower()
    if start.startswith(_FEED_STARTS) or (start.startswith("<?xml") and any(mark in start for mark in _FEED_STARTS)):
        raise ArticleError(one_line(f"{shown} {_IS_A_FEED}"))
    if media_type is None and start.startswith("<"):
        return replace(document, media_type=MediaType.HTML)
    return document
