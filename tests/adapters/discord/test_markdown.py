import html
import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.markdown import clean, rendered, safe_url, shortened, units
from adapters.discord.marked import inline
from bot.message import Run, Style, plain, words

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MARKUP = st.text(alphabet="\\*_~`|[]()<>@#:-+.!1 aé😀/&=\u202e\n", max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("**bold** and __under__", r"\*\*bold\*\* and \_\_under\_\_", id="marks"),
        pytest.param("# Heading", r"\# Heading", id="heading"),
        pytest.param("-# small", r"\-# small", id="small print"),
        pytest.param("- point", r"\- point", id="bullet"),
        pytest.param("12. point", r"12\. point", id="numbered"),
        pytest.param("> words", r"\> words", id="quotation"),
        pytest.param(">>> words", r"\>>> words", id="long quotation"),
        pytest.param("@everyone <@1> <@&2> <#3> </a:4>", r"\@everyone \<\@1> \<\@&2> \<#3> \</a:4>", id="mentions"),
        pytest.param("<t:0:R> <:x:1>", r"\<t\:0:R> \<\:x:1>", id="instants and emoji"),
        pytest.param(":smile: at 10:30", r"\:smile: at 10:30", id="emoji codes but not times"),
        pytest.param("[a](https://b.example)", r"\[a\](https\://b.example)", id="masked link"),
        pytest.param("see https://b.example", r"see https\://b.example", id="bare link"),
        pytest.param("discord.gg/abc", r"discord.gg\/abc", id="invitation"),
        pytest.param("||spoiler|| ~~struck~~ `code`", r"\|\|spoiler\|\| \~\~struck\~\~ \`code\`", id="more marks"),
        pytest.param("a\x00b\u202ec\nd", "abc d", id="controls, directions and line breaks"),
        pytest.param(
            "U.S. rose 4% - to $5bn (about) 10:30", "U.S. rose 4% - to $5bn (about) 10:30", id="ordinary news"
        ),
    ],
)
def test_text_is_shown_as_it_is(text, shown):
    assert rendered(plain(text)) == shown


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        pytest.param(Run("x", Style.BOLD), "**x**", id="bold"),
        pytest.param(Run(" x ", Style.ITALIC), "*x*", id="italic, spaces outside"),
        pytest.param(Run("x", Style.STRIKE), "~~x~~", id="struck"),
        pytest.param(Run("a`b*", Style.CODE), "`a'b*`", id="code"),
        pytest.param(Run("x", url="https://a.example/(b) c"), "x", id="an address with a space is none"),
        pytest.param(Run("x", url="https://a.example/(b)>"), "[x](<https://a.example/%28b%29%3E>)", id="link"),
        pytest.param(Run("[Live] x", url="https://a.example"), r"[\[Live\] x](<https://a.example>)", id="brackets"),
        pytest.param(Run("x ] y", url="https://a.example"), "[x ) y](<https://a.example>)", id="odd bracket"),
        pytest.param(Run("x", url="javascript:alert(1)"), "x", id="script"),
        pytest.param(
            Run("https://bank.example", url="https://evil.example/x"),
            r"https\://bank.example ([evil.example](<https://evil.example/x>))",
            id="a label that looks like another address shows the true host",
        ),
        pytest.param(Run("then", at=NOW), f"<t:{int(NOW.timestamp())}:f>", id="instant"),
    ],
)
def test_styles_and_links_are_ours(run, shown):
    assert rendered((run,)) == shown


def test_neighbouring_styles_do_not_run_into_each_other():
    shown = rendered((Run("a", Style.BOLD), Run("b", Style.ITALIC), Run("c", Style.ITALIC)))
    assert shown == "**a**\u200b*bc*"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/p?q=1&r=[2]#f", "https://a.example/p?q=1&r=%5B2%5D#f"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("https://a.example/100%25", "https://a.example/100%25"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://bank.example@evil.example/", None),
        ("https://a.example\n.evil.example", None),
        ("https:///nothing", None),
        ("https://[broken", None),
        ("data:text/html,x", None),
        ("https://a.example/" + "x" * 2000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_linked(url, safe):
    assert safe_url(url) == safe


@given(MARKUP)
def test_whatever_a_text_says_a_reader_sees_those_words_and_no_markup(text):
    shown = inline(rendered(plain(text)), NOW)
    assert "<" not in shown
    assert html.unescape(shown).replace("\u200b", "") == clean(text).strip()


@given(
    st.lists(
        max_size=5,
        elements=st.builds(Run, MARKUP, st.sampled_from(Style), st.sampled_from([None, "https://a.example"])),
    )
)
def test_styled_text_keeps_its_words_whatever_they_are(runs):
    shown = inline(rendered(tuple(runs)), NOW)
    seen = html.unescape(re.sub(r"</?(?:strong|em|s|code|a)(?: [^>]*)?>", "", shown))
    letters = re.compile(r"[^\wé😀]")
    spoken = letters.sub("", clean(words(tuple(runs))))
    assert letters.sub("", seen.replace("(a.example)", "").replace("_", "")) == spoken.replace("_", "")


@given(st.text(), st.integers(1, 200))
def test_shortened_text_fits(text, limit):
    assert units(shortened(plain(text), limit)) <= limit


def test_text_is_cut_at_the_end_of_a_word():
    assert shortened(plain("one two three four"), 12) == "one two…"


def test_hostile_text_takes_no_longer_than_its_length():
    began = time.process_time()
    for text in ("[" * 200_000, ":a" * 100_000, "`" * 200_000, "@" * 200_000, "https:" * 50_000):
        shortened(plain(text), 1_000)
        rendered(plain(text))
    assert time.process_time() - began < 5
