"""Names what speaks for and against each phrase near a quoted run; `weights` says what each feature is worth."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from bot.extraction.marks import Run
from bot.extraction.mentions import Kind, Phrase, Stand
from bot.extraction.patterns import lazy
from bot.extraction.run_words import features_of_words
from bot.extraction.standing import Place, gap, link_after, link_before
from bot.extraction.tokens import Tokens
from bot.extraction.words import words

_REACH = 400  # tokens looked at before a run: keeps a body of one endless sentence linear
_LEAD = lazy("[SMWLGBAce]")
_DATELINE = lazy(r"N{1,3}(?:,N{1,3})?(?:\(N{1,2}\))?-")
_SENTENCE_END = lazy(r"[.\n]")
_CLOSING = lazy(r"[rD]*[.\n]")
_ANOTHERS_CUE = lazy("[SL]")
_SUBJECTS = frozenset((Stand.SUBJECT, Stand.CLAUSE, Stand.BARE, Stand.ACCORDING, Stand.PASSIVE, Stand.CHAINED))
_ACTING = frozenset((Stand.SUBJECT, Stand.CLAUSE))
_BEHIND_CUE = frozenset((Stand.INVERTED, Stand.ACCORDING))
_TAGGING = frozenset((Stand.SUBJECT, Stand.INVERTED))
_PUT_BEFORE = frozenset("joGvnASM")  # "When asked, Roe said …": the main clause follows the comma
_BEFORE_FIRST = frozenset(("", ".", "\n", "Q"))
_ARTICLES = words("the a an this that")


class Setting(NamedTuple):
    """A run and what stands around it in its sentence."""

    token: int
    run: Run
    context: str
    """How the run sits: led in, woven (with a small letter or a capital), before a comma, run-on, or whole."""
    lead: int
    """Token of the last cue before the run in its sentence, or -1."""
    gap: str
    """What lies between that cue and the run."""
    is_owned: bool
    """Whether some phrase is the lead's own subject."""
    main: int
    """Index of the subject of the main clause before the lead, or -1."""
    last_subject: int
    """Index of the last acting subject before the lead, or -1."""
    announcer: int
    """Index of the subject of a sentence that ends in a colon right before the run's paragraph, or -1."""


class Spoken(NamedTuple):
    """A decided run: its token and the phrase that speaks."""

    token: int
    phrase: int


class Features:
    """Describes the candidates of each run of one body."""

    def __init__(self, tokens: Tokens, phrases: list[Phrase], runs: tuple[Run, ...]) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._phrases = phrases
        self._runs = runs
        self._heads = [phrase.head for phrase in phrases]

    def setting(self, index: int) -> Setting:
        """Describe a run and the sentence around it."""
        shape, heads = self._shape, self._heads
        token, run = self._tokens.quoted[index], self._runs[index]
        start = self._sentence_start(token)
        lead = -1
        for found in _LEAD.finditer(shape, start, token):
            lead = found.start()
        limit = lead if lead >= 0 else token
        main = last_subject = -1
        is_owned = False
        is_put_before = shape[start] in _PUT_BEFORE
        for at in range(bisect_left(heads, start), bisect_left(heads, token)):
            phrase = self._phrases[at]
            is_owned = is_owned or (phrase.cue == lead >= 0 and phrase.stand is not Stand.OBJECT)
            if phrase.head >= limit or phrase.stand not in _SUBJECTS:
                continue
            if main < 0 or (is_put_before and shape[phrase.first - 1] == ","):
                is_put_before = is_put_before and main < 0
                main = at
            last_subject = at if phrase.stand in _ACTING else last_subject
        lead_gap = gap(shape[lead + 1 : token]) if lead >= 0 else ""
        announcer = self._announcer(token)
        return Setting(token, run, self._context(token, run), lead, lead_gap, is_owned, main, last_subject, announcer)

    def _announcer(self, token: int) -> int:
        """Find who is the subject of "The mayor put out this statement:" before a paragraph that is quoted."""
        shape, heads = self._shape, self._heads
        if shape[token - 2 : token] != ":\n":
            return -1
        start = self._sentence_start(token - 2)
        for at in range(bisect_left(heads, start), bisect_left(heads, token)):
            if self._phrases[at].stand in _SUBJECTS:
                return at
        return -1

    def _sentence_start(self, token: int) -> int:
        first = max(0, token - _REACH)
        start = max(self._shape.rfind(".", first, token), self._shape.rfind("\n", first, token), first - 1) + 1
        bracket = self._shape.rfind("(", start, token)
        if bracket >= 0 and self._shape.find(")", bracket, token) < 0:
            return bracket + 1
        dateline = _DATELINE.match(self._shape, start, token)
        return dateline.end() if dateline else start

    def _context(self, token: int, run: Run) -> str:
        body, before, after = self._tokens.body, self._before(token), self._after(token)
        if before == ":" or (before == "," and body[run.start].isupper()):
            return "led"
        if before not in ".\nQ":
            return "woven capital" if body[run.start].isupper() else "woven"
        if body[run.end - 1] == "," or after == ",":
            return "comma"
        return "whole" if after in ".\n" else "run-on"

    def _before(self, token: int) -> str:
        return self._shape[token - 1 : token] or "\n"

    def _after(self, token: int) -> str:
        return self._shape[token + 1 : token + 2] or "\n"

    def described(
        self, setting: Setting, near: list[int], spoken: Spoken | None
    ) -> Iterator[tuple[int, Place, list[str]]]:
        """Yield each candidate with its place (see `places`) and the names of its other features."""
        relative = self._relative(setting.token, near)
        continuity = self._continuity(setting, near, spoken) if spoken is not None else {}
        is_led = setting.lead >= 0
        for index in near:  # ten for every run: what seldom adds anything is asked for only where it can
            place, features = self._place(setting, index)
            if is_led:
                features += self._bond(setting, index)
            if index in relative:
                features += relative[index]
            if index in continuity:
                features += continuity[index]
            yield index, place, features

    def _relative(self, token: int, near: list[int]) -> dict[int, list[str]]:
        """Name which candidates are the nearest ones."""
        here = bisect_left(self._heads, token)
        chosen = {"0 phrases away, before": here - 1, "1 phrases away, before": here - 2, "0 phrases away, after": here}
        object_ = Stand.OBJECT
        for index in near:
            phrase = self._phrases[index]
            has_cue = phrase.cue >= 0 and phrase.stand is not object_
            if phrase.head < token:
                chosen["nearest before"] = index
                if phrase.stand in _SUBJECTS:
                    chosen["nearest subject before"] = index
                if has_cue:
                    chosen["nearest with a cue before"] = index
            else:
                chosen.setdefault("nearest after", index)
                if has_cue:
                    chosen.setdefault("nearest with a cue after", index)
        named: dict[int, list[str]] = {}
        for name, index in chosen.items():
            named.setdefault(index, []).append(name)
        return named

    def _place(self, setting: Setting, index: int) -> tuple[Place, list[str]]:
        """Say where the phrase stands, seen from the run, and what is remarkable about that."""
        phrase, token, shape = self._phrases[index], setting.token, self._shape
        first, last, head, kind, stand, cue, strength = phrase
        features: list[str] = []
        preceded = shape[first - 1 : first]
        if head < token:
            between = shape[last:token]
            side, link = link_before(phrase, between, shape, token)
            if between in (":", "-", ",:"):
                features.append("colon after it")
                if between == ":" and preceded in "-\n.":
                    features.append("label before the run")
            if index == setting.announcer:
                features.append("announces the run")
            if cue >= last and self._is_aside(phrase, token):
                features.append("says so in an aside before")
        else:
            is_behind_cue = stand in _BEHIND_CUE
            between = shape[token + 1 : min(first, cue) if is_behind_cue else first]
            side, link = link_after(between)
            if side == "after":
                features += self._tag(setting, phrase, link, between)
        if "Q" in between:
            features.append(f"{min(between.count('Q'), 2)} runs between, {side}")
        if preceded and preceded in "Sw":
            is_relative = preceded == "w" and shape[first - 2 : first - 1] not in ("S", "L")
            what = "subject of a relative clause" if is_relative else "subject of what another says"
            features.append(f"{what}, {side}")
        if preceded in _BEFORE_FIRST:
            features.append(f"begins its sentence, {side}")
        return (side, link, stand, strength, kind, setting.context), features

    def _is_aside(self, phrase: Phrase, token: int) -> bool:
        """Whether a phrase whose cue is behind it says so between commas: "The cost, she added, was …"."""
        shape = self._shape
        if shape[phrase.first - 1 : phrase.first] not in (",", "-"):
            return False
        if shape[phrase.cue + 1 : phrase.cue + 2] not in (",", "-") or phrase.cue + 2 >= token:
            return False
        return not _SENTENCE_END.search(shape, phrase.last, token)

    def _tag(self, setting: Setting, phrase: Phrase, link: str, between: str) -> Iterator[str]:
        """Name what is telling about a phrase behind the run in its sentence: "…," Roe said · "…", the filing says."""
        shape = self._shape
        is_apart = shape[phrase.first - 1] in ",QSW"
        if phrase.cue >= 0 and is_apart and _CLOSING.match(shape, max(phrase.last, phrase.cue + 1)):
            yield "closes the sentence"
        is_tag = link == "tight" and phrase.stand in _TAGGING and phrase.strength in ("S", "L")
        if is_tag and self._tokens.body[setting.run.end - 1] == ",":
            yield "tag after a comma"
        if phrase.stand is Stand.ACCORDING and _ANOTHERS_CUE.search(between):
            yield "according, after another's cue"

    def _bond(self, setting: Setting, index: int) -> Iterator[str]:
        """Name how the phrase is bound to the cue that leads in the run, which has one."""
        phrase, lead = self._phrases[index], setting.lead
        if phrase.kind is Kind.DOCUMENT and lead - phrase.last in (0, 1):
            yield f"document with the lead, {setting.gap}"
        if phrase.cue == lead:
            if self._shape[lead] == "G" and self._tokens.word(phrase.first - 1) == "with":
                yield "owns the lead G behind with"
            if setting.main >= 0 and setting.main != index:
                main = self._phrases[setting.main]
                yield f"owns the lead, {phrase.kind} inside what {main.strength or 'one'} says"
            yield f"owns the lead, {setting.gap}"
            yield f"owns the lead {phrase.strength}"
        elif index == setting.main:
            yield "main subject, lead owned" if setting.is_owned else "main subject, lead free"
            if setting.is_owned:
                yield f"main subject {phrase.strength or 'without cue'}, lead {self._shape[lead]} owned"
            if not setting.is_owned and self._shape[setting.lead] == "G":
                yield "main subject, lead free G"
        elif index == setting.last_subject and not setting.is_owned:
            yield "last subject, lead free"

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
        """Name the features of a run that nobody says: a title, a scare quote, a nickname."""
        shape, token, lead = self._shape, setting.token, setting.lead
        before = self._before(token)
        yield "nobody"
        yield f"nobody: {setting.context} run"
        yield f"nobody: before {_class(self._after(token))}"
        yield f"nobody: after {_class(before)}"
        yield from features_of_words(self._tokens.body, setting.run, before)
        if lead >= 0:
            yield f"nobody: lead {shape[lead]}"
            yield f"nobody: lead {setting.gap}"
            if lead and shape[lead] in "MW" and shape[lead - 1] == "y":
                yield "nobody: called so by no one"
        else:
            yield f"nobody: no lead, {setting.context} run"
        if token and self._tokens.word(token - 1).lower() in _ARTICLES:
            yield "nobody: after an article"
        if setting.announcer >= 0:
            yield "nobody: announced"


def _class(letter: str) -> str:
    if letter in "nNkehcTv":
        return "a noun"
    if letter in "SMWLGBA":
        return "a cue"
    if letter in "yx":
        return "being"
    if letter in "ot":
        return "a preposition"
    return "an end" if letter in ".\n" else "other"
