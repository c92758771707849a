"""How alike an article and a story are: the cosine of their weighty words, for texts one of each kind of word. Pure."""

import math
from collections.abc import Mapping

from bot.stories.features import Kind

SHARE_OF = {Kind.NAME: 0.40, Kind.WORD: 0.45, Kind.NUMBER: 0.15}
"""How much each kind's cosine counts. Names alone are alike in all stories about one company, team or country."""

Vector = Mapping[int, float]


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors, 0 if either is empty."""
    length = math.sqrt(_square(one) * _square(other))
    return sum(weight * other[word] for word, weight in one.items() if word in other) / length if length else 0.0


def likeness_of_texts(
    article: Vector, its_kinds: Mapping[int, int], story: Vector, story_kinds: Mapping[int, int]
) -> float:
    """Return the weighed sum of the cosines of names, numbers and other words.

    A word is a name where either side has it as one. A text without any names, such as one in small letters, is
    compared as a whole.
    """
    if Kind.NAME not in its_kinds.values():
        return cosine(article, story)
    kinds = {**story_kinds, **{word: max(kind, story_kinds.get(word, kind)) for word, kind in its_kinds.items()}}
    mine, theirs, shared = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    for word, weight in story.items():
        theirs[kinds[word]] += weight * weight
    for word, weight in article.items():
        kind = kinds[word]
        mine[kind] += weight * weight
        if word in story:
            shared[kind] += weight * story[word]
    return sum(
        share * shared[kind] / math.sqrt(mine[kind] * theirs[kind]) for kind, share in SHARE_OF.items() if shared[kind]
    )


def _square(vector: Vector) -> float:
    return sum(weight * weight for weight in vector.values())
