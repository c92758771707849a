"""HTML pages and fragments: the article by trafilatura, what the page says about itself by its metadata.

Importing this module costs a quarter of a second, because trafilatura and lxml do: only a document of HTML may.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import urljoin

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from bot.extraction.body.boilerplate import clean_lines
from bot.extraction.body.characters import clean_characters
from bot.extraction.body.json_article import article_fields
from bot.extraction.body.parts import Parts
from bot.extraction.body.published import parse_published
from bot.extraction.patterns import lazy

LARGEST_PAGE = 5_000_000
"""Characters of a page that are looked at; the rest is scripts or an attack."""
DEEPEST = 200
"""Pages nested deeper are flattened by our own walk: other extractors recurse."""
MOST_ELEMENTS = 20_000
"""Of pages with more, which are no articles, our own walk reads the text: trafilatura needs seconds for them."""
SHORTEST_ARTICLE = 200
"""Where trafilatura finds less than this, the page's own paragraphs are tried too."""

_PAGE = lazy(r"<(?:!doctype|html|head|body|title|article)\b", re.IGNORECASE)
_DECLARATION = lazy(r"^\s*<\?xml[^>]{0,200}\?>")
_SILENT_TAGS = """
script style noscript template svg math iframe object embed form button select option textarea input nav header footer
aside figure figcaption picture video audio canvas map title dialog menu
"""
_SILENT = frozenset(_SILENT_TAGS.split())
_BLOCK_TAGS = """
p div section article main li ul ol dl dt dd blockquote pre h1 h2 h3 h4 h5 h6 table tr br hr address body html
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_ARTICLE_TYPES = lazy(r"Article|Posting|Report", re.IGNORECASE)


def read_html(page: str, *, url: str | None = None, headline: str | None = None) -> Parts:
    """Return the parts of a page or fragment; no paragraphs where there is no text in it."""
    page = _DECLARATION.sub("", page[:LARGEST_PAGE])
    is_page = _PAGE.search(page, 0, 5000) is not None
    tree = _parsed(page)
    if tree is None:
        return Parts(paragraphs=())
    about = _Metadata(tree) if is_page else _Metadata(None)
    title = headline or about.headline
    text = (_by_trafilatura(tree) if is_page and _is_ordinary(tree) else "") or ""
    if len(text) < SHORTEST_ARTICLE:
        text = max(text, about.body, _own_text(_parsed(page)), key=len)
    cleaned = clean_lines(clean_characters(text).split("\n"), headline=title)
    return Parts(
        paragraphs=cleaned.paragraphs,
        headline=title,
        byline=about.byline or cleaned.byline,
        published_at=about.published_at or cleaned.published_at,
        language=about.language,
        url=urljoin(url or "", about.url) if about.url else None,
        outlet=about.outlet,
    )


def _parsed(page: str) -> lxml_html.HtmlElement | None:
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _is_ordinary(tree: lxml_html.HtmlElement) -> bool:
    """Say whether a page is neither so deep nor so large that only our own walk may read it."""
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            return False
    return True


def _by_trafilatura(tree: lxml_html.HtmlElement) -> str | None:
    """Return the main text trafilatura finds; it guards itself against most pages, and we against the rest."""
    try:
        found: str | None = trafilatura.extract(
            tree, fast=True, include_comments=False, include_tables=False, with_metadata=False, deduplicate=False
        )
    except Exception:  # noqa: BLE001 - a page must not stop the others; our own walk reads it instead
        return None
    return found


def _own_text(tree: lxml_html.HtmlElement | None) -> str:
    """Return the text of a page, one line per block, without scripts, navigation and captions; no recursion."""
    if tree is None:
        return ""
    pieces: list[str] = []
    silent_depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent_depth += tag in _SILENT
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append(" ".join((element.text or "").split("\n")) if not silent_depth else "")
        else:
            silent_depth -= tag in _SILENT
            pieces.append("\n" if tag in _BLOCKS else "")
            pieces.append(" ".join((element.tail or "").split("\n")) if not silent_depth else "")
    return "".join(pieces)


class _Metadata:
    """What a page says about itself: JSON-LD first, then OpenGraph and other meta elements, then its markup."""

    def __init__(self, tree: lxml_html.HtmlElement | None) -> None:
        self._tree = tree
        self._meta = dict(_meta_elements(tree)) if tree is not None else {}
        self._linked = _linked_article(tree) if tree is not None else {}
        self.headline = self._first(
            self._linked.get("headline"), self._named("og:title", "twitter:title"), self._of("h1")
        )
        self.headline = self.headline or _without_site(self._of("title"), self._named("og:site_name"))
        self.byline = self._first(
            self._linked.get("byline"), self._named("author", "article:author", "byl", "dc.creator")
        )
        self.outlet = self._first(self._named("og:site_name", "application-name"), self._linked.get("outlet"))
        self.body = self._linked.get("text", "")

    @property
    def published_at(self) -> datetime | None:
        """The date of first publication."""
        dates = (
            self._linked.get("published"),
            self._named("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "dc.date"),
            self._attribute("//time[@datetime]", "datetime"),
        )
        return next((found for found in map(parse_published, filter(None, dates)) if found), None)

    @property
    def url(self) -> str | None:
        """The canonical address, perhaps relative."""
        return self._first(
            self._attribute("//link[@rel='canonical']", "href"), self._named("og:url"), self._linked.get("url")
        )

    @property
    def language(self) -> str | None:
        """The language the page declares."""
        return self._first(
            self._attribute("/html[@lang]", "lang"), self._linked.get("language"), self._named("og:locale")
        )

    def _named(self, *names: str) -> str | None:
        return self._first(*(self._meta.get(name) for name in names))

    def _attribute(self, path: str, name: str) -> str | None:
        found = self._tree.xpath(path) if self._tree is not None else []
        return found[0].get(name) if found else None

    def _of(self, tag: str) -> str | None:
        found = self._tree.find(f".//{tag}") if self._tree is not None else None
        return found.text_content() if found is not None else None

    @staticmethod
    def _first(*candidates: str | None) -> str | None:
        lines = (" ".join(clean_characters(words).split()) for words in candidates if words)
        return next((line for line in lines if line and not line.startswith(("https://www.facebook.com",))), None)


def _meta_elements(tree: lxml_html.HtmlElement) -> Iterator[tuple[str, str]]:
    for element in reversed(tree.xpath("//meta[@content]")):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content").strip():
            yield name.lower(), element.get("content")


def _linked_article(tree: lxml_html.HtmlElement) -> dict[str, str]:
    """Return the fields of the page's JSON-LD article, if it has one."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            found: object = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for record in _records(found):
            if _ARTICLE_TYPES.search(str(record.get("@type"))[:200]):
                fields = article_fields(record)
                fields.pop("text", None)
                body = record.get("articleBody")
                return fields | ({"text": body} if isinstance(body, str) else {})
    return {}


def _records(found: object) -> Iterable[Mapping[str, object]]:
    listed = found if isinstance(found, list) else [found]
    for thing in listed[:100]:
        if isinstance(thing, dict):
            yield thing
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (each for each in graph[:100] if isinstance(each, dict))


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return a page's title without the name of the site at its end ("Lamps lost | The Tarn Herald")."""
    if not title:
        return None
    title = " ".join(title.split())
    for mark in (" | ", " – ", " — ", " - "):
        head, _, tail = title.rpartition(mark)
        if head and (tail == site or (len(head) > 20 and len(tail) <= 40 and site is None)):
            return head
    return title
