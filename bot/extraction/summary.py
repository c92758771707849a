"""The summary: the sentences that together say best what happened, to whom, how much."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, takewhile

from bot.extraction.body import furniture
from bot.extraction.body.boilerplate import has_credit_at_end
from bot.extraction.body.byline import dateline_end
from bot.extraction.foreign import is_english
from bot.extraction.layout import Layout
from bot.extraction.patterns import lazy
from bot.extraction.reasons import WORD, Subject, leans, read_sentence, reasons_for, worth
from bot.model import Figure, Quote, Span

MOST_SENTENCES = 3
MOST_CHARACTERS = 420

LOOKED_AT = 15
"""Sentences from the top among which the summary is chosen: what an editor would cut away last."""
COMPARED = 10
"""How many of the best of them are tried in every combination."""
FEWEST_WORDS = 4
LONGEST_FURNITURE = 200
USUAL_WORDS = 52
"""The length editors give a summary: what a chosen word is weighed against."""
REPETITION_COST = 0.7
DANGLING_COST = 0.12

_NOT_LETTERS = lazy(r"[\W_]+")
_BREAKS = ("; ", " – ", " — ", ", ", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may be chosen; `words` is a bit set of its content words, `worth` the sum of its reasons.

    `shared` is how many of its words an editor's summary would share at most.
    """

    index: int
    span: Span
    characters: int
    length: int
    words: int
    worth: float
    shared: float
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
    if is_english(layout.body):
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
    about = Subject(body, lead, headline)
    end = spans[-1][1].end if spans else 0
    quotes = tuple(takewhile(lambda quote: quote.span.start < end, quotes))
    figures = tuple(takewhile(lambda figure: figure.span.start < end, figures))
    bit_of: dict[str, int] = {}
    candidates = []
    for index, span in spans:
        sentence = read_sentence(index, body, span, figures=figures, quotes=quotes)
        content, length = sentence.content, len(sentence.words)
        value = worth(reasons_for(sentence, content, about))
        candidates.append(
            Candidate(
                index=index,
                span=span,
                characters=span.end - span.start,
                length=length,
                words=sum([1 << bit_of.setdefault(word, len(bit_of)) for word in content]),
                worth=value,
                shared=value * length * (1 if value > 0 else 1 - REPETITION_COST),
                leans=leans(sentence),
            )
        )
    return candidates


def best_combination(candidates: Sequence[Candidate], max_sentences: int, max_characters: int) -> tuple[Candidate, ...]:
    """Return the combination within the limits that is worth most, in order; empty where none fits."""
    best = sorted(candidates, key=lambda each: -each.worth * math.sqrt(each.length))[:COMPARED]
    best.sort(key=lambda each: each.index)
    chosen: tuple[Candidate, ...] = ()
    most = -math.inf
    for count in range(1, max_sentences + 1):
        for combination in combinations(best, count):
            characters, words, shared = count - 1, USUAL_WORDS, 0.0
            for each in combination:
                characters += each.characters
                words += each.length
                shared += each.shared
            # What it would be worth if nothing were said twice and nothing hung loose: few need a closer look.
            if characters > max_characters or 2 * shared / words <= most:
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


def _eligible(layout: Layout, headline: str | None) -> list[tuple[int, Span]]:
    """Return the first sentences that could stand in a summary, each with its place; datelines are cut off."""
    known = _letters(headline or "")
    found: list[tuple[int, Span]] = []
    for index, sentence in enumerate(layout.sentences[: 2 * LOOKED_AT]):
        if index < 2:
            sentence = Span(dateline_end(layout.body, sentence.start, sentence.end), sentence.end)
        text = layout.body[sentence.start : min(sentence.end, sentence.start + 1000)]
        if _has_words(text) and not _is_furniture(text) and not (known and _letters(text) == known):
            found.append((index, sentence))
        elif not any(character >= "\u3040" for character in text[:5]):
            continue
        else:
            found.append((index, sentence))
        if len(found) == LOOKED_AT:
            break
    return found


def _has_words(text: str) -> bool:
    first = text.split(maxsplit=FEWEST_WORDS)[:FEWEST_WORDS]
    if len(first) == FEWEST_WORDS and all(word[0].isalnum() for word in first):
        return True  # as nearly all sentences do, without counting
    return sum(1 for _ in islice(WORD.finditer(text), FEWEST_WORDS)) == FEWEST_WORDS


def _is_furniture(sentence: str) -> bool:
    if len(sentence) > LONGEST_FURNITURE:
        return False
    starts = furniture.AT_START.match(sentence) or furniture.CREDIT_AT_START.match(sentence)
    return starts is not None or has_credit_at_end(sentence)


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
    start = dateline_end(layout.body, first.start, first.end)
    text = layout.body[start : min(first.end, start + max_characters + 1)]
    if len(text) <= max_characters:
        return (Span(start, first.end),)
    ends = (text.rfind(mark, max_characters // 2, max_characters) for mark in _BREAKS)
    end = next((end for end in ends if end > 0), max_characters)
    return (Span(start, start + end),)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())
