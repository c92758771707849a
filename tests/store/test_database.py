"""The database itself: created, migrated, refused, locked, backed up, full."""

import asyncio
import sqlite3
import warnings
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from bot.errors import StoreError
from bot.store import Owed, Store
from bot.store.dialect import parse_url
from bot.store.engine import Database
from bot.store.migrate import upgrade
from bot.store.tables import SCHEMA_VERSION, metadata
from tests import make
from tests.conftest import new_postgres_database
from tests.lifetimes import Disk, FakeClock, InlineConnection

VERSIONS = ["0001", "0002", "0003"]


async def version(database: Database) -> str | None:
    row = await database.row(text("SELECT version_num FROM alembic_version"))
    return str(row[0]) if row else None


async def test_opening_creates_the_folder_and_todays_schema(tmp_path: Path, clock: FakeClock) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/new/folder/n.db", clock=clock)
    await store.close()
    await store.close()
    with sqlite3.connect(tmp_path / "new/folder/n.db") as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA_VERSION,)]
    raw.close()


async def test_the_migrations_lead_to_exactly_the_tables_we_use(database_url: str, clock: FakeClock) -> None:
    store = await Store.open(database_url, clock=clock)
    await store.close()
    database = Database(parse_url(database_url), clock)

    def differences(connection: object) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})  # type: ignore[arg-type]
        return [
            found
            for found in compare_metadata(context, metadata)
            if "article_search" not in str(found)
            and "search_vector" not in str(found)
            and "uq_articles_outlet_fingerprint" not in str(found)
        ]

    async with database.connection() as connection:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy cannot read back the one index over an expression
            assert await connection.run_sync(differences) == []
    await database.close()


@pytest.mark.parametrize("former", VERSIONS[:-1])
async def test_every_earlier_schema_is_brought_up_with_what_is_in_it(
    database_url: str, clock: FakeClock, former: str
) -> None:
    database = Database(parse_url(database_url), clock)
    async with database.connection() as connection:
        await connection.run_sync(lambda sync: upgrade(sync, None, "test", to=former))
        await connection.execute(
            text(
                "INSERT INTO articles (id, story_id, source, guid, language, added_at, body, reading, features) "
                "VALUES ('a', 's', 'wire', 'g', 'en', 0, 'Soldiers came.', "
                """'{"summary":[],"figures":[],"quotes":[]}', :features)"""
            ),
            {"features": b""},
        )
        await connection.commit()
    await database.close()
    store = await Store.open(database_url, clock=clock)
    assert [stored.brief.article.body for stored in await store.articles.latest()] == ["Soldiers came."]
    assert [hit.article_id for hit in await store.search.articles("soldiers")] == ["a"]
    await store.close()


async def test_a_newer_database_is_refused_and_left_as_it_is(database_url: str, clock: FakeClock) -> None:
    store = await Store.open(database_url, clock=clock)
    await store.close()
    database = Database(parse_url(database_url), clock)
    async with database.connection() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.commit()
    await database.close()
    with pytest.raises(StoreError, match="newer Nutgraf"):
        await Store.open(database_url, clock=clock)
    database = Database(parse_url(database_url), clock)
    assert await version(database) == "9999"
    await database.close()


async def test_two_processes_may_start_at_once_on_postgresql(postgres: str, clock: FakeClock) -> None:
    url = await asyncio.to_thread(new_postgres_database, postgres)
    stores = await asyncio.gather(*(Store.open(url, clock=clock) for _ in range(3)))
    owed = [Owed(platform="fake", channel="news")]
    async with stores[0].transaction() as tx:
        (key,) = await stores[0].outbox.owe(tx, make.alert(1), owed)

    async def mark(store: Store) -> bool:
        async with store.transaction() as tx:
            return await store.outbox.mark_sending(tx, key, at=clock.now())

    assert sorted(await asyncio.gather(*map(mark, stores))) == [False, False, True]
    for store in stores:
        await store.close()


async def test_due_sources_are_shared_out_between_processes_on_postgresql(postgres: str, clock: FakeClock) -> None:
    url = await asyncio.to_thread(new_postgres_database, postgres)
    one, other = await Store.open(url, clock=clock), await Store.open(url, clock=clock)
    async with one.transaction() as tx:
        await one.sources.sync(tx, [f"feed {number}" for number in range(10)])
    async with one.transaction() as first, other.transaction() as second:
        mine = await one.sources.due(first, clock.now(), 6)
        theirs = await other.sources.due(second, clock.now(), 6)
    assert len(mine) == 6
    assert len(theirs) == 4
    assert not {state.name for state in mine} & {state.name for state in theirs}
    await one.close()
    await other.close()


async def test_a_second_nutgraf_on_the_same_file_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    url = f"sqlite:///{tmp_path}/n.db"
    first = await Store.open(url, clock=clock)
    with pytest.raises(StoreError, match="another Nutgraf"):
        await Store.open(url, clock=clock)
    await first.close()
    second = await Store.open(url, clock=clock)
    await second.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "not an address"),
        ("mysql://root@localhost/x", "not supported"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("sqlite:////proc/nutgraf/n.db", "cannot be created"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
    ],
)
async def test_an_address_that_cannot_be_used_is_explained(url: str, reason: str, clock: FakeClock) -> None:
    with pytest.raises(StoreError, match=reason):
        await Store.open(url, clock=clock)


async def test_a_file_that_is_no_database_is_explained(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "n.db").write_bytes(b"This is a letter to my mother." * 100)
    with pytest.raises(StoreError, match="not a database"):
        await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)


async def test_a_backup_is_taken_while_writing_and_opens_as_a_store(tmp_path: Path, clock: FakeClock) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)

    async def write() -> None:
        for number in range(30):
            async with store.transaction() as tx:
                await store.outbox.owe(tx, make.alert(number), [Owed(platform="fake", channel="news")])

    await asyncio.gather(write(), store.backup(tmp_path / "copy.db"), write())
    with pytest.raises(StoreError):
        await store.backup(tmp_path / "copy.db")
    await store.close()
    copy = await Store.open(f"sqlite:///{tmp_path}/copy.db", clock=clock)
    assert sum((await copy.outbox.counts()).values()) <= 30
    await copy.close()


async def test_two_tasks_never_share_a_transaction(store: Store) -> None:
    async def write(number: int, *, fails: bool) -> None:
        async with store.transaction() as tx:
            await store.memories.remember(tx, f"a{number}", number)
            await asyncio.sleep(0)
            await store.memories.remember(tx, f"b{number}", number)
            if fails:
                raise RuntimeError

    outcomes = await asyncio.gather(
        *(write(number, fails=number % 2 == 1) for number in range(20)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 10
    kept = {**await store.memories.recall_all("a"), **await store.memories.recall_all("b")}
    assert sorted(kept) == sorted(f"{letter}{number}" for letter in "ab" for number in range(0, 20, 2))


async def test_a_task_that_is_cancelled_leaves_nothing_half_done(store: Store) -> None:
    async def write() -> None:
        async with store.transaction() as tx:
            for number in range(10_000):
                await store.memories.remember(tx, f"k{number}", number)

    async with store.transaction() as tx:
        await store.memories.remember(tx, "mine", 1)
    task = asyncio.create_task(write())
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with store.transaction() as tx:
        await store.memories.remember(tx, "after", 2)
    assert await store.memories.recall_all("") == {"mine": 1, "after": 2}


async def test_a_full_disk_is_explained_and_passes(tmp_path: Path, clock: FakeClock) -> None:
    disk = Disk()
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock, connect=InlineConnection.opener(disk))
    disk.is_full = True
    with pytest.raises(StoreError, match="disk is full"):
        async with store.transaction() as tx:
            await store.memories.remember(tx, "a", 1)
    disk.is_full = False
    async with store.transaction() as tx:
        await store.memories.remember(tx, "b", 2)
    assert await store.memories.recall_all("") == {"b": 2}
    await store.close()


async def test_a_reader_sees_what_was_committed_and_nothing_else(store: Store) -> None:
    async with store.transaction() as tx:
        await store.memories.remember(tx, "a", 1)
        assert await store.memories.recall("a", tx) == 1
        assert await store.memories.recall("a") is None
    assert await store.memories.recall("a") == 1


async def test_old_sqlite_is_warned_about(tmp_path: Path, clock: FakeClock) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/n.db", clock=clock)
    is_old = sqlite3.sqlite_version_info < (3, 51, 3)
    assert bool(store.warnings) is is_old
    await store.close()
