"""What befell the people a figure counts, in its sentence's own words: the dead are not the missing. Pure."""

import re
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What may have befallen people, as a ledger tells them apart."""

    DEAD = "dead"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    ARRESTED = "arrested"
    RESCUED = "rescued"


class Told(NamedTuple):
    """An outcome and the sentence's own word for it, ours where that is no participle ("toll": dead)."""

    word: str
    outcome: Outcome


_WORDS = {
    Outcome.DEAD: "dead die died dies dying death deaths killed killing fatalities perished drowned toll",
    Outcome.INJURED: "injured injuring injuries hurt wounded wounding hospitalised hospitalized",
    Outcome.MISSING: "missing unaccounted",
    Outcome.DISPLACED: "displaced displacing evacuated evacuees homeless fled flee refugees stranded uprooted",
    Outcome.ARRESTED: "arrested arresting arrests detained detaining",
    Outcome.RESCUED: "rescued rescuing freed",
}
_OUTCOMES = {word: outcome for outcome, words in _WORDS.items() for word in words.split()}
_DONE = (
    "killed killing injured injuring wounded wounding displaced displacing evacuated arrested arresting detained "
    "detaining rescued rescuing uprooted"
)
_DONE_TO = frozenset(_DONE.split())
"""What stands before those it befell: the blast "killed 12 people"; whoever "died" stands before the word."""
_HOMES = re.compile(
    r"\b(?:left|leave|leaving|flee|fled|lost|lose|from|abandoned?|out\sof)\s(?:their|its|his|her)\s(?:own\s)?"
    r"(?:homes?|houses?)\b"
)
_PERSONS = (
    "adult baby boy child civilian conscript crew demonstrator doctor driver employee family farmer fighter "
    "firefighter fisherman girl gunman hostage household inmate insurgent journalist man member migrant militant miner "
    "nurse officer passenger patient pedestrian person policeman prisoner protester pupil rebel recruit rescuer "
    "resident sailor serviceman soldier student teacher teenager tourist troop villager woman worker"
)
_PEOPLE = frozenset(_PERSONS.split())
_TOTAL = re.compile(r"\b(?:number|toll|count|total|tally)\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_SHOWN = "die dies dying death deaths fatalities toll flee injuries evacuees refugees arrests"
_NOUNS = frozenset(_NOT_SHOWN.split())
_NEAR = 4
"""Words to either side that may say it."""
_PAUSE = re.compile(r"[,;:.!?—()\d]|\b(?:and|but|while|as|after|when|who)\b")
_CLAUSE_END = re.compile(r"[,;:.!?—()\d]")


def are_people(head: str) -> bool:
    """Say whether a noun in the singular counts people; "" may."""
    return not head or head in _PEOPLE


def outcome_called(word: str) -> Outcome | None:
    """Return the outcome that a word in small letters names: "killed" and "died" are one."""
    return _OUTCOMES.get(word)


def outcome_within(text: str) -> Told | None:
    """Return the outcome that a figure's own words or noun give: "27 dead", "the displaced"."""
    return next((_told(word) for word in _words(text) if word in _OUTCOMES), None)


def outcome_beside(text: str, sentence: str) -> Told | None:
    """Return what the sentence says befell the people a figure counts; None if no word near it does.

    A comma, a conjunction or another number ends the search, so that nobody is given the neighbours' fate. A total
    ("the number of people killed by the flood has risen to 19") is told from afar.
    """
    before, found, after = around(text, sentence)
    if not found:
        return None
    following = _PAUSE.split(after)[0]
    told = next((word for word in _words(following)[:_NEAR] if word in _OUTCOMES), None)
    if told:
        return _told(told)
    if _HOMES.search(following):
        return Told(Outcome.DISPLACED.value, Outcome.DISPLACED)
    leading = _words(_PAUSE.split(before)[-1])[-_NEAR:]
    told = next((word for word in reversed(leading) if word in _DONE_TO), None)
    return _told(told) if told else _of_total(_CLAUSE_END.split(before)[-1])


def around(text: str, sentence: str) -> tuple[str, bool, str]:
    """Return what stands before and after a figure's words, and whether they stand there: "12" does not in "112"."""
    flat = " ".join(sentence.split())
    found = re.search(rf"(?<![\w.,]){re.escape(' '.join(text.split()))}(?!\w)", flat)
    return (flat[: found.start()], True, flat[found.end() :]) if found else (flat, False, "")


def _told(word: str) -> Told:
    outcome = _OUTCOMES[word]
    return Told(outcome.value if word in _NOUNS else word, outcome)


def _of_total(lead: str) -> Told | None:
    if not _TOTAL.search(lead.lower()):
        return None
    return outcome_within(lead) or (Told(Outcome.DISPLACED.value, Outcome.DISPLACED) if _HOMES.search(lead) else None)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
