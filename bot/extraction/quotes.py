"""Quotations and who said them."""

from bot.extraction.attribution import Attribution
from bot.extraction.layout import Layout
from bot.extraction.marks import Run
from bot.extraction.names import People
from bot.model import Quote, QuoteKind, Span

_UNATTRIBUTED_FROM = 6  # words: a shorter run that nobody says is a title or a scare quote


def find_quotes(layout: Layout, people: People) -> tuple[Quote, ...]:
    """Find what is quoted in a body, in order, each with its speaker where the text gives one."""
    attribution = Attribution(people.tokens, people.phrases, people.runs)
    quotes: list[Quote] = []
    for run, speaker in zip(people.runs, attribution.speakers(), strict=True):
        mention, cue = None, ""
        if speaker is not None:
            phrase = people.phrases[speaker]
            mention = people.mention(speaker)
            cue = people.tokens.word(phrase.cue) if phrase.cue >= 0 else ""
        elif layout.body.count(" ", run.start, run.end) + 1 < _UNATTRIBUTED_FROM:
            continue
        quotes.append(Quote(span=Span(run.start, run.end), speaker=mention, cue=cue, kind=_kind(layout.body, run)))
    return tuple(quotes)


def _kind(body: str, run: Run) -> QuoteKind:
    """A run that begins like a sentence stands for itself; one that begins small is woven into the reporter's."""
    return QuoteKind.MIXED if body[run.start].islower() else QuoteKind.DIRECT
