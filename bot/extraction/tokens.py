"""A body as tokens and as its shape: one letter per token, so that phrases and clauses are found by plain patterns."""

from dataclasses import dataclass
from itertools import accumulate

from bot.extraction import grammar, nouns
from bot.extraction.cues import CUE_NOUNS, CUES
from bot.extraction.layout import Layout
from bot.extraction.marks import Run
from bot.extraction.patterns import lazy
from bot.extraction.role_words import PARTICLES
from bot.extraction.words import words

_TOKEN = lazy(
    r"(\w(?:\w++(?:[.&/-]\w++|,\d++)*+"  # a word: most are, so it is tried first
    r"|(?<=[A-Za-z])\.(?:[A-Za-z]\.)+"  # U.S.
    r"|(?<=[^\W\d_])[’'](?=[A-Z])\w+(?:[.&/-]\w+|,\d+)*"  # O'Malley is one token
    r"|(?:[.&/-]\w++|,\d++)*+)"
    r"|[’'](?:[’']+|\w*)|,+|;+|:+|[(\[]+|[)\]]+|[–—…-]+)"
)
"""Every alternative opens with one plain set: the engine then tells them apart without trying each."""

SHAPES = """
N name word        T title            p subject pronoun   q other pronoun     i object pronoun   d determiner
z his, her, its    c claim, remark
h person noun      k body noun        e document noun     n other word        v other -ed word   D day, month, numeral
S says             M judges           W shows             L tells (object)    G saying           B say
x auxiliary        y being            o preposition       t to                b by               A according
r adverb           & and              j conjunction       w who, which, that  s possessive mark  , ; : ( ) - marks
Q quoted run       . sentence end     \\n paragraph end
"""
"""What the letters of a shape stand for."""

_MOST_LETTERS = 40_000
"""Words whose letters are kept: more than the vocabulary of a day's news, less than a hostile text could fill."""

TELLING = words("tell tells told ask asks asked inform informs informed remind reminds reminded assure assured")


_YET_TO_COME = words("elect designate")  # "Prime Minister-elect"
_NAME_PLACE = lazy(r"(?<=[NT])D|(?:\A|(?<=[Q\n.,]))D(?=[xr]?[SLM]|N)|D(?=s)")  # "Ann May said", "May Lee", "May's plan"
_BEFORE_NOTHING_SAID = lazy(r"S(?![w:,Q.\n])")  # "early primary states" is no verb
_AFTER_ARTICLE = lazy(r"d(?:[SMW]|[nv]{0,2}B)")  # "a similar attack", "an estimated 300": no verb after "a" or "an"
_BEHIND_QUOTE = lazy(r"Q,?L(?=[dzNTnh])")  # '"Why?" asked Roe' asks nobody
_ONCE_SAID = lazy(r"j(?=[SMWL])")
_BEFORE_HEADED = lazy(r"n(?=oN|o[dz]|,?N)")  # "head of the Trust", "its head, Ann Roe"
_PARTICLE_PLACE = lazy(r"(?<![dz])[nd]{1,2}(?=N)")  # "Jan van der Meer"
_NOUN_PLACE = lazy(r"[dzsoLM][nv]{0,2}[SMWBG]")  # "his recent remarks": no verb after a determiner


def _letters() -> dict[str, str]:
    letters: dict[str, str] = {}
    letters |= dict.fromkeys(CUE_NOUNS, "c")
    letters |= dict.fromkeys(nouns.DOCUMENTS, "e")
    letters |= dict.fromkeys(nouns.BODIES, "k")
    letters |= dict.fromkeys(nouns.PEOPLE, "h")
    letters |= {
        form: cue.value
        for form, cue in CUES.items()
        if form not in letters or cue.value in "SG" or letters[form] == "c"
    }
    letters |= dict.fromkeys(TELLING, "L")
    letters |= dict.fromkeys((time for time in nouns.TIMES if time.islower()), "D")
    letters |= _FUNCTION_LETTERS
    letters |= _MARKS
    for apostrophe in "’'":
        letters |= {apostrophe + end: letter for end, letter in _CONTRACTED.items()}
    return letters


def _function_letters() -> dict[str, str]:
    letters: dict[str, str] = {}
    for listed, letter in (
        (grammar.ADVERBS, "r"),
        (grammar.PREPOSITIONS, "o"),
        (grammar.CONJUNCTIONS, "j"),
        (grammar.DETERMINERS, "d"),
        (grammar.POSSESSIVES, "z"),
        (grammar.AUXILIARIES, "x"),
        (grammar.BEING, "y"),
        (grammar.OTHER_PRONOUNS, "q"),
        (grammar.OBJECT_PRONOUNS, "i"),
        (grammar.SUBJECT_PRONOUNS, "p"),
    ):
        letters |= dict.fromkeys(listed, letter)
    letters |= {"to": "t", "by": "b", "according": "A", "and": "&", "who": "w", "which": "w", "that": "w", "whose": "w"}
    return letters


_MARKS = {",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")", "–": "-", "—": "-", "-": "-", "…": "-"}
_CONTRACTED = {"s": "s", "": "s", "re": "y", "m": "y", "d": "x", "ll": "x", "ve": "x", "t": "x"}
_FUNCTION_LETTERS = _function_letters()
_LETTERS = _letters()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a body in order: token i is `body[starts[i]:ends[i]]`, of the kind `shape[i]`; a quoted run is one."""

    body: str
    shape: str
    starts: list[int]
    ends: list[int]
    quoted: list[int]
    """Token index of each run."""

    def word(self, index: int) -> str:
        """Return the text of a token."""
        return self.body[self.starts[index] : self.ends[index]]


def _letter(word: str) -> str:
    """Return the letter of a word that is not listed as it stands."""
    small = word.lower()
    if small == word:
        if not word[0].isalnum():  # several marks in a row
            return _MARKS.get(word[0], "-")
        if word[0].isdigit():
            return "h" if word.endswith("-old") else "D"
        if "-" in word and _LETTERS.get(word.rpartition("-")[2]) == "h":  # co-founder
            return "h"
        if word.endswith("ly") and word not in grammar.NOT_ADVERBS:
            return "r"
        return "v" if word.endswith("ed") else "n"
    if small in _FUNCTION_LETTERS and (word != word.upper() or len(word) == 1) and small not in grammar.AUXILIARIES:
        return _FUNCTION_LETTERS[small]  # but "Will Smith", "Theresa May" and "US" are names
    if word in nouns.TIMES:
        return "D"
    first, _, last = word.rpartition("-")
    return "T" if (first if last in _YET_TO_COME else last) in nouns.TITLES else "N"


class _Letters(dict[str, str]):
    """The letter of every word, listed or met lately."""

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_LETTERS:
            self.clear()
        letter = self[word] = _LETTERS.get(word) or _letter(word)  # listed ones, too: another thread may have cleared
        return letter


_letter_of = _Letters(_LETTERS).__getitem__


def _first_letter(word: str, *, name_follows: bool) -> str:
    """Return the letter of a sentence's first word, which is a name only if nothing else fits."""
    small = word.lower()
    letter = _LETTERS.get(small)
    if name_follows:
        return "T" if letter == "h" else "N"
    if letter is not None:
        return letter
    if small.endswith("ly") and small not in grammar.NOT_ADVERBS:
        return "r"
    return "n" if small.endswith("ing") else "N"


class _Builder:
    def __init__(self, body: str) -> None:
        self.body = body
        self.shape: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quoted: list[int] = []
        self.words: set[str] = set()
        self.unknown: list[int] = []  # first words of sentences that may be names

    def add(self, letter: str, start: int, end: int) -> None:
        self.shape.append(letter)
        self.starts.append(start)
        self.ends.append(end)

    def read(self, start: int, end: int, *, fresh: bool) -> None:
        """Add the tokens of a stretch outside quotation marks; `fresh`: it begins a sentence."""
        body = self.body
        parts = _TOKEN.split(body[start:end])  # what is between tokens, a token, what is between, …
        words = parts[1::2]
        if not words:
            return
        bounds = list(accumulate(map(len, parts), initial=start))
        starts, ends = bounds[1:-1:2], bounds[2::2]
        letters = list(map(_letter_of, words))
        if fresh and letters[0] == "N":
            stop = ends[0]
            name_follows = body[stop : stop + 1] == " " and body[stop + 1 : stop + 2].isupper()
            letters[0] = _first_letter(words[0], name_follows=name_follows)
            if letters[0] == "N" and not name_follows:
                self.unknown.append(len(self.shape))
        if "s" in letters:
            self._tell_possessives(letters, fresh=fresh)
            if not self.shape and letters[0] == "s" and not fresh:
                del letters[0], starts[0], ends[0]
        self.words.update(words)
        self.shape += letters
        self.starts += starts
        self.ends += ends

    def _tell_possessives(self, letters: list[str], *, fresh: bool) -> None:
        """Tell "he's" and "that's" from "Roe's"."""
        before = self.shape[-1] if self.shape and not fresh else ""
        for at, letter in enumerate(letters):
            if letter == "s" and before and before in "pqwjr":
                letters[at] = letter = "y"
            before = letter

    def done(self) -> Tokens:
        for at in self.unknown:
            small = self.body[self.starts[at] : self.ends[at]].lower()
            if small in self.words:  # the body has it in small letters, too: it is no name
                self.shape[at] = _letter(small)
        shape = "".join(self.shape)
        for found in _PARTICLE_PLACE.finditer(shape):
            if all(self.body[self.starts[at] : self.ends[at]] in PARTICLES for at in range(*found.span())):
                self.shape[found.start() : found.end()] = "N" * (found.end() - found.start())
        shape = "".join(self.shape)
        for found in _NAME_PLACE.finditer(shape):
            if self.body[self.starts[found.start()] : self.ends[found.start()]] in nouns.MONTHS_AND_NAMES:
                self.shape[found.start()] = "N"
        for found in _BEHIND_QUOTE.finditer(shape):
            at = found.end() - 1
            if self.body[self.starts[at] : self.ends[at]] in ("asked", "asks"):
                self.shape[at] = "S"
        for found in _ONCE_SAID.finditer(shape):
            if self.body[self.starts[found.start()] : self.ends[found.start()]] == "once":
                self.shape[found.start()] = "r"
        for found in _BEFORE_NOTHING_SAID.finditer(shape):
            if self.body[self.starts[found.start()] : self.ends[found.start()]] == "states":
                self.shape[found.start()] = "n"
        for found in _BEFORE_HEADED.finditer(shape):
            if self.body[self.starts[found.start()] : self.ends[found.start()]].lower() == "head":
                self.shape[found.start()] = "h"
        for found in _AFTER_ARTICLE.finditer(shape):
            at = found.end() - 1
            if self.body[self.starts[found.start()] : self.ends[found.start()]].lower() in ("a", "an"):
                self.shape[at] = "v" if self.body[self.starts[at] : self.ends[at]].endswith("ed") else "n"
        for found in _NOUN_PLACE.finditer(shape):
            at = found.end() - 1
            if self.body[self.starts[at] : self.ends[at]] in CUE_NOUNS:
                self.shape[at] = "c"
        return Tokens(self.body, "".join(self.shape), self.starts, self.ends, self.quoted)


def cut_tokens(layout: Layout, runs: tuple[Run, ...]) -> Tokens:
    """Cut a body into tokens, each quoted run being one, in linear time."""
    builder = _Builder(layout.body)
    upcoming = 0
    sentences, paragraph_of = layout.sentences, layout.paragraph_of
    at = 0
    for index, sentence in enumerate(sentences):
        fresh = True
        at = max(at, sentence.start)
        while upcoming < len(runs) and runs[upcoming].left < sentence.end:
            run = runs[upcoming]
            if at < run.left:
                builder.read(at, run.left, fresh=fresh)
            builder.quoted.append(len(builder.shape))
            builder.add("Q", run.left, run.right)
            at = run.right
            fresh = False
            upcoming += 1
        if at < sentence.end:
            builder.read(at, sentence.end, fresh=fresh)
            at = sentence.end
        if at > sentence.end:
            continue  # the sentence ends inside a quoted run
        ends_paragraph = index + 1 == len(sentences) or paragraph_of[index + 1] != paragraph_of[index]
        builder.add("\n" if ends_paragraph else ".", at, at)
    return builder.done()
