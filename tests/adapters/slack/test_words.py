"""Words made safe for Slack."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.words import clean, clip, clip_text, honest_label, mrkdwn, timestamp, web_link
from bot.message import Run, Style, words

AT = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        pytest.param("ten thousand", 12, "ten thousand", id="fits"),
        pytest.param("about ten thousand soldiers", 20, "about ten thousand…", id="ends at a word"),
        pytest.param("a" * 30, 10, "a" * 9 + "…", id="one long word"),
        pytest.param("x " + "a" * 30, 10, "x aaaaaaa…", id="no word end near enough"),
        pytest.param("ab", 1, "…", id="no room"),
    ],
)
def test_shortening(text: str, limit: int, short: str) -> None:
    assert clip(text, limit) == short


@given(st.lists(st.text(max_size=40), max_size=8), st.integers(1, 80))
def test_shortened_rich_text_keeps_its_limit_and_its_beginning(texts: list[str], limit: int) -> None:
    short = words(clip_text(tuple(map(Run, texts)), limit))
    whole = "".join(texts)
    assert len(short) <= limit
    assert short == whole or whole.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x1bc\x7f", "abc"),
        ("tab\there\r", "tab here "),
        ("two\nlines", "two\nlines"),
        ("safe\u202egnp.exe\u2066", "safegnp.exe"),
        ("half \ud83d surrogate", "half \ufffd surrogate"),
        ("family 👩‍👩‍👧 flag", "family 👩‍👩‍👧 flag"),
    ],
)
def test_disguises_and_controls_are_dropped(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://post.example/a?b=1&c=2", "https://post.example/a?b=1&c=2"),
        ("HTTP://post.example", "HTTP://post.example"),
        ('https://post.example/"|<>', "https://post.example/%22%7C%3C%3E"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//post.example", None),
        ("https://", None),
        ("https://bank.example@evil.example/", None),
        ("https://post.example/\n", None),
        ("https://post.example/a b", None),
        ("https://[broken", None),
        ("https://post.example/" + "a" * 3000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_links_are_shown(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


@pytest.mark.parametrize(
    ("label", "url", "shown"),
    [
        pytest.param("Ports fill up", "https://post.example/1", "Ports fill up", id="a headline"),
        pytest.param("post.example", "https://www.post.example/1", "post.example", id="its own name"),
        pytest.param(
            "https://post.example/2", "https://news.post.example/1", "https://post.example/2", id="its parent"
        ),
        pytest.param("bank.example", "https://evil.example", "bank.example (evil.example)", id="a bare name"),
        pytest.param(
            "see https://bank.example/login now",
            "https://evil.example",
            "see https://bank.example/login now (evil.example)",
            id="an address within",
        ),
        pytest.param("WWW.BANK.EXAMPLE", "https://evil.example", "WWW.BANK.EXAMPLE (evil.example)", id="upper case"),
        pytest.param("(bank.example).", "https://evil.example", "(bank.example). (evil.example)", id="in brackets"),
        pytest.param("up 4.5 percent", "https://post.example/1", "up 4.5 percent", id="a number"),
    ],
)
def test_a_link_cannot_pose_as_another(label: str, url: str, shown: str) -> None:
    assert honest_label(label, url) == shown


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (Run("a & b <!channel> > c"), "a &amp; b &lt;!channel&gt; &gt; c"),
        (Run("Post | Co", url="https://post.example/?a=1&b"), "<https://post.example/?a=1&amp;b|Post / Co>"),
        (Run("16:05", at=AT), "<!date^1795536300^{date_short_pretty} at {time}|16:05>"),
        (Run("a|b", at=AT), "<!date^1795536300^{date_short_pretty} at {time}|a/b>"),
        (Run(" big ", Style.BOLD), " *big* "),
        (Run("so", Style.ITALIC), "_so_"),
        (Run("no", Style.STRIKE), "~no~"),
        (Run("/a`b", Style.CODE), "`/a'b`"),
        (Run("js", url="javascript:x"), "js"),
        (Run("  ", Style.BOLD), "  "),
    ],
)
def test_small_print_in_mrkdwn(run: Run, text: str) -> None:
    assert mrkdwn((run,)) == text


@given(st.text(alphabet="*_~`<>!@#| ab\n"))
def test_plain_small_print_carries_no_live_markup(text: str) -> None:
    made = mrkdwn((Run(text),))
    assert "<" not in made
    assert ">" not in made
    for mark in "*_~`":
        assert made.count(mark) == made.count(f"\u2060{mark}\u2060")


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        (AT, 1795536300),
        (datetime(1, 1, 1, tzinfo=UTC), None),
        (datetime(1969, 12, 31, tzinfo=UTC), None),
        (datetime(9999, 12, 31, tzinfo=UTC), 253402214400),
    ],
)
def test_instants_slack_can_show(at: datetime, seconds: int | None) -> None:
    assert timestamp(at) == seconds
