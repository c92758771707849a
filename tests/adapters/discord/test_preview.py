import re
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.discord.marked import ago, to_html
from adapters.discord.preview import preview_html
from bot.message import Button, Buttons, Heading, Image, Message, Paragraph, Run, Tone, plain
from tests.adapters.discord.messages import AT, URL, alert


def test_the_page_shows_the_alert_twice_dark_and_light():
    page = preview_html(alert())
    dark, light = page.split('<main class="light">')
    for half in (dark, light):
        assert f'<h3><a href="{URL}" rel="noreferrer">Norvale dam gives way</a></h3>' in half
        assert "<li><strong>About 12,400 people</strong> · the regional government</li>" in half
        assert "“We had eleven minutes.”" in half
        assert "24 November 2026 09:30" in half
        assert "12 minutes ago" in half


def test_the_page_loads_and_runs_nothing():
    page = preview_html(replace(alert(), blocks=(*alert().blocks, Image(b"png", "A line", "a.png"))))
    assert "<script" not in page
    assert "<link" not in page
    assert "url(" not in page
    assert re.findall(r'src="([^"]{5})', page) == ["data:", "data:"]
    assert "default-src 'none'" in page


def test_hostile_text_stays_text():
    evil = '</div><script>alert(1)</script><img src=x onerror=alert(1)>"'
    button = Buttons((Button(evil, command="/x"),))
    page = preview_html(Message(blocks=(Heading(plain(evil)), Paragraph((Run(evil, url=URL),)), button), summary=evil))
    assert "<script" not in page
    assert "<img" not in page


def test_a_long_answer_is_shown_as_the_messages_it_becomes():
    page = preview_html(Message(blocks=tuple(Paragraph(plain("word " * 200)) for _ in range(8)), summary="Long"))
    assert page.count('<div class="message">') == 2 * 3


def test_a_private_answer_says_that_it_is():
    message = Message(blocks=(Paragraph(plain("x")),), summary="x", tone=Tone.NOTICE, private=True)
    assert "Only you can see this" in preview_html(message)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("**a *b* c**", "<div><strong>a <em>b</em> c</strong></div>"),
        ("`<b>`", "<div><code>&lt;b&gt;</code></div>"),
        ("[a [b] c](<https://x.example>)", '<div><a href="https://x.example" rel="noreferrer">a [b] c</a></div>'),
        (r"[a](b) \*c\*", "<div>[a](b) *c*</div>"),
        ("<@&12>", '<div><span class="mention">@role 12</span></div>'),
        ("> a\n> b", "<blockquote><div>a</div><div>b</div></blockquote>"),
        ("-# small", "<small>small</small>"),
        ("<t:99999999999999:f>", '<div><time class="t">Invalid date</time></div>'),
    ],
)
def test_markdown_is_shown_as_discord_does(markdown, shown):
    assert to_html(markdown, AT) == shown


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(seconds=5), "5 seconds ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(days=-3), "in 3 days"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_times_are_told_in_one_unit(gap, said):
    assert ago(gap) == said
