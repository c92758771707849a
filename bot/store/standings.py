"""Where each speaker stands on a topic, kept up to date as lines come and go, so that no answer walks the ledger."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, delete, or_, select

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
        found = [(group, await _standing(tx, group)) for group in sorted(touched)]
        gone = [_named(group) for group, standing in found if standing is None]
        rows = [{**group._asdict(), **standing} for group, standing in found if standing is not None]
        if gone:
            await tx.execute(_GONE, gone)
        if rows:
            await tx.execute(upsert(tx.dialect, standings, replace=_WHERE_THEY_STAND), rows)


_WHERE_THEY_STAND = ("at", "figure_id", "previous_figure_id", "first_figure_id")


def _named(group: Group) -> dict[str, str]:
    """Give a group's parts names that are no columns: a statement's own may not be those."""
    return {f"its_{name}": value for name, value in group._asdict().items()}


def _is_of_group(columns: Any, *, but: tuple[str, ...] = ()) -> ColumnElement[bool]:
    return and_(*(columns[name] == bindparam(f"its_{name}") for name in Group._fields if name not in but))


_GONE = delete(standings).where(_is_of_group(standings.c))
_ELSEWHERE = select(standings.c.place_key).where(_is_of_group(standings.c, but=("place_key",)))


async def _elsewhere(tx: Tx, group: Group) -> list[Group]:
    """The same speaker's standings at named places: what names no place may come before those."""
    return [group._replace(place_key=row[0]) for row in await tx.rows(_ELSEWHERE, _named(group))]


def _lines(*chosen: ColumnElement[bool]) -> Select[Any]:
    """The lines of a speaker on one thing, newest first."""
    lines = topic_lines.c
    return (
        select(lines.id, lines.article_id, lines.figure_id, lines.at, lines.place_key, lines.value_key)
        .where(_is_of_group(lines, but=("place_key",)), *chosen)
        .order_by(lines.at.desc(), lines.id.desc())
    )


_HERE = topic_lines.c.place_key == bindparam("its_place_key")
_HERE_OR_NOWHERE = or_(_HERE, topic_lines.c.place_key == "")
_AROUND = _lines(_HERE_OR_NOWHERE).limit(_RECENT)
_HERE_ALONE = _lines(_HERE).limit(_RECENT)
_FIRST_ALIKE = (
    _lines(_HERE, topic_lines.c.value_key == bindparam("value"))
    .order_by(None)
    .order_by(topic_lines.c.at, topic_lines.c.id)
    .limit(1)
)
_LAST_OTHER = _lines(
    _HERE_OR_NOWHERE, topic_lines.c.value_key != bindparam("value"), topic_lines.c.at < bindparam("before")
).limit(1)


async def _standing(tx: Tx, group: Group) -> dict[str, Any] | None:
    """Find newest line, last other value and first time of the newest value; None where no line is left.

    Of several lines of one article and date the first is taken, and none of the others is "before" it: they are
    about different things. What the speaker said before without naming a place may be about this one.
    """
    its = _named(group)
    around = await tx.rows(_AROUND, its)
    has_all = len(around) < _RECENT
    newest = _newest([line for line in around if line.place_key == group.place_key])
    if newest is None and not has_all:
        newest = _newest(await tx.rows(_HERE_ALONE, its))
    if newest is None:
        return None
    asked = {**its, "value": newest.value_key}
    first = _first_alike(group, newest, around) if has_all else await tx.row(_FIRST_ALIKE, asked)
    previous = next((line for line in around if line.at < newest.at and line.value_key != newest.value_key), None)
    if previous is None and not has_all:
        previous = await tx.row(_LAST_OTHER, {**asked, "before": newest.at})
    return {
        "at": newest.at,
        "figure_id": newest.figure_id,
        "previous_figure_id": previous.figure_id if previous else None,
        "first_figure_id": first.figure_id if first else newest.figure_id,
    }


def _newest(lines: Sequence[Row[Any]]) -> Row[Any] | None:
    """Return the first line of the newest article among lines that are ordered newest first."""
    if not lines:
        return None
    last = lines[0]
    return min((each for each in lines if (each.article_id, each.at) == (last.article_id, last.at)), key=lambda e: e.id)


def _first_alike(group: Group, newest: Row[Any], lines: Sequence[Row[Any]]) -> Row[Any]:
    """Return the oldest line at the group's place that has the newest one's value, among all lines there are."""
    alike = [line for line in lines if line.place_key == group.place_key and line.value_key == newest.value_key]
    return min(alike, key=lambda line: (line.at, line.id))
