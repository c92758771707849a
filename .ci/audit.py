"""Compares the pinned dependencies with the public list of known weaknesses; fails only where one is found."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PINNED = Path(__file__).parents[1] / "requirements" / "run.txt"


def main() -> int:
    """Return 1 if a pinned version has a known weakness, 0 if none has or nobody could be asked; says which."""
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
        return told(json.loads(report.read_text("utf-8"))["dependencies"])


def told(dependencies: list[dict[str, object]]) -> int:
    """Print what was found about each dependency and return the exit code."""
    skipped = [each["name"] for each in dependencies if "skip_reason" in each]
    weak = [each for each in dependencies if each.get("vulns")]
    for each in weak:
        for weakness in each["vulns"]:  # type: ignore[attr-defined]
            fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
            sys.stdout.write(f"audit: {each['name']} {each['version']}: {weakness['id']}, fixed in {fixed}\n")
    compared = len(dependencies) - len(skipped)
    sys.stdout.write(f"audit: {compared} dependencies compared, {len(weak)} with known weaknesses")
    sys.stdout.write(f"; {len(skipped)} not on the list that was reached.\n" if skipped else ".\n")
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main())
