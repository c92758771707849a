"""What other users of the machine can do: see that Nutgraf runs, and ask its port how it is."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Config
from bot.errors import StoreError
from bot.store import Store
from tests.lifetimes import FakeClock


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0o000)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("open_umask")
async def test_only_we_can_read_the_database_its_journal_its_lock_and_its_backup(
    tmp_path: Path, clock: FakeClock
) -> None:
    store = await Store.open(f"sqlite:///{tmp_path}/nutgraf.db", clock=clock)
    await store.sync_topics(())
    await store.backup(tmp_path / "copy.db")
    found = {path.name: rights(path) for path in tmp_path.iterdir() if path.is_file()}
    await store.close()
    assert {"nutgraf.db", "nutgraf.db-wal", "nutgraf.db.lock", "copy.db"} <= found.keys()
    assert set(found.values()) == {0o600}


async def test_an_operators_own_rights_are_kept(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "shared.db").touch(0o640)
    store = await Store.open(f"sqlite:///{tmp_path}/shared.db", clock=clock)
    await store.close()
    assert rights(tmp_path / "shared.db") == 0o640


async def test_a_backup_never_replaces_a_file(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    store = await Store.open(f"sqlite:///{tmp_path}/nutgraf.db", clock=clock)
    for name in ("precious", "link"):
        with pytest.raises(StoreError):
            await store.backup(tmp_path / name)
    await store.close()
    assert (tmp_path / "precious").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


def test_the_port_is_for_this_machine_alone_unless_the_settings_say_otherwise() -> None:
    assert Config.model_construct().http.host == "127.0.0.1"
