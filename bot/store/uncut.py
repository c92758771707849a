"""Waiting for what must not be left half-done, even by a task that is cancelled meanwhile."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

T = TypeVar("T")


async def uncut(work: Awaitable[T]) -> T:
    """Await `work` to its end even if we are cancelled meanwhile, and only then be cancelled.

    A statement cut off half-way would leave its connection in the middle of something, and SQLAlchemy would drop
    that connection and open another beside it.
    """
    task = asyncio.ensure_future(work)
    try:
        await done(task)
    except asyncio.CancelledError:
        if not task.cancelled():
            task.exception()
        raise
    return task.result()


async def done(work: asyncio.Future[Any]) -> None:
    """Return when `work` is done; where we are cancelled meanwhile, be so only then. Its outcome is in `work`."""
    if work.done():
        return
    try:
        await asyncio.wait((work,))
    except asyncio.CancelledError:
        while not work.done():
            try:
                await asyncio.wait((work,))
            except asyncio.CancelledError:
                continue
        raise
