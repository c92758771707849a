"""Whether two figures measure the same thing, judged by the words beside them: only such may be called a change."""

import re
from functools import lru_cache

from bot.extraction.figures.currencies import NAMES
from bot.extraction.figures.unit_names import WORDS
from bot.outcomes import Outcome, around, outcome_beside, outcome_called, outcome_within
from bot.topics import singular

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_REACH = 7
"""Words to either side of a figure that say what is told of it."""
_ROOT = 5
"""Letters by which forms of a word are the same: "reach", "reached"."""
_SMALL = (
    "a about after again all almost also an and are around as at been before being but by could for from had has "
    "have he her his in into is it its just last least less many may more most much nearly new no not now of on "
    "only or other others our out over said saying says she should so some still such than that the their them "
    "then there these they this those to told under until up was we were what when where which while who will "
    "with would week month year day monday tuesday wednesday thursday friday saturday sunday today yesterday "
    "number figure total people person men women hundred thousand million billion percent according official "
    "statement"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_UNITS = frozenset(WORDS) | {name.split()[-1] for name in NAMES.values()} | {"crown"}
"""A loss of 2 million crowns and relief of 120 million are both in crowns, and that is all they share."""


def measure_the_same(
    text: str, sentence: str, other_text: str, other_sentence: str, *, but_for: tuple[str, ...] = ()
) -> bool:
    """Say whether a word beside both figures tells the same of them; names in `but_for` (speaker, place) tell nothing.

    "12 people had died" and "19 people died" measure the same; "3,400 people fled" does not. One sentence that gives
    both ("10,000 soldiers, up from its estimate of 3,000 last week") says so itself.
    """
    if sentence.split() == other_sentence.split():
        return True
    outcome, other_outcome = _outcome(text, sentence), _outcome(other_text, other_sentence)
    if outcome and other_outcome:
        return outcome is other_outcome
    ignored = {root for name in but_for for root in _roots(name)}
    mine, theirs = _told(text, sentence) - ignored, _told(other_text, other_sentence) - ignored
    return bool(mine & theirs)


@lru_cache(maxsize=2_000)  # a new figure is held against every one known
def _outcome(text: str, sentence: str) -> Outcome | None:
    told = outcome_within(text) or outcome_beside(text, sentence)
    return told.outcome if told else None


@lru_cache(maxsize=2_000)
def _told(text: str, sentence: str) -> frozenset[str]:
    before, found, after = around(text, sentence)
    if not found:
        return _roots(sentence)
    return frozenset((*_roots(_own_lead(before), last=_REACH), *_roots(text), *_roots(_own_rest(after), first=_REACH)))


_NUMBER = re.compile(r"\d[\d,.]*")
_JOINT = re.compile(r",\s|;|\b(?:and|but|while)\b")


def _own_lead(before: str) -> str:
    """Return what stands before a figure without the neighbour's share: "12 died and 40" tells of the 40 nothing."""
    numbers = list(_NUMBER.finditer(before))
    between = before[numbers[-1].end() :] if numbers else before
    return _JOINT.split(between)[-1] if numbers else between


def _own_rest(after: str) -> str:
    """Return what stands behind a figure up to the clause of the next number."""
    number = _NUMBER.search(after)
    if number is None:
        return after
    joints = list(_JOINT.finditer(after, 0, number.start()))
    return after[: joints[-1].start()] if joints else after[: number.start()]


def _roots(text: str, *, first: int | None = None, last: int | None = None) -> frozenset[str]:
    words = [word.lower() for word in _WORD.findall(text)]
    words = words[:first] if first else words[-last:] if last else words
    telling = (word for word in words if len(word) > 2 and word not in _SMALL_WORDS and singular(word) not in _UNITS)
    return frozenset((outcome_called(word) or singular(word))[:_ROOT] for word in telling)


_MORE = re.compile(r"\b(?:more|another|additional|extra)\b(?! than)", re.IGNORECASE)


def is_on_top(text: str) -> bool:
    """Say whether a figure comes on top of another one ("a couple thousand more"): it is no level of its own."""
    return _MORE.search(text) is not None
