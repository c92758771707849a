"""A task cut anywhere in its dealings with the database leaves the one writing connection to the next."""

import asyncio
from pathlib import Path

import pytest

from bot.store import Store
from tests.lifetimes import FakeClock, InlineConnection, run_virtually


@pytest.mark.parametrize("kind", ["write", "read"])
def test_a_cut_at_any_step_leaves_the_connections_usable(tmp_path: Path, kind: str) -> None:
    async def main(clock: FakeClock) -> None:
        opened: list[InlineConnection] = []
        connect = InlineConnection.opener(opened=opened)
        store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=connect)

        async def work() -> None:
            if kind == "read":
                await store.memories.recall("name")
            else:
                async with store.transaction() as tx:
                    await store.memories.remember(tx, "name", "value")

        await work()
        before = len(opened)
        for steps in range(1, 60):
            task = asyncio.ensure_future(work())
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait((task,))
        await work()
        assert len(opened) == before
        await store.close()

    run_virtually(main)


def test_everything_may_be_cut_at_once_at_any_step(tmp_path: Path) -> None:
    async def main(clock: FakeClock) -> None:
        connect = InlineConnection.opener()
        store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=connect)

        async def work() -> None:
            async with store.transaction() as tx:
                await store.memories.remember(tx, "name", "value")

        for steps in range(1, 30):
            writing = asyncio.ensure_future(work())
            for _ in range(steps):
                await asyncio.sleep(0)
            everything = asyncio.all_tasks() - {asyncio.current_task()}
            for task in everything:
                task.cancel()
            await asyncio.wait((writing,))
        await work()
        await store.close()

    run_virtually(main)
