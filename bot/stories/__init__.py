"""Which articles tell the same story: grouped as they arrive, without a model. Pure."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.model import ArticleId
from bot.stories.features import StoryFeatures, features, features_of
from bot.stories.index import Placement, StoryIndex

__all__ = ["Placement", "StoryFeatures", "StoryIndex", "features", "features_of", "group_lines"]


def group_lines(lines: Iterable[bytes | str]) -> Iterator[str]:
    """Yield `{"id", "story"}` for each line `{"id", "headline", "text"?, "published_at"?, "outlet"?}`, in order.

    A line that cannot be used yields `{"id", "error"}`. Each answer comes before the next line is read.
    """
    index = StoryIndex()
    for number, line in enumerate(lines, start=1):
        given = _parsed(line)
        headline, text, outlet = given.get("headline"), given.get("text"), given.get("outlet")
        if not isinstance(headline, str) and not isinstance(text, str):
            yield json.dumps(
                {"id": given.get("id"), "error": 'The line is no JSON object with a "headline" or "text".'}
            )
            continue
        read = features(
            headline if isinstance(headline, str) else None,
            text if isinstance(text, str) else None,
            published_at=_instant(given.get("published_at")),
            outlet=outlet if isinstance(outlet, str) else None,
        )
        placement = index.place(ArticleId(f"story-{number}"), read)
        yield json.dumps({"id": given.get("id"), "story": placement.story})


def _parsed(line: bytes | str) -> dict[str, object]:
    try:
        given: object = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else None
