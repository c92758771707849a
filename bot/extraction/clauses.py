"""The clauses of a sentence, how they hang together, and which of them share a date."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum

from bot.extraction.clause_words import AT_ONCE, BESIDE, HARMS, PLANNING, RELATIVES, Time
from bot.model import Span


class Kind(StrEnum):
    """How a clause hangs on the one it belongs to."""

    MAIN = "main"
    JOINED = "joined"
    """"… and wounded 40": the clause before it is what it hangs on."""
    OPPOSED = "opposed"
    """The same with a subject of its own: "…, and 27 were rescued"."""
    REPORTED = "reported"
    """"said (that) 40 had died"."""
    RELATIVE = "relative"
    """"the dam that burst": tells which; its noun stands right before it."""
    REMARK = "remark"
    """"the dam, which burst, …", "the dam, built in 1961, …"."""
    SUBORDINATE = "subordinate"
    """"after the dam burst"."""
    RESULT = "result"
    """"…, killing 12", "…, of which 19": goes on with what it hangs on."""


class Tie(StrEnum):
    """Whether a date can be that of a figure, by their clauses."""

    SAME = "same"
    SHARED = "shared"
    OPEN = "open"
    FOREIGN = "foreign"


@dataclass(slots=True)
class Clause:
    """A clause: `opener` is the word it begins with, `time` its verb's, None without a verb."""

    kind: Kind
    parent: int
    start: int
    opener: str = ""
    time: Time | None = None
    verb: str = ""
    verb_at: int = -1
    is_sure: bool = False
    has_auxiliary: bool = False
    has_noun: bool = False
    has_subject: bool = False
    initial: bool = False
    of_date: int = -1


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one sentence; every place in it belongs to one."""

    all: tuple[Clause, ...]
    _starts: tuple[int, ...]
    _owners: tuple[int, ...]
    _breaks: tuple[int, ...]
    """Where verbs and prepositions other than "of" stand."""

    def at(self, place: int) -> int:
        """Return the index of the clause at a place of the body."""
        return self._owners[self._part_at(place)]

    def _part_at(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def tie(self, figure: Span, date: Span) -> Tie:
        """Say whether a date's clause gives its date to the figure's."""
        here, there = self.at(figure.start), self.at(date.start)
        if here == there:
            return Tie.SAME if self._part_at(figure.start) == self._part_at(date.start) else Tie.SHARED
        if self.all[here].of_date == date.start:
            return Tie.SAME
        up, down = self._line(here), self._line(there)
        while up and down and up[-1] == down[-1]:
            up.pop()
            down.pop()
        ties = [self._inherits(self.all[index], date) for index in up]
        ties += [self._lends(self.all[index], figure, date) for index in down]
        if Tie.FOREIGN in ties:
            return Tie.FOREIGN
        return Tie.OPEN if Tie.OPEN in ties else Tie.SHARED

    def _line(self, index: int) -> list[int]:
        """Return a clause and those it hangs on."""
        line = [index]
        while self.all[line[-1]].parent >= 0:
            line.append(self.all[line[-1]].parent)
        return line

    def _inherits(self, clause: Clause, date: Span) -> Tie:
        """Say whether a clause takes a date of the one it hangs on."""
        parent = self.all[clause.parent]
        same = _can_be_at_once(clause.time, parent.time)
        fronted = date.start < parent.verb_at
        if clause.kind is Kind.JOINED:
            return Tie.FOREIGN if not same else Tie.SHARED if fronted or clause.time is Time.PAST else Tie.OPEN
        if clause.kind is Kind.OPPOSED:
            if not same or (clause.time is Time.PAST and parent.time is Time.BEFORE):
                return Tie.FOREIGN
            goes_on = clause.opener in ("and", *BESIDE) and clause.time in (Time.PAST, Time.MEANWHILE, Time.AHEAD)
            return Tie.SHARED if fronted or goes_on else Tie.FOREIGN
        if clause.kind is Kind.RESULT:
            return Tie.SHARED if same and not clause.opener else Tie.OPEN
        if clause.kind is Kind.REPORTED:
            return Tie.OPEN
        if clause.kind in (Kind.RELATIVE, Kind.REMARK):
            goes_on = clause.time is Time.MEANWHILE or clause.verb in HARMS
            is_participle = clause.kind is Kind.REMARK and clause.opener not in RELATIVES
            told_behind = is_participle and clause.start > parent.verb_at >= 0
            is_apposed = clause.time is None and not clause.opener
            return Tie.OPEN if goes_on or is_apposed or told_behind else Tie.FOREIGN
        return Tie.OPEN if clause.opener in AT_ONCE and same else Tie.FOREIGN

    def _lends(self, clause: Clause, figure: Span, date: Span) -> Tie:
        """Say whether a clause gives a date to the one it hangs on, where the figure is."""
        parent = self.all[clause.parent]
        same = _can_be_at_once(clause.time, parent.time)
        if clause.kind is Kind.JOINED:
            is_act = not clause.has_auxiliary and clause.opener != "then" and clause.verb not in PLANNING
            return Tie.OPEN if same and is_act and clause.verb_at < date.start else Tie.FOREIGN
        if clause.kind is Kind.RELATIVE and figure.start < clause.start:
            return Tie.OPEN if self._is_of(figure, clause.start) else Tie.FOREIGN
        if clause.kind in (Kind.RELATIVE, Kind.REMARK):
            return Tie.SHARED if same and parent.verb in HARMS and clause.time is not None else Tie.FOREIGN
        if clause.kind is Kind.RESULT:
            return Tie.FOREIGN if clause.opener == "with" else Tie.OPEN
        if clause.kind is Kind.SUBORDINATE and (
            clause.opener in AT_ONCE or (not clause.initial and clause.opener in ("after", "once", "since"))
        ):
            return Tie.OPEN
        return Tie.FOREIGN

    def _is_of(self, figure: Span, end: int) -> bool:
        """Say whether nothing but its noun is between a figure and what tells which: "40 homes | that burned"."""
        return bisect_left(self._breaks, figure.end) == bisect_left(self._breaks, end)


def _can_be_at_once(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None or one is other:
        return True
    return {one, other} == {Time.PAST, Time.MEANWHILE} or (one, other) == (Time.PAST, Time.BEFORE)
