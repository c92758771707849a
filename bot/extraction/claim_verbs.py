"""Whether a form that could be a verb of claiming is the verb of its clause: no noun, no infinitive, no participle."""

from bot.extraction.claim_words import CLAIMS, NOUNS_TOO, PARTICLES_OF, PLURALS, TO_BE_SAID, Claiming, Form
from bot.extraction.subjects import Noun, Subjects
from bot.extraction.tokens import Tokens

_NO_VERB_BEHIND = frozenset("dzobtAs")
VERB_FOLLOWS = frozenset("yxSMWL")
"""Letters of what makes a noun of the word before: "reports said"."""


class Verbs:
    """Tells the verbs of one body; `begin` is the token with which the sentence in hand starts."""

    def __init__(self, tokens: Tokens, subjects: Subjects) -> None:
        self._tokens = tokens
        self._shape = tokens.shape
        self._subjects = subjects
        self.begin = 0

    def word(self, at: int) -> str:
        """Return the text of a token, nothing outside the body."""
        return self._tokens.word(at) if 0 <= at < len(self._shape) else ""

    def without_adverbs(self, cue: int) -> int:
        """Return the token before a verb and its adverbs."""
        at = cue - 1
        while at > self.begin and self._shape[at] == "r":
            at -= 1
        return at

    def is_finite(self, cue: int, claiming: Claiming) -> bool:
        """Say whether a form is the verb of its clause: no noun, no infinitive, no participle."""
        shape, word = self._shape, self.word(cue)
        at = self.without_adverbs(cue)
        before, after = shape[at], shape[cue + 1 : cue + 2]
        if before == "y":  # "is demanding", but "is demanded"
            return claiming.form is Form.GERUND
        if cue == self.begin or self._bars_verb(at):
            return False
        if before == "D" and self._subjects.is_number(at):
            return False
        if before == "x":
            return True
        if claiming.form is Form.PAST and word in NOUNS_TOO and after in VERB_FOLLOWS:
            return False  # "the median forecast was"
        if claiming.form is Form.PAST:
            return after != "b" and not (after == "t" and word in TO_BE_SAID and not self._acts(at))
        if word in NOUNS_TOO and not (claiming.form is Form.BASE and self._is_relative(at)):
            if after in VERB_FOLLOWS or self.word(cue + 1) in CLAIMS or (after == "o" and word not in PARTICLES_OF):
                return False
            is_led = before == "B" and self._shape[at - 1] in "tx"  # "to confirm reports that"
            return not is_led and self._agrees(at, claiming.form, after)
        return True

    def _bars_verb(self, at: int) -> bool:
        """Say whether a noun must follow a token: an article, a preposition, "to"; but "Channel Six suggests"."""
        letter = self._shape[at]
        is_name = letter == "d" and at > self.begin and self.word(at)[0].isupper()
        is_name = is_name or (letter == "s" and self.word(at + 1) not in NOUNS_TOO)  # "doctors at St Mary's say"
        return letter in _NO_VERB_BEHIND and not is_name

    def _acts(self, at: int) -> bool:
        """Say whether who stands before "expected to" expects: "the firm expected to", not "40 guests expected to"."""
        noun = Noun(max(self.begin, at - 3), at + 1)
        return self._shape[at] in "hkNpq" and not any(map(self._subjects.is_number, range(*noun)))

    def _agrees(self, at: int, form: Form, after: str) -> bool:
        """Say whether the word before can be the subject of a form that is a noun as often."""
        if after == "w":
            return True
        shape, start = self._shape, self._phrase_start(at)
        if after in (",", ".", "\n", "") and not self._is_apart(start):
            return False  # "a number of smaller states, …"
        word, letter = self.word(at), shape[at]
        if letter in ",)-w&q" and form is Form.THIRD:
            return True
        if form is Form.THIRD and (governs := shape.find("o", start + 1, at)) > 0:
            word, letter = self.word(governs - 1), shape[governs - 1]  # "the union of nurses estimates"
        plural = word in PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        if form is Form.BASE:
            plural = plural and not self._is_object(at)
            return plural or letter in "w&pq" or self._has_plural_head(at) or self._is_firm(at)
        if letter in ",)-w&q":
            return True
        if plural and letter not in "NT":
            return False
        return letter in "NThke" or after in ("d", "w", "q", "p", "D", ",", ".", "\n", "")

    def _is_apart(self, start: int) -> bool:
        """Say whether the words from a token on can be a tag: "…, officials fear"."""
        before = self._shape[start - 1 : start]
        return start > self.begin and (before in (",", "Q", "-", "w") or self.word(start - 1).lower() == "as")

    def _is_object(self, at: int) -> bool:
        """Say whether a preposition leads the nouns up to a token: "about the jobs | report"."""
        while at > self.begin and self._shape[at] in "nNhkecDvT":
            at -= 1
        return self._shape[at - (self._shape[at] in "dz")] in "otb"

    def _is_firm(self, at: int) -> bool:
        """Say whether a name of two stands before a verb: "Hale & Orr estimate"."""
        return "&" in self._tokens.body[self._tokens.ends[at - 1] : self._tokens.starts[at]]

    def _phrase_start(self, at: int) -> int:
        """Return where the words begin that no mark and no conjunction parts from a token."""
        first = max(self.begin, at - 10)
        return max([self._shape.rfind(mark, first, at) for mark in ",;:-Qjw"] + [first - 1]) + 1

    def _is_relative(self, at: int) -> bool:
        """Say whether a plural and its verb stand behind a relative pronoun: "which ministers claim"."""
        start = self._phrase_start(at)
        return start <= at and self._shape[start - 1 : start] == "w" and self.word(at).endswith("s")

    def _has_plural_head(self, at: int) -> bool:
        """Say whether a plural governs the word before a verb: "figures from the port authority show"."""
        shape, start = self._shape, self._phrase_start(at)
        return any(
            shape[near + 1] in "ob&v" and self.word(near).lower().endswith("s") and shape[near] in "nNhkecS"
            for near in range(start, at)
        )
