"""How long a simulated week takes: the whole app on virtual time, two hundred feeds, a storm of faults, many deaths.

    python -m benchmarks.simulation [--seed 1]

The week is the one of `make prove`. It is lived twice, because the same seed must live the same life.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.simulation.run import simulate
from tests.simulation.test_simulation import WEEK
from tests.simulation.verdict import Verdict, judge

LIMIT = 30.0


def live(seed: int) -> tuple[Verdict, int, float, float]:
    """Live the week; returns what came of it, the polls, the seconds and the seconds of processor time."""
    with tempfile.TemporaryDirectory() as folder:
        began, worked = time.perf_counter(), time.process_time()
        scene = simulate(replace(WEEK, seed=seed), Path(folder))
        took, work = time.perf_counter() - began, time.process_time() - worked
        polls = sum(len(feed.polls) for feed in scene.newsroom.feeds.values())
        return judge(scene), polls, took, work


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    traces = set()
    for _ in range(2):
        verdict, polls, took, work = live(seed)
        traces.add(verdict.trace)
        print(
            f"a week of {WEEK.feeds} feeds: {took:.1f} s ({work:.1f} s of processor time, limit {LIMIT:.0f} s), "
            f"{polls:,} polls, {verdict.articles} articles, {verdict.messages:,} messages, "
            f"{len(verdict.lost)} lost, {len(verdict.doubled)} doubled, trace {verdict.trace[:16]}"
        )
    return 0 if len(traces) == 1 and not verdict.wrong else 1


if __name__ == "__main__":
    raise SystemExit(main())
