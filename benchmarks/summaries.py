"""Summaries against editors' highlights: ROUGE-1, -2 and -Lsum beside Lead-3, on a gold file or on our own cases.

    python -m benchmarks.summaries GOLD.jsonl [--half odd|even]

GOLD has one `{"id", "article", "summary"}` per line. Words are compared without stemming, so the values are a little
lower than those of scorers that stem; the difference to Lead-3 is what counts.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.extraction import read_article
from bot.extraction.layout import lay_out
from bot.model import Article, ArticleId

Tokens = list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("odd", "even"), help="score every second article only")
    arguments = parser.parse_args()
    articles = [json.loads(line) for line in arguments.gold.read_text("utf-8").splitlines()]
    if arguments.half:
        articles = articles[arguments.half == "odd" :: 2]
    for name, summarizer in (("Lead-3", lead), ("Nutgraf", ours)):
        print_scores(name, articles, summarizer)


def print_scores(name: str, articles: Sequence[dict[str, str]], summarizer: Callable[[str], list[str]]) -> None:
    totals = defaultdict[str, float](float)
    for article in articles:
        gold = [tokens(line) for line in article["summary"].split("\n")]
        sentences = summarizer(article["article"])
        found = [tokens(sentence) for sentence in sentences]
        totals["rouge-1"] += f1_of_grams(gold, found, 1)
        totals["rouge-2"] += f1_of_grams(gold, found, 2)
        totals["characters"] += sum(map(len, sentences)) + len(sentences) - 1
        totals["longest"] = max(totals["longest"], sum(map(len, sentences)) + len(sentences) - 1)
    count = len(articles)
    print(
        f"{name:<8} ROUGE-1 {100 * totals['rouge-1'] / count:.2f}  ROUGE-2 {100 * totals['rouge-2'] / count:.2f}"
        f"  {totals['characters'] / count:.0f} characters, longest {totals['longest']}"
    )


def lead(body: str) -> list[str]:
    return [span.of(body) for span in lay_out(body).sentences[:3]]


def ours(body: str) -> list[str]:
    brief = read_article(Article(id=ArticleId("benchmark"), body=body))
    return [span.of(body) for span in brief.summary]


def tokens(text: str) -> Tokens:
    return re.findall(r"[a-z0-9]+", text.lower())


def f1_of_grams(gold: Iterable[Tokens], found: Iterable[Tokens], size: int) -> float:
    wanted, given = grams([t for line in gold for t in line], size), grams([t for line in found for t in line], size)
    shared = sum((wanted & given).values())
    return 2 * shared / (sum(wanted.values()) + sum(given.values())) if shared else 0.0


def grams(words: Tokens, size: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


if __name__ == "__main__":
    main()
