"""Answers from the ledger: who says how many, since when, and how that moved."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.message import Block, Bullets, Button, Buttons, Footer, Heading, Message, Paragraph, Run, Style, Text
from bot.model import Change, Topic
from bot.outcomes import Outcome
from bot.present.positions import (
    credit_of,
    disagree,
    groups,
    has_moved,
    identity,
    one_position_each,
    outcome_of,
    without_echoes,
    without_superseded,
)
from bot.present.wording import (
    UNATTRIBUTED,
    age,
    as_of_words,
    clipped,
    cutoff,
    either,
    in_its_clause,
    joined,
    needs_clause,
    page_end,
    plural,
    publication,
    shown_figure,
    stated,
)
from bot.store.ledger import LedgerLine, Standing

MOST_LINES = 12
_OUTCOMES = frozenset(Outcome)
_CHARTED = re.compile(r'\b(?:place|since):(?:"[^"]*"|\S+)')
"""The filters of an answer that its chart knows as well."""


def standings_answer(topic: Topic, standings: Sequence[Standing], *, asked: str, now: datetime) -> Message:
    """Answer a topic command: the newest figure of every speaker, by what is counted and where.

    `asked` repeats the filters ("place:Kursk") for the title and the buttons.
    """
    blocks: list[Block] = [Heading((Run(_title(topic, asked)),))]
    standings, echoes = without_echoes(without_superseded(one_position_each(standings)))
    shown = standings[: page_end([standing.line.at for standing in standings], MOST_LINES)]
    grouped = groups(shown)
    for members, title in zip(grouped, _group_titles(grouped), strict=True):
        blocks.append(Heading((Run(title),), level=2))
        lines = (_standing_line(one, now, echoes.get(identity(one.line), ())) for one in members)
        blocks.append(Bullets(tuple(lines)))
    left = len(standings) - len(shown)
    blocks.append(Footer((Run(_small_print(shown, left)),)))
    blocks.append(_buttons(topic, asked, before=min(standing.line.at for standing in shown)))
    return Message(blocks=tuple(blocks), summary=_spoken(topic, shown))


def history_answer(topic: Topic, lines: Sequence[LedgerLine], *, asked: str, now: datetime) -> Message:
    """Answer with single lines in order of time, newest first: the ledger as it was written."""
    shown = lines[: page_end([line.at for line in lines], MOST_LINES)]
    blocks: list[Block] = [
        Heading((Run(f"{_title(topic, asked)} · earlier"),)),
        Bullets(tuple(ledger_line(line, now) for line in shown)),
    ]
    if len(lines) > len(shown):
        blocks.append(_buttons(topic, asked, before=shown[-1].at))
    return Message(blocks=tuple(blocks), summary=f"{topic.title}: {len(shown)} earlier figures")


def figures_answer(title: str, lines: Sequence[LedgerLine], now: datetime) -> Message:
    """Answer with the newest figures on whatever subject."""
    return Message(
        blocks=(Heading((Run(title),)), Bullets(tuple(ledger_line(line, now) for line in lines))),
        summary=f"{title}: {len(lines)}",
    )


def unmatched_answer(topic: Topic, *, asked: str, places: Sequence[str]) -> Message:
    """Say that the topic has figures, but none that the filters let through, and which places would."""
    told = f"Nothing matches {asked}."
    blocks: list[Block] = [Heading((Run(topic.title),)), Paragraph((Run(told),))]
    if places:
        blocks.append(Paragraph((Run(f"There are figures for {either([place.title() for place in places[:8]])}."),)))
    blocks.append(Buttons((Button(label="All figures", command=f"/{topic.name}"),)))
    return Message(blocks=tuple(blocks), summary=clipped(f"{topic.title}: {told}", 300))


def empty_answer(topic: Topic, *, nearest: Topic | None) -> Message:
    """Say that the topic has no figure yet, what would be one, and which topic comes nearest."""
    told = "No article has had a figure on this yet."
    about = f", in articles about {either(topic.about[:6])}" if topic.about else ""
    blocks: list[Block] = [
        Heading((Run(topic.title),)),
        Paragraph((Run(f"{told} This topic counts {either(topic.count[:8])}{about}."),)),
    ]
    if nearest:
        blocks.append(Paragraph((Run("Nearest topic with figures: "), Run(f"/{nearest.name}", Style.CODE))))
        blocks.append(Buttons((Button(label=nearest.title[:80], command=f"/{nearest.name}"),)))
    return Message(blocks=tuple(blocks), summary=clipped(f"{topic.title}: {told}", 300))


def ledger_line(line: LedgerLine, now: datetime) -> Text:
    """Show one ledger line: figure, speaker, outlet, date and age, linked to its article."""
    return joined([_figure(line), _who(line), _place(line), _when(line, now)])


def direction(line: LedgerLine, before: LedgerLine) -> str:
    """Say how a figure stands to an earlier one: "up from", "down from", or "after" where their ranges meet."""
    if (line.low or 0) > (before.high or 0):
        return "up from"
    return "down from" if (line.high or 0) < (before.low or 0) else "after"


def _standing_line(standing: Standing, now: datetime, echoes: Sequence[LedgerLine] = ()) -> Text:
    line = standing.line
    told = _figure(line, with_fate=not outcome_of(line))
    return joined([(*told, *_movement(standing)), _who(line), _when(line, now), _also(line, echoes), _repeat(standing)])


def _also(line: LedgerLine, echoes: Sequence[LedgerLine]) -> Text:
    """Name the other outlets that give the same number without saying whose it is."""
    others = {echo.outlet: echo.url for echo in echoes if echo.outlet and echo.outlet != line.outlet}
    runs = [Run(outlet, url=url) for outlet, url in others.items()]
    listed = [part for run in runs for part in (Run(", "), run)][1:]
    return (Run("also "), *listed) if listed else ()


def _figure(line: LedgerLine, *, with_fate: bool = True) -> Text:
    direction = {Change.UP: "up ", Change.DOWN: "down "}.get(line.change, "")
    says_so = line.unit == "times" or line.text.lower().startswith(("up ", "down "))  # "doubled"
    lead: Text = (Run(direction, Style.ITALIC),) if direction and not says_so else ()
    first, *rest = shown_figure(line.text, line.noun, line.sentence, with_fate=with_fate, known=outcome_of(line))
    shown: Text = (Run(first.text, first.style, url=line.url), *rest)
    told = in_its_clause(shown, line.text, line.sentence) if needs_clause(line.unit, line.noun) else shown
    return told if len(told) > len(shown) else (*lead, *shown)


def _who(line: LedgerLine) -> Text:
    named = credit_of(line)
    return (Run(named, Style.ITALIC if named == UNATTRIBUTED else Style.PLAIN),)


def _place(line: LedgerLine) -> Text:
    return (Run(line.place),) if line.place else ()


def _when(line: LedgerLine, now: datetime) -> Text:
    dated = as_of_words(line.as_of_start, line.as_of_end)
    told = f"{dated if dated.startswith(('by ', 'since ')) else f'as of {dated}'}, " if dated else ""
    outlet = f"{line.outlet}, " if line.outlet else ""
    published = line.published_at or line.first_seen_at
    return (Run(f"{told}{outlet}"), publication(published), Run(f" ({age(published, now)})"))


def _movement(standing: Standing) -> Text:
    """Say how the speaker's number moved, with the earlier one beside it, linked to its own article."""
    line, before = standing.line, standing.previous
    if before is None or not has_moved(standing):
        return ()
    value = stated(before.qualifier, before.low, before.high, before.unit)
    return (Run(f" {direction(line, before)} "), Run(value, url=before.url), Run(_earlier_when(before)))


def _earlier_when(before: LedgerLine) -> str:
    dated = as_of_words(before.as_of_start, before.as_of_end) or before.at.strftime("%-d %b %Y")
    return f" ({dated})"


def _repeat(standing: Standing) -> Text:
    if not standing.is_repeat:
        return ()
    first = standing.first_reported
    by = f" by {first.outlet}" if first.outlet and first.outlet != standing.line.outlet else ""
    return (Run(f"repeated, first reported {first.at.strftime('%-d %b %Y')}{by}", Style.ITALIC, url=first.url),)


def _group_titles(grouped: Sequence[Sequence[Standing]]) -> list[str]:
    """Say what each group counts and where; the story as well, where two stories would be called alike."""
    subjects = [_counted_where([member.line for member in members]) for members in grouped]
    titles = []
    for members, subject in zip(grouped, subjects, strict=True):
        lines = [member.line for member in members]
        headline = next((line.headline for line in lines if line.headline), None)
        story = f" · {clipped(headline, 60)}" if headline and subjects.count(subject) > 1 else ""
        titles.append(f"{subject}{story}{' · sources disagree' if disagree(lines) else ''}")
    return titles


def _counted_where(lines: Sequence[LedgerLine]) -> str:
    noun = max((clipped(line.noun, 60) for line in lines), key=len) or lines[0].unit or lines[0].counted or "figures"
    place = next((line.place for line in lines if line.place), None)
    subject = _subject(lines[0].counted, noun)
    return f"{subject[0].upper()}{subject[1:]}{f' · {place}' if place else ''}"


def _subject(counted: str, noun: str) -> str:
    """Name what a group counts: "soldiers", "dead", "soldiers dead"."""
    head, _, outcome = counted.rpartition(" ")
    if outcome not in _OUTCOMES:
        return f"share of {noun}" if counted == "fraction" and noun != counted else noun
    return f"{noun} {outcome}" if head and outcome not in noun.lower() else outcome


def _title(topic: Topic, asked: str) -> str:
    return f"{topic.title} · {asked}" if asked else topic.title


def _small_print(shown: Sequence[Standing], left: int) -> str:
    more = f", {left} more under Older" if left > 0 else ""
    linked = " Each links to its article." if all(one.line.url for one in shown) else ""
    return f"{plural(len(shown) + left, 'newest figure')}, one per speaker and place{more}.{linked}"


def _buttons(topic: Topic, asked: str, *, before: datetime) -> Buttons:
    filters = f" {asked}" if asked else ""
    charted = "".join(f" {found}" for found in _CHARTED.findall(asked))
    return Buttons(
        (
            Button(label="Older", command=f"/{topic.name} before:{cutoff(before)}{filters}"),
            Button(label="Chart", command=f"/news chart topic:{topic.name}{charted}"),
            Button(label="Quotes", command=f"/news quotes topic:{topic.name}"),
        )
    )


def _spoken(topic: Topic, standings: Sequence[Standing]) -> str:
    told = "; ".join(f"{' '.join(s.line.text.split())} ({credit_of(s.line)})" for s in standings[:3])
    return clipped(f"{topic.title}: {told}", 300)
