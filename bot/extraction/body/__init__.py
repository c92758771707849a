"""From a raw document to an article: clean body, headline, byline, publication date, language."""

import hashlib
import re
from dataclasses import replace

from bot.errors import ArticleError
from bot.extraction.body.characters import clean_characters, is_binary
from bot.extraction.body.json_article import read_fields
from bot.extraction.body.language import detect_language
from bot.extraction.body.markdown import read_markdown
from bot.extraction.body.parts import Parts
from bot.extraction.body.published import parse_published
from bot.extraction.body.text import read_text
from bot.extraction.patterns import lazy
from bot.links import canonical_url, is_same_site, is_web_address
from bot.model import Article, ArticleId, Document, MediaType

__all__ = ["LONGEST_BODY", "read_document"]

LONGEST_BODY = 1_000_000
"""Characters; a longer body is cut at the paragraph before."""
LONGEST_LINE_OF_METADATA = 500
DEFAULT_LANGUAGE = "en"

_MARKUP = lazy(
    r"<(?:p|div|br|h[1-6]|ul|ol|li|blockquote|article|span|a|em|strong|figure|table)\b[^<>]{0,500}>", re.IGNORECASE
)
_LANGUAGE_TAG = lazy(r"([A-Za-z]{2})(?:[-_].*)?")


def read_document(document: Document) -> Article:
    """Return the article of a document; a raw one keeps its text unchanged as the body.

    What is known from outside (a feed's headline, date, link) goes before what the document says of itself, but
    for a canonical address on the same site. Raises ArticleError if there is no text in it.
    """
    if document.raw:
        return _raw_article(document)
    if is_binary(document.text):
        raise ArticleError("This is not text: the file looks binary or is in an unknown encoding.")
    parts = _read(document)
    body = _cut("\n\n".join(parts.paragraphs))
    if not any(character.isalpha() for character in body):
        raise ArticleError("There is no article text in it.")
    url = _address(parts.url, document.url)
    headline = _line(document.headline) or _line(parts.headline)
    return Article(
        id=_article_id(url, headline, body),
        body=body,
        headline=headline,
        byline=_byline(document.byline) or _byline(parts.byline),
        published_at=document.published_at or parts.published_at,
        language=_language(body, parts.language),
        url=url,
        outlet=_line(document.outlet) or _line(parts.outlet),
    )


def _raw_article(document: Document) -> Article:
    if not document.text.strip():
        raise ArticleError("The text is empty.")
    return Article(
        id=_article_id(document.url, document.headline, document.text),
        body=document.text,
        headline=_line(document.headline),
        byline=_byline(document.byline),
        published_at=document.published_at,
        language=_language(document.text, None),
        url=_address(None, document.url),
        outlet=_line(document.outlet),
    )


def _read(document: Document) -> Parts:
    headline = _line(document.headline)
    match document.media_type:
        case MediaType.HTML:
            return _read_html(document.text, document.url, headline)
        case MediaType.MARKDOWN:
            return read_markdown(clean_characters(document.text), headline=headline)
        case MediaType.JSON:
            return _read_json(document)
        case MediaType.TEXT:
            return read_text(clean_characters(document.text), headline=headline)


def _read_html(page: str, url: str | None, headline: str | None) -> Parts:
    from bot.extraction.body.html import read_html  # noqa: PLC0415 - lxml and trafilatura: 0.3 s that text need not wait

    return read_html(page, url=url, headline=headline)


def _read_json(document: Document) -> Parts:
    fields = read_fields(document.text)
    headline = _line(document.headline) or _line(fields.get("headline"))
    text = fields["text"]
    if _MARKUP.search(text, 0, 20_000):
        parts = _read_html(text, document.url, headline)
    elif headline:
        parts = read_text(clean_characters(text), headline=headline)
    else:
        parts = read_text(clean_characters(text))
    return replace(
        parts,
        headline=headline or parts.headline,
        byline=fields.get("byline") or parts.byline,
        published_at=parse_published(fields.get("published", "")) or parts.published_at,
        language=fields.get("language") or parts.language,
        url=fields.get("url") or parts.url,
        outlet=fields.get("outlet") or parts.outlet,
    )


def _cut(body: str) -> str:
    if len(body) <= LONGEST_BODY:
        return body
    end = body.rfind("\n\n", 0, LONGEST_BODY)
    return body[: end if end > 0 else LONGEST_BODY]


def _address(found: str | None, given: str | None) -> str | None:
    """Return the address the page calls canonical if it may: a web address on the site the article came from."""
    given = given if given and is_web_address(given) else None
    found = found if found and is_web_address(found) else None
    if found and (given is None or is_same_site(found, given)):
        return found
    return given


def _line(words: str | None) -> str | None:
    """Return clean words on one line, None if there are none."""
    words = " ".join(clean_characters(words).split())[:LONGEST_LINE_OF_METADATA] if words else ""
    return words or None


def _byline(words: str | None) -> str | None:
    line = _line(words)
    if line is None or is_web_address(line):
        return None
    return re.sub(r"^(?:by|von|par|por)\s*:?\s+", "", line, flags=re.IGNORECASE) or None


def _language(body: str, declared: str | None) -> str:
    tag = _LANGUAGE_TAG.fullmatch((declared or "").strip()[:20])
    return detect_language(body) or (tag[1].lower() if tag else DEFAULT_LANGUAGE)


def _article_id(url: str | None, headline: str | None, body: str) -> ArticleId:
    """Return a stable id: of the canonical address where one is known, else of the words themselves."""
    known = canonical_url(url) if url and is_web_address(url) else None
    source = known or " ".join(f"{headline or ''} {body}".casefold().split())
    return ArticleId(hashlib.blake2s(source.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest())
