"""/news outbox: what is owed, what is in doubt, and settling the doubts only a person can."""

from typing import Annotated, Literal

from bot.commands.desk import Desk
from bot.commands.spec import command
from bot.errors import CommandError
from bot.message import Message, sentence
from bot.model import DeliveryId
from bot.ports import CommandCall
from bot.present.outbox import outbox_answer
from bot.store import Verdict


@command("outbox", "Alerts that are owed, failed or in doubt", private=True, managers_only=True)
async def outbox(
    desk: Desk,
    call: CommandCall,  # noqa: ARG001 - every command is given it
    *,
    delivery: Annotated[str | None, "A delivery in doubt to settle"] = None,
    verdict: Annotated[Literal["posted", "resend", "drop"] | None, "How to settle it"] = None,
) -> Message:
    """Show the outbox, or settle one delivery in doubt."""
    if delivery is None:
        box = desk.store.outbox
        return outbox_answer(
            await box.counts(), await box.ambiguous(), await box.failed(5), await box.stopped_channels(), desk.now()
        )
    if verdict is None:
        raise CommandError("Please say how to settle it: verdict posted, resend or drop.")
    async with desk.store.transaction() as tx:
        settled = await desk.store.outbox.resolve(tx, DeliveryId(delivery), Verdict(verdict))
    if not settled:
        raise CommandError(f"No delivery “{delivery[:40]}” is in doubt; /news outbox lists those that are.")
    desk.work_owed()
    return sentence({"posted": "Noted as posted.", "resend": "It is sent again.", "drop": "Dropped."}[verdict])
