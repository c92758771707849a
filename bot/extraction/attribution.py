"""Who says a quoted run: every phrase near it is described by named features, scored, and the best one speaks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.features import Features, Spoken
from bot.extraction.marks import Run
from bot.extraction.mentions import Phrase
from bot.extraction.standing import Place, features_of_place
from bot.extraction.tokens import Tokens
from bot.extraction.weights import WEIGHTS

_BACK, _AHEAD = 11, 4  # phrases looked at on either side of a run
_REACH = 400  # tokens looked at on either side: keeps a body of one endless sentence linear


class Verdict(NamedTuple):
    """The phrase that speaks a run and the token of the cue that says so (-1 without one)."""

    phrase: int
    cue: int


class Attribution:
    """Chooses speakers for the runs of one body, in order: who spoke last is a feature of the next."""

    def __init__(self, tokens: Tokens, phrases: list[Phrase], runs: tuple[Run, ...]) -> None:
        self._shape = tokens.shape
        self._phrases = phrases
        self._heads = [phrase.head for phrase in phrases]
        self._count = len(runs)
        self.features = Features(tokens, phrases, runs)

    def verdicts(self) -> Iterator[Verdict | None]:
        """Yield for each run who speaks it, or None if nobody does."""
        spoken: Spoken | None = None
        for index in range(self._count):
            setting = self.features.setting(index)
            best, best_score = None, _worth(self.features.nobody(setting))
            near = self.candidates(setting.token, spoken)
            for phrase, place, others in self.features.described(setting, near, spoken):
                score = _worth_of_place(place) + (_worth(others) if others else 0.0)
                if score > best_score:
                    best, best_score = phrase, score
            if best is None:
                yield None
                continue
            spoken = Spoken(setting.token, best)
            own = self._phrases[best].cue
            yield Verdict(best, own if own >= 0 else setting.lead)

    def candidates(self, token: int, spoken: Spoken | None) -> list[int]:
        """Return the indices of the phrases that could speak a run: from the paragraph before to the one after."""
        shape, heads = self._shape, self._heads
        here = bisect_left(heads, token)
        first, last = max(0, token - _REACH), min(len(shape), token + _REACH)
        start = shape.rfind("\n", first, token)
        start = shape.rfind("\n", first, max(first, start)) + 1
        end = shape.find("\n", token, last)
        end = shape.find("\n", end + 1, last) if end >= 0 else last
        end = last if end < 0 else end
        near = [index for index in range(max(0, here - _BACK), here) if heads[index] >= start]
        if not near and here:
            near = [here - 1]
        near += [index for index in range(here, min(len(heads), here + _AHEAD)) if heads[index] <= end]
        if spoken is not None and spoken.phrase not in near and token - heads[spoken.phrase] <= _REACH:
            near.append(spoken.phrase)
        return near


@lru_cache(maxsize=4096)
def _worth_of_place(place: Place) -> float:
    return _worth(features_of_place(place))


def _worth(features: Iterable[str]) -> float:
    worth = 0.0
    for name in features:
        if name in WEIGHTS:
            worth += WEIGHTS[name]
    return worth
