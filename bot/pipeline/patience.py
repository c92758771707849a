"""A server's wish to be left alone for a while (Retry-After), which even a single pass respects."""

from datetime import datetime

from bot.store import Store


async def waiting_until(store: Store, name: str, now: datetime) -> datetime | None:
    """Return until when the source's server asked us to stay away, None if it did not or that is over."""
    wish = await store.memories.recall(wish_key(name))
    until = datetime.fromisoformat(wish) if isinstance(wish, str) else None
    return until if until and until > now else None


def wish_key(name: str) -> str:
    """Return the key under which the wish is remembered."""
    return f"retry-after:{name}"
