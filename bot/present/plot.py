"""What a chart of a topic shows, before it is drawn: one subject, a series per speaker, marks in time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from bot.model import Change, Qualifier
from bot.present.comparable import is_on_top
from bot.present.positions import credit_of
from bot.present.wording import UNATTRIBUTED, clipped, day, stated
from bot.store import LedgerLine

MOST_SERIES = 6
OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure in a chart. `low` and `high` are None where the text gives no number: a mark without height."""

    series: str
    at: datetime
    low: Decimal | None
    high: Decimal | None
    is_exact: bool
    unit: str
    noun: str
    qualifier: Qualifier = Qualifier.EXACT


def marks(lines: Sequence[LedgerLine]) -> tuple[Mark, ...]:
    """Choose what can share one axis: the subject most lines are about; speakers with the most lines by name."""
    levels = [line for line in lines if line.change is Change.NONE and not is_on_top(line.text)]
    subjects = Counter(line.counted for line in levels if line.low is not None)
    if not subjects:
        return ()
    subject = subjects.most_common(1)[0][0]
    about = [line for line in levels if line.counted == subject]
    spoken_by = Counter(line.speaker_key for line in about)
    named = {key for key, _ in spoken_by.most_common(MOST_SERIES)}
    names = _names(about)
    return tuple(
        sorted(
            (_mark(line, names[line.speaker_key] if line.speaker_key in named else OTHERS) for line in about),
            key=lambda mark: mark.at,
        )
    )


def _names(lines: Sequence[LedgerLine]) -> dict[str, str]:
    """Name every speaker; two that are called alike ("the ministry") are told apart by their outlets."""
    names = {line.speaker_key: clipped(_short(line), 32) for line in lines}
    outlets = {line.speaker_key: clipped(line.outlet or "", 14) for line in lines}
    called = Counter(name for name in names.values() if name != UNATTRIBUTED)
    return {
        key: f"{clipped(name, 16)} ({outlets[key]})" if called[name] > 1 and outlets[key] else name
        for key, name in names.items()
    }


def shown_series(drawn: Sequence[Mark]) -> tuple[str, ...]:
    """Return the series in order of their first mark."""
    return tuple(dict.fromkeys(mark.series for mark in drawn))


def is_one_voice(series: str) -> bool:
    """Say whether a series is somebody whose number can move."""
    return series not in (UNATTRIBUTED, OTHERS)


def spoken(title: str, drawn: Sequence[Mark]) -> str:
    """Describe the chart in words, for those who cannot see it: at most 1,000 characters."""
    parts = [f"{title}, {day(drawn[0].at)} to {day(drawn[-1].at)}."]
    for series in shown_series(drawn):
        points = [mark for mark in drawn if mark.series == series]
        told = [f"{_value(mark)} ({day(mark.at)})" for mark in (points if len(points) < 4 else [points[0], points[-1]])]
        joint = ", then " if is_one_voice(series) else " and "
        parts.append(f"{series}: {joint.join(dict.fromkeys(told))}.")
    return clipped(" ".join(parts), 1000)


def _value(mark: Mark) -> str:
    if mark.low is None and mark.high is None:
        return "no exact number"
    return stated(mark.qualifier, mark.low, mark.high, mark.unit)


def _short(line: LedgerLine) -> str:
    return line.person_name or credit_of(line)


def _mark(line: LedgerLine, series: str) -> Mark:
    dated = line.as_of_end or line.as_of_start
    at = datetime.combine(dated, time(12), UTC) if dated else line.at
    exact = line.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and line.low == line.high
    return Mark(
        series=series,
        at=min(at, line.at),
        low=line.low,
        high=line.high,
        is_exact=exact,
        unit=line.unit,
        noun=line.noun,
        qualifier=line.qualifier,
    )
