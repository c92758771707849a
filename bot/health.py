"""Whether the process works, as operators and containers ask."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the process works: alive as long as it answers, ready unless there are `reasons` against it."""

    reasons: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Say whether alerts are flowing."""
        return not self.reasons
