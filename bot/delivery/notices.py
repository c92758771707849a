"""What operators are told, and the one digest that stands for alerts too old to be posted one by one. Pure."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Bullets, Heading, Message, Paragraph, Run, Style, Text, Tone, plain
from bot.store import Alert, AlertKind, Delivery

_MOST_LINES = 15


def channel_stopped(delivery: Delivery, reason: str, at: datetime) -> Alert:
    """Say that a channel refuses us and that what is owed to it waits."""
    where = f"{delivery.platform} channel {delivery.channel}"
    return _notice(
        f"stopped:{delivery.platform}:{delivery.channel}:{at.isoformat()}",
        f"I cannot post to {where}",
        f"{_bare(reason)}. What is owed there waits; I try again every hour and at every start. "
        "Check the token, and that I am in the channel and may write there.",
        at,
    )


def channel_reopened(delivery: Delivery, reason: str, at: datetime) -> Alert:
    """Say that it is over."""
    where = f"{delivery.platform} channel {delivery.channel}"
    return _notice(
        f"reopened:{delivery.platform}:{delivery.channel}:{at.isoformat()}",
        f"I can post to {where} again",
        f"It had said: {_bare(reason)}. What was owed there is being posted now.",
        at,
    )


def left_in_doubt(delivery: Delivery, reason: str, at: datetime) -> Alert:
    """Say that nobody but a person can tell whether a message was posted."""
    where = f"{delivery.platform} channel {delivery.channel}"
    return _notice(
        f"doubt:{delivery.id}:{at.isoformat()}",
        f"I cannot tell whether a message reached {where}",
        f"“{delivery.message.summary[:150]}”: {_bare(reason)}. Look whether it is there, then settle delivery "
        f"{delivery.id} with “nutgraf outbox” or “/news outbox”; until then it is not sent again.",
        at,
    )


def given_up(delivery: Delivery, reason: str, at: datetime) -> Alert:
    """Say that a message will not be posted."""
    where = f"{delivery.platform} channel {delivery.channel}"
    return _notice(
        f"given-up:{delivery.id}:{at.isoformat()}",
        f"A message to {where} was refused",
        f"“{delivery.message.summary[:150]}”: {_bare(reason)}. It is not tried again; the channel's other alerts "
        "go on.",
        at,
    )


def warned(text: str, at: datetime) -> Alert:
    """Say what about the database may do harm."""
    return _notice(f"warned:{at.isoformat()}", "My database needs your attention", f"{text}. I go on working.", at)


def warning_over(text: str, at: datetime) -> Alert:
    """Say that it is over."""
    return _notice(f"warned-over:{at.isoformat()}", "My database is as it should be", f"It had been: {text}.", at)


def overdue(deliveries: Sequence[Delivery], at: datetime) -> Alert:
    """Tell alerts that waited too long in one line each, newest first."""
    newest_first = sorted(deliveries, key=lambda each: each.created_at, reverse=True)
    lines = [headline(each.message) for each in newest_first[:_MOST_LINES]]
    more = len(newest_first) - len(lines)
    if more:
        lines.append(plain(f"and {more} more"))
    title = f"{len(newest_first)} alerts from while I could not post here"
    return Alert(
        id=f"overdue:{deliveries[0].id}:{deliveries[-1].id}:{len(deliveries)}",
        kind=AlertKind.DIGEST,
        message=Message(blocks=(Heading(plain(title), level=2), Bullets(tuple(lines))), summary=title, tone=Tone.ALERT),
        created_at=at,
    )


def headline(message: Message) -> Text:
    """Return the one line that tells a message: its heading with its link, else its summary."""
    for block in message.blocks:
        if isinstance(block, Heading):
            return block.text
    return plain(message.summary)


def _notice(key: str, title: str, text: str, at: datetime) -> Alert:
    return Alert(
        id=key,
        kind=AlertKind.NOTICE,
        message=Message(
            blocks=(Paragraph((Run(title, Style.BOLD),)), Paragraph(plain(text))),
            summary=f"{title}: {text}"[:300],
            tone=Tone.NOTICE,
        ),
        created_at=at,
    )


def _bare(reason: str) -> str:
    """Leave out a platform's own full stop: ours follows."""
    return reason.rstrip(". ")
