"""Answers about articles and quotes."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Footer,
    Heading,
    Message,
    Paragraph,
    Quotation,
    Run,
    Style,
    Text,
)
from bot.ports import CommandSpec
from bot.present.alert import HEADLINE_LIMIT, headline_of, key_figures
from bot.present.wording import age, argument, clipped, credit, cutoff, figure_words, joined, page_end, publication
from bot.store.articles import Stored
from bot.store.quotes import QuoteLine
from bot.store.search import Hit

MOST_QUOTES = 10
EXCERPT_LIMIT = 400
_EDGE_NUMBER = re.compile(r"^…\S{0,40}\d\S{0,40}(?=\s)|\s\S{0,40}\d\S{0,40}…$")
MOST_PEOPLE = 3
"""Speakers offered a button of their own under quotes."""
_HOW_TO_TYPE = 'Where you type a line: since:7d, speaker:"Pat Ryder". since takes 12h, 7d or a date such as 2026-11-01.'


def latest_answer(stored: Sequence[Stored], *, outlets: Sequence[int], now: datetime) -> Message:
    """Answer with the newest stories: headline, first key figure, outlet and age; `outlets` tell each one."""
    lines = tuple(_story_line(one, count, now) for one, count in zip(stored, outlets, strict=True))
    return Message(
        blocks=(Heading((Run("Latest stories"),)), Bullets(lines)),
        summary=clipped("Latest: " + "; ".join(headline_of(one.brief) for one in stored[:3]), 300),
    )


def quotes_answer(title: str, quotes: Sequence[QuoteLine], now: datetime, *, asked: Mapping[str, str]) -> Message:
    """Answer with who said what, newest first; `asked` are the filters, which the buttons keep.

    Of more `quotes` than fit, as many are shown as end between two instants.
    """
    shown = quotes[: page_end([_told_at(quote) for quote in quotes], MOST_QUOTES)]
    blocks: list[Block] = [Heading((Run(title),))]
    for quote in shown:
        who = credit(quote.person, quote.speaker)
        at = quote.published_at or quote.first_seen_at
        source = (Run(quote.outlet or "article", url=quote.url), Run(", "), publication(at), Run(f" ({age(at, now)})"))
        said = " ".join(quote.text.split()).removesuffix(",")
        blocks.append(Quotation((Run(f"“{said}”"),), joined([(Run(who, Style.BOLD),), source])))
    buttons = _more_quotes(shown, asked, has_older=len(quotes) > len(shown))
    if buttons:
        blocks.append(Buttons(buttons))
    return Message(blocks=tuple(blocks), summary=f"{title}: {len(shown)}")


def _told_at(quote: QuoteLine) -> datetime:
    """Return the instant that quotes are ordered by: publication, but none that is still to come."""
    return min(quote.published_at or quote.first_seen_at, quote.first_seen_at)


def _more_quotes(quotes: Sequence[QuoteLine], asked: Mapping[str, str], *, has_older: bool) -> tuple[Button, ...]:
    buttons = []
    if has_older:
        before = cutoff(_told_at(quotes[-1]))
        buttons.append(Button(label="Older", command=_quotes_command({**asked, "before": before})))
    if "person" not in asked:
        people = dict.fromkeys(quote.person.name for quote in quotes if quote.person)
        buttons += [
            Button(label=clipped(f"Earlier by {name}", 75), command=_quotes_command({"person": name, **asked}))
            for name in list(people)[:MOST_PEOPLE]
        ]
    return tuple(buttons)


def _quotes_command(asked: Mapping[str, str]) -> str:
    return " ".join(("/news quotes", *(argument(name, value) for name, value in asked.items())))


def search_answer(query: str, hits: Sequence[Hit], now: datetime) -> Message:
    """Answer with the articles that have all the words."""
    lines = []
    for hit in hits:
        at = hit.published_at or hit.added_at
        head = Run(clipped(hit.headline or "", HEADLINE_LIMIT) or clipped(hit.excerpt, 80), Style.BOLD, url=hit.url)
        lines.append(
            joined(
                [
                    (head,),
                    (Run(f"{hit.outlet or 'source not named'}, "), Run(age(at, now))),
                    (Run(clipped(_without_cut_numbers(hit.excerpt), EXCERPT_LIMIT)),),
                ]
            )
        )
    return Message(
        blocks=(Heading((Run(f"Articles with “{clipped(query, 80)}”"),)), Bullets(tuple(lines))),
        summary=f"{len(hits)} articles",
    )


def _without_cut_numbers(excerpt: str) -> str:
    """Drop a number at an excerpt's end, of which the rest may be missing: "passed 11…" once was "passed 11,000"."""
    return _EDGE_NUMBER.sub("…", excerpt)


def nothing(title: str, sentence: str, *, buttons: tuple[Button, ...] = ()) -> Message:
    """Say plainly that there is nothing, and what to do instead."""
    blocks: list[Block] = [Heading((Run(title),)), Paragraph((Run(sentence),))]
    if buttons:
        blocks.append(Buttons(buttons))
    return Message(blocks=tuple(blocks), summary=clipped(f"{title}: {sentence}", 300))


def help_answer(commands: Sequence[CommandSpec], *, is_manager: bool) -> Message:
    """List every command with what it does and what it takes."""
    topics = [spec for spec in commands if spec.group is None]
    others = [spec for spec in commands if spec.group and (is_manager or not spec.managers_only)]
    blocks: list[Block] = [
        Heading((Run("Nutgraf"),)),
        Paragraph((Run("Every figure and quote here stands word for word in the linked article, with who said it."),)),
    ]
    if topics:
        blocks += [Heading((Run("Figures by topic"),), level=2), Bullets(tuple(_usage(spec) for spec in topics))]
    blocks += [Heading((Run("Everything else"),), level=2), Bullets(tuple(_usage(spec) for spec in others))]
    blocks.append(Footer((Run(_HOW_TO_TYPE),)))
    return Message(blocks=tuple(blocks), summary="What Nutgraf answers", private=True)


def _usage(spec: CommandSpec) -> Text:
    takes = " ".join(f"{a.name}" if a.required else f"[{a.name}]" for a in spec.arguments if a.name != "before")
    return (Run(f"/{spec.full_name} {takes}".strip(), Style.CODE), Run(f" {spec.description}"))


def _story_line(stored: Stored, outlets: int, now: datetime) -> Text:
    brief = stored.brief
    at = brief.article.published_at or stored.added_at
    figures = key_figures(brief, 1)
    voices = f"{outlets} outlets" if outlets > 1 else ""
    return joined(
        [
            (Run(headline_of(brief), Style.BOLD, url=brief.article.url),),
            figure_words(brief, figures[0]) if figures else (),
            (Run(f"{brief.article.outlet or 'source not named'}, {age(at, now)}"),),
            (Run(voices),) if voices else (),
        ]
    )
