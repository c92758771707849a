"""Digits and number words that are no figures: dates, times, scores, names, addresses, lists, "one"."""

from bot.extraction.figures.nouns import PAST, STOP
from bot.extraction.figures.number_words import SCALES
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.units import weighs
from bot.extraction.words import words

_MONTHS = words("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
_DESIGNATORS = words("""
    article section chapter channel route highway flight phase level type class unit room gate group game week
    day round grade windows galaxy iphone model formula apollo act title resolution paragraph page no number
    version stage lane tier category season episode volume part step line platform pier block building apartment
    apt floor mile junction ligue suite box exhibit question figure table rule amendment proposition prop
    district precinct ward
    zone sector boeing airbus falcon starship bus interstate exit hurricane covid seed ranked code clause annex
    schedule appendix aged age ages psalm verse generation gen mark mk ipad playstation xbox pixel hill lap
    channel studio radio bowl fortune ftse nikkei nasdaq dax cac stoxx sp s&p squad page pages u
""")
_YEAR_CUES = words("""
    in since by of until till from during early late mid before after year fiscal spring summer autumn fall
    winter through to the and between circa election elections world cup olympics season january february march
    april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov
    dec
""")
_COUNT_CUES = words("about some nearly almost around roughly least most than over exactly only just total")
_FIRM_YEAR_CUES = words("in since until till during circa")
_HYPHENED = words("covid boeing airbus formula")
"""Names that keep their number though a scraper cut the hyphen off: COVID -19."""

_BEFORE_MONTH = words("on until till since by from in last monday tuesday wednesday thursday friday saturday sunday")

_STREETS = words("""
    road street st avenue ave lane drive boulevard blvd way square court place highway rd ln dr terrace crescent
    close parkway pkwy
""")
_CLOCKS = words("am pm gmt et utc o'clock o’clock")
AFTER_ONE = words("""
    another morning evening night afternoon weekend summer winter day time thing more way would could can should
    must may might will is was has had who that which by on in to for with at from and or but point goes does
    did said says - seriously critically
""")
_BEFORE_ONE = words("this that which the each any every no another some first last only new old good bad big same")
_MIDDLE = words("""
    The A An And But In At On By Of For From To With About Around Over Under More Some Nearly Almost Only
    Just Up Down As Fewer Less Another I When While After Before Since Until If That Than Least Most " "Between
    Killing Killed Roughly Approximately Estimated
""")
"""Capitalised in a headline or at the start of a sentence, these do not make a name of the number behind them."""


_WHOLES = words("the them those these its their his her our my your")
_ANY_WHOLE = words("""
    us only several many a dozens hundreds thousands scores two three four five six seven eight nine ten
""")
_PRAISE = words("""
    most least best worst few top leading finest main key only first last primary preferred favourite favorite
    reasons things ways questions issues problems points many mr mrs ms dr sen gov rep
""")


def is_pronoun(tokens: Tokens, first: int) -> bool:
    """Say whether a number without a noun stands for those named before: "the two", "the top two"."""
    before = tokens.at(first - 1)
    if before == "-" and tokens.joined(first):
        before = tokens.at(first - 2)
    return before in (
        "the",
        "latter",
        "former",
        "top",
        "bottom",
        "final",
        "last",
        "next",
        "all",
        "those",
        "these",
    ) and (not tokens.is_digits(first) or before in ("top", "bottom", "final"))


def is_counting_off(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a number opens its sentence as a step: "Two, cut taxes." """
    opens = first == 0 or tokens.at(first - 1) in ("“", '"')
    return opens and tokens.at(last) in (",", ":", ".") and not tokens.is_digits(first)


def is_date_or_time(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the digits over [first, last) belong to a date or a clock time."""
    before, after = tokens.at(first - 1), tokens.at(last)
    month = first - 1 - (before == ".")
    if tokens.at(month) in _MONTHS and _is_month(tokens, month) and len(tokens.at(first)) < 5:
        return True
    if after in _MONTHS and _is_month(tokens, last) and len(tokens.at(first)) <= 2:
        return True
    if (
        before in ("'", "’", "‘")
        and tokens.joined(first)
        and len(tokens.at(first)) == 2
        and not tokens.joined(first - 1)
    ):
        return True
    if after in ("ad", "bc", "bce", "ce") and tokens.text(last).isupper():
        return True
    if after == "st" and weighs(tokens.at(first)):
        return False
    if tokens.joined(last) and "." not in tokens.at(first) and after in ("st", "nd", "rd", "th", "s", "'s", "’s", "h"):
        return after not in ("'s", "’s", "h") or len(tokens.at(first)) == 4 or tokens.is_digits(last + 1)
    if _colon(tokens, last) or _colon(tokens, first - 1):
        return True
    if after == "hrs":
        return len(tokens.at(first)) == 4
    return after in _CLOCKS or (after in ("a", "p") and tokens.at(last + 1) == "." and tokens.at(last + 2) == "m")


def _is_month(tokens: Tokens, index: int) -> bool:
    """Say whether a month's name is one: "may" and "march" in small letters only where a date can stand."""
    if tokens.text(index)[:1].isupper() or tokens.at(index) not in ("may", "march", "mar", "sept", "dec", "nov", "oct"):
        return True
    return tokens.at(index - 1) in _BEFORE_MONTH


def _capital(tokens: Tokens, index: int) -> bool:
    return tokens.text(index)[:1].isupper()


def _colon(tokens: Tokens, index: int) -> bool:
    """Say whether a colon stands between digits without a space: 2:55, 2:04:17."""
    if tokens.at(index) != ":":
        return False
    digits = tokens.is_digits(index - 1) and tokens.is_digits(index + 1)
    return digits and tokens.joined(index) and tokens.joined(index + 1)


def is_year(tokens: Tokens, first: int, last: int, *, counted: bool) -> bool:
    """Say whether a bare number of four digits reads as a year. `counted`: a noun follows it."""
    word, before = tokens.at(first), tokens.at(first - 1)
    if last - first != 1 or len(word) != 4 or not word.isdecimal():
        return False
    year = int(word)
    if 1000 <= year <= 2150 and before in _FIRM_YEAR_CUES:
        return True
    if not 1500 <= year <= 2150:
        return False
    recent = 1990 <= year <= 2050 and year % 100 != 0 and before not in _COUNT_CUES
    return not counted or recent or before in _YEAR_CUES or (first > 1 and _capital(tokens, first - 1))


_SHARP = words("tv tvs television video videos display displays screen monitor resolution ultra hdr footage camera")
"""What is sharp in "a 4K screen"."""

_PREFIXES = words("mid pre post minus plus to under sub now magnitude")


def is_part_of_token(tokens: Tokens, first: int, last: int, *, united: bool = False) -> bool:
    """Say whether digits stick to letters or signs: G7, COVID-19, /2024/, 5G. `united`: a unit ends at `last`."""
    if tokens.joined(first):
        before = tokens.text(first - 1)
        if before[-1:].isalpha() or before[-1:] in "/_@#=&?\\*^|:%":
            return True
        hyphened = before in ("-", "–") and tokens.joined(first - 1) and tokens.is_word(first - 2)
        if hyphened and tokens.at(first - 2) not in _PREFIXES:
            return True
    if tokens.at(last - 1) == "k" and tokens.at(first) in ("4", "8") and tokens.at(last) in _SHARP:
        return True
    if tokens.joined(last):
        after = tokens.text(last)
        return after[:1].isalnum() or (not united and after in "/_@#=&\\^|")
    return False


def is_named(tokens: Tokens, first: int, last: int, *, counted: bool) -> bool:
    """Say whether a number names a thing (Boeing 737, Article 5, Norvale 50, 11 Pro). `counted`: a noun follows it."""
    before = tokens.at(first - 1)
    if before == "-" and (tokens.joined(first - 1) or tokens.at(first - 2) in _HYPHENED):
        before = tokens.at(first - 2)
    small = not tokens.is_digits(first) or (tokens.at(first).isdecimal() and tokens.at(last - 1) not in SCALES)
    if (before in _DESIGNATORS and small) or (
        before == "." and tokens.at(first - 2) in ("no", "nr", "nos", "art", "sec", "fig")
    ):
        return True
    if before in ("№", "#", "§") or (tokens.at(first - 2) in ("&", "sp") and before == "p"):
        return True
    if before == "of" and tokens.text(first - 2) in ("Group", "Gang"):  # Group of 20
        return True
    if _capital(tokens, first) and before == "of" and _capital(tokens, first - 2):  # Gang of Eight
        return True
    if counted or not tokens.is_digits(first):
        return _capital(tokens, first) and first > 1 and _capital(tokens, first - 1) and tokens.is_word(first - 1)
    if (
        len(tokens.at(first)) < 7
        and _capital(tokens, last)
        and tokens.is_word(last)
        and _name_follows(tokens, first, last)
    ):
        return True
    name = tokens.text(first - 1)
    if name.endswith(("'s", "’s")):
        return False
    return first > 1 and name[:1].isupper() and name not in _MIDDLE


def _name_follows(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the capitalised word behind digits makes a name with them; an acronym behind decimals is counted."""
    return len(tokens.text(last)) > 1 and tokens.at(first).isdecimal()


def is_address(tokens: Tokens, last: int) -> bool:
    """Say whether a street name follows the number."""
    for ahead in range(6):
        suffix = tokens.at(last + ahead) in ("st", "nd", "rd", "th") and tokens.joined(last + ahead)
        if not (suffix or _capital(tokens, last + ahead) or tokens.is_digits(last + ahead)):
            return False
        if ahead and tokens.at(last + ahead) in _STREETS:
            return True
    return False


def is_list_number(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the number opens its sentence as "1. Cut taxes", or its line as "1." or "2)"."""
    stop = tokens.at(last) == "." and tokens.joined(last)
    if first == 0 and stop and last + 1 < tokens.count and _capital(tokens, last + 1):
        return True
    bracket = tokens.at(last) == ")" and tokens.joined(last) and len(tokens.at(first)) < 3
    if bracket and (tokens.at(first - 1) == "(" or "(" not in tokens.words[max(0, first - 12) : first]):
        return True
    start = tokens.starts[first]
    line = start == 0 or tokens.body[start - 1] in "\n\r"
    return line and tokens.at(last) in (".", ")") and tokens.joined(last)


def is_serial(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether bare digits are too long for a count nobody groups, a zip code or an emergency number."""
    word = tokens.at(first)
    if not word.isdecimal() or last - first != 1:
        return False
    if len(word) > 7 or (word in ("911", "999", "112") and _is_dialled(tokens, first, last)):
        return True
    state = tokens.text(first - 1) if tokens.is_word(first - 1) else tokens.text(first - 2)
    return len(word) == 5 and len(state) == 2 and state.isupper()


def _is_dialled(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether an emergency number is meant: "a 911 call", "they called 999"."""
    before = tokens.at(first - 1).startswith(("call", "dial", "phon", "rang", "ring"))
    return before or tokens.at(last).startswith(("call", "operator", "dispatch"))


def is_row_of_digits(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether digits stand beside other digits: a score, a telephone number, a table."""
    left, right = tokens.at(first - 1), tokens.at(last)
    if tokens.is_digits(first - 1) or tokens.is_digits(last):
        return True
    dash_left, dash_right = left in ("-", "–"), right in ("-", "–")
    return (dash_left and tokens.is_digits(first - 2)) or (dash_right and tokens.is_digits(last + 1))


def is_pronoun_one(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether "one" stands for somebody or something rather than for the number."""
    if tokens.at(first) != "one" or last - first != 1:
        return False
    after, behind = tokens.at(last), tokens.at(last + 1)
    if tokens.joined(first) and tokens.at(first - 1) == "-":  # one-on-one
        return True
    if after == "of":
        member = behind not in _WHOLES and not tokens.is_word(last + 1)
        return (
            member
            or behind in _ANY_WHOLE
            or tokens.at(first - 1) in ("any", "either", "not", "every")
            or _superlative(tokens, last + 1)
        )
    if not tokens.is_word(last) or after in AFTER_ONE or (after in STOP and tokens.text(last) != "US"):
        return True
    if (after in PAST or after.endswith("ed")) and behind in STOP:  # one built on what she learned
        return True
    return tokens.at(first - 1) in _BEFORE_ONE or (after.endswith("s") and not after.endswith("ss"))


def _superlative(tokens: Tokens, index: int) -> bool:
    """Say whether "one of the best", "one of the most" praises rather than counts."""
    ahead = tokens.words[index : index + 4]
    return any(word in _PRAISE or (word.endswith("est") and len(word) > 5) for word in ahead)
