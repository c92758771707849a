"""What the commands work with."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import Clock
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are answered: what is stored, and what time it is."""

    store: Store
    clock: Clock

    def now(self) -> datetime:
        """Return the present instant."""
        return self.clock.now()
