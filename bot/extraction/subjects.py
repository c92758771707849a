"""Noun phrases around a verb: who does what it says, found by walking over the letters of the shape."""

from typing import NamedTuple

from bot.extraction.claim_words import IRREGULAR, PARTICIPLES, PLURALS, SOURCES
from bot.extraction.patterns import lazy
from bot.extraction.tokens import Tokens

_REACH = 60
"""Tokens a subject may stand away from its verb."""
_LONGEST = 24
"""Tokens of a noun phrase: a longer one is a list, or an attack."""
_NOMINAL = frozenset("dzDvnNThkecsqpi&BGWMS")
"""Letters a noun phrase may hold: words that look like verbs stand in it as well ("state officials")."""
_ADVERBIAL = frozenset("rotjA")
_TIME_AGO = "dDr"
"""A clause that opens with "a day earlier", "two years ago"."""
_STOPS = frozenset(",;:-Q()jw")
_NAME_ALONE = lazy(r"(?:T{0,3}|D)N{1,5}")
_ANIMATE = frozenset("hkNTpq")
_BODIES = frozenset(
    ("Institute", "Centre", "Center", "Agency", "Office", "Council", "Committee", "Commission", "Foundation", "Fund",
     "Department", "Ministry", "Association", "Authority", "Bureau", "Board", "Campaign", "Coalition", "Society")
)  # fmt: skip
"""Bodies that go on with "for" in their name: "the Institute for Public Accounts"."""
_DOERS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ees")
"""How nouns for people end that no list has: "insurers", "hoteliers"."""


class Noun(NamedTuple):
    """A noun phrase in tokens: `first` to `last` (exclusive)."""

    first: int
    last: int


class Subject(NamedTuple):
    """Who does what a verb says, and the token with which their clause begins."""

    noun: Noun
    opens: int


class Subjects:
    """Finds the noun phrases of one body; `verbs` are the tokens known to be finite verbs, those on the left first."""

    def __init__(self, tokens: Tokens, verbs: set[int]) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._verbs = verbs

    def before(self, verb: int, begin: int) -> Subject | None:
        """Return the subject on the left of a verb in a sentence that starts at token `begin`."""
        shape, end = self._shape, self._without_adverbs(verb, begin)
        previous = shape[end - 1] if end > begin else ""
        if previous in ("p", "q"):
            return Subject(Noun(end - 1, end), end - 1)
        if previous in (",", ")", "-"):
            return self._past_aside(end, begin)
        if previous == "w":
            return self._antecedent(end - 1, begin)
        if previous == "&" or (previous == "j" and self._tokens.word(end - 1).lower() in ("but", "yet")):
            return self.of_clause(end - 1, begin)
        return self._segment(end, begin) if previous in _NOMINAL else None

    def _without_adverbs(self, end: int, begin: int) -> int:
        """Return where a subject ends that auxiliaries, adverbs and the day stand behind."""
        shape = self._shape
        while end > begin + 1:
            if shape[end - 1] in "xry":
                end -= 1
            elif shape[end - 1] == "o" and self._tokens.word(end - 1) == "out":
                end -= 1  # "figures out on Tuesday"
            elif shape[end - 1] == "D" and not self.is_number(end - 1):
                end -= 2 if shape[end - 2] in "do" else 1
            else:
                break
        return end

    def is_number(self, token: int) -> bool:
        """Say whether a token is a number in digits."""
        return self._tokens.word(token)[0].isdigit()

    def _segment(self, end: int, begin: int) -> Subject | None:
        """Return the subject of the clause that ends at its verb."""
        shape, at = self._shape, end
        first = max(begin, end - _REACH)
        while at > first and shape[at - 1] not in _STOPS and at - 1 not in self._verbs:
            if shape[at - 1] == "&" and (
                shape[at] == "&" or self.has_verb(self._mark_before(max(first, at - 12), at), at - 1)
            ):
                break
            at -= 1
        if at > first and shape[at - 1] == "w" and not self._acts(at, end):
            return self._antecedent(at - 1, begin)
        opens = at = self._past_measure(at, end)
        is_dated = shape.startswith(_TIME_AGO, at) or (shape[at] == "D" and not self.is_number(at))
        noun = self.tail(end, at) if is_dated or shape[at] in _ADVERBIAL else self.noun_from(at, end)
        if noun is None or not self.is_noun(noun) or (noun.last < end and shape[noun.last] in "xy"):
            return None  # of "Growth was the median forecast" nobody forecasts
        return Subject(noun, opens)

    def _mark_before(self, first: int, at: int) -> int:
        """Return the token behind the last mark before another."""
        near = max(first, at - 12)
        return max([self._shape.rfind(mark, near, at) for mark in ",;:-Q"] + [near - 1]) + 1

    def _past_measure(self, first: int, end: int) -> int:
        """Return where a subject begins that follows what is measured: "the 0.5% | economists expected"."""
        tokens, at = self._tokens, first
        for near in range(first + 1, end - 1):
            signed = tokens.body[tokens.ends[near]] == "%" or tokens.body[tokens.starts[near] - 1] in "$£€"
            if self.is_number(near) and signed:
                at = near + 1
        return at

    def _acts(self, at: int, end: int) -> bool:
        """Say whether somebody's own words follow a relative pronoun: "which | auditors put", not "that | tracks"."""
        if self._is_verbal(at):
            return False
        noun = self.noun_from(at, end)
        return self._shape[at] in "dzNTpqkhi" or (noun is not None and self.is_animate(noun))

    def _is_verbal(self, at: int) -> bool:
        return self._shape[at] in "vxySLr" or self._tokens.word(at) in IRREGULAR or at in self._verbs

    def noun_from(self, first: int, end: int) -> Noun | None:
        """Return the noun phrase that begins at a token, without what follows it ("seen by", "who …") save "of"."""
        shape, at, end = self._shape, first, min(end, first + _LONGEST)
        while at < end:
            letter = shape[at]
            if letter == "o":
                if not self._is_linked(at, end):
                    break
            elif (letter not in _NOMINAL and not self._is_source(at)) or self._is_participle(at, first):
                break
            at += 1
        while at - 1 > first and (shape[at - 1] in "&vo" or (shape[at - 1] == "D" and self.is_number(at - 1))):
            at -= 1
        return Noun(first, at) if at > first else None

    def _is_linked(self, at: int, end: int) -> bool:
        """Say whether a preposition carries a noun phrase on: "of", and "for" within a body's name."""
        shape, word = self._shape, self._tokens.word(at)
        if at + 1 >= end or self.is_number(at + 1) or shape[at + 1] == "j":
            return False
        return word == "of" or (word == "for" and shape[at + 1] == "N" and self._tokens.word(at - 1) in _BODIES)

    def _is_participle(self, at: int, first: int) -> bool:
        """Say whether a word is "seen by", "published on", "familiar with" behind its noun, or that noun's verb."""
        follows = self._shape[at + 1 : at + 2]
        word = self._tokens.word(at)
        if at > first and self._shape[at - 1] in "NhkeTpq":
            is_past = self._shape[at] in "vMSW" and word.endswith("ed")
            if is_past or word in IRREGULAR or at in self._verbs:
                return True  # "the Red Lantern launched"
        if at == first or follows not in ("o", "b", "t", "D"):
            return False
        return (self._shape[at] in "vWSM" and word.endswith("ed")) or word in PARTICIPLES

    def tail(self, end: int, first: int) -> Noun | None:
        """Return the noun phrase that ends before a token, back to its article or the first word of its kind."""
        shape, at = self._shape, end
        while at > first and shape[at - 1] in _NOMINAL:
            if shape[at - 1] == "D" and not self.is_number(at - 1):
                break
            at -= 1
            if shape[at] in "dz":
                break
        return Noun(at, end) if at < end else None

    def _past_aside(self, end: int, begin: int) -> Subject | None:
        """Return the subject that a remark between commas, brackets or dashes parts from its verb."""
        shape, closing = self._shape, end - 1
        mark = "(" if shape[closing] == ")" else shape[closing]
        opening = shape.rfind(mark, max(begin, closing - _REACH), closing)
        for _ in range(3):
            if opening <= begin:
                return None
            subject = self._segment(opening, begin) if shape[opening - 1] in _NOMINAL else None
            if subject and shape[subject.opens] != "o" and not self.has_verb(subject.opens, opening):
                name = Noun(opening + 1, closing)
                is_name = _NAME_ALONE.fullmatch(shape, *name) and shape[subject.noun.last - 1] in "hkT"
                return Subject(name if is_name else subject.noun, subject.opens)
            opening = shape.rfind(mark, max(begin, closing - _REACH), opening)
        return None

    def _antecedent(self, relative: int, begin: int) -> Subject | None:
        """Return the noun phrase before "who", "which" or "that", which opens its clause."""
        end = relative - (self._shape[relative - 1 : relative] == ",")
        noun = self.tail(end, begin) if end > begin else None
        if noun and self._shape[noun.first] == "d" and self._shape.startswith("N,", max(begin, noun.first - 2)):
            noun = self.tail(noun.first - 1, begin)  # "Issa Mor, a teacher, who"
        return Subject(noun, relative) if noun and self.is_noun(noun) else None

    def of_clause(self, end: int, begin: int) -> Subject | None:
        """Return the subject of the clause in which a second verb stands: "Roe left and said", "…, saying"."""
        shape = self._shape
        first = max(begin, end - _REACH)
        start = self._after_mark(first, end, begin)
        if shape.startswith(",w", start - 2) and start - 2 > begin:
            if shape.find(",", start, end) < 0:
                return self._antecedent(start - 1, begin)
            start = self._after_mark(first, start - 2, begin)  # "Roe, who lives in Kesh, left and said"
        if shape[start : start + 1] in _ADVERBIAL:
            comma = shape.find(",", start, end)
            start = comma + 1 if comma >= 0 else end
        noun = self.noun_from(start, end)
        if noun is None or not self.is_noun(noun) or not (self.is_animate(noun) or self.is_document(noun)):
            return None
        return Subject(noun, start)

    def _after_mark(self, first: int, end: int, begin: int) -> int:
        """Return the token behind the last mark or relative pronoun before another, where a clause can begin."""
        return max([self._shape.rfind(mark, first, end) for mark in ";:w"] + [begin - 1]) + 1

    def behind(self, first: int, end: int) -> Noun | None:
        """Return the noun phrase that begins at a token and can be a speaker: "said | Omar Lyle of the clinic"."""
        noun = self.noun_from(first, end)
        if noun is None or not self.is_noun(noun):
            return None
        shape = self._shape
        comma = next((at for at in range(noun.last, end) if shape[at] in ",;-:("), end)
        name = _NAME_ALONE.match(shape, comma + 1, end) if comma < end and shape[comma] == "," else None
        closes = name and (name.end() >= end or shape[name.end()] in ",.\n")
        if name and closes and shape[noun.first] in "dnz" and not {"h", "T"}.isdisjoint(shape[noun.first : noun.last]):
            return Noun(*name.span())  # "said the mayor of Ostry, Jan Brod"
        return noun

    def with_source(self, noun: Noun, end: int) -> Noun:
        """Return a document's noun phrase with whose it is: "figures from the ministry"."""
        if noun.last + 1 >= end or self._shape[noun.last] not in "ob" or not self.is_document(noun):
            return noun
        if self._tokens.word(noun.last) not in ("from", "by", "for"):
            return noun
        whose = self.noun_from(noun.last + 1, end)
        return Noun(noun.first, whose.last) if whose and self.is_animate(whose) else noun

    def is_noun(self, noun: Noun) -> bool:
        """Say whether a stretch ends in what can be a noun; "you" and numbers alone are nobody."""
        last = noun.last - 1
        if self._is_source(last):
            return True
        if self._shape[last] not in "NThkecqpnd" and (last == noun.first or self._shape[last] not in "BGMWS"):
            return False
        return self._tokens.word(last).lower() not in ("you", "there", "one")

    def is_animate(self, noun: Noun) -> bool:
        """Say whether a noun phrase means somebody: a name, a pronoun, people, a body."""
        if not _ANIMATE.isdisjoint(self._shape[noun.first : noun.last]):
            return True
        head = self._tokens.word(noun.last - 1).lower()
        return head in PLURALS or (self._shape[noun.last - 1] == "n" and head.endswith(_DOERS))

    def is_document(self, noun: Noun) -> bool:
        """Say whether a noun phrase means what shows something: a survey, data, filings."""
        last = next((at for at in range(*noun) if self._shape[at] == "o"), noun.last) - 1
        return self._shape[last] == "e" or self._is_source(last)

    def _is_source(self, at: int) -> bool:
        return self._tokens.word(at).lower() in SOURCES

    def has_verb(self, first: int, end: int) -> bool:
        """Say whether a clause with a verb of its own stands between two tokens."""
        shape = self._shape
        for at in range(first, end):
            letter = shape[at]
            if letter in "xySL" or at in self._verbs:
                return True
            if (
                letter == "v"
                and at > first
                and shape[at - 1] in "nNhkecDpqr"
                and shape[at + 1 : at + 2] not in ("o", "b")
            ):
                return True
            if letter == "n" and self._tokens.word(at) in IRREGULAR:
                return True
        return False
