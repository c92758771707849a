import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.wording import one_line, show_address


@settings(deadline=None)
@given(st.text(max_size=400), st.integers(2, 300))
def test_any_text_becomes_one_line_of_visible_characters(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line.isprintable() or not line.replace("\u3000", "").isascii()
    assert "\n" not in line
    assert "\x1b" not in line


def test_what_could_play_tricks_on_a_terminal_is_taken_out() -> None:
    assert one_line("a\x1b[31m\u202eb\u2028c\u200bd\r\n\te") == "a [31m b c d e"


def test_a_line_that_fits_stays_as_it_is_and_a_longer_one_says_it_was_cut() -> None:
    assert one_line("Café — “yes”") == "Café — “yes”"
    assert one_line("abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://n.example/feed", "https://n.example/feed"),
        ("https://user:secret@n.example:8443/feed?token=secret#secret", "https://n.example:8443/feed?…"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://[::1", "(an address that cannot be read)"),
        ("http://n.example:secret/", "(an address that cannot be read)"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert show_address(url) == shown


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_address_can_be_shown(url: str) -> None:
    assert len(show_address(url)) <= 120
