"""Articles as JSON: our own simple fields, feeds' fields, and schema.org's NewsArticle."""

import json
from collections.abc import Iterable, Mapping

from bot.errors import ArticleError

MOST_OBJECTS = 200
"""How many objects of a document are looked at for one with text."""

_FIELDS = {
    "headline": ("headline", "title", "name"),
    "text": (
        "body", "text", "content", "articleBody", "content_text", "content_html", "article", "description", "summary",
    ),
    "published": (
        "published_at", "datePublished", "date_published", "published", "date", "pubDate", "publishedAt", "created_at",
    ),
    "byline": ("byline", "author", "authors", "creator"),
    "url": ("url", "canonical_url", "canonical", "link", "mainEntityOfPage", "@id"),
    "outlet": ("outlet", "publisher", "source", "site_name", "publication"),
    "language": ("language", "inLanguage", "lang"),
}  # fmt: skip


def read_fields(text: str) -> dict[str, str]:
    """Return the fields of the first article in a JSON text under our names: headline, text, published, byline …

    Raises ArticleError where the text is not JSON or no object in it has text.
    """
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArticleError("The file is not valid JSON: check that it is complete.") from error
    fields = max(map(article_fields, _objects(found)), key=lambda fields: len(fields.get("text", "")), default={})
    if "text" not in fields:
        raise ArticleError('The JSON has no article text: give it a field "body" or "text".')
    return fields


def article_fields(record: Mapping[str, object]) -> dict[str, str]:
    """Return what a JSON object says under our names; fields that are empty or no text are left out."""
    found: dict[str, str] = {}
    for ours, theirs in _FIELDS.items():
        for name in theirs:
            words = _words_of(record.get(name))
            if words:
                found[ours] = words
                break
    return found


def _objects(found: object) -> Iterable[Mapping[str, object]]:
    """Yield the objects of a document breadth first, without recursion."""
    waiting, seen = [found], 0
    while waiting and seen < MOST_OBJECTS:
        thing = waiting.pop(0)
        seen += 1
        if isinstance(thing, dict):
            yield thing
            waiting += [thing[name] for name in ("@graph", "article", "articles", "items", "data") if name in thing]
        elif isinstance(thing, list):
            waiting += thing[:MOST_OBJECTS]


def _words_of(value: object) -> str:
    """Return the text of a value: a string, the name or address of an object, or several of them."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        named = (value.get(name) for name in ("name", "@id", "url"))
        return next((words.strip() for words in named if isinstance(words, str) and words.strip()), "")
    if isinstance(value, list):
        listed = value[:20]
        texts = [words for words in (_words_of(each) if not isinstance(each, list) else "" for each in listed) if words]
        return ", ".join(dict.fromkeys(texts)) if len(texts) < 10 else "\n\n".join(texts)
    return ""
