"""Messages as JSON and back, and when two entries are the same."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
)
from bot.store import delivery_id
from bot.store.columns import storable
from bot.store.identity import entry_keys, fingerprint
from bot.store.messages import from_json, to_json
from tests import make

runs = st.builds(
    Run,
    st.text(),
    st.sampled_from(Style),
    st.none() | st.just("https://tarn.test/"),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
texts: Any = st.lists(runs, max_size=3).map(tuple)
buttons = st.builds(Button, st.text(), st.none() | st.text(), st.none() | st.text())
blocks = st.one_of(
    st.builds(Heading, texts, st.integers(1, 2)),
    st.builds(Paragraph, texts),
    st.builds(Bullets, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Quotation, texts, texts),
    st.builds(Footer, texts),
    st.builds(Divider),
    st.builds(Image, st.binary(), st.text(), st.text()),
    st.builds(Buttons, st.lists(buttons, max_size=3).map(tuple)),
)
messages = st.builds(
    Message,
    blocks=st.lists(blocks, max_size=5).map(tuple),
    summary=st.text(),
    tone=st.sampled_from(Tone),
    private=st.booleans(),
    mention=st.none() | st.text(),
)


@settings(deadline=None, max_examples=60)
@given(messages)
def test_a_message_comes_back_as_it_was(message: Message) -> None:
    assert from_json(json.loads(json.dumps(to_json(message)))) == message


def test_an_instant_keeps_its_offset() -> None:
    at = datetime.fromisoformat("2026-03-02T12:00:00.000001+05:30")
    message = Message(blocks=(Paragraph((Run("x", at=at),)),), summary="")
    block = from_json(to_json(message)).blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text[0].at is not None
    assert block.text[0].at.isoformat() == at.isoformat()


def test_something_that_is_no_block_is_refused() -> None:
    with pytest.raises(ValueError, match="not a block"):
        from_json({"blocks": [{"table": 1}], "summary": "", "tone": "alert", "private": False, "mention": None})


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_a_delivery_id_travels_on_every_platform(alert: str, platform: str, channel: str) -> None:
    key = delivery_id(alert, platform, channel)
    assert len(key) <= 25
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert key == delivery_id(alert, platform, channel)
    assert key != delivery_id(f"{alert}.", platform, channel)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=50))
def test_text_that_is_stored_keeps_its_length_and_can_be_encoded(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored


TOLD = "Ten soldiers came to the town of Tarn today."


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param(TOLD, "TEN soldiers,\ncame to the town of Tarn today", True, id="other marks"),
        pytest.param(TOLD, TOLD.replace("Ten", "Six"), False, id="another word"),
    ],
)
def test_a_fingerprint_is_of_the_words_alone(one: str, other: str, is_same: bool) -> None:
    assert (fingerprint(one) == fingerprint(other)) is is_same


def test_a_few_words_are_nobodys_fingerprint() -> None:
    assert fingerprint("Read more") is None
    assert fingerprint("") is None


def test_an_entry_has_a_key_for_each_thing_it_is_known_by() -> None:
    text = "Ten words are enough to know a text by, surely, I think."
    full = make.entry("g", url="https://tarn.test/a", title="T", text=text)
    bare = make.entry("g")
    (full_keys, bare_keys) = entry_keys((full, bare))
    assert len(full_keys) == 3
    assert bare_keys == full_keys[:1]
