"""The preview is one harmless page that shows the real payload."""

from datetime import UTC, datetime
from html.parser import HTMLParser

from adapters.slack.preview import preview_html
from bot.message import (
    Bullets,
    Button,
    Buttons,
    Divider,
    Footer,
    Heading,
    Image,
    Message,
    Paragraph,
    Quotation,
    Run,
    Style,
    plain,
)
from tests.adapters.slack.test_posting import png

AT = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
HOSTILE = Message(
    blocks=(
        Heading(plain(EVIL)),
        Heading((Run(EVIL, url='https://x.example/"onmouseover="alert(1)'),)),
        Paragraph((Run(EVIL, Style.CODE), Run(EVIL, url="javascript:alert(1)"))),
        Bullets((plain(EVIL),)),
        Quotation(plain(EVIL), plain(EVIL)),
        Footer((Run(EVIL), Run(EVIL, url='https://x.example/|"><b>'), Run(EVIL, at=AT))),
        Image(b"", EVIL, EVIL),
        Buttons((Button(EVIL, command="/troops"),)),
    ),
    summary=EVIL,
    mention="S1",
)


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_hostile_words_are_only_words() -> None:
    page = Tags(preview_html(HOSTILE))
    assert "script" not in page.tags
    assert page.tags.count("img") == 2
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    links = [value for name, value in page.attributes if name in ("href", "src")]
    assert all(link is not None and link.startswith(("https://", "data:image/png")) for link in links)
    assert EVIL in page.words


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = preview_html(HOSTILE)
    assert "default-src 'none'" in page
    assert "@import" not in page
    assert "url(" not in page
    assert "<link" not in page


def test_everything_sent_is_shown_light_and_dark() -> None:
    message = Message(
        blocks=(
            Heading(plain("Troops")),
            Paragraph((Run("seen "), Run("then", at=AT))),
            Bullets((plain("about 10,000"),)),
            Quotation(plain("Fair game"), plain("Mara Lind")),
            Divider(),
            Image(png(), "A chart", "c.png"),
            Footer((Run("Post", Style.BOLD), Run(" a*b "), Run("16:05", at=AT))),
            Buttons((Button("All", command="/troops"),)),
        ),
        summary="Troops: about 10,000",
        mention="here",
    )
    page = Tags(preview_html(message))
    for words in ("@here", "about 10,000", "“Fair game”", "— Mara Lind", "Nov 24, 2026 at 4:05 PM", "All"):
        assert page.words.count(words) >= 2, words
    assert page.tags.count("blockquote") == page.tags.count("hr") == page.tags.count("img") == 2
    assert ("class", "pane light") in page.attributes
    assert ("class", "pane dark") in page.attributes
    assert '"type": "rich_text"' in page.words
