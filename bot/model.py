"""The vocabulary: one immutable type per stage of the news, Entry → Article → Brief → Story → Delivery."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NewType

ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
DeliveryId = NewType("DeliveryId", str)
"""At most 25 characters of [0-9a-z]: it travels as Discord's nonce and in Slack's metadata."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's body: Python string indices, end exclusive."""

    start: int
    end: int

    def of(self, body: str) -> str:
        """Return the words themselves, character for character."""
        return body[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Say whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Qualifier(StrEnum):
    """How exactly the text gives a number."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    VAGUE = "vague"


class Change(StrEnum):
    """Whether a figure is the size of a rise or fall."""

    NONE = "none"
    UP = "up"
    DOWN = "down"


class QuoteKind(StrEnum):
    """Direct: a clause that stands for itself. Mixed: a fragment woven into the reporter's sentence."""

    DIRECT = "direct"
    MIXED = "mixed"


class MediaType(StrEnum):
    """What a document's text is written in."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a mention is, as far as the article itself says: full name, role without "former", affiliation."""

    name: str
    role: str | None = None
    affiliation: str | None = None


_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i", "you", "this", "that", "these", "those", "who", "which"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of the body that name a speaker ("Ryder", "one official", "the ministry"), and who that is if known.

    `fuller` is where the article names the same body in full ("the health ministry"), if it does so elsewhere.
    """

    span: Span
    person: Person | None = None
    fuller: Span | None = None

    def named(self, body: str) -> str:
        """Return how the body names it: in full where it does so elsewhere, "" for a pronoun that names nobody."""
        if self.fuller is None and self.person is None and self.span.of(body).lower() in _PRONOUNS:
            return ""
        return (self.fuller or self.span).of(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """The date or period a figure is about: `span` is its words; an open side is None, both None if unresolvable."""

    span: Span
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity that counts or measures something in the news.

    `low == high` unless the text gives a range; both None where it gives no number ("a small number").
    `unit` is canonical ("USD", "percent", "kilometre", "person"), "" for a bare count of `noun`.
    `noun` is what is counted, carried over from the earlier mention where the text elides it.
    `salience` is 0..1: what an editor would put in the alert.
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    change: Change = Change.NONE
    unit: str = ""
    noun: str = ""
    speaker: Mention | None = None
    as_of: DateRange | None = None
    place: Span | None = None
    salience: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks that somebody said; `span` lies inside the marks."""

    span: Span
    speaker: Mention | None
    cue: str
    kind: QuoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a source lists: enough to know whether we have read it, and its content where the source gives it."""

    guid: str
    title: str | None = None
    url: str | None = None
    published_at: datetime | None = None
    byline: str | None = None
    outlet: str | None = None
    document: "Document | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The raw text of one article before reading, and what is known about it from outside.

    `raw` says that `text` is the clean body already: it becomes Article.body unchanged. `is_teaser` says that it
    stands in for a page that could not be fetched: what it lacks has not been taken out of the article.
    """

    text: str
    media_type: MediaType
    url: str | None = None
    headline: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    outlet: str | None = None
    raw: bool = False
    is_teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What was read from a document: `body` is clean text, and every span in a brief points into it."""

    id: ArticleId
    body: str
    headline: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    language: str = "en"
    url: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """An article together with its summary sentences, figures and quotes, each in order of appearance."""

    article: Article
    summary: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotes: tuple[Quote, ...] = ()

    def words(self, span: Span) -> str:
        """Return the words of a span of this brief's article."""
        return span.of(self.article.body)

    def named(self, speaker: Mention) -> str:
        """Return how the article names a speaker, "" where only a pronoun does whose person it does not say."""
        return speaker.named(self.article.body)

    def expression(self, figure: Figure) -> str:
        """Return a figure's words; where they run out of a quotation ("a small number” of troops"), up to its end."""
        words = figure.span.of(self.article.body)
        for opening, closing in (("“", "”"), ("«", "»")):
            end = words.find(closing)
            if end > 0 and opening not in words[:end]:
                words = words[:end]
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a topic command asks about: figures that count one of `count` in an article about one of `about`.

    `count` are singular nouns ("troop") or canonical units ("USD"); an empty `about` accepts any article; a non-empty
    `near` asks for one of its words in the figure's own sentence; a non-empty `places` for one of these places.
    """

    name: str
    title: str
    count: tuple[str, ...]
    about: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Cadence(StrEnum):
    """How often a channel hears from us."""

    INSTANT = "instant"
    DAILY = "daily"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel, what it wants and how often. Without topics, sources and keywords it wants every story."""

    platform: str
    channel: str
    topics: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    cadence: Cadence = Cadence.INSTANT
    on_change: bool = False
    change_by: Decimal | None = None
    mention: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Briefs about one event, from one or more outlets, first one first."""

    id: StoryId
    briefs: tuple[Brief, ...] = field(default=())


class DeliveryState(StrEnum):
    """Where a delivery stands in the outbox."""

    PENDING = "pending"
    SENDING = "sending"
    POSTED = "posted"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"


FRESH_FOR = timedelta(hours=12)
"""How long an alert is worth posting on its own; older ones become a line of a digest (a default, settable)."""
