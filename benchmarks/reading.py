"""How fast and how well articles are read, beside the peers that are installed: quantulum3, sumy, newspaper4k.

    python -m benchmarks.reading [--articles FILE.jsonl] [--field text] [--figures GOLD.jsonl] [--summaries GOLD.jsonl]
                                 [--most 40] [--install-peers] [--peers-from FOLDER]

Without arguments it reads articles of about 4,600 characters, which it joins from our gold articles. FIGURES lines are
`{"text", "quantities": [{"value"}]}`, SUMMARIES lines `{"article", "summary"}`. `--install-peers` installs the peers
into build/peers, apart from us, and later runs find them there; `--peers-from` names another folder of packages. A peer
that is not there is named and left out. Times are of one core's work, not of the clock.
"""

import argparse
import importlib
import json
import logging
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.gold import GOLD
from benchmarks.summaries import f1_of_grams, lead, ours, tokens
from bot.extraction import read_article, read_document
from bot.extraction.figures import find_figures
from bot.extraction.layout import lay_out
from bot.extraction.names import find_people
from bot.extraction.quotes import find_quotes
from bot.extraction.statements import find_statements
from bot.extraction.summary import summarize
from bot.model import Article, ArticleId, Document, MediaType

USUAL = 4600
"""Characters of a usual article."""
PEERS = Path(__file__).parent.parent / "build" / "peers"

Numbers = Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another program: what it does on a body, None where it does not do that."""

    name: str
    figures: Callable[[str], Numbers] | None = None
    summary: Callable[[str], list[str]] | None = None


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--field", default="text")
    parser.add_argument("--figures", type=Path)
    parser.add_argument("--summaries", type=Path)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--install-peers", action="store_true")
    parser.add_argument("--peers-from", type=Path, default=PEERS)
    arguments = parser.parse_args()
    if arguments.install_peers:
        install_peers()
    sys.path.append(str(arguments.peers_from))
    bodies = bodies_of(arguments.articles, arguments.field) if arguments.articles else list(joined())
    peers = list(installed())
    bodies = bodies[: arguments.most]
    print_parts(bodies)
    print_speed(bodies, peers)
    if arguments.figures:
        print_figures(lines_of(arguments.figures), peers)
    if arguments.summaries:
        print_summaries(lines_of(arguments.summaries), peers)


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def bodies_of(path: Path, field: str) -> list[str]:
    """Return the articles of a file, those of usual length first."""
    return sorted((str(line[field]) for line in lines_of(path)), key=lambda body: abs(len(body) - USUAL))


def joined() -> Iterable[str]:
    """Yield articles of usual length: each of our gold articles with as many of the next as it takes."""
    texts = [str(line["text"]) for line in lines_of(GOLD / "articles_dev.jsonl")]
    for first in range(len(texts)):
        parts = (texts + texts)[first : first + len(texts)]
        body = ""
        while parts and len(body) + len(parts[0]) / 2 < USUAL:
            body += ("\n\n" if body else "") + parts.pop(0)
        yield body


def install_peers() -> None:
    """Install the peers into a folder of their own."""
    wanted = ("quantulum3", "sumy", "newspaper4k", "lxml_html_clean", "setuptools<81")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(PEERS), *wanted]
    subprocess.run(command, check=True)


def print_parts(bodies: list[str]) -> None:
    """Print what each part of reading costs."""
    times: dict[str, list[float]] = {}

    def timed(name: str, part: Callable[..., Any], *values: object, **named: object) -> Any:
        started = time.process_time()
        result = part(*values, **named)
        times.setdefault(name, []).append(time.process_time() - started)
        return result

    for body in bodies * 3:
        timed("body from text", read_document, Document(text=body, media_type=MediaType.TEXT))
    for body in bodies * 3:
        layout = timed("layout", lay_out, body)
        people = timed("people", find_people, layout)
        quotes = timed("quotes", find_quotes, layout, people)
        statements = timed("statements", find_statements, layout, people, quotes)
        figures = timed("figures", find_figures, layout, statements, published_on=None)
        timed("summary", summarize, layout, headline=None, figures=figures, quotes=quotes)
    length = sum(map(len, bodies)) // len(bodies)
    print(f"{len(bodies)} articles of {length} characters on average; median milliseconds of one core")
    for name, taken in times.items():
        print(f"  {name:<16}{1000 * median(taken):8.2f}")


def print_speed(bodies: Sequence[str], peers: Sequence[Peer]) -> None:
    """Print the whole brief's cost and what peers need for a part of it."""
    whole = milliseconds(lambda body: read_article(Article(id=ArticleId("x"), body=body)), bodies)
    print(f"  {'whole brief':<16}{whole:8.2f}")
    for peer in peers:
        for task, run in (("figures", peer.figures), ("summary", peer.summary)):
            if run is not None:
                theirs = milliseconds(run, bodies[:10])
                print(f"  {peer.name + ' ' + task:<24}{theirs:8.2f}   {theirs / whole:.1f} times our whole brief")


def milliseconds(run: Callable[[str], object], bodies: Sequence[str]) -> float:
    run(bodies[0])
    taken = []
    for body in bodies:
        started = time.process_time()
        run(body)
        taken.append(time.process_time() - started)
    return 1000 * median(taken)


def print_figures(lines: Sequence[Mapping[str, object]], peers: Sequence[Peer]) -> None:
    """Print how many of the gold values are found, as F1 over the values of each sentence."""
    print(f"values of figures, {len(lines)} sentences")
    for name, run in [("Nutgraf", our_values), *((peer.name, peer.figures) for peer in peers if peer.figures)]:
        hits = given = wanted = 0
        for line in lines:
            gold = set(gold_values(line["quantities"]))
            found = {round(value, 4) for value in run(str(line["text"]))}
            hits += len(gold & found)
            given += len(found)
            wanted += len(gold)
        print(f"  {name:<16}precision {hits / max(1, given):.3f}  recall {hits / max(1, wanted):.3f}"
              f"  F1 {2 * hits / max(1, given + wanted):.3f}")  # fmt: skip


def gold_values(quantities: Any) -> Iterable[float]:
    """Yield the values of gold quantities; a range is two."""
    for quantity in quantities:
        value = quantity["value"]
        yield from (round(float(each), 4) for each in (value if isinstance(value, list) else [value]))


def print_summaries(lines: Sequence[Mapping[str, object]], peers: Sequence[Peer]) -> None:
    """Print ROUGE-1 and -2 (unstemmed) of every summarizer."""
    print(f"summaries, {len(lines)} articles, ROUGE-1 and ROUGE-2")
    for name, run in [("Nutgraf", ours), ("Lead-3", lead), *((p.name, p.summary) for p in peers if p.summary)]:
        totals = [0.0, 0.0]
        for line in lines:
            gold = [tokens(part) for part in str(line["summary"]).split("\n")]
            found = [tokens(sentence) for sentence in run(str(line["article"]))]
            totals = [total + f1_of_grams(gold, found, size) for size, total in enumerate(totals, start=1)]
        print(f"  {name:<16}{100 * totals[0] / len(lines):6.2f}{100 * totals[1] / len(lines):8.2f}")


def our_values(text: str) -> Numbers:
    figures = read_article(Article(id=ArticleId("x"), body=text)).figures
    return [float(number) for figure in figures for number in (figure.low, figure.high) if number is not None]


def installed() -> Iterable[Peer]:
    """Yield the peers that can be imported; name the others."""
    for name, make in (("quantulum3", quantulum3), ("sumy", sumy), ("newspaper4k", newspaper4k)):
        try:
            yield make()
        except (ImportError, LookupError, OSError) as error:
            print(f"{name} is left out: {str(error).splitlines()[0] if str(error) else type(error).__name__}")


def quantulum3() -> Peer:
    parse = importlib.import_module("quantulum3.parser").parse
    return Peer(name="quantulum3", figures=lambda body: [float(quantity.value) for quantity in parse(body)])


def sumy() -> Peer:
    plaintext = importlib.import_module("sumy.parsers.plaintext")
    lex_rank = importlib.import_module("sumy.summarizers.lex_rank")
    tokenizer = _SplitBySentence()

    def summary(body: str) -> list[str]:
        document = plaintext.PlaintextParser.from_string(body, tokenizer).document
        return [str(sentence) for sentence in lex_rank.LexRankSummarizer()(document, 3)]

    return Peer(name="sumy LexRank", summary=summary)


class _SplitBySentence:
    """Our sentences and words for sumy and newspaper4k, whose own need a model downloaded."""

    def tokenize(self, text: str) -> list[str]:
        return list(self.to_sentences(text))

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        return tuple(span.of(paragraph) for span in lay_out(paragraph).sentences)

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(tokens(sentence))


def newspaper4k() -> Peer:
    nlp = importlib.import_module("newspaper.nlp")
    nlp.split_sentences._tokenizer = _SplitBySentence()
    stop_words = importlib.import_module("newspaper.text").StopWords("en")

    def summary(body: str) -> list[str]:
        title = lay_out(body).sentences[0].of(body)  # without a title it gives nothing
        return list(nlp.summarize(title=title, text=body, stopwords=stop_words, max_sents=3))

    return Peer(name="newspaper4k", summary=summary)


if __name__ == "__main__":
    main()
