"""A feed as a source: RSS, Atom, RDF or JSON Feed, with the pages behind its links where it gives only teasers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2s
from typing import TYPE_CHECKING

from bot.errors import ArticleError, SourceError
from bot.model import Document, Entry, MediaType
from bot.ports import Poll, SourceMemory
from bot.sources.feed_reader import FeedReader, HtmlInsteadError, Listed, Listing
from bot.sources.links import canonical, discover, resolve
from bot.sources.page import fetch_page
from bot.sources.wording import one_line, show_address

if TYPE_CHECKING:
    from bot.sources.fetch import Fetched, Fetcher

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"
)
_FULL_CONTENT = 600
"""From this many visible characters on, what a feed gives as content is the article."""
_FULL_DESCRIPTION = 1_500
"""A description must be longer than that to be the article: it is a teaser by the standard."""
_ENOUGH = 80
"""A teaser of fewer characters is no stand-in for a page that cannot be had."""
_LONGEST_GUID = 500
_CUT = ("…", "...", "[…]", "[...]", "read more", "continue reading", "read the rest", "read full story", "full story")
"""How texts end that go on elsewhere."""
_CLOSING = ' 	»›→>.)"”'


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry(Entry):
    """An entry of a feed; `teaser` stands in for a page that cannot be had, where it has enough text."""

    teaser: Document | None = None


class FeedSource:
    """Polls one feed. Entries carry their document where the feed gives the article; else `open` fetches the page."""

    def __init__(self, name: str, url: str, fetcher: "Fetcher", reader: FeedReader) -> None:
        self._name = name
        self._url = url
        self._fetcher = fetcher
        self._reader = reader

    @property
    def name(self) -> str:
        """The name the configuration gives it."""
        return self._name

    async def poll(self, memory: SourceMemory) -> Poll:
        """Fetch and parse the feed. Raises SourceError; for a page it names the feeds the page declares."""
        fetched = await self._fetcher.get(self._url, memory=memory, accept=FEED_TYPES)
        if fetched.unchanged:
            return Poll(memory=fetched.memory, unchanged=True, not_before=fetched.retry_after)
        listing = await self._read(fetched)
        entries = to_entries(listing, base=fetched.final_url)
        problems: tuple[str, ...] = ()
        if listing.dropped:
            problems = (one_line(f"{show_address(self._url)} lists {listing.dropped:,} entries too many; not read"),)
        return Poll(entries=entries, memory=fetched.memory, not_before=fetched.retry_after, problems=problems)

    async def open(self, entry: Entry) -> Document:
        """Return the entry's article: its own content, the page behind its link, or else a teaser with enough text.

        Raises ArticleError if none of them can be had, and if the page is gone for good: then the publisher took it
        down, and a teaser must not hide that.
        """
        if entry.document is not None:
            return entry.document
        teaser = entry.teaser if isinstance(entry, FeedEntry) else None
        try:
            if entry.url is None:
                raise ArticleError(one_line(f"{entry.title or entry.guid} has neither a link nor enough text"))
            page = await fetch_page(self._fetcher, entry.url)
        except SourceError as error:
            if teaser is not None and not error.gone:
                return teaser
            raise ArticleError(
                str(error), retry_after=error.retry_after, gone=error.gone, missing=error.missing
            ) from error
        return replace(
            page,
            url=entry.url,
            headline=entry.title,
            byline=entry.byline,
            published_at=entry.published_at,
            outlet=entry.outlet,
        )

    async def _read(self, fetched: "Fetched") -> Listing:
        shown = show_address(fetched.final_url)
        try:
            return await self._reader.read(fetched.text, shown)
        except HtmlInsteadError as error:
            feeds = discover(fetched.text, fetched.final_url)
            remedy = f"; it offers the feed {feeds[0]}" if feeds else '; for one page use kind = "page"'
            raise SourceError(one_line(f"{error}{remedy}")) from error


def to_entries(listing: Listing, *, base: str) -> tuple[FeedEntry, ...]:
    """Return a listing's entries without repeats, newest first where all are dated, else in the feed's order."""
    root = resolve(listing.base, base) if listing.base else None
    entries: dict[str, FeedEntry] = {}
    for guid, listed, link in _identified(listing, root or base):
        if guid not in entries:
            entries[guid] = _to_entry(guid, listed, link, listing.title)
    dated = [(entry.published_at, entry) for entry in entries.values() if entry.published_at]
    if len(dated) < len(entries):
        return tuple(entries.values())
    return tuple(entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True))


def _identified(listing: Listing, base: str) -> Iterator[tuple[str, Listed, str | None]]:
    """Give every entry a guid that stays: its id, else its link without tracking marks, else its title's digest.

    An id that several different links share (some feeds number nothing) identifies only together with the link.
    """
    links = [resolve(listed.link, base) for listed in listing.entries]
    places = [canonical(link) if link else "" for link in links]
    different = {(listed.id, place) for listed, place in zip(listing.entries, places, strict=True) if place}
    users = Counter(known for known, _ in different)
    for listed, link, place in zip(listing.entries, links, places, strict=True):
        own = listed.id if listed.id and listed.id != listed.link else ""
        if own:
            guid = f"{own} {place}" if users[listed.id] > 1 else own
        elif place:
            guid = place
        elif listed.title or listed.content:
            guid = _short(listed.title or listed.content)
        else:
            continue
        yield (guid if len(guid) <= _LONGEST_GUID and guid.isprintable() else _short(guid)), listed, link


def _short(text: str) -> str:
    return blake2s(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _to_entry(guid: str, listed: Listed, link: str | None, feed_title: str) -> FeedEntry:
    title = one_line(listed.title, 1_000) or None
    byline = one_line(listed.author, 300) or None
    outlet = one_line(listed.outlet or feed_title, 200) or None
    text = Document(
        text=listed.content,
        media_type=MediaType.TEXT if listed.is_text else MediaType.HTML,
        url=link,
        headline=title,
        byline=byline,
        published_at=listed.published_at,
        outlet=outlet,
    )
    full = is_article(listed, has_link=link is not None)
    return FeedEntry(
        guid=guid,
        title=title,
        url=link,
        published_at=listed.published_at,
        byline=byline,
        outlet=outlet,
        document=text if full else None,
        teaser=replace(text, is_teaser=True) if not full and listed.length >= _ENOUGH else None,
    )


def is_article(listed: Listed, *, has_link: bool) -> bool:
    """Say whether what the feed gives of an entry is the article itself, and not a teaser for the page."""
    if not has_link:
        return listed.length >= _ENOUGH
    tail = listed.tail.lower()
    if tail.rstrip(_CLOSING).endswith(_CUT) or tail.rstrip().endswith(_CUT):
        return False
    return listed.length >= (_FULL_CONTENT if listed.is_content else _FULL_DESCRIPTION)
