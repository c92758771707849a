from datetime import UTC, datetime

import pytest

from bot.sources.feed_worker import NotAFeedError, list_feed
from bot.sources.files import to_moment

ITEM = "<item><title>Dam fails</title><link>https://n.example/1</link></item>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def rss(inside: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>News</title>{inside}</channel></rss>'


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(rss(f"{ITEM}<a>"), id="unclosed element"),
        pytest.param(rss(ITEM)[:-20], id="cut off"),
        pytest.param(rss(ITEM) + "<script>x</script>trailing", id="rubbish behind"),
        pytest.param("\ufeff\n  " + rss(ITEM), id="space and mark before"),
        pytest.param(rss(ITEM + "<item><title>&nbsp;&bogus;</title></item>"), id="entities nobody declared"),
        pytest.param(rss(ITEM.replace("Dam", "\x00Dam\x0b")), id="control characters"),
        pytest.param(rss(ITEM, before="<!-- <html> -->"), id="comment before"),
        pytest.param("<br />\n<b>Warning</b>: x.php on line 1<br />\n" + rss(ITEM), id="a script's warning before"),
        pytest.param("Notice: y\n" + rss(ITEM), id="words before"),
        pytest.param(rss(ITEM).replace("<rss version=\"2.0\">", "<rss>"), id="no version"),
        pytest.param(rss(f"<item><author>{'a@' * 50_000}</author></item>{ITEM}"), id="author of 100 KB"),
        pytest.param(rss(f"<item><author>{'a@' * 50_000}</author></item>{ITEM}&bad;</x>"), id="and broken besides"),
        pytest.param(rss(f"<item><pubDate>{'1 ' * 50_000}</pubDate></item>{ITEM}"), id="date of 100 KB"),
        pytest.param(rss(ITEM, before=f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'), id="unused billion laughs"),
    ],
)  # fmt: skip
def test_broken_feeds_are_read_all_the_same(document: str) -> None:
    listing = list_feed(document)
    assert "https://n.example/1" in [entry["link"] for entry in listing["entries"]]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("", "empty"),
        ("Not found", "begins neither with XML nor with JSON"),
        ("http://169.254.169.254/latest", "begins neither with XML nor with JSON"),
        ("{}", "JSON without `items`"),
        ("{" * 100_000, "not valid JSON"),
        ('{"items": ' + "[" * 100_000, "not valid JSON"),
        ("<urlset><url><loc>https://n.example/</loc></url></urlset>", "outermost element is <urlset>"),
        ("<opml version='2.0'><body/></opml>", "outermost element is <opml>"),
        ("<" * 20_000, "broken"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(document: str, words: str) -> None:
    with pytest.raises(NotAFeedError, match=words):
        list_feed(document)


@pytest.mark.parametrize(
    "document", ["<!DOCTYPE html><p>x", "<html><rss>", "<!-- x -->\n<HTML lang=en>", "<p>sorry</p>"]
)
def test_a_page_in_place_of_a_feed_is_noticed(document: str) -> None:
    with pytest.raises(NotAFeedError, match=r"^html$"):
        list_feed(document)


def test_entities_that_multiply_do_no_harm() -> None:
    bomb = f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'
    listing = list_feed(rss(f"{ITEM}<item><title>&l11;</title></item>", before=bomb))
    assert all(len(entry["title"]) <= 1_000 for entry in listing["entries"])


def test_a_feed_with_too_many_entries_is_read_in_part() -> None:
    listing = list_feed(rss("<item><title>x</title></item>" * 10_005))
    assert len(listing["entries"]) == 10_000
    assert listing["dropped"] == 5


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 02 Feb 2026 10:00:00 GMT", datetime(2026, 2, 2, 10, tzinfo=UTC)),
        ("Mon, 2 Feb 2026 10:00:00 EST", datetime(2026, 2, 2, 15, tzinfo=UTC)),
        ("2 Feb 2026 10:00 +0200", datetime(2026, 2, 2, 8, tzinfo=UTC)),
        ("2026-02-02T10:00:00Z", datetime(2026, 2, 2, 10, tzinfo=UTC)),
        ("2026-02-02T10:00:00+05:30", datetime(2026, 2, 2, 4, 30, tzinfo=UTC)),
        ("2026-02-02", datetime(2026, 2, 2, tzinfo=UTC)),
        ("", None),
        ("0000-00-00T00:00:00Z", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("Thu, 01 Jan 0001 00:00:00 GMT", None),
    ],
)
def test_odd_dates_are_understood_or_left_out(written: str, moment: datetime | None) -> None:
    document = rss(ITEM.replace("</item>", f"<pubDate>{written}</pubDate></item>"))
    (entry,) = list_feed(document)["entries"]
    assert to_moment(entry["published"]) == moment


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("<![CDATA[A &amp; <b>B</b>]]>", "A & B"),
        ("&lt;i&gt;A&lt;/i&gt; B", "A B"),
        ("5 &lt; 6", "5 < 6"),
        ("A\n   B", "A B"),
    ],
)
def test_titles_become_plain_text(written: str, title: str) -> None:
    (entry,) = list_feed(rss(f"<item><title>{written}</title></item>"))["entries"]
    assert entry["title"] == title


def test_atom_titles_and_summaries_written_as_elements_are_read() -> None:
    div = '<div xmlns="http://www.w3.org/1999/xhtml">About <b>3,000</b> people left</div>'
    document = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><link href="https://n.example/1"/>'
        f'<title type="xhtml">{div}</title><summary type="xhtml">{div}</summary></entry></feed>'
    )
    (entry,) = list_feed(document)["entries"]
    assert entry["title"] == "About 3,000 people left"
    assert "people left" in entry["html"]
    assert entry["link"] == "https://n.example/1"


def test_links_of_atom_in_an_rss_document_are_read() -> None:
    atom_link = '<link rel="enclosure" href="https://n.example/1.mp3"/><link href="https://n.example/1"/>'
    (entry,) = list_feed(rss(f"<item><title>Dam fails</title>{atom_link}</item>"))["entries"]
    assert (entry["title"], entry["link"]) == ("Dam fails", "https://n.example/1")


def test_the_end_of_a_text_is_told_without_its_markup() -> None:
    (entry,) = list_feed(
        rss(f"<item><description>&lt;p&gt;{'Word. ' * 30}Read on &lt;b&gt;…&lt;/b&gt;</description></item>")
    )["entries"]
    assert entry["tail"].endswith("Read on …")
    assert entry["length"] == 6 * 30 + len("Read on …")
