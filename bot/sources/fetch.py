"""The only HTTP client: one GET at a time per caller, guarded, bounded in time and size, polite to publishers."""

import asyncio
import socket
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
from yarl import URL

from bot.errors import SourceError
from bot.ports import Clock, SourceMemory
from bot.sources.charset import decode
from bot.sources.guard import Guard, Network, RefusedAddressError
from bot.sources.lookup import ThreadLookup
from bot.sources.wording import one_line, show_address

MAX_BYTES = 10 * 1024 * 1024
TIMEOUT = timedelta(seconds=20)
_REDIRECTS = 5
_REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
_PER_HOST = 2
_LONGEST_WAIT = timedelta(days=7)
_UNREADABLE_DATE_WAIT = timedelta(minutes=10)
_HEADER_BYTES = 65_536  # real sites send Content-Security-Policy headers beyond aiohttp's 8,190
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

    `unchanged` says the publisher answered 304, or sent the very body `memory.digest` stands for. `downgraded` says a
    redirect led from https to http.
    """

    status: int
    body: bytes
    final_url: str
    media_type: str
    charset: str | None = None
    memory: SourceMemory = field(default_factory=SourceMemory)
    unchanged: bool = False
    retry_after: timedelta | None = None
    downgraded: bool = False

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
        agent: str | None = None,
        trust_environment: bool = False,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._guard = Guard(allow_private)
        self._timeout = timeout.total_seconds()
        self._max_bytes = max_bytes
        self._agent = agent or user_agent()
        self._trust_environment = trust_environment
        self._resolver = resolver
        self._tls = tls
        self._clock = clock
        self._turns = _Turns(at_once, per_host)
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
        visit = _Visit(_parse(url), memory or SourceMemory(), accept)
        while True:
            async with self._turns.take(visit.url.host or ""):
                fetched = await self._hop(visit)
            if fetched is not None:
                return fetched

    async def _hop(self, visit: "_Visit") -> Fetched | None:
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
            raise SourceError(one_line(_explain(error, shown))) from error
        finally:
            visit.spent += loop.time() - started

    @asynccontextmanager
    async def _request(self, visit: "_Visit") -> AsyncIterator[aiohttp.ClientResponse]:
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
            connector = aiohttp.TCPConnector(
                limit=0,
                ttl_dns_cache=60,
                resolver=self._resolver or ThreadLookup(),
                socket_factory=self._guard.make_socket,
                keepalive_timeout=15,
                ssl=self._tls if self._tls is not None else True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                headers={"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate"},
                auto_decompress=False,
                trust_env=self._trust_environment,
            )
        return self._session

    async def _receive(self, visit: "_Visit", response: aiohttp.ClientResponse) -> Fetched:
        wait = self._wait_asked(response)
        if response.status == 304:
            return visit.fetched(response, b"", memory=_remember(response, visit.memory), unchanged=True, wait=wait)
        if response.status != 200:
            raise refusal(response.status, show_address(str(visit.url)), wait)
        body = await self._read(response)
        memory = _remember(response, SourceMemory(digest=_digest(body)))
        unchanged = visit.memory.digest is not None and visit.memory.digest == memory.digest
        return visit.fetched(response, body, memory=memory, unchanged=unchanged, wait=wait)

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        if (response.content_length or 0) > self._max_bytes:
            raise self._too_large(response)
        inflate = _Inflater(response.headers.get("Content-Encoding", ""))
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


class _Visit:
    """One fetch on its way: where it is, what it may send there, how much of its time is spent."""

    def __init__(self, url: URL, memory: SourceMemory, accept: str) -> None:
        self.url = url
        self.memory = memory
        self.spent = 0.0
        self._accept = accept
        self._redirects = 0
        self._downgraded = False
        self._cookies: dict[str, dict[str, str]] = {}

    def headers(self) -> dict[str, str]:
        headers = {"Accept": self._accept}
        if self.memory.etag:
            headers["If-None-Match"] = self.memory.etag
        if self.memory.modified:
            headers["If-Modified-Since"] = self.memory.modified
        return headers

    def cookies(self) -> dict[str, str]:
        """Cookies that this very host set on the way: some publishers redirect until theirs comes back."""
        return self._cookies.get(self.url.host or "", {})

    def follow(self, response: aiohttp.ClientResponse) -> None:
        """Point to where a redirect leads. Raises SourceError if it leads nowhere we go."""
        shown = show_address(str(self.url))
        location = response.headers.get("Location") or response.headers.get("URI")
        if not location:
            raise SourceError(one_line(f"{shown} redirects without saying where"))
        self._redirects += 1
        if self._redirects > _REDIRECTS:
            raise SourceError(one_line(f"{shown} redirects more than {_REDIRECTS} times"))
        kept = {name: morsel.value for name, morsel in response.cookies.items()}
        if kept:
            self._cookies.setdefault(self.url.host or "", {}).update(kept)
        target = _redirect_target(self.url, location, shown)
        self._downgraded = self._downgraded or (self.url.scheme == "https" and target.scheme == "http")
        self.url = target

    def fetched(
        self,
        response: aiohttp.ClientResponse,
        body: bytes,
        *,
        memory: SourceMemory,
        unchanged: bool,
        wait: timedelta | None,
    ) -> Fetched:
        return Fetched(
            status=response.status,
            body=body,
            final_url=str(self.url.with_user(None)),
            media_type=response.content_type.lower() if "Content-Type" in response.headers else "",
            charset=response.charset if "Content-Type" in response.headers else None,
            memory=memory,
            unchanged=unchanged,
            retry_after=wait,
            downgraded=self._downgraded,
        )


class _Turns:
    """Who may send now: so many to one host, so many to all. A slow host holds no turn of the others."""

    def __init__(self, at_once: int, per_host: int) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._per_host = per_host
        self._hosts: dict[str, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def take(self, host: str) -> AsyncIterator[None]:
        turn, users = self._hosts.get(host, (asyncio.Semaphore(self._per_host), 0))
        self._hosts[host] = (turn, users + 1)
        try:
            async with turn, self._all:
                yield
        finally:
            turn, users = self._hosts[host]
            if users == 1:
                del self._hosts[host]
            else:
                self._hosts[host] = (turn, users - 1)


class _Inflater:
    """Decompresses a body piece by piece and never produces more than it was allowed."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ValueError(f"it is compressed as {name}, which was not asked for")
        self._plain = name in {"", "identity"}
        self._raw_possible = name == "deflate"
        self._engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._begun = False

    def feed(self, chunk: bytes, limit: int) -> bytes:
        if self._plain or not chunk:
            return chunk[:limit]
        if not self._begun:
            self._begun = True
            # "deflate" is zlib by the book and raw in some servers; zlib's first byte has 8 in its low half.
            if self._raw_possible and chunk[0] & 0x0F != 8:
                self._engine = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        out = bytearray()
        while chunk and len(out) < limit:
            if self._engine.eof:
                break
            out += self._engine.decompress(chunk, limit - len(out))
            chunk = self._engine.unconsumed_tail or self._next_member()
        return bytes(out)

    def _next_member(self) -> bytes:
        rest = self._engine.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return b""
        self._engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        return rest

    def finish(self) -> None:
        if not self._plain and self._begun and not self._engine.eof:
            raise ValueError("its compressed body is cut off")


def refusal(status: int, shown: str, wait: timedelta | None = None) -> SourceError:
    """Return the error for an answer that is no success: what it means and what to do."""
    match status:
        case 401 | 402 | 403 | 407 | 451:
            line = f"the publisher refuses us ({status}) at {shown}: it may need a login or block bots"
        case 404:
            line = f"{shown} was not found (404): check the address"
        case 410:
            line = f"{shown} is gone for good (410): remove this source"
        case 429:
            line = f"the publisher says we ask too often (429) at {shown}: poll less often"
        case _ if status >= 500:
            line = f"the publisher's server has a problem ({status}) at {shown}: tried again at the next poll"
        case _:
            line = f"{shown} gave an answer we cannot use (status {status})"
    if wait:
        line += f"; it asks to wait {int(wait.total_seconds())} seconds"
    return SourceError(one_line(line), retry_after=wait, gone=status == 410)


def _parse(url: str) -> URL:
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


def _explain(error: Exception, shown: str) -> str:
    cause: BaseException = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    match cause:
        case RefusedAddressError():
            return f"{shown} leads to {cause}, which is refused; to allow it, add its network to [fetch] allow_private"
        case ssl.SSLCertVerificationError():
            return f"the TLS certificate of {shown} is not valid: {cause.verify_message or 'not trusted'}"
        case ssl.SSLError():
            return f"no TLS connection to {shown}: {cause.reason or 'handshake failed'}"
        case socket.gaierror():
            return f"the host of {shown} was not found: check the address and the network"
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | ConnectionResetError():
            return f"{shown} broke off its answer"
        case aiohttp.ClientResponseError() | aiohttp.http_exceptions.HttpProcessingError():
            return f"{shown} does not answer in HTTP"
        case aiohttp.InvalidURL():
            return f"{shown} is not a web address"
        case zlib.error():
            return f"{shown} cannot be decompressed: its body is broken"
        case ValueError():
            return f"{shown} cannot be read: {cause}"
        case OSError():
            return f"no connection to {shown}: {cause.strerror or 'it failed'}"
        case _:
            return f"{shown} could not be fetched: {type(cause).__name__}"


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
