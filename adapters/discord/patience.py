"""How long we wait for Discord, and between tries. Pure."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait before the n-th connection in a row: doubling, up to `longest`. A connection that held for
    `calm` ends the row."""

    first: timedelta = timedelta(seconds=1)
    longest: timedelta = timedelta(seconds=30)
    calm: timedelta = timedelta(seconds=30)
    identify: timedelta = timedelta(seconds=5)
    """Discord takes one new session of a bot in this time."""
    acknowledge: timedelta = timedelta(seconds=1.25)
    """How long one try to acknowledge a command may take: two of them fit into Discord's three seconds."""

    def before(self, repeats: int) -> timedelta:
        """Return the pause before a connection that follows `repeats` short-lived ones."""
        if repeats <= 0:
            return timedelta()
        return min(self.first * (1 << min(repeats - 1, 20)), self.longest)
