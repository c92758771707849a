"""Quotations and who said them."""

from collections.abc import Iterator

from bot.extraction.attribution import Attribution
from bot.extraction.foreign import foreign_speaker, is_english
from bot.extraction.layout import Layout
from bot.extraction.marks import Run
from bot.extraction.names import People
from bot.extraction.tokens import Tokens
from bot.model import Mention, Quote, QuoteKind, Span

UNATTRIBUTED_FROM = 8
"""Words: a shorter run that nobody says is a title or a scare quote."""
_CLAUSE_FROM = 5  # words: a longer run after a comma goes on as its own clause


def find_quotes(layout: Layout, people: People) -> tuple[Quote, ...]:
    """Find what is quoted in a body, in order, each with its speaker where the text gives one."""
    speakers = _english(people) if is_english(layout.body) else _foreign(layout.body, people.runs)
    quotes: list[Quote] = []
    for index, (run, (speaker, cue)) in enumerate(zip(people.runs, speakers, strict=True)):
        count = layout.body.count(" ", run.start, run.end) + 1
        if speaker is not None or count >= UNATTRIBUTED_FROM:
            kind = _kind(people.tokens, people.tokens.quoted[index], run, count)
            quotes.append(Quote(span=Span(run.start, run.end), speaker=speaker, cue=cue, kind=kind))
    return tuple(quotes)


def _english(people: People) -> Iterator[tuple[Mention | None, str]]:
    attribution = Attribution(people.tokens, people.phrases, people.runs)
    for verdict in attribution.verdicts():
        if verdict is None:
            yield None, ""
        else:
            cue = people.tokens.word(verdict.cue) if verdict.cue >= 0 else ""
            yield people.mention(verdict.phrase), cue


def _foreign(body: str, runs: tuple[Run, ...]) -> Iterator[tuple[Mention | None, str]]:
    for run in runs:
        found = foreign_speaker(body, run)
        yield (Mention(span=found[0]), found[1]) if found else (None, "")


def _kind(tokens: Tokens, token: int, run: Run, count: int) -> QuoteKind:
    """Tell by the word before a run whether it stands for itself or is woven into the reporter's sentence."""
    before = tokens.shape[token - 1 : token]
    is_capital = not tokens.body[run.start].islower()
    if before in ("", ".", "\n", "Q", ":"):
        return QuoteKind.DIRECT
    if before == ",":
        return QuoteKind.DIRECT if is_capital or count >= _CLAUSE_FROM else QuoteKind.MIXED
    is_led = before in "SLMGB"
    return QuoteKind.DIRECT if is_led and is_capital and count >= _CLAUSE_FROM else QuoteKind.MIXED
