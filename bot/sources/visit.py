"""One fetch on its way: where it is, what it may send there, and where a redirect may lead it."""

import logging

import aiohttp
from yarl import URL

from bot.errors import SourceError
from bot.ports import SourceMemory
from bot.sources.wording import one_line, show_address

MOST_REDIRECTS = 5

_log = logging.getLogger(__name__)


class Visit:
    """One fetch on its way: where it is, what it may send there, how much of its time is spent."""

    def __init__(self, url: URL, memory: SourceMemory, accept: str) -> None:
        self.url = url
        self.memory = memory
        self.spent = 0.0
        self._accept = accept
        self._redirects = 0
        self._cookies: dict[str, dict[str, str]] = {}

    def headers(self) -> dict[str, str]:
        """Return the headers of the next request: conditional where the publisher's validators are known."""
        headers = {"Accept": self._accept}
        if self.memory.etag:
            headers["If-None-Match"] = self.memory.etag
        if self.memory.modified:
            headers["If-Modified-Since"] = self.memory.modified
        return headers

    def cookies(self) -> dict[str, str]:
        """Return cookies that this very host set on the way: some publishers redirect until theirs comes back."""
        return self._cookies.get(self.url.host or "", {})

    def follow(self, response: aiohttp.ClientResponse) -> None:
        """Point to where a redirect leads. Raises SourceError if it leads nowhere we go."""
        shown = show_address(str(self.url))
        location = response.headers.get("Location") or response.headers.get("URI")
        if not location:
            raise SourceError(one_line(f"{shown} redirects without saying where"))
        self._redirects += 1
        if self._redirects > MOST_REDIRECTS:
            raise SourceError(one_line(f"{shown} redirects more than {MOST_REDIRECTS} times"))
        kept = {name: morsel.value for name, morsel in response.cookies.items()}
        if kept:
            self._cookies.setdefault(self.url.host or "", {}).update(kept)
        target = _redirect_target(self.url, location, shown)
        if self.url.scheme == "https" and target.scheme == "http":
            _log.info("fetch_downgraded", extra={"url": shown, "target": show_address(str(target))})
        self.url = target


def parse_address(url: str) -> URL:
    """Return an http(s) address as a URL without fragment. Raises SourceError if it is none."""
    try:
        parsed = URL(url.strip())
        port = parsed.port
    except ValueError:
        raise SourceError(one_line(f"{show_address(url)} is not a web address")) from None
    if parsed.scheme not in {"http", "https"} or not parsed.host or not port:
        raise SourceError(one_line(f"{show_address(url)} is not a web address: it must begin with http:// or https://"))
    return parsed.with_fragment(None)


def _redirect_target(base: URL, location: str, shown: str) -> URL:
    try:
        target = base.join(URL(location.strip())).with_fragment(None)
    except ValueError:
        raise SourceError(one_line(f"{shown} redirects to something that is not an address")) from None
    if target.scheme not in {"http", "https"} or not target.host:
        raise SourceError(one_line(f"{shown} redirects to {target.scheme or 'an unknown'} address, which is refused"))
    if target.origin() != base.origin():
        return target.with_user(None)  # a password is for its own host alone
    return target
