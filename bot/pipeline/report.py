"""What a poll of a source did, for `nutgraf run --report`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.model import Entry


class Outcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    RETIRED = "retired"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReport:
    """One source's poll: `new` articles were stored; `entries` is all that the document lists, newest first.

    `skipped` entries were there before us and are not posted.
    """

    source: str
    outcome: Outcome
    error: str | None = None
    new: int = 0
    skipped: int = 0
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the contract's JSON object."""
        return {
            "source": self.source,
            "outcome": self.outcome.value,
            "error": self.error,
            "new": self.new,
            "entries": [{"id": entry.guid, "title": entry.title, "link": entry.url} for entry in self.entries],
        }
