import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.errors import ArticleError, SourceError
from bot.model import Entry, MediaType
from bot.ports import SourceMemory
from bot.sources import FeedReader
from bot.sources.feed import FeedSource
from bot.sources.fetch import Fetcher
from tests.loopback.web import LOOPBACK, Publisher, publisher

NEVER = SourceMemory()
LONG = "<p>" + "The dam at Norvale failed on Monday, officials said. " * 20 + "</p>"
TEASER = "The dam at Norvale failed on Monday, and about 3,000 people had left their homes before, the mayor said."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Norvale &amp;amp; Post</title><link>https://post.example/</link>
<item><title>Older</title><link>/1</link><guid isPermaLink="false">g-1</guid>
<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate><description>{TEASER}</description></item>
<item><title>Newer &amp;amp; better</title><link>https://post.example/2?utm_source=rss</link>
<pubDate>Tue, 03 Feb 2026 10:00:00 GMT</pubDate>
<dc:creator>Jo Reed</dc:creator><description>Short.</description>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://post.example/news/"><title>Post</title>
<entry><title type="html">Dam &amp;lt;b&gt;fails</title><id>tag:post.example,2026:1</id><link rel="alternate" href="1"/>
<link rel="enclosure" href="1.mp3"/><updated>2026-02-02T10:00:00+01:00</updated><author><name>Jo Reed</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{LONG}</div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/"><title>Post</title></channel>
<item rdf:about="https://post.example/1"><title>Dam fails</title><link>https://post.example/1</link>
<dc:date>2026-02-02T10:00:00Z</dc:date><dc:creator>Jo Reed</dc:creator><description>Short.</description></item>
</rdf:RDF>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [
            {"id": 7, "url": "https://post.example/1", "title": "Dam fails",
             "content_text": "Line one.\n\n" + "Word. " * 200, "date_published": "2026-02-02T10:00:00Z",
             "authors": [{"name": "Jo Reed"}, {"name": "Al Ott"}, 3]},
            "rubbish",
            {"id": "8", "url": "https://post.example/2", "content_html": LONG, "author": {"name": "Jo Reed"}},
        ],
    }
)  # fmt: skip


# One event loop for the module, so that its tests can share the parsing process: starting one takes longer than a test.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def reader() -> AsyncIterator[FeedReader]:
    opened = FeedReader()
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="module")
async def server() -> AsyncIterator[Publisher]:
    async with publisher() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private=LOOPBACK, timeout=timedelta(seconds=5)) as opened:
        yield opened


@pytest.fixture
def source(server: Publisher, fetcher: Fetcher, reader: FeedReader) -> FeedSource:
    return FeedSource("post", server.url("/feed"), fetcher, reader)


async def test_rss_is_listed_newest_first_with_full_content_where_given(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", RSS, kind="application/rss+xml")
    newer, older = (await source.poll(NEVER)).entries
    assert (newer.title, newer.byline, newer.outlet) == ("Newer & better", "Jo Reed", "Norvale & Post")
    assert newer.guid == "https://post.example/2"
    assert newer.url == "https://post.example/2?utm_source=rss"
    assert newer.published_at == datetime(2026, 2, 3, 10, tzinfo=UTC)
    assert newer.document is not None
    assert (newer.document.text, newer.document.media_type) == (LONG, MediaType.HTML)
    assert (newer.document.headline, newer.document.byline, newer.document.url) == (
        newer.title,
        newer.byline,
        newer.url,
    )
    assert (older.guid, older.url, older.document) == ("g-1", server.url("/1"), None)


async def test_atom_is_listed_with_its_own_base(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", ATOM, kind="application/atom+xml")
    (entry,) = (await source.poll(NEVER)).entries
    assert (entry.guid, entry.url) == ("tag:post.example,2026:1", "https://post.example/news/1")
    assert (entry.byline, entry.published_at) == ("Jo Reed", datetime(2026, 2, 2, 9, tzinfo=UTC))
    assert entry.document is not None
    assert "The dam at Norvale" in entry.document.text


async def test_rdf_is_listed(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", RDF, kind="application/rdf+xml")
    (entry,) = (await source.poll(NEVER)).entries
    assert (entry.title, entry.byline, entry.url) == ("Dam fails", "Jo Reed", "https://post.example/1")
    assert entry.published_at == datetime(2026, 2, 2, 10, tzinfo=UTC)


async def test_json_feed_is_listed(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", JSON_FEED, kind="application/feed+json")
    one, two = (await source.poll(NEVER)).entries
    assert (one.guid, one.title, one.byline, one.outlet) == ("7", "Dam fails", "Jo Reed, Al Ott", "Post")
    assert one.document is not None
    assert one.document.media_type is MediaType.TEXT
    assert one.document.text.startswith("Line one.\n\n")
    assert two.document is not None
    assert two.document.media_type is MediaType.HTML


async def test_a_feed_in_an_old_character_set_is_read(server: Publisher, source: FeedSource) -> None:
    old = RSS.replace("utf-8", "windows-1251").replace("Older", "Дамба")
    server.serve("/feed", old.encode("cp1251"), kind="text/xml")
    assert "Дамба" in [entry.title for entry in (await source.poll(NEVER)).entries]


async def test_an_unchanged_feed_is_not_parsed_again(server: Publisher, source: FeedSource) -> None:
    server.validated("/feed", RSS, etag='"1"')
    first = await source.poll(NEVER)
    again = await source.poll(first.memory)
    assert again.unchanged
    assert again.entries == ()
    assert again.memory == first.memory


async def test_a_page_in_place_of_a_feed_names_the_feed_it_offers(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", '<!DOCTYPE html><head><link rel=alternate type="application/rss+xml" href="/real.xml">')
    with pytest.raises(SourceError, match=f"is a web page, not a feed; it offers the feed {server.url('/real.xml')}"):
        await source.poll(NEVER)


async def test_a_page_that_offers_no_feed_names_the_other_kind(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", "<!DOCTYPE html><p>Hello")
    with pytest.raises(SourceError, match='is a web page, not a feed; for one page use kind = "page"'):
        await source.poll(NEVER)


async def test_the_page_behind_a_teaser_is_fetched_and_the_feeds_facts_kept(
    server: Publisher, source: FeedSource
) -> None:
    server.serve("/feed", RSS, kind="application/rss+xml")
    server.serve("/1", "<html><title>Site</title><p>The whole story.</p></html>")
    _, older = (await source.poll(NEVER)).entries
    document = await source.open(older)
    assert "The whole story." in document.text
    assert (document.media_type, document.url, document.headline) == (MediaType.HTML, older.url, "Older")
    assert document.outlet == "Norvale & Post"


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param({"status": 403}, id="the publisher refuses"),
        pytest.param({"status": 404}, id="it is not there"),
        pytest.param({"body": b"%PDF-1.7", "kind": "application/pdf"}, id="it is no page"),
        pytest.param({"body": b""}, id="it is empty"),
    ],
)
async def test_a_teaser_with_enough_text_stands_in_for_a_page_that_cannot_be_had(
    server: Publisher, source: FeedSource, behind: dict[str, object]
) -> None:
    server.serve("/feed", RSS, kind="application/rss+xml")
    server.serve("/1", **behind)  # type: ignore[arg-type]
    _, older = (await source.poll(NEVER)).entries
    document = await source.open(older)
    assert (document.text, document.headline, document.url) == (TEASER, "Older", older.url)
    assert document.is_teaser


async def test_a_page_that_was_taken_down_is_not_hidden_by_its_teaser(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", RSS, kind="application/rss+xml")
    server.serve("/1", status=410)
    _, older = (await source.poll(NEVER)).entries
    with pytest.raises(ArticleError, match="gone for good") as caught:
        await source.open(older)
    assert caught.value.gone


async def test_without_page_and_teaser_there_is_no_article_and_the_reason_is_said(
    server: Publisher, source: FeedSource
) -> None:
    server.serve("/feed", RSS.replace(TEASER, "More."), kind="application/rss+xml")
    server.serve("/1", status=403)
    _, older = (await source.poll(NEVER)).entries
    with pytest.raises(ArticleError, match="the publisher refuses us"):
        await source.open(older)


async def test_an_entry_with_neither_link_nor_text_is_no_article(source: FeedSource) -> None:
    with pytest.raises(ArticleError, match="has neither a link nor enough text"):
        await source.open(Entry(guid="x", title="Only a title"))


async def test_a_server_that_asks_to_wait_is_heard(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", status=429, headers={"Retry-After": "90"})
    with pytest.raises(SourceError) as caught:
        await source.poll(NEVER)
    assert caught.value.retry_after == timedelta(seconds=90)


async def test_an_empty_feed_has_no_entries_and_is_no_error(server: Publisher, source: FeedSource) -> None:
    server.serve("/feed", '<rss version="2.0"><channel><title>Post</title></channel></rss>')
    assert (await source.poll(NEVER)).entries == ()
