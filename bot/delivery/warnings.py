"""What operators must know of the machine, such as an SQLite too old: told once, and once more when it is over."""

from bot.delivery import notices
from bot.store import Owed, Store

_KEY = "warned-of-database"


async def tell_of_warnings(store: Store, operators: tuple[tuple[str, str], ...]) -> None:
    """Owe operators what the store warns of, unless they know, or that it warns no more. Raises StoreError."""
    if not operators:
        return
    async with store.transaction() as tx:
        known = await store.memories.recall(_KEY, tx)
        if store.warnings and known is None:
            await store.memories.remember(tx, _KEY, list(store.warnings))
            notice = notices.warned(". ".join(store.warnings), tx.clock.now())
        elif known is not None and not store.warnings:
            await store.memories.forget(tx, _KEY)
            notice = notices.warning_over(". ".join(known), tx.clock.now())
        else:
            return
        await store.outbox.owe(
            tx, notice, [Owed(platform=platform, channel=channel) for platform, channel in operators]
        )
