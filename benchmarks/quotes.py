"""How well quotations find their speakers: F1 of (quotation, speaker) pairs on a gold file, and where they differ.

    python -m benchmarks.quotes GOLD.jsonl [--half odd|even] [--errors 20]

GOLD has one `{"id", "text", "quotes": [{"start", "end", "speaker_start", "speaker_end"}]}` per line. A quotation is
found if its words are exactly the gold's, marks and outer punctuation aside; a speaker, if the two mentions overlap.
The weights were fitted on the odd half (`benchmarks.fit_quotes`).
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.extraction import read_article
from bot.model import Article, ArticleId

_EDGE = "\"“”„«»‘’'`´ \t\r\n,.;:!?-–—…"

Ends = tuple[int, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    lines = arguments.gold.read_text("utf-8").splitlines()
    if arguments.half:
        lines = lines[arguments.half == "even" :: 2]
    print_score([json.loads(line) for line in lines], arguments.errors)


def print_score(articles: list[Mapping[str, Any]], most_errors: int) -> None:
    wanted = given = spans = pairs = 0
    errors: list[str] = []
    for article in articles:
        text = str(article["text"])
        gold, found = dict(gold_of(article)), dict(found_in(text))
        both = gold.keys() & found.keys()
        right = {ends for ends in both if _same(gold[ends], found[ends])}
        errors += (_told(text, ends, gold[ends], found[ends]) for ends in sorted(both - right))
        wanted, given = wanted + len(gold), given + len(found)
        spans, pairs = spans + len(both), pairs + len(right)
    print(f"{len(articles)} articles, {wanted} quotations, {given} found")
    for name, hits in (("quotation", spans), ("with speaker", pairs)):
        precision, recall, f1 = hits / max(1, given), hits / max(1, wanted), 2 * hits / max(1, given + wanted)
        print(f"{name:<14}precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    for error in errors[:most_errors]:
        print(error)


def gold_of(article: Mapping[str, Any]) -> Iterator[tuple[Ends, Ends | None]]:
    """Yield the gold quotations of an article, each with the ends of its speaker's mention."""
    for quote in article["quotes"]:
        start = quote.get("speaker_start")
        yield (
            trimmed(article["text"], quote["start"], quote["end"]),
            None if start is None else (start, quote["speaker_end"]),
        )


def found_in(text: str) -> Iterator[tuple[Ends, Ends | None]]:
    """Yield the quotations we find in a text, likewise."""
    for quote in read_article(Article(id=ArticleId("x"), body=text)).quotes:
        speaker = (quote.speaker.span.start, quote.speaker.span.end) if quote.speaker else None
        yield trimmed(text, quote.span.start, quote.span.end), speaker


def trimmed(text: str, start: int, end: int) -> Ends:
    """Return the ends without quotation marks and outer punctuation."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(_EDGE))
    return start, max(start, start + len(inner.strip(_EDGE)))


def _same(one: Ends | None, other: Ends | None) -> bool:
    return one is other if one is None or other is None else overlap(one, other)


def overlap(one: Ends, other: Ends) -> bool:
    """Say whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _told(text: str, ends: Ends, gold: Ends | None, found: Ends | None) -> str:
    wanted, got = (text[slice(*each)] if each else None for each in (gold, found))
    return f"wanted {wanted!r}, got {got!r}: {text[slice(*ends)][:80]!r}"


if __name__ == "__main__":
    main()
