"""What operators hear about sources: each trouble once, with the remedy, and once more when it is over."""

from bot.message import Message, Paragraph, Run, Style, Tone, plain
from bot.ports import Clock
from bot.present.wording import clipped
from bot.store import Alert, AlertKind, Owed, Store, Tx

DEAD_AFTER = 3
"""Polls that fail in a row before operators hear of it: publishers have bad minutes."""


class SourceNotices:
    """Owes notices about sources to the operators' channels."""

    def __init__(self, store: Store, clock: Clock, operators: tuple[tuple[str, str], ...]) -> None:
        self._store = store
        self._clock = clock
        self._operators = operators

    async def failed(self, tx: Tx, name: str, error: str, *, failures: int, is_gone: bool) -> bool:
        """Tell of a source that keeps failing, or is gone for good; returns whether there was anything to tell."""
        if not is_gone and failures < DEAD_AFTER:
            return False
        if not await self._store.memories.first_time(tx, trouble_key(name)):
            return False
        remedy = (
            "It is not polled again; remove it from the settings or correct its address."
            if is_gone
            else "I go on trying, less and less often; check the address, or whether the publisher refuses us."
        )
        await self._owe(tx, f"{name} cannot be read", f"{error}. {remedy}")
        return True

    async def worked(self, tx: Tx, name: str) -> None:
        """Tell that a source whose trouble was told is read again."""
        await self._store.memories.forget(tx, trouble_key(name))
        await self._owe(tx, f"{name} can be read again", "Nothing is left to do.")

    async def _owe(self, tx: Tx, title: str, text: str) -> None:
        now = self._clock.now()
        message = Message(
            blocks=(Paragraph((Run(title, Style.BOLD),)), Paragraph(plain(text))),
            summary=clipped(f"{title}: {text}", 300),
            tone=Tone.NOTICE,
        )
        alert = Alert(id=f"source:{title}:{now.isoformat()}", kind=AlertKind.NOTICE, message=message, created_at=now)
        owed = [Owed(platform=platform, channel=channel) for platform, channel in self._operators]
        if owed:
            await self._store.outbox.owe(tx, alert, owed)


def trouble_key(name: str) -> str:
    """Return the key under which it is remembered that a source's trouble was told."""
    return f"dead-source:{name}"
