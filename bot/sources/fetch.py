"""The only HTTP client: one GET at a time per caller, guarded, bounded in time and size, polite to publishers."""

import asyncio
import logging
import ssl
import zlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import blake2s
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver

from bot.errors import SourceError
from bot.ports import Clock, SourceMemory
from bot.sources.charset import decode
from bot.sources.failures import explain, refusal
from bot.sources.guard import Guard, Network
from bot.sources.inflate import Inflater
from bot.sources.lookup import ThreadLookup
from bot.sources.turns import Turns
from bot.sources.visit import Visit, parse_address
from bot.sources.wording import one_line, show_address

MAX_BYTES = 10 * 1024 * 1024
TIMEOUT = timedelta(seconds=20)
_REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_PER_HOST = 2
_LONGEST_WAIT = timedelta(days=7)
_UNREADABLE_DATE_WAIT = timedelta(minutes=10)
_HEADER_BYTES = 65_536  # real sites send Content-Security-Policy headers beyond aiohttp's 8,190
_IDLE_SECONDS = 2  # enough for the pages behind a feed; thousands of hosts would use up the process's sockets
_WANTED = "*/*"


def user_agent() -> str:
    """Return how we name ourselves to publishers: `nutgraf/0.1.0 (news alerts; …)`."""
    try:
        number = version("nutgraf")
    except PackageNotFoundError:
        number = "0"
    return f"nutgraf/{number} (news alerts for chat; self-hosted)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: its body (decompressed, within the limit) and what the headers say.

    `unchanged` says the publisher answered 304, or sent the very body `memory.digest` stands for.
    """

    body: bytes
    final_url: str
    media_type: str
    charset: str | None = None
    memory: SourceMemory = field(default_factory=SourceMemory)
    unchanged: bool = False
    retry_after: timedelta | None = None

    @property
    def text(self) -> str:
        """The body as text, by header, byte order mark and declaration."""
        return decode(self.body, self.charset)


class Fetcher:
    """Fetches feeds and pages. Open it once, share it, close it at the end.

    `allow_private` are networks that may be dialled though they are private. `timeout` bounds one whole fetch with
    its redirects, not the wait for a turn. At most two requests go to one host at a time, `at_once` to all.
    """

    def __init__(
        self,
        *,
        allow_private: Iterable[Network] = (),
        timeout: timedelta = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        at_once: int = 32,
        per_host: int = _PER_HOST,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._guard = Guard(allow_private)
        self._timeout = timeout.total_seconds()
        self._max_bytes = max_bytes
        self._resolver = resolver
        self._tls = tls
        self._clock = clock
        self._turns = Turns(at_once, per_host)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections; safe to call twice."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def get(self, url: str, *, memory: SourceMemory | None = None, accept: str = _WANTED) -> Fetched:
        """Fetch `url`, following at most five redirects.

        `memory` makes the request conditional. Raises SourceError for every failure, in one line without secrets;
        with `retry_after` or `gone` where the publisher said so.
        """
        visit = Visit(parse_address(url), memory or SourceMemory(), accept)
        while True:
            async with self._turns.take(visit.url.host or ""):
                fetched = await self._hop(visit)
            if fetched is not None:
                return fetched

    async def _hop(self, visit: Visit) -> Fetched | None:
        """Send one request; None if it led to a redirect, which `visit` then points to."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        shown = show_address(str(visit.url))
        try:
            async with asyncio.timeout(max(0.0, self._timeout - visit.spent)):
                async with self._request(visit) as response:
                    if response.status in _REDIRECT_STATUSES:
                        visit.follow(response)
                        return None
                    return await self._receive(visit, response)
        except TimeoutError:
            raise SourceError(one_line(f"{shown} did not answer fully within {self._timeout:g} seconds")) from None
        except (aiohttp.ClientError, OSError, ValueError, zlib.error) as error:
            raise SourceError(one_line(explain(error, shown))) from error
        finally:
            visit.spent += loop.time() - started

    @asynccontextmanager
    async def _request(self, visit: Visit) -> AsyncIterator[aiohttp.ClientResponse]:
        session = self._open()
        async with session.get(
            visit.url,
            headers=visit.headers(),
            cookies=visit.cookies(),
            allow_redirects=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        ) as response:
            yield response

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # It warns of every cookie it does not like, in the publisher's own words.
            logging.getLogger("aiohttp.client").setLevel(logging.ERROR)
            connector = aiohttp.TCPConnector(
                limit=0,
                ttl_dns_cache=60,
                resolver=self._resolver or ThreadLookup(),
                socket_factory=self._guard.make_socket,
                keepalive_timeout=_IDLE_SECONDS,
                ssl=self._tls if self._tls is not None else True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                headers={
                    "User-Agent": user_agent(),
                    "Accept-Encoding": "gzip, deflate",
                    "Accept-Language": "en, *;q=0.5",
                },
                auto_decompress=False,
            )
        return self._session

    async def _receive(self, visit: Visit, response: aiohttp.ClientResponse) -> Fetched:
        wait = self._wait_asked(response)
        if response.status == 304:
            return self._answer(
                visit, response, b"", memory=_remember(response, visit.memory), unchanged=True, wait=wait
            )
        if response.status != 200:
            raise refusal(response.status, show_address(str(visit.url)), wait)
        body = await self._read(response)
        memory = _remember(response, SourceMemory(digest=_digest(body)))
        unchanged = visit.memory.digest is not None and visit.memory.digest == memory.digest
        return self._answer(visit, response, body, memory=memory, unchanged=unchanged, wait=wait)

    @staticmethod
    def _answer(
        visit: Visit,
        response: aiohttp.ClientResponse,
        body: bytes,
        *,
        memory: SourceMemory,
        unchanged: bool,
        wait: timedelta | None,
    ) -> Fetched:
        return Fetched(
            body=body,
            final_url=str(visit.url.with_user(None)),
            media_type=response.content_type.lower() if "Content-Type" in response.headers else "",
            charset=response.charset if "Content-Type" in response.headers else None,
            memory=memory,
            unchanged=unchanged,
            retry_after=wait,
        )

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > self._max_bytes:
            raise self._too_large(response)
        inflate = Inflater(response.headers.get("Content-Encoding", ""))
        body = bytearray()
        async for chunk in response.content.iter_any():
            body += inflate.feed(chunk, self._max_bytes + 1 - len(body))
            if len(body) > self._max_bytes:
                raise self._too_large(response)
        inflate.finish()
        return bytes(body)

    def _too_large(self, response: aiohttp.ClientResponse) -> SourceError:
        response.close()
        shown = show_address(str(response.url))
        return SourceError(one_line(f"{shown} is larger than {self._max_bytes / 1_048_576:.3g} MB and was not read"))

    def _wait_asked(self, response: aiohttp.ClientResponse) -> timedelta | None:
        """Return what Retry-After asks for, in seconds or as a date, at most a week."""
        value = response.headers.get("Retry-After", "").strip()
        if not value:
            return None
        if value.isascii() and value.isdigit():
            return min(timedelta(seconds=min(int(value[:9]), 10**8)), _LONGEST_WAIT)
        until, now = _http_date(value), _http_date(response.headers.get("Date", ""))
        if until is None:
            return None
        if now is None:
            if self._clock is None:
                return _UNREADABLE_DATE_WAIT
            now = self._clock.now()
        return min(max(until - now, timedelta()), _LONGEST_WAIT)


def _remember(response: aiohttp.ClientResponse, before: SourceMemory) -> SourceMemory:
    return SourceMemory(
        etag=_kept(response.headers.get("ETag")) or before.etag,
        modified=_kept(response.headers.get("Last-Modified")) or before.modified,
        digest=before.digest,
    )


def _kept(validator: str | None) -> str | None:
    return validator if validator and len(validator) <= 500 and validator.isprintable() else None


def _digest(body: bytes) -> str:
    return blake2s(body, digest_size=16).hexdigest()


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
