from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from adapters.console.render import clean, renderable
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
)


def printed(message: Message, *, is_reply: bool = False) -> str:
    console = Console(width=60, force_terminal=False, legacy_windows=False)
    with console.capture() as capture:
        console.print(renderable(message, is_reply=is_reply))
    return capture.get()


def test_every_kind_of_block_is_shown() -> None:
    shown = printed(
        Message(
            blocks=(
                Heading((Run("Headline", url="https://a.example"),)),
                Paragraph((Run("What happened."),)),
                Bullets(((Run("12", Style.BOLD), Run(" dead")),)),
                Quotation((Run("“Help is here”"),), (Run("Ada Orr"),)),
                Divider(),
                Image(png=b"", alt="a chart", name="chart.png"),
                Buttons((Button(label="Older", command="/troops"),)),
                Footer((Run("then", at=datetime(2026, 11, 24, tzinfo=UTC)),)),
            ),
            summary="Headline",
        )
    )
    for words in (
        "Headline",
        "What happened.",
        "• 12 dead",
        "“Help is here”",
        "— Ada Orr",
        "[picture: a chart]",
        "Nov 2026",
    ):
        assert words in shown


def test_words_stay_apart_whatever_space_is_between_them() -> None:
    assert clean("10\u202f000\xa0people\tin\u2009Tarn\nand more") == "10 000 people in Tarn\nand more"


def test_an_article_cannot_mark_up_or_move_the_cursor() -> None:
    shown = printed(Message(blocks=(Paragraph((Run("[red]sale[/red] \x1b[2J\x07 [/] \u202egnp.exe"),)),), summary="x"))
    assert "[red]sale[/red]" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_reply_is_indented_under_its_alert() -> None:
    message = Message(blocks=(Paragraph((Run("more"),)),), summary="x")
    assert printed(message, is_reply=True).startswith("    ")


@given(st.text(max_size=200))
def test_any_text_prints(text: str) -> None:
    printed(Message(blocks=(Heading((Run(text, url=text),)), Bullets(((Run(text),),))), summary=text))
    assert all(c == "\n" or c.isprintable() for c in clean(text))
