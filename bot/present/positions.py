"""Which lines an answer shows, and together with which: one position a speaker, told once. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.model import Change
from bot.outcomes import Outcome
from bot.present.comparable import is_on_top, measure_the_same
from bot.present.wording import credit
from bot.store.ledger import LedgerLine, Standing

Identity = tuple[str, str, str]

_SAME_TIME = timedelta(hours=36)
"""How far apart two figures may be and still be about the same state of things."""


def one_position_each(standings: Sequence[Standing]) -> list[Standing]:
    """Fold what one speaker says on one thing in one story into the newest line, the one before it beside it.

    Outlets name the place of one toll now as the town, now as the region. Only an article that itself gives two
    figures, one per place, says that they are two things.
    """
    told: dict[tuple[str, str, str], list[Standing]] = {}
    voices = _voices(standings)
    for standing in standings:
        line = standing.line
        told.setdefault((line.counted, line.story_id, voices[identity(line)]), []).append(standing)
    folded: dict[Identity, Standing | None] = {}
    for members in told.values():
        articles = {member.line.article_id for member in members}
        if len(articles) == len(members) > 1 and members[0].line.is_attributed:
            folded |= _folded(members)
    kept = (folded.get(identity(standing.line), standing) for standing in standings)
    return [standing for standing in kept if standing]


def without_superseded(standings: Sequence[Standing]) -> list[Standing]:
    """Leave out lines that another line shows beside itself as the earlier value."""
    shown_beside = {identity(s.previous) for s in standings if s.previous and has_moved(s)}
    return [standing for standing in standings if identity(standing.line) not in shown_beside]


def without_echoes(standings: Sequence[Standing]) -> tuple[list[Standing], dict[Identity, list[LedgerLine]]]:
    """Show a number that several outlets of a story give unattributed once, with those outlets beside it."""
    kept: list[Standing] = []
    first: dict[tuple[object, ...], Standing] = {}
    echoes: dict[Identity, list[LedgerLine]] = {}
    for standing in standings:
        line = standing.line
        value = (line.counted, (line.place or "").casefold(), line.low, line.high, line.qualifier, line.change)
        known = first.setdefault((line.story_id, *value), standing) if not line.is_attributed else standing
        if known is standing or line.low is None:
            kept.append(standing)
        else:
            echoes.setdefault(identity(known.line), []).append(line)
    return kept, echoes


def groups(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Group by what is counted and where, the group with the newest line first.

    A line without a place stands with the same story's lines on the same thing if those are all about one place,
    else alone with its story.
    """
    grouped: dict[tuple[str, str], list[Standing]] = {}
    homes: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for standing in standings:
        line = standing.line
        if line.place:
            key = (line.counted, line.place.lower())
            grouped.setdefault(key, [])
            homes.setdefault((line.counted, line.story_id), set()).add(key)
    for standing in standings:
        line = standing.line
        told = (line.counted, line.story_id)
        near = homes.get(told, set())
        key = (line.counted, line.place.lower()) if line.place else next(iter(near)) if len(near) == 1 else told
        grouped.setdefault(key, []).append(standing)
    return sorted(grouped.values(), key=lambda members: standings.index(members[0]))


def has_moved(standing: Standing) -> bool:
    """Say whether the speaker gave another number of the same thing before: the wounded are no news of the dead."""
    line, before = standing.line, standing.previous
    if before is None or not line.is_attributed or not (_is_level(line) and _is_level(before)):
        return False
    return _measure_alike(line, before, line.speaker, line.place, before.place)


def disagree(lines: Sequence[LedgerLine]) -> bool:
    """Say whether two speakers give numbers for one story and time that cannot both be right."""
    numbered = [line for line in lines if line.low is not None and line.change is Change.NONE]
    return any(_contradict(one, other) for index, one in enumerate(numbered) for other in numbered[index + 1 :])


def credit_of(line: LedgerLine) -> str:
    """Say who stated a line of the ledger."""
    return credit(line.person, line.speaker)


def identity(line: LedgerLine) -> Identity:
    """Tell a line from all others."""
    return line.article_id, line.text, line.sentence


def _voices(standings: Sequence[Standing]) -> dict[Identity, str]:
    """Name each line's speaker within its story, whichever outlet quotes them: "the office" is the one office heard."""
    heard: dict[str, set[str]] = {}
    for standing in standings:
        heard.setdefault(standing.line.story_id, set()).add(_voice(standing.line))
    voices = {}
    for standing in standings:
        voice = _voice(standing.line)
        fuller = [name for name in heard[standing.line.story_id] if name.endswith(f" {voice}")]
        voices[identity(standing.line)] = max(fuller, key=len) if voice and _is_one(fuller) else voice
    return voices


def _voice(line: LedgerLine) -> str:
    return line.speaker_key.partition("~")[0].strip()


def _is_one(names: Sequence[str]) -> bool:
    """Say whether all names are forms of the longest: "emergency office", "provincial emergency office"."""
    longest = max(names, key=len, default="")
    return bool(names) and all(name == longest or longest.endswith(f" {name}") for name in names)


def _folded(members: Sequence[Standing]) -> dict[Identity, Standing | None]:
    newest, *older = sorted(members, key=lambda member: member.line.at, reverse=True)
    line = newest.line
    follows = [each for each in older if _measure_alike(line, each.line, line.speaker, line.place, each.line.place)]
    if not follows:
        return {}
    earlier = [other for other in (*(each.line for each in follows), newest.previous) if other]
    other = max((e for e in earlier if not _same_value(e, line)), key=lambda e: e.at, default=newest.previous)
    same = [each.first_reported for each in follows if _same_value(each.line, line)]
    first = min((newest.first_reported, *same), key=lambda each: each.first_seen_at)
    folded: dict[Identity, Standing | None] = {identity(each.line): None for each in follows}
    return folded | {identity(line): replace(newest, previous=other, first_reported=first)}


def _is_level(line: LedgerLine) -> bool:
    known = line.low is not None and line.high is not None
    return known and line.change is Change.NONE and not is_on_top(line.text)


def _contradict(one: LedgerLine, other: LedgerLine) -> bool:
    if one.speaker_key == other.speaker_key or one.story_id != other.story_id or abs(one.at - other.at) > _SAME_TIME:
        return False  # a toll that rose in three days is no dispute
    if one.is_attributed and credit_of(one).casefold() == credit_of(other).casefold():
        return False
    apart = (one.low or 0) > (other.high or 0) or (other.low or 0) > (one.high or 0)
    return apart and _measure_alike(one, other, one.speaker, other.speaker, one.place, other.place)


def outcome_of(line: LedgerLine) -> Outcome | None:
    """Return what befell those a line counts, as far as the ledger tells it from what is counted."""
    told = line.counted.rpartition(" ")[2]
    return Outcome(told) if told in frozenset(Outcome) else None


def _measure_alike(one: LedgerLine, other: LedgerLine, *names: str | None) -> bool:
    """Say whether two lines measure the same: where both are of one toll of one story, or by the words beside them."""
    told = tuple(name for name in names if name)
    are_of_one_toll = one.story_id == other.story_id and one.counted == other.counted and outcome_of(one) is not None
    return are_of_one_toll or measure_the_same(one.text, one.sentence, other.text, other.sentence, but_for=told)


def _same_value(one: LedgerLine, other: LedgerLine) -> bool:
    return (one.low, one.high) == (other.low, other.high)
