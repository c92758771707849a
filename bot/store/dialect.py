"""Everything in which SQLite and PostgreSQL differ: addresses, upserts, full-text search, locking, error texts."""

import sqlite3
from functools import cache
from typing import Any

from sqlalchemy import URL, Select, Table, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.sql.dml import Insert

from bot.errors import StoreError

_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


def parse_url(url: str) -> URL:
    """Turn a database address as people write it into one with our async driver. Raises StoreError."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "database: not an address; write sqlite:///nutgraf.db or postgresql://user@host/name"
        ) from error
    driver = _DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StoreError(f"database: {parsed.drivername!r} is not supported; use sqlite:/// or postgresql://")
    if driver.startswith("sqlite"):
        if not parsed.database or parsed.database == ":memory:":
            raise StoreError("database: name a file, such as sqlite:///nutgraf.db; alerts must outlive the process")
        return parsed.set(drivername=driver)
    return _with_asyncpg_names(parsed.set(drivername=driver))


def _with_asyncpg_names(url: URL) -> URL:
    """libpq says sslmode, asyncpg says ssl; the rest of libpq's words asyncpg does not know."""
    mode = url.query.get("sslmode")
    if mode is None:
        return url
    return url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})


def is_sqlite(dialect: Dialect) -> bool:
    """Say which of the two it is."""
    return dialect.name == "sqlite"


def upsert(dialect: Dialect, table: Table, *, replace: tuple[str, ...]) -> Insert:
    """Insert a row, given as it is executed, or where its primary key exists set that row's `replace` columns."""
    return _upsert(dialect.name, table, replace)


def insert_new(dialect: Dialect, table: Table) -> Insert:
    """Insert rows, given as it is executed, leaving out each that breaks a unique rule."""
    return _insert_new(dialect.name, table)


@cache
def _upsert(dialect: str, table: Table, replace: tuple[str, ...]) -> Insert:
    key = [column.name for column in table.primary_key]
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in replace})


@cache
def _insert_new(dialect: str, table: Table) -> Insert:
    return (sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)).on_conflict_do_nothing()


def leasing(dialect: Dialect, query: Select[Any]) -> Select[Any]:
    """Lock the rows of a query for this transaction, passing over those another process has.

    On SQLite the one writer has them all already.
    """
    return query if is_sqlite(dialect) else query.with_for_update(skip_locked=True)


async def wait_for_turn_to_migrate(connection: Any) -> None:
    """Let one process at a time migrate a PostgreSQL database; on SQLite the file's lock has done so."""
    if not is_sqlite(connection.dialect):
        await connection.execute(text("SELECT pg_advisory_xact_lock(5160401)"))


def explain(error: DBAPIError | sqlite3.Error, where: str) -> StoreError:
    """Say in one line what went wrong with the database and what to do."""
    reason = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())[:200]
    if "disk is full" in reason or "No space left" in reason or "could not extend file" in reason:
        return StoreError(f"database {where}: the disk is full; free some space, nothing is sent until then")
    if "readonly database" in reason or "unable to open database file" in reason or "disk I/O error" in reason:
        return StoreError(f"database {where}: {reason}; check that its folder exists and is writable")
    if "malformed" in reason or "not a database" in reason:
        return StoreError(f"database {where}: {reason}; restore a backup or name another file")
    return StoreError(f"database {where}: {reason}")
