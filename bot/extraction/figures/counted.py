"""What an amount counts or describes: the noun behind it, behind its "of", or behind the whole it is part of."""

from typing import NamedTuple

from bot.extraction.figures.amounts import Amount
from bot.extraction.figures.nouns import STOP, VERBS_S, looks_plural, read_noun, read_of
from bot.extraction.figures.number_words import SMALL
from bot.extraction.figures.numbers import Form
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import TIME, WORDS
from bot.extraction.figures.units import read_rate
from bot.extraction.words import words

_DESCRIBED = words("a an the its their his her this one ,")
_DIMENSIONS = words("long wide tall deep high thick old across away apart up down more less each")
_PARTITIVE = words("""
    the his her its their our your my last past final first remaining these those all some only about
""")
_SMALL_WHOLE = 1000
"""A part of fewer than this is one figure with its whole ("71 of the 120 seats")."""


class Counted(NamedTuple):
    """A noun over tokens [first, last), empty if none; where the expression ends; what a count is a rate per."""

    first: int
    last: int
    end: int
    per: str = ""

    @property
    def named(self) -> bool:
        """Say whether there is a noun at all."""
        return self.last > self.first

    def noun(self, tokens: Tokens) -> str:
        """Return the noun as the body has it."""
        return tokens.body[tokens.starts[self.first] : tokens.ends[self.last - 1]] if self.named else ""


def counted_by(tokens: Tokens, amount: Amount, at: int, following: Amount | None) -> Counted | None:
    """Find what an amount counts. `at` is the token behind it and its hedges; `following` the next amount."""
    if amount.number.noun:
        return Counted(*amount.number.noun, amount.last)
    limit = following.first if following else len(tokens)
    partial = amount.unit in ("", "fraction")
    shared = _shared_with(tokens, amount, at, following) if following and partial else None
    if shared:
        return shared
    quoted = tokens.at(at) in ("”", '"', "’") and tokens.at(at + 1) == "of"  # “dozens” of ships
    of = read_of(tokens, at + quoted)
    whole = tokens.at(at) in _PARTITIVE and WORDS.get(tokens.at(at + 1)) not in TIME
    if of is None and whole and amount.number.form is Form.FRACTION:  # half the town
        of = read_noun(tokens, at + 1, singular=True)
    if of:
        return Counted(*of, of[1]) if of[1] <= limit else None
    alternative = _before_or(tokens, amount)
    if alternative:
        return alternative
    if (tokens.at(at), tokens.at(at + 1)) in _OF_THEM:
        return Counted(at + 2, at + 2, at + 2)
    if amount.unit and amount.unit != "fraction":
        return _attributive(tokens, amount, at, limit)
    if tokens.at(at) == "-" and tokens.joined(at):
        return _hyphened(tokens, amount, at, following)
    if tokens.at(at) == "-" and tokens.apart(at) and tokens.at(amount.first - 1) in _DESCRIBED:  # a four - game ban
        attributive = (
            tokens.is_word(at + 1)
            and tokens.is_word(at + 2)
            and tokens.at(at + 1) not in STOP
            and not looks_plural(tokens.at(at + 1))
        )
        return Counted(at + 1, at + 2, at + 2) if attributive else None
    if "." in tokens.at(amount.last - 1) and _is_acronym(tokens.text(at)):
        return Counted(at, at + 1, at + 1)
    return _directly_behind(tokens, amount, at, limit)


def _directly_behind(tokens: Tokens, amount: Amount, at: int, limit: int) -> Counted | None:
    """Read the noun phrase behind a count, and what the count is a rate per."""
    singular = amount.low == amount.high == 1 or tokens.at(amount.last - 1) in ("figure", "digit")
    found = None if _is_time_ago(tokens, at) else read_noun(tokens, at, singular=singular)
    if found and (found[1] <= limit or tokens.at(limit - 1) not in STOP):
        rate = read_rate(tokens, found[1], money=False)
        return Counted(*found, rate[1], rate[0]) if rate else Counted(*found, found[1])
    if amount.unit:
        return None
    if tokens.at(at) == "more" and tokens.at(at + 1) != "than":
        return Counted(at + 1, at + 1, at + 1)
    rate = read_rate(tokens, at, money=False)
    return Counted(at, at, rate[1], rate[0]) if rate else None


def _is_time_ago(tokens: Tokens, at: int) -> bool:
    """Say whether a time begins that is no noun: "up from 14 four years ago"."""
    return tokens.at(at) in SMALL and WORDS.get(tokens.at(at + 1)) in TIME and tokens.at(at + 2) in _AGO


_AGO = words("ago earlier before previously")


def _before_or(tokens: Tokens, amount: Amount) -> Counted | None:
    """Read the noun of "another pick or two", "a goal or two"."""
    at = amount.first - 2
    if tokens.at(at + 1) != "or" or tokens.at(at - 1) not in ("a", "an", "another") or amount.unit:
        return None
    return Counted(at, at + 1, amount.last) if tokens.is_word(at) and tokens.at(at) not in STOP else None


_OF_THEM = frozenset(("of", pronoun) for pronoun in ("them", "those", "these", "us", "you", "whom", "which"))


def _hyphened(tokens: Tokens, amount: Amount, at: int, following: Amount | None) -> Counted | None:
    """Read the noun joined by a hyphen: "22-member", and "four-" of "four- and six-cylinder"."""
    if tokens.at(at + 1) == "strong":
        strong = read_noun(tokens, at + 2, singular=True)
        return Counted(*strong, strong[1]) if strong else None
    if tokens.joined(at + 1) and tokens.is_word(at + 1):
        return Counted(at + 1, at + 2, at + 2)
    shared = following and following.first - at <= 3 and tokens.words[at + 1 : following.first] in _SUSPENDED
    if shared and following and tokens.at(following.last) == "-":
        beyond = following.last + 1
        while tokens.at(beyond) in _HYPHENS or tokens.is_digits(beyond) or tokens.at(beyond) in SMALL:
            beyond += 1
        return Counted(beyond, beyond + 1, amount.last) if tokens.is_word(beyond) else None
    return None


_SUSPENDED = (["and"], ["or"], ["to"], [","], [",", "and"], [",", "or"])
_HYPHENS = frozenset({"-", ",", "and", "or", "to"})


def _is_acronym(text: str) -> bool:
    """Say whether a word is what a decimal counts by its initials: 0.5 WAR."""
    return 1 < len(text) < 5 and text.isalpha() and text.isupper()


def _shared_with(tokens: Tokens, amount: Amount, at: int, following: Amount) -> Counted | None:
    """Read the noun that stands behind the next amount: "15 of the 19 hijackers", "three $50,000 prizes"."""
    between = tokens.words[at : following.first]
    if not between:
        shares = following.prefixed or (following.unit and amount.number.form is Form.WORDS)
        found = read_noun(tokens, following.last) if shares else None
        return Counted(*found, amount.last) if found else None
    partitive = between[0] == "of" and len(between) < 6 and not following.unit
    if not partitive or not all(word in _PARTITIVE or word.endswith(("'s", "’s", "'", "’")) for word in between[2:]):
        return None
    found = read_noun(tokens, following.last)
    if found is None or following.low is None:
        return None
    small = not amount.unit and amount.low is not None and amount.low <= following.low < _SMALL_WHOLE
    return Counted(*found, found[1] if small else amount.last)


def _attributive(tokens: Tokens, amount: Amount, at: int, limit: int) -> Counted | None:
    """Find the noun that an amount describes: "a $210 million charge", "a four-year deal"."""
    if tokens.at(amount.first - 1) not in _DESCRIBED or amount.per or not tokens.is_word(at):
        return None
    if tokens.at(at) in _DIMENSIONS or tokens.at(at) in VERBS_S:
        return None
    found = read_noun(tokens, at, singular=True)
    if found is None or found[1] > limit or found[1] - found[0] > 3 or tokens.at(found[1] - 1).endswith("ed"):
        return None
    return Counted(*found, found[1])
