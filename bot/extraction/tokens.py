"""A body as tokens and as its shape: one letter per token, so that phrases and clauses are found by plain patterns."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from bot.extraction import grammar, nouns
from bot.extraction.cues import CUE_NOUNS, CUES
from bot.extraction.kept import Kept
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
    """Tokens of a body in order: token i is `body[starts[i]:ends[i]]`, of the kind `shape[i]`; a quoted run is one.

    `word` returns the text of a token by its index; it is the list's own method, the fastest.
    """

    body: str
    shape: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    quoted: list[int]
    """Token index of each run."""
    word: Callable[[int], str]


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


class _Token(NamedTuple):
    """A token of a stretch without blanks, with its place in it."""

    word: str
    letter: str
    start: int
    end: int


def _cut(stretch: str) -> tuple[_Token, ...]:
    """Return the tokens of a stretch without blanks: no token crosses a blank."""
    parts = _TOKEN.split(stretch)  # what is between tokens, a token, what is between, …
    words, bounds = parts[1::2], list(accumulate(map(len, parts)))
    letters = [_LETTERS.get(word) or _letter(word) for word in words]
    return tuple(map(_Token, words, letters, bounds[:-1:2], bounds[1::2]))


_tokens_of = Kept(_cut).__getitem__


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
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.quoted: list[int] = []
        self.unknown: list[int] = []  # first words of sentences that may be names

    def add(self, letter: str, start: int, end: int) -> None:
        self.shape.append(letter)
        self.words.append(self.body[start:end])
        self.starts.append(start)
        self.ends.append(end)

    def read(self, start: int, end: int, *, fresh: bool) -> None:
        """Add the tokens of a stretch outside quotation marks; `fresh`: it begins a sentence."""
        body, first = self.body, len(self.words)
        letters: list[str] = []
        words, starts, ends = self.words, self.starts, self.ends
        at = start
        for stretch in body[start:end].split(" "):
            for word, letter, left, right in _tokens_of(stretch):
                words.append(word)
                letters.append(letter)
                starts.append(at + left)
                ends.append(at + right)
            at += len(stretch) + 1
        if not letters:
            return
        if fresh and letters[0] == "N":
            stop = ends[first]
            name_follows = body[stop : stop + 1] == " " and body[stop + 1 : stop + 2].isupper()
            letters[0] = _first_letter(words[first], name_follows=name_follows)
            if letters[0] == "N" and not name_follows:
                self.unknown.append(len(self.shape))
        if "s" in letters:
            self._tell_possessives(letters, fresh=fresh)
            if not self.shape and letters[0] == "s" and not fresh:
                del letters[0], words[0], starts[0], ends[0]
        self.shape += letters

    def _tell_possessives(self, letters: list[str], *, fresh: bool) -> None:
        """Tell "he's" and "that's" from "Roe's"."""
        before = self.shape[-1] if self.shape and not fresh else ""
        for at, letter in enumerate(letters):
            if letter == "s" and before and before in "pqwjr":
                letters[at] = letter = "y"
            before = letter

    def done(self) -> Tokens:
        shape, words = self.shape, self.words
        known = frozenset(words)
        for at in self.unknown:
            small = words[at].lower()
            if small in known:  # the body has it in small letters, too: it is no name
                shape[at] = _letter(small)
        if not known.isdisjoint(PARTICLES):
            for found in _PARTICLE_PLACE.finditer("".join(shape)):
                first, last = found.span()
                if PARTICLES.issuperset(words[first:last]):
                    shape[first:last] = "N" * (last - first)
        letters = "".join(shape)
        if not known.isdisjoint(nouns.MONTHS_AND_NAMES):
            for found in _NAME_PLACE.finditer(letters):
                if words[found.start()] in nouns.MONTHS_AND_NAMES:
                    shape[found.start()] = "N"
        for found in _BEHIND_QUOTE.finditer(letters):
            if words[found.end() - 1] in ("asked", "asks"):
                shape[found.end() - 1] = "S"
        for found in _ONCE_SAID.finditer(letters):
            if words[found.start()] == "once":
                shape[found.start()] = "r"
        for found in _BEFORE_NOTHING_SAID.finditer(letters):
            if words[found.start()] == "states":
                shape[found.start()] = "n"
        for found in _BEFORE_HEADED.finditer(letters):
            if words[found.start()].lower() == "head":
                shape[found.start()] = "h"
        for found in _AFTER_ARTICLE.finditer(letters):
            at = found.end() - 1
            if words[found.start()].lower() in ("a", "an"):
                shape[at] = "v" if words[at].endswith("ed") else "n"
        for found in _NOUN_PLACE.finditer(letters):
            if words[found.end() - 1] in CUE_NOUNS:
                shape[found.end() - 1] = "c"
        return Tokens(self.body, "".join(shape), words, self.starts, self.ends, self.quoted, words.__getitem__)


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
