"""The small phrases that every message is made of: who, how much, when."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from bot.message import Run, Style, Text
from bot.model import Brief, Figure, Mention, Person, Qualifier
from bot.outcomes import Outcome, Told, are_people, outcome_beside, outcome_within
from bot.present.setting import setting
from bot.topics import sentence_of, singular

UNATTRIBUTED = "unattributed"
SEPARATOR = Run(" · ")


def joined(parts: list[Text]) -> Text:
    """Join parts with the dot that separates them everywhere; empty parts leave no dot."""
    runs: list[Run] = []
    for part in parts:
        if part:
            runs += [SEPARATOR, *part] if runs else part
    return tuple(runs)


def either(words: Sequence[str]) -> str:
    """List alternatives: "troop, soldier or fighter"."""
    return " or ".join(part for part in (", ".join(words[:-1]), "".join(words[-1:])) if part)


def plural(count: int, noun: str) -> str:
    """Count something: "1 figure", "2 figures"."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def credit(person: Person | None, mention: str | None) -> str:
    """Say who: "Pat Ryder, Press secretary, Pentagon", else the article's own words, else "unattributed".

    A body without a name of its own is joined: "Jana Korvin, head of the emergency office".
    """
    if person is None:
        return mention or UNATTRIBUTED
    role = person.role or ""
    affiliation = person.affiliation or ""
    if affiliation and affiliation.lower() in role.lower():
        affiliation = ""
    if role and affiliation.islower():
        role, affiliation = f"{role} of {'' if affiliation.startswith('the ') else 'the '}{affiliation}", ""
    return ", ".join(part for part in (person.name, role, affiliation) if part)


def speaker_of(brief: Brief, mention: Mention | None) -> str:
    """Say who a mention of this brief is."""
    return credit(mention.person if mention else None, brief.named(mention) if mention else None)


def number(value: Decimal) -> str:
    """Write a number with digit groups and without trailing zeros: 10,000 or 2.1."""
    shown = f"{value.normalize():,f}" if value == value.to_integral() else f"{value:,f}".rstrip("0").rstrip(".")
    return shown.replace("-", "−")


_UNIT_SIGNS = {"percent": "%", "USD": "$", "EUR": "€", "GBP": "£"}
_SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def amount(low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """Write a value or range with its unit, in our words: "10,000", "2,000–3,000", "€2.4 billion", "6.2%"."""
    if low is None and high is None:
        return "no number given"
    ends = [end for end in (low, high) if end is not None]
    if len(ends) == 2 and ends[0] == ends[1]:
        ends = ends[:1]
    text = "–".join(_scaled(end) for end in ends)
    sign = _UNIT_SIGNS.get(unit)
    if sign == "%":
        return f"{text}%"
    if sign:
        return f"{sign}{text}"
    return f"{text} {unit}" if unit else text


_QUALIFIED = {
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.LESS_THAN: "less than ",
}


def stated(qualifier: Qualifier, low: Decimal | None, high: Decimal | None, unit: str) -> str:
    """Write a value as firmly as it was stated: "at least 12"; people need no unit."""
    hedge = _QUALIFIED.get(qualifier, "") if low is not None or high is not None else ""
    return hedge + amount(low, high, "" if unit == "person" else unit)


def _scaled(value: Decimal) -> str:
    for size, word in _SCALES:
        if abs(value) >= size:
            return f"{number((value / size).quantize(Decimal('0.001')))} {word}"
    return number(value)


def figure_words(brief: Brief, figure: Figure) -> Text:
    """Show a figure as the article has it, its noun in brackets where the text elides it."""
    return shown_figure(brief.expression(figure), figure.noun, sentence_of(brief.article.body, figure.span))


def shown_figure(
    text: str, noun: str, sentence: str = "", *, with_fate: bool = True, known: Outcome | None = None
) -> Text:
    """Show the words of a figure, in brackets behind them what they do not say: what is counted, what befell them.

    A noun that the text elides is not people where the sentence says what befell people: of "27 towns were flooded and
    43 injured", the 43 are no towns. `known` is what befell them where another sentence says it.
    """
    head = noun.split()[-1].lower() if noun else ""
    is_elided = bool(head) and head not in text.lower()
    says_fate = outcome_within(text)
    elsewhere = Told(known.value, known) if known else None
    fate = None if says_fate else outcome_beside(text, sentence) or elsewhere
    counts_people = are_people(singular(head))
    told = [noun] if is_elided and not ((counts_people and says_fate) or (fate and not counts_people)) else []
    if fate and with_fate and (counts_people or is_elided) and not outcome_within(" ".join(told)):
        told.append(fate.word)
    return (Run(" ".join(text.split()), Style.BOLD), *((Run(f" [{', '.join(told)}]"),) if told else ()))


def in_its_clause(shown: Text, text: str, sentence: str) -> Text:
    """Show a figure among the words of its clause, which say what it is of; alone where they do not."""
    before, after = setting(" ".join(sentence.split()), " ".join(text.split()))
    return (*((Run(f"{before} "),) if before else ()), *shown, *((Run(f" {after}"),) if after else ()))


def needs_clause(unit: str, noun: str) -> bool:
    """Say whether a figure's words leave open what it is of: a sum, a share, a measure without a noun."""
    return not noun and unit not in ("", "person")


def argument(name: str, value: str) -> str:
    """Write one argument of a command line as it is typed: `since:7d`, `place:"New Tarn"`."""
    bare = " ".join(value.replace('"', " ").split())
    return f'{name}:"{bare}"' if " " in bare else f"{name}:{bare}"


def cutoff(at: datetime) -> str:
    """Write an instant exactly, and as short as a button's command needs it: "2026-11-16T17:30Z"."""
    exact = at.astimezone(UTC)
    short = exact.isoformat(timespec="auto" if exact.second or exact.microsecond else "minutes")
    return short.replace("+00:00", "Z")


def page_end(instants: Sequence[datetime], most: int) -> int:
    """Say how many of these, newest first, fill a page of at most `most` that ends between two instants.

    The next page begins before the last instant shown, so an instant that is cut in two would lose its rest. Only one
    that fills a page by itself makes it longer.
    """
    end = min(most, len(instants))
    while 0 < end < len(instants) and instants[end] == instants[end - 1]:
        end -= 1
    if end or not instants:
        return end
    return next((place for place, at in enumerate(instants) if at != instants[0]), len(instants))


def moment(at: datetime) -> Run:
    """Show an instant in the reader's own timezone, with UTC words where that cannot be."""
    return Run(at.strftime("%-d %b %Y, %H:%M UTC"), at=at)


def publication(at: datetime) -> Run:
    """Show when an article was published: of a day without a time neither a time nor a shift to the reader's timezone.

    A source that gives the day alone is kept as that day's midnight, UTC.
    """
    return Run(day(at)) if _is_day(at) else moment(at)


def day(at: date) -> str:
    """Write a date: "28 Oct 2024"."""
    return at.strftime("%-d %b %Y")


def as_of_words(start: date | None, end: date | None) -> str:
    """Say what date or period a figure is about: "28 Oct 2024", "Oct 2024", "2024"; "" if that is unknown."""
    if start and end:
        return day(start) if start == end else _whole_period(start, end) or f"{day(start)} – {day(end)}"
    if start:
        return f"since {day(start)}"
    return f"by {day(end)}" if end else ""


def _whole_period(start: date, end: date) -> str:
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1] or start.year != end.year:
        return ""
    if start.month == end.month:
        return start.strftime("%b %Y")
    return str(start.year) if (start.month, end.month) == (1, 12) else ""


_STEPS = ((timedelta(days=365), "year"), (timedelta(days=30), "month"), (timedelta(days=1), "day"))
_SHORT_STEPS = ((timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute"))


def age(then: datetime, now: datetime) -> str:
    """Say how long ago: "3 days ago", "just now"; "today" of a day without a time."""
    passed = now - then
    if _is_day(then) and timedelta(0) <= passed < timedelta(days=1):
        return "today"
    for step, word in (*_STEPS, *_SHORT_STEPS):
        count = passed // step
        if count >= 1:
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"


def _is_day(at: datetime) -> bool:
    return at.astimezone(UTC).time() == time()


def clipped(text: str, limit: int) -> str:
    """Shorten to `limit` characters at a word's end, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,;:–—-") + "…"
