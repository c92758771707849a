"""Builders: the smallest true value of each type, with what the test is about spelt out."""

from datetime import date, datetime
from decimal import Decimal

from bot.message import Heading, Message, Paragraph, Run, Tone, plain
from bot.model import (
    Article,
    ArticleId,
    Brief,
    Change,
    DateRange,
    Document,
    Entry,
    Figure,
    MediaType,
    Mention,
    Person,
    Qualifier,
    Quote,
    QuoteKind,
    Span,
    StoryId,
    Topic,
)
from bot.store import Alert, AlertKind
from tests.lifetimes import NOON


def span(body: str, words: str) -> Span:
    """Return where these words first stand in the body."""
    start = body.index(words)
    return Span(start, start + len(words))


def article(
    number: int = 1,
    *,
    body: str = "The ministry said about 10,000 soldiers had reached Velmora last week.",
    headline: str | None = "Soldiers reach Velmora",
    outlet: str | None = "Tarn Courier",
    published_at: datetime | None = NOON,
) -> Article:
    return Article(
        id=ArticleId(f"article-{number}"),
        body=body,
        headline=headline,
        outlet=outlet,
        url=f"https://tarn.test/{number}",
        published_at=published_at,
    )


def person(name: str = "Ada Brandt", role: str | None = "spokeswoman", affiliation: str | None = "ministry") -> Person:
    return Person(name=name, role=role, affiliation=affiliation)


def mention(body: str, words: str, who: Person | None = None) -> Mention:
    return Mention(span=span(body, words), person=who)


def figure(
    body: str,
    words: str,
    value: int | str | None,
    *,
    high: int | str | None = None,
    qualifier: Qualifier = Qualifier.EXACT,
    change: Change = Change.NONE,
    unit: str = "",
    noun: str = "soldiers",
    speaker: str | None = None,
    who: Person | None = None,
    place: str | None = None,
    as_of: str | None = None,
    as_of_days: tuple[date | None, date | None] = (None, None),
    salience: float = 0.5,
) -> Figure:
    low = None if value is None else Decimal(value)
    return Figure(
        span=span(body, words),
        low=low,
        high=Decimal(high) if high is not None else low,
        qualifier=qualifier,
        change=change,
        unit=unit,
        noun=noun,
        speaker=mention(body, speaker, who) if speaker else None,
        place=span(body, place) if place else None,
        as_of=DateRange(span=span(body, as_of), start=as_of_days[0], end=as_of_days[1]) if as_of else None,
        salience=salience,
    )


def quote(body: str, words: str, speaker: str | None = None, who: Person | None = None) -> Quote:
    return Quote(
        span=span(body, words),
        speaker=mention(body, speaker, who) if speaker else None,
        cue="said",
        kind=QuoteKind.DIRECT,
    )


def brief(number: int = 1, *, of: Article | None = None) -> Brief:
    """Return a brief with one figure on soldiers by the ministry."""
    told = of or article(number)
    return Brief(
        article=told,
        summary=(Span(0, len(told.body)),),
        figures=(
            figure(
                told.body,
                "about 10,000 soldiers",
                10_000,
                qualifier=Qualifier.ABOUT,
                speaker="The ministry",
                place="Velmora",
                as_of="last week",
                as_of_days=(date(2026, 2, 23), date(2026, 3, 1)),
            ),
        ),
    )


def count_brief(
    number: int,
    value: int,
    *,
    speaker: str = "The ministry",
    place: str = "Velmora",
    outlet: str = "Tarn Courier",
    published_at: datetime = NOON,
    qualifier: Qualifier = Qualifier.EXACT,
) -> Brief:
    """Return a brief in which a speaker gives a number of soldiers at a place."""
    body = f"{speaker} said {value} soldiers were in {place}, on day {number}."
    told = article(number, body=body, headline=f"{value} soldiers", outlet=outlet, published_at=published_at)
    stated = figure(body, f"{value} soldiers", value, speaker=speaker, place=place, qualifier=qualifier)
    return Brief(article=told, figures=(stated,))


def topic(
    name: str = "troops",
    *,
    count: tuple[str, ...] = ("troop", "soldier"),
    about: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
) -> Topic:
    return Topic(name=name, title=name.title(), count=count, about=about, places=places)


def entry(guid: str = "guid-1", *, url: str | None = None, title: str | None = None, text: str | None = None) -> Entry:
    document = Document(text=text, media_type=MediaType.TEXT) if text is not None else None
    return Entry(guid=guid, url=url, title=title, document=document)


def message(summary: str = "Soldiers reach Velmora") -> Message:
    return Message(
        blocks=(Heading((Run(summary, url="https://tarn.test/1"),)), Paragraph(plain("About 10,000 of them."))),
        summary=summary,
        tone=Tone.ALERT,
    )


def alert(
    number: int = 1,
    *,
    kind: AlertKind = AlertKind.ALERT,
    story: str | None = None,
    at: datetime = NOON,
    summary: str | None = None,
) -> Alert:
    return Alert(
        id=f"alert-{number}",
        kind=kind,
        message=message(summary or f"alert {number}"),
        created_at=at,
        story_id=StoryId(story or f"story-{number}"),
        article_id=ArticleId(f"article-{number}"),
    )
