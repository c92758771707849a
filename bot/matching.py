"""Which subscriptions want a brief: by source, then by topic or keyword. Pure."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.model import Brief, Subscription
from bot.topics import words_of


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A brief as subscriptions look at it: every source that listed it, and the topics its figures answer."""

    brief: Brief
    sources: frozenset[str]
    topics: frozenset[str]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of headline and body, cut once for all subscriptions."""
        return words_of(f"{self.brief.article.headline or ''}\n{self.brief.article.body}")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A keyword as it is looked for: words that follow one another, the last of which may go on."""

    words: tuple[str, ...]
    is_open: bool

    def is_in(self, offer: Offer) -> bool:
        if not self.words:
            return False
        text, last = offer.words, len(self.words) - 1
        if last == 0 and not self.is_open:
            return self.words[0] in text
        return any(
            text[index : index + last] == self.words[:last] and self._ends_with(text[index + last])
            for index in range(len(text) - last)
        )

    def _ends_with(self, word: str) -> bool:
        return word.startswith(self.words[-1]) if self.is_open else word == self.words[-1]


def wants(subscription: Subscription, offer: Offer) -> bool:
    """Say whether the subscription wants this brief.

    `sources` restrict; of `topics` and `keywords` one must fit, if there are any. A keyword is a word or a phrase
    (whole words, any case, `*` for any ending); one that begins with `-` keeps away every brief that has it.
    """
    if subscription.sources and offer.sources.isdisjoint(subscription.sources):
        return False
    wanted, unwanted = _phrases(subscription.keywords)
    if any(phrase.is_in(offer) for phrase in unwanted):
        return False
    if not subscription.topics and not wanted:
        return True
    return not offer.topics.isdisjoint(subscription.topics) or any(phrase.is_in(offer) for phrase in wanted)


@lru_cache(maxsize=10_000)
def _phrases(keywords: tuple[str, ...]) -> tuple[tuple[_Phrase, ...], tuple[_Phrase, ...]]:
    """Return the wanted phrases and the unwanted ones, read once for all articles."""
    wanted = tuple(_phrase(word) for word in keywords if not word.startswith("-"))
    return wanted, tuple(_phrase(word[1:]) for word in keywords if word.startswith("-"))


def _phrase(keyword: str) -> _Phrase:
    return _Phrase(words_of(keyword), is_open=keyword.rstrip().endswith("*"))
