import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.links import canonical, discover, resolve, title_of

BASE = "https://news.example/world/feed.xml"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://other.example/a?b=c#d", "https://other.example/a?b=c#d"),
        ("/a", "https://news.example/a"),
        ("a", "https://news.example/world/a"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("  https://other.example/a\n b ", "https://other.example/ab"),
        ("https://other.example/?a=1&amp;b=2", "https://other.example/?a=1&b=2"),
        ("https://bank.example@evil.example/", "https://evil.example/"),
        ("https://u:p@other.example:8443/", "https://other.example:8443/"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@b.example", None),
        ("http://[::1", None),
        ("http://x.example:port/", None),
        ("", None),
        ("http://x.example/" + "a" * 5000, None),
    ],
)
def test_a_link_becomes_an_absolute_web_address_or_none(link: str, address: str | None) -> None:
    assert resolve(link, BASE) == address


@pytest.mark.parametrize(
    "decorated",
    [
        "https://news.example/a?id=1&utm_source=rss&utm_medium=feed",
        "https://NEWS.example:443/a/?id=1#comments",
        "https://news.example/a?fbclid=xyz&id=1",
        "https://news.example/a?id=1&at_medium=RSS&at_campaign=KARANGA",
    ],
)
def test_tracking_marks_do_not_make_another_article(decorated: str) -> None:
    assert canonical(decorated) == canonical("https://news.example/a?id=1")


def test_another_number_makes_another_article() -> None:
    assert canonical("https://news.example/a?id=1") != canonical("https://news.example/a?id=2")


def test_an_address_that_cannot_be_read_stays_as_it_is() -> None:
    assert canonical("http://[::1") == "http://[::1"


def test_a_pages_feeds_are_found_in_order() -> None:
    page = """<html><head><base href="/sub/"><link rel=stylesheet href=x>
    <link rel="alternate" type="application/rss+xml" title="All" href="all.xml">
    <LINK REL='Alternate home' TYPE='Application/Atom+XML; charset=utf-8' HREF='https://other.example/atom'>
    <link rel="alternate" type="application/rss+xml" href="javascript:x">
    <link rel="alternate" hreflang="de" href="/de"></head>
    <body><link rel="alternate" type="application/rss+xml" href="/in-the-body"></body>"""
    assert discover(page, BASE) == ("https://news.example/sub/all.xml", "https://other.example/atom")


def test_a_pages_title_is_found() -> None:
    assert title_of("<title> A &amp;\n B </title><title>no</title>") == "A & B"
    assert title_of('<title>Site</title><meta property="og:title" content="Headline">') == "Headline"
    assert title_of("<p>none") is None


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<title", "&", "<link rel='", "<![", "<?"])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    discover(piece * 200_000, BASE)
    assert time.process_time() - started < 2


@settings(deadline=None)
@given(st.from_regex(r"https?://[a-z0-9.-]{1,9}(/[a-z/.%~]{0,9})?", fullmatch=True))
def test_the_short_way_to_a_canonical_address_gives_what_the_long_way_gives(url: str) -> None:
    assert canonical(url) == canonical(f"{url}#fragment")


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_an_address_or_none(link: str, base: str) -> None:
    for address in (resolve(link, BASE), resolve(f"http://{link}", base)):
        if address is not None:
            assert address.startswith(("http://", "https://"))
            assert canonical(canonical(address)) == canonical(address)


@settings(deadline=None)
@given(st.text(alphabet="<>/\"'= abtilekhrf!-", max_size=200))
def test_any_markup_has_feeds_or_none(markup: str) -> None:
    discover(markup, BASE)
    title_of(markup)
