import asyncio
from datetime import timedelta

import psutil
import pytest

from bot.errors import SourceError
from bot.sources.feed_reader import FeedReader, HtmlInsteadError, worker_environment
from tests.loopback.web import Publisher

ITEM = "<item><title>Dam fails</title><link>https://n.example/1</link></item>"


def rss(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>News</title>{inside}</channel></rss>'


async def test_problems_are_said_in_one_line_that_names_the_feed(reader: FeedReader) -> None:
    with pytest.raises(SourceError, match=r"^https://n\.example/feed is not a feed: its outermost element is <opml>$"):
        await reader.read("<opml/>", "https://n.example/feed")
    with pytest.raises(HtmlInsteadError, match=r"^feed is a web page, not a feed$"):
        await reader.read("<html>", "feed")


async def test_a_relative_date_is_no_date(reader: FeedReader) -> None:
    listing = await reader.read(rss(ITEM.replace("</item>", "<pubDate>yesterday</pubDate></item>")), "feed")
    assert listing.entries[0].published_at is None


async def test_external_entities_are_neither_read_nor_fetched(
    reader: FeedReader, server: Publisher, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("secret") / "file"
    secret.write_text("hunter2")
    for address in (secret.as_uri(), server.url("/entity")):
        doctype = (
            f'<!DOCTYPE r SYSTEM "{address}" [<!ENTITY x SYSTEM "{address}"><!ENTITY % p SYSTEM "{address}"> %p;]>'
        )
        for end in ("", "&bad;</x>"):  # either parser
            listing = await reader.read(rss(f"{ITEM}<item><title>a &x;</title></item>{end}", doctype), "feed")
            assert "hunter2" not in repr(listing)
    assert server.requests == []


async def test_a_document_that_hangs_the_parser_is_given_up_and_the_next_one_read() -> None:
    reader = FeedReader(time_limit=timedelta(seconds=0.5), workers=1)
    try:
        with pytest.raises(SourceError, match=r"takes longer than 0\.5 seconds"):
            await reader.read("<rss>" + "<item " * 300_000, "feed")
        assert len((await reader.read(rss(ITEM), "feed")).entries) == 1
    finally:
        await reader.close()


async def test_a_document_that_needs_too_much_memory_is_given_up_and_the_next_one_read() -> None:
    reader = FeedReader(time_limit=timedelta(seconds=30), memory_limit=220 * 1_048_576, workers=1)
    try:
        with pytest.raises(SourceError, match="memory"):
            await reader.read(rss("<item><title>x</title></item>" * 300_000), "feed")
        assert len((await reader.read(rss(ITEM), "feed")).entries) == 1
    finally:
        await reader.close()


async def test_several_feeds_at_once_come_back_to_whom_they_belong(reader: FeedReader) -> None:
    listings = await asyncio.gather(
        *(reader.read(rss(ITEM.replace("/1", f"/{number}")), "feed") for number in range(20))
    )
    assert [listing.entries[0].link for listing in listings] == [f"https://n.example/{number}" for number in range(20)]


async def test_a_cancelled_reading_leaves_a_usable_reader(reader: FeedReader) -> None:
    slow = asyncio.create_task(reader.read("<rss>" + "<item " * 300_000, "feed"))
    await reader.read(rss(ITEM), "feed")
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    assert len((await reader.read(rss(ITEM), "feed")).entries) == 1


async def test_a_parser_that_was_killed_while_it_rested_is_no_fault_of_the_next_feed() -> None:
    reader = FeedReader(workers=1)
    try:
        await reader.read(rss(ITEM), "feed")
        (parser,) = (each for each in psutil.Process().children() if "feed_worker" in " ".join(each.cmdline()))
        parser.kill()
        assert len((await reader.read(rss(ITEM), "feed")).entries) == 1
    finally:
        await reader.close()


async def test_no_process_is_started_before_the_first_feed_and_closing_twice_is_harmless() -> None:
    reader = FeedReader()
    await reader.close()
    await reader.close()


def test_the_parsers_environment_holds_no_secrets_of_ours() -> None:
    given = worker_environment({"PATH": "/bin", "NUTGRAF_DISCORD__TOKEN": "hunter2", "HOME": "/root"})
    assert given == {"PATH": "/bin"}


async def test_a_parser_with_nothing_to_do_ends_and_another_takes_over() -> None:
    reader = FeedReader(idle=timedelta(seconds=0.01), workers=1)
    try:
        for _ in range(2):
            assert len((await reader.read(rss(ITEM), "feed")).entries) == 1
            while reader.resting:
                await asyncio.sleep(0.005)
    finally:
        await reader.close()


@pytest.mark.parametrize(("kept_memory", "resting"), [(1, 0), (1024**3, 1)])
async def test_a_parser_that_has_grown_too_large_is_replaced(kept_memory: int, resting: int) -> None:
    reader = FeedReader(kept_memory=kept_memory, workers=1)
    try:
        for _ in range(2):
            assert len((await reader.read(rss(ITEM), "feed")).entries) == 1
            assert reader.resting == resting
    finally:
        await reader.close()
