"""Which date or place of a sentence belongs to a figure: a small score over what stands between the two."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from bot.extraction import contrasts, gaps
from bot.extraction.clauses import Tie
from bot.extraction.date_rivals import rival_cost
from bot.extraction.patterns import lazy
from bot.model import Span

_WEIGHTS = {
    "word": 0.4,  # every word between them
    "comma": 1.5,
    "number": 5.0,  # another figure lies between and is likelier to own the date
    "joined number": 1.0,  # "killed 14 and wounded 20 on Monday": both
    "later number": 2.0,  # "On Monday … killed 14, wounding 20": a date before a series is shared
    "clause": 3.5,  # but, although, semicolon
    "other clause": 9.0,  # a date of a clause that does not share it with the figure's
    "own date": 4.0,  # a date that is shared, where the figure's own clause has one
    "new event": 6.5,  # "in Kesh after four bodies were found"
    "contrast": 9.0,  # from, than, against, the highest since: the date belongs to what is compared
    "aside": 6.0,  # "The party, founded in Kesh, won 33": the place ends a remark about something else
    "other subject": 3.0,  # "and has", "because": another time
    "whole": 3.0,  # "4,000 of the 62,000 cut off on Tuesday": the date is the whole's
    "worth": 7.0,  # "destroying 22 satellites worth $310m": a price has no day
    "saying": 4.0,
    "speaks there": 9.0,  # "…, officials in Kesh said": where the speakers are
    "mark": 3.0,  # a quotation begins or ends between them
    "before": 2.0,  # a date before its figure is rarer
    "opens": -4.0,  # unless it opens the sentence
}
"""Costs; the cheapest date is the figure's, if it costs at most the limit."""

_SHARED = 5.0
"""The most that the words between a figure and a date before it cost where their clauses share it."""
_HOPELESS = 13.0
"""A cost of the words alone that nothing makes good: the rest is not looked at."""

_NUMBER = lazy(
    r"(\b(?:and|or|including|with)\s(?:\S{1,14}\s){0,3})?[$£€]?(?<![\w.,:–-])(?!(?:19|20)\d\d\b(?!,\d|\s[a-z]+s\b))\d[\d,]*(?:\.\d+)?(?![\d:]|\.\d|[-–]\d|\s?[ap]\.?m\b|\s(?:hours?|minutes?|days?)\b)"
    r"|\b(?:doubled|tripled|trebled|halved|quadrupled)\b"
)
_CLAUSE = lazy(
    r";|\b(?:but|although|though|whereas|which|who|so|because|unless|until|once|and\s(?:has|have|had|is|was|will))\b|\s[–—-]\s|—"
)
_NEW_EVENT = lazy(r"\b(?:after|once)\b")
"""Behind a place they begin another event ("in Kesh after 120mm fell"), behind a figure its own."""

_WHOLE = lazy(r"\sof\s(?:the|its|their)\s\d\S*\s\w+\s(?:who\s)?(?:\w+ed|cut|found|held|hit|lost|sent|sold|taken)\b")
_FROM_LEVEL = lazy(r"(?:\s[a-z]+)?\sfrom\s")
"""Behind "to" and a figure: where the change began, whose date follows: "fell to nine cases from ten cases in May"."""
_WORTH = lazy(r"\b(?:worth|costing|valued\sat|priced\sat|at\sa\scost\sof)\s\Z")
_THEN = lazy(
    r"(?:\s[\w-]+){0,3}?\s(?:the\s(?:week|month|year|day|season)\sbefore|(?:\w+\s){1,2}(?:earlier|ago|before)|last\s[a-z]+|normally"
    r"|usually|previously|in\s(?:an?\s(?:normal|average|usual|typical)\s|(?:all\sof\s)?\d{4}\b))"
)
"""Behind a figure: another time, so that what it is compared with was at the same place."""
_SAID_NEXT = lazy(
    r"(?:\s[a-z]+){0,2},?\s(?:has\s|have\s|had\s)?(?:said|says|say|told|announced|reported|warned|shown|found|estimate[ds]?)\b"
)
"""A verb of saying behind a place: it is where the speakers are."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What gives a date, or a place, to something else than the figure, and the cost up to which it is the figure's."""

    contrast: re.Pattern[str]
    ends: re.Pattern[str] | None
    shift: re.Pattern[str]
    touching: tuple[str, ...]
    limit: float
    follows: re.Pattern[str] | None = None
    compared: tuple[str, ...] = ()
    """Ends of what stands before a figure that is only another time's, at the same place."""
    ease: float = 0.0
    """What the only one of a sentence is spared: a place holds for all of it, unless something else is named."""


DATE = Rival(contrasts.DATE, contrasts.BEFORE_DATE, contrasts.DATE_SHIFT, (" to ", " from "), 8.5)
PLACE = Rival(
    contrasts.PLACE, None, contrasts.PLACE_SHIFT, (), 9.5, _SAID_NEXT, (" with ", " to ", " against ", " versus "), 1.0
)

_ASIDE = lazy(r",\s(?:was|were|is|are|has|have|had|will|would|could|must|may|might|should|can|said|says)\b")
_TALLIED = (" confirmed ", " reported ")
"""Behind a figure: that it is known, no saying: "214 cases confirmed since May"."""
_SAYING = lazy(
    r"\b(?:said|says|say|told|admitted(?!\s\Z)|announced|argued|claimed(?!\s\Z)|confirmed|estimated|explained|insisted|recalled"
    r"|reported|warned|warns|wrote|writes|according)\b"
)
_OPENING = lazy(
    r"[\"“‘']?(?:(?:In|At|During|For|On)\s(?:the\s)?[^\s,]{1,20}(?:\s[^\s,]{1,20}){0,3},\s(?:in|on|at)\s)?"
    r"(?:(?:In|On|At|By|Over|During|For|As of|It was in)\s)?(?:the\s)?(?:(?:whole|course)\sof\s)?(?:the\s)?"
)
_ADVERBIAL = lazy(r",\s(?:in|on|at|by|during|since)\s(?:the\s)?\Z")
_YEAR = lazy(r"\b\d{4}s?\Z")
_MARK = lazy(r"[\"“”]")
REACH = 300
"""Characters between a date and a figure beyond which they have nothing to do with each other."""
_RIVALS = 6
"""Dates or places on either side that are weighed: more in one sentence are a list."""


def window(starts: Sequence[int], figure: Span, sentence: Span) -> tuple[int, int]:
    """Return the range of those starting points in the figure's sentence that are near enough to be weighed."""
    at = bisect_left(starts, figure.start)
    first = bisect_left(starts, max(sentence.start, figure.start - REACH), max(0, at - _RIVALS), at)
    return first, bisect_left(starts, min(sentence.end, figure.end + REACH), at, min(len(starts), at + _RIVALS))


def best_for(
    body: str, figure: Span, sentence: Span, others: Sequence[Span], rival: Rival, ties: Sequence[Tie] = ()
) -> int | None:
    """Return the index of the date or place that the figure at `figure` is about, None if none is near in sense.

    `others` lie in its `window`; `ties` say of each how its clause stands to the figure's.
    """
    limit, chosen = rival.limit, None
    ease = rival.ease if len(others) == 1 else 0.0
    for index, other in enumerate(others):
        tie = ties[index] if ties else Tie.OPEN
        cost = _cost(body, figure, sentence, other, rival, tie) - ease
        if tie is Tie.SHARED and Tie.SAME in ties:
            cost += _WEIGHTS["own date"]
        if rival is DATE and cost <= limit and not figure.overlaps(other):
            cost += rival_cost(body, sentence, figure, other)
        if cost <= limit:
            limit, chosen = cost, index
    return chosen


def _cost(body: str, figure: Span, sentence: Span, other: Span, rival: Rival, tie: Tie) -> float:
    if figure.overlaps(other):
        return 0.0
    after = other.start >= figure.end
    words = body[other.start : other.end]
    gap = body[figure.end : other.start] if after else body[other.end : figure.start]
    if gap == " (":
        return 0.0
    gap = gaps.behind_figure(gap) if after else gaps.behind_other(gap)
    most = _SHARED if tie is Tie.SHARED and not after else inf
    cost = _between(gap, after=after, most=most) + _WEIGHTS["other clause"] * (tie is Tie.FOREIGN)
    if cost > _HOPELESS:
        return cost
    then = gap.endswith(rival.compared) and _THEN.match(body, figure.end) is not None
    cost += _WEIGHTS["contrast"] * (
        not then and (rival.contrast.search(gap) is not None or (after and _ends_in(gap, rival.ends)))
    )
    cost += _WEIGHTS["other subject"] * (rival.shift.search(gap) is not None)
    if rival is DATE:
        cost += _WEIGHTS["contrast"] * (not after and contrasts.is_meant(gap, words))
        cost += _WEIGHTS["contrast"] * contrasts.is_in_brackets(gap, after=after)
    cost += _WEIGHTS["worth"] * (_WORTH.search(gap) is not None)
    year = len(words) < 6 and _YEAR.search(words) is not None
    if after:
        if rival.follows and rival.follows.match(body, other.end):
            cost += _WEIGHTS["speaks there"]
        cost += _WEIGHTS["whole"] * (_WHOLE.match(gap) is not None)
        is_end = gap.endswith(rival.touching) and " to " not in words  # "fell to 40 from …", not "from 3 to 9 May"
        began = rival is DATE and body.endswith(" to ", 0, figure.start) and _FROM_LEVEL.match(gap) is not None
        return cost + _WEIGHTS["contrast"] * (is_end or began or (year and gap.endswith(" on ")))
    opens = _OPENING.fullmatch(body, sentence.start, other.start) is not None
    if rival is PLACE:
        cost += _WEIGHTS["new event"] * (_NEW_EVENT.search(gap) is not None)
        cost += _WEIGHTS["aside"] * (not opens and _is_aside(body, sentence, other, gap))
    return cost + _WEIGHTS["before"] + _WEIGHTS["opens"] * opens


def _ends_in(gap: str, ends: re.Pattern[str] | None) -> bool:
    return ends is not None and ends.search(gap) is not None


def _is_aside(body: str, sentence: Span, other: Span, gap: str) -> bool:
    """Say whether a place ends a remark between two commas, before the sentence goes on with its verb."""
    stands_alone = _ADVERBIAL.search(body, max(sentence.start, other.start - 16), other.start) is not None
    return not stands_alone and _ASIDE.match(gap) is not None


def _between(gap: str, *, after: bool, most: float) -> float:
    """Return what the words between a figure and a date cost; what tells clauses apart no more than `most`."""
    cost = _WEIGHTS["word"] * max(0, gap.count(" ") - 1) + _WEIGHTS["comma"] * gap.count(", ")
    if min(cost, most) > _HOPELESS:
        return cost
    numbers = [bool(match[1]) for match in _NUMBER.finditer(gap)]
    cost += (
        _WEIGHTS["joined number"] * sum(numbers)
        + _WEIGHTS["number" if after else "later number"] * (len(numbers) - sum(numbers))
        + _WEIGHTS["clause"] * len(_CLAUSE.findall(gap))
    )
    return (
        min(cost, most)
        + _WEIGHTS["saying"]
        * (_SAYING.search(gap, len(" reported ") * (after and gap.startswith(_TALLIED))) is not None)
        + _WEIGHTS["mark"] * len(_MARK.findall(gap))
    )
