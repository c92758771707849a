"""Reasons: what speaks for and against a sentence as a summary of its article, in one table of weights."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from operator import mul
from typing import NamedTuple

from bot.extraction.patterns import lazy
from bot.model import Figure, Quote, Span

READ_FOR_WORDS = 20_000
"""Characters of the body whose words tell what it is about."""
KEYWORDS = 30


class Reasons(NamedTuple):
    """What speaks for a sentence, each a share or a yes (1) or no (0); also the weights of these, see WEIGHTS."""

    always: float
    late: float
    """0 at the top, 1 from the twentieth sentence on."""
    central: float
    """How often the article uses this sentence's words, per word."""
    keywords: float
    """The share of its words that are among the article's commonest."""
    lead: float
    """The share of its words that the first sentence has too."""
    headline: float
    number: float
    quoted: float
    """The share of it that stands between the marks of a quote found: quotes are shown beside the summary."""
    question: float
    personal: float
    """It speaks as "I", "we" or "you"."""
    short: float
    long: float
    dense: float
    """The share of its words that are not common ones: lists of names are dense and say little."""
    caption: float


WEIGHTS = Reasons(
    always=0.44,
    late=-0.09,
    central=0.18,
    keywords=0.44,
    lead=0.24,
    headline=0.15,
    number=0.015,
    quoted=-0.06,
    question=-0.04,
    personal=-0.08,
    short=-0.04,
    long=-0.08,
    dense=-0.25,
    caption=-0.06,
)
"""The expected share of a sentence's words that an editor's highlights would have, as a sum over its reasons."""

WORD = lazy(r"[^\W_]+")
_COMMON_WORDS = """
a an the of and to in is are was were be been being for on with at by from as it its that this these those or but not no
nor so if than then there here he she they we you i his her their our your my me him them us who whom whose which what
when where why how has have had do does did will would can could may might must shall should says said say after before
over under into out up down off about more most also one two
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_LEANING = lazy(
    r"[\W_]*(?:(?:he|she|it|they|his|her|hers|their|him|them|this|that|these|those|such|its|we|i|you|my|our|both|"
    r"another|there|"
    r"but|and|or|so|yet|nor|however|meanwhile|instead|also|still|then|here|while|although|though|because|despite|"
    r"thus|hence|"
    r"therefore|moreover|furthermore|nevertheless|nonetheless|otherwise|besides|similarly|likewise|one of them|"
    r"as a result|"
    r"the (?:pair|two|three|couple|duo|former|latter|move|decision|statement|comments?|remarks?|incident|attack|"
    r"report))\b|"
    r"in (?:addition|contrast|turn|other words|that|this|response)\b|for (?:example|instance|that)\b|"
    r"on the other hand\b|"
    r"at the (?:same )?time\b|after (?:that|this|which)\b|[a-z ]{0,20}(?:it|he|she|they) (?:added|said|continued)\b)",
    re.IGNORECASE,
)
_POINTING = frozenset({"that", "this", "those", "these"})
_POINTED_AT_WORDS = "figure figures number numbers claim claims estimate estimates report reports account accounts"
_POINTED_AT = frozenset(_POINTED_AT_WORDS.split())
_PERSONAL = frozenset({"i", "me", "my", "we", "our", "you", "your"})
_CAPTION_WORDS = frozenset(
    {"pictured", "photo", "picture", "image", "above", "left", "right", "centre", "center"}
    | {"poses", "pose", "smiles", "waves", "celebrates", "celebrate", "looks", "gestures", "gesture"}
)
"""One of them is in every sentence that _CAPTION finds."""
_CAPTION = lazy(
    r"\b(?:pictured|file (?:photo|picture|image)|in this (?:photo|image|picture)|(?:photo|picture|image) (?:shows|"
    r"taken)|"
    r"above|left|right|centre|center)\b[:,)]|\((?:pictured|left|right|above|centre|center)|"
    r"(?:poses?|smiles|waves|celebrates?|looks on|gestures?) (?:for|at|as|during|with|his|her|after)\b",
    re.IGNORECASE,
)
_DIGIT = lazy(r"\d")
_MARKS = "“”‘’—–…\u00a0"
"""What most bodies have beside ASCII."""
_ONLY_WORDS = str.maketrans({character: " " for character in map(chr, range(128)) if not character.isalnum()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence to be judged: its place in the body, its words in small letters, and what was found in it."""

    index: int
    text: str
    words: tuple[str, ...]
    share_quoted: float
    has_figure: bool

    @property
    def content(self) -> set[str]:
        """Its words that say something on their own."""
        return {word for word in self.words if len(word) > 2 and word not in _COMMON}


def read_sentence(
    index: int, body: str, span: Span, *, figures: tuple[Figure, ...], quotes: tuple[Quote, ...]
) -> Sentence:
    """Return what the reasons look at in a sentence of `body`."""
    text = span.of(body)
    return Sentence(
        index=index,
        text=text,
        words=tuple(words_of(text)),
        share_quoted=_share_quoted(span, quotes),
        has_figure=any(span.covers(figure.span) for figure in figures),
    )


class Subject:
    """What an article is about, as far as its words tell."""

    def __init__(self, body: str, lead: Span, headline: str | None) -> None:
        self.uses = Counter(_content(body[:READ_FOR_WORDS]))
        self.most = max(self.uses.values(), default=1)
        self.keywords = {word for word, _ in self.uses.most_common(KEYWORDS)}
        self.lead = set(_content(lead.of(body[:READ_FOR_WORDS])))
        self.headline = set(_content(headline or ""))


def reasons_for(sentence: Sentence, content: set[str], about: Subject) -> Reasons:
    """Return what speaks for a sentence with these content words in an article about this."""
    length = max(1, len(sentence.words))
    return Reasons(
        always=1,
        late=min(sentence.index, 20) / 20,
        central=sum(map(about.uses.__getitem__, content)) / about.most / length,
        keywords=len(content & about.keywords) / length,
        lead=len(content & about.lead) / length if sentence.index else 0,
        headline=len(content & about.headline) / length,
        number=sentence.has_figure or _DIGIT.search(sentence.text) is not None,
        quoted=sentence.share_quoted,
        question="?" in sentence.text,
        personal=not _PERSONAL.isdisjoint(sentence.words),
        short=length < 10,
        long=min(length, 50) / 50,
        dense=len(content) / length,
        caption=not _CAPTION_WORDS.isdisjoint(sentence.words) and _CAPTION.search(sentence.text) is not None,
    )


def worth(reasons: Reasons, weights: Reasons = WEIGHTS) -> float:
    """Return the weighted sum of a sentence's reasons."""
    return float(sum(map(mul, reasons, weights)))


def leans(sentence: Sentence) -> bool:
    """Say whether a sentence needs the one before it: it begins with "he" or "but", or speaks of "that figure"."""
    if _LEANING.match(sentence.text):
        return True
    points = _POINTED_AT.intersection(sentence.words)
    return bool(points) and any(one in _POINTING and following in points for one, following in pairwise(sentence.words))


def words_of(text: str) -> list[str]:
    """Return what WORD finds in a text in small letters. Where all but the marks is ASCII, a table does it faster."""
    text = text.lower()
    if not text.isascii():
        plain = text
        for mark in _MARKS:
            plain = plain.replace(mark, " ")
        if not plain.isascii():
            return WORD.findall(text)
        text = plain
    return text.translate(_ONLY_WORDS).split()


def _content(text: str) -> list[str]:
    return [word for word in words_of(text) if len(word) > 2 and word not in _COMMON]


def _share_quoted(span: Span, quotes: tuple[Quote, ...]) -> float:
    inside = (min(q.span.end, span.end) - max(q.span.start, span.start) for q in quotes if q.span.overlaps(span))
    return sum(inside) / max(1, span.end - span.start)
