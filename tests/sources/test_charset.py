import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.charset import decode, known_charset

TEXT = "Müller’s “naïve” café — 5 €"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        pytest.param(TEXT.encode(), None, id="UTF-8 undeclared"),
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8 declared"),
        pytest.param(TEXT.encode(), "iso-8859-1", id="UTF-8 that a server calls Latin-1 by default"),
        pytest.param(TEXT.encode(), "x-unknown", id="a character set nobody knows"),
        pytest.param(TEXT.encode(), "zip", id="a codec that is not text"),
        pytest.param(TEXT.encode("cp1252"), None, id="Windows undeclared"),
        pytest.param(TEXT.encode("cp1252"), "utf-8", id="Windows that a server calls UTF-8"),
        pytest.param(TEXT.encode("cp1252"), "iso-8859-1", id="Windows called Latin-1, as on the web"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), None, id="byte order mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None, id="UTF-16 with mark"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-8", id="the mark is right, the server not"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16 declared"),
    ],
)
def test_text_is_read_whatever_its_bytes(body: bytes, declared: str | None) -> None:
    assert decode(body, declared) == TEXT


@pytest.mark.parametrize("as_latin", ["cp1252", "latin-1"])
def test_what_was_encoded_twice_is_decoded_twice(as_latin: str) -> None:
    text = "Zoë said: “It’s 5 € — no more.”"
    twice = "".join(chr(byte) for byte in text.encode())  # as Latin-1, and where the bytes have no other character
    if as_latin == "cp1252":
        twice = "".join(bytes((ord(c),)).decode("cp1252", "ignore") or c for c in twice)
    assert decode(twice.encode()) == text
    assert decode(f"{twice}\nA plain line.\n“Naïve” as it is.".encode()) == f"{text}\nA plain line.\n“Naïve” as it is."


@pytest.mark.parametrize("text", ["A maçã é SÃ.", "Âge d’or : « voilà »", "UTF-8 é read as Ã© is a mistake", "Ã"])
def test_a_line_that_only_looks_encoded_twice_is_left_alone(text: str) -> None:
    assert decode(text.encode()) == text


def test_utf16_without_mark_or_declaration_is_noticed() -> None:
    assert decode("plain words".encode("utf-16-le")) == "plain words"
    assert decode("plain words".encode("utf-16-be")) == "plain words"


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="iso-8859-2"?>',
        '<meta charset="iso-8859-2">',
        "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-2'>",
    ],
)
def test_a_documents_own_declaration_is_used(head: str) -> None:
    assert decode((head + "Łódź").encode("iso-8859-2")).endswith("Łódź")


def test_the_server_is_believed_before_the_document() -> None:
    assert decode(b'<meta charset="iso-8859-2">' + "я".encode("koi8-r"), "koi8-r").endswith("я")


def test_a_document_that_calls_itself_utf16_in_ascii_is_not() -> None:
    assert decode('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode()).endswith("<a>é</a>")


@pytest.mark.parametrize(
    "name", [None, "", "zip", "hex", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "\x00"]
)
def test_codecs_that_are_no_character_set_of_the_web_are_not_accepted(name: str | None) -> None:
    assert known_charset(name) is None


@settings(deadline=None)
@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=20)))
def test_any_bytes_become_text(body: bytes, declared: str | None) -> None:
    decode(body, declared).encode("utf-8", "strict")
