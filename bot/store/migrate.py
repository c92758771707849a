"""Bringing a database to the newest schema, or refusing one that is newer than we are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from bot.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, current: str | None, where: str, *, to: str = "head") -> None:
    """Run every migration from `current` to `to` on this connection. Raises StoreError for an unknown `current`."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    if current is not None:
        _refuse_unknown(ScriptDirectory.from_config(config), current, where)
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _refuse_unknown(scripts: ScriptDirectory, current: str, where: str) -> None:
    try:
        scripts.get_revision(current)
    except CommandError as error:
        raise StoreError(
            f"database {where}: made by a newer Nutgraf (schema {current[:40]}); "
            "install that version again, or restore a backup from before"
        ) from error
