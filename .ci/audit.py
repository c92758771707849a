"""Compares the pinned dependencies with the public list of known weaknesses; fails only where one is found.

python .ci/audit.py             # asks the public list, where there is a network
python .ci/audit.py REPORT      # judges a report that pip-audit wrote elsewhere (--format json)
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PINNED = Path(__file__).parents[1] / "requirements" / "run.txt"


def main() -> int:
    """Return 1 if a pinned version has a known weakness, 0 if none has or nobody could be asked; says which."""
    if len(sys.argv) > 1:
        return told(_dependencies(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ("--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json")
        asked = subprocess.run(  # noqa: S603 - our own arguments
            (sys.executable, "-m", "pip_audit", "--requirement", str(PINNED), *options, "--output", str(report)),
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.exists():
            reason = (asked.stderr.strip() or "no reason given").splitlines()[-1]
            sys.stdout.write(f"audit: the list of weaknesses cannot be reached, so nothing was compared ({reason}).\n")
            return 0
        return told(_dependencies(report))


def _dependencies(report: Path) -> list[dict[str, Any]]:
    return list(json.loads(report.read_text("utf-8"))["dependencies"])


def told(dependencies: list[dict[str, Any]]) -> int:
    """Print what was found about each dependency and return the exit code."""
    skipped = [each["name"] for each in dependencies if "skip_reason" in each]
    weak = [each for each in dependencies if each.get("vulns")]
    for each in weak:
        for weakness in each["vulns"]:
            fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
            sys.stdout.write(f"audit: {each['name']} {each['version']}: {weakness['id']}, fixed in {fixed}\n")
    compared = len(dependencies) - len(skipped)
    sys.stdout.write(f"audit: {compared} dependencies compared, {len(weak)} with known weaknesses")
    sys.stdout.write(f"; {len(skipped)} not on the list that was reached.\n" if skipped else ".\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
