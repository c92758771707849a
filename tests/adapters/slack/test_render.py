"""Any message as Block Kit within every limit, judged by the loopback's validator."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.render import SHORTENED, WEIGHT_LIMIT, render, weight
from bot.message import (
    Block,
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
    Tone,
    plain,
)
from tests.loopback.slack_blocks import CHARACTERS_LIMIT, characters, problems

AT = datetime(2026, 11, 24, 16, 5, tzinfo=UTC)
LINK = "https://post.example/1"
FILE = "F012345678"


def blocks(*given: Block, mention: str | None = None) -> list[dict[str, Any]]:
    made = list(render(Message(blocks=given, summary="s", mention=mention)).blocks)
    assert problems(made, set()) == []
    return made


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def kinds(made: list[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in made]


@pytest.mark.parametrize(
    ("block", "made"),
    [
        pytest.param(
            Heading(plain("Troops")),
            {"type": "header", "text": {"type": "plain_text", "text": "Troops", "emoji": False}},
            id="a title is a header",
        ),
        pytest.param(
            Heading((Run("Ports fill up", url=LINK),)),
            rich({"type": "link", "url": LINK, "text": "Ports fill up", "style": {"bold": True}}),
            id="a linked headline keeps its link",
        ),
        pytest.param(
            Heading(plain("Kursk"), 2),
            rich({"type": "text", "text": "Kursk", "style": {"bold": True}}),
            id="a part's title is bold",
        ),
        pytest.param(
            Heading(plain("long " * 40)),
            rich({"type": "text", "text": "long " * 40, "style": {"bold": True}}),
            id="a title too long for a header is bold",
        ),
        pytest.param(
            Paragraph((Run("a *b* <!here> "), Run("c", Style.ITALIC), Run("now", at=AT))),
            rich(
                {"type": "text", "text": "a *b* <!here> "},
                {"type": "text", "text": "c", "style": {"italic": True}},
                {
                    "type": "date",
                    "timestamp": 1795536300,
                    "format": "{date_short_pretty} at {time}",
                    "fallback": "now",
                },
            ),
            id="a paragraph's words stay words",
        ),
        pytest.param(
            Footer((Run("Post", url=LINK), Run(" · 3 outlets"))),
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": f"<{LINK}|Post> · 3 outlets", "verbatim": True}],
            },
            id="small print",
        ),
        pytest.param(Divider(), {"type": "divider"}, id="a line"),
        pytest.param(
            Image(b"", "A chart", "c.png"),
            {"type": "context", "elements": [{"type": "plain_text", "text": "A chart", "emoji": False}]},
            id="a picture without a file is told in words",
        ),
    ],
)
def test_each_block(block: Block, made: dict[str, Any]) -> None:
    assert blocks(block) == [made]


def test_a_list_of_figures() -> None:
    (made,) = blocks(Bullets((plain("about 10,000"), (Run("a few", Style.BOLD),))))
    (listed,) = made["elements"]
    assert (listed["type"], listed["style"], len(listed["elements"])) == ("rich_text_list", "bullet", 2)


@pytest.mark.parametrize("words", ["Fair game", "“Fair game”"])
def test_a_quotation_stands_in_marks_with_its_speaker_below(words: str) -> None:
    (made,) = blocks(Quotation(plain(words), (Run("Mara Lind", Style.BOLD), Run(", spokesperson"))))
    (quote,) = made["elements"]
    assert quote["type"] == "rich_text_quote"
    assert "".join(part["text"] for part in quote["elements"]) == "“Fair game”\n— Mara Lind, spokesperson"


def test_a_quotation_nobody_is_named_for_has_no_dash() -> None:
    (made,) = blocks(Quotation(plain("Fair game"), ()))
    assert "".join(part["text"] for part in made["elements"][0]["elements"]) == "“Fair game”"


def test_buttons_carry_their_command_or_open_their_page() -> None:
    (made,) = blocks(
        Buttons((Button("All", command="/troops since:7d"), Button("Read", url=LINK), Button("Bad", url="file:///x")))
    )
    first, second = made["elements"]
    assert (first["value"], second["url"]) == ("/troops since:7d", LINK)
    assert first["action_id"] != second["action_id"]


def test_a_picture_with_a_file_is_shown() -> None:
    message = Message(blocks=(Image(b"", "", "c.png"), Image(b"", "two", "d.png")), summary="s")
    made = render(message, (FILE, None)).blocks
    assert made[0] == {"type": "image", "slack_file": {"id": FILE}, "alt_text": "picture"}
    assert made[1]["type"] == "context"


@pytest.mark.parametrize(
    ("mention", "element"),
    [
        ("S0123ABC", {"type": "usergroup", "usergroup_id": "S0123ABC"}),
        ("<!subteam^S0123ABC>", {"type": "usergroup", "usergroup_id": "S0123ABC"}),
        ("@here", {"type": "broadcast", "range": "here"}),
        ("channel", {"type": "broadcast", "range": "channel"}),
    ],
)
def test_the_one_mention_leads(mention: str, element: dict[str, Any]) -> None:
    linked = blocks(Heading((Run("Ports", url=LINK),)), mention=mention)
    assert linked[0]["elements"][0]["elements"][:2] == [element, {"type": "text", "text": " "}]
    titled = blocks(Heading(plain("Ports")), mention=mention)
    assert titled[0] == rich(element)
    assert titled[1]["type"] == "header"


@pytest.mark.parametrize("mention", [None, "", "everyone", "@everyone", "U0123ABC", "S<!here>", "s1", "here>", "<@U1>"])
def test_nothing_else_is_mentioned(mention: str | None) -> None:
    made = blocks(Paragraph(plain("<!here> <!channel> @everyone <@U1> <!subteam^S1>")), mention=mention)
    here = mention in ("here>",)
    live = [e["type"] for e in made[0]["elements"][0]["elements"] if e["type"] in ("broadcast", "usergroup", "user")]
    assert live == (["broadcast"] if here else [])


def test_the_notification_is_escaped_and_never_empty() -> None:
    assert render(Message(blocks=(), summary="<!channel> & co")).text == "&lt;!channel&gt; &amp; co"
    assert render(Message(blocks=(Heading(plain("Ports")),), summary=" \n")).text == "Ports"
    assert render(Message(blocks=(), summary="")).text == "News"


def test_what_does_not_fit_is_dropped_from_the_end_and_said_so() -> None:
    parts = [b for n in range(60) for b in (Heading(plain(f"Part {n}"), 2), Paragraph(plain("word " * 80)))]
    made = blocks(Heading(plain("Title")), *parts, Footer(plain("Post")), Buttons((Button("More", command="/news"),)))
    assert kinds(made)[0] == "header"
    assert kinds(made)[-3:] == ["context", "context", "actions"]
    assert made[-3]["elements"][0]["text"] == SHORTENED
    assert made[-4]["elements"][0]["elements"][0]["text"].startswith("word")


def test_a_long_list_says_how_many_lines_are_left_out() -> None:
    (made,) = blocks(Bullets(tuple(plain(f"line {n}") for n in range(200))))
    lines = made["elements"][0]["elements"]
    assert len(lines) == 60
    assert lines[-1]["elements"][0]["text"] == "… and 141 more"


@pytest.mark.parametrize("address", [100, 600])
def test_a_list_of_long_lines_and_addresses_keeps_what_fits(address: int) -> None:
    """A digest: fifteen lines of some 250 characters, each linked."""
    url = f"https://post.example/{'a' * address}"
    digest = Bullets(tuple((Run(f"{n} headline " * 18, Style.BOLD, url=url), Run(" · 12 people")) for n in range(15)))
    made = blocks(Heading(plain("Daily digest")), digest, Footer(plain("15 stories")))
    assert kinds(made) == ["header", "rich_text", "context"]
    assert len(made[1]["elements"][0]["elements"]) == {100: 15, 600: 8}[address]
    assert made[-1]["elements"][0]["text"] == "15 stories"


def test_no_part_title_and_no_line_ends_a_shortened_message() -> None:
    long = Paragraph(plain("word " * 500))
    made = blocks(long, long, long, Divider(), Heading(plain("Part"), 2), long, long)
    assert kinds(made) == ["rich_text", "rich_text", "rich_text", "context"]


def test_fifty_blocks_are_enough() -> None:
    made = blocks(*(Divider() for _ in range(80)), Paragraph(plain("end")))
    assert len(made) == 1
    assert len(blocks(*(Paragraph(plain(str(n))) for n in range(80)))) == 50


texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="<>&*_~`|!@#:^\\ \n\u202e\u2066\ud800 ab.", max_size=60),
    st.sampled_from(["", " ", "<!channel>", "https://bank.example", "word " * 700, "&" * 3100, "💥" * 3000]),
)
urls = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from([LINK, "javascript:alert(1)", "https://a@b", "https://x/" + "y" * 2980, "https://x/|<>&", "http:"]),
)
runs = st.builds(
    Run,
    texts,
    st.sampled_from(Style),
    urls,
    st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))),
)
rich_texts = st.lists(runs, max_size=4).map(tuple)
any_block = st.one_of(
    st.builds(Heading, rich_texts, st.integers(1, 3)),
    st.builds(Paragraph, rich_texts),
    st.builds(Bullets, st.lists(rich_texts, max_size=6).map(tuple)),
    st.builds(Quotation, rich_texts, rich_texts),
    st.builds(Footer, rich_texts),
    st.just(Divider()),
    st.builds(Image, st.just(b""), texts, st.just("c.png")),
    st.builds(Buttons, st.lists(st.builds(Button, texts, st.none() | texts, urls), max_size=7).map(tuple)),
)
messages = st.builds(
    Message,
    blocks=st.lists(any_block, max_size=14).map(tuple),
    summary=texts,
    tone=st.sampled_from(Tone),
    mention=st.none() | st.sampled_from(["S1", "here", "everyone"]) | texts,
)


@given(messages)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_message_is_within_every_limit(message: Message) -> None:
    images = sum(isinstance(block, Image) for block in message.blocks)
    rendered = render(message, (FILE,) * images)
    made = list(rendered.blocks)
    assert problems(made, {FILE}) == []
    assert characters(made) <= CHARACTERS_LIMIT
    assert sum(map(weight, made)) <= WEIGHT_LIMIT
    assert 1 <= len(rendered.text) <= 40_000
    assert "<" not in rendered.text


@given(messages)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_message_pings_anyone_it_was_not_told_to(message: Message) -> None:
    pinging, nodes = 0, list(render(message).blocks)
    while nodes:
        node = nodes.pop()
        pinging += node.get("type") in ("broadcast", "usergroup", "user", "channel", "team")
        if node.get("type") == "mrkdwn":
            inside = [piece.split(">")[0] for piece in node["text"].split("<")[1:]]
            assert all(piece.lower().startswith(("http://", "https://", "!date^")) for piece in inside)
        for value in node.values():
            nodes.extend([value] if isinstance(value, dict) else value if isinstance(value, list) else [])
    assert pinging <= (message.mention is not None)
