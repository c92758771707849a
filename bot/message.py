"""What we say, before any platform: a message is blocks of rich text that every adapter renders in its own way.

Text here is plain: no markup is ever interpreted, so an adapter escapes every `Run.text` for its platform.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Style(StrEnum):
    """How a run of text looks."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one style. `url` (http or https) makes it a link. `at` asks the platform to show that
    instant in the reader's own timezone, `text` being what is shown where it cannot."""

    text: str
    style: Style = Style.PLAIN
    url: str | None = None
    at: datetime | None = None


Text = tuple[Run, ...]

SUMMARY_LIMIT = 300
"""Characters of a message's summary."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The headline of an alert, or the title of an answer or of a part of it (`level` 2)."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short lines, such as the key figures."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words and who said them."""

    text: Text
    credit: Text


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print: outlet, time, how many outlets."""

    text: Text


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line between parts."""


@dataclass(frozen=True, slots=True)
class Image:
    """A PNG picture with the words that stand for it (at most 1,000 characters)."""

    png: bytes
    alt: str
    name: str


@dataclass(frozen=True, slots=True)
class Button:
    """Pressing it dispatches `command` (e.g. "/troops since:7d") as if the presser had typed it, or opens `url`."""

    label: str
    command: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of at most five buttons."""

    buttons: tuple[Button, ...]


Block = Heading | Paragraph | Bullets | Quotation | Footer | Divider | Image | Buttons


class Tone(StrEnum):
    """What sort of message it is: the platform may colour it."""

    ALERT = "alert"
    ANSWER = "answer"
    CHANGE = "change"
    CORRECTION = "correction"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `summary` is what notifications and screen readers read (plain, at most SUMMARY_LIMIT).

    `private` answers are shown to the asker alone. `mention` is the one role or group that may be pinged.
    """

    blocks: tuple[Block, ...]
    summary: str
    tone: Tone = Tone.ANSWER
    private: bool = False
    mention: str | None = None


def plain(text: str) -> Text:
    """Return `text` as one unstyled run."""
    return (Run(text),)


def words(text: Text) -> str:
    """Return the bare words of rich text."""
    return "".join(run.text for run in text)


def sentence(text: str, tone: Tone = Tone.ANSWER) -> Message:
    """Return one plain sentence for the asker alone."""
    spoken = text if len(text) <= SUMMARY_LIMIT else text[: SUMMARY_LIMIT - 1] + "…"
    return Message(blocks=(Paragraph(plain(text)),), summary=spoken, tone=tone, private=True)
