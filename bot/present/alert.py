"""The alert: one story as a reader should first see it."""

import re
from dataclasses import replace

from bot.message import Block, Bullets, Footer, Heading, Message, Paragraph, Quotation, Run, Text, Tone, words
from bot.model import Brief, Figure, Quote, QuoteKind
from bot.present.wording import (
    clipped,
    figure_words,
    in_its_clause,
    joined,
    needs_clause,
    publication,
    speaker_of,
)
from bot.topics import sentence_of

MOST_FIGURES = 5
MOST_QUOTES = 3
SUMMARY_LIMIT = 300
HEADLINE_LIMIT = 300
_TELLING_WORDS = 4


def alert(brief: Brief, *, outlets: int = 1, independent: int = 1, mention: str | None = None) -> Message:
    """Compose the alert of a story from its first brief; `outlets` tell it, `independent` in their own words."""
    blocks: list[Block] = [Heading(_headline(brief))]
    if brief.summary:
        blocks.append(Paragraph((Run(" ".join(_flat(brief.words(span)) for span in brief.summary)),)))
    figures = key_figures(brief)
    if figures:
        blocks.append(Bullets(tuple(figure_line(brief, figure) for figure in figures)))
    blocks += [quotation(brief, quote) for quote in alert_quotes(brief)]
    blocks.append(Footer(_source(brief, outlets, independent)))
    return Message(blocks=tuple(blocks), summary=_notification(brief), tone=Tone.ALERT, mention=mention)


def headline_of(brief: Brief) -> str:
    """Return the headline, of at most 300 characters, or the first words of an article that has none."""
    return clipped(brief.article.headline or "", HEADLINE_LIMIT) or clipped(brief.article.body, 120)


def key_figures(brief: Brief, most: int = MOST_FIGURES) -> tuple[Figure, ...]:
    """Choose the figures an editor would show, the most telling first; the same words only once."""
    chosen: dict[str, Figure] = {}
    for figure in sorted(brief.figures, key=lambda f: (-f.salience, f.span.start)):
        chosen.setdefault(_flat(brief.words(figure.span)).lower(), figure)
    return tuple(chosen.values())[:most]


def alert_quotes(brief: Brief) -> tuple[Quote, ...]:
    """Choose the quotes that stand under a summary: what it quotes itself is not told twice."""
    told = tuple(q for q in brief.quotes if not any(span.covers(q.span) for span in brief.summary))
    return key_quotes(replace(brief, quotes=told))


def key_quotes(brief: Brief, most: int = MOST_QUOTES) -> tuple[Quote, ...]:
    """Choose the quotes to show: attributed, whole clauses first, every speaker once before anyone twice."""
    ranked = sorted(
        (quote for quote in brief.quotes if quote.speaker),
        key=lambda q: (not _is_telling(brief, q), q.kind is not QuoteKind.DIRECT, q.span.start),
    )
    heard: dict[str, int] = {}
    turns = []
    for quote in ranked:
        who = speaker_of(brief, quote.speaker)
        heard[who] = heard.get(who, 0) + 1
        turns.append((heard[who], quote))
    chosen = [quote for _, quote in sorted(turns, key=lambda turn: turn[0])[:most]]
    return tuple(sorted(chosen, key=lambda q: q.span.start))


def figure_line(brief: Brief, figure: Figure) -> Text:
    """Show a figure with where, who stated it, and when it was true; what it is of, unless the summary says so.

    Place and time are left out where the words shown have them.
    """
    shown = figure_words(brief, figure)
    if needs_clause(figure.unit, figure.noun) and not any(span.covers(figure.span) for span in brief.summary):
        shown = in_its_clause(shown, brief.words(figure.span), sentence_of(brief.article.body, figure.span))
    place = _flat(brief.words(figure.place)) if figure.place else ""
    when = _flat(brief.words(figure.as_of.span)) if figure.as_of else ""
    said = words(shown)
    return joined(
        [
            shown,
            (Run(place),) if place and not _is_said(place, said) else (),
            (Run(speaker_of(brief, figure.speaker)),),
            (Run(when),) if when and not _is_said(when, said) else (),
        ]
    )


def _is_said(text: str, shown: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", shown) is not None


def quotation(brief: Brief, quote: Quote) -> Quotation:
    """Show a quote with its speaker; the comma that leads to the reporter's "said" is left out."""
    said = _flat(brief.words(quote.span)).removesuffix(",")
    return Quotation((Run(f"“{said}”"),), (Run(speaker_of(brief, quote.speaker)),))


def _headline(brief: Brief) -> Text:
    return (Run(headline_of(brief), url=brief.article.url),)


def _source(brief: Brief, outlets: int, independent: int) -> Text:
    article = brief.article
    own = min(independent, outlets)  # one outlet may tell it in several articles of its own
    voices = f"{outlets} outlets, {own} independent" if outlets > 1 else ""
    return joined(
        [
            (Run(article.outlet),) if article.outlet else (),
            (publication(article.published_at),) if article.published_at else (),
            (Run(voices),) if voices else (),
            (Run(f"in {article.language}"),) if article.language != "en" else (),
        ]
    ) or (Run("source not named"),)


def _notification(brief: Brief) -> str:
    outlet = f" ({brief.article.outlet})" if brief.article.outlet else ""
    return clipped(headline_of(brief) + outlet, SUMMARY_LIMIT)


def _is_telling(brief: Brief, quote: Quote) -> bool:
    return len(brief.words(quote.span).split()) >= _TELLING_WORDS


def _flat(text: str) -> str:
    return " ".join(text.split())
