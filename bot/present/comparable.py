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
    before, found, after = " ".join(sentence.split()).partition(" ".join(text.split()))
    if not found:
        return _roots(sentence)
    return frozenset((*_roots(before, last=_REACH), *_roots(text), *_roots(after, first=_REACH)))


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
_NEAR = 4
_PAUSE = re.compile(r"[,;:.!?—()\d]")


def outcome_beside(text: str, sentence: str) -> str | None:
    """Return the sentence's own word for what happened to the people a figure counts: "killed", None if none is near.

    A comma or another number ends the search, so that nobody is given the neighbours' fate.
    """
    before, found, after = " ".join(sentence.split()).partition(" ".join(text.split()))
    if not found or _OUTCOMES.intersection(word.lower() for word in _WORD.findall(text)):
        return None
    following = _WORD.findall(_PAUSE.split(after)[0])[:_NEAR]
    leading = _WORD.findall(_PAUSE.split(before)[-1])[-_NEAR:]
    return next((word for word in (*following, *reversed(leading)) if word in _OUTCOMES), None)
