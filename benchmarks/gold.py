"""Score bot.extraction on the gold set: figures found, what is said about each, and which an editor would show."""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.extraction import read_article
from bot.model import Article, ArticleId, Brief, Figure, Qualifier

GOLD = Path(__file__).parent.parent / "tests" / "cases" / "gold"
PARTS = ("dev", "second", "unseen")
"""Parts of the set; of the last, whose errors stay unseen, there may be no file."""
SHOWN = 3
"""An alert shows about three figures: the editor's choice must be one of the top three."""

Row = dict[str, Any]


@dataclass(slots=True)
class Count:
    """True and false positives and false negatives of one fact."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / both if both else 1.0


@dataclass(slots=True)
class Score:
    """Counts by fact: `matched` over figures found with the right value, `all` over every figure."""

    matched: dict[str, Count] = field(default_factory=dict)
    all: dict[str, Count] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, fact: str, *, wanted: bool, given: bool, right: bool, found: bool = True) -> None:
        """Count one figure's fact; `found` says that gold and prediction are a matched pair."""
        for table in (self.matched, self.all) if found else (self.all,):
            count = table.setdefault(fact, Count())
            count.right += wanted and given and right
            count.spurious += given and not (wanted and right)
            count.missed += wanted and not (given and right)


def load(part: str) -> list[Row]:
    """Return the gold lines of a part, or of "all", sentences first."""
    parts = PARTS if part == "all" else (part,)
    paths = [GOLD / f"{kind}_{name}.jsonl" for kind in ("sentences", "articles") for name in parts]
    return [json.loads(line) for path in paths if path.exists() for line in path.read_text("utf-8").splitlines()]


def read(row: Row) -> Brief:
    """Read a gold line as the article it is."""
    published_at = datetime.fromisoformat(row["published_at"]).replace(hour=12, tzinfo=UTC)
    headline = row.get("headline")
    return read_article(
        Article(id=ArticleId(row["id"]), body=row["text"], headline=headline, published_at=published_at)
    )


def score(rows: Iterable[Row]) -> Score:
    """Score the extraction on gold lines."""
    total = Score()
    for row in rows:
        brief = read(row)
        pairs = _pair(row["figures"], brief)
        _count_figures(total, row, brief, pairs)
        if "choice" in row:
            _count_choice(total, row, brief)
    return total


def _pair(gold: list[Row], brief: Brief) -> dict[int, int]:
    """Match gold figures to found ones, one to one: overlapping spans and equal values, the longest overlap first."""
    options = []
    for i, wanted in enumerate(gold):
        for j, figure in enumerate(brief.figures):
            shared = min(wanted["end"], figure.span.end) - max(wanted["start"], figure.span.start)
            if shared > 0 and _same_value(wanted, figure):
                options.append((-shared, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _same_value(wanted: Row, figure: Figure) -> bool:
    ends = ((wanted["low"], figure.low), (wanted["high"], figure.high))
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(float(b) - a) <= 1e-3 * abs(a)) for a, b in ends
    )


def _count_figures(total: Score, row: Row, brief: Brief, pairs: dict[int, int]) -> None:
    for i, wanted in enumerate(row["figures"]):
        figure = brief.figures[pairs[i]] if i in pairs else None
        total.add("figure", wanted=True, given=figure is not None, right=True)
        if figure is None:
            total.errors.append(_line(row, "figure missed", wanted["text"], wanted["text"], None))
        _count_facts(total, row, brief, wanted, figure)
    for j, figure in enumerate(brief.figures):
        if j not in pairs.values():
            total.add("figure", wanted=False, given=True, right=False)
            words = brief.words(figure.span)
            total.errors.append(_line(row, "figure spurious", words, None, f"{figure.low}..{figure.high}"))
            _count_facts(total, row, brief, None, figure)


def _count_facts(total: Score, row: Row, brief: Brief, wanted: Row | None, figure: Figure | None) -> None:
    """Count what gold (None: no such figure) and prediction (None: not found) say about one figure."""
    expected = _facts_wanted(wanted) if wanted else {}
    given = _facts_given(figure, brief) if figure else {}
    for fact, agree in _AGREE.items():
        if fact.startswith("noun") and wanted and not _counts_noun(wanted):
            continue
        a, b = expected.get(fact), given.get(fact)
        right = a is not None and b is not None and agree(a, b)
        both = wanted is not None and figure is not None
        total.add(fact, wanted=a is not None, given=b is not None, right=right, found=both)
        if both and wanted and not (right or (a is None and b is None)):
            total.errors.append(_line(row, fact, wanted["text"], a, b))


def _counts_noun(wanted: Row) -> bool:
    """Say whether a figure's noun is scored: of counts, and of shares and measures that name it themselves."""
    return wanted["unit"] in ("", "person") or (bool(wanted["noun"]) and wanted["noun"] in wanted["text"])


def _facts_wanted(wanted: Row) -> Row:
    vague = wanted["qualifier"] == Qualifier.VAGUE
    as_of = wanted["as_of"]
    return {
        "qualifier": wanted["qualifier"],
        "vague": "vague" if vague else None,
        "change": None if wanted["change"] == "none" else wanted["change"],
        "unit": _unit(wanted["unit"]),
        "noun": wanted["noun"] or None,
        "noun exact": wanted["noun"] or None,
        "speaker": wanted["speaker"],
        "as_of": (as_of["from"], as_of["to"]) if as_of else None,
        "place": wanted["place"],
    }


def _facts_given(figure: Figure, brief: Brief) -> Row:
    vague = figure.qualifier is Qualifier.VAGUE
    as_of = figure.as_of
    return {
        "qualifier": figure.qualifier.value,
        "vague": "vague" if vague else None,
        "change": None if figure.change == "none" else figure.change.value,
        "unit": _unit(figure.unit),
        "noun": figure.noun or None,
        "noun exact": figure.noun or None,
        "speaker": brief.words(figure.speaker.span) if figure.speaker else None,
        "as_of": tuple(day.isoformat() if day else None for day in (as_of.start, as_of.end)) if as_of else None,
        "place": brief.words(figure.place) if figure.place else None,
    }


_UNITS = {
    "person": "", "people": "", "japanese yen": "JPY", "indian rupee": "INR", "pence": "penny", "p": "penny",
    "percentage": "percent", "metric ton": "tonne", "pound sterling": "GBP", "dollar": "USD", "euro": "EUR",
    "degree celsius": "celsius", "degree Celsius": "celsius", "count": "times", "point": "percentage point",
    "time": "times",
}  # fmt: skip


def _unit(unit: str) -> str:
    """Bring a unit's name to the one the gold set uses, part by part ("dollar per barrel")."""
    return " per ".join(_UNITS.get(part, part) for part in unit.split(" per "))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w&]+(?:[-'’.]\w+)*", text.lower())


def _head(noun: str) -> str:
    """Return the head of a noun phrase: its last word before an "of" phrase, without the plural s."""
    words = _words(re.split(r" (?:of|in|from|on|at|who|that) ", noun)[0])
    return words[-1].removesuffix("s") if words else ""


_SLIGHT = frozenset({"the", "a", "an", "of", "and", "for", "in", "at", "on", "his", "her", "its", "their", "our", "s"})


def _shares_head(a: str, b: str) -> bool:
    one, other = ({word.removesuffix("'s").removesuffix("’s") for word in _words(text)} for text in (a, b))
    return bool((one & other) - _SLIGHT)


_AGREE = {
    "qualifier": lambda a, b: a == b,
    "vague": lambda a, b: a == b,
    "change": lambda a, b: a == b,
    "unit": lambda a, b: a == b,
    "noun": lambda a, b: _head(a) == _head(b),
    "noun exact": lambda a, b: _words(a) == _words(b),
    "speaker": _shares_head,
    "as_of": lambda a, b: a == b,
    "place": _shares_head,
}


def _count_choice(total: Score, row: Row, brief: Brief) -> None:
    """Count whether the top three by salience hold the editor's choice."""
    choice = row["figures"][row["choice"]]
    best = sorted(brief.figures, key=lambda figure: -figure.salience)[:SHOWN]
    right = any(f.span.start < choice["end"] and choice["start"] < f.span.end for f in best)
    total.add("top three", wanted=True, given=True, right=right)
    if not right:
        shown = [f"{brief.words(f.span)} {f.salience:.2f}" for f in best]
        total.errors.append(_line(row, "top three", row["headline"], choice["text"], shown))


def _line(row: Row, kind: str, words: str, wanted: object, given: object) -> str:
    at = max(0, row["text"].find(words) - 120)
    return f"{kind:16} {row['id']:18} «{words}» wanted {wanted!r}, got {given!r}\n{'':36}{row['text'][at : at + 230]}"


def table(total: Score) -> Iterator[str]:
    """Yield the lines of the table: precision, recall and F1 on matched figures, and F1 over all of them."""
    yield f"{'':12}{'P':>7}{'R':>7}{'F1':>7}{'of':>6}{'all F1':>9}"
    for fact in ("figure", *_AGREE, "top three"):
        count, over_all = total.matched.get(fact, Count()), total.all.get(fact, Count())
        numbers = f"{count.precision:7.3f}{count.recall:7.3f}{count.f1:7.3f}{count.right + count.missed:6}"
        yield f"{fact:12}{numbers}{over_all.f1:9.3f}"


def main() -> int:
    """Print the table of a part, and its errors if asked and allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--errors", nargs="?", const="", metavar="KIND", help="list errors (of one kind)")
    options = parser.parse_args()
    if options.errors is not None and options.part in ("unseen", "all"):
        print("gold: errors of the unseen part stay unseen; use --part dev or second", file=sys.stderr)
        return 2
    rows = load(options.part)
    started = time.perf_counter()
    total = score(rows)
    spent = time.perf_counter() - started
    if options.errors is not None:
        print("\n".join(line for line in total.errors if line.startswith(options.errors)))
    articles = sum("choice" in row for row in rows)
    print(f"{options.part}: {len(rows) - articles} sentences, {articles} articles, {1000 * spent:.0f} ms")
    print("\n".join(table(total)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
