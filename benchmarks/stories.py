"""How well and how fast stories are grouped: B-cubed F1 on a gold file, and the cost of one more among many.

    python -m benchmarks.stories [GOLD.jsonl …] [--no-speed]

GOLD has a line `{"id", "headline" or "title", "cluster", "text"?, "published_at"?, "ts"? (ms), "outlet"?}` per article,
in order of arrival; without a file they are our own two, in `tests/cases/stories`. Each is measured again without what
may be missing.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from bot.model import ArticleId, StoryId
from bot.stories import StoryFeatures, StoryIndex, features

Row = Mapping[str, Any]

CASES = Path(__file__).parent.parent / "tests" / "cases" / "stories"
GOLD, SECOND = CASES / "dev.jsonl", CASES / "second.jsonl"
TIMES, OUTLETS = ("published_at", "ts"), ("outlet",)
MISSING = (*TIMES, *OUTLETS)
SIZES = (1_000, 10_000, 100_000)
TIMED = 300
STORED = timedelta(days=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD, SECOND])
    parser.add_argument("--no-speed", action="store_true", help="measure quality alone")
    arguments = parser.parse_args()
    for path in arguments.gold:
        print_quality(load(path))
    if not arguments.no_speed:
        print_speed()


def load(path: Path) -> list[Row]:
    """Return the articles of a gold file in order of arrival."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def print_quality(articles: Sequence[Row]) -> None:
    stories = len({article["cluster"] for article in articles})
    print(f"{len(articles)} articles, {stories} stories")
    for name, missing in (("all", ()), ("without outlets", OUTLETS), ("without times", TIMES), ("neither", MISSING)):
        score = quality(articles, missing=missing)
        f1 = f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"
        print(f"{name:>16}: B-cubed {f1}  ({score.stories} found)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well articles were grouped, and into how many stories."""

    precision: float
    recall: float
    f1: float
    stories: int


def quality(articles: Sequence[Row], *, missing: Iterable[str] = ()) -> Score:
    """Group articles without some of their fields, and compare with their clusters."""
    placed = grouped(articles, missing=missing)
    precision, recall, f1 = b_cubed({article["id"]: article["cluster"] for article in articles}, placed)
    return Score(precision=precision, recall=recall, f1=f1, stories=len(set(placed.values())))


def grouped(articles: Sequence[Row], *, missing: Iterable[str] = ()) -> dict[str, str]:
    """Return the story each article is put into, by its id, as they arrive in turn without some of their fields."""
    index, placed = StoryIndex(), {}
    for article in articles:
        given = {name: value for name, value in article.items() if name not in missing}
        placed[article["id"]] = index.place(ArticleId(article["id"]), read(given)).story
    return placed


def read(article: Row) -> StoryFeatures:
    """Return the features of a line of a gold file."""
    published_at = None
    if "ts" in article:
        published_at = datetime.fromtimestamp(float(article["ts"]) / 1000, UTC)
    elif "published_at" in article:
        published_at = datetime.fromisoformat(article["published_at"])
    headline = article.get("headline") or article.get("title")
    return features(headline, article.get("text"), published_at=published_at, outlet=article.get("outlet"))


def b_cubed(gold: Mapping[str, str], placed: Mapping[str, str]) -> tuple[float, float, float]:
    """Return mean precision and recall over articles, and their harmonic mean (Bagga and Baldwin 1998)."""
    of_gold, of_placed, of_both = Counter(gold.values()), Counter(placed.values()), Counter[tuple[str, str]]()
    for article, cluster in gold.items():
        of_both[cluster, placed[article]] += 1
    precision = sum(of_both[c, placed[a]] / of_placed[placed[a]] for a, c in gold.items()) / len(gold)
    recall = sum(of_both[c, placed[a]] / of_gold[c] for a, c in gold.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def print_speed() -> None:
    """Store invented articles as a start from the store would, and time the placing of some at each size."""
    index = StoryIndex()
    times: dict[int, list[float]] = defaultdict(list)
    articles = invented(SIZES[-1] + TIMED)
    next(articles)  # with it comes the vocabulary, which is not the index's
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, article in enumerate(articles):
        size = next((size for size in SIZES if size <= number < size + TIMED), None)
        started = time.process_time()
        found = features(article.headline, article.text, published_at=article.at)
        if size is None:
            index.restore(ArticleId(str(number)), StoryId(f"s{article.subject}"), found)
        else:
            index.place(ArticleId(str(number)), found)
            times[size].append(time.process_time() - started)
    for size in SIZES:
        taken = sorted(times[size])
        middle, slowest = 1000 * taken[len(taken) // 2], 1000 * taken[int(len(taken) * 0.99)]
        print(f"{size:>7} stored: {middle:6.2f} ms per article in the median, {slowest:6.2f} ms at the 99th percentile")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"memory: {grown:.0f} MB more with {SIZES[-1]} articles in {len(index)} stories")


@dataclass(frozen=True, slots=True)
class Invented:
    """An article of invented words."""

    subject: int
    headline: str
    text: str
    at: datetime


def invented(count: int) -> Iterator[Invented]:
    """Yield articles whose words are as frequent as those of a language, about three to a story."""
    chance = random.Random(7)
    vocabulary = [f"w{number:x}" for number in range(60_000)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(vocabulary))))
    drawn = chance.choices(vocabulary, cum_weights=weights, k=400_000)
    beginning = datetime(2031, 3, 1, tzinfo=UTC)
    for number in range(count):
        subject = number // 3 + chance.randrange(40)
        of_subject = random.Random(subject)
        named = of_subject.choices(vocabulary, cum_weights=weights, k=40)
        at = chance.randrange(len(drawn) - 120)
        words = [*drawn[at : at + 120], *chance.sample(named, 30)]
        chance.shuffle(words)
        yield Invented(
            subject, " ".join(chance.sample(named, 8)), " ".join(words), beginning + STORED * (number / count)
        )


if __name__ == "__main__":
    main()
