"""Runs every measurement that needs nothing but this repository, one after the other.

    python -m benchmarks [NAME …]

Those that take data from elsewhere (`quotes`, `figures`, `summaries`) are run by hand: each says how.
"""

import importlib
import sys
import time

ALONE = ("startup", "reading", "gold", "fuzz", "sources", "stories", "store", "delivery", "simulation")


def main(names: list[str]) -> int:
    for name in names or ALONE:
        print(f"\n== {name}\n", flush=True)
        before = time.perf_counter()
        sys.argv = [f"benchmarks.{name}"]
        importlib.import_module(f"benchmarks.{name}").main()
        print(f"\n({name} took {time.perf_counter() - before:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
