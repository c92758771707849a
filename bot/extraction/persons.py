"""Gathers the persons of an article from every phrase that names them, and knows whom each phrase means."""

import re

from bot.extraction import given_names
from bot.extraction.mentions import Kind, Phrase, Stand
from bot.extraction.patterns import lazy
from bot.extraction.role_words import NO_PERSON
from bot.extraction.roles import Bearer, Roles
from bot.extraction.tokens import Tokens
from bot.model import Person

_SPOKES = lazy(r"spokes(?:man|woman|person)\Z|press secretary\Z", re.IGNORECASE)
_ABBREVIATED = {
    "Sen": "senator",
    "Gov": "governor",
    "Rep": "congressman",
    "Gen": "general",
    "Col": "colonel",
    "Capt": "captain",
    "Lt": "lieutenant",
    "Sgt": "sergeant",
    "Adm": "admiral",
    "Cmdr": "commander",
}
_PRONOUN_GENDER = dict.fromkeys(("he", "his", "him"), "m") | dict.fromkeys(("she", "her"), "f")
_ACTING = frozenset((Stand.SUBJECT, Stand.INVERTED, Stand.CLAUSE, Stand.CHAINED, Stand.PASSIVE, Stand.ACCORDING))
_LOOK_BACK = 12  # phrases before a pronoun that could be meant


class Persons:
    """Knows after one reading of all name phrases whom each phrase of a body means."""

    def __init__(self, tokens: Tokens, phrases: list[Phrase]) -> None:
        self._tokens = tokens
        self._phrases = phrases
        self._roles = Roles(tokens)
        self._by_last: dict[str, list[Bearer]] = {}
        self._bearer_of: dict[int, Bearer] = {}
        self._by_head: dict[int, Bearer] = {}  # roles that stand apart: "the mayor of Belmar, Ann Roe"
        self._by_role: dict[str, dict[int, Bearer]] | None = None
        self._gather()
        self._affiliate_spokespeople()

    def person(self, phrase: int) -> Person | None:
        """Return whom a phrase means by name, by "he" or "she", or by a role that one person has; else None.

        Equal for every phrase that means the same person.
        """
        bearer = self._bearer_of.get(phrase)
        if bearer is None:
            kind = self._phrases[phrase].kind
            if kind is Kind.PRONOUN:
                bearer = self._meant_by_pronoun(phrase)
            elif kind is Kind.RELATIVE:
                bearer = self._antecedent(phrase)
            else:
                bearer = self._by_head.get(self._phrases[phrase].head)
                if bearer is None and kind is Kind.PERSON:
                    bearer = self._meant_by_role(phrase)
        if bearer is None or not bearer.is_person:
            return None
        return Person(name=bearer.name, role=bearer.role, affiliation=bearer.affiliation)

    def _gather(self) -> None:
        lone: dict[int, str] = {}
        name_kind = Kind.NAME
        for index, phrase in enumerate(self._phrases):
            if phrase.kind is not name_kind:
                continue
            start = self._roles.core(phrase)
            name = self._roles.name_words(start, phrase.last)
            if not NO_PERSON.isdisjoint(name):
                continue
            if len(name) > 1:
                self._note_full(index, start, name)
            else:
                lone[index] = name[0]
                self._note_lone(index, start, name[0])
        self._believe(set(lone.values()))
        for index, last in lone.items():
            known = self._latest(last, index)
            if known is not None:
                self._bearer_of.setdefault(index, known)
        self._bearer_of = {index: bearer for index, bearer in self._bearer_of.items() if bearer.is_person}

    def _believe(self, last_names: set[str]) -> None:
        """Take for a person whoever is called by the last name alone elsewhere."""
        for bearers in self._by_last.values():
            for bearer in bearers:
                bearer.is_person = bearer.is_person or (bearer.last in last_names and not bearer.name.isupper())

    def _note_full(self, index: int, start: int, name: list[str]) -> None:
        given, last = name[0], name[-1]
        bearers = self._by_last.setdefault(last, [])
        bearer = next((known for known in bearers if known.name.split()[0] == given), None)
        if bearer is None:
            bearer = Bearer(self._roles.text(start, self._phrases[index].last), last)
            bearer.gender = _gender_of(given)
            bearer.is_person = bool(bearer.gender) or given in given_names.EITHER
            bearers.append(bearer)
        self._bearer_of[index] = bearer
        self._describe(bearer, index, start)

    def _note_lone(self, index: int, start: int, last: str) -> None:
        phrase = self._phrases[index]
        if not {"h", "T"}.intersection(self._tokens.shape[phrase.first : start]) and not self._roles.introduces(phrase):
            return
        bearer = self._latest(last, index)
        if bearer is None:
            bearer = Bearer(last, last)
            self._by_last.setdefault(last, []).append(bearer)
        self._bearer_of[index] = bearer
        self._describe(bearer, index, start)

    def _describe(self, bearer: Bearer, index: int, start: int) -> None:
        for head in self._roles.describe(bearer, self._phrases[index], start):
            self._by_head[head] = bearer

    def _latest(self, last: str, index: int) -> Bearer | None:
        """Return the only bearer of a last name, or the one named last before a phrase."""
        bearers = self._by_last.get(last, [])
        if len(bearers) < 2:
            return bearers[0] if bearers else None
        for before in range(index - 1, max(-1, index - 200), -1):
            bearer = self._bearer_of.get(before)
            if bearer is not None and bearer.last == last:
                return bearer
        return bearers[0]

    def _affiliate_spokespeople(self) -> None:
        """Give spokespeople without a body the one whose spokesperson the article mentions without a name."""
        lacking = [
            bearer
            for bearer in self._bearer_of.values()
            if bearer.role
            and bearer.affiliation is None
            and _SPOKES.search(bearer.role)
            and not _names_body(bearer.role)
        ]
        if not lacking:
            return
        for phrase in self._phrases:
            if phrase.kind is Kind.PERSON and _SPOKES.match(self._tokens.word(phrase.head)):
                unnamed = Bearer("", "")
                self._roles.take_role(unnamed, phrase.first, phrase.last)
                if unnamed.affiliation:
                    for bearer in lacking:
                        bearer.affiliation = unnamed.affiliation
                    return

    def _meant_by_pronoun(self, phrase: int) -> Bearer | None:
        """Return the last person who acted before "he" or "she", or the only one near who could be meant."""
        gender = _PRONOUN_GENDER.get(self._tokens.word(self._phrases[phrase].first).lower())
        if gender is None:
            return None
        near: list[Bearer] = []
        for before in range(phrase - 1, max(-1, phrase - 1 - _LOOK_BACK), -1):
            bearer = self._bearer_of.get(before)
            if bearer is None or bearer.gender not in ("", gender):
                continue
            if self._phrases[before].stand in _ACTING:
                return bearer
            if bearer not in near:
                near.append(bearer)
        return near[0] if len(near) == 1 else None

    def _antecedent(self, phrase: int) -> Bearer | None:
        """Return whom "who" right behind a name means."""
        before = self._phrases[phrase - 1] if phrase else None
        is_near = before is not None and self._tokens.shape[before.last : self._phrases[phrase].first] in ("", ",")
        return self._bearer_of.get(phrase - 1) if is_near else None

    def _meant_by_role(self, phrase: int) -> Bearer | None:
        found = self._phrases[phrase]
        if self._tokens.word(found.first).lower() != "the":
            return None
        if self._by_role is None:
            self._by_role = {}
            for bearer in self._bearer_of.values():
                if bearer.role:
                    self._by_role.setdefault(_role_head(bearer.role), {})[id(bearer)] = bearer
        having = self._by_role.get(self._tokens.word(found.head).lower(), {})
        meant = next(iter(having.values())) if len(having) == 1 else None
        return meant if meant and self._serves(meant, found) else None

    def _serves(self, bearer: Bearer, found: Phrase) -> bool:
        """Whether the body a role names ("the Pentagon's spokesperson") is the bearer's, where it names one."""
        named = [self._tokens.word(index) for index in range(found.first + 1, found.last)]
        owners = [word for word in named if word[:1].isupper() and word.lower() != _role_head(bearer.role or "")]
        told = f"{bearer.role or ''} {bearer.affiliation or ''}"
        return not owners or any(word.removesuffix("'s").removesuffix("’s") in told for word in owners)


def _gender_of(given: str) -> str:
    if given in given_names.EITHER:
        return ""
    return "m" if given in given_names.MASCULINE else "f" if given in given_names.FEMININE else ""


def _names_body(role: str) -> bool:
    """Whether a role already says whose it is ("Labour Department spokesperson")."""
    first, *others = role.split()
    return any(word[:1].isupper() and not _SPOKES.match(word) for word in others) or (
        first[:1].isupper() and first.lower() not in ("press", "chief", "top", "lead") and not _SPOKES.match(first)
    )


def _role_head(role: str) -> str:
    last = role.rstrip(".").split()[-1]
    return _ABBREVIATED.get(last, last.lower())
