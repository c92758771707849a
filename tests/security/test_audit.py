"""A pinned dependency with a known weakness fails the audit, and is named with what mends it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {"name": "aiohttp", "version": "3.13.0", "vulns": []}
WEAK = {
    "name": "lxml",
    "version": "5.3.0",
    "vulns": [
        {"id": "PYSEC-2026-1", "fix_versions": ["5.3.1", "5.4.0"], "aliases": ["CVE-2026-1"], "description": "…"},
        {"id": "GHSA-xxxx", "fix_versions": [], "aliases": [], "description": "…"},
    ],
}
UNKNOWN = {"name": "tzdata", "skip_reason": "tzdata could not be found there"}


def audit(path: Path, *dependencies: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    report = path / "report.json"
    report.write_text(json.dumps({"dependencies": dependencies, "fixes": []}))
    command = (sys.executable, ROOT / ".ci" / "audit.py", report)
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_weakness_fails_and_is_told_with_its_remedy(tmp_path: Path) -> None:
    done = audit(tmp_path, GOOD, WEAK)
    assert done.returncode == 1
    assert "lxml 5.3.0: PYSEC-2026-1, fixed in 5.3.1, 5.4.0" in done.stdout
    assert "lxml 5.3.0: GHSA-xxxx, fixed in no version yet" in done.stdout
    assert "2 dependencies compared, 1 with known weaknesses" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("dependencies", "told"),
    [
        pytest.param((GOOD,), "1 dependencies compared, 0 with known weaknesses.", id="all good"),
        pytest.param((GOOD, UNKNOWN), "1 not on the list that was reached", id="one not on the list"),
    ],
)
def test_no_weakness_passes(tmp_path: Path, dependencies: tuple[dict[str, Any], ...], told: str) -> None:
    done = audit(tmp_path, *dependencies)
    assert done.returncode == 0
    assert told in done.stdout
