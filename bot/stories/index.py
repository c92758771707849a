"""The index of the stories being told: where a new article belongs, decided as it arrives."""

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice

from bot.fingerprint import KEPT, is_copy
from bot.model import ArticleId, StoryId
from bot.stories.english import word_shares
from bot.stories.features import FULL_WEIGHT, StoryFeatures, unpack

JOIN_HEADLINES_AT = 0.12
"""How alike (cosine of weighted words) a headline and a story must be while the story is fresh."""
JOIN_TEXTS_AT = 0.14
"""The same for an article with its text, whose many words are alike by chance more easily."""
HEADLINES_FADE_IN = 8.0
"""Hours without a new article after which a story needs twice the likeness; three times after twice as long."""
TEXTS_FADE_IN = 48.0
"""The same for an article with its text, whose likeness is surer, so that a story told for days stays one."""
ARRIVALS_PER_HOUR = 80.0
"""Where articles carry no time, so many arrivals count as an hour."""
WINDOW = 120.0
"""Hours without a new article after which a story is forgotten."""
COMMONNESS = 0.65
"""Exponent on the share of a story's articles that have a word: below 1, a word of a few counts for more."""
UNSEEN_STORIES = 500
"""Stories of everyday English assumed to have been seen, so that the first ones are weighed sensibly."""
WORDS_OF_AN_ARTICLE = 60
"""Words kept of an article with its text, of which the assumed shares are; a headline has a tenth of them."""
COPY_LIKENESS = 0.2
"""How alike (cosine) a copied text must be as well: a short text may be mostly an outlet's standing phrases."""
MOST_REPEATED = 0.75
"""A text of which an outlet has printed more than this share of sentences before is the same text again."""
SENTENCES_REMEMBERED = 1 << 18
MOST_WORDS = 64
MOST_POSTINGS = 3_000
MOST_CANDIDATES = 16
MOST_CHECKED_FOR_COPY = 6
MOST_PRINTS = 200
HALVED_AT = 96
"""A story of so many articles forgets the older half of its weight: stories move on."""
MOST_WEIGHT = 65_535
SWEEP_EVERY = 2048
_HASH_SIZE = array("I").itemsize
_PRINT_SIZE = KEPT * _HASH_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an article went: `copy_of` is an earlier article of the story with nearly the same text: one voice."""

    story: StoryId
    is_new: bool
    copy_of: ArticleId | None = None
    likeness: float = 0.0


@dataclass(slots=True)
class _Told:
    """A story in the index: its words, the sum of each one's weights over its articles, and its vector's length."""

    id: StoryId
    hours: float
    words: "array[int]" = field(default_factory=lambda: array("I"))
    sums: "array[int]" = field(default_factory=lambda: array("H"))
    length: float = 0.0
    size: int = 0
    printed: list[ArticleId] = field(default_factory=list)
    prints: bytes = b""
    """The fingerprints of the articles printed, in their order, each of the same size: they are most of the memory."""

    def remember(self, article: ArticleId, fingerprint: bytes) -> None:
        """Keep a fingerprint, and the newest of those before it."""
        missing = (_PRINT_SIZE - len(fingerprint)) // _HASH_SIZE
        self.printed.append(article)
        self.prints += fingerprint + fingerprint[-_HASH_SIZE:] * missing  # a hash said twice changes no likeness
        del self.printed[:-MOST_PRINTS]
        self.prints = self.prints[-MOST_PRINTS * _PRINT_SIZE :]

    def copied_by(self, fingerprint: bytes) -> ArticleId | None:
        """Return the first article with nearly the same text."""
        for index, article in enumerate(self.printed):
            if is_copy(self.prints[index * _PRINT_SIZE : (index + 1) * _PRINT_SIZE], fingerprint):
                return article
        return None


class StoryIndex:
    """Groups articles online, without a model: weighted words in common, faded by time, and copied text.

    Words weigh by how few stories have them (as counted so far). One thread at a time; a placement costs a bounded
    number of steps, whatever is stored.
    """

    def __init__(self) -> None:
        self._stories: dict[int, _Told] = {}
        self._number_of: dict[StoryId, int] = {}
        self._postings: dict[int, array[int]] = {}
        self._next = 0
        self._said = array("I", bytes(4 * SENTENCES_REMEMBERED))
        self._shares = word_shares()
        self._articles = self._words = 0
        self._clock = 0.0
        self._since_sweep = 0

    def __len__(self) -> int:
        return len(self._stories)

    def place(self, article: ArticleId, features: StoryFeatures) -> Placement:
        """Put an article into the story it tells, or start a new one named after it."""
        hours = self._tick(features)
        words = self._told_anew(features)
        weights = self._weights(words)
        ranked = self._ranked(weights, hours, TEXTS_FADE_IN if features.has_text else HEADLINES_FADE_IN)
        for number, likeness, _ in ranked[:MOST_CHECKED_FOR_COPY] if features.fingerprint else ():
            earlier = self._stories[number].copied_by(features.fingerprint)
            if earlier is not None and likeness >= COPY_LIKENESS:
                self._add(number, article, features, words, hours)
                return Placement(story=self._stories[number].id, is_new=False, copy_of=earlier, likeness=likeness)
        needed = JOIN_TEXTS_AT if features.has_text else JOIN_HEADLINES_AT
        best = max(ranked, key=lambda candidate: candidate[2], default=None)
        if best is not None and best[2] >= needed:
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
        """Return the article's time, and let the clock follow it; sweep now and then."""
        self._articles += 1
        self._words += len(features.words)
        hours = self._clock + 1 / ARRIVALS_PER_HOUR if features.hours is None else features.hours
        self._clock = max(self._clock, hours)
        self._since_sweep += 1
        if self._since_sweep >= SWEEP_EVERY:
            self._sweep()
        return hours

    def _told_anew(self, features: StoryFeatures) -> dict[int, int]:
        """Return the article's words and their weights, without sentences that its outlet has printed in another text.

        A text of which most was printed before is that text again, and keeps all its words.
        """
        seen = set()
        for number, sentence in enumerate(features.sentences, start=1):
            slot = sentence % SENTENCES_REMEMBERED
            if sentence and self._said[slot] == sentence:
                seen.add(number)
            self._said[slot] = sentence or self._said[slot]
        if 1 in seen and len(seen) > MOST_REPEATED * len(features.sentences):
            seen.clear()
        return {word: weight for word, sentence, weight in map(unpack, features.words) if sentence not in seen}

    def _rarity(self, word: int) -> float:
        posting = self._postings.get(word)
        counted = len(posting) if posting else 0
        length = self._words / self._articles / WORDS_OF_AN_ARTICLE
        assumed = UNSEEN_STORIES * self._shares.get(word, 0.0) * length
        return math.log((len(self._stories) + UNSEEN_STORIES) / (counted + assumed + 0.5))

    def _weights(self, words: dict[int, int]) -> dict[int, float]:
        """Return the article's vector: each word's share of full weight, times its rarity."""
        return {word: (weight / FULL_WEIGHT) ** COMMONNESS * self._rarity(word) for word, weight in words.items()}

    def _ranked(self, weights: dict[int, float], hours: float, fades_in: float) -> list[tuple[int, float, float]]:
        """Return the likeliest stories: number, likeness, likeness faded by time; most alike first."""
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        if not length:
            return []
        ranked = []
        for number in self._candidates(weights):
            story = self._stories[number]
            likeness = self._likeness(weights, length, story)
            ranked.append((number, likeness, likeness / (1 + abs(hours - story.hours) / fades_in)))
        ranked.sort(key=lambda candidate: -candidate[1])
        return ranked

    def _candidates(self, weights: dict[int, float]) -> list[int]:
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
                if number in self._stories:
                    votes[number] += weight
        return nlargest(MOST_CANDIDATES, votes, key=votes.__getitem__)

    def _likeness(self, weights: dict[int, float], length: float, story: _Told) -> float:
        """Return the cosine of an article's vector and a story's."""
        told = dict(zip(story.words, story.sums, strict=True))
        most = FULL_WEIGHT * story.size
        shared = 0.0
        for word, weight in weights.items():
            if word in told:
                shared += (told[word] / most) ** COMMONNESS * self._rarity(word) * weight
        return shared / (length * story.length) if story.length else 0.0

    def _start(self, story: StoryId, hours: float) -> int:
        number = self._next
        self._next += 1
        self._stories[number] = _Told(id=story, hours=hours)
        self._number_of[story] = number
        return number

    def _add(
        self, number: int, article: ArticleId, features: StoryFeatures, words: dict[int, int], hours: float
    ) -> None:
        story = self._stories[number]
        sums = dict(zip(story.words, story.sums, strict=True))
        for word, weight in words.items():
            if word not in sums:
                self._postings.setdefault(word, array("I")).append(number)
            sums[word] = sums.get(word, 0) + weight
        story.size += 1
        story.hours = max(story.hours, hours)
        if features.fingerprint:
            story.remember(article, features.fingerprint)
        if story.size >= HALVED_AT:
            story.size //= 2
            sums = {word: weight // 2 for word, weight in sums.items() if weight > 1}
        if len(sums) > 2 * MOST_WORDS:
            heaviest = sorted(sums, key=lambda word: -sums[word] * self._rarity(word))[:MOST_WORDS]
            sums = {word: sums[word] for word in heaviest}
        story.words, story.sums = array("I", sums), array("H", (min(weight, MOST_WEIGHT) for weight in sums.values()))
        most = FULL_WEIGHT * story.size
        told = ((weight / most) ** COMMONNESS * self._rarity(word) for word, weight in sums.items())
        story.length = math.sqrt(sum(weight * weight for weight in told))

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
            for word in story.words:
                postings.setdefault(word, array("I")).append(number)
        self._postings = postings
