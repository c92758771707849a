"""How well and how fast stories are grouped: B-cubed F1 on a gold file, and the cost of one more among many.

    python -m benchmarks.stories GOLD.jsonl

GOLD has one `{"id", "headline" or "title", "cluster", "text"?, "published_at"?, "ts"? (ms)}` per line in arrival order.
Without a file only speed and memory are measured, on invented articles.
"""

import argparse
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from bot.model import ArticleId, StoryId
from bot.stories import StoryFeatures, StoryIndex, features

SIZES = (1_000, 10_000, 100_000)
TIMED = 300
STORED = timedelta(days=5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--no-times", action="store_true", help="ignore the times of publication")
    parser.add_argument("--no-speed", action="store_true", help="measure quality alone")
    arguments = parser.parse_args()
    if arguments.gold:
        print_quality(arguments.gold, with_times=not arguments.no_times)
    if not arguments.no_speed:
        print_speed()


def print_quality(path: Path, *, with_times: bool) -> None:
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    index, placed = StoryIndex(), {}
    for article in articles:
        placed[article["id"]] = index.place(ArticleId(article["id"]), read(article, with_times=with_times)).story
    gold = {article["id"]: article["cluster"] for article in articles}
    precision, recall, f1 = b_cubed(gold, placed)
    stories = len(set(placed.values()))
    print(f"{len(articles)} articles, {len(set(gold.values()))} stories, {stories} found")
    print(f"B-cubed precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def read(article: Mapping[str, object], *, with_times: bool) -> StoryFeatures:
    published_at = None
    if with_times and "ts" in article:
        published_at = datetime.fromtimestamp(float(str(article["ts"])) / 1000, UTC)
    elif with_times and "published_at" in article:
        published_at = datetime.fromisoformat(str(article["published_at"]))
    headline = article.get("headline") or article.get("title")
    text = article.get("text")
    return features(
        str(headline) if headline else None, text if isinstance(text, str) else None, published_at=published_at
    )


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
