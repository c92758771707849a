"""Who claims: the verbs of claiming in a body, each with its subject, found clause by clause."""

from enum import StrEnum
from typing import NamedTuple

from bot.extraction.claim_verbs import VERB_FOLLOWS, Verbs
from bot.extraction.claim_words import (
    CLAIMING,
    CLAIMS,
    PARTICLES_OF,
    Claiming,
    Form,
    Takes,
)
from bot.extraction.patterns import lazy
from bot.extraction.subjects import Noun, Subject, Subjects
from bot.extraction.tokens import Tokens

_NEAR = 14  # tokens behind a verb that tell whether its object is a claim
_CLAUSE_END = lazy(r"[,;:.\n()Q-]")
_PUT_AT = lazy(r"\b(?:at|on|as\s(?:high|low|many)\sas)\s(?:\w+\s){0,3}?[$£€]?\d|\b(?:at|between)\s")


class Order(StrEnum):
    """How who claims stands to the verb."""

    BEFORE = "before"
    """X says …"""
    BEHIND = "behind"
    """…, says X"""
    ACCORDING = "according"
    """according to X"""
    BY = "by"
    """was put at 40 by X, as reported by X"""
    AGAIN = "again"
    """…, saying"""


class Claim(NamedTuple):
    """A verb of claiming at `cue` with its subject; its clause begins at `opens`, its sentence is `begin` to `end`."""

    cue: int
    order: Order
    subject: Noun
    opens: int
    begin: int
    end: int
    speech: bool = True
    """It says; it does not only expect, want or believe."""


class Claims:
    """Reads the claims of one body, sentence by sentence; each word is judged once."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._verbs: set[int] = set()
        self.subjects = Subjects(tokens, self._verbs)
        self._finite = Verbs(tokens, self.subjects)
        self._begin = self._end = 0

    def of(self, begin: int, end: int) -> list[Claim]:
        """Return the claims of the sentence of tokens from `begin` to `end` (exclusive), in order of their verbs."""
        self._begin = self._finite.begin = begin
        self._end = end
        words = self._tokens.words
        claims: list[Claim] = []
        for at in [at for at, word in enumerate(words[begin:end], begin) if word in CLAIMING]:
            claim = self._claim(at, CLAIMS.get(words[at]), claims[-1] if claims else None)
            if claim is not None:
                claims.append(claim)
        return claims

    def _claim(self, cue: int, claiming: Claiming | None, last: Claim | None) -> Claim | None:
        """Return the claim of a verb or of "according" (None), None if it is none."""
        begin, end = self._begin, self._end
        if claiming is None:
            noun = self.subjects.behind(cue + 2, end) if self._shape[cue + 1 : cue + 2] == "t" else None
            return noun and Claim(cue, Order.ACCORDING, self.subjects.with_source(noun, end), cue, begin, end)
        if claiming.form is Form.GERUND and self._shape[self._finite.without_adverbs(cue)] != "y":
            return self._again(cue, claiming, last)
        if claiming.form is Form.PAST and (agent := self._agent(cue)):
            return Claim(cue, Order.BY, agent, self._noun_start(cue), begin, end)
        if not self._finite.is_finite(cue, claiming):
            return None
        self._verbs.add(cue)
        behind = self._behind(cue, claiming)
        if behind:
            return Claim(cue, Order.BEHIND, behind, cue, begin, end)
        subject = self.subjects.before(cue, begin)
        if subject is None or not self._holds(cue, claiming, subject) or self._is_absolute(cue, subject):
            return None
        if last is not None and self._is_resumed(subject, last):
            return None
        noun = self.subjects.with_source(subject.noun, cue)
        return Claim(cue, Order.BEFORE, noun, subject.opens, begin, end, claiming.speech or self._shape[cue] == "L")

    def _is_resumed(self, subject: Subject, last: Claim) -> bool:
        """Say whether a pronoun right behind another's verb means that one: "Roe said she expects" is Roe's."""
        first, shape = subject.noun.first, self._shape
        return shape[first] in "pq" and first - (shape[first - 1] == "w") == last.cue + 1

    def _again(self, cue: int, claiming: Claiming, last: Claim | None) -> Claim | None:
        """Return the claim of "…, saying": of who claims before in the sentence, else of its subject."""
        before, leads = self._shape[cue - 1 : cue], self._shape[cue + 1 : cue + 2] == "w"
        if before not in (",", "&") and not (before == "j" and leads):  # "after finding that"
            return None
        if cue - 1 <= self._begin or self._finite.word(cue) in ("showing", "reading", "putting"):
            return None
        if last is not None:
            return Claim(cue, Order.AGAIN, last.subject, cue, self._begin, self._end)
        subject = self.subjects.of_clause(cue - 1, self._begin) if claiming.speech or leads else None
        return Claim(cue, Order.AGAIN, subject.noun, cue, self._begin, self._end) if subject else None

    def _agent(self, cue: int) -> Noun | None:
        """Return who claims in "put at 40 by X", "the 40 reported by X"."""
        shape = self._shape
        before = self._finite.without_adverbs(cue)
        passive = shape[before : before + 1] == "y"
        limit = min(self._end, cue + (_NEAR if passive else 2))
        by = shape.find("b", cue + 1, limit)
        if by < 0 or VERB_FOLLOWS.intersection(shape[cue + 1 : by]) or self.subjects.is_number(by + 1):
            return None
        noun = self.subjects.behind(by + 1, self._clause_end(by + 1))
        if noun is None or shape[noun.first] == "D":
            return None
        return noun if self.subjects.is_animate(noun) or self.subjects.is_document(noun) else None

    def _noun_start(self, cue: int) -> int:
        """Return where what a passive verb says begins: its noun phrase, or its clause behind "was"."""
        shape, at = self._shape, self._finite.without_adverbs(cue)
        if shape[at] in "yxj":
            return self._begin
        while at > self._begin and shape[at] in "nNhkecDvT&" and at not in self._verbs:
            at -= 1
        return at + (shape[at] not in "dz")

    def _clause_end(self, at: int) -> int:
        found = _CLAUSE_END.search(self._shape, at, self._end)
        return found.start() if found else self._end

    def _behind(self, cue: int, claiming: Claiming) -> Noun | None:
        """Return who claims in "…, said X", which ends a clause."""
        shape = self._shape
        if not claiming.speech or claiming.form is Form.BASE or shape[cue - 1] not in ",Q-":
            return None
        first = cue + 1 + (shape[cue + 1 : cue + 2] == "r")
        end = self._clause_end(first)
        noun = self.subjects.behind(first, self._end) if first < end and shape[first] in "dzNTnkhepq" else None
        if noun is None or not self.subjects.is_animate(noun) or self.subjects.has_verb(first, end):
            return None
        return noun

    def _holds(self, cue: int, claiming: Claiming, subject: Subject) -> bool:
        """Say whether what a verb takes here is a claim of its subject."""
        tokens, shape = self._tokens, self._shape
        noun, word = subject.noun, self._finite.word(cue)
        document = self.subjects.is_document(noun)
        animate = document or self.subjects.is_animate(noun)
        is_tag = shape[subject.opens - 1] in ",Q-" and shape[cue + 1 : cue + 2] in (",", ".", "\n", "")
        if not animate and (shape[subject.opens] == "w" or not (claiming.speech or is_tag)):
            return False
        if not animate and claiming.form is Form.PAST and shape[cue + 1 : cue + 2] == "o" and word != "said":
            return False  # "half the rate forecast in March"
        if claiming.takes is Takes.LEVEL:
            far = tokens.ends[min(self._end, cue + 2 * _NEAR) - 1]
            return _PUT_AT.search(tokens.body, tokens.ends[cue], far) is not None
        if self._finite.word(cue + 1) in PARTICLES_OF.get(word, ()) or self._asks_for(cue):
            return animate
        if word == "added" and self._shape[cue + 1 : cue + 2] == "D":
            return False  # "the shares added 2%"
        if claiming.takes in (Takes.PARTICLE, Takes.SHOWN):
            return document and claiming.takes is Takes.SHOWN
        if claiming.takes is Takes.CLAUSE and not (document and claiming.of_documents):
            return self._says_clause(cue)
        return True

    def _asks_for(self, cue: int) -> bool:
        """Say whether somebody is asked for something: "asked the council for £4m", not "asked £4 for it"."""
        if not self._finite.word(cue).startswith("ask"):
            return False
        asked = self.subjects.noun_from(cue + 1, self._end)
        return asked is not None and self._finite.word(asked.last) == "for" and self.subjects.is_animate(asked)

    def _is_absolute(self, cue: int, subject: Subject) -> bool:
        """Say whether a participle only closes an adverbial: "with 98% of precincts counted, Roe led"."""
        shape = self._shape
        return shape[subject.opens] == "o" and shape[cue + 1 : cue + 2] in (",", ".", "\n") and shape[cue] != "S"

    def _says_clause(self, cue: int) -> bool:
        """Say whether a clause, a share or nothing follows a verb."""
        after, end = self._shape[cue + 1 : cue + 2], self._clause_end(cue + 1)
        if after in ("w", "") or end == cue + 1:
            return True
        if after == "t":
            return False
        if after in "orD" and not any(map(self.subjects.is_number, range(cue + 1, end))):
            return True
        body, ends = self._tokens.body, self._tokens.ends
        if any(
            body[ends[at] : ends[at] + 1] == "%" or self._finite.word(at + 1) == "percent" for at in range(cue + 1, end)
        ):
            return True
        return self.subjects.has_verb(cue + 1, min(end, cue + 2 * _NEAR))
