"""The world's news: events in a small grammar of our own, and the feeds that tell them, all from one seed."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from bot.errors import ArticleError, SourceError
from bot.model import Document, Entry, MediaType
from bot.ports import Poll, SourceMemory

LISTED = 40
"""Entries a feed lists: more than it publishes during its longest outage."""
COUNTED = ("soldiers", "farmers", "ferries", "houses", "trucks", "nurses", "pumps", "miners")
DOINGS = ("reached", "left", "gathered near", "were counted in", "were sent to", "were seen around")
BODIES = ("harbour office", "defence ministry", "growers' union", "river board", "relief service", "mining guild")
ONSETS = ("Vel", "Tar", "Or", "Bru", "Kes", "Dal", "Mir", "Pol", "Sha", "Gren", "Lus", "Hav")
ENDINGS = ("mora", "nec", "lec", "stad", "vik", "una", "dale", "brin", "oth", "ira", "mund", "esk")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One article as one feed tells it."""

    feed: str
    guid: str
    url: str
    outlet: str
    headline: str
    body: str
    at: timedelta
    event: int
    changes_at: timedelta | None = None
    """When it is corrected: from then on `corrected` is its text."""
    corrected: str = ""
    vanishes_at: timedelta | None = None
    republished_at: timedelta | None = None
    """When it comes back under another guid and date."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One version of an event."""

    headline: str
    body: str
    corrected: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """What happened, in words of its own: tales of one event share them, tales of two hardly any."""

    place: str
    counted: str
    words: tuple[str, ...]


def happen(rng: Random) -> Event:
    def coin() -> str:
        return rng.choice(ONSETS) + rng.choice(ENDINGS) + rng.choice(ENDINGS)

    return Event(
        place=f"{coin()} {coin()}", counted=rng.choice(COUNTED), words=tuple(coin().lower() for _ in range(12))
    )


def tell(rng: Random, event: Event, number: int) -> Told:
    """Write an article of two or three sentences."""
    body, doing = rng.choice(BODIES), rng.choice(DOINGS)
    name = f"{rng.choice(ONSETS)}a {rng.choice(ONSETS)}{rng.choice(ENDINGS)}"
    told = rng.sample(event.words, 9)
    title = f"{event.counted.capitalize()} {doing.removeprefix('were ')} {event.place}: {told[0]} {told[1]}"

    def text(count: int) -> str:
        return (
            f"The {body} said on Monday that {count:,} {event.counted} {doing} {event.place}. "
            f"{told[2].title()} {told[3]} {told[4]} {told[5]}. "
            f"“{told[6].title()} {' '.join(told[:6])} {told[7]},” said {name}, {told[8]} of {event.place}."
        )

    return Told(headline=title, body=text(number), corrected=text(number + 7))


class Feed:
    """A publisher's feed: lists its latest items as of the world's time, and has bad hours."""

    def __init__(
        self, name: str, items: tuple[Item, ...], passed: Callable[[], timedelta], rng: Random, storm: timedelta
    ) -> None:
        """`storm`: how long single pages fail now and then; the calm has one poll, so nothing could be had later."""
        self.name = name
        self.items = items
        self._passed = passed
        self._storm = storm
        self._rng = rng
        self.troubles: list[tuple[timedelta, timedelta, str]] = []
        """From, until, and which: "error", "retry" (503 with Retry-After until its end), "slow", "gone"."""
        self.polls: list[timedelta] = []
        self.impolite = 0
        """Polls while we were asked to stay away."""
        self._asked_to_wait_until = timedelta(0)

    def trouble(self, now: timedelta) -> tuple[str, timedelta]:
        return next(((kind, end) for start, end, kind in self.troubles if start <= now < end), ("", now))

    async def poll(self, memory: SourceMemory) -> Poll:
        now = self._passed()
        self.polls.append(now)
        self.impolite += now < self._asked_to_wait_until
        kind, until = self.trouble(now)
        if kind == "gone":
            raise SourceError("HTTP 410", gone=True)
        if kind == "error":
            raise SourceError("HTTP 500")
        if kind == "retry":
            self._asked_to_wait_until = until
            raise SourceError("HTTP 503", retry_after=until - now)
        await asyncio.sleep(8 if kind == "slow" else 0)
        listed = self._listed(now)
        etag = ",".join(entry.guid for entry in listed)
        if memory.etag == etag and listed:
            return Poll(unchanged=True, memory=memory)
        return Poll(entries=listed, memory=SourceMemory(etag=etag))

    def _listed(self, now: timedelta) -> tuple[Entry, ...]:
        shown = sorted((item for item in self.items if item.at <= now), key=lambda item: item.at)[-LISTED:]
        return tuple(self._entry(item, now) for item in reversed(shown))

    def _entry(self, item: Item, now: timedelta) -> Entry:
        again = item.republished_at is not None and item.republished_at <= now
        moment = item.republished_at if again and item.republished_at else item.at
        return Entry(
            guid=f"{item.guid}-again" if again else item.guid,
            title=item.headline,
            url=f"{item.url}?utm_source=feed" if again else item.url,
            published_at=BEGIN + moment,
            outlet=item.outlet,
        )

    async def open(self, entry: Entry) -> Document:
        now = self._passed()
        guid = entry.guid.removesuffix("-again")
        item = next(each for each in self.items if each.guid == guid)
        if item.vanishes_at is not None and item.vanishes_at <= now:
            raise ArticleError("HTTP 410", gone=True)
        if self._rng.random() < 0.01 and now < self._storm:
            raise SourceError("HTTP 502")
        await asyncio.sleep(0)
        is_corrected = item.changes_at is not None and item.changes_at <= now
        return Document(
            text=item.corrected if is_corrected else item.body,
            media_type=MediaType.TEXT,
            raw=True,
            url=item.url,
            headline=item.headline,
            published_at=BEGIN + item.at,
            outlet=item.outlet,
        )


BEGIN = datetime.fromisoformat("2026-03-02T12:00:00+00:00")


@dataclass
class Newsroom:
    """All events and feeds of a run."""

    feeds: dict[str, Feed] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


def open_newsroom(
    rng: Random, passed: Callable[[], timedelta], *, feeds: int, length: timedelta, a_day: float
) -> Newsroom:
    """Let events happen for a time; each is copied, retold, updated, corrected and taken down by several feeds."""
    names = [f"feed-{number}" for number in range(feeds)]
    items: list[Item] = []
    wanted = round(feeds * a_day * (length / timedelta(days=1)))
    event = 0
    while len(items) < wanted:
        items += _happen(rng, event, names, length)
        event += 1
    for item in [each for each in items if each.feed != names[0] and rng.random() < 0.2]:
        shared_at = item.at + timedelta(minutes=rng.expovariate(1 / 60))
        if shared_at < length:  # the first feed also lists others' articles, under their own addresses
            items.append(replace(item, feed=names[0], guid=f"shared-{item.guid}", at=shared_at, republished_at=None))
    told: dict[str, list[Item]] = {name: [] for name in names}
    for item in items:
        told[item.feed].append(item)
    room = Newsroom(items=items)
    for name in names:
        room.feeds[name] = Feed(name, tuple(told[name]), passed, Random(rng.random()), length)
    return room


def _happen(rng: Random, event: int, names: list[str], length: timedelta) -> list[Item]:
    what, number, at = happen(rng), rng.randrange(20, 9000), length * rng.random()
    told = tell(rng, what, number)
    found: list[Item] = []
    for version in range(rng.choice((1, 1, 1, 1, 2, 3))):
        if version:
            number += rng.randrange(10, 500)
            told = tell(rng, what, number)
        tellers = rng.sample(names, min(len(names), rng.choice((1, 1, 1, 1, 2, 2, 3, 6))))
        for teller in tellers:
            if rng.random() < 0.3:
                told = tell(rng, what, number)
            at_teller = at + timedelta(hours=3 * version) + timedelta(minutes=rng.expovariate(1 / 25))
            if at_teller < length:
                found.append(_item(rng, teller, f"{event}-{version}-{teller}", told, at_teller, event))
    return found


def _item(rng: Random, feed: str, guid: str, told: Told, at: timedelta, event: int) -> Item:
    item = Item(
        feed=feed,
        guid=guid,
        url=f"https://{feed}.test/{guid}",
        outlet=f"The {feed.title()}",
        headline=told.headline,
        body=told.body,
        corrected=told.corrected,
        at=at,
        event=event,
    )
    fate, later = rng.random(), timedelta(minutes=rng.uniform(20, 300))
    if fate < 0.05:
        return replace(item, changes_at=at + later)
    if fate < 0.07:
        return replace(item, vanishes_at=at + later)
    return replace(item, republished_at=at + later) if fate < 0.17 else item
