"""The pipeline's tests ask what it decides; what the store does on PostgreSQL is asked in tests/store."""

from pathlib import Path

import pytest


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """The address of an empty SQLite database."""
    return f"sqlite:///{tmp_path}/nutgraf.db"
