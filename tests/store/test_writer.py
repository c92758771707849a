"""The one SQLite connection that writes: who shares a commit with whom, and what becomes of the others if one fails."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StoreError
from bot.store import Store
from tests.lifetimes import Disk, FakeClock, InlineConnection


class Noted:
    """Opens connections and writes down what the database is told."""

    def __init__(self, disk: Disk | None = None) -> None:
        self.told: list[str] = []
        self._open = InlineConnection.opener(disk)

    def __call__(self, *arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = self._open(*arguments, **options)
        connection.set_trace_callback(self.told.append)
        return connection

    @property
    def commits(self) -> int:
        return self.told.count("COMMIT")


async def remember(store: Store, key: str, *, fails: bool = False) -> None:
    async with store.transaction() as tx:
        await store.memories.remember(tx, key, True)
        if fails:
            raise RuntimeError


async def test_transactions_that_come_together_share_a_commit(tmp_path: Path, clock: FakeClock) -> None:
    noted = Noted()
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=noted)
    before = noted.commits
    await asyncio.gather(*(remember(store, f"k{number}") for number in range(20)))
    assert noted.commits == before + 1
    assert len(await store.memories.recall_all("k")) == 20
    await store.close()


async def test_one_that_fails_takes_none_of_the_others_with_it(tmp_path: Path, clock: FakeClock) -> None:
    noted = Noted()
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=noted)
    before = noted.commits
    outcomes = await asyncio.gather(
        *(remember(store, f"k{number}", fails=number in (0, 3, 9)) for number in range(10)), return_exceptions=True
    )
    assert [number for number, outcome in enumerate(outcomes) if outcome] == [0, 3, 9]
    assert sorted(await store.memories.recall_all("k")) == [f"k{number}" for number in (1, 2, 4, 5, 6, 7, 8)]
    assert noted.commits == before + 1
    await store.close()


async def test_none_returns_before_its_commit_and_none_survives_a_commit_that_fails(
    tmp_path: Path, clock: FakeClock
) -> None:
    disk = Disk()
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=InlineConnection.opener(disk))

    async def fill_up_before_the_end() -> None:
        async with store.transaction() as tx:
            await store.memories.remember(tx, "k3", True)
            disk.is_full = True

    writes = [remember(store, "k1"), remember(store, "k2"), fill_up_before_the_end()]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert all(isinstance(outcome, StoreError) and "disk is full" in str(outcome) for outcome in outcomes)
    disk.is_full = False
    await remember(store, "after")
    assert await store.memories.recall_all("") == {"after": True}
    await store.close()


async def test_a_long_transaction_makes_no_short_one_wait_for_its_commit(tmp_path: Path, clock: FakeClock) -> None:
    noted = Noted()
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=noted)
    before = noted.commits
    await asyncio.gather(remember(store, "short"), store.sync_topics(()), remember(store, "later"))
    assert noted.commits == before + 3
    await store.close()


async def test_a_foreign_program_that_writes_is_waited_for_without_holding_up_anybody(
    tmp_path: Path, clock: FakeClock
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)
    foreign = sqlite3.connect(tmp_path / "n.db", isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    write = asyncio.create_task(remember(store, "mine"))
    for _ in range(100):
        await asyncio.sleep(0)
    assert await store.memories.recall("mine") is None
    assert not write.done()
    foreign.execute("COMMIT")
    foreign.close()
    await write
    assert await store.memories.recall("mine") is True
    await store.close()


async def test_a_write_cut_while_it_waits_for_a_foreign_program_leaves_nothing_begun(
    tmp_path: Path, clock: FakeClock
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)
    foreign = sqlite3.connect(tmp_path / "n.db", isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    write = asyncio.create_task(remember(store, "cut"))
    for _ in range(100):
        await asyncio.sleep(0)
    write.cancel()
    foreign.execute("COMMIT")
    foreign.close()
    with pytest.raises(asyncio.CancelledError):
        await write
    await remember(store, "next")
    assert await store.memories.recall_all("") == {"next": True}
    await store.close()


async def test_what_is_written_as_the_store_closes_is_kept(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite:///{tmp_path}/n.db"
    store = await Store.open(url, clock=clock)
    writes = asyncio.gather(*(remember(store, f"k{number}") for number in range(5)))
    await asyncio.sleep(0)
    await store.close()
    await writes
    again = await Store.open(url, clock=clock)
    assert len(await again.memories.recall_all("k")) == 5
    await again.close()
    with pytest.raises(StoreError, match="closed"):
        await remember(again, "late")


class Unclosing(InlineConnection):
    """A connection on a disk that is gone: it cannot even be closed."""

    def close(self) -> None:
        super().close()
        raise sqlite3.OperationalError("disk I/O error")


async def test_a_store_that_cannot_be_closed_in_order_lets_go_of_its_file(tmp_path: Path, clock: FakeClock) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=Unclosing.opener())
    await remember(store, "k")
    with pytest.raises(sqlite3.OperationalError):
        await store.close()
    again = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)
    assert len(await again.memories.recall_all("k")) == 1
    await again.close()
