"""Replay one seed and say what came of it: the command a failing test prints."""

import argparse
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from tests.simulation.run import Plan, simulate
from tests.simulation.verdict import judge


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="how many, from --seed on")
    parser.add_argument("--days", type=float, default=1.0, help="of storm; some hours of calm follow")
    parser.add_argument("--feeds", type=int, default=Plan.feeds)
    parser.add_argument("--a-day", type=float, default=Plan.a_day, help="articles a feed")
    parser.add_argument("--poll", type=float, default=Plan.poll / timedelta(minutes=1), help="minutes between polls")
    parser.add_argument("--keep", type=Path, help="leave the databases here")
    given = parser.parse_args()
    failed = 0
    for seed in range(given.seed, given.seed + given.seeds):
        plan = Plan(
            seed=seed,
            storm=timedelta(days=given.days),
            feeds=given.feeds,
            a_day=given.a_day,
            poll=timedelta(minutes=given.poll),
        )
        failed += not _replay(plan, given.keep)
    return 1 if failed else 0


def _replay(plan: Plan, keep: Path | None) -> bool:
    with tempfile.TemporaryDirectory() as temporary:
        path = keep / str(plan.seed) if keep else Path(temporary)
        path.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        scene = simulate(plan, path)
        took = time.perf_counter() - began
        verdict = judge(scene)
    sys.stdout.write(
        f"seed {plan.seed}: {scene.lives} lives, {verdict.articles} articles, {verdict.messages} messages, "
        f"{len(verdict.lost)} lost, {len(verdict.doubled)} doubled, {len(verdict.disordered)} out of order, "
        f"{verdict.ambiguous} in doubt, {verdict.refused} refused, {took:.1f} s, trace {verdict.trace[:16]}\n"
    )
    for line in verdict.wrong:
        sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()
    return not verdict.wrong


if __name__ == "__main__":
    sys.exit(main())
