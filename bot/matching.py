"""Which subscriptions want a brief: by source, then by topic or keyword. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Brief, Subscription
from bot.topics import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A brief as subscriptions look at it: every source that listed it, and the topics its figures answer."""

    brief: Brief
    sources: frozenset[str]
    topics: frozenset[str]


def wants(subscription: Subscription, offer: Offer) -> bool:
    """Say whether the subscription wants this brief.

    `sources` restrict; of `topics` and `keywords` one must fit, if there are any. A keyword is a word or a phrase
    (whole words, any case, `*` for any ending); one that begins with `-` keeps away every brief that has it.
    """
    if subscription.sources and offer.sources.isdisjoint(subscription.sources):
        return False
    unwanted = [word[1:] for word in subscription.keywords if word.startswith("-")]
    wanted = [word for word in subscription.keywords if not word.startswith("-")]
    text = (
        words_of(f"{offer.brief.article.headline or ''}\n{offer.brief.article.body}") if subscription.keywords else ()
    )
    if _has_any(text, unwanted):
        return False
    if not subscription.topics and not wanted:
        return True
    return not offer.topics.isdisjoint(subscription.topics) or _has_any(text, wanted)


def _has_any(text: tuple[str, ...], keywords: Iterable[str]) -> bool:
    return any(_has(text, keyword) for keyword in keywords)


def _has(text: tuple[str, ...], keyword: str) -> bool:
    phrase = words_of(keyword)
    if not phrase:
        return False
    is_open = keyword.rstrip().endswith("*")
    last = len(phrase) - 1
    return any(
        text[index : index + last] == phrase[:last]
        and (text[index + last].startswith(phrase[last]) if is_open else text[index + last] == phrase[last])
        for index in range(len(text) - last)
    )
