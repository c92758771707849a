import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ArticleError
from bot.model import MediaType
from bot.sources.files import is_article_name, looks_binary, to_moment, to_pieces

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "articles", "items", "text", "headline", "published_at", "url"]), inner
        )
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(MediaType))
def test_any_bytes_are_articles_or_an_article_error(body: bytes, media_type: MediaType) -> None:
    with suppress(ArticleError):
        for piece in to_pieces(body, media_type):
            assert piece.document.media_type is media_type


@settings(deadline=None)
@given(JSON)
def test_any_json_is_articles_or_an_article_error(content: object) -> None:
    with suppress(ArticleError):
        for piece in to_pieces(json.dumps(content).encode(), MediaType.JSON):
            assert isinstance(json.loads(piece.document.text), dict)
            assert len(piece.part) <= 300


def test_an_article_of_a_list_keeps_its_own_name_when_others_come_and_go() -> None:
    one, two, bare = {"id": 1, "text": "One."}, {"headline": "Two", "text": "Two."}, {"text": "Three."}
    before = {piece.part for piece in to_pieces(json.dumps([one, two, bare]).encode(), MediaType.JSON)}
    after = {piece.part for piece in to_pieces(json.dumps([bare, one, two][1:]).encode(), MediaType.JSON)}
    assert len(before) == 3
    assert after < before


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.txt", True), ("A.TXT", True), ("a.tar.md", True), (".a.txt", False), ("~$a.html", False), ("README.md", False),
     ("readme", False), ("a", False), ("a.txt~", False), ("a.txt.swp", False), ("a.pdf", False), (".txt", False)],
)  # fmt: skip
def test_article_files_are_known_by_their_names(name: str, expected: bool) -> None:
    assert is_article_name(name) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Ünïcode “text”\n".encode(), False, id="UTF-8"),
        pytest.param("Ünïcode “text”\n".encode("utf-16"), False, id="UTF-16"),
        pytest.param("Plain text\r\n".encode("utf-16-le"), False, id="UTF-16 without mark"),
        pytest.param("Тихий Дон".encode("koi8-r"), False, id="an old character set"),
        pytest.param(b"\x1b[1mbold\x1b[0m words", False, id="terminal colours"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(60), True, id="program"),
        pytest.param(b"PK\x03\x04\x14\x00\x08\x08" + bytes(range(200)), True, id="archive"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4, True, id="PDF"),
    ],
)
def test_text_is_told_from_other_bytes(body: bytes, expected: bool) -> None:
    assert looks_binary(body) is expected


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = to_moment(text)
    assert moment is None or moment.tzinfo is not None
