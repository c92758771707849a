"""What stops all work, such as a full disk: told to the operators past the outbox, which cannot be written then."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import DeliveryError, StoreError, TransientDeliveryError
from bot.message import Message, Paragraph, Run, Style, Tone, plain
from bot.model import DeliveryId
from bot.ports import ChatAdapter, Clock

LASTS = timedelta(seconds=5)
"""Operators hear of what lasts longer: a database that restarts is back by then."""
QUIET = timedelta(seconds=30)
"""How long nothing may have failed before a write is tried and, if it works, all is well again."""
_SEND_LIMIT = 20.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    platform: str
    channel: str
    message: Message
    key: DeliveryId


class Alarm:
    """Tells operators once that no work is possible, and once that it is over.

    These two notices alone leave without a durable mark. Each is tried until the platform has answered, so one that
    was cut off may be missing; it is never sent twice.
    """

    def __init__(
        self,
        adapters: Mapping[str, ChatAdapter],
        operators: tuple[tuple[str, str], ...],
        clock: Clock,
        *,
        write: Callable[[], Awaitable[None]],
    ) -> None:
        """`write` writes something and raises StoreError where that fails."""
        self._adapters = adapters
        self._operators = operators
        self._clock = clock
        self._write = write
        self._began_at = self._failed_at = 0.0
        self._has_told = False
        self._owed: list[_Notice] = []
        self.trouble: str | None = None

    def notice(self, reason: str) -> None:
        """Take note that work failed, for this reason."""
        self._failed_at = self._clock.monotonic()
        if self.trouble is None:
            self._began_at = self._failed_at
            log.error("trouble", extra={"reason": reason})
        self.trouble = reason

    async def look(self) -> None:
        """Find out whether it is over, and tell operators what they have not heard."""
        if self.trouble and await self._is_over():
            log.info("trouble_over", extra={"lasted": round(self._clock.monotonic() - self._began_at)})
            self.trouble = None
        if self.trouble and not self._has_told and self._clock.monotonic() - self._began_at >= LASTS.total_seconds():
            self._has_told = True
            self._owe("I cannot do my work", f"{self.trouble}. What is owed waits until that is over.")
        elif not self.trouble and self._has_told:
            self._has_told = False
            self._owe("I can do my work again", "What had to wait is read and posted now.")
        await self._tell()

    async def _is_over(self) -> bool:
        if self._clock.monotonic() - self._failed_at < QUIET.total_seconds():
            return False
        try:
            await self._write()
        except StoreError as error:
            self.notice(str(error))
            return False
        return True

    def _owe(self, title: str, text: str) -> None:
        message = Message(
            blocks=(Paragraph((Run(title, Style.BOLD),)), Paragraph(plain(text))),
            summary=f"{title}: {text}"[:300],
            tone=Tone.NOTICE,
        )
        self._owed += [
            _Notice(platform=platform, channel=channel, message=message, key=DeliveryId(f"alarm{secrets.token_hex(8)}"))
            for platform, channel in self._operators
            if platform in self._adapters
        ]

    async def _tell(self) -> None:
        waiting, self._owed = self._owed, []
        for notice in waiting:
            try:
                async with asyncio.timeout(_SEND_LIMIT):
                    await self._adapters[notice.platform].post(notice.channel, notice.message, key=notice.key)
            except TransientDeliveryError:
                self._owed.append(notice)
            except (DeliveryError, TimeoutError) as error:
                fields = {"platform": notice.platform, "channel": notice.channel, "reason": str(error)}
                log.warning("operators_not_told", extra=fields)
