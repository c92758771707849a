"""How far a claim reaches: the stretches of its sentence that its speaker states."""

from collections.abc import Iterator

from bot.extraction.claims import Claim, Order
from bot.extraction.nouns import TIMES
from bot.extraction.patterns import lazy
from bot.extraction.subjects import Subjects
from bot.extraction.tokens import Tokens
from bot.extraction.words import words
from bot.model import Span

_TAIL = lazy(
    r"(?:L[dzDvnNThkecsoq&rb]*|[^L](?:(?:[rotDjb]|n(?=o?D))(?:[dzDnNThkecsoti&rb]|(?<=d)v|[vW](?=[obtD]))*)?)"
    r"(?=[,;.\n:()Q-]|\Z)"
)
"""A tag's verb and what may follow it: "said on Monday", "told parliament", "said in a letter to staff"."""
_ANOTHER = lazy(r",j[pq][xyvSMWLn]")
"""Where somebody else's clause begins behind a claim: ", but they have …"."""
_ACTS_TOO = lazy(r"&xr?[vSMWLn]")
"""Where who claimed goes on to act: "reported a fall and has closed three"; what was said "had closed"."""
_LONGEST_TAIL = 14
_CONTRASTS = words("though although but while whereas not yet despite who whose which where even")
"""Words behind a tag and a comma with which the reporter goes on."""
_GOES_ON = words("adding against compared down from fewer including mostly more most up with")
"""Words behind "…, said X," with which what X said goes on."""
_JOINS = words("but while whereas although though")


class Scopes:
    """Knows what the claims of one body state."""

    def __init__(self, tokens: Tokens, subjects: Subjects) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._subjects = subjects

    def of(self, claim: Claim, earlier: Claim | None) -> Iterator[Span]:
        """Yield the stretches a claim states; `earlier` is the claim before it in its sentence."""
        if claim.order is Order.BEHIND:
            yield self._before(claim, earlier, claim.cue)
            after = self._clause_end(claim.subject.last, claim.end)
            if after + 1 < claim.end and self._shape[after] == "," and self._tokens.word(after + 1) in _GOES_ON:
                yield self._span(after, claim.end)
        elif claim.order is Order.ACCORDING:
            after = self._clause_end(claim.subject.last, claim.end)
            yield from self._around(claim, earlier, after)
        elif claim.order is Order.BY:
            is_clause = claim.opens == claim.begin
            yield self._before(claim, earlier, claim.end) if is_clause else self._of_noun(claim)
        elif claim.order is Order.BEFORE and (end := self._tag_end(claim)) is not None:
            yield from self._around(claim, earlier, end)
        elif claim.order is Order.BEFORE and (named := self._named_before(claim)) is not None:
            yield named
        else:
            yield Span(self._tokens.ends[claim.cue], self._span(claim.cue, self._relative_end(claim)).end)

    def _of_noun(self, claim: Claim) -> Span:
        """Return "the 40 | reported by X", with a level behind it: "the loss, put by X at $70m"."""
        goes_on = self._shape[claim.subject.last : claim.subject.last + 1] == "o"
        return self._span(claim.opens, self._clause_end(claim.cue, claim.end) if goes_on else claim.cue)

    def _relative_end(self, claim: Claim) -> int:
        """Return where a claim that leads ends: with its sentence, or with its clause between commas ("which …,")."""
        shape, opens = self._shape, claim.opens
        if shape.startswith(",w", opens - 2) or shape.startswith(",w", opens - 1):
            return self._clause_end(claim.cue, claim.end)
        if shape[opens - 1 : opens] == "j" and opens - 1 == claim.begin:  # "Although X had promised 300, …"
            comma = shape.find(",", claim.cue, claim.end)
            return comma if comma >= 0 else claim.end
        semicolon = shape.find(";", claim.cue, claim.end)
        if semicolon >= 0 and self._subjects.has_verb(semicolon + 1, self._clause_end(semicolon + 1, claim.end)):
            return semicolon
        is_past = self._tokens.word(claim.cue).endswith("d")
        act = _ACTS_TOO.search(shape, claim.cue, claim.end) if is_past else None
        if act and self._tokens.word(act.start() + 1) in ("has", "have"):
            return act.start()
        other = _ANOTHER.search(shape, claim.cue, claim.end)
        return other.start() if other and self._is_join(other.start() + 1) else claim.end

    def is_thought(self, claim: Claim, following: Claim) -> bool:
        """Say whether a tag behind a clause states what its subject thinks: "retailers hope for 9, a group said"."""
        if claim.speech or claim.order is not Order.BEFORE or following.order in (Order.AGAIN, Order.BY):
            return False
        if following.order is Order.BEFORE and self._tag_end(following) is None:
            return False
        return not any(map(self._is_join, range(claim.cue + 1, following.opens)))

    def _span(self, first: int, last: int) -> Span:
        """Return tokens as a stretch of the body, from the token before: signs such as "£" and "%" are no tokens."""
        tokens = self._tokens
        end = tokens.starts[last] if last < len(tokens.starts) else tokens.ends[-1]
        return Span(tokens.ends[first - 1] if first else 0, end)

    def _before(self, claim: Claim, earlier: Claim | None, last: int) -> Span:
        """Return what stands before a tag: its sentence so far, or its own part behind another's claim."""
        begin = max(claim.begin, self._shape.rfind(";", claim.begin, claim.opens) + 1)
        if earlier is None or earlier.cue < begin:
            return self._span(begin, last)
        at = max(earlier.cue + 1, claim.opens - 60)
        join = max((at for at in range(at, claim.opens - 1) if self._is_join(at)), default=None)
        return self._span(claim.begin, claim.end) if join is None else self._span(join + 1, max(last, join + 1))

    def _is_join(self, at: int) -> bool:
        """Say whether another voice can begin behind a token: a semicolon, "but", ", and"."""
        letter = self._shape[at]
        if letter == "j":
            return self._tokens.word(at).lower() in _JOINS
        return letter == ";" or (letter == "&" and self._shape[at - 1] == ",")

    def _around(self, claim: Claim, earlier: Claim | None, end: int) -> Iterator[Span]:
        """Yield what stands before a tag and, behind a comma, what goes on after it until somebody else does."""
        opens = claim.opens
        if opens > claim.begin:
            yield self._before(claim, earlier, opens)
        if end >= claim.end or self._shape[end] not in ",-" or end + 1 >= claim.end:
            return
        stop = next((at for at in range(end, claim.end - 1) if self._contrasts(at)), claim.end)
        if stop > end:
            yield self._span(end, stop)

    def _contrasts(self, at: int) -> bool:
        return self._shape[at] == "," and self._tokens.word(at + 1).lower() in _CONTRASTS

    def _tag_end(self, claim: Claim) -> int | None:
        """Return the token that ends a tag ("…, the ministry said on Monday,"), None for a claim that leads."""
        shape, opens = self._shape, claim.opens
        if opens <= claim.begin:
            return None
        before = shape[opens - 1]
        is_apart = before in ",Q-" or (before == "j" and self._tokens.word(opens - 1).lower() == "as")
        return self._empty_tail(claim) if is_apart else None

    def _empty_tail(self, claim: Claim) -> int | None:
        """Return the token at which nothing stated has followed a verb, only when, where or to whom it was said."""
        tail = _TAIL.match(self._shape, claim.cue, claim.end + 1)
        if tail is None or tail.end() - claim.cue > _LONGEST_TAIL:
            return None
        numbers = [at for at in range(claim.cue + 1, tail.end()) if self._subjects.is_number(at)]
        return tail.end() if all(map(self._is_of_date, numbers)) else None

    def _is_of_date(self, at: int) -> bool:
        """Say whether a number belongs to a date or a time: "on 3 May", "at 7am"."""
        if self._tokens.word(at).endswith(("am", "pm")):
            return True
        around = [self._tokens.word(near) for near in (at - 1, at + 1) if near < len(self._shape)]
        return any(word in TIMES for word in around)

    def _named_before(self, claim: Claim) -> Span | None:
        """Return what "the 3% it predicted in January" states: the noun right before the subject."""
        shape, last = self._shape, claim.subject.first
        if self._empty_tail(claim) is None or last <= claim.begin or shape[last - 1] not in "nNhkecDv":
            return None
        first = last
        while first > claim.begin and shape[first - 1] in "nNhkecDv":
            first -= 1
        first -= first > claim.begin and shape[first - 1] in "dz"
        return self._span(first, last)

    def _clause_end(self, first: int, end: int) -> int:
        return next((at for at in range(first, end) if self._shape[at] in ",;:-("), end)
