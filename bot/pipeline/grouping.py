"""Which story a new article belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import Brief, StoryId
from bot.ports import Clock
from bot.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article was put, and what is stored to put later ones."""

    story_id: StoryId
    features: bytes
    fingerprint: str


class Grouping:
    """Groups articles online as they arrive."""

    @classmethod
    async def open(cls, store: Store, clock: Clock) -> "Grouping":
        return cls()

    def place(self, brief: Brief, now: datetime) -> Placement:
        return Placement(story_id=StoryId(brief.article.id), features=b"", fingerprint=brief.article.id)

    def voices(self, briefs: Sequence[Brief]) -> int:
        return len(briefs)
