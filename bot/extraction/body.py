"""From a raw document to an article: clean body, headline, byline, publication date, language."""

import hashlib

from bot.model import Article, ArticleId, Document


def read_document(document: Document) -> Article:
    """Return the article of a document. Raises ArticleError if there is no text in it."""
    digest = hashlib.blake2s(document.text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    return Article(
        id=ArticleId(digest),
        body=document.text,
        headline=document.headline,
        byline=document.byline,
        published_at=document.published_at,
        url=document.url,
        outlet=document.outlet,
    )
