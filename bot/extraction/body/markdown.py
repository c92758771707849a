"""Markdown with or without front matter: metadata from the top, words from below, no markup."""

import re
from collections.abc import Iterable

from bot.extraction.body.boilerplate import MOST_LINES, clean_lines
from bot.extraction.body.parts import Parts
from bot.extraction.body.published import parse_published
from bot.extraction.patterns import lazy

LONGEST_FRONT_MATTER = 20_000

_FRONT_MATTER = lazy(r"\s*(?P<fence>---|\+\+\+)[ ]*\n(?P<fields>.*?)\n(?P=fence)[ ]*(?:\n|$)", re.DOTALL)
_FIELD = lazy(r"(?P<name>[A-Za-z][\w -]{0,40}?)\s*[:=]\s*(?P<value>.*)")
_NAMES = {
    "headline": ("title", "headline"),
    "byline": ("author", "authors", "byline", "by", "creator"),
    "published": (
        "date", "published", "published_at", "publishdate", "publish_date", "pubdate", "datepublished", "created",
    ),
    "url": ("canonical", "canonical_url", "canonicalurl", "url", "link", "permalink", "original_url", "source_url"),
    "outlet": ("outlet", "publisher", "publication", "site", "site_name", "source", "website"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip

_FENCE = lazy(r"(```|~~~)")
_HEADING = lazy(r"#{1,6}\s+(?P<words>.*?)\s*#*$")
_UNDERLINE = lazy(r"(?:=+|-+)$")
_RULE = lazy(r"(?:[*_-][ ]?){3,}$")
_DEFINITION = lazy(r"\[\^?[^\]]{1,100}\]:")
_TABLE_RULE = lazy(r"\|?[ :|-]*--[ :|-]*$")
_MARKER = lazy(r"(?:> ?)+|(?:[-*+]|\d{1,3}[.)]) +(?:\[[ xX]\] +)?")
_COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
_IMAGE = lazy(r"!\[[^\[\]\n]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,100}\])?")
_LINK = lazy(
    r"(?<!\\)\[(?P<words>[^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|"
    r"\[[^\[\]\n]{0,100}\])"
)
_FOOTNOTE = lazy(r"\[\^[^\[\]\n]{1,50}\]")
_AUTOLINK = lazy(r"<(?:https?|mailto):[^<>\s]{1,2000}>")
_TAG = lazy(r"</?[A-Za-z][^<>\n]{0,500}>")
_STRONG = lazy(r"(?<![\\*])\*{1,3}(?=\S)([^*\n]{1,2000}?)(?<=\S)\*{1,3}(?!\*)")
_UNDERSCORES = lazy(r"(?<![\w\\])_{1,3}(?=\S)([^_\n]{1,2000}?)(?<=\S)_{1,3}(?!\w)")
_STRUCK = lazy(r"~~([^~\n]{1,2000})~~")
_CODE = lazy(r"`+([^`\n]{1,2000})`+")
_ESCAPED = lazy(r"\\([\\`*_{}\[\]()#+.!>~|-])")


def read_markdown(text: str, *, headline: str | None = None) -> Parts:
    """Return the parts of a Markdown text whose characters are clean already."""
    fields, text = _front_matter(text)
    blocks = _blocks(_COMMENT.sub("", text))
    title = headline or fields.get("headline")
    if title is None and blocks and blocks[0][0]:
        title = _words(blocks[0][1])
    cleaned = clean_lines([_words(words) for _, words in blocks[:MOST_LINES]], headline=title)
    return Parts(
        paragraphs=cleaned.paragraphs,
        headline=title,
        byline=fields.get("byline") or cleaned.byline,
        published_at=parse_published(fields.get("published", "")) or cleaned.published_at,
        language=fields.get("language"),
        url=fields.get("url"),
        outlet=fields.get("outlet"),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields we know of the front matter (simple YAML or TOML: scalars and lists), and what follows it."""
    match = _FRONT_MATTER.match(text[:LONGEST_FRONT_MATTER])
    if match is None:
        return {}, text
    given = dict(_fields(match["fields"].split("\n")))
    known = {
        ours: next(given[name] for name in names if given.get(name))
        for ours, names in _NAMES.items()
        if any(given.get(name) for name in names)
    }
    if "outlet" in known and known["outlet"].startswith(("http://", "https://")):
        known.setdefault("url", known.pop("outlet"))
    return known, text[match.end() :]


def _fields(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    name, values = "", list[str]()
    for line in lines:
        listed = line.removeprefix("- ") if line.startswith("- ") else None
        match = None if listed is not None else _FIELD.match(line)
        if listed is not None:
            values.append(_scalar(listed))
        elif match:
            yield name, ", ".join(values)
            name, values = match["name"].strip().lower(), _values(match["value"].strip())
    yield name, ", ".join(values)


def _values(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [scalar for scalar in map(_scalar, value[1:-1].split(",")) if scalar]
    return [_scalar(value)] if _scalar(value) else []


def _scalar(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'")
    value = value.split(" #", 1)[0].strip()
    return "" if value in {"null", "~", "|", ">", ">-", "|-"} else value.removeprefix("name: ")


def _blocks(text: str) -> list[tuple[bool, str]]:
    """Return the blocks in order: whether each is a heading, and its words with their inline markup still in.

    Code and tables are left out.
    """
    blocks: list[tuple[bool, str]] = []
    paragraph: list[str] = []
    fence = ""

    def close() -> None:
        if paragraph:
            blocks.append((False, " ".join(paragraph)))
            paragraph.clear()

    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if fence or opened:
            close()
            fence = "" if opened and fence == opened[1] else fence or (opened[1] if opened else "")
            continue
        heading = _HEADING.match(line)
        marker = _MARKER.match(line)
        if _UNDERLINE.fullmatch(line) and paragraph:
            blocks.append((True, " ".join(paragraph)))
            paragraph.clear()
        elif not line or _RULE.fullmatch(line) or _DEFINITION.match(line) or _TABLE_RULE.fullmatch(line):
            close()
        elif heading:
            close()
            blocks.append((True, heading["words"]))
        elif line.startswith("|"):
            close()
        elif marker:
            if not line.startswith(">"):
                close()
            paragraph.append(line[marker.end() :])
        else:
            paragraph.append(line)
    close()
    return blocks


def _words(block: str) -> str:
    """Return a block without inline markup: the words of its links and emphasis, nothing of its images."""
    block = _AUTOLINK.sub("", _FOOTNOTE.sub("", _IMAGE.sub("", block)))
    block = _LINK.sub(lambda match: match["words"], block)
    for emphasis in (_CODE, _STRONG, _STRONG, _UNDERSCORES, _STRUCK):
        block = emphasis.sub(r"\1", block)
    return _ESCAPED.sub(r"\1", " ".join(_TAG.sub("", block).split(" "))).strip()
