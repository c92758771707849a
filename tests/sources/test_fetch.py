import asyncio
import gzip
import zlib
from datetime import timedelta

import pytest
from aiohttp import web

from bot.errors import SourceError
from bot.ports import SourceMemory
from bot.sources.fetch import Fetcher
from tests.loopback.web import LOOPBACK, Publisher, ScriptedResolver, raw_server


async def test_an_answer_carries_body_type_and_final_address(server: Publisher, fetcher: Fetcher) -> None:
    server.redirect("/old", "/new?x=1#part")
    server.serve("/new", "<p>häh</p>")
    fetched = await fetcher.get(server.url("/old"))
    assert (fetched.text, fetched.media_type) == ("<p>häh</p>", "text/html")
    assert fetched.final_url == server.url("/new?x=1")
    assert not fetched.unchanged


async def test_the_publisher_sees_who_asks(server: Publisher, fetcher: Fetcher) -> None:
    await fetcher.get(server.serve("/", "x"))
    assert "nutgraf" in server.requests[0].headers["User-Agent"]


async def test_a_known_etag_makes_the_answer_unchanged_and_is_kept(server: Publisher, fetcher: Fetcher) -> None:
    url = server.validated("/feed", "<rss/>", etag='"v1"')
    first = await fetcher.get(url)
    second = await fetcher.get(url, memory=first.memory)
    assert first.memory.etag == '"v1"'
    assert second.unchanged
    assert second.memory == first.memory
    assert server.requests[1].headers["If-Modified-Since"] == "Mon, 02 Feb 2026 10:00:00 GMT"


async def test_the_same_body_without_validators_is_unchanged_too(server: Publisher, fetcher: Fetcher) -> None:
    url = server.serve("/", "same")
    first = await fetcher.get(url)
    assert (await fetcher.get(url, memory=first.memory)).unchanged
    server.serve("/", "other")
    assert not (await fetcher.get(url, memory=first.memory)).unchanged


async def test_a_header_cannot_be_smuggled_through_a_stored_validator(server: Publisher, fetcher: Fetcher) -> None:
    memory = SourceMemory(etag="x\r\nHost: evil.example")
    with pytest.raises(SourceError):
        await fetcher.get(server.serve("/", "x"), memory=memory)
    assert server.requests == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "status 400"),
        (401, "the publisher refuses us"),
        (403, r"the publisher refuses us \(403\)"),
        (404, r"not found \(404\)"),
        (410, r"gone for good \(410\)"),
        (429, "ask too often"),
        (451, "the publisher refuses us"),
        (500, "server has a problem"),
        (503, "server has a problem"),
        (204, "status 204"),
    ],
)
async def test_a_refusal_is_said_in_plain_words(server: Publisher, fetcher: Fetcher, status: int, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        await fetcher.get(server.serve("/x", status=status))
    assert caught.value.gone is (status == 410)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Mon, 02 Feb 2026 10:02:00 GMT", timedelta(seconds=120)),
        ("Mon, 02 Feb 2026 09:00:00 GMT", timedelta()),
        ("9" * 30, timedelta(days=7)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=7)),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
async def test_retry_after_is_understood(
    server: Publisher, fetcher: Fetcher, value: str, wait: timedelta | None
) -> None:
    headers = {"Retry-After": value, "Date": "Mon, 02 Feb 2026 10:00:00 GMT"}
    with pytest.raises(SourceError) as caught:
        await fetcher.get(server.serve("/", status=503, headers=headers))
    assert caught.value.retry_after == wait


async def test_a_slow_loris_is_given_up_within_the_timeout(server: Publisher) -> None:
    async with Fetcher(allow_private=LOOPBACK, timeout=timedelta(seconds=0.15)) as fetcher:
        with pytest.raises(SourceError, match=r"did not answer fully within 0\.15 seconds"):
            await fetcher.get(server.drip("/slow"))


async def test_redirects_share_one_timeout(server: Publisher) -> None:
    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.1)
        return web.Response(status=302, headers={"Location": "/again" + request.path})

    for path in ("/0", "/again/0", "/again/again/0"):
        server.answer(path, late)
    async with Fetcher(allow_private=LOOPBACK, timeout=timedelta(seconds=0.15)) as fetcher:
        with pytest.raises(SourceError, match="did not answer fully"):
            await fetcher.get(server.url("/0"))


async def test_waiting_for_a_turn_is_not_the_publishers_fault(server: Publisher) -> None:
    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.12)
        return web.Response(text="here")

    url = server.answer("/", late)
    async with Fetcher(allow_private=LOOPBACK, timeout=timedelta(seconds=0.5), per_host=1) as fetcher:
        answers = await asyncio.gather(*(fetcher.get(url) for _ in range(5)))
    assert [answer.text for answer in answers] == ["here"] * 5


async def test_at_most_two_requests_go_to_one_host_at_a_time(server: Publisher, fetcher: Fetcher) -> None:
    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.01)
        return web.Response(text="x")

    url = server.answer("/", late)
    await asyncio.gather(*(fetcher.get(url) for _ in range(8)))
    assert server.most_at_once == 2


async def test_a_body_that_says_it_is_too_large_is_not_read(server: Publisher) -> None:
    async with Fetcher(allow_private=LOOPBACK, max_bytes=1_048_576) as fetcher:
        with pytest.raises(SourceError, match="larger than 1 MB"):
            await fetcher.get(server.serve("/", b"x" * 1_048_577))


async def test_a_body_that_does_not_say_its_size_is_cut_off(server: Publisher) -> None:
    async with Fetcher(allow_private=LOOPBACK, max_bytes=1_048_576) as fetcher:
        with pytest.raises(SourceError, match="larger than 1 MB"):
            await fetcher.get(server.flood("/", 40))


async def test_a_decompression_bomb_is_stopped(server: Publisher) -> None:
    async with Fetcher(allow_private=LOOPBACK, max_bytes=1_048_576) as fetcher:
        with pytest.raises(SourceError, match="larger than 1 MB"):
            await fetcher.get(server.bomb("/", 50))


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        pytest.param("gzip", gzip.compress(b"hello"), id="gzip"),
        pytest.param("gzip", gzip.compress(b"hel") + gzip.compress(b"lo"), id="gzip in two members"),
        pytest.param("x-gzip", gzip.compress(b"hello"), id="its old name"),
        pytest.param("deflate", zlib.compress(b"hello"), id="deflate"),
        pytest.param("deflate", zlib.compress(b"hello")[2:-4], id="raw deflate"),
        pytest.param("identity", b"hello", id="not at all"),
    ],
)
async def test_compressed_bodies_are_read(server: Publisher, fetcher: Fetcher, encoding: str, body: bytes) -> None:
    fetched = await fetcher.get(server.serve("/", body, headers={"Content-Encoding": encoding}))
    assert fetched.body == b"hello"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        pytest.param("gzip", b"not gzip", id="not what it says"),
        pytest.param("gzip", gzip.compress(b"hello" * 99)[:-9], id="cut off"),
        pytest.param("br", b"\x0b\x02\x80hello\x03", id="not asked for"),
    ],
)
async def test_a_body_that_cannot_be_decompressed_is_an_error(
    server: Publisher, fetcher: Fetcher, encoding: str, body: bytes
) -> None:
    with pytest.raises(SourceError):
        await fetcher.get(server.serve("/", body, headers={"Content-Encoding": encoding}))


async def test_a_redirect_loop_ends(server: Publisher, fetcher: Fetcher) -> None:
    with pytest.raises(SourceError, match="redirects more than 5 times"):
        await fetcher.get(server.redirect("/loop", "/loop"))
    assert len(server.requests) == 6


async def test_a_redirect_without_a_target_is_an_error(server: Publisher, fetcher: Fetcher) -> None:
    with pytest.raises(SourceError, match="without saying where"):
        await fetcher.get(server.serve("/", status=302))


async def test_a_publisher_that_redirects_until_its_cookie_comes_back_is_read(
    server: Publisher, fetcher: Fetcher
) -> None:
    async def wants_cookie(request: web.Request) -> web.StreamResponse:
        if "seen" in request.cookies:
            return web.Response(text="article")
        return web.Response(status=302, headers={"Location": "/", "Set-Cookie": "seen=1"})

    assert (await fetcher.get(server.answer("/", wants_cookie))).text == "article"
    assert (await fetcher.get(server.url("/"))).text == "article"
    assert "Cookie" not in server.requests[2].headers  # nothing is kept from one fetch to the next


async def test_neither_cookies_nor_passwords_go_to_another_host(server: Publisher) -> None:
    target = server.url("/there", "other.example")
    server.serve("/", status=302, headers={"Location": target, "Set-Cookie": "secret=1"})
    server.serve("/there", "x")
    async with Fetcher(allow_private=LOOPBACK, resolver=ScriptedResolver(["127.0.0.1"])) as fetcher:
        fetched = await fetcher.get(server.url("/", "user:pass@news.example"))
    first, second = server.requests
    assert first.headers["Authorization"].startswith("Basic ")
    assert "Authorization" not in second.headers
    assert "Cookie" not in second.headers
    assert fetched.final_url == target


async def test_secrets_of_an_address_are_in_no_message(server: Publisher, fetcher: Fetcher) -> None:
    url = server.url("/feed?token=hunter2", "user:hunter3@127.0.0.1")
    server.serve("/feed", status=403)
    with pytest.raises(SourceError) as caught:
        await fetcher.get(url)
    assert "hunter" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


async def test_a_proxy_in_the_environment_is_not_used(
    server: Publisher, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The guard cannot see through a proxy, so none is ever used.
    monkeypatch.setenv("http_proxy", server.url("/").replace("127.0.0.1", "127.0.0.2"))
    monkeypatch.delenv("no_proxy", raising=False)
    assert (await fetcher.get(server.serve("/", "direct"))).text == "direct"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "does not answer in HTTP"),
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", "does not answer in HTTP"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n", "not an address"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://xn--/\r\nContent-Length: 0\r\n\r\n", "not a web address"),
    ],
)
async def test_a_broken_answer_is_one_clear_line(fetcher: Fetcher, sent: bytes, words: str) -> None:
    async with raw_server(sent) as url:
        with pytest.raises(SourceError, match=words) as caught:
            await fetcher.get(url)
    assert len(str(caught.value)) <= 300
    assert str(caught.value).isprintable()


async def test_large_headers_of_real_sites_are_accepted(server: Publisher, fetcher: Fetcher) -> None:
    fetched = await fetcher.get(server.serve("/", "x", headers={"Content-Security-Policy": "a" * 20_000}))
    assert fetched.text == "x"


async def test_a_closed_port_is_said_plainly(fetcher: Fetcher) -> None:
    async with raw_server(b"") as url:
        pass
    with pytest.raises(SourceError, match=r"no connection to .*: Connection refused"):
        await fetcher.get(url)


async def test_a_name_that_does_not_exist_is_said_plainly() -> None:
    async with Fetcher(resolver=ScriptedResolver([])) as fetcher:
        with pytest.raises(SourceError, match="was not found"):
            await fetcher.get("http://does-not-exist.invalid/feed")


async def test_plain_http_on_a_tls_address_is_said_plainly(server: Publisher, fetcher: Fetcher) -> None:
    with pytest.raises(SourceError, match="no TLS connection"):
        await fetcher.get(server.url("/").replace("http://", "https://"))


@pytest.mark.parametrize(
    "url",
    ["", "feed", "ftp://x.example/", "http://", "http:///x", "http://x.example:99999/", "http://[::1/", "javascript:x",
     "http://\x00/", "http://" + "a" * 5000, "https://exa mple/"],
)  # fmt: skip
async def test_what_is_no_web_address_is_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(SourceError) as caught:
        await fetcher.get(url)
    assert len(str(caught.value)) <= 300
    assert str(caught.value).isprintable()


async def test_a_fetcher_can_be_closed_twice() -> None:
    fetcher = Fetcher()
    await fetcher.close()
    await fetcher.close()
