"""Bytes to text, by what the server, the byte order mark and the document itself say about their character set."""

import codecs
import re

_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:\bencoding|\bcharset)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
_LATIN = "cp1252"

_LONGEST_TWICE = 500_000
"""Characters of a document that is looked through for them: no article is longer, and it holds up everything else."""
_REMNANTS = ("Ã", "Â", "â€")
"""What the first bytes of Western letters, signs and quotation marks look like in Windows-1252."""
_BYTES = {
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if (character := bytes((byte,)).decode(_LATIN, "ignore"))
}  # fmt: skip
"""Windows-1252 where it is not Latin-1; its five bytes without a character are kept as they are."""

_ACCEPTED = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "koi8-r", "koi8-u", "cp866", "mac-roman"}
    | {f"cp125{n}" for n in range(9)}
    | {f"iso8859-{n}" for n in range(2, 17) if n != 12}
    | {"shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "big5", "cp950"}
    | {"big5hkscs", "cp874", "tis-620"}
)
"""Character sets met on the web. Others of Python's codecs are not text, or slow on hostile input."""


def known_charset(name: str | None) -> str | None:
    """Return Python's name for a character set a document may use, None if it is unknown or not accepted."""
    if not name:
        return None
    try:
        canonical = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if canonical in {"iso8859-1", "ascii"}:  # as browsers do: what calls itself Latin-1 is Windows-1252
        return _LATIN
    return canonical if canonical in _ACCEPTED else None


def decode(body: bytes, declared: str | None = None) -> str:
    """Return the text of `body`; never raises. `declared` is what the server said.

    Tried in order: byte order mark, the server's word, the document's own declaration, UTF-8, Windows-1252. All
    but the last must fit every byte; a wrong declaration is passed over. What was encoded twice is decoded twice.
    """
    return _decoded_again(_decoded(body, declared))


def _decoded(body: bytes, declared: str | None) -> str:
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body.decode(charset, "replace").removeprefix("\ufeff")
    for charset in _candidates(body, declared):
        try:
            return body.decode(charset)
        except UnicodeError:
            continue
    return body.decode(_LATIN, "replace")


def _decoded_again(text: str) -> str:
    """Undo UTF-8 that somebody took for Windows-1252 before us: "cafÃ©" is "café", "â€œ" a quotation mark.

    Only in lines in which every character beyond ASCII is such a remnant: nobody means one by chance.
    """
    if len(text) > _LONGEST_TWICE or not _has_remnant(text):
        return text
    return "\n".join(_line_decoded_again(line) if _has_remnant(line) else line for line in text.split("\n"))


def _has_remnant(text: str) -> bool:
    return any(remnant in text for remnant in _REMNANTS)


def _line_decoded_again(line: str) -> str:
    try:
        return line.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


def _candidates(body: bytes, declared: str | None) -> list[str]:
    said = _DECLARED.search(body[:_HEAD])
    own = known_charset(said[1].decode("ascii")) if said else None
    if own is not None and own.startswith(("utf-16", "utf-32")):
        own = None  # it was readable as ASCII, so it is not that
    if own is None and b"\x00" in body[:_HEAD]:
        own = _wide(body[:_HEAD])
    latin_last = [name for name in (known_charset(declared), own) if name and name != _LATIN]
    says_latin = _LATIN in (known_charset(declared), own)
    # Latin-1 fits any bytes; servers that claim it by default are wrong where the bytes are valid UTF-8.
    return [*latin_last, "utf-8", *([_LATIN] if says_latin else [])]


def _wide(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 4 and even == 0:
        return "utf-16-le"
    if even > len(head) // 4 and odd == 0:
        return "utf-16-be"
    return None
