"""Numbers that are no figures: dates, times, ages, scores, names, addresses, lists, sources."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.wordlist import words

MONTHS = words("""
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
_DESIGNATORS = words("""
    article section chapter channel route highway flight phase level type class unit room gate group game week
    day round grade windows galaxy iphone model formula apollo act title resolution paragraph page no number
    version stage lane tier category season episode volume part step line platform pier block building
    apartment apt floor suite box exhibit count question figure table item rule amendment proposition prop
    district precinct ward zone sector area boeing airbus falcon starship falcon airbus bus train interstate
    exit engine hurricane covid division war league seed ranked heading code order bill clause annex schedule
    appendix aged age ages psalm verse agenda vision generation gen mark mk iphone ipad playstation xbox pixel
    euro studio radio super-bowl bowl olympics radio bbc itv espn fortune ftse nikkei nasdaq dax cac stoxx
""")
YEAR_CUES = words("""
    in since by of until till from during early late mid before after year fiscal spring summer autumn fall
    winter through to the and between circa election elections world cup olympics season class, for mid-
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
""")
_STREETS = words("""
    road street st avenue ave lane drive boulevard blvd way square court place highway rd ln dr terrace
    crescent close parkway pkwy
""")
_SOURCES = words("""
    official officials source sources diplomat diplomats analyst analysts witness witnesses aide aides
    economist economists people person officer officers expert experts lawmaker lawmakers senator senators
    insider insiders adviser advisers employee employees executive executives spokesperson spokespeople
    resident residents researcher researchers minister ministers
""")
_TELLING = words("""
    said say says told tell tells added confirmed familiar briefed warned claimed reported acknowledged
    described explained insisted suggested
""")
_AFTER_ONE = words("""
    of another day time thing more way would could can should must may might will is was has had who that
    which by on in to for with at from and or but side hand point reason off goes does did said says -
""")


def is_date_or_time(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the digits over [first, last) belong to a date or a clock time."""
    before, after = tokens.at(first - 1), tokens.at(last)
    month_before = before in MONTHS or (before == "." and tokens.at(first - 2) in MONTHS)
    if month_before and _caps(tokens, first - 1 - (before == ".")) and len(tokens.at(first)) < 5:
        return True
    if after in MONTHS and _caps(tokens, last) and len(tokens.at(first)) <= 2:
        return True
    if after in ("st", "nd", "rd", "th", "s") and tokens.joined(last):
        return True
    if after in ("'s", "’s") and len(tokens.at(first)) == 4:
        return True
    if after in (":", "h") and tokens.joined(last) and tokens.is_digits(last + 1) and tokens.joined(last + 1):
        return True
    if before == ":" and tokens.joined(first) and tokens.is_digits(first - 2) and tokens.joined(first - 1):
        return True
    clock = after in ("am", "pm", "gmt", "et", "utc", "o'clock", "o’clock", "a.m", "p.m")
    return clock or (after in ("a", "p") and tokens.at(last + 1) == "." and tokens.at(last + 2) == "m")


def _caps(tokens: Tokens, index: int) -> bool:
    return tokens.text(index)[:1].isupper()


def is_year(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a bare number of four digits reads as a year."""
    word = tokens.at(first)
    return last - first == 1 and len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2150


def is_part_of_token(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether digits stick to letters or signs: G7, COVID-19, /2024/, 5G, 192.168."""
    if tokens.joined(first):
        before = tokens.text(first - 1)
        if before[-1:].isalpha() or before in "/_@#=&?\\*^|":
            return True
        if before in "-–" and tokens.joined(first - 1) and tokens.at(first - 2)[:1].isalpha():
            return tokens.at(first - 2) not in ("mid", "pre", "post", "minus", "plus", "to")
        if before == ":" and tokens.joined(first - 1):
            return True
    if tokens.joined(last):
        after = tokens.text(last)
        if after[:1].isalpha() or after in "/_@#=&\\^|":
            return True
    return False


def is_named(tokens: Tokens, first: int, *, counted: bool) -> bool:
    """Say whether a number names a thing (Boeing 737, Article 5, Norvale 50). `counted`: a noun follows it."""
    before = tokens.at(first - 1)
    if before == "-" and tokens.joined(first - 1):
        before = tokens.at(first - 2)
    if before in _DESIGNATORS or (
        before == "." and tokens.at(first - 2) in ("no", "nr", "nos", "art", "sec", "fig", "vol")
    ):
        return True
    if before in ("№", "#", "§"):
        return True
    if counted or first < 2 or not tokens.is_digits(first):
        return False
    name = tokens.text(first - 1)
    return name[:1].isupper() and (name not in _OPENERS)


_OPENERS = words("""
    The A An And But In At On By Of For From To With About Around Over Under More Some Nearly Almost Only Just
    Up Down As Fewer Less Another I
""")


def is_address(tokens: Tokens, last: int) -> bool:
    """Say whether a street name follows the number."""
    for ahead in range(5):
        word = tokens.at(last + ahead)
        if not _caps(tokens, last + ahead) and not tokens.is_digits(last + ahead):
            return False
        if ahead and word in _STREETS:
            return True
    return False


def is_list_number(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the number opens its line as "1." or "2)"."""
    line = tokens.starts[first] == 0 or tokens.body[tokens.starts[first] - 1] in "\n\r"
    return line and tokens.at(last) in (".", ")") and tokens.joined(last)


def is_score(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether the digits are one side of a score or of a telephone number."""
    left = tokens.at(first - 1) in ("-", "–") and tokens.joined(first) and tokens.joined(first - 1)
    right = tokens.at(last) in ("-", "–") and tokens.joined(last) and tokens.joined(last + 1)
    return (left and tokens.is_digits(first - 2)) or (right and tokens.is_digits(last + 1))


def is_age(tokens: Tokens, first: int, last: int, unit: str) -> bool:
    """Say whether the number is somebody's age: "45-year-old", "aged 21", "Maria Vel, 66,"."""
    old = tokens.at(last) == "old" or (tokens.at(last) in ("-", "–") and tokens.at(last + 1) in ("old", "olds"))
    if unit in ("year", "month", "week", "day") and (old or tokens.at(last) == "olds" or tokens.at(last + 1) == "age"):
        return True
    if unit or not tokens.at(first).isdecimal() or len(tokens.at(first)) > 2:
        return False
    if tokens.at(first - 1) == "of" and tokens.at(first - 2) in ("age", "ages"):
        return True
    between = tokens.at(first - 1) in (",", "(") and tokens.at(last) in (",", ")", ";", ".", "")
    return between and _caps(tokens, first - 2) and tokens.is_word(first - 2)


def places_an_event(tokens: Tokens, first: int, last: int, *, vague: bool) -> bool:
    """Say whether a span of time only says when: four years ago, two weeks later, in the next couple of weeks."""
    after, before = tokens.at(last), tokens.at(first - 1)
    if after in ("ago", "earlier", "later", "before", "hence", "beforehand", "afterwards", "prior"):
        return True
    if (after, tokens.at(last + 1)) in (("from", "now"), ("into", "the"), ("out", "from")):
        return True
    if before in ("next", "last", "past", "previous", "coming", "recent", "preceding", "every"):
        return vague or before in ("next", "coming", "every")
    return vague


def is_source(tokens: Tokens, first: int, last: int, noun_last: int | None) -> bool:
    """Say whether people are counted as sources: "two officials said", "three people familiar with"."""
    if noun_last is None or tokens.at(noun_last - 1) not in _SOURCES:
        return False
    return any(tokens.at(noun_last + ahead) in _TELLING for ahead in range(3)) or tokens.at(first - 1) == "to"


def is_pronoun_one(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether "one" stands for somebody or something rather than for the number."""
    if tokens.at(first) != "one" or last - first != 1:
        return False
    after = tokens.at(last)
    if not tokens.is_word(last) or after in _AFTER_ONE:
        return True
    return tokens.at(first - 1) in _BEFORE_PRONOUN


_BEFORE_PRONOUN = words("""
    this that which the each any every no another some first last only new old good bad big
""")
