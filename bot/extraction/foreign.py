"""Speakers in languages other than English: only where a verb of speech stands right beside the quotation."""

import math
import re
from functools import lru_cache
from itertools import islice

from bot.extraction.marks import Run
from bot.extraction.patterns import lazy
from bot.extraction.words import words
from bot.model import Span

_ENGLISH = words(
    """
    the The and with that has his her they said would this from are were which who not but about she She it It its have
    been before after into their there when than what could
    """
)
_ENGLISH_FROM = 0.04  # share of words that only English has; English news has three times that, its neighbours a tenth
_SAMPLE = 3000  # characters
_FEW = 25  # words: too few to tell a language

_CUES = words(
    """
    sagte sagt sagten erklärte erklärt betonte betont schrieb schreibt fügte meinte meint teilte kritisierte forderte
    warnte dit dites déclaré déclare affirmé affirme expliqué explique ajouté ajoute écrit estime estimé indiqué
    précise précisé lancé assuré assure confié souligné souligne dijo dice afirmó afirma aseguró asegura declaró
    declara explicó explica añadió señaló señala sostuvo manifestó comentó detto dice dichiarato dichiara spiegato
    spiega affermato afferma aggiunto aggiunge scritto disse diz afirmou afirma declarou explicou acrescentou zei zegt
    verklaarde aldus schreef liet sa säger sade sagde siger sanoi powiedział powiedziała mówi řekl řekla uvedl
    """
)
_HELPERS = r"(?:a|ha|hat|hatte|à|il a|elle a|había)"
_CUE = "|".join(sorted(_CUES, key=len, reverse=True))
_TITLE = r"(?:(?:der|die|das|le|la|l[’']|el|il|o|a|de|het)\s?)?(?:[^\W\d_A-Z][\w’'-]{1,24}\s){0,2}"
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]{0,30}"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|da|di|van|von|der|den|du|del|la|al|bin)\s){{0,2}}{_CAPITAL}){{0,4}}"
_BEHIND = lazy(
    rf"[\s,–—-]{{0,3}}(?:{_HELPERS}\s)?(?P<cue>{_CUE})(?:[-\s](?:il|elle|er|sie))?\s{_TITLE}(?P<name>{_NAME})"
    rf"|[\s,–—-]{{0,3}}{_TITLE}(?P<name2>{_NAME})\s(?:{_HELPERS}\s)?(?P<cue2>{_CUE})\b"
)
_AHEAD = lazy(rf"(?P<name>{_NAME})\s(?:{_HELPERS}\s)?(?P<cue>{_CUE})(?:\s[^\s:,.]{{1,20}}){{0,4}}\s?[:,]\s?\Z")
_REACH = 140  # characters beside a run


def is_english(body: str) -> bool:
    """Say whether a body reads as English, by its share of words that its neighbours lack; short bodies do."""
    return _reads_as_english(body[:_SAMPLE])


@lru_cache(maxsize=8)
def _reads_as_english(sample: str) -> bool:
    found = sample.split()
    needed = math.ceil(len(found) * _ENGLISH_FROM)  # reached after a third of an English text
    return len(found) < _FEW or sum(1 for _ in islice(filter(_ENGLISH.__contains__, found), needed)) == needed


def foreign_speaker(body: str, run: Run) -> tuple[Span, str] | None:
    """Return the name beside a run that a verb of speech ties to it, and the verb; None where unsure."""
    behind = _BEHIND.match(body, run.right, min(len(body), run.right + _REACH))
    if behind is not None:
        name, cue = ("name", "cue") if behind["name"] else ("name2", "cue2")
        return Span(behind.start(name), _end(behind, name)), behind[cue]
    ahead = _AHEAD.search(body, max(0, run.left - _REACH), run.left)
    if ahead is not None:
        return Span(ahead.start("name"), _end(ahead, "name")), ahead["cue"]
    return None


def _end(found: re.Match[str], name: str) -> int:
    return found.start(name) + len(found[name].rstrip(".’'-"))
