"""What the words around a name say of its bearer: role, affiliation, gender."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction import nouns, role_words
from bot.extraction.mentions import Phrase
from bot.extraction.patterns import lazy
from bot.extraction.tokens import Tokens

_HEAD = "(?:(?:[nNvkrseT]|h(?=k)){0,6}(?:h[nv]{1,2}(?=h))?[hT]{1,2})"
_OBJECT = "[dz]?(?:[NTnkhescB]|v(?=[nNkh])){1,7}(?:&[NTnk]{1,4})?"
_APPOSITION = lazy(
    rf"(?:(?:,D)?,(?:wy)?|y(?=d))(?P<role>[dz]?{_HEAD}(?:&[nvN]{{0,2}}{_HEAD})?)(?P<tail>(?:o{_OBJECT}){{0,3}})"
    r"(?=[,.\nw;Q&)(-]|[SMLWoxyr])"
)
_BEFORE_NAME = lazy(r"(?P<role>(?:[dz]?[Nnk]{1,4}s|[dz])?[nNvk]{0,4}h{1,2})(?P<tail>(?:o[dz]?[NTnkhes]{1,5}){0,2}),\Z")
_HEADING = lazy(rf",w[nNkhMSWv](?P<body>{_OBJECT}(?:oN{{1,3}})?)(?=[,.\n;Q])")
_OF_BODY = lazy(r",?o(?P<body>[dz]?[Nk]{1,5}(?:oN{1,3})?)")
_PHRASE_OF = lazy(rf"o(?P<object>{_OBJECT})")
_MID_SENTENCE = lazy(r"(?<![.\n-])N")
_AFTER_APPOSITION = frozenset(",SLMW")
_ENDS = frozenset(".\n")
_CLOSING = frozenset(("", ",", ".", "\n", ";", "Q", ")", "-"))
_SENTENCE_STARTS = frozenset(("", ".", "\n", "-"))
_LONGEST_LEAD = 16  # tokens of "the head of the body's office," before a name


@dataclass(slots=True)
class Bearer:
    """Who bears a name, as far as it has been read; what is known stays."""

    name: str
    last: str
    role: str | None = None
    affiliation: str | None = None
    gender: str = ""
    """"m", "f", or "" where nothing tells."""
    is_person: bool = False


class Roles:
    """Reads the surroundings of the names of one body."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._proper: set[str] | None = None  # words with a capital inside a sentence

    def core(self, phrase: Phrase) -> int:
        """Return the token where the name itself begins, after titles and roles."""
        start = phrase.last
        while start > phrase.first and self._shape[start - 1] == "N":
            start -= 1
        if start > phrase.first and self._shape[start - 1] == "o" and start + 1 < phrase.last:
            start += 1  # "Secretary of State Ann Roe"
        for at in range(phrase.last - 2, start - 1, -1):
            if self._tokens.word(at).lower() in nouns.PEOPLE:
                return at + 1
        return start

    def name_words(self, start: int, end: int) -> list[str]:
        """Return the words of a name without its "Jr." and without a "van" that begins it."""
        found = [self._tokens.word(at) for at in range(start, end)]
        while len(found) > 1 and found[0] in role_words.PARTICLES:
            del found[0]
        return found[:-1] if len(found) > 1 and found[-1] in role_words.SUFFIXES else found

    def text(self, start: int, end: int) -> str:
        """Return the text of tokens on one line, with the stop of a last abbreviation."""
        body, stop = self._tokens.body, self._tokens.ends[end - 1]
        if body[stop : stop + 1] == "." and self._tokens.word(end - 1) in role_words.STOPPED:
            stop += 1
        return " ".join(body[self._tokens.starts[start] : stop].split())

    def describe(self, bearer: Bearer, phrase: Phrase, start: int) -> Iterator[int]:
        """Add to `bearer` what stands before its name (at token `start`), in apposition to it, or around both.

        Yields the head tokens of roles that stand apart from the name: they mean the bearer as well.
        """
        self._read_before(bearer, phrase.first, start)
        yield from self._read_apposition(bearer, phrase)
        yield from self._read_lead(bearer, phrase)
        self._read_around(bearer, phrase)

    def take_role(self, bearer: Bearer, first: int, end: int) -> None:
        """Split tokens such as "State Department spokesperson" into affiliation and role; what is known stays."""
        first = self._skip(first, end)
        body = self._body_end(first, end)
        is_possessive = self._shape[body : body + 1] == "s"
        if body > first and (is_possessive or self._is_body(first, body, end)):
            bearer.affiliation = bearer.affiliation or self._without_article(first, body)
            first = self._skip(body + is_possessive, end)
        if first < end:
            bearer.role = bearer.role or self.text(first, end)
        head = self._tokens.word(end - 1).lower()
        if not bearer.gender and head.endswith("man"):
            bearer.gender = "f" if head.endswith("woman") else "m"

    def _body_end(self, first: int, end: int) -> int:
        """Return where the body's name ends that begins a role: at "'s", after "Ministry", or before small words."""
        shape, word = self._shape, self._tokens.word
        possessive = shape.rfind("s", first, end - 1)
        if possessive > first:
            return possessive
        for at in range(end - 2, first - 1, -1):
            if shape[at] == "k" and word(at) not in role_words.ROLE_PREFIXES:
                return at + 1
            if shape[at] == "N" and (role_words.names_body(word(at)) or shape[at - 1 : at] == "o"):
                return at + 1
            if word(at) == "police" and word(at + 1).startswith("spokes"):
                return at + 1
            if word(at) == "Press" and at > first and word(at + 1) not in ("secretary", "officer"):
                return at + 1  # "Associated Press reporter"
        body = first
        while body < end - 1 and shape[body] in "Nk" and word(body) not in role_words.ROLE_PREFIXES:
            body += 1
        return body

    def _skip(self, first: int, end: int) -> int:
        while first < end and self._tokens.word(first).lower() in role_words.NO_ROLE:
            first += 1
        return first

    def _is_body(self, first: int, body: int, end: int) -> bool:
        """Whether the words before a role name a body: no nationality, nor a sentence's capital ("Harbor master")."""
        word = self._tokens.word(first)
        if self._tokens.word(body - 1).endswith(role_words.NATIONAL) and self._shape[body - 1] == "N":
            return False
        if body - first == 1 and word.istitle() and word.lower() in role_words.PLAIN:
            return False  # "Transport Minister"
        is_certain = first > 0 and self._tokens.word(first - 1).lower() == "the"
        if body - first == 1 and word.lower() in nouns.BODIES and not is_certain:
            return False  # "hospital director"
        if body - first > 1 or word.isupper() or self._shape[first - 1 : first] not in _SENTENCE_STARTS:
            return True
        if (
            word in role_words.NO_PERSON
            or any(self._tokens.word(at) in role_words.SEATS for at in range(body, end))
            or self._is_firm(word, body, end)
        ):
            return True
        if self._proper is None:
            self._proper = {self._tokens.word(found.start()) for found in _MID_SENTENCE.finditer(self._shape, 1)}
        return word in self._proper

    def _is_firm(self, word: str, body: int, end: int) -> bool:
        small = word.lower()
        is_plain = small in role_words.PLAIN or small in nouns.BODIES or small in nouns.PEOPLE
        return not is_plain and all(self._tokens.word(at).lower() in role_words.TOP_ROLES for at in range(body, end))

    def _without_article(self, start: int, end: int) -> str:
        """Return the text of a body: no article, and of "the aid group Northlight" the name alone."""
        while start < end - 1 and self._shape[start] in "dz":
            start += 1
        name = end
        while name > start and self._shape[name - 1] == "N":
            name -= 1
        if start < name < end and self._shape[name - 1] == "k" and self._tokens.word(name - 1).islower():
            start = name
        return self.text(start, end)

    def _read_before(self, bearer: Bearer, first: int, start: int) -> None:
        end = rank = start
        while end > first and self._shape[end - 1] == "T":
            word = self._tokens.word(end - 1)
            if word in role_words.MASCULINE or word in role_words.FEMININE:
                bearer.gender = "m" if word in role_words.MASCULINE else "f"
            if word not in role_words.HONORIFICS and word not in role_words.RANKS:
                break
            if word == "General" and self._tokens.word(end - 2) in role_words.BEFORE_GENERAL and end - 1 > first:
                break
            rank = end - 1 if word in role_words.RANKS else rank
            end -= 1
            bearer.is_person = True
        has_role = end > first and (
            "h" in self._shape[first:end]
            or "T" in self._shape[first:end]
            or self._shape[end - 1] == "n"
            or self._tokens.word(end - 1).lower() in nouns.PEOPLE
        )
        if has_role:
            bearer.is_person = True
            self.take_role(bearer, first, end)
        elif rank < start:
            bearer.role = bearer.role or self.text(rank, start)
            if end > first and self._is_named(first, end):
                bearer.affiliation = bearer.affiliation or self._without_article(first, end)

    def introduces(self, phrase: Phrase) -> bool:
        """Say whether a last name alone is told from a place by a role in apposition: "Lund, the minister,"."""
        found = self._apposition(phrase)
        if found is None or self._shape[phrase.last] != "," or self._shape[phrase.first - 1 : phrase.first] == "o":
            return False
        head = self._tokens.word(found.end("role") - 1).lower()
        closed = self._shape[found.end() : found.end() + 1] in _CLOSING
        return closed and head not in role_words.OF_COUNTRIES and head not in role_words.RELATIONS

    def _apposition(self, phrase: Phrase) -> re.Match[str] | None:
        """Match the role behind a name; in "In West Harbor, the mayor said" there is none."""
        last = phrase.last
        if self._shape[last : last + 1] not in (",", "y"):
            return None
        if self._shape[last] == "y" and self._tokens.word(last) != "is":
            return None
        found = _APPOSITION.match(self._shape, last)
        if found is None or not found["role"].strip("dz"):
            return None
        is_placed = self._shape[phrase.first - 1 : phrase.first] == "o"
        return None if is_placed and self._shape[found.end() : found.end() + 1] not in _CLOSING else found

    def _read_apposition(self, bearer: Bearer, phrase: Phrase) -> Iterator[int]:
        """Read "NAME, 34, the mayor of Belmar," · "NAME, who heads the Harbor Authority," · "NAME is the mayor"."""
        found = self._apposition(phrase)
        if found is not None:
            if not bearer.is_person and self._tokens.word(found.end("role") - 1).lower() in role_words.OF_COUNTRIES:
                return  # "West Harbor, a member of the league"
            bearer.is_person = True
            self._take_full_role(bearer, found.start("role"), found.end("role"), found.end("tail"))
            yield found.end("role") - 1
            return
        bearer.is_person = bearer.is_person or self._has_age(phrase.last)
        heading = _HEADING.match(self._shape, phrase.last)
        if heading is not None and self._tokens.word(phrase.last + 2) in role_words.HEADING:
            start, end = heading.span("body")
            of = self._shape.find("o", start, end)
            end = of if of >= 0 and self._tokens.word(of) != "of" else end
            owner = self._shape.find("s", start, end)
            end = owner if owner >= 0 else end
            bearer.is_person = True
            bearer.affiliation = bearer.affiliation or self._without_article(start, end)

    def _has_age(self, last: int) -> bool:
        """Whether an age stands behind a name: "Mette Brand, 34, said"."""
        if self._shape[last : last + 2] != ",D" or self._shape[last + 2 : last + 3] not in _CLOSING:
            return False
        age = self._tokens.word(last + 1)
        return age.isdecimal() and len(age) < 3

    def _take_full_role(self, bearer: Bearer, first: int, end: int, tail: int) -> None:
        """Take a role and what follows it: "director" · "of research" · "at the Keld Institute"."""
        at = end
        serves = self._tokens.word(end - 1).lower() not in role_words.RELATIONS
        body: str | None = None
        while at < tail and body is None:
            found = _PHRASE_OF.match(self._shape, at, tail)
            if found is None:
                break
            preposition, start, stop = self._tokens.word(at), found.start("object"), found.end("object")
            at = stop
            if self._is_subject(preposition, start, stop):
                end = stop
                continue
            if not serves or preposition not in ("of", "for", "at", "with", "from", "in"):
                continue
            if preposition in ("from", "in") and not self._has_body(start, stop):
                continue
            if self._shape[at : at + 2] == "oN" and self._tokens.word(at) == "of":
                start = at + 1 if self._tokens.word(at - 1) in role_words.PLACES else start
                stop = self._name_end(at + 1)  # "the Ministry of Health"
            body = self._without_article(start, stop)
        self.take_role(bearer, first, end)
        if body:
            bearer.affiliation = bearer.affiliation or body

    def _is_subject(self, preposition: str, start: int, end: int) -> bool:
        """Whether the words behind a role belong to it ("director of research", "minister for transport")."""
        if self._shape[start] in "dz" or self._is_named(start, end):
            return False
        return preposition == "of" or (preposition == "for" and self._shape[end - 1] not in "kh")

    def _is_named(self, start: int, end: int) -> bool:
        return any(self._tokens.word(at)[:1].isupper() for at in range(start, end))

    def _has_body(self, start: int, end: int) -> bool:
        return any(self._shape[at] == "k" or role_words.names_body(self._tokens.word(at)) for at in range(start, end))

    def _read_lead(self, bearer: Bearer, phrase: Phrase) -> Iterator[int]:
        """Read "the body's director, NAME," and "the mayor of Belmar, NAME,"."""
        shape, first, last = self._shape, phrase.first, phrase.last
        if shape[first - 1 : first] != ",":
            return
        lead = _BEFORE_NAME.search(shape, max(0, first - _LONGEST_LEAD), first)
        if lead is None:
            return
        after = shape[last : last + 1]
        is_only = lead["role"][0] in "dNz" and self._tokens.word(lead.start("role")).lower() not in ("a", "an")
        if after in _AFTER_APPOSITION or (after in _ENDS and is_only):
            bearer.is_person = True
            self._take_full_role(bearer, lead.start("role"), lead.end("role"), lead.end("tail"))
            yield lead.end("role") - 1

    def _read_around(self, bearer: Bearer, phrase: Phrase) -> None:
        """Read "CNN's NAME" · "Mayor NAME of Belmar" · "NAME of the Harbor Trust"."""
        if bearer.affiliation is not None:
            return
        shape, first, last = self._shape, phrase.first, phrase.last
        if shape[first - 2 : first] == "Ns":
            word = self._tokens.word(first - 2)
            if word.isupper() or word in role_words.NO_PERSON:
                bearer.affiliation = self.text(self._name_start(first - 2), first - 1)
            return
        of_body = _OF_BODY.match(shape, last)
        if of_body is None or self._tokens.word(of_body.start("body") - 1) != "of":
            return
        start, end = of_body.span("body")
        end += end < len(shape) and self._tokens.word(end) == "police"
        if self._has_body(start, end) or (bearer.role and shape[last] == "o"):
            bearer.is_person = True
            bearer.affiliation = self._without_article(start, end)

    def _name_start(self, at: int) -> int:
        while at > 0 and self._shape[at - 1] == "N":
            at -= 1
        return at

    def _name_end(self, at: int) -> int:
        while self._shape[at : at + 1] == "N":
            at += 1
        return at
