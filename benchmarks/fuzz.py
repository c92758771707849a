"""Reading put to the test: mutated news by the thousand, and a megabyte of every shape against the clock.

python -m benchmarks.fuzz [--count 10000] [--seed 1] [--no-shapes] [--no-mutants]
"""

import argparse
import sys
import time

from bot.errors import ArticleError
from bot.extraction import read_article
from bot.extraction.brief_json import brief_to_json, json_line
from tests.extraction.hostile import SHAPES, check, mutants, of_shape, raw_article, read

SLOWEST_MEGABYTE = 2.0
"""Seconds of one core."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-shapes", action="store_true")
    parser.add_argument("--no-mutants", action="store_true")
    arguments = parser.parse_args()
    failures = 0 if arguments.no_mutants else mutate(arguments.count, arguments.seed)
    failures += 0 if arguments.no_shapes else time_shapes()
    sys.exit(failures > 0)


def mutate(count: int, seed: int) -> int:
    """Read mutated articles and return how many broke a promise."""
    started, failures, empty, spans = time.process_time(), 0, 0, 0
    for media_type, raw, text in mutants(count, seed=seed):
        try:
            brief = read(text, media_type, raw=raw)
            check(brief)
            json_line(brief_to_json(brief)).encode()
            spans += len(brief.summary) + len(brief.figures) + len(brief.quotes)
        except ArticleError:
            empty += 1
        except Exception as error:  # noqa: BLE001 - every failure is counted and shown
            failures += 1
            print(f"FAILED {type(error).__name__}: {error} on {text[:2000]!r}")
    seconds = time.process_time() - started
    print(f"{count} mutants, {empty} without an article, {spans} spans verbatim, {failures} failures, {seconds:.0f} s")
    return failures


def time_shapes() -> int:
    """Read a megabyte of every shape and return how many took longer than they may."""
    slow = 0
    for shape in SHAPES:
        body = of_shape(shape)
        if not body.strip():
            continue
        started = time.process_time()
        read_article(raw_article(body))
        seconds = time.process_time() - started
        slow += seconds > SLOWEST_MEGABYTE
        print(f"{shape:<24} {seconds:6.2f} s{'  TOO SLOW' if seconds > SLOWEST_MEGABYTE else ''}")
    return slow


if __name__ == "__main__":
    main()
