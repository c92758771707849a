"""Who says a quoted run: every phrase near it is described by named features, scored, and the best one speaks."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.extraction.marks import Run
from bot.extraction.mentions import Kind, Phrase, Stand
from bot.extraction.tokens import Tokens
from bot.extraction.weights import WEIGHTS

_BACK, _AHEAD = 14, 5  # phrases looked at on either side of a run
_REACH = 400  # tokens looked at on either side: keeps a body of one endless sentence linear
_INNER = frozenset("Sw")
_TAGGING = frozenset((Stand.SUBJECT, Stand.INVERTED))
_CLOSERS = frozenset(",QSW")
_OPENING = frozenset(("", ".", "\n", "Q"))
_COLONS = frozenset((":", "-", ",:"))
_CLOSING = re.compile(r"[rD]*[.\n]")
_TAG = re.compile("[SL]")
_DATELINE = re.compile(r"N{1,3}(?:,N{1,3})?(?:\(N{1,2}\))?-")
_LEAD = re.compile("[SMWLGBAce]")
_SUBJECTS = frozenset((Stand.SUBJECT, Stand.CLAUSE, Stand.BARE, Stand.ACCORDING, Stand.PASSIVE, Stand.CHAINED))
_ACTING = frozenset((Stand.SUBJECT, Stand.CLAUSE))
_SMALL_IN_TITLES = frozenset(["of", "the", "and", "in", "to", "a", "for", "with", "on", "an", "at", "by", "or", "vs"])
_OPENERS = frozenset("joGvnASM")
_ARTICLES = frozenset(("the", "a", "an", "this", "that"))


class Setting(NamedTuple):
    """A run and what stands around it in its sentence."""

    token: int
    run: Run
    context: str
    """How the run sits: led in by a colon or comma, followed by a comma, run-on, whole, or woven into a sentence."""
    lead: int
    """Token of the last cue before the run in its sentence, or -1."""
    gap: str
    """What lies between that cue and the run."""
    owned: bool
    """Whether some phrase is the lead's own subject."""
    main: int
    """Index of the first subject of the sentence before the lead, or -1."""
    last_subject: int
    """Index of the last acting subject before the lead, or -1."""


class Place(NamedTuple):
    """Where a phrase stands, seen from a run, and how."""

    side: str
    link: str
    stand: Stand
    strength: str
    kind: Kind
    context: str


class Verdict(NamedTuple):
    """The phrase that speaks a run and the token of the cue that says so (-1 without one)."""

    phrase: int
    cue: int


class Spoken(NamedTuple):
    """A decided run: its token and the phrase that speaks."""

    token: int
    phrase: int


class Attribution:
    """Chooses speakers for the runs of one body, in order: who spoke last is a feature of the next."""

    def __init__(self, tokens: Tokens, phrases: list[Phrase], runs: tuple[Run, ...]) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._phrases = phrases
        self._runs = runs
        self._heads = [phrase.head for phrase in phrases]

    def verdicts(self) -> Iterator[Verdict | None]:
        """Yield for each run who speaks it, or None if nobody does."""
        spoken: Spoken | None = None
        for index in range(len(self._runs)):
            setting = self.setting(index)
            best, best_score = None, _worth(self.nobody(setting))
            for phrase, place, others in self.described(setting, self.candidates(setting.token, spoken), spoken):
                score = _worth_of_place(place) + _worth(others)
                if score > best_score:
                    best, best_score = phrase, score
            if best is None:
                yield None
                continue
            spoken = Spoken(setting.token, best)
            own = self._phrases[best].cue
            yield Verdict(best, own if own >= 0 else setting.lead)

    def candidates(self, token: int, spoken: Spoken | None) -> list[int]:
        """Return the indices of the phrases that could speak a run: from the paragraph before to the one after."""
        shape, heads = self._shape, self._heads
        here = bisect_left(heads, token)
        first, last = max(0, token - _REACH), min(len(shape), token + _REACH)
        start = shape.rfind("\n", first, token)
        start = shape.rfind("\n", first, max(first, start)) + 1
        end = shape.find("\n", token, last)
        end = shape.find("\n", end + 1, last) if end >= 0 else last
        end = last if end < 0 else end
        near = [index for index in range(max(0, here - _BACK), here) if heads[index] >= start]
        if not near and here:
            near = [here - 1]
        near += [index for index in range(here, min(len(heads), here + _AHEAD)) if heads[index] <= end]
        if spoken is not None and spoken.phrase not in near and token - heads[spoken.phrase] <= _REACH:
            near.append(spoken.phrase)
        return near

    def setting(self, index: int) -> Setting:
        """Describe a run and the sentence around it."""
        shape, heads = self._shape, self._heads
        token, run = self._tokens.quoted[index], self._runs[index]
        first = max(0, token - _REACH)
        start = max(shape.rfind(".", first, token), shape.rfind("\n", first, token), first - 1) + 1
        dateline = _DATELINE.match(shape, start, token)
        start = dateline.end() if dateline else start
        lead = -1
        for found in _LEAD.finditer(shape, start, token):
            lead = found.start()
        limit = lead if lead >= 0 else token
        main = last_subject = -1
        owned = False
        opened = shape[start] in _OPENERS  # "When asked, Roe said": the main clause follows the comma
        for at in range(bisect_left(heads, start), bisect_left(heads, token)):
            phrase = self._phrases[at]
            owned = owned or (phrase.cue == lead >= 0 and phrase.stand != Stand.OBJECT)
            if phrase.head < limit and phrase.stand in _SUBJECTS:
                if main < 0 or (opened and shape[phrase.first - 1] == ","):
                    opened = opened and main < 0
                    main = at
                last_subject = at if phrase.stand in _ACTING else last_subject
        gap = _gap(shape[lead + 1 : token]) if lead >= 0 else ""
        return Setting(token, run, self._context(token, run), lead, gap, owned, main, last_subject)

    def _context(self, token: int, run: Run) -> str:
        shape, body = self._shape, self._tokens.body
        before = shape[token - 1 : token] or "\n"
        after = shape[token + 1 : token + 2] or "\n"
        if before == ":" or (before == "," and body[run.start].isupper()):
            return "led"
        if before not in ".\nQ":
            return "woven capital" if body[run.start].isupper() else "woven"
        if body[run.end - 1] == "," or after == ",":
            return "comma"
        return "whole" if after in ".\n" else "run-on"

    def described(
        self, setting: Setting, near: list[int], spoken: Spoken | None
    ) -> Iterator[tuple[int, Place, list[str]]]:
        """Yield each candidate with its place (see `features_of_place`) and the names of its other features."""
        nearest = self._nearest(setting.token, near)
        continuity = self._continuity(setting, near, spoken) if spoken is not None else {}
        here = bisect_left(self._heads, setting.token)
        for index in near:
            place, features = self._place(setting, index)
            features += self._bond(setting, index)
            features += nearest.get(index, ())
            away = index - here if index >= here else here - 1 - index
            if away < 4:
                features.append(f"{away} phrases away, {'after' if index >= here else 'before'}")
            features += continuity.get(index, ())
            yield index, place, features

    def _nearest(self, token: int, near: list[int]) -> dict[int, list[str]]:
        nearest: dict[str, int] = {}
        for index in near:
            phrase = self._phrases[index]
            cued = phrase.cue >= 0 and phrase.stand is not Stand.OBJECT
            if phrase.head < token:
                nearest["nearest before"] = index
                if phrase.stand in _SUBJECTS:
                    nearest["nearest subject before"] = index
                if cued:
                    nearest["nearest with a cue before"] = index
            else:
                nearest.setdefault("nearest after", index)
                if cued:
                    nearest.setdefault("nearest with a cue after", index)
        named: dict[int, list[str]] = {}
        for name, index in nearest.items():
            named.setdefault(index, []).append(name)
        return named

    def _place(self, setting: Setting, index: int) -> tuple[Place, list[str]]:
        """Say where the phrase stands, seen from the run, and what is remarkable about that."""
        phrase, token, shape = self._phrases[index], setting.token, self._shape
        features: list[str] = []
        preceded = shape[phrase.first - 1 : phrase.first]
        if phrase.head < token:
            between = shape[phrase.last : token]
            side, link = _before(phrase, between, shape, token)
            if between in _COLONS:
                features.append("colon after it")
        else:
            apart = phrase.stand in (Stand.INVERTED, Stand.ACCORDING)
            between = shape[token + 1 : min(phrase.first, phrase.cue) if apart else phrase.first]
            side, link = _after(between)
            if side == "after" and preceded in _CLOSERS and _CLOSING.match(shape, max(phrase.last, phrase.cue + 1)):
                features.append("closes the sentence" if phrase.cue >= 0 else "closes the sentence without a cue")
            if link == "tight" and phrase.stand in _TAGGING and phrase.strength in ("S", "L"):
                features.append(_tag_after(self._tokens.body[setting.run.end - 1]))
        if phrase.stand is Stand.ACCORDING and side == "after" and _TAG.search(between):
            features.append("according, after another's cue")
        if "Q" in between:
            features.append(f"{min(between.count('Q'), 2)} runs between, {side}")
        if preceded in _INNER:
            features.append(f"subject of what another says, {side}")
        if preceded in _OPENING:
            features.append(f"begins its sentence, {side}")
        return Place(side, link, phrase.stand, phrase.strength, phrase.kind, setting.context), features

    def _bond(self, setting: Setting, index: int) -> Iterator[str]:
        """How the phrase is bound to the cue that leads in the run."""
        phrase, shape, token = self._phrases[index], self._shape, setting.token
        if setting.lead < 0:
            if index == setting.main:
                yield "main subject, no lead"
            elif index == setting.last_subject:
                yield "last subject, no lead"
        elif phrase.cue == setting.lead:
            yield f"owns the lead, {setting.gap}"
            yield f"owns the lead {phrase.strength}"
        elif index == setting.main:
            yield "main subject, lead owned" if setting.owned else "main subject, lead free"
            if not setting.owned:
                yield f"main subject, lead free {shape[setting.lead]}"
        elif index == setting.last_subject:
            yield "last subject, lead owned" if setting.owned else "last subject, lead free"
        if phrase.stand == Stand.POSSESSIVE and phrase.head < token and shape[phrase.last : token] in ("s", ""):
            yield "possesses the run" + (" and its noun" if shape[token + 1 : token + 2] in "ce" else "")

    def _continuity(self, setting: Setting, near: list[int], spoken: Spoken) -> dict[int, list[str]]:
        """Name the features of the phrase that spoke the run before, and of those with its name."""
        between = self._shape[spoken.token + 1 : setting.token]
        where = "paragraph" if "\n" in between else "sentence" if "." in between else "clause"
        features = [f"spoke before, new {where}, {setting.context} run"]
        if setting.run.goes_on:
            features.append("spoke before and goes on")
        if not between.strip("Q.\n,"):
            features.append(f"spoke before, nothing between, new {where}")
        phrases, word = self._phrases, self._tokens.word
        named = {spoken.phrase: features}
        if phrases[spoken.phrase].kind is Kind.NAME:
            name = word(phrases[spoken.phrase].head)
            for index in near:
                if phrases[index].kind is Kind.NAME and index != spoken.phrase and word(phrases[index].head) == name:
                    named[index] = [f"same name spoke before, new {where}"]
        return named

    def nobody(self, setting: Setting) -> Iterator[str]:
        """Name the features of a run that nobody says: a title, a scare quote, an attribute of markup."""
        shape, body, token, run = self._shape, self._tokens.body, setting.token, setting.run
        inner = body[run.start : run.end].split(maxsplit=9)
        count = len(inner)
        yield "nobody"
        yield f"nobody: {setting.context} run"
        yield "nobody: " + (
            "1 word" if count == 1 else "2-3 words" if count < 4 else "4-6 words" if count < 7 else "long"
        )
        if count == 1 and inner[0][0].isupper():
            yield "nobody: one capital word"
        elif count < 9 and all(word[0].isupper() or word in _SMALL_IN_TITLES for word in inner):
            yield "nobody: title case"
            if shape[token - 1 : token] in ("o", "s", "N"):
                yield "nobody: title case after a preposition or name"
        after = shape[token + 1 : token + 2] or "\n"
        yield f"nobody: before {_class(after)}"
        before = shape[token - 1 : token] or "\n"
        yield f"nobody: after {_class(before)}"
        if setting.lead > 0 and shape[setting.lead] in "MW" and shape[setting.lead - 1] == "y":
            yield "nobody: called so by no one"
        if setting.lead >= 0:
            yield f"nobody: lead {shape[setting.lead]}"
            yield f"nobody: lead {setting.gap}"
        if setting.lead < 0:
            yield f"nobody: no lead, {setting.context} run"
        if token and self._tokens.word(token - 1).lower() in _ARTICLES:
            yield "nobody: after an article"


def features_of_place(place: Place) -> tuple[str, ...]:
    """Name the features that follow from a place alone."""
    side, link, stand, strength, kind, context = place
    features: tuple[str, ...] = (
        f"{side} {link}",
        f"{stand} {strength}".strip(),
        f"{kind} {side}",
        f"{context} run, {side}",
    )
    if link in ("tight", "near"):
        features += (f"{side} {link}: {stand}", f"{context} run, {side} {link}")
    return features


@lru_cache(maxsize=4096)
def _worth_of_place(place: Place) -> float:
    return _worth(features_of_place(place))


def _worth(features: Iterable[str]) -> float:
    return sum([WEIGHTS.get(name, 0.0) for name in features])


def _tag_after(last: str) -> str:
    return "tag after a comma" if last == "," else "tag after a stop" if last in ".?!" else "tag after no stop"


def _class(letter: str) -> str:
    if letter in "nNkehcTv":
        return "a noun"
    if letter in "SMWLGBA":
        return "a cue"
    if letter in "yx":
        return "being"
    if letter in "ot":
        return "a preposition"
    if letter in ".\n":
        return "an end"
    return "other"


def _gap(between: str) -> str:
    if between in ("", ",", ":"):
        return "tight"
    if "Q" in between:
        return "past a run"
    if between[-1] == "w":
        return "that"
    return "near" if len(between) < 6 else "far"


def _before(phrase: Phrase, between: str, shape: str, token: int) -> tuple[str, str]:
    paragraphs, sentences = between.count("\n"), between.count(".")
    if paragraphs:
        return "paragraph before", "further" if paragraphs > 1 else "last sentence" if not sentences else "earlier"
    if sentences:
        return "sentence before", "the last" if sentences == 1 else "earlier"
    if phrase.cue >= phrase.last:
        between = shape[phrase.cue + 1 : token]
    if len(between) <= 1 or between in (",w", "w,"):
        return "before", "tight"
    if "Q" in between:
        return "before", "past a run"
    return "before", "near" if len(between) < 7 else "far"


def _after(between: str) -> tuple[str, str]:
    if "\n" in between:
        return "paragraph after", ""
    if "." in between:
        return "sentence after", ""
    if "Q" in between:
        return "after", "past a run"
    return "after", "tight" if len(between) <= 1 else "near" if len(between) < 6 else "far"
