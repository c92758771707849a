"""Characters: what a scraped text may contain, and what never reaches a body."""

import unicodedata

from bot.extraction.patterns import lazy

# Each pattern opens with one plain set: the engine then skips to where it can match.
_LINE_END = lazy("[\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")
_INVISIBLE = lazy(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e01ef]"
)
"""Controls, zero-width characters, bidirectional overrides, variation selectors, tags and lone surrogates:
a reader cannot see them, and they hide words from rules or turn a line around."""
_GROUPING_SPACE = lazy("[\u00a0\u202f\u2009](?<=\\d.)(?=\\d{3})")
_ODD_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = lazy(f" [ {_ODD_BLANKS}]+|[{_ODD_BLANKS}][ {_ODD_BLANKS}]*")  # a single space is left alone
_ODD_BLANK = lazy(f"[{_ODD_BLANKS}]")
_GROUPING_MARK = "\x00"
_RUBBISH = lazy("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")

SAMPLE = 8192
LARGEST_RUBBISH_SHARE = 0.02


def is_binary(text: str) -> bool:
    """Say whether `text` is a decoded image, archive or the like: many controls or undecodable bytes at its start."""
    sample = text[:SAMPLE]
    return len(_RUBBISH.findall(sample)) > LARGEST_RUBBISH_SHARE * len(sample)


def clean_characters(text: str) -> str:
    """Return `text` in NFC with plain line feeds and spaces, without invisible characters; line ends are trimmed.

    A no-break space that groups digits stays, since it says that they are one number ("10 000").
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    text = _GROUPING_SPACE.sub(_GROUPING_MARK, unicodedata.normalize("NFC", text))
    if "  " in text or _ODD_BLANK.search(text):
        text = _BLANKS.sub(" ", text)
    text = text.replace(_GROUPING_MARK, "\u00a0")
    return "\n".join(line.strip() for line in text.split("\n")).strip("\n")
