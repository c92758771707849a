"""The ledger: every figure a row, every figure that answers a topic a line, and where each speaker stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, insert, select

from bot.model import ArticleId, Brief, Topic
from bot.store.dialect import insert_new
from bot.store.engine import Database, Tx
from bot.store.keys import UNATTRIBUTED, wanted_words
from bot.store.lines import LedgerLine, Standing, figure_row, figures_query, line_row, lines_of, to_line
from bot.store.standings import Group, Standings
from bot.store.tables import articles, figures, standings, topic_lines
from bot.store.topics import Topics
from bot.topics import topics_of

__all__ = ["Ledger", "LedgerLine", "Standing"]

_NEWEST = (
    select(standings.c.topic, standings.c.figure_id)
    .where(standings.c.topic == bindparam("on_topic"))
    .order_by(standings.c.at.desc())
    .limit(bindparam("most"))
    .subquery()
)
_CURRENT = (
    select(topic_lines)
    .join(_NEWEST, and_(topic_lines.c.topic == _NEWEST.c.topic, topic_lines.c.figure_id == _NEWEST.c.figure_id))
    .subquery()
)
_CURRENT_LINES = lines_of(_CURRENT).order_by(_CURRENT.c.at.desc(), _CURRENT.c.id.desc())


class Ledger:
    """Figures, topic lines and standings."""

    def __init__(self, database: Database, topics: Topics) -> None:
        self._database = database
        self._topics = topics
        self.standings = Standings()

    async def lines(
        self,
        topic: str,
        *,
        place: str | None = None,
        speaker: str | None = None,
        since: datetime | None = None,
        before: datetime | None = None,
        limit: int = 20,
    ) -> tuple[LedgerLine, ...]:
        """Return the lines on a topic, newest first; `place` and `speaker` are words of their names."""
        chosen = [topic_lines.c.topic == topic]
        for column, words in ((topic_lines.c.place_key, place), (topic_lines.c.speaker_key, speaker)):
            if words:
                keys = await self._keys_like(topic, column.name, words)
                if not keys:
                    return ()
                chosen.append(column.in_(keys))
        if since is not None:
            chosen.append(topic_lines.c.at >= since)
        if before is not None:
            chosen.append(topic_lines.c.at < before)
        newest = (
            select(topic_lines)
            .where(*chosen)
            .order_by(topic_lines.c.at.desc(), topic_lines.c.id.desc())
            .limit(limit)
            .subquery()
        )
        query = lines_of(newest).order_by(newest.c.at.desc(), newest.c.id.desc())
        return tuple(to_line(row) for row in await self._database.rows(query))

    async def latest_per_speaker(
        self,
        topic: str,
        *,
        place: str | None = None,
        speaker: str | None = None,
        since: datetime | None = None,
        limit: int = 50,
    ) -> tuple[Standing, ...]:
        """Return where each speaker stands on a topic, per thing counted and place, newest first."""
        query = select(standings).where(standings.c.topic == topic).order_by(standings.c.at.desc()).limit(limit)
        for column, words in ((standings.c.place_key, place), (standings.c.speaker_key, speaker)):
            for word in wanted_words(words):
                query = query.where(column.contains(word, autoescape=True))
        if since is not None:
            query = query.where(standings.c.at >= since)
        rows = await self._database.rows(query)
        wanted = {
            figure_id
            for row in rows
            for figure_id in (row.figure_id, row.previous_figure_id, row.first_figure_id)
            if figure_id is not None
        }
        lines = await self._by_figure(topic, sorted(wanted))
        return tuple(
            Standing(
                line=lines[row.figure_id],
                previous=lines.get(row.previous_figure_id),
                first_reported=lines[row.first_figure_id],
            )
            for row in rows
            if row.figure_id in lines and row.first_figure_id in lines
        )

    async def current_lines(self, topic: str, limit: int = 50) -> tuple[LedgerLine, ...]:
        """Return each speaker's newest line on a topic, per thing counted and place, newest first."""
        rows = await self._database.rows(_CURRENT_LINES, {"on_topic": topic, "most": limit})
        return tuple(to_line(row) for row in rows)

    async def lines_of(self, article_id: ArticleId, *, tx: Tx | None = None) -> tuple[LedgerLine, ...]:
        """Return every topic line of one article, in order of appearance; within `tx` also one not yet committed."""
        chosen = select(topic_lines).where(topic_lines.c.article_id == article_id).subquery()
        query = lines_of(chosen).order_by(figures.c.position, chosen.c.topic)
        rows = await (tx or self._database).rows(query)
        return tuple(to_line(row) for row in rows)

    async def latest_figures(
        self, *, since: datetime | None = None, before: datetime | None = None, limit: int = 20
    ) -> tuple[LedgerLine, ...]:
        """Return the newest figures on whatever subject, newest first; their `topic` is ""."""
        query = figures_query().order_by(figures.c.at.desc(), figures.c.id).limit(limit)
        if since is not None:
            query = query.where(figures.c.at >= since)
        if before is not None:
            query = query.where(figures.c.at < before)
        return tuple(to_line(row) for row in await self._database.rows(query))

    async def places(self, topic: str, limit: int = 25) -> tuple[str, ...]:
        """Return the places lines on a topic are about, latest first, for completion."""
        return await self._latest_keys(topic, "place_key", limit)

    async def speakers(self, topic: str, limit: int = 25) -> tuple[str, ...]:
        """Return the speaker keys of lines on a topic, latest first, for completion."""
        keys = await self._latest_keys(topic, "speaker_key", limit * 2)
        return tuple(key for key in keys if UNATTRIBUTED not in key)[:limit]

    async def add(self, tx: Tx, brief: Brief, answers: Sequence[Sequence[str]] | None = None) -> None:
        """Store a brief's figures, and as lines those that answer a topic; `answers`: which, where that is known."""
        await self._add(tx, brief)
        await self._answer(tx, brief, topics_of(await self._topics.all(tx), brief) if answers is None else answers)

    async def replace(self, tx: Tx, brief: Brief) -> None:
        """Store the figures of an article's corrected version in place of the former ones."""
        former = await self.standings.groups_of(tx, select(articles.c.id).where(articles.c.id == brief.article.id))
        await tx.execute(delete(figures).where(figures.c.article_id == brief.article.id))
        await self.add(tx, brief)
        await self.standings.restand(tx, former)

    async def rematch(self, tx: Tx, topic: Topic, briefs: Iterable[Brief]) -> int:
        """Add the lines that stored briefs have on a new topic; returns how many there are."""
        count = 0
        for brief in briefs:
            count += await self._answer(tx, brief, topics_of((topic,), brief))
        return count

    async def clear(self, tx: Tx, topic: str) -> None:
        """Take away all lines on a topic, whose definition is about to change."""
        await tx.execute(delete(standings).where(standings.c.topic == topic))
        await tx.execute(delete(topic_lines).where(topic_lines.c.topic == topic))

    async def _add(self, tx: Tx, brief: Brief) -> None:
        now = tx.clock.now()
        rows = [figure_row(brief, position, figure, now) for position, figure in enumerate(brief.figures)]
        if rows:
            await tx.execute(insert(figures), rows)

    async def _answer(self, tx: Tx, brief: Brief, answers: Sequence[Sequence[str]]) -> int:
        if not any(answers):
            return 0
        query = select(figures.c.id, figures.c.position, figures.c.at).where(figures.c.article_id == brief.article.id)
        stored = {row.position: row for row in await tx.rows(query)}
        rows = [
            line_row(name, brief, brief.figures[position], stored[position])
            for position, names in enumerate(answers)
            if position in stored
            for name in names
        ]
        if rows:
            await tx.execute(insert_new(tx.dialect, topic_lines), rows)
        await self.standings.restand(tx, {Group(*(row[name] for name in Group._fields)) for row in rows})
        return len(rows)

    async def _keys_like(self, topic: str, column: str, words: str) -> list[str]:
        query = select(standings.c[column]).where(standings.c.topic == topic).distinct()
        for word in wanted_words(words):
            query = query.where(standings.c[column].contains(word, autoescape=True))
        return [row[0] for row in await self._database.rows(query)]

    async def _latest_keys(self, topic: str, column: str, limit: int) -> tuple[str, ...]:
        query = (
            select(standings.c[column])
            .where(standings.c.topic == topic, standings.c[column] != "")
            .order_by(standings.c.at.desc())
            .limit(limit * 20)
        )
        return tuple(dict.fromkeys(row[0] for row in await self._database.rows(query)))[:limit]

    async def _by_figure(self, topic: str, figure_ids: Sequence[int]) -> dict[int, LedgerLine]:
        if not figure_ids:
            return {}
        chosen = (
            select(topic_lines).where(topic_lines.c.topic == topic, topic_lines.c.figure_id.in_(figure_ids)).subquery()
        )
        return {row.figure_id: to_line(row) for row in await self._database.rows(lines_of(chosen))}
