import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import ArticleError
from bot.extraction.body import LONGEST_BODY, read_document
from bot.model import Article, Document, MediaType

CASES = Path(__file__).parents[1] / "cases" / "body"
KINDS = {".txt": MediaType.TEXT, ".md": MediaType.MARKDOWN, ".html": MediaType.HTML}
PROSE = "The council of Tarn said on Tuesday that 2,500 lamps were lost in the storm."


def article_of(text: str, media_type: MediaType = MediaType.TEXT, **known: object) -> Article:
    return read_document(Document(text=text, media_type=media_type, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["council.txt", "ferry.md", "budget.html"])
def test_a_scraped_article_loses_its_page_and_keeps_its_words(name: str) -> None:
    path = CASES / name
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    url = "https://herald.tarn.test/2031/03/13/storm-fund?src=feed" if name == "budget.html" else None
    article = article_of(path.read_text("utf-8"), KINDS[path.suffix], url=url)
    found = {
        "headline": article.headline,
        "byline": article.byline,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "paragraphs": article.body.split("\n\n"),
    }
    assert found == expected


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Read more: Ferry cancelled",
        "READ ALSO | Ferry cancelled",
        "Advertisement",
        "Image source, Getty Images",
        "Photo: Lena Vos",
        "A lamp in Tarn on Tuesday. (AP Photo/Lena Vos)",
        "Facebook | Twitter | Email",
        "3 min read",
        "This website uses cookies. By continuing you agree to our use of cookies.",
        "Follow us on Instagram",
        "(Reporting by Ada Brook; Editing by Tom Reed)",
        "Click here to watch the video",
        "Lire aussi : la tempête en images",
        "Lesen Sie auch: Der Sturm in Bildern",
        "Scroll down for video",
        "Story continues below advertisement",
        "Our Standards: how we work.",
        "© 2031 The Tarn Herald",
    ],
)
def test_furniture_between_paragraphs_is_dropped(line: str) -> None:
    article = article_of(f"Lamps lost\n\n{PROSE}\n\n{line}\n\nRepairs are to begin in April, the mayor said.")
    assert article.body == f"{PROSE}\n\nRepairs are to begin in April, the mayor said."


@pytest.mark.parametrize(
    "line",
    [
        "The newspaper said its photo editor resigned over the picture.",
        "Share prices in Tarn fell by 4 percent on Tuesday.",
        "The company changed its privacy policy on Tuesday.",
        "Comments by the mayor caused anger in the council.",
        "Subscribers will pay two euros more, the paper said.",
        "Related charges against two others were dropped in May.",
        "He told Reuters that the wall would hold.",
        "By Tuesday the water had gone.",
        "“Read more books,” the mayor told the school.",
        "Promoted to captain in 2029, he left the navy last year.",
        "Yes.",
    ],
)
def test_news_that_looks_like_furniture_stays(line: str) -> None:
    article = article_of(f"Lamps lost\n\n{PROSE}\n\n{line}\n\nRepairs are to begin in April, the mayor said.")
    assert line in article.body.split("\n\n")


@pytest.mark.parametrize(
    ("dateline", "is_dateline"),
    [
        ("TARN, March 11 (Reuters) - ", True),
        ("TARN (AP) — ", True),
        ("NEW TARN, Norvale (AFP) -- ", True),
        ("TARN — ", True),
        ("(CNN) — ", True),
        ("Tarn (dpa) - ", True),
        ("TARN, Norvale (Meridian Wire) - ", True),
        ("Ada Brook (left) said ", False),
        ("NATO said on Monday: ", False),
    ],
)
def test_a_dateline_is_not_the_news(dateline: str, is_dateline: bool) -> None:
    article = article_of(f"Lamps lost\n\n{dateline}{PROSE}")
    assert article.body == (PROSE if is_dateline else dateline + PROSE)


def test_invisible_and_turning_characters_never_reach_the_body() -> None:
    article = article_of(
        "Lamps lost\r\n\r\nThe coun\u00adcil\u200b said\u202e on\u00a0Tuesday\x07 it re\u0301pairs 10\u00a0000 lamps."
    )
    assert article.body == "The council said on Tuesday it répairs 10\u00a0000 lamps."


def test_wrapped_lines_are_joined_into_paragraphs() -> None:
    paragraph = (
        "The council of Tarn said on Tuesday that about 2,500\nlamps were lost in the storm that crossed the bay on\n"
        "Monday, which is three times as many as were lost in\nthe storm of the year before last."
    )
    article = article_of(f"Lamps lost\n\n{paragraph}\n\n{paragraph}")
    assert article.body.split("\n\n") == [paragraph.replace("\n", " ")] * 2


@pytest.mark.parametrize("kind", list(MediaType))
@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x01\x02PNG\x03\x04" * 50, "\ufffd" * 500])
def test_nothing_to_read_is_an_article_error(kind: MediaType, text: str) -> None:
    with pytest.raises(ArticleError):
        article_of(text, kind)


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"title": "Lamps"}', "[" * 100_000, '{"body": 5}', "null", '{"body": ["", {}]}']
)
def test_json_without_an_article_is_an_article_error(text: str) -> None:
    with pytest.raises(ArticleError):
        article_of(text, MediaType.JSON)


@pytest.mark.parametrize(
    "record",
    [
        {"headline": "Lamps lost", "body": PROSE, "published_at": "2031-03-11T09:30:00Z", "author": "By Ada Brook"},
        {"title": "Lamps lost", "text": PROSE, "date": "11 March 2031, 9:30am", "byline": "Ada Brook"},
        {
            "@type": "NewsArticle",
            "headline": "Lamps lost",
            "articleBody": PROSE,
            "datePublished": "Tue, 11 Mar 2031 09:30:00 +0000",
            "author": [{"@type": "Person", "name": "Ada Brook"}],
        },
        {"@graph": [{"@type": "WebSite", "name": "x"}, {"headline": "Lamps lost", "content": f"<p>{PROSE}</p>",
         "published": "2031-03-11 09:30", "creator": {"name": "Ada Brook"}}]},
    ],
)  # fmt: skip
def test_articles_as_json_are_read_by_many_field_names(record: dict[str, object]) -> None:
    article = article_of(json.dumps(record), MediaType.JSON)
    assert (article.headline, article.body, article.byline) == ("Lamps lost", PROSE, "Ada Brook")
    assert article.published_at == datetime(2031, 3, 11, 9, 30, tzinfo=UTC)


def test_a_fragment_of_a_feed_is_read_without_a_page_around_it() -> None:
    fragment = (
        f"<p>{PROSE}</p><p>Repairs are to begin<br/>in April, the mayor &amp; others said.</p><script>x()</script>"
    )
    assert article_of(fragment, MediaType.HTML).body.startswith(f"{PROSE}\n\nRepairs are to begin")
    assert "x()" not in article_of(fragment, MediaType.HTML).body


def test_broken_html_is_read_as_far_as_it_goes() -> None:
    page = f"<html><body><div><p>{PROSE}<p>Repairs are to begin in April, the mayor said.<div></span></body"
    assert PROSE in article_of(page, MediaType.HTML).body


def test_what_is_known_from_outside_goes_first() -> None:
    known = datetime(2031, 3, 10, tzinfo=UTC)
    text = (CASES / "ferry.md").read_text("utf-8")
    article = article_of(text, MediaType.MARKDOWN, headline="Ferry stays", published_at=known, outlet="Wire")
    assert (article.headline, article.published_at, article.outlet) == ("Ferry stays", known, "Wire")


def test_a_canonical_address_on_another_site_is_not_believed() -> None:
    page = f'<html><head><link rel="canonical" href="https://evil.test/x"></head><body><p>{PROSE}</p></body></html>'
    assert article_of(page, MediaType.HTML, url="https://tarn.test/a").url == "https://tarn.test/a"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://tarn.test/a", "https://", "//tarn.test", "x" * 3000])
def test_only_web_addresses_become_the_url(address: str) -> None:
    assert article_of(f"---\nurl: {address}\n---\n{PROSE}", MediaType.MARKDOWN).url is None


def test_the_id_is_the_same_for_the_same_page_or_the_same_words() -> None:
    by_address = {
        article_of(PROSE, url=url).id for url in ("https://tarn.test/a?utm_source=x", "http://www.tarn.test/a/#top")
    }
    assert len(by_address) == 1
    assert article_of(f"Lamps lost\n\n{PROSE}").id == article_of(f"Lamps  lost\r\n\r\n{PROSE} ").id
    assert article_of(PROSE).id != article_of(PROSE.replace("2,500", "2,600")).id


def test_a_raw_text_is_the_body_unchanged() -> None:
    text = "  By Ada Brook\r\n\u200bSubscribe to our newsletter\n"
    assert article_of(text, raw=True).body == text


def test_a_huge_body_is_cut_at_a_paragraph() -> None:
    article = article_of("Lamps lost\n\n" + f"{PROSE}\n\n" * 15_000)
    assert LONGEST_BODY - 2 * len(PROSE) < len(article.body) <= LONGEST_BODY
    assert article.body.endswith(PROSE)
