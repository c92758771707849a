"""How fast the ledger answers at a million lines, and what storing an article costs; on SQLite, on a disk.

python benchmarks/store.py [--lines 1000000] [--url sqlite:////tmp/bench.db]
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert

from bot.model import Article, ArticleId, Brief, Entry, Figure, Mention, Qualifier, Span, StoryId, Topic
from bot.store import Store
from bot.store.tables import articles, figures, standings, topic_lines

SPEAKERS = 400
PLACES = 60
NOUNS = ("troop", "tank", "drone", "death", "injury")
PER_ARTICLE = 10
TARGET_MS = 50.0


class WallClock:
    """The clock on the wall."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


async def fill(store: Store, lines: int) -> None:
    """Write that many lines on one topic, as a long life of the bot would have left them."""
    rng = random.Random(7)
    start = datetime(2020, 1, 1, tzinfo=UTC)
    step = timedelta(days=2000) / lines
    await store.sync_topics([Topic(name="troops", title="Troops", count=("troop",))])
    groups: dict[tuple[str, str, str], tuple[int, datetime]] = {}
    figure_id = 0
    for first in range(0, lines, 20_000):
        batch_articles, batch_figures, batch_lines = [], [], []
        for number in range(first, min(first + 20_000, lines)):
            article = number // PER_ARTICLE
            at = start + number * step
            if number % PER_ARTICLE == 0:
                batch_articles.append(_article_row(article, at))
            figure_id += 1
            speaker = f"speaker {int(rng.paretovariate(1.1)) % SPEAKERS}"
            place = f"place {int(rng.paretovariate(1.2)) % PLACES}"
            noun = rng.choice(NOUNS)
            value = rng.randrange(1, 200) * 100
            batch_figures.append(_figure_row(figure_id, article, number % PER_ARTICLE, value, noun, speaker, place, at))
            batch_lines.append(
                {
                    "topic": "troops",
                    "figure_id": figure_id,
                    "article_id": f"a{article}",
                    "counted": noun,
                    "place_key": place,
                    "speaker_key": speaker,
                    "value_key": f"exact none  {value}..{value}",
                    "at": at,
                }
            )
            groups[noun, place, speaker] = (figure_id, at)
        async with store.transaction() as tx:
            await tx.execute(insert(articles), batch_articles)
            await tx.execute(insert(figures), batch_figures)
            await tx.execute(insert(topic_lines), batch_lines)
    async with store.transaction() as tx:
        rows = [
            {
                "topic": "troops",
                "counted": noun,
                "place_key": place,
                "speaker_key": speaker,
                "at": at,
                "figure_id": last,
                "first_figure_id": last,
            }
            for (noun, place, speaker), (last, at) in groups.items()
        ]
        await tx.execute(insert(standings), rows)
    print(f"{len(groups):,} standings (speaker, place and thing counted)")


def _article_row(number: int, at: datetime) -> dict[str, object]:
    return {
        "id": f"a{number}",
        "story_id": f"s{number // 3}",
        "source": "bench",
        "guid": f"g{number}",
        "outlet": f"outlet {number % 50}",
        "headline": f"Headline {number}",
        "language": "en",
        "url": f"https://bench.test/{number}",
        "published_at": at,
        "added_at": at,
        "body": f"Body {number}.",
        "reading": {"summary": [], "figures": [], "quotes": []},
        "features": b"",
    }


def _figure_row(
    key: int, article: int, position: int, value: int, noun: str, speaker: str, place: str, at: datetime
) -> dict[str, object]:
    return {
        "id": key,
        "article_id": f"a{article}",
        "position": position,
        "low": Decimal(value),
        "high": Decimal(value),
        "qualifier": "exact",
        "change": "none",
        "unit": "",
        "noun": noun,
        "text": f"{value} {noun}s",
        "sentence": f"{speaker} said {value} {noun}s were in {place}, as they had been the week before.",
        "speaker": speaker,
        "place": place,
        "salience": 0.5,
        "at": at,
    }


async def measure(name: str, ask: Callable[[], Awaitable[object]], times: int = 41) -> float:
    """Print the median, the 95th percentile and the first time of a question, in milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - start) * 1000)
    median = statistics.median(took)
    print(f"{name:58} median {median:7.2f} ms   p95 {sorted(took)[int(times * 0.95)]:7.2f}   first {took[0]:7.2f}")
    return median


async def store_articles(store: Store, count: int = 60) -> None:
    """Print what it costs to add an article with eight figures, durably."""
    took = []
    for number in range(count):
        body = " ".join(f"Speaker {n} said {n + number}00 troops came." for n in range(8))
        found = []
        for n in range(8):
            words = f"{n + number}00 troops"
            start = body.index(words)
            said = body.index(f"Speaker {n}")
            found.append(
                Figure(
                    span=Span(start, start + len(words)),
                    low=Decimal(n + number) * 100,
                    high=Decimal(n + number) * 100,
                    qualifier=Qualifier.EXACT,
                    noun="troops",
                    speaker=Mention(span=Span(said, said + 9)),
                )
            )
        brief = Brief(article=Article(id=ArticleId(f"new{number}"), body=body), figures=tuple(found))
        start_at = time.perf_counter()
        async with store.transaction() as tx:
            await store.articles.add(
                tx, brief, source="bench", entry=Entry(guid=f"n{number}"), story_id=StoryId("n"), features=b"x" * 200
            )
        took.append((time.perf_counter() - start_at) * 1000)
    print(f"{'adding an article with 8 ledger lines':58} median {statistics.median(took):7.2f} ms")


async def main(lines: int, url: str) -> bool:
    """Fill a database and ask it; returns whether every answer met the target."""
    store = await Store.open(url, clock=WallClock())
    start = time.perf_counter()
    await fill(store, lines)
    print(f"{lines:,} ledger lines written in {time.perf_counter() - start:.0f} s")
    ledger = store.ledger
    recent = datetime(2025, 6, 1, tzinfo=UTC)
    medians = [
        await measure("/troops", lambda: ledger.latest_per_speaker("troops")),
        await measure("/troops place:7", lambda: ledger.latest_per_speaker("troops", place="place 7")),
        await measure("/troops speaker:3", lambda: ledger.latest_per_speaker("troops", speaker="speaker 3")),
        await measure("/troops since", lambda: ledger.latest_per_speaker("troops", since=recent)),
        await measure("/troops speaker: nobody", lambda: ledger.latest_per_speaker("troops", speaker="nobody")),
        await measure("older lines", lambda: ledger.lines("troops", limit=20)),
        await measure("older lines of a place", lambda: ledger.lines("troops", place="place 59", limit=20)),
        await measure("older lines of a speaker", lambda: ledger.lines("troops", speaker="speaker 399", limit=20)),
        await measure("older lines of a speaker at a place", lambda: _narrow(store)),
        await measure("older lines of nobody", lambda: ledger.lines("troops", speaker="nobody")),
        await measure("newest figures", lambda: ledger.latest_figures(limit=20)),
        await measure("search", lambda: store.search.articles("headline 77777", 10)),
    ]
    await store_articles(store)
    await store.close()
    print(f"slowest median {max(medians):.1f} ms, target {TARGET_MS:.0f} ms")
    return max(medians) < TARGET_MS


async def _narrow(store: Store) -> object:
    return await store.ledger.lines("troops", speaker="speaker 17", place="place 41", limit=20)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--url")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = chosen.url or f"sqlite:///{Path(folder) / 'bench.db'}"
        raise SystemExit(0 if asyncio.run(main(chosen.lines, address)) else 1)
