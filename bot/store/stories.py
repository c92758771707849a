"""Which articles tell the same story."""

from sqlalchemy import bindparam, func, select, update

from bot.model import ArticleId, Brief, Story, StoryId
from bot.store.articles import ordered
from bot.store.engine import Database, Tx
from bot.store.tables import articles

_BRIEFS = (
    select(articles)
    .where(articles.c.story_id == bindparam("story"), articles.c.id != bindparam("but_not"))
    .order_by(articles.c.seq)
)


class Stories:
    """Stories, as the articles table groups them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def story_of(self, article_id: ArticleId) -> StoryId | None:
        """Return the story an article belongs to."""
        row = await self._database.row(select(articles.c.story_id).where(articles.c.id == article_id))
        return StoryId(row[0]) if row else None

    async def get(self, story_id: StoryId, *, tx: Tx | None = None) -> Story | None:
        """Return a story with all its briefs, first one first."""
        briefs = await self.briefs_of(story_id, tx=tx)
        return Story(id=story_id, briefs=briefs) if briefs else None

    async def briefs_of(
        self, story_id: StoryId, *, tx: Tx | None = None, but_not: ArticleId | None = None
    ) -> tuple[Brief, ...]:
        """Return the briefs of a story, first one first; within `tx` also those not yet committed."""
        rows = await (tx or self._database).rows(_BRIEFS, {"story": story_id, "but_not": but_not or ""})
        return ordered(rows)

    async def outlets_of(self, story_id: StoryId) -> tuple[str, ...]:
        """Return the outlets that tell a story, first one first."""
        query = (
            select(articles.c.outlet)
            .where(articles.c.story_id == story_id, articles.c.outlet.is_not(None))
            .group_by(articles.c.outlet)
            .order_by(func.min(articles.c.seq))
        )
        return tuple(row[0] for row in await self._database.rows(query))

    async def move(self, tx: Tx, article_id: ArticleId, story_id: StoryId) -> None:
        """Put an article into another story; what was posted stays where it is."""
        await tx.execute(update(articles).where(articles.c.id == article_id).values(story_id=story_id))
