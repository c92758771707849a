from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.sources.feed import is_article, to_entries
from bot.sources.feed_reader import Listed, Listing


def listed(**given: object) -> Listed:
    plain = Listed(
        id="", link="", title="", published_at=None, author="", outlet="", content="", length=0, tail="",
        is_content=False, is_text=False,
    )  # fmt: skip
    return replace(plain, **given)  # type: ignore[arg-type]


def guids(*entries: Listed) -> list[str]:
    listing = Listing(title="Post", base=None, dropped=0, entries=entries)
    return [entry.guid for entry in to_entries(listing, base="https://post.example/feed")]


def test_an_entry_is_known_by_its_id_else_its_link_else_its_title() -> None:
    assert guids(listed(id="g", link="/1", title="T"), listed(link="/2?utm_source=x")) == [
        "g",
        "https://post.example/2",
    ]
    (digest,) = guids(listed(title="T"))
    assert guids(listed(title="T")) == [digest]
    assert guids(listed(title="U")) != [digest]
    assert guids(listed()) == []


def test_repeats_within_a_document_are_listed_once() -> None:
    assert guids(listed(id="g", link="/1"), listed(id="g", link="/1?utm_source=x"), listed(id="h")) == ["g", "h"]
    assert guids(listed(link="/1"), listed(link="/1?fbclid=x#top")) == ["https://post.example/1"]


def test_an_id_that_different_links_share_does_not_hide_articles() -> None:
    assert len(guids(listed(id="same", link="/1"), listed(id="same", link="/2"))) == 2


def test_an_endless_id_is_shortened_and_stays_itself() -> None:
    (guid,) = guids(listed(id="x" * 4_000))
    assert len(guid) <= 500
    assert guids(listed(id="x" * 4_000)) == [guid]
    assert guids(listed(id="x" * 3_999)) != [guid]


def test_undated_entries_keep_the_order_of_the_feed() -> None:
    day = datetime(2026, 2, 2, tzinfo=UTC)
    assert guids(listed(id="a", published_at=day), listed(id="b"), listed(id="c", published_at=day)) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("entry", "has_link", "expected"),
    [
        pytest.param(listed(length=700, is_content=True), True, True, id="content of some length"),
        pytest.param(listed(length=500, is_content=True), True, False, id="short content, with a page to go to"),
        pytest.param(listed(length=500, is_content=True), False, True, id="short content and no page"),
        pytest.param(listed(length=700), True, False, id="a description of that length is a teaser"),
        pytest.param(listed(length=2_000), True, True, id="unless it is long"),
        pytest.param(listed(length=2_000, tail="left […]"), True, False, id="or cut off"),
        pytest.param(listed(length=2_000, tail="Read more »", is_content=True), True, False, id="or goes on elsewhere"),
        pytest.param(listed(length=2_000, tail="to read more."), False, True, id="with no page to go to"),
        pytest.param(listed(length=20), False, False, id="too little for an article"),
    ],
)
def test_full_content_is_told_from_a_teaser(entry: Listed, has_link: bool, expected: bool) -> None:
    assert is_article(entry, has_link=has_link) is expected
