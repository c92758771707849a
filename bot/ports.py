"""The seams between the core and what it reads from and writes to. Every port has at least two implementations."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.message import Message
from bot.model import DeliveryId, Document, Entry


class Clock(Protocol):
    """Time, so that tests and the simulation can own it."""

    def now(self) -> datetime:
        """Return the wall clock: aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never step back."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMemory:
    """What a source asked us to remember between polls (HTTP validators); empty on the first poll."""

    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """What one poll found: all entries the document lists (newest first), or that it has not changed."""

    entries: tuple[Entry, ...] = ()
    memory: SourceMemory = field(default_factory=SourceMemory)
    unchanged: bool = False
    not_before: timedelta | None = None
    problems: tuple[str, ...] = ()
    """One line for each single entry (a file, an item) that could not be listed."""


class Source(Protocol):
    """Where articles come from: a folder, a feed, a page."""

    @property
    def name(self) -> str:
        """The name the configuration gives it; unique."""
        ...

    async def poll(self, memory: SourceMemory) -> Poll:
        """List what is there. Raises SourceError (with retry_after or gone where the server said so)."""
        ...

    async def open(self, entry: Entry) -> Document:
        """Return the raw article of a listed entry, fetching it where the source did not give it.

        Raises ArticleError if this entry cannot be had.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """Where a posted message is: enough to edit it, reply to it and link to it. All are the platform's own ids."""

    channel: str
    message: str
    thread: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How an adapter's platform lets a send in doubt be settled.

    `same_key_window`: posting again with the same DeliveryId within this time of the first try returns the first
    message instead of a second one (Discord's nonce; zero where there is none).
    `visible_after`: how long after a send the channel's history is sure to show it (Slack's grace period).
    """

    same_key_window: timedelta
    visible_after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast a platform lets us post: `burst` messages per `period`, in one channel and over all of them.

    The Courier keeps to it, so that no 429 is earned. `overall_*` None: no limit over all channels.
    """

    channel_burst: int
    channel_period: timedelta
    overall_burst: int | None = None
    overall_period: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRequest:
    """A request that reached our HTTP port, for an adapter that takes its events that way; headers in lower case."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebResponse:
    """The answer to a WebRequest."""

    status: int
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


Webhook = Callable[[WebRequest], Awaitable[WebResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of `nutgraf doctor`: what was tried, whether it is well, and else what to do."""

    subject: str
    is_well: bool
    detail: str


class ChatAdapter(Protocol):
    """A platform people read alerts on. It only renders, sends and classifies failures; retry is decided above it."""

    @property
    def platform(self) -> str:
        """The name subscriptions use ("discord")."""
        ...

    @property
    def certainty(self) -> Certainty:
        """How sends in doubt are settled on this platform."""
        ...

    @property
    def pace(self) -> Pace:
        """How fast the platform lets us post."""
        ...

    @property
    def webhooks(self) -> dict[str, Webhook]:
        """The POST paths of our HTTP port this adapter answers ("/slack/events"); usually none."""
        ...

    async def diagnose(self, channels: tuple[str, ...]) -> tuple["Finding", ...]:
        """Try the token, the scopes and each channel's rights; one finding each, with the remedy if it is bad."""
        ...

    async def run(self, dispatch: "Dispatch", commands: "tuple[CommandSpec, ...]") -> None:
        """Connect, register the commands and answer them until cancelled.

        Recovers from every lost connection by itself with back-off; returns or raises PermanentDeliveryError
        only where no retry can help (a wrong token), with the line the operator must see.
        """
        ...

    async def update_commands(self, commands: "tuple[CommandSpec, ...]") -> None:
        """Register the commands anew while running. Raises a DeliveryError subclass where the platform refuses."""
        ...

    async def post(
        self, channel: str, message: Message, *, key: DeliveryId, reply_to: MessageRef | None = None
    ) -> MessageRef:
        """Send one message, never retrying by itself. Raises a DeliveryError subclass for every failure.

        `reply_to` puts it in that message's thread. Works before `run` has connected.
        """
        ...

    async def find(self, channel: str, key: DeliveryId, *, since: datetime) -> MessageRef | None:
        """Look through the channel's history for our own message with this key, back to `since`.

        Raises a DeliveryError subclass where the history cannot be read.
        """
        ...

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """Replace a posted message. Raises a DeliveryError subclass."""
        ...

    async def close(self) -> None:
        """Release connections; safe to call twice."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ArgumentSpec:
    """One argument of a command; `choices` restrict it, `suggestions` are only offered while somebody types.

    `description` has at most 100 characters.
    """

    name: str
    description: str
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A command as readers type it: `/troops`, or `/news latest` with `group` "news".

    `private` answers are shown to the asker alone, and known before the
    answer is (a platform fixes it at the defer).
    `managers_only` commands are for those who may manage the server or workspace.
    """

    name: str
    description: str
    group: str | None = None
    arguments: tuple[ArgumentSpec, ...] = ()
    private: bool = False
    managers_only: bool = False

    @property
    def full_name(self) -> str:
        """The command as typed, without slash: "troops", "news latest"."""
        return f"{self.group} {self.name}" if self.group else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCall:
    """Somebody asked. `arguments` has only what was given; on platforms with one text line the adapter parses
    it with `bot.commands.parse`."""

    command: str
    """Name as typed, without slash: "troops", "news latest"."""
    arguments: dict[str, str]
    platform: str
    channel: str
    user: str
    is_manager: bool = False


Dispatch = Callable[[CommandCall], Awaitable[Message]]
"""Answers a call. Never raises for expected failures: a CommandError becomes a private plain sentence."""
