"""The index of the stories being told: where a new article belongs, decided as it arrives."""

import math
from array import array
from collections import defaultdict, deque
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from itertools import islice
from statistics import median_low

from bot.model import ArticleId, StoryId
from bot.stories.english import word_shares
from bot.stories.features import FULL_WEIGHT, StoryFeatures, Word, unpack
from bot.stories.likeness import cosine, likeness_of_texts
from bot.stories.told import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When an article joins a story: measured on headlines alone and on articles with their texts."""

    join_at: float
    """How alike an article and a story must be while the story is fresh."""
    fades_in: float
    """Hours without a new article after which a story needs twice the likeness; three times after twice as long."""
    unknown_hours: float
    """Where an article carries no time, its distance from any story is taken to be this."""
    commonness: float
    """Exponent on the share of a story's articles that have a word: below 1, a word of a few counts for more."""

    def faded(self, likeness: float, hours: float) -> float:
        """Return what a likeness is worth after so many hours."""
        return likeness / (1 + hours / self.fades_in)


HEADLINES = Rule(join_at=0.12, fades_in=8.0, unknown_hours=0.0, commonness=0.65)
TEXTS = Rule(join_at=0.185, fades_in=144.0, unknown_hours=24.0, commonness=0.40)
"""Likeness of texts is surer, so that a story told for days stays one."""
ARRIVALS_PER_HOUR = 80.0
"""Where articles carry no time, so many arrivals count as an hour."""
WINDOW = 120.0
"""Hours without a new article after which a story is forgotten."""
UNSEEN_STORIES = 500
"""Stories of everyday English assumed to have been seen, so that the first ones are weighed sensibly."""
WORDS_OF_AN_ARTICLE = 90
"""Words kept of an article with its text, for which the assumed shares hold; a headline has a tenth of them."""
COPY_LIKENESS = 0.2
"""How alike (cosine) a copied text must be as well: a short text may be mostly an outlet's standing phrases."""
MOST_REPEATED = 0.75
"""A text of which an outlet has printed more than this share of sentences before is the same text again."""
SENTENCES_REMEMBERED = 1 << 18
MOST_POSTINGS = 3_000
MOST_CANDIDATES = 16
MOST_CHECKED_FOR_COPY = 6
SWEEP_EVERY = 2048
RECENT_ARRIVALS = 63
"""The clock keeps near to the middle of so many times: a few articles dated years ahead make nothing old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article went: `copy_of` is an earlier article of the story with nearly the same text: one voice."""

    story: StoryId
    is_new: bool
    copy_of: ArticleId | None = None
    likeness: float = 0.0


class StoryIndex:
    """Groups articles online, without a model: weighted words in common, faded by time, and copied text.

    Words weigh by how few stories have them (as counted so far). One thread at a time; a placement costs a bounded
    number of steps, whatever is stored.
    """

    def __init__(self) -> None:
        self._stories: dict[int, Told] = {}
        self._number_of: dict[StoryId, int] = {}
        self._postings: dict[int, array[int]] = {}
        self._next = 0
        self._said = array("I", bytes(4 * SENTENCES_REMEMBERED))
        self._shares = word_shares()
        self._articles = self._words = 0
        self._assumed = 0.0
        self._clock = 0.0
        self._recent = deque[float](maxlen=RECENT_ARRIVALS)
        self._since_sweep = 0

    def __len__(self) -> int:
        return len(self._stories)

    def place(self, article: ArticleId, features: StoryFeatures) -> Placement:
        """Put an article into the story it tells, or start a new one named after it."""
        hours = self._tick(features)
        words = self._told_anew(features)
        rule = TEXTS if features.has_text else HEADLINES
        ranked = self._ranked(words, features, hours, rule)
        for number, likeness, _ in ranked[:MOST_CHECKED_FOR_COPY] if features.fingerprint else ():
            earlier = self._stories[number].copied_by(features.fingerprint)
            if earlier is not None and likeness >= COPY_LIKENESS:
                self._add(number, article, features, words, hours)
                return Placement(story=self._stories[number].id, is_new=False, copy_of=earlier, likeness=likeness)
        best = max(ranked, key=lambda candidate: candidate[2], default=None)
        if best is not None and best[2] >= rule.join_at:
            number, likeness, _ = best
            self._add(number, article, features, words, hours)
            return Placement(story=self._stories[number].id, is_new=False, likeness=likeness)
        story = self._start(StoryId(str(article)), hours)
        self._add(story, article, features, words, hours)
        return Placement(story=self._stories[story].id, is_new=True)

    def restore(self, article: ArticleId, story: StoryId, features: StoryFeatures) -> None:
        """Add an article that was placed before, as the store remembers it; call in the order of placing."""
        hours = self._tick(features)
        number = self._number_of.get(story)
        number = self._start(story, hours) if number is None else number
        self._add(number, article, features, self._told_anew(features), hours)

    def _tick(self, features: StoryFeatures) -> float:
        """Return the article's time, and let the clock follow it, but not one alone far ahead; sweep now and then."""
        self._articles += 1
        self._words += len(features.words)
        self._assumed = UNSEEN_STORIES * self._words / self._articles / WORDS_OF_AN_ARTICLE
        hours = self._clock + 1 / ARRIVALS_PER_HOUR if features.hours is None else features.hours
        self._recent.append(hours)
        self._clock = min(max(self._clock, hours), median_low(self._recent) + WINDOW)
        self._since_sweep += 1
        if self._since_sweep >= SWEEP_EVERY:
            self._sweep()
        return hours

    def _told_anew(self, features: StoryFeatures) -> list[Word]:
        """Return the article's words, without the sentences that its outlet has printed in another text.

        A text of which most was printed before is that text again, and keeps all its words.
        """
        seen = set()
        for number, sentence in enumerate(features.sentences, start=1):
            slot = sentence % SENTENCES_REMEMBERED
            if sentence and self._said[slot] == sentence:
                seen.add(number)
            self._said[slot] = sentence or self._said[slot]
        if len(seen) > MOST_REPEATED * len(features.sentences):
            seen.clear()
        words = map(unpack, features.words)
        return [word for word in words if word.sentence not in seen] if seen else list(words)

    def _rarity(self, word: int) -> float:
        counted = len(self._postings.get(word, ()))
        assumed = self._assumed * self._shares.get(word, 0.0)
        return math.log((len(self._stories) + UNSEEN_STORIES) / (counted + assumed + 0.5))

    def _ranked(
        self, words: list[Word], features: StoryFeatures, hours: float, rule: Rule
    ) -> list[tuple[int, float, float]]:
        """Return the likeliest stories: number, likeness, likeness faded by time; most alike first."""
        rarity = cache(self._rarity)
        kinds = {word.number: word.kind for word in words}
        vector = {word.number: (word.weight / FULL_WEIGHT) ** rule.commonness * rarity(word.number) for word in words}
        ranked = []
        for number in self._candidates(vector, hours):
            story = self._stories[number]
            told = {word: share**rule.commonness * rarity(word) for word, share in story.shares().items()}
            if features.has_text:
                likeness = likeness_of_texts(vector, kinds, told, story.kinds())
            else:
                likeness = cosine(vector, told)
            apart = rule.unknown_hours if features.hours is None else 0.0
            ranked.append((number, likeness, rule.faded(likeness, abs(hours - story.hours) + apart)))
        ranked.sort(key=lambda candidate: -candidate[1])
        return ranked

    def _candidates(self, weights: dict[int, float], hours: float) -> list[int]:
        """Return the stories with the most weight in common; the rarest words vote first, common ones while cheap."""
        votes: defaultdict[int, float] = defaultdict(float)
        visited = 0
        for word in sorted(weights, key=lambda word: len(self._postings.get(word, ()))):
            posting = self._postings.get(word)
            if posting is None:
                continue
            visited += len(posting)
            if visited > MOST_POSTINGS and votes:
                break
            weight = weights[word] ** 2
            for number in islice(reversed(posting), MOST_POSTINGS):
                story = self._stories.get(number)
                if story is not None and hours - story.hours <= WINDOW:
                    votes[number] += weight
        return nlargest(MOST_CANDIDATES, votes, key=votes.__getitem__)

    def _start(self, story: StoryId, hours: float) -> int:
        number = self._next
        self._next += 1
        self._stories[number] = Told(id=story, hours=hours)
        self._number_of[story] = number
        return number

    def _add(self, number: int, article: ArticleId, features: StoryFeatures, words: list[Word], hours: float) -> None:
        story = self._stories[number]
        story.hours = max(story.hours, hours)
        for word in story.add(words, self._rarity):
            posting = self._postings.get(word)
            if posting is None:
                self._postings[word] = array("I", (number,))
            else:
                posting.append(number)
        if features.fingerprint:
            story.remember(article, features.fingerprint)

    def _sweep(self) -> None:
        """Forget stories outside the window, and the postings that lead to them or to words they lost."""
        self._since_sweep = 0
        dead = [number for number, story in self._stories.items() if self._clock - story.hours > WINDOW]
        if not dead:
            return
        for number in dead:
            del self._number_of[self._stories.pop(number).id]
        postings: dict[int, array[int]] = {}
        for number, story in self._stories.items():
            for word in story.kinds():
                postings.setdefault(word, array("I")).append(number)
        self._postings = postings
