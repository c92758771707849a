"""An SQLite that is too old is told to operators once, with the remedy, and once more when it is over."""

from pathlib import Path
from typing import Any

import pytest

from bot.delivery.warnings import tell_of_warnings
from bot.store import Store
from tests.delivery.office import OPERATORS
from tests.lifetimes import FakeClock

OLD = "SQLite 3.40 can lose commits (fixed in SQLite 3.51.3)"


class OldStore(Store):
    def __init__(self, database: Any) -> None:
        super().__init__(database)
        self.warnings = (OLD,)


class NewStore(Store):
    def __init__(self, database: Any) -> None:
        super().__init__(database)
        self.warnings = ()


async def start(path: Path, clock: FakeClock, kind: type[Store], *, operators: Any = (OPERATORS,)) -> list[str]:
    """Start once with this SQLite; return all that operators were ever told."""
    store = await kind.open(f"sqlite:///{path}/n.db", clock=clock)
    await tell_of_warnings(store, operators)
    told = [each.message.summary for each in await store.outbox.waiting(*OPERATORS)]
    await store.close()
    return told


async def test_it_is_told_once_and_once_more_when_it_is_over(tmp_path: Path, clock: FakeClock) -> None:
    for _ in range(2):
        [told] = await start(tmp_path, clock, OldStore)
        assert OLD in told
    for _ in range(2):
        _, over = await start(tmp_path, clock, NewStore)
        assert "as it should be" in over
        assert OLD in over


@pytest.mark.parametrize("kind", [OldStore, NewStore])
async def test_nobody_is_told_where_nobody_operates(tmp_path: Path, clock: FakeClock, kind: type[Store]) -> None:
    assert await start(tmp_path, clock, kind, operators=()) == []


async def test_operators_named_later_are_told(tmp_path: Path, clock: FakeClock) -> None:
    assert await start(tmp_path, clock, OldStore, operators=()) == []
    assert len(await start(tmp_path, clock, OldStore)) == 1


async def test_a_good_database_is_not_worth_a_word(tmp_path: Path, clock: FakeClock) -> None:
    assert await start(tmp_path, clock, NewStore) == []
