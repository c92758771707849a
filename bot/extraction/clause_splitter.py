"""A sentence read from left to right into its clauses."""

from collections.abc import Sequence

from bot.extraction.clause_tokens import STOPS, VERBS, Token, tokens_of
from bot.extraction.clause_words import BESIDE, PLACED_BY, PLANNING, TIMES, Part, Time, claims
from bot.extraction.clauses import Clause, Clauses, Kind
from bot.model import Span

_BREAKS = frozenset({*VERBS, Part.PREPOSITION})
_PLACING = frozenset({Part.PREPOSITION, Part.DATE, Part.TO})
_LEADING = frozenset({Part.DETERMINER, Part.ADVERB, Part.DATE, Part.PREPOSITION, Part.TO})
_NOMINAL = frozenset({Part.NOUN, Part.NUMBER, Part.PRONOUN, Part.DETERMINER})
_PASSING = (Kind.RELATIVE, Kind.REMARK, Kind.SUBORDINATE, Kind.RESULT)
_INSIDE = (Kind.RELATIVE, Kind.REMARK, Kind.SUBORDINATE, Kind.REPORTED)


def split(body: str, sentence: Span, dates: Sequence[Span]) -> Clauses:
    """Split a sentence into its clauses; dates are words of their own. Linear in its length, never raises."""
    splitter = _Splitter(tokens_of(body, sentence, dates), sentence.start)
    for at in range(len(splitter.tokens)):
        splitter.read(at)
    return splitter.done()


class _Splitter:
    """Reads a sentence from left to right; `current` is the clause it is in."""

    def __init__(self, tokens: list[Token], start: int) -> None:
        self.tokens = tokens
        self.clauses = [Clause(Kind.MAIN, -1, start)]
        self.owners = [(start, 0)]
        self.current = 0
        self.verb_ahead = self._verbs_ahead()

    def done(self) -> Clauses:
        self.owners.sort(key=lambda owner: owner[0])
        return Clauses(
            tuple(self.clauses),
            tuple(owner[0] for owner in self.owners),
            tuple(owner[1] for owner in self.owners),
            tuple(one.start for one in self.tokens if one.part in _BREAKS and one.word != "of"),
        )

    def _verbs_ahead(self) -> list[int]:
        """Return for every token the next verb that can be finite before the clause can end, -1 if none."""
        ahead, following = [-1] * (len(self.tokens) + 1), -1
        for at in range(len(self.tokens) - 1, -1, -1):
            part = self.tokens[at].part
            if part is Part.JOINT and following == at + 1:
                following = -1  # "before a judge and were sent"
            following = -1 if part in STOPS else at if part in VERBS else following
            ahead[at] = following
        return ahead

    def read(self, at: int) -> None:
        """Take one token."""
        token, clause = self.tokens[at], self.clauses[self.current]
        match token.part:
            case Part.MARK:
                self._mark(at)
            case Part.RELATIVE | Part.THAT | Part.CONJUNCTION:
                self._opener(at)
            case Part.JOINT:
                self._joint(at)
            case Part.FINITE | Part.PAST | Part.MAYBE:
                self._verb(at)
            case Part.PARTICIPLE:
                self._complete_verb(token, clause)
            case Part.NOUN | Part.NUMBER | Part.PRONOUN | Part.GERUND:
                self._nominal(at)
            case _:
                pass

    def _part(self, at: int) -> Part | None:
        return self.tokens[at].part if 0 <= at < len(self.tokens) else None

    def _open(self, kind: Kind, at: int, parent: int, opener: str = "") -> Clause:
        clause = Clause(kind, parent, self.tokens[at].start, opener)
        clause.initial = kind is Kind.SUBORDINATE and not self.clauses[parent].has_subject
        self.clauses.append(clause)
        self._go_to(len(self.clauses) - 1, clause.start)
        return clause

    def _go_to(self, index: int, start: int) -> None:
        self.current = index
        self.owners.append((start, index))

    def _base(self) -> int:
        """Return the clause that goes on when remarks, results and subordinate clauses have ended."""
        base = index = self.current
        while index >= 0 and self.clauses[index].kind is not Kind.REPORTED:
            if self.clauses[index].kind in _PASSING:
                base = self.clauses[index].parent
            index = self.clauses[index].parent
        return base

    def _mark(self, at: int) -> None:
        mark, end = self.tokens[at].word, self.tokens[at].end
        if mark == "(":
            self._open(Kind.REMARK, at, self.current)
        elif mark == ")":
            self._go_to(self._base(), end)
        elif mark in ";:" and at + 1 < len(self.tokens):
            self._open(Kind.OPPOSED, at, self._base())
        elif mark == ",":
            self._comma(at)

    def _comma(self, at: int) -> None:
        clause = self.clauses[self.current]
        next_part, base = self._part(at + 1), self._base()
        skip = 1 + (next_part is Part.ADVERB)
        if next_part is None or next_part in (Part.RELATIVE, Part.JOINT):
            return
        closes, inner = self.current != base, clause
        if closes:
            self._go_to(base, self.tokens[at].end)
        clause = self.clauses[base]
        following = self._part(at + skip)
        if following is Part.GERUND and clause.time is not None:
            self._open(Kind.RESULT, at + skip, base, inner.opener if inner.kind is Kind.SUBORDINATE else "")
        elif following is Part.PAST and clause.has_subject and not (closes and clause.time is None):
            placed = self._part(at + skip + 1) in _PLACING
            if clause.time is None or placed:
                self._open(Kind.REMARK, at + skip, base, self.tokens[at + skip].word)
            else:
                self._join(at + skip, Kind.JOINED)
        elif (
            (following in _NOMINAL or (following is Part.PREPOSITION and self._part(at + skip + 1) is not Part.DATE))
            and clause.has_subject
            and clause.time is None
            and not closes
        ):
            word = self.tokens[at + skip].word
            opener = word if following is Part.PREPOSITION and word != "by" else ""
            self._open(Kind.RESULT if word == "with" else Kind.REMARK, at + skip, base, opener)
        elif following is Part.PREPOSITION and self.tokens[at + skip].word == "with":
            self._open(Kind.RESULT, at + skip, base, "with")

    def _opener(self, at: int) -> None:
        token, before = self.tokens[at], self.tokens[at - 1] if at else None
        apart = before is not None and before.word in (",", "(")
        if token.part is Part.THAT:
            self._that(at, before)
        elif token.part is Part.RELATIVE:
            if before and before.part is Part.PREPOSITION:
                clause = self._open(Kind.RESULT if before.word == "of" else Kind.RELATIVE, at, self.current)
                clause.of_date = self.tokens[at - 2].start if self._part(at - 2) is Part.DATE else -1
            elif before is None or before.part in VERBS:
                return  # "said who did it"
            else:
                kind = Kind.REMARK if apart else Kind.RELATIVE
                parent = self._base() if apart else self.current
                self._open(kind, at, parent, token.word)
        elif token.word not in PLACED_BY or (self.verb_ahead[at + 1] >= 0 and self._part(at + 1) is not Part.DATE):
            if token.word == "because" and self.tokens[at + 1 : at + 2] and self.tokens[at + 1].word == "of":
                return
            if token.word in PLACED_BY and self._part(at + 1) in (Part.PREPOSITION, Part.ADVERB, Part.GERUND):
                return
            if apart and token.word in BESIDE and self.clauses[self._base()].time is not None:
                self._open(Kind.OPPOSED, at, self._base(), token.word)
                return
            clause = self._open(Kind.SUBORDINATE, at, self._base() if apart else self.current, token.word)
            dated = self.tokens[at - 1 - apart] if at > apart else None
            if token.word == "when" and dated and dated.part is Part.DATE:
                if dated.word == "since":
                    clause.opener = "since"
                else:
                    clause.of_date = dated.start

    def _that(self, at: int, before: Token | None) -> None:
        if before is None:
            return
        clause = self.clauses[self.current]
        if before.word in ("so", "now"):
            self._open(Kind.SUBORDINATE, at, self.current, "so")
        elif before.part is Part.JOINT:
            index = self._base()
            while index >= 0 and self.clauses[index].kind is not Kind.REPORTED:
                index = self.clauses[index].parent
            if index >= 0:
                self._open(Kind.REPORTED, at, self.clauses[index].parent)
        elif claims(clause.verb) or before.part in VERBS:
            self._open(Kind.REPORTED, at, self.current)
        elif before.part in (Part.NOUN, Part.NUMBER) and self.verb_ahead[at + 1] >= 0:
            self._open(Kind.RELATIVE, at, self.current, "that")

    def _joint(self, at: int) -> None:
        """Read "and": before a verb it joins one, before a noun with a verb of its own a clause."""
        base, next_at = self._base(), at + 1
        while self._part(next_at) in (Part.ADVERB, Part.DATE, Part.PREPOSITION, Part.BE):
            next_at += 1
        following = self._part(next_at)
        comma = self._part(at - 1) is Part.MARK
        if following in VERBS:
            if comma and self.current != base:
                self._go_to(base, self.tokens[at].start)
            if self.clauses[self.current].time is not None:
                self._join(at, Kind.JOINED)
                if any(one.word in ("then", "later", "last", "first") for one in self.tokens[at + 1 : next_at]):
                    self.clauses[self.current].opener = "then"
            return
        if following not in _NOMINAL or self.clauses[base].time is None:
            return
        verb = self.verb_ahead[next_at]
        if verb >= 0 and (comma or self._is_clause(verb)):
            self.current = base
            self._join(at, Kind.OPPOSED)

    def _is_clause(self, verb: int) -> bool:
        """Say whether a verb behind "and" and a noun is finite, no participle of it: "and 40 stranded by snow"."""
        return self.tokens[verb].part is Part.FINITE or self._part(verb + 1) in _NOMINAL

    def _join(self, at: int, kind: Kind) -> None:
        clause = self._open(kind, at, self.current, self.tokens[at].word)
        if kind is Kind.JOINED:
            clause.has_subject = clause.has_noun = True

    def _nominal(self, at: int) -> None:
        clause, token = self.clauses[self.current], self.tokens[at]
        if at == 0 and token.part is Part.GERUND and self._part(1) in _PLACING:
            self._take(self._open(Kind.REMARK, at, self.current, token.word), token)  # "Speaking on Tuesday, …"
            return
        reported = clause.time is not None and claims(clause.verb) and self.verb_ahead[at] >= 0
        subject = self._subject_behind_saying(at) if reported else -1
        if subject >= 0:
            clause = self._open(Kind.REPORTED, subject, self.current)
        clause.has_noun = True
        if token.part is Part.GERUND:
            return
        behind_date = self._part(at - 1) is Part.DATE or self._part(at - 2) in (Part.DATE, Part.MARK)
        if not self._is_fronted(clause) or token.part is Part.PRONOUN or behind_date or self._part(at - 1) is Part.MARK:
            clause.has_subject = True

    def _is_fronted(self, clause: Clause) -> bool:
        """Say whether a clause begins with where or when, so that a noun in it need not be its subject."""
        return clause.kind is Kind.MAIN and self._part(0) in (Part.PREPOSITION, Part.DATE)

    def _subject_behind_saying(self, at: int) -> int:
        """Return where a subject begins right behind a verb of saying, or the day and place of speaking, else -1."""
        verb = self.clauses[self.current].verb_at
        first = at
        while first > 0 and self.tokens[first - 1].start != verb and self._part(first - 1) in _LEADING:
            first -= 1
        if first == 0 or self.tokens[first - 1].start != verb or not self._is_clause_behind(self.verb_ahead[at]):
            return -1
        dates = [near + 1 for near in range(first, at) if self._part(near) is Part.DATE]
        return dates[-1] if dates else first

    def _is_clause_behind(self, verb: int) -> bool:
        if self.tokens[verb].part is not Part.PAST or self._part(verb + 1) is not Part.PREPOSITION:
            return True
        following = self.verb_ahead[verb + 1]
        return following >= 0 and self.tokens[following].part is Part.FINITE

    def _verb(self, at: int) -> None:
        token, clause = self.tokens[at], self.clauses[self.current]
        if clause.time is Time.NOW and clause.verb not in TIMES and clause.kind is not Kind.JOINED:
            clause.time = None  # a noun after all: "rising costs forced"
        if clause.time is None:
            base = self._base()
            if clause.kind is Kind.REMARK and not clause.opener and self.clauses[base].time is None:
                self._go_to(base, token.start)
                clause = self.clauses[base]
            if at == 0 and token.part is Part.PAST and self._part(1) in _PLACING:
                self._take(self._open(Kind.REMARK, at, self.current, token.word), token)
            elif token.part is Part.FINITE or clause.has_noun or clause.opener:
                self._take(clause, token)
            return
        index = self.current  # a second verb: that of the clause around this one, or this one's first was a participle
        while index > 0 and self.clauses[index].time is not None and self._can_end(index, token.part):
            index = self.clauses[index].parent
        if self.clauses[index].time is None:
            self._go_to(index, token.start)
            self._take(self.clauses[index], token)
        elif self._is_surer(at) and not clause.is_sure and clause.kind not in (Kind.REMARK, Kind.RELATIVE):
            self._take_back(clause, token)
        elif (
            token.part is Part.PAST
            and self._part(at - 1) in (Part.NOUN, Part.NUMBER, Part.DETERMINER)
            and self._part(at + 1) in _PLACING
        ):
            reduced = self._open(Kind.RELATIVE, at, self.current, token.word)
            self._take(reduced, token)

    def _is_surer(self, at: int) -> bool:
        part = self.tokens[at].part
        return part is Part.FINITE or (part in VERBS and self._part(at - 1) is Part.DATE)

    def _take(self, clause: Clause, token: Token) -> None:
        clause.verb, clause.verb_at, clause.is_sure = token.word, token.start, token.part is Part.FINITE
        clause.has_auxiliary = token.word in TIMES
        clause.has_subject = True
        clause.time = TIMES.get(token.word, Time.NOW if token.part is Part.MAYBE else Time.PAST)
        if token.word in PLANNING:
            clause.time = Time.AHEAD
        if clause.time is Time.BEFORE:
            clause.time = Time.PAST  # until a participle follows
        if clause.kind is Kind.JOINED and token.part is Part.PAST:
            clause.time = self.clauses[clause.parent].time  # "has closed three and opened two"

    def _take_back(self, clause: Clause, token: Token) -> None:
        """Make a clause's first verb a participle: "eight men arrested on Monday | will appear"."""
        self.clauses.append(Clause(Kind.RELATIVE, self.current, clause.verb_at, "", Time.PAST, clause.verb))
        self.owners.append((clause.verb_at, len(self.clauses) - 1))
        self.owners.append((token.start, self.current))
        self._take(clause, token)

    def _can_end(self, index: int, verb: Part) -> bool:
        """Say whether a second verb can be that of the clause around: remarks end with a comma, not with "held by"."""
        kind = self.clauses[index].kind
        return kind in _INSIDE and not (kind is Kind.REMARK and verb is Part.PAST)

    @staticmethod
    def _complete_verb(token: Token, clause: Clause) -> None:
        if clause.verb == "had":
            clause.time = Time.BEFORE
        elif clause.verb in ("has", "have"):
            clause.time = Time.SINCE
        elif clause.time is Time.PAST and token.word.endswith("ing"):
            clause.time = Time.MEANWHILE
        clause.verb = token.word if clause.verb in TIMES else clause.verb
