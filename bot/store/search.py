"""Full-text search over the stored articles; whatever a reader types is words, never query syntax."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, bindparam, text

from bot.model import ArticleId, StoryId
from bot.store.columns import EPOCH, Instant
from bot.store.engine import Database
from bot.topics import words_of

_MOST_WORDS = 12

_ON_SQLITE = """
SELECT a.id, a.story_id, a.headline, a.url, a.outlet, a.published_at, a.added_at,
       snippet(article_search, 1, '', '', '…', 24) AS excerpt
FROM article_search JOIN articles a ON a.seq = article_search.rowid
WHERE article_search MATCH :query AND a.added_at >= :since
ORDER BY bm25(article_search, 4.0, 1.0), a.added_at DESC LIMIT :limit
"""
_ON_POSTGRESQL = """
SELECT a.id, a.story_id, a.headline, a.url, a.outlet, a.published_at, a.added_at,
       ts_headline('english', left(a.body, 20000), q,
                   'StartSel="", StopSel="", MaxFragments=1, MaxWords=24, MinWords=12') AS excerpt
FROM articles a, websearch_to_tsquery('english', :query) q
WHERE a.search_vector @@ q AND a.added_at >= :since
ORDER BY ts_rank(a.search_vector, q) DESC, a.added_at DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that has all the words, and a stretch of it around them."""

    article_id: ArticleId
    story_id: StoryId
    headline: str | None
    url: str | None
    outlet: str | None
    published_at: datetime | None
    added_at: datetime
    excerpt: str


class Search:
    """The full-text index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def articles(self, query: str, limit: int = 10, *, since: datetime = EPOCH) -> tuple[Hit, ...]:
        """Return the articles that have all these words, best first; none for a query without words."""
        words = words_of(query)[:_MOST_WORDS]
        if not words:
            return ()
        statement = self._statement(words).bindparams(since=since, limit=limit)
        return tuple(
            Hit(
                article_id=ArticleId(row.id),
                story_id=StoryId(row.story_id),
                headline=row.headline,
                url=row.url,
                outlet=row.outlet,
                published_at=row.published_at,
                added_at=row.added_at,
                excerpt=" ".join(row.excerpt.split()),
            )
            for row in await self._database.rows(statement.columns(published_at=Instant, added_at=Instant))
        )

    def _statement(self, words: tuple[str, ...]) -> TextClause:
        quoted = " ".join(f'"{word}"' for word in words)
        chosen = _ON_SQLITE if self._database.is_sqlite else _ON_POSTGRESQL
        return text(chosen).bindparams(bindparam("since", type_=Instant), query=quoted)
