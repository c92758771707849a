"""Whether a new ledger line changes what is known on a topic: who moved, who disagrees, a new extreme. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.model import Change
from bot.present.comparable import measure_the_same
from bot.store import LedgerLine


class Kind(StrEnum):
    """How a line changes the picture."""

    MOVED = "moved"
    HIGHEST = "highest"
    LOWEST = "lowest"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class Movement:
    """A line that changes the picture, and the line it is held against."""

    kind: Kind
    line: LedgerLine
    against: LedgerLine

    @property
    def percent(self) -> Decimal | None:
        """How far the new value is from the old one, in percent of the old; None where that is not a number."""
        new, old = _middle(self.line), _middle(self.against)
        if new is None or old is None or old == 0:
            return None
        return abs(new - old) / abs(old) * 100


def movement(line: LedgerLine, before: Sequence[LedgerLine]) -> Movement | None:
    """Compare a new line with every speaker's newest before it; None if it changes nothing or is the first of its kind.

    Vague figures and sizes of a change ("up 4%") are no positions, so they move nothing.
    """
    if line.low is None or line.change is not Change.NONE:
        return None
    rivals = [other for other in before if _is_comparable(other, line)]
    if not rivals or any((rival.low, rival.high) == (line.low, line.high) for rival in rivals):
        return None
    own = next((rival for rival in rivals if line.is_attributed and rival.speaker_key == line.speaker_key), None)
    if own:
        return Movement(Kind.MOVED, line, own)
    highest = max(rivals, key=_top)
    lowest = min(rivals, key=_bottom)
    if _bottom(line) > _top(highest):
        return Movement(Kind.HIGHEST, line, highest)
    if _top(line) < _bottom(lowest):
        return Movement(Kind.LOWEST, line, lowest)
    return Movement(Kind.DISAGREES, line, rivals[0]) if line.is_attributed else None


def is_worth_telling(found: Movement, change_by: Decimal | None) -> bool:
    """Say whether a movement is as large as a subscription asks for."""
    return change_by is None or (found.percent is not None and found.percent >= change_by)


def _is_comparable(one: LedgerLine, other: LedgerLine) -> bool:
    if one.counted != other.counted or one.low is None or one.change is not Change.NONE:
        return False
    if one.place and other.place and one.place.lower() != other.place.lower():
        return False
    names = tuple(name for name in (one.speaker, other.speaker, one.place, other.place) if name)
    return measure_the_same(one.text, one.sentence, other.text, other.sentence, but_for=names)


def _top(line: LedgerLine) -> Decimal:
    return line.high if line.high is not None else line.low or Decimal(0)


def _bottom(line: LedgerLine) -> Decimal:
    return line.low if line.low is not None else line.high or Decimal(0)


def _middle(line: LedgerLine) -> Decimal | None:
    return (_top(line) + _bottom(line)) / 2 if line.low is not None or line.high is not None else None
