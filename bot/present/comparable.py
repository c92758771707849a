"""Whether two figures measure the same thing, judged by the words beside them: only such may be called a change."""

import re

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
_ONE_OUTCOME = {
    "die": "dead",
    "died": "dead",
    "dies": "dead",
    "dying": "dead",
    "death": "dead",
    "deaths": "dead",
    "killed": "dead",
    "kill": "dead",
    "kills": "dead",
    "toll": "dead",
    "fatalities": "dead",
    "hurt": "injured",
    "wounded": "injured",
    "injuries": "injured",
    "homeless": "displaced",
    "evacuated": "displaced",
    "fled": "displaced",
}


def measure_the_same(
    text: str, sentence: str, other_text: str, other_sentence: str, *, but_for: tuple[str, ...] = ()
) -> bool:
    """Say whether a word beside both figures tells the same of them; names in `but_for` (speaker, place) tell nothing.

    "12 people had died" and "19 people died" measure the same; "3,400 people fled" does not. One sentence that gives
    both ("10,000 soldiers, up from its estimate of 3,000 last week") says so itself.
    """
    if sentence.split() == other_sentence.split():
        return True
    ignored = {root for name in but_for for root in _roots(name)}
    mine, theirs = _told(text, sentence) - ignored, _told(other_text, other_sentence) - ignored
    return bool(mine & theirs)


def _told(text: str, sentence: str) -> frozenset[str]:
    before, found, after = _around(text, sentence)
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
    return frozenset(
        _ONE_OUTCOME.get(word, singular(word))[:_ROOT] for word in words if word not in _SMALL_WORDS and len(word) > 2
    )


_MORE = re.compile(r"\b(?:more|another|additional|extra)\b(?! than)", re.IGNORECASE)


def is_on_top(text: str) -> bool:
    """Say whether a figure comes on top of another one ("a couple thousand more"): it is no level of its own."""
    return _MORE.search(text) is not None


_FATES = (
    "arrested dead detained died displaced evacuated homeless hospitalised hospitalized hurt injured killed missing "
    "rescued stranded wounded"
)
_OUTCOMES = frozenset(_FATES.split())
_DONE_TO = frozenset(("arrested", "detained", "displaced", "evacuated", "injured", "killed", "rescued", "wounded"))
"""What stands before those it befell: the blast "killed 12 people"; whoever "died" stands before the word."""
_NEAR = 4
_PAUSE = re.compile(r"[,;:.!?—()\d]|\b(?:and|but|while|as|after|when|who)\b")


def outcome_beside(text: str, sentence: str) -> str | None:
    """Return the sentence's own word for what happened to the people a figure counts: "killed", None if none is near.

    A comma, a conjunction or another number ends the search, so that nobody is given the neighbours' fate.
    """
    before, found, after = _around(text, sentence)
    if not found or _OUTCOMES.intersection(word.lower() for word in _WORD.findall(text)):
        return None
    following = _WORD.findall(_PAUSE.split(after)[0])[:_NEAR]
    leading = _WORD.findall(_PAUSE.split(before)[-1])[-_NEAR:]
    told = (word for word in following if word in _OUTCOMES)
    return next(told, None) or next((word for word in reversed(leading) if word in _DONE_TO), None)


def _around(text: str, sentence: str) -> tuple[str, bool, str]:
    """Return what stands before and after a figure's words, and whether they stand there: "12" does not in "112"."""
    flat = " ".join(sentence.split())
    found = re.search(rf"(?<![\w.,]){re.escape(' '.join(text.split()))}(?!\w)", flat)
    return (flat[: found.start()], True, flat[found.end() :]) if found else (flat, False, "")
