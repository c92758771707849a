"""Where articles come from: folders, feeds and pages. The one place that knows all kinds."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ConfigError
from bot.ports import Source
from bot.sources.feed import FeedSource
from bot.sources.feed_reader import FeedReader
from bot.sources.folder import FolderSource
from bot.sources.location import is_web_address, open_location
from bot.sources.page import PageSource

if TYPE_CHECKING:
    from bot.sources.fetch import Fetcher

__all__ = ["FeedReader", "build_source", "is_web_address", "open_location"]

# The HTTP client takes a third of a second to import: whoever needs it imports `Fetcher` from bot.sources.fetch.


def build_source(
    kind: str,
    name: str,
    *,
    path: Path | None = None,
    url: str | None = None,
    fetcher: "Fetcher | None" = None,
    reader: FeedReader | None = None,
) -> Source:
    """Return the source of one `[[sources]]` table: kind "folder" needs a path, "feed" and "page" a url and a fetcher.

    Raises ConfigError if the kind is unknown or what it needs is not given.
    """
    match kind:
        case "folder" if path is not None:
            return FolderSource(name, path)
        case "feed" if url is not None and fetcher is not None and reader is not None:
            return FeedSource(name, url, fetcher, reader)
        case "page" if url is not None and fetcher is not None:
            return PageSource(name, url, fetcher)
        case "folder":
            raise ConfigError((f"source {name}: a folder needs `path`",))
        case "feed" | "page":
            raise ConfigError((f"source {name}: a {kind} needs `url`",))
        case _:
            raise ConfigError((f"source {name}: kind {kind!r} is unknown; use folder, feed or page",))
