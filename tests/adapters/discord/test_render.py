import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.discord.pages import MOST_PAGES, to_payloads
from adapters.discord.render import thread_name, to_payload
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
    Tone,
    plain,
)
from tests.adapters.discord.messages import AT, URL, alert
from tests.loopback.discord_limits import message_breach

STAMP = int(AT.timestamp())


def embeds(message):
    return to_payload(message).body["embeds"]


def answer(*blocks):
    return Message(blocks=blocks, summary="An answer")


def test_an_alert_reads_from_the_headline_down_to_its_source():
    payload = to_payload(alert())
    assert payload.body["content"] == f"### [Norvale dam gives way](<{URL}>)"
    assert payload.body["embeds"] == [
        {
            "color": 0xD83A3A,
            "description": "About 12,400 people were moved out, the regional government said.\n\n"
            "- **About 12,400 people** · the regional government\n\n"
            "> “We had eleven minutes.”\n> — Ilse Maar, hydrologist\n\n"
            f"-# Norvale Courier · <t:{STAMP}:f> (<t:{STAMP}:R>)",
        }
    ]


def test_an_answer_has_its_title_and_parts_in_the_embed():
    message = answer(Heading(plain("Troops")), Heading(plain("Kursk"), 2), Bullets((plain("3,000"), plain("10,000"))))
    (embed,) = embeds(message)
    assert to_payload(message).body["content"] == ""
    assert embed["description"] == "### Troops\n**Kursk**\n- 3,000\n- 10,000"


def test_a_divider_begins_another_card():
    shown = embeds(answer(Paragraph(plain("one")), Divider(), Paragraph(plain("two"))))
    assert [embed["description"] for embed in shown] == ["one", "two"]


def test_small_print_and_time_stand_below_a_picture():
    footer = Footer((Run("2 articles"), Run(" · "), Run("24 Nov", at=AT)))
    (embed,) = embeds(answer(Paragraph(plain("Troops")), Image(b"png", "A line", "../Chart 1.PNG"), footer))
    assert embed["image"] == {"url": "attachment://0-chart-1.png"}
    assert embed["footer"] == {"text": "2 articles"}
    assert datetime.fromisoformat(embed["timestamp"]) == AT


def test_text_after_a_picture_is_on_the_next_card():
    shown = embeds(answer(Image(b"png", "A line", "a.png"), Paragraph(plain("below"))))
    assert [sorted(embed) for embed in shown] == [["color", "image"], ["color", "description"]]


def test_buttons_carry_commands_and_addresses():
    buttons = (Button("Week", command="/troops since:7d"), Button("Read", url=URL))
    (row,) = to_payload(answer(Paragraph(plain("x")), Buttons(buttons))).body["components"]
    assert row["components"] == [
        {"type": 2, "style": 2, "label": "Week", "custom_id": "/troops since:7d"},
        {"type": 2, "style": 5, "label": "Read", "url": URL},
    ]


@pytest.mark.parametrize(
    "button",
    [
        pytest.param(Button("x", command="/" + "y" * 100), id="command too long for Discord"),
        pytest.param(Button("x", url="javascript:alert(1)"), id="no web address"),
        pytest.param(Button(" ", command="/x"), id="no label"),
        pytest.param(Button("x"), id="does nothing"),
    ],
)
def test_a_button_that_discord_would_refuse_is_left_out(button):
    assert to_payload(answer(Paragraph(plain("x")), Buttons((button,)))).body["components"] == []


def test_the_same_command_has_one_button():
    buttons = Buttons((Button("a", command="/x"), Button("b", command="/x")))
    (row,) = to_payload(answer(Paragraph(plain("x")), buttons)).body["components"]
    assert [button["label"] for button in row["components"]] == ["a"]


@pytest.mark.parametrize("mention", ["everyone", "here", "@everyone", "1> @everyone <@&2", "", "٣"])
def test_only_a_role_id_can_be_mentioned(mention):
    body = to_payload(alert(mention=mention)).body
    assert body["allowed_mentions"] == {"parse": [], "roles": []}
    assert "@" not in body["content"]


def test_an_alert_that_is_too_long_loses_its_last_blocks_but_never_its_source():
    quotes = [Quotation(plain("“" + "word " * 180 + "”"), plain(f"Speaker {number}")) for number in range(20)]
    short = alert()
    message = replace(short, blocks=(*short.blocks[:-1], *quotes, short.blocks[-1]))
    payload = to_payload(message)
    text = "\n".join(embed["description"] for embed in payload.body["embeds"])
    assert message_breach(payload.body) is None
    assert "Speaker 0" in text
    assert "Speaker 19" not in text
    assert text.endswith(f"-# Norvale Courier · <t:{STAMP}:f> (<t:{STAMP}:R>)")


def test_a_list_that_is_too_long_says_how_much_is_missing():
    lines = tuple(plain(f"{number} " + "x" * 200) for number in range(60))
    text = "\n".join(embed["description"] for embed in embeds(answer(Bullets(lines))))
    shown = text.count("- ")
    assert f"-# … and {60 - shown} more" in text


def test_a_long_answer_is_several_messages_with_every_line():
    lines = tuple(plain(f"line {number} " + "x" * 50) for number in range(200))
    pages = to_payloads(answer(Heading(plain("All")), Bullets(lines), Footer(plain("end"))))
    text = "\n".join(embed["description"] for page in pages for embed in page.body["embeds"])
    assert len(pages) > 1
    assert [f"line {number} " in text for number in range(200)] == [True] * 200
    assert text.endswith("-# end")


def test_a_very_long_paragraph_is_continued_in_further_messages():
    text = " ".join(f"word{number}" for number in range(1_500))
    pages = to_payloads(answer(Paragraph(plain(text))))
    shown = " ".join(embed["description"] for page in pages for embed in page.body["embeds"])
    assert shown.split() == text.split()


def test_an_answer_without_end_is_cut_and_says_so():
    pages = to_payloads(answer(*[Paragraph(plain("x " * 700)) for _ in range(40)]))
    assert len(pages) == MOST_PAGES
    assert "more than fits" in pages[-1].body["embeds"][-1]["description"]


def test_a_message_with_nothing_in_it_still_says_something():
    assert embeds(Message(blocks=(), summary=""))[0]["description"] == "Nothing to show."
    assert to_payload(Message(blocks=(Heading(plain("Only this")),), summary="Only", tone=Tone.ALERT)).body["content"]


def test_a_thread_is_named_after_the_headline_in_at_most_a_hundred_characters():
    assert thread_name(alert("Norvale: the dam")) == "Norvale: the dam"
    assert len(thread_name(alert("word " * 60))) <= 100
    assert thread_name(Message(blocks=(), summary="")) == "News"


TEXT = st.text(max_size=40) | st.builds("{} ".format, st.text(max_size=8)).map(lambda part: part * 90)
RUN = st.builds(
    Run,
    TEXT,
    st.sampled_from(Style),
    st.none()
    | st.sampled_from(["https://a.example/" + "x" * 900, "ftp://x", "https://é.example", "x"])
    | st.text(max_size=9),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
RICH = st.lists(RUN, max_size=4).map(tuple)
BUTTON = st.builds(Button, TEXT, st.none() | TEXT, st.none() | st.just(URL) | TEXT)
BLOCK = st.one_of(
    st.builds(Heading, RICH, st.sampled_from([1, 2])),
    st.builds(Paragraph, RICH),
    st.builds(Bullets, st.lists(RICH, max_size=12).map(tuple)),
    st.builds(Quotation, RICH, RICH),
    st.builds(Footer, RICH),
    st.just(Divider()),
    st.builds(Image, st.binary(max_size=4), TEXT, TEXT),
    st.builds(Buttons, st.lists(BUTTON, max_size=7).map(tuple)),
)
MESSAGE = st.builds(
    Message,
    blocks=st.lists(BLOCK, max_size=25).map(tuple),
    summary=st.text(max_size=300),
    tone=st.sampled_from(Tone),
    mention=st.none() | st.text(max_size=5) | st.just("42"),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(MESSAGE)
def test_any_message_renders_within_discords_limits(message):
    for payload in (to_payload(message), *to_payloads(message)):
        assert message_breach(payload.body, [file.name for file in payload.files]) is None
        json.dumps(payload.body, ensure_ascii=False).encode()
