"""Where each speaker stands on a topic, kept up to date as lines come and go, so that no answer walks the ledger."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, delete, select

from bot.store.dialect import upsert
from bot.store.engine import Tx
from bot.store.tables import standings, topic_lines

_RECENT = 40
"""Lines of one group read at once: newest and previous are nearly always among them."""


class Group(NamedTuple):
    """What one standing is about: a speaker, the thing counted, the place."""

    topic: str
    counted: str
    place_key: str
    speaker_key: str


class Standings:
    """The standings table."""

    async def groups_of(self, tx: Tx, chosen: Select[Any]) -> set[Group]:
        """Return the groups in which the articles whose ids are chosen have lines."""
        lines = topic_lines.c
        query = (
            select(lines.topic, lines.counted, lines.place_key, lines.speaker_key)
            .where(lines.article_id.in_(chosen))
            .distinct()
        )
        return {Group(**row._mapping) for row in await tx.rows(query)}

    async def restand(self, tx: Tx, groups: Iterable[Group]) -> None:
        """Find anew where speakers stand after lines came or went."""
        touched = set(groups)
        for group in [group for group in touched if not group.place_key]:
            touched.update(await _elsewhere(tx, group))
        for group in sorted(touched):
            await _stand(tx, group)


async def _elsewhere(tx: Tx, group: Group) -> list[Group]:
    """The same speaker's standings at named places: what names no place may come before those."""
    same = and_(*(standings.c[name] == getattr(group, name) for name in Group._fields if name != "place_key"))
    query = select(standings.c.place_key).where(same)
    return [group._replace(place_key=row[0]) for row in await tx.rows(query)]


async def _stand(tx: Tx, group: Group) -> None:
    """Find newest line, last other value and first time of the newest value.

    Of several lines of one article and date the first is taken, and none of the others is "before" it: they are
    about different things. What the speaker said before without naming a place may be about this one.
    """
    lines = topic_lines.c
    around = await tx.rows(_lines(group, lines.place_key.in_({group.place_key, ""})).limit(_RECENT))
    newest = _newest([line for line in around if line.place_key == group.place_key])
    if newest is None and len(around) == _RECENT:
        newest = _newest(await tx.rows(_lines(group, lines.place_key == group.place_key).limit(_RECENT)))
    if newest is None:
        await tx.execute(
            delete(standings).where(*(standings.c[name] == getattr(group, name) for name in Group._fields))
        )
        return
    alike = and_(lines.place_key == group.place_key, lines.value_key == newest.value_key)
    first = await tx.row(_lines(group, alike).order_by(None).order_by(lines.at, lines.id).limit(1))
    values = {
        "at": newest.at,
        "figure_id": newest.figure_id,
        "previous_figure_id": await _previous(tx, group, newest, around),
        "first_figure_id": first.figure_id if first else newest.figure_id,
    }
    await tx.execute(upsert(tx.dialect, standings, {**group._asdict(), **values}, replace=tuple(values)))


def _newest(lines: Sequence[Row[Any]]) -> Row[Any] | None:
    """Return the first line of the newest article among lines that are ordered newest first."""
    if not lines:
        return None
    last = lines[0]
    return min((each for each in lines if (each.article_id, each.at) == (last.article_id, last.at)), key=lambda e: e.id)


async def _previous(tx: Tx, group: Group, newest: Row[Any], around: Sequence[Row[Any]]) -> int | None:
    """Return the figure of the last line before the newest that gives another value."""
    for line in around:
        if line.at < newest.at and line.value_key != newest.value_key:
            return int(line.figure_id)
    if len(around) < _RECENT:
        return None
    lines = topic_lines.c
    other = and_(lines.place_key.in_({group.place_key, ""}), lines.value_key != newest.value_key, lines.at < newest.at)
    row = await tx.row(_lines(group, other).limit(1))
    return int(row.figure_id) if row else None


def _lines(group: Group, chosen: ColumnElement[bool]) -> Select[Any]:
    """The lines of a speaker on one thing, newest first."""
    lines = topic_lines.c
    return (
        select(topic_lines)
        .where(
            lines.topic == group.topic, lines.counted == group.counted, lines.speaker_key == group.speaker_key, chosen
        )
        .order_by(lines.at.desc(), lines.id.desc())
    )
