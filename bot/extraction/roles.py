"""What the words around a name say of its bearer: role, affiliation, gender."""

from dataclasses import dataclass

from bot.extraction import nouns
from bot.extraction.mentions import Phrase
from bot.extraction.patterns import lazy
from bot.extraction.tokens import Tokens
from bot.extraction.words import words

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
_NATIONAL = ("an", "ese", "ish", "ch", "i")
NO_PERSON = words(
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
"""Words that make a name one of a body, a place or a thing."""

_SUFFIXES = words("Jr Sr II III IV")
_STOPPED = _SUFFIXES | _HONORIFICS | _RANKS | words("Sen Gov Rep Supt Inc Corp Co Ltd")
_APPOSITION = lazy(
    r"(?:,D)?,(?P<role>[dz]?[nNvkrsT]{0,5}[hT]{1,2})(?:o(?P<body>[dz]?[NTnks]{1,6}))?(?=[,.\nw;Q&-]|[SMLx])"
)
_BEFORE_NAME = lazy(r"(?P<role>(?:[dz]?[Nnk]{1,4}s|[dz])?[nNvk]{0,4}h{1,2}),\Z")
_OF_BODY = lazy(r"[dz]?N{1,4}(?:oN{1,3})?")
_MID_SENTENCE = lazy(r"(?<![.\n-])N")
_AFTER_APPOSITION = frozenset(",SLMW")


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
        for at in range(phrase.last - 2, start - 1, -1):
            if self._tokens.word(at).lower() in nouns.PEOPLE:
                return at + 1
        return start

    def name_words(self, start: int, end: int) -> list[str]:
        """Return the words of a name without its "Jr."."""
        found = [self._tokens.word(at) for at in range(start, end)]
        return found[:-1] if len(found) > 1 and found[-1] in _SUFFIXES else found

    def text(self, start: int, end: int) -> str:
        """Return the text of tokens on one line, with the stop of a last abbreviation."""
        body, stop = self._tokens.body, self._tokens.ends[end - 1]
        if body[stop : stop + 1] == "." and self._tokens.word(end - 1) in _STOPPED:
            stop += 1
        return " ".join(body[self._tokens.starts[start] : stop].split())

    def describe(self, bearer: Bearer, phrase: Phrase, start: int) -> None:
        """Add to `bearer` what stands before its name (at token `start`), in apposition to it, or around both."""
        self._read_before(bearer, phrase.first, start)
        self._read_apposition(bearer, phrase.last)
        self._read_around(bearer, phrase)

    def take_role(self, bearer: Bearer, first: int, end: int) -> None:
        """Split tokens such as "State Department spokesperson" into affiliation and role; what is known stays."""
        first = self._skip(first, end)
        body = first
        while body < end - 1 and self._shape[body] in "Nk" and self._tokens.word(body) not in _ROLE_PREFIXES:
            body += 1
        is_possessive = self._shape[body : body + 1] == "s"
        if body > first and (is_possessive or self._is_body(first, body)):
            bearer.affiliation = bearer.affiliation or self._without_article(first, body)
            first = self._skip(body + is_possessive, end)
        if first < end:
            bearer.role = bearer.role or self.text(first, end)
        head = self._tokens.word(end - 1).lower()
        if not bearer.gender and head.endswith("man"):
            bearer.gender = "f" if head.endswith("woman") else "m"

    def _skip(self, first: int, end: int) -> int:
        while first < end and self._tokens.word(first).lower() in _NO_ROLE:
            first += 1
        return first

    def _is_body(self, first: int, end: int) -> bool:
        """Whether the words before a role name a body: no nationality, nor a sentence's capital ("Harbor master")."""
        if self._tokens.word(end - 1).endswith(_NATIONAL):
            return False
        word = self._tokens.word(first)
        if end - first > 1 or word.isupper() or self._shape[first - 1 : first] not in ("", ".", "\n", "-"):
            return True
        if self._proper is None:
            self._proper = {self._tokens.word(found.start()) for found in _MID_SENTENCE.finditer(self._shape, 1)}
        return word in self._proper

    def _without_article(self, start: int, end: int) -> str:
        while start < end - 1 and self._shape[start] in "dz":
            start += 1
        return self.text(start, end)

    def _read_before(self, bearer: Bearer, first: int, start: int) -> None:
        end = rank = start
        while end > first and self._shape[end - 1] == "T":
            word = self._tokens.word(end - 1)
            if word in _MASCULINE or word in _FEMININE:
                bearer.gender = "m" if word in _MASCULINE else "f"
            if word not in _HONORIFICS and word not in _RANKS:
                break
            rank = end - 1 if word in _RANKS else rank
            end -= 1
            bearer.is_person = True
        has_role = end > first and (
            "h" in self._shape[first:end]
            or "T" in self._shape[first:end]
            or self._tokens.word(end - 1).lower() in nouns.PEOPLE
        )
        if has_role:
            bearer.is_person = True
            self.take_role(bearer, first, end)
        elif rank < start and bearer.role is None:
            bearer.role = self.text(rank, start)

    def _read_apposition(self, bearer: Bearer, last: int) -> None:
        """Read "NAME, 34, the mayor of Belmar,"."""
        found = _APPOSITION.match(self._shape, last) if self._shape[last : last + 1] == "," else None
        if found is None or not found["role"].strip("dz"):
            return
        bearer.is_person = True
        self.take_role(bearer, found.start("role"), found.end("role"))
        if found["body"]:
            bearer.affiliation = bearer.affiliation or self._without_article(found.start("body"), found.end("body"))

    def _read_around(self, bearer: Bearer, phrase: Phrase) -> None:
        """Read "the body's director, NAME," · "CNN's NAME" · "Mayor NAME of Belmar"."""
        shape, first, last = self._shape, phrase.first, phrase.last
        if shape[first - 1 : first] == "," and shape[last : last + 1] in _AFTER_APPOSITION:
            director = _BEFORE_NAME.search(shape, max(0, first - 12), first)
            if director is not None:
                bearer.is_person = True
                self.take_role(bearer, director.start("role"), director.end("role"))
        if bearer.affiliation is not None:
            return
        if shape[first - 2 : first] == "Ns":
            word = self._tokens.word(first - 2)
            if word.isupper() or word in NO_PERSON:
                bearer.affiliation = self.text(self._name_start(first - 2), first - 1)
        elif bearer.role and shape[last : last + 1] == "o" and self._tokens.word(last) == "of":
            of_body = _OF_BODY.match(shape, last + 1)
            if of_body is not None:
                bearer.affiliation = self._without_article(last + 1, of_body.end())

    def _name_start(self, at: int) -> int:
        while at > 0 and self._shape[at - 1] == "N":
            at -= 1
        return at
