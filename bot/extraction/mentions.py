"""Noun phrases that could be speaking: names, pronouns, people by trade, bodies and documents, with how they stand."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.patterns import lazy
from bot.extraction.tokens import Tokens
from bot.extraction.words import words

_NAME = lazy(
    r"(?:(?:[dz]|Ns)?[nvD]{0,3}+N{0,4}+s?+(?:[nv]|h(?=k)){0,2}+k{0,2}+(?:h[nv]{1,2}+(?=h))?h{1,2}+(?:&h)?"
    r"|[dz]?N{0,3}T[nh]|[dz]?N{1,3}(?=T{1,5}+N)|[dz]?[Nk]{1,3}+oN{1,3}+[nv]{0,2}+k{0,2}+h{1,2}+|T{1,2}N{1,3}(?=T{1,5}+N)|(?<=S)[nv]{0,2}n|[dz])?"
    r"(?:T{1,4}+oN)?T{0,5}+N{1,12}+"
)
_NAME_LETTERS = lazy(r"[dzNsnvDkh&To]+")
"""All the letters that _NAME can match: it is tried only in stretches of them that hold a name."""
_COMMON = lazy(r"[dzD]{1,2}[nvNkhesTD]{0,5}[hke](?![hkeNT])|[nvNkhesD]{0,4}[hke](?![hkeNT])")
_PRONOUN = lazy(r"[pq](?!s)|(?<=At)i|z(?=[nNv]{0,2}[ceQ])")
_OTHER = lazy(
    r"(?:[dz][nvNsD]{0,4}|(?<=[.\n,Qj&])[nvND]{0,3})"
    r"n(?=(?:o[dzNnkh]{1,3})?r{0,2}x?r?[SLM])"  # the unknown noun that says something
    r"|d(?=r?x?r?[SL])"  # "some say"
    r"|w(?=[rx]{0,3}[SLM])"
    r"|(?<=[.\nQ])[dz][nvNsD]{0,4}n(?![hkeNno])"  # the unknown noun that opens a sentence
    r"|[dz]?T(?![nNTo])|[dz]T(?=oN)|(?<=S)[dz]?[nv]{0,3}n(?!N)|(?<=At)[dz]?[nvNs]{0,4}n(?![hkeNnc])"
)

_ASIDE = (
    r"(?:,[^.\nQSLMGB]{1,30},|,[^.\nQ,]{1,24},|,?w[^.\nQ,]{1,14},?|\([^)\n.]{1,14}\)|-[^.\n-]{1,24}-"
    r"|[nv]{1,2}[obt][dzTNnkhesc]{1,5}|(?:o[TNdznkhescD&,]{1,6}){1,2}|&[dzTNnkhs]{1,4},?|d?D{1,2}r?)"
)
_SUBJECT = lazy(rf"{_ASIDE}?{_ASIDE}?,?[rxD]{{0,3}}(?:oD{{1,2}}|oNN?,|oN,)?(?P<cue>[SMWLGB])")
_CUE_OR_END = lazy(r"[SMWLGB.\n]")
_CHAINED = lazy(r"(?:,?&|,)[rxD]{0,3}(?P<cue>[SMWLGB])")
_BESIDE = lazy(r"(?:oN{1,3})?(?:,?w)?[rx]{0,2}(?P<cue>[SMWLG])")
_VERB = lazy(r"[rx]{0,3}[yxvnSMWLGB]")
_PASSIVE = lazy(r"[rx]{0,3}yr?[SML](?![oj]G)")
_QUOTED_AS = lazy(r"[rx]{0,3}y?r?M[oj]G|[rx]{0,3}yr?(?P<cue>S)[oj]G")
_MODIFIED = lazy(r"n?[hkec](?!N)")
_QUANTITIES = words("number group majority pair couple crowd lot handful host score series total mix team bunch dozen")
_CUE_LETTERS = frozenset("SMWLGB")
_BEFORE_CUE = frozenset(",w(-nvobtr&dDx")
_CLAUSE_STARTS = frozenset(("", "Q", ",", "-", ".", "\n"))
_REPORTING = frozenset("SW")
_LIGHT = frozenset("rD")
_BEFORE_SPEAKER = _REPORTING | _LIGHT
_HOLDING = frozenset("LMGBotb")
_CHAINING = frozenset(",&")
_VERBAL = frozenset("rxyvnSMWLGB")
_NOUN_LETTERS = frozenset("nhkec")
_SAYING_NOUN = lazy(r"[nNv]{0,2}[ce]")


class Kind(StrEnum):
    """What sort of phrase a mention is."""

    NAME = "name"
    PRONOUN = "pronoun"
    RELATIVE = "relative"
    PERSON = "person"
    BODY = "body"
    DOCUMENT = "document"
    OTHER = "other"


class Stand(StrEnum):
    """How a phrase stands to the verb of its clause."""

    SUBJECT = "subject"
    INVERTED = "inverted"
    ACCORDING = "according"
    OBJECT = "object"
    PASSIVE = "passive"
    POSSESSIVE = "possessive"
    BY = "by"
    AFTER_PREPOSITION = "after preposition"
    CHAINED = "chained"
    CLAUSE = "clause"
    BARE = "bare"
    MODIFIER = "modifier"


class Phrase(NamedTuple):
    """A noun phrase in tokens: `first` to `last` (exclusive), its `head`, and how it stands to the verb of its clause.

    `cue` is the token of its cue verb or -1, `strength` that verb's letter.
    """

    first: int
    last: int
    head: int
    kind: Kind
    stand: Stand
    cue: int
    strength: str


_KIND_OF = {
    "h": Kind.PERSON,
    "k": Kind.BODY,
    "e": Kind.DOCUMENT,
    "n": Kind.OTHER,
    "d": Kind.OTHER,
    "i": Kind.PRONOUN,
    "z": Kind.PRONOUN,
    "T": Kind.PERSON,
    "c": Kind.OTHER,
    "w": Kind.RELATIVE,
}


def find_phrases(tokens: Tokens) -> list[Phrase]:
    """Return the phrases of a body that could be speaking, in order of their heads, in linear time."""
    shape = tokens.shape
    spans: dict[int, tuple[int, int, Kind]] = {}
    for pattern in (_OTHER, _COMMON):
        for found in pattern.finditer(shape):
            first, last = found.span()
            spans[last - 1] = (first, last, _KIND_OF[shape[last - 1]])
    name, pronoun = Kind.NAME, Kind.PRONOUN
    for first, last in _names(shape):
        for inner in range(first, last - 1):
            spans.pop(inner, None)
        spans[last - 1] = (first, last, name)
    for found in _PRONOUN.finditer(shape):
        first, last = found.span()
        spans[first] = (first, last, pronoun)
    phrases = []
    for head in sorted(spans):
        first, last, kind = spans[head]
        if shape[first - 1 : first] == "o":
            first = _with_quantity(tokens, first)
        phrases.append(_phrase(shape, head, first, last, kind))
    return phrases


def _names(shape: str) -> Iterator[tuple[int, int]]:
    """Yield where the phrases of names begin and end."""
    for found in _NAME_LETTERS.finditer(shape):
        stretch, begin = found[0], found.start()
        if "N" not in stretch:
            continue
        if shape[begin - 1 : begin] == "S":
            stretch, begin = "S" + stretch, begin - 1  # a name right behind a verb of saying is another one
        for first, last in (_names_kept if len(stretch) < _LONGEST_KEPT else _names_in)(stretch):
            yield begin + first, begin + last


def _names_in(stretch: str) -> tuple[tuple[int, int], ...]:
    """Return the names of a stretch that has only a name's letters, behind an S if one stands there."""
    return tuple(found.span() for found in _NAME.finditer(stretch, stretch[0] == "S", stretch.rindex("N") + 1))


_LONGEST_KEPT = 32
_names_kept = lru_cache(maxsize=4096)(_names_in)
"""Most stretches are short, and like one met before."""


def _with_quantity(tokens: Tokens, first: int) -> int:
    """Return where a phrase begins with its "dozens of" or "a group of"."""
    shape, word = tokens.shape, tokens.word
    if word(first - 1) != "of":
        return first
    if shape[first - 2 : first - 1] in ("d", "D"):
        return first - 2
    is_quantity = first > 2 and shape.startswith("dn", first - 3) and word(first - 2) in _QUANTITIES
    return first - 3 if is_quantity else first


def _phrase(shape: str, head: int, first: int, last: int, kind: Kind) -> Phrase:
    stand, cue = _standing(shape, head, first, last, kind)
    return Phrase(first, last, head, kind, stand, cue, shape[cue] if cue >= 0 else "")


def _standing(shape: str, head: int, first: int, last: int, kind: Kind) -> tuple[Stand, int]:
    """Return how a phrase stands and its cue (-1 without one), by the letters before and after it."""
    before, after = shape[first - 1 : first], shape[last : last + 1]
    if after == "s" or shape[head] == "z":
        said = _SAYING_NOUN.match(shape, last + (shape[head] != "z"))
        return Stand.POSSESSIVE, said.end() - 1 if said else -1
    if after in _NOUN_LETTERS and kind is Kind.NAME and _MODIFIED.match(shape, last):
        return Stand.MODIFIER, -1
    if before == "t" and shape[first - 2 : first] == "At":
        return Stand.ACCORDING, first - 2
    subject = _subject_cue(shape, last, after)
    cue = _inverted_cue(shape, first, before) if before in _BEFORE_SPEAKER else -1
    if cue >= 0 and (subject < 0 or shape[cue - 1 : cue] == "Q" or shape[cue - 2 : cue] in ("Q,", "Q-")):
        return Stand.INVERTED, cue
    beside = _BESIDE.match(shape, last) if before in _HOLDING else None
    if before in _HOLDING and not (before in "ot" and kind is Kind.PRONOUN and beside):
        stand = Stand.OBJECT if before in "LMGB" else Stand.BY if before == "b" else Stand.AFTER_PREPOSITION
        return stand, beside.start("cue") if beside else -1
    return _acting(shape, last, after, subject)


def _subject_cue(shape: str, last: int, after: str) -> int:
    if after in _CUE_LETTERS:
        return last
    if after not in _BEFORE_CUE:
        return -1
    cue = _CUE_OR_END.search(shape, last)  # no aside goes beyond its sentence: most have no cue behind the phrase
    found = _SUBJECT.match(shape, last) if cue and cue[0] not in ".\n" else None
    return found.start("cue") if found else -1


def _inverted_cue(shape: str, first: int, before: str) -> int:
    """Return the cue of "…, said X": it opens its clause; in "Y said X had …" X only acts in what Y says."""
    if before in _REPORTING:
        cue = first - 1
    elif before in _LIGHT and shape[first - 2 : first - 1] == "S":
        cue = first - 2
    else:
        return -1
    return cue if shape[cue - 1 : cue] in _CLAUSE_STARTS or shape[cue - 2 : cue] == ",r" else -1


def _acting(shape: str, last: int, after: str, subject: int) -> tuple[Stand, int]:
    """Tell apart who speaks, who is spoken of, and who only acts."""
    if after in _VERBAL:
        # What each pattern cannot do without is looked for first: most phrases have neither.
        quoted = _QUOTED_AS.match(shape, last) if "G" in shape[last : last + 8] else None
        if quoted is not None:
            return Stand.SUBJECT, quoted.end() - 1
        if "y" in shape[last : last + 4] and _PASSIVE.match(shape, last):
            return Stand.PASSIVE, -1
    chained = _CHAINED.match(shape, last) if after in _CHAINING else None
    if chained is not None and (after == "&" or subject < 0):
        return Stand.CHAINED, chained.start("cue")
    if subject >= 0:
        return Stand.SUBJECT, subject
    return (Stand.CLAUSE if after in _VERBAL and _VERB.match(shape, last) else Stand.BARE), -1
