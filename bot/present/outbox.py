"""What is owed, for operators."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.message import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, Run, Style, Text
from bot.model import DeliveryState
from bot.present.wording import age, clipped, joined
from bot.store import Delivery

MOST_SHOWN = 5


def outbox_answer(
    counts: Mapping[DeliveryState, int],
    ambiguous: Sequence[Delivery],
    failed: Sequence[Delivery],
    stopped: Mapping[tuple[str, str], str],
    now: datetime,
) -> Message:
    """Compose the outbox: how many in each state, what is in doubt with buttons to settle it, what failed and why."""
    told = ", ".join(f"{count} {state.value}" for state, count in counts.items())
    blocks: list[Block] = [Heading((Run("Outbox"),)), Paragraph((Run(told),))]
    if stopped:
        lines: tuple[Text, ...] = tuple(
            joined([(Run(f"{platform} {channel}", Style.BOLD),), (Run(clipped(reason, 200)),)])
            for (platform, channel), reason in stopped.items()
        )
        blocks += [Heading((Run("Channels that refuse us"),), level=2), Bullets(lines[:MOST_SHOWN])]
    if ambiguous:
        blocks.append(Heading((Run("In doubt: it may or may not have been posted; look, then settle it"),), level=2))
        for number, delivery in enumerate(ambiguous[:MOST_SHOWN], 1):
            which = f"{number}. " if len(ambiguous) > 1 else ""
            blocks += [Bullets((_line(delivery, now, which),)), _verdicts(delivery, which)]
    if failed:
        blocks.append(Heading((Run("Given up last"),), level=2))
        blocks.append(Bullets(tuple(_line(delivery, now) for delivery in failed[:MOST_SHOWN])))
    return Message(blocks=tuple(blocks), summary=f"Outbox: {told}", private=True)


def _line(delivery: Delivery, now: datetime, which: str = "") -> Text:
    return joined(
        [
            (Run(which + clipped(delivery.message.summary, 100), Style.BOLD),),
            (Run(f"{delivery.platform} {delivery.channel}, {age(delivery.created_at, now)}"),),
            (Run(clipped(delivery.reason or "", 160)),) if delivery.reason else (),
            (Run(delivery.id, Style.CODE),),
        ]
    )


def _verdicts(delivery: Delivery, which: str) -> Buttons:
    """Offer the verdicts; `which` is on each, for Discord shows all buttons at the end of the message."""
    return Buttons(
        tuple(
            Button(label=which + label, command=f"/news outbox delivery:{delivery.id} verdict:{verdict}")
            for label, verdict in (("It is there", "posted"), ("Send again", "resend"), ("Drop it", "drop"))
        )
    )
