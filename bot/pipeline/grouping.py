"""Which story a new article belongs to, remembered over restarts through the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from bot.fingerprint import fingerprint, is_copy
from bot.model import Brief, StoryId
from bot.ports import Clock
from bot.store import Store, identity
from bot.stories import StoryFeatures, StoryIndex, features_of

WINDOW = timedelta(days=6)
"""How far back stored articles are put into the index at start: a little more than a story stays open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article was put, and what the store keeps to put later ones."""

    story_id: StoryId
    features: bytes
    fingerprint: str | None


class Grouping:
    """Groups articles online as they arrive."""

    def __init__(self, index: StoryIndex) -> None:
        self._index = index

    @classmethod
    async def open(cls, store: Store, clock: Clock) -> Self:
        """Rebuild the index from what the store remembers of the last days."""
        index = StoryIndex()
        for known in await store.articles.recent_features(clock.now() - WINDOW):
            if known.features:
                features = StoryFeatures.from_text(known.features.decode("ascii"))
                index.restore(known.article_id, known.story_id, features)
        return cls(index)

    def place(self, brief: Brief) -> Placement:
        """Put a new article into its story. Call once for each article, in the order of arrival."""
        features = features_of(brief)
        placed = self._index.place(brief.article.id, features)
        return Placement(
            story_id=placed.story,
            features=features.to_text().encode("ascii"),
            fingerprint=identity.fingerprint(brief.article.body),
        )


def outlets_of(briefs: Sequence[Brief]) -> int:
    """Count the outlets that tell a story; an article without one counts for itself."""
    return len({brief.article.outlet or brief.article.id for brief in briefs})


def independent_voices(briefs: Sequence[Brief]) -> int:
    """Count the articles of a story that are told in their own words: syndicated copies are one voice."""
    prints: list[bytes] = []
    for brief in briefs:
        own = fingerprint(brief.article.body)
        if not any(is_copy(other, own) for other in prints):
            prints.append(own)
    return len(prints)
