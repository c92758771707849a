"""Fits the weights of the quotes engine anew on one half of a gold file; prints them and the scores of both halves.

    python -m benchmarks.fit_quotes GOLD.jsonl

GOLD is what `benchmarks.quotes` reads; its odd half is learnt from, its even half only scored. Conditional logistic
regression over the named features: the right phrase of each run against the others and against nobody. Rare and weak
features are pulled to zero and dropped, the others fitted again without that pull; at last the few weights on whether
anybody speaks are moved where that lifts F1. What is printed goes into bot/extraction/weights.py by hand, so that the
weights that are ours alone (see there) stay.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.quotes import Ends, gold_of, overlap, trimmed
from bot.extraction.attribution import Attribution
from bot.extraction.features import Spoken
from bot.extraction.layout import lay_out
from bot.extraction.names import People, find_people
from bot.extraction.quotes import UNATTRIBUTED_FROM
from bot.extraction.standing import features_of_place

Weights = dict[str, float]

PULL = 2.0
"""How strongly weights are pulled to zero while features are chosen (L1); a weight below WEAKEST is dropped."""
WEAKEST = 0.12
RIDGE = 1.0
STEPS = 400
MOVES = (-0.5, -0.3, 0.3, 0.5)
LEAST_GAIN = 0.0006
FEWEST_RUNS = 60
"""A weight on whether anybody speaks is moved only if so many runs have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A run with the features of each candidate, nobody last, and which candidates are right (none: none is)."""

    features: list[list[str]]
    right: list[int]
    is_gold: bool
    is_shown: bool
    """Whether it is a quotation even if nobody says it, being long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An article as the engine sees it, and the gold speaker of each gold quotation in it."""

    people: People
    attribution: Attribution
    gold: Mapping[Ends, Ends | None]

    def choices(self, weights: Weights) -> Iterable[Choice]:
        """Yield the choice at each run; who spoke the run before is what `weights` say."""
        spoken: Spoken | None = None
        tokens, phrases, features = self.people.tokens, self.people.phrases, self.attribution.features
        for index, run in enumerate(self.people.runs):
            setting = features.setting(index)
            near = self.attribution.candidates(setting.token, spoken)
            described = [[*features_of_place(p), *others] for _, p, others in features.described(setting, near, spoken)]
            described.append(list(features.nobody(setting)))
            ends = trimmed(tokens.body, run.start, run.end)
            speaker = self.gold.get(ends)
            right = [len(near)]
            if speaker is not None:
                mentions = ((tokens.starts[phrases[i].first], tokens.ends[phrases[i].last - 1]) for i in near)
                right = [place for place, mention in enumerate(mentions) if overlap(mention, speaker)]
            is_long = tokens.body.count(" ", run.start, run.end) + 1 >= UNATTRIBUTED_FROM
            yield Choice(features=described, right=right, is_gold=ends in self.gold, is_shown=is_long)
            best = best_of(described, weights)
            if best < len(near):
                spoken = Spoken(setting.token, near[best])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    articles = [read(json.loads(line)) for line in parser.parse_args().gold.read_text("utf-8").splitlines()]
    learnt, unseen = articles[::2], articles[1::2]
    weights: Weights = {}
    for _ in range(3):
        weights = fit(choices_of(learnt, weights), weights, pull=PULL)
    kept = {name for name, weight in weights.items() if abs(weight) >= WEAKEST}
    weights = fit(choices_of(learnt, weights), {name: weights[name] for name in kept}, only=kept)
    weights = moved(weights, learnt)
    for name, weight in sorted(weights.items()):
        if round(weight, 2):
            print(f"    {json.dumps(name)}: {round(weight, 2)},")
    for half, name in ((learnt, "learnt from"), (unseen, "unseen")):
        print(f"{name}: F1 {score(choices_of(half, weights), weights, wanted(half)):.4f}")


def read(article: Mapping[str, Any]) -> Read:
    people = find_people(lay_out(str(article["text"])))
    attribution = Attribution(people.tokens, people.phrases, people.runs)
    return Read(people=people, attribution=attribution, gold=dict(gold_of(article)))


def choices_of(articles: Iterable[Read], weights: Weights) -> list[Choice]:
    return [choice for article in articles for choice in article.choices(weights)]


def best_of(features: Iterable[Iterable[str]], weights: Weights) -> int:
    worth = [worth_of(each, weights) for each in features]
    return worth.index(max(worth))


def worth_of(features: Iterable[str], weights: Weights) -> float:
    return sum([weights.get(name, 0.0) for name in features])


def fit(choices: Iterable[Choice], start: Weights, *, pull: float = 0.0, only: set[str] | None = None) -> Weights:
    """Return the weights that make the right candidates likeliest (Adam, full batch)."""
    numbers: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    group_of: list[int] = []
    is_right: list[bool] = []
    firsts: list[int] = []
    for number, choice in enumerate(choice for choice in choices if choice.right):
        firsts.append(len(group_of))
        for place, names in enumerate(choice.features):
            for name in names:
                if only is None or name in only:
                    rows.append(len(group_of))
                    columns.append(numbers.setdefault(name, len(numbers)))
            group_of.append(number)
            is_right.append(place in choice.right)
    row, column, group, right, first = (np.array(each) for each in (rows, columns, group_of, is_right, firsts))
    weights = np.array([start.get(name, 0.0) for name in numbers])
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(STEPS):
        worth = np.bincount(row, weights=weights[column], minlength=len(group_of))
        raised = np.exp(worth - np.maximum.reduceat(worth, first)[group])
        likely = raised / np.add.reduceat(raised, first)[group]
        among_right = raised * right / np.maximum(np.add.reduceat(raised * right, first), 1e-30)[group]
        slope = np.bincount(column, weights=(likely - among_right)[row], minlength=len(weights))
        slope += RIDGE * weights + pull * np.sign(weights) * (np.abs(weights) > 1e-9)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope * slope
        before = weights
        weights = weights - (0.1 if step < STEPS * 0.6 else 0.02) * mean / (np.sqrt(spread) + 1e-8)
        if pull and step > STEPS // 4:
            weights[(before * weights < 0) | ((before == 0) & (np.abs(slope) <= pull))] = 0
    return {name: float(weights[at]) for name, at in numbers.items() if weights[at]}


def moved(weights: Weights, articles: Sequence[Read]) -> Weights:
    """Move the weights on whether anybody speaks, one after the other, as long as F1 rises."""
    margins = [Margin.of(choice, weights) for choice in choices_of(articles, weights)]
    count = wanted(articles)
    runs_with = Counter(name for margin in margins for name in margin.nobody)
    moves = [(name, move) for name, runs in runs_with.items() if runs >= FEWEST_RUNS for move in MOVES]
    made: Weights = dict.fromkeys(runs_with, 0.0)
    best = f1_of((margin.outcome({}) for margin in margins), count)
    while True:
        tried = [f1_of((margin.outcome(made | {name: made[name] + move}) for margin in margins), count)
                 for name, move in moves]  # fmt: skip
        if max(tried) < best + LEAST_GAIN:
            return {name: weights.get(name, 0.0) + made.get(name, 0.0) for name in weights | made}
        best = max(tried)
        name, move = moves[tried.index(best)]
        made[name] += move


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """By how much the best candidate of a run is worth more than nobody, and what either would be."""

    worth: float
    nobody: frozenset[str]
    is_shown: bool
    is_right: bool
    nobody_is_right: bool

    @classmethod
    def of(cls, choice: Choice, weights: Weights) -> "Margin":
        *candidates, nobody = choice.features
        best = best_of(candidates, weights) if candidates else 0
        return cls(
            worth=worth_of(candidates[best], weights) - worth_of(nobody, weights) if candidates else -1.0,
            nobody=frozenset(nobody) if candidates else frozenset(),
            is_shown=choice.is_shown,
            is_right=choice.is_gold and best in choice.right and bool(candidates),
            nobody_is_right=choice.is_gold and len(candidates) in choice.right,
        )

    def outcome(self, moves: Mapping[str, float]) -> tuple[bool, bool]:
        """Return whether the run is given as a quotation, and whether rightly, after these moves."""
        is_said = self.worth > sum(move for name, move in moves.items() if name in self.nobody)
        return self.is_shown or is_said, self.is_right if is_said else self.is_shown and self.nobody_is_right


def wanted(articles: Iterable[Read]) -> int:
    return sum(len(article.gold) for article in articles)


def score(choices: Iterable[Choice], weights: Weights, count: int) -> float:
    """Return the F1 of quotations with their speakers, `count` of which are wanted."""
    return f1_of((Margin.of(choice, weights).outcome({}) for choice in choices), count)


def f1_of(outcomes: Iterable[tuple[bool, bool]], count: int) -> float:
    found = hits = 0
    for is_given, is_right in outcomes:
        found += is_given
        hits += is_right
    return 2 * hits / max(1, found + count)


if __name__ == "__main__":
    main()
