"""Which date or place of a sentence belongs to a figure: a small score over what stands between the two."""

import re
from collections.abc import Sequence

from bot.model import Span

_WEIGHTS = {
    "word": 0.4,  # every word between them
    "comma": 1.5,
    "number": 5.0,  # another figure lies between and is likelier to own the date
    "joined number": 1.0,  # "killed 14 and wounded 20 on Monday": both
    "clause": 3.5,  # while, but, although, semicolon
    "contrast": 9.0,  # from, than, against: the date belongs to what is compared
    "saying": 4.0,
    "mark": 3.0,  # a quotation begins or ends between them
    "before": 2.0,  # a date before its figure is rarer
    "opens": -3.0,  # unless it opens the sentence
}
"""Costs; the cheapest date is the figure's, if it costs at most the limit."""
_LIMIT = 9.0

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"(\b(?:and|or|including|with)\s(?:\S{1,14}\s){0,3})?[$£€]?(?<![\w.,])\d[\d,.]*")
_CLAUSE = re.compile(r";|\b(?:while|but|although|though|whereas|before|which|who|so)\b|\s[–—-]\s|—")
_CONTRAST = re.compile(
    r"\b(?:than|against|versus|compared|what|despite)\b|\bas\s(?:in\s)?\Z|\bfrom\s\S{0,3}\d|\bup\sfrom\b|\bdown\sfrom\b"
    r"|\b(?:estimate|total|figure|peak|low|high|target|average|record)\s(?:of|for)\b"
)
_SAYING = re.compile(r"\b(?:said|says|say|told|announced|reported|warned|according)\b")
_OPENING = re.compile(r"[\"“‘']?(?:(?:In|On|At|By|Over|During|For|As of|It was in)\s)?(?:the\s)?")
_MARK = re.compile(r"[\"“”]")
REACH = 300
"""Characters between a date and a figure beyond which they have nothing to do with each other."""


def best_for(body: str, figure: Span, sentence: Span, others: Sequence[Span], *, limit: float = _LIMIT) -> int | None:
    """Return the index of the date or place that the figure at `figure` is about, None if none is near in sense.

    `others` lie in the figure's sentence, at most REACH characters from it.
    """
    chosen = None
    for index, other in enumerate(others):
        cost = _cost(body, figure, sentence, other)
        if cost <= limit:
            limit, chosen = cost, index
    return chosen


def _cost(body: str, figure: Span, sentence: Span, other: Span) -> float:
    if figure.overlaps(other):
        return 0.0
    after = other.start >= figure.end
    gap = body[figure.end : other.start] if after else body[other.end : figure.start]
    cost = 0.0 if after else _WEIGHTS["before"]
    if not after and _OPENING.fullmatch(body, sentence.start, other.start):
        cost += _WEIGHTS["opens"]
    return cost + _between(gap)


def _between(gap: str) -> float:
    """Return what the words between a figure and a date cost."""
    numbers = [bool(match[1]) for match in _NUMBER.finditer(gap)]
    return (
        _WEIGHTS["word"] * len(_WORD.findall(gap))
        + _WEIGHTS["comma"] * gap.count(", ")
        + _WEIGHTS["joined number"] * sum(numbers)
        + _WEIGHTS["number"] * (len(numbers) - sum(numbers))
        + _WEIGHTS["clause"] * len(_CLAUSE.findall(gap))
        + _WEIGHTS["contrast"] * (_CONTRAST.search(gap) is not None)
        + _WEIGHTS["saying"] * (_SAYING.search(gap) is not None)
        + _WEIGHTS["mark"] * len(_MARK.findall(gap))
    )
