"""Numbers about people and time that are no figures: ages, sources counted as sources, times that place an event."""

from bot.extraction.figures.factors import FACTORS
from bot.extraction.figures.number_words import DENOMINATORS, SCALES, SMALL, TENS
from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words

_SOURCES = words("""
    official officials source sources diplomat diplomats analyst analysts witness witnesses aide aides economist
    economists people person officer officers expert experts lawmaker lawmakers senator senators insider
    insiders adviser advisers employee employees executive executives spokesperson spokespeople resident
    residents researcher researchers minister ministers scientist scientists trader traders lawyer lawyers
    doctor doctors
""")
_TELLING = words("""
    said say says told tell tells added confirmed familiar briefed warned claimed acknowledged described
    explained insisted close involved knowledge
""")
_TOLD = words("said says told tell added warned claimed confirmed")
_AFTER_EVENT = words("ago earlier later before after hence beforehand afterwards prior since ended ending")
_BEFORE_EVENT = words("after within past last previous next coming recent preceding first every-other")
_SPANS = words("day week fortnight month year decade century")
_GIVEN = words("has have had given it them him her you us")
"""Before "28 days to respond": a term, not a length."""

_AGED = words("""
    voters residents americans workers drivers students children kids people those women men boys girls adults
    anyone everyone teenagers players aged them pensioners
""")
_PARENTS = words("mother father mum mom dad parent parents")
_GROWN = words("man woman boy girl age ages")
_BEINGS = words("he she who i i'm he's she's")
_MOST_SOURCES = 12
"""More people than this are not sources but a survey."""

_AGE_OF_A_THING = 1000
_OLDEST = 120
"""No person is older; a thing of more than a thousand years is measured by its age."""


def is_age(tokens: Tokens, first: int, last: int, unit: str, value: int) -> bool:
    """Say whether the number is an age: "45-year-old", "aged 21", "Maria Vel, 66,", "children under five"."""
    if unit.endswith(" of age"):
        return value < _AGE_OF_A_THING
    if unit in ("year", "month", "week", "day"):
        if tokens.at(last) in ("old", "olds"):
            return value < _AGE_OF_A_THING
        return (tokens.at(last), tokens.at(last + 1)) == ("of", "age")
    if unit or not 0 < value <= _OLDEST:
        return False
    return (
        _spoken_of_as_age(tokens, first, last, value)
        or _age_limit(tokens, first, last)
        or _apposed(tokens, first, last)
        or _states_age(tokens, first, last)
    )


def _spoken_of_as_age(tokens: Tokens, first: int, last: int, value: int) -> bool:
    """Aged 21, a man of 34, died at 43, between the ages of 18 and 29, raise the retirement age to 67."""
    before, owner = tokens.at(first - 1), tokens.at(first - 2)
    window = tokens.words[max(0, first - 7) : first]
    if before in ("to", "at", "from", "of") and value > 15 and "age" in window:
        return True
    if before == "both" and tokens.at(last) in (",", ".", ")", "") and value > 9:  # the teenagers, both 17,
        return True
    if before == "-" and tokens.at(first - 2) == "of" and tokens.at(first - 4) in _PARENTS:  # mother-of-two
        return True
    if before in ("aged", "age", "ages") or (before in ("of", "is") and owner in _GROWN):
        return True
    if before in ("and", "to", "-", "–", "of") and (
        "ages" in window or "aged" in window or tokens.at(first - 3) == "age"
    ):
        return True
    died = before == "at" and owner in ("died", "dead", "dies") and tokens.at(first - 3) not in ("of", "the")
    if died or before in ("now", "then", "died", "turned", "turns"):
        return not tokens.is_word(last) or tokens.at(last) in ("and", "in", "at", "from")
    return before == "of" and owner in _PARENTS


def _age_limit(tokens: Tokens, first: int, last: int) -> bool:
    """Children under five, voters 45 and older."""
    if tokens.at(last) in ("and", "or") and tokens.at(last + 1) in ("older", "over", "up", "younger", "under"):
        return True
    limited = tokens.at(first - 2) in _AGED or tokens.at(first - 2) in ("the", "age") or tokens.at(first - 3) == "them"
    return limited and tokens.at(first - 1) in ("under", "over", "above", "below")


def _apposed(tokens: Tokens, first: int, last: int) -> bool:
    """Maria Vel, 66, and Maria Vel (66)."""
    closed = tokens.at(last) in (",", ")", ";", ".", "(", "")
    if tokens.at(first - 1) == tokens.at(last) == "," and tokens.is_word(first - 2) and tokens.at(first).isdecimal():
        return len(tokens.at(first)) == 2  # the goalkeeper, 29,
    return (
        tokens.at(first - 1) in (",", "(")
        and closed
        and last - first == 1
        and tokens.text(first - 2)[:1].isupper()
        and tokens.is_word(first - 2)
    )


def _states_age(tokens: Tokens, first: int, last: int) -> bool:
    """He is 35, she will be 40 by the end of the year."""
    back = 1 + (tokens.at(first - 1) == "be")
    verb = tokens.at(first - back) in ("is", "was", "turned", "turns", "will")
    free = not tokens.is_word(last) or tokens.at(last) in (
        "when",
        "by",
        "at",
        "and",
        "in",
        "on",
        "this",
        "next",
        "with",
    )
    return verb and free and tokens.at(first - back - 1) in _BEINGS


def is_source(tokens: Tokens, first: int, noun_last: int | None, value: int) -> bool:
    """Say whether people are counted as sources: "two officials said", "three people familiar with"."""
    if value == 1 and tokens.at(first - 1) in ("said", "says") and noun_last is not None:
        return True
    if noun_last is None or tokens.at(noun_last - 1) not in _SOURCES or not 0 < value <= _MOST_SOURCES:
        return False
    if any(tokens.at(noun_last + ahead) in _TELLING for ahead in range(3)):
        return True
    for at in range(noun_last, noun_last + 6):
        if tokens.at(at) == "and" and tokens.at(at + 1) in _TOLD and tokens.at(at + 2) != "to":
            return True  # two officials went further and said
    return tokens.at(first - 1) == "to" and tokens.at(first - 2) in ("according", "spoke", "talked")


def places_an_event(tokens: Tokens, first: int, last: int, unit: str) -> bool:
    """Say whether a span of time only says when: four years ago, after three hours, in the next couple of weeks."""
    before, after = tokens.at(first - 1), tokens.at(last)
    if first and last - first == 2 and tokens.is_digits(first) and tokens.text(last - 1).istitle():  # on 60 Minutes
        return True
    if after in _AFTER_EVENT or (after in ("'", "’") and tokens.at(last + 1) in ("time", "notice")):
        return True
    if (after, tokens.at(last + 1)) in (("from", "now"), ("out", "from"), ("to", "come")):
        return True
    if after == "to" and unit in _SPANS and (before in _GIVEN or tokens.text(last + 1)[:1].isupper()):
        return True
    if (after, tokens.at(last + 1)) == ("on", ",") and first == 0:  # Two decades on, …
        return True
    if before in ("past", "last", "next", "coming", "previous", "recent", "preceding", "first"):
        return not (before in ("past", "last", "next") and _lasts(tokens, first, last))
    if before in ("after", "within"):
        return True
    return before == "in" and unit in _SPANS


def _lasts(tokens: Tokens, first: int, last: int) -> bool:
    """Say how long something lasts: "closed for the past two years", "has led the poll over the past two years".

    With another number beside it, the second is when that number grew: "has risen 5% over the past two years".
    """
    at = first - 2 - (tokens.at(first - 2) in ("the", "these", "its", "his", "her", "their"))
    if tokens.at(at) == "for":
        return True
    if tokens.at(at) not in ("over", "during", "throughout"):
        return False
    near = range(max(0, at - _CLAUSE), min(len(tokens), last + _CLAUSE))
    counted = any(tokens.is_digits(one) or tokens.at(one) in _COUNTING for one in near if not first <= one < last)
    return not counted and not _PERFECT.isdisjoint(tokens.words[near.start : near.stop])


_CLAUSE = 16
"""How many tokens around a span of time are looked at for what it measures."""

_COUNTING = frozenset(SMALL) | frozenset(TENS) | frozenset(SCALES) | frozenset(DENOMINATORS) | FACTORS
_PERFECT = words("has have had hasn't haven't hadn't i've we've you've they've hasn’t haven’t hadn’t we’ve they’ve")
