"""How fast Nutgraf starts and how little memory it takes: each figure beside its limit.

    python -m benchmarks.startup

Every command runs in a folder of its own with an empty database, five times; the median counts. The bare interpreter's
start is measured in the same run, because machines differ.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
RUNS = 5
IDLE_FOR = 8.0


def main() -> None:
    bare = _median([sys.executable, "-c", "pass"])
    print(f"{'what':<42}{'measured':>12}{'limit':>10}")
    print(f"{'bare interpreter':<42}{bare:>10.2f} s")
    nutgraf = [sys.executable, "-m", "bot"]
    sample = str(ROOT / "seeds" / "deployment-2-pentagon.txt")
    _row("nutgraf brief FILE", _median([*nutgraf, "brief", sample]), 1.0)
    _row("nutgraf run --once on seeds/, new database", _median([*nutgraf, "run", "--once"]), 3.0)
    print(f"{'idle memory of nutgraf run (terminal)':<42}{_idle_memory(nutgraf):>9.0f} MB{150:>7} MB")


def _row(name: str, seconds: float, limit: float) -> None:
    print(f"{name:<42}{seconds:>10.2f} s{limit:>8.1f} s")


def _median(command: list[str]) -> float:
    return statistics.median(_seconds(command) for _ in range(RUNS))


def _seconds(command: list[str]) -> float:
    with tempfile.TemporaryDirectory() as home:
        before = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=_environment(home), check=True, capture_output=True)
        return time.perf_counter() - before


def _idle_memory(nutgraf: list[str]) -> float:
    """Return the megabytes the process and its children hold after a while of doing nothing."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [*nutgraf, "run"], cwd=ROOT, env=_environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            time.sleep(IDLE_FOR)
            held = psutil.Process(process.pid)
            return sum(each.memory_info().rss for each in (held, *held.children(recursive=True))) / 1e6
        finally:
            process.terminate()
            process.wait(10)


def _environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
    return kept | {"NUTGRAF_DATABASE": f"sqlite:///{home}/n.db", "NUTGRAF_HTTP__PORT": "0", "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
