import pytest

from bot.errors import ArticleError, SourceError
from bot.model import Entry, MediaType
from bot.ports import SourceMemory
from bot.sources.fetch import Fetcher
from bot.sources.page import PageSource
from tests.loopback.web import Publisher

NEVER = SourceMemory()


@pytest.fixture
def source(server: Publisher, fetcher: Fetcher) -> PageSource:
    return PageSource("notice", server.url("/page?utm_source=x"), fetcher)


async def test_a_page_is_one_entry_known_by_where_it_finally_is(server: Publisher, source: PageSource) -> None:
    server.redirect("/page", "/final?utm_medium=feed&id=1")
    server.serve("/final", "<title>Dam fails</title><p>Words.</p>")
    (entry,) = (await source.poll(NEVER)).entries
    assert entry.guid == server.url("/final?id=1")
    assert (entry.title, entry.url) == ("Dam fails", server.url("/final?utm_medium=feed&id=1"))
    assert entry.document is not None
    assert (entry.document.media_type, entry.document.url) == (MediaType.HTML, entry.url)


async def test_a_page_is_unchanged_until_its_text_changes(server: Publisher, source: PageSource) -> None:
    server.serve("/page", "<p>Before.</p>")
    first = await source.poll(NEVER)
    assert (await source.poll(first.memory)).unchanged
    server.serve("/page", "<p>After.</p>")
    second = await source.poll(first.memory)
    assert second.entries[0].guid == first.entries[0].guid
    assert second.entries[0].document != first.entries[0].document


@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [
        ("text/html", "<p>x", MediaType.HTML),
        ("application/xhtml+xml", "<p>x", MediaType.HTML),
        ("text/plain; charset=utf-8", "x", MediaType.TEXT),
        ("text/markdown", "# x", MediaType.MARKDOWN),
        ("application/json", '{"text": "x"}', MediaType.JSON),
        (None, "<!DOCTYPE html><p>x", MediaType.HTML),
        ("application/octet-stream", "x", MediaType.TEXT),
    ],
)
async def test_the_kind_of_a_page_follows_its_type(
    server: Publisher, source: PageSource, kind: str | None, body: str, media_type: MediaType
) -> None:
    server.serve("/page", body, kind=kind)
    (entry,) = (await source.poll(NEVER)).entries
    assert entry.document is not None
    assert (entry.document.text, entry.document.media_type) == (body, media_type)


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("application/pdf", b"%PDF-1.7", "is no article but application/pdf"),
        ("image/png", b"\x89PNG", "is no article but image/png"),
        ("text/html", b" \n", "is empty"),
        ("text/html", bytes(range(256)) * 9, "is not text"),
        ("text/xml", b'<?xml version="1.0"?><rss version="2.0"/>', 'is a feed, not a page: add it as.*kind = "feed"'),
        ("application/rss+xml", b"<rss/>", "is a feed, not a page"),
    ],
)
async def test_what_is_no_page_is_said_in_one_line(
    server: Publisher, source: PageSource, kind: str, body: bytes, words: str
) -> None:
    server.serve("/page", body, kind=kind)
    with pytest.raises(SourceError, match=words):
        await source.poll(NEVER)


async def test_an_entry_without_its_document_is_fetched_again(server: Publisher, source: PageSource) -> None:
    url = server.serve("/page", "<p>Words.</p>")
    assert (await source.open(Entry(guid="x", url=url))).text == "<p>Words.</p>"
    server.serve("/page", status=410)
    with pytest.raises(ArticleError) as caught:
        await source.open(Entry(guid="x", url=url))
    assert caught.value.gone
