"""The summary: the sentences that say what happened, to whom, how much, chosen by a small table of reasons."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, takewhile
from operator import mul
from typing import NamedTuple

from bot.extraction.body import furniture
from bot.extraction.body.boilerplate import has_credit_at_end
from bot.extraction.body.byline import dateline_end
from bot.extraction.layout import Layout
from bot.model import Figure, Quote, Span

MOST_SENTENCES = 3
MOST_CHARACTERS = 420

LOOKED_AT = 15
"""Sentences from the top among which the summary is chosen: what an editor would cut away last."""
COMPARED = 10
"""How many of the best of them are tried in every combination."""
READ_FOR_WORDS = 20_000
"""Characters of the body whose words tell what it is about."""
FEWEST_WORDS = 4
LONGEST_FURNITURE = 200
USUAL_WORDS = 52
"""The length editors give a summary: what a chosen word is weighed against."""
REPETITION_COST = 0.7
DANGLING_COST = 0.12
KEYWORDS = 30
FEWEST_COMMON = 0.12
"""Texts with fewer common English words are in another language: their lead is their summary."""


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

_WORD = re.compile(r"[^\W_]+")
_COMMON_WORDS = """
a an the of and to in is are was were be been being for on with at by from as it its that this these those or but not no
nor so if than then there here he she they we you i his her their our your my me him them us who whom whose which what
when where why how has have had do does did will would can could may might must shall should says said say after before
over under into out up down off about more most also one two
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_LEANING = re.compile(
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
_POINTED_AT = frozenset(
    {
        "figure",
        "figures",
        "number",
        "numbers",
        "claim",
        "claims",
        "estimate",
        "estimates",
        "report",
        "reports",
        "account",
    }
)
_PERSONAL = frozenset({"i", "me", "my", "we", "our", "you", "your"})
_CAPTION_WORDS = frozenset(
    {"pictured", "photo", "picture", "image", "above", "left", "right", "centre", "center"}
    | {"poses", "pose", "smiles", "waves", "celebrates", "celebrate", "looks", "gestures", "gesture"}
)
"""One of them is in every sentence that _CAPTION finds."""
_CAPTION = re.compile(
    r"\b(?:pictured|file (?:photo|picture|image)|in this (?:photo|image|picture)|(?:photo|picture|image) (?:shows|"
    r"taken)|"
    r"above|left|right|centre|center)\b[:,)]|\((?:pictured|left|right|above|centre|center)|"
    r"(?:poses?|smiles|waves|celebrates?|looks on|gestures?) (?:for|at|as|during|with|his|her|after)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NOT_LETTERS = re.compile(r"[\W_]+")
_BREAKS = ("; ", " – ", " — ", ", ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be chosen; `words` is a bit set of its content words, `worth` the sum of its reasons."""

    index: int
    span: Span
    length: int
    words: int
    worth: float
    leans: bool


def summarize(
    layout: Layout,
    *,
    headline: str | None,
    figures: tuple[Figure, ...],
    quotes: tuple[Quote, ...],
    max_sentences: int = MOST_SENTENCES,
    max_characters: int = MOST_CHARACTERS,
) -> tuple[Span, ...]:
    """Choose at most three sentences of at most 420 characters together, in order of appearance.

    Every combination of the best sentences is weighed: what they would share with an editor's highlights, less
    what they say twice, less what leans on a sentence left out. A body whose every sentence is longer than allowed
    gives the beginning of the first one, up to a comma or a word's end.
    """
    spans = _eligible(layout, headline)
    if not spans:
        return _cut_first(layout, max_characters)
    chosen: Iterable[Span]
    if _is_english(layout.body):
        fitting = [(index, span) for index, span in spans if span.end - span.start <= max_characters]
        candidates = weigh(layout.body, fitting, lead=spans[0][1], headline=headline, figures=figures, quotes=quotes)
        chosen = [each.span for each in best_combination(candidates, max_sentences, max_characters)]
    else:
        chosen = _lead([span for _, span in spans], max_sentences, max_characters)
    return tuple(chosen) or _cut_first(layout, max_characters)


def weigh(
    body: str,
    spans: Sequence[tuple[int, Span]],
    *,
    lead: Span,
    headline: str | None,
    figures: tuple[Figure, ...],
    quotes: tuple[Quote, ...],
) -> list[Candidate]:
    """Return the candidates among the sentences given with their places in the body, in order."""
    about = _Subject(body, lead, headline)
    end = spans[-1][1].end if spans else 0
    quotes = tuple(takewhile(lambda quote: quote.span.start < end, quotes))
    figures = tuple(takewhile(lambda figure: figure.span.start < end, figures))
    bit_of: dict[str, int] = {}
    candidates = []
    for index, span in spans:
        words = [word.lower() for word in _WORD.findall(body, span.start, span.end)]
        content = {word for word in words if len(word) > 2 and word not in _COMMON}
        reasons = _reasons(
            index, span.of(body), words, content, about, _share_quoted(span, quotes), _has(figures, span)
        )
        candidates.append(
            Candidate(
                index=index,
                span=span,
                length=len(words),
                words=sum(1 << bit_of.setdefault(word, len(bit_of)) for word in content),
                worth=worth(reasons),
                leans=_leans(body, span, words),
            )
        )
    return candidates


def worth(reasons: Reasons, weights: Reasons = WEIGHTS) -> float:
    """Return the weighted sum of a sentence's reasons."""
    return float(sum(map(mul, reasons, weights)))


def best_combination(candidates: Sequence[Candidate], max_sentences: int, max_characters: int) -> tuple[Candidate, ...]:
    """Return the combination within the limits that is worth most, in order; empty where none fits."""
    best = sorted(candidates, key=lambda each: -each.worth * math.sqrt(each.length))[:COMPARED]
    best.sort(key=lambda each: each.index)
    chosen: tuple[Candidate, ...] = ()
    most = -math.inf
    for count in range(1, max_sentences + 1):
        for combination in combinations(best, count):
            characters = count - 1
            for each in combination:
                characters += each.span.end - each.span.start
            if characters > max_characters:
                continue
            value = _value(combination)
            if value > most:
                chosen, most = combination, value
    return chosen


def _value(combination: tuple[Candidate, ...]) -> float:
    """Return the expected agreement (F1 over words) with an editor's summary, less the cost of what hangs loose."""
    seen = length = loose = 0
    shared = 0.0
    before = -2
    for each in combination:
        own = each.words.bit_count()
        repeated = (each.words & seen).bit_count() / own if own else 0.0
        shared += each.worth * each.length * (1 - REPETITION_COST * repeated)
        seen |= each.words
        length += each.length
        loose += each.leans and each.index != before + 1
        before = each.index
    return 2 * shared / (length + USUAL_WORDS) - DANGLING_COST * loose


class _Subject:
    """What an article is about, as far as its words tell."""

    def __init__(self, body: str, lead: Span, headline: str | None) -> None:
        self.uses = Counter(_content(body[:READ_FOR_WORDS]))
        self.most = max(self.uses.values(), default=1)
        self.keywords = {word for word, _ in self.uses.most_common(KEYWORDS)}
        self.lead = set(_content(lead.of(body[:READ_FOR_WORDS])))
        self.headline = set(_content(headline or ""))


def _leans(body: str, span: Span, words: Sequence[str]) -> bool:
    """Say whether a sentence needs the one before it: it begins with "he" or "but", or speaks of "that figure"."""
    if _LEANING.match(body, span.start, span.end):
        return True
    points = _POINTED_AT.intersection(words)
    return bool(points) and any(word in _POINTING and following in points for word, following in pairwise(words))


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) > 2 and word not in _COMMON]


def _reasons(
    index: int,
    sentence: str,
    words: Sequence[str],
    content: set[str],
    about: _Subject,
    quoted: float,
    has_figure: bool,
) -> Reasons:
    length = max(1, len(words))
    return Reasons(
        always=1,
        late=min(index, 20) / 20,
        central=sum(about.uses[word] for word in content) / about.most / length,
        keywords=len(content & about.keywords) / length,
        lead=len(content & about.lead) / length if index else 0,
        headline=len(content & about.headline) / length,
        number=has_figure or _DIGIT.search(sentence) is not None,
        quoted=quoted,
        question="?" in sentence,
        personal=not _PERSONAL.isdisjoint(words),
        short=length < 10,
        long=min(length, 50) / 50,
        dense=len(content) / length,
        caption=not _CAPTION_WORDS.isdisjoint(words) and _CAPTION.search(sentence) is not None,
    )


def _eligible(layout: Layout, headline: str | None) -> list[tuple[int, Span]]:
    """Return the first sentences that could stand in a summary, each with its place in the body; datelines cut "
    "off."""
    known = _letters(headline or "")
    found: list[tuple[int, Span]] = []
    for index, sentence in enumerate(layout.sentences[: 2 * LOOKED_AT]):
        if index < 2:
            sentence = Span(dateline_end(layout.body, sentence.start), sentence.end)
        text = layout.body[sentence.start : min(sentence.end, sentence.start + 1000)]
        if (
            len(_WORD.findall(text)) >= FEWEST_WORDS
            and not _is_furniture(text)
            and not (known and _letters(text) == known)
        ):
            found.append((index, sentence))
        elif not any(character >= "\u3040" for character in text[:5]):
            continue
        else:
            found.append((index, sentence))
        if len(found) == LOOKED_AT:
            break
    return found


def _is_furniture(sentence: str) -> bool:
    if len(sentence) > LONGEST_FURNITURE:
        return False
    starts = furniture.AT_START.match(sentence) or furniture.CREDIT_AT_START.match(sentence)
    return starts is not None or has_credit_at_end(sentence)


def _is_english(body: str) -> bool:
    words = _WORD.findall(body[:3000].lower())
    return sum(word in _COMMON for word in words) >= FEWEST_COMMON * len(words)


def _lead(spans: Sequence[Span], max_sentences: int, max_characters: int) -> list[Span]:
    chosen: list[Span] = []
    room = max_characters
    for span in spans[:max_sentences]:
        room -= span.end - span.start + bool(chosen)
        if room < 0:
            break
        chosen.append(span)
    return chosen


def _cut_first(layout: Layout, max_characters: int) -> tuple[Span, ...]:
    """Return the beginning of the first sentence that fits, ended where its words allow it."""
    if not layout.sentences:
        return ()
    first = layout.sentences[0]
    start = dateline_end(layout.body, first.start)
    text = layout.body[start : min(first.end, start + max_characters + 1)]
    if len(text) <= max_characters:
        return (Span(start, first.end),)
    ends = (text.rfind(mark, max_characters // 2, max_characters) for mark in _BREAKS)
    end = next((end for end in ends if end > 0), max_characters)
    return (Span(start, start + end),)


def _share_quoted(span: Span, quotes: tuple[Quote, ...]) -> float:
    inside = (min(q.span.end, span.end) - max(q.span.start, span.start) for q in quotes if q.span.overlaps(span))
    return sum(inside) / max(1, span.end - span.start)


def _has(figures: tuple[Figure, ...], span: Span) -> bool:
    return any(span.covers(figure.span) for figure in figures)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
