"""Gathers the persons of an article: full name, role and affiliation, from every phrase that names them."""

import re
from dataclasses import dataclass

from bot.extraction import given_names, nouns
from bot.extraction.mentions import Kind, Phrase, Stand
from bot.extraction.tokens import Tokens
from bot.extraction.words import words
from bot.model import Person

_MASCULINE = words("Mr Sir Lord Fr Father Herr Monsieur Señor Sr Don Signor King Prince Duke Congressman")
_FEMININE = words(
    "Mrs Ms Miss Dame Lady Frau Madame Mme Mlle Señora Sra Doña Signora Queen Princess Duchess Congresswoman"
)
_HONORIFICS = words(
    "Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Rev Fr Herr Frau Monsieur Madame Mme Mlle Sr Sra Saint"
)
_RANKS = words(
    """
    General Gen Maj Major Lt Lieutenant Col Colonel Capt Captain Cmdr Commander Adm Admiral Sgt Sergeant Cpl Corporal
    Pvt Private Pfc Spc Brig Brigadier Commodore Det Detective
    """
)
_NO_ROLE = words("former then longtime veteran top late outgoing the a an his her its their our my one another")
_ROLE_PREFIXES = words(
    """
    Press Prime Vice Deputy Chief Foreign Defense Defence Interior Finance Health Home First Attorney Supreme Senior
    Executive Managing General National Security Democratic Republican Conservative Labour Majority Minority Acting
    """
)
_NO_PERSON = words(
    """
    Department Ministry Office University College School Institute Party House Committee Commission Council Court
    Street Avenue Road News Times Post Journal Tribune Herald Guardian Magazine Press Network Radio Television Group
    Company Corporation Corp Inc Bank Fund Union League Club Association Society Foundation Center Centre Hospital
    Church Airport Agency Bureau Authority Board Army Navy Force Forces Guard Police Service Services Administration
    Congress Senate Parliament Assembly Coalition Alliance Organization Organisation Federation Trust Museum County
    City State States Kingdom Republic Republicans Democrats Americans Act Bill Law Treaty Agreement Award Prize Cup
    Day War Islands River Lake Mountain Sea Ocean Bay Valley Airlines Motors Industries Holdings Partners Capital
    Technologies Systems Media Entertainment Studios Records Watch International National Federal Social Twitter
    Facebook Google Reuters Pentagon Kremlin Secretary
    """
)
_SUFFIXES = words("Jr Sr II III IV")
_NATIONAL = ("an", "ese", "ish", "ch", "i")
_SPOKES = re.compile(r"spokes(?:man|woman|person)\Z|press secretary\Z", re.IGNORECASE)
_APPOSITION = re.compile(
    r",(?P<role>[dz]?[nNvkrsT]{0,5}[hT]{1,2})(?:o(?P<body>[dz]?[NTnks]{1,6}))?(?=[,.\nw;Q&-]|[SMLx])"
)
_BEFORE_NAME = re.compile(r"(?P<role>(?:[dz]?[Nnk]{1,4}s|[dz])?[nNvk]{0,4}h{1,2}),\Z")
_CUES = "SLMW"
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


@dataclass(slots=True)
class _Entry:
    """A person while being gathered."""

    name: str
    last: str
    role: str | None = None
    affiliation: str | None = None
    gender: str = ""
    is_sure: bool = False


class Persons:
    """Knows after one reading of all name phrases whom each phrase of a body means."""

    def __init__(self, tokens: Tokens, phrases: list[Phrase]) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._phrases = phrases
        self._entries: dict[str, list[_Entry]] = {}
        self._entry_of: dict[int, _Entry] = {}
        self._known: dict[int, Person] = {}
        self._gather()

    def person(self, phrase: int) -> Person | None:
        """Return whom a phrase means by name, by "he" or "she", or by a role that one person has; else None."""
        entry = self._entry_of.get(phrase)
        if entry is None:
            kind = self._phrases[phrase].kind
            if kind == Kind.PRONOUN:
                entry = self._meant_by_pronoun(phrase)
            elif kind == Kind.PERSON:
                entry = self._meant_by_role(phrase)
        if entry is None:
            return None
        key = id(entry)
        if key not in self._known:
            self._known[key] = Person(name=entry.name, role=entry.role, affiliation=entry.affiliation)
        return self._known[key]

    def _gather(self) -> None:
        named = [index for index, phrase in enumerate(self._phrases) if phrase.kind == Kind.NAME]
        bare: dict[int, str] = {}
        for index in named:
            start = self._core(self._phrases[index])
            name = self._name_words(start, self._phrases[index].last)
            if any(word in _NO_PERSON for word in name):
                continue
            if len(name) == 1:
                bare[index] = name[0]
                self._note_bare(index, start, name[0])
            else:
                self._note_full(index, start, name)
        lasts = set(bare.values())
        for entries in self._entries.values():
            for entry in entries:
                entry.is_sure = entry.is_sure or (entry.last in lasts and not entry.name.isupper())
        for index, last in bare.items():
            if index not in self._entry_of:
                known = self._latest(last, index)
                if known is not None:
                    self._entry_of[index] = known
        self._entry_of = {index: entry for index, entry in self._entry_of.items() if entry.is_sure}
        self._affiliate_spokespeople()

    def _core(self, phrase: Phrase) -> int:
        """Return the token where the name itself begins, after titles and roles."""
        start = phrase.last
        while start > phrase.first and self._shape[start - 1] == "N":
            start -= 1
        for at in range(phrase.last - 2, start - 1, -1):
            if self._tokens.word(at).lower() in nouns.PEOPLE:
                return at + 1
        return start

    def _name_words(self, start: int, end: int) -> list[str]:
        found = [self._tokens.word(at) for at in range(start, end)]
        return found[:-1] if len(found) > 1 and found[-1] in _SUFFIXES else found

    def _text(self, start: int, end: int) -> str:
        tokens = self._tokens
        stop = tokens.ends[end - 1]
        if (
            tokens.word(end - 1) in _SUFFIXES | _HONORIFICS | _RANKS | _ABBREVIATED.keys()
            and tokens.body[stop : stop + 1] == "."
        ):
            stop += 1
        return " ".join(tokens.body[tokens.starts[start] : stop].split())

    def _note_full(self, index: int, start: int, name: list[str]) -> None:
        phrase = self._phrases[index]
        entries = self._entries.setdefault(name[-1], [])
        entry = next((known for known in entries if known.name.split()[0] == name[0]), None)
        if entry is None:
            entry = _Entry(self._text(start, phrase.last), name[-1])
            entries.append(entry)
        self._entry_of[index] = entry
        given = name[0]
        is_given = given in given_names.MASCULINE or given in given_names.FEMININE or given in given_names.EITHER
        entry.is_sure = entry.is_sure or is_given
        if is_given and not entry.gender and given not in given_names.EITHER:
            entry.gender = "m" if given in given_names.MASCULINE else "f"
        self._describe(entry, phrase, start)

    def _note_bare(self, index: int, start: int, last: str) -> None:
        phrase = self._phrases[index]
        if not any(letter in "hT" for letter in self._shape[phrase.first : start]):
            return
        entry = self._latest(last, index)
        if entry is None:
            entry = _Entry(last, last)
            self._entries.setdefault(last, []).append(entry)
        self._entry_of[index] = entry
        self._describe(entry, phrase, start)

    def _latest(self, last: str, index: int) -> _Entry | None:
        """Return the person of that last name who was named last before a phrase, or named at all."""
        entries = self._entries.get(last, ())
        if len(entries) < 2:
            return entries[0] if entries else None
        for before in range(index - 1, -1, -1):
            if self._entry_of.get(before) in entries:
                return self._entry_of[before]
        return entries[0]

    def _describe(self, entry: _Entry, phrase: Phrase, start: int) -> None:
        """Take role, affiliation and gender from the words before a name and the apposition after it."""
        self._describe_before(entry, phrase.first, start)
        found = _APPOSITION.match(self._shape, phrase.last)
        if found is not None and found["role"].strip("dz"):
            self._take_role(entry, found.start("role"), found.end("role"))
            entry.is_sure = True
            if found["body"] and entry.affiliation is None:
                entry.affiliation = self._without_article(found.start("body"), found.end("body"))
        self._describe_around(entry, phrase)

    def _describe_around(self, entry: _Entry, phrase: Phrase) -> None:
        """Take what stands outside the phrase: "the body's director, NAME," · "CNN's NAME" · "Mayor NAME of Belmar"."""
        shape, first = self._shape, phrase.first
        director = _BEFORE_NAME.search(shape, max(0, first - 12), first) if shape[first - 1 : first] == "," else None
        if director is not None and shape[phrase.last : phrase.last + 1] in (",", *_CUES):
            self._take_role(entry, director.start("role"), director.end("role"))
            entry.is_sure = True
        if entry.affiliation is None and shape[first - 2 : first] == "Ns":
            start = first - 2
            while start > 0 and shape[start - 1] == "N":
                start -= 1
            if any(word.isupper() or word in _NO_PERSON for word in self._tokens.word(first - 2).split()):
                entry.affiliation = self._text(start, first - 1)
        if entry.affiliation is None and entry.role and shape[phrase.last : phrase.last + 2] == "oN":
            end = phrase.last + 2
            while shape[end : end + 1] == "N":
                end += 1
            if self._tokens.word(phrase.last) == "of":
                entry.affiliation = self._text(phrase.last + 1, end)

    def _describe_before(self, entry: _Entry, first: int, start: int) -> None:
        end = start
        rank_from = start
        while end > first and self._shape[end - 1] == "T":
            word = self._tokens.word(end - 1)
            if word in _MASCULINE or word in _FEMININE:
                entry.gender = "m" if word in _MASCULINE else "f"
            if word not in _HONORIFICS and word not in _RANKS:
                break
            rank_from = end - 1 if word in _RANKS else rank_from
            end -= 1
            entry.is_sure = True
        if end > first and (
            set(self._shape[first:end]) & {"h", "T"} or self._tokens.word(end - 1).lower() in nouns.PEOPLE
        ):
            entry.is_sure = True
            self._take_role(entry, first, end)
        elif rank_from < start and entry.role is None:
            entry.role = self._text(rank_from, start)

    def _take_role(self, entry: _Entry, first: int, end: int) -> None:
        """Split "State Department spokesperson" into affiliation and role; the first role found stays."""
        while first < end and self._tokens.word(first).lower() in _NO_ROLE:
            first += 1
        body = first
        while body < end - 1 and self._shape[body] in "Nk" and self._tokens.word(body) not in _ROLE_PREFIXES:
            body += 1
        is_possessive = self._shape[body : body + 1] == "s"
        if body > first and (is_possessive or not self._tokens.word(body - 1).endswith(_NATIONAL)):
            if entry.affiliation is None:
                entry.affiliation = self._without_article(first, body)
            first = body + is_possessive
        while first < end and self._tokens.word(first).lower() in _NO_ROLE:
            first += 1
        if first < end and entry.role is None:
            entry.role = self._text(first, end)
        head = self._tokens.word(end - 1).lower()
        if not entry.gender and head.endswith(("woman", "man")):
            entry.gender = "f" if head.endswith("woman") else "m"

    def _without_article(self, start: int, end: int) -> str:
        while start < end - 1 and self._shape[start] in "dz":
            start += 1
        return self._text(start, end)

    def _affiliate_spokespeople(self) -> None:
        """Give a spokesperson the body whose spokesperson the article mentions without a name."""
        lacking = [
            entry
            for entries in self._entries.values()
            for entry in entries
            if entry.role and entry.affiliation is None and _SPOKES.search(entry.role)
        ]
        if not lacking:
            return
        for phrase in self._phrases:
            if phrase.kind != Kind.PERSON or not _SPOKES.match(self._tokens.word(phrase.head)):
                continue
            owner = _Entry("", "")
            self._take_role(owner, phrase.first, phrase.last)
            if owner.affiliation:
                for entry in lacking:
                    entry.affiliation = owner.affiliation
                return

    def _meant_by_pronoun(self, phrase: int) -> _Entry | None:
        gender = _PRONOUN_GENDER.get(self._tokens.word(self._phrases[phrase].first).lower())
        if gender is None:
            return None
        fallback: _Entry | None = None
        others: set[int] = set()
        for before in range(phrase - 1, max(-1, phrase - 1 - _LOOK_BACK), -1):
            entry = self._entry_of.get(before)
            if entry is None or entry.gender not in ("", gender):
                continue
            others.add(id(entry))
            if self._phrases[before].stand in _ACTING:
                return entry
            fallback = fallback or entry
        return fallback if len(others) == 1 else None

    def _meant_by_role(self, phrase: int) -> _Entry | None:
        found = self._phrases[phrase]
        if self._tokens.word(found.first).lower() != "the":
            return None
        head = self._tokens.word(found.head).lower()
        having = {id(entry): entry for entry in self._entry_of.values() if _has_role(entry, head)}
        return next(iter(having.values())) if len(having) == 1 else None


def _has_role(entry: _Entry, head: str) -> bool:
    if not entry.role:
        return False
    last = entry.role.rstrip(".").split()[-1]
    return _ABBREVIATED.get(last, last.lower()) == head
