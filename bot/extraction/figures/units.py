"""Units behind a number, and the rates built from them."""

from bot.extraction.figures.nouns import STOP
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import SYMBOLS, TIME, WORDS
from bot.extraction.words import words

_ALONE = frozenset({"m", "W", "V", "C", "F", "g", "t", "L", "MB", "mb", "Mb", "kB", "Nm", "PS", "mW", "K", "h"})
"""Symbols believed after a space, where neither a noun nor a sentence can begin with them."""

_EXTENTS = words("long wide tall high deep thick across")

_EXACT = frozenset({"Nm", "mW"})
"""Symbols that other letters of theirs would make another unit (nm, MW)."""

_AREAS = {"square": "square", "sq": "square", "cubic": "cubic", "cu": "cubic"}
_PER = words("""
    share barrel tonne ton ounce gallon litre liter pound kilogram kilo kg head piece night unit dozen year
    month week day hour minute second mile kilometre kilometer person acre hectare game season quarter decade
    century pop capita bushel household family customer student patient vote ticket
""")
"""What a rate is "a" or "an" of; "per" accepts any noun."""


def read_unit(tokens: Tokens, index: int, *, digits: bool) -> tuple[str, int] | None:
    """Return the canonical unit that begins at a token, hyphenated or not, and the token behind it."""
    at = index
    if tokens.at(at) == "-" and ((tokens.joined(at) and tokens.joined(at + 1)) or _cut_off(tokens, at)):
        at += 1
    found = _simple(tokens, at, digits=digits)
    if found is None:
        return None
    unit, end = found
    if unit in TIME and tokens.at(end) in ("-", "–") and tokens.at(end + 1) in _OLD:
        return f"{unit} of age", end + 2
    hyphen = int(tokens.at(end) == "-" and tokens.joined(end))
    pair = _PAIRS.get((unit, tokens.at(end + hyphen)))
    if pair:
        return pair, end + hyphen + 1
    return _compound(tokens, unit, end)


_OLD = words("old olds old's old’s")


def _cut_off(tokens: Tokens, at: int) -> bool:
    """Say whether a hyphen was torn off its number: "10 -year", "5 - mile"."""
    word = tokens.at(at + 1)
    return not tokens.joined(at) and word in WORDS and len(word) > 2 and not word.endswith("s")


_PAIRS = {
    ("kilowatt", "hour"): "kilowatt hour",
    ("kilowatt", "hours"): "kilowatt hour",
    ("megawatt", "hour"): "megawatt hour",
    ("megawatt", "hours"): "megawatt hour",
    ("pound", "feet"): "pound-foot",
    ("pound", "foot"): "pound-foot",
    ("pound-mass", "ft"): "pound-foot",
}
"""Units written in two words → the unit they are together."""


def _simple(tokens: Tokens, at: int, *, digits: bool) -> tuple[str, int] | None:
    """Read a unit without what it is per: a phrase, an area, a symbol or a word."""
    word, text = tokens.at(at), tokens.text(at)
    if word not in _BEGINNINGS:
        return None
    for length in (3, 2) if word in _PHRASE_STARTS else ():
        phrase = tuple(tokens.words[at : at + length])
        if phrase in _PHRASES:
            return _points(tokens, at + len(phrase), _PHRASES[phrase])
    area = _area(tokens, at)
    if area:
        return area
    if (word == "times" and tokens.at(at + 1) in _MULTIPLIED) or word == "fold":
        return "times", at + 1
    coded = tokens.is_digits(at + 1) and tokens.joined(at + 1)
    if digits and text in SYMBOLS and tokens.joined(at) and not coded:
        return SYMBOLS[text], at + 1
    if word == "st" and digits and tokens.joined(at) and weighs(tokens.at(at - 1)):
        return "stone", at + 1
    unit = WORDS.get(word) if text not in _EXACT else None
    if unit == "degree":
        return _degrees(tokens, at + 1)
    if unit:
        return _points(tokens, at + 1, unit)
    if text in ('"', "''") and digits and tokens.at(at + 1) in _EXTENTS:
        return "inch", at + 1
    alone = text in _ALONE and _stands_alone(tokens, at)
    return (SYMBOLS[text], at + 1) if digits and (alone or (text in SYMBOLS and _is_over(tokens, at + 1))) else None


def weighs(digits: str) -> bool:
    """Say whether digits before "st" are stone, as 11st and 34st are, and not the ordinals 1st and 21st."""
    return digits.isdecimal() and len(digits) < 3 and (digits[-1] != "1" or digits == "11")


def _is_over(tokens: Tokens, at: int) -> bool:
    """Say whether a slash and another unit follow a symbol: "1.3 A/cm2"."""
    slash = tokens.at(at) == "/" and tokens.joined(at) and tokens.joined(at + 1)
    return slash and (tokens.at(at + 1) in WORDS or _area(tokens, at + 1) is not None)


_PHRASES = {
    tuple(phrase.split()): unit
    for unit, phrases in {
        "percent": "per cent, por ciento, por cento, pour cent, per cento",
        "basis point": "basis point, basis points",
        "part per million": "parts per million, part per million",
        "part per billion": "parts per billion, part per billion",
        "tonne": "metric ton, metric tons",
        "ton": "short ton, short tons, long ton, long tons",
        "nautical mile": "nautical mile, nautical miles",
        "light-year": "light - year, light - years, light year, light years",
        "fluid ounce": "fluid ounce, fluid ounces",
    }.items()
    for phrase in phrases.split(", ")
}
"""Units of several words."""

_PHRASE_STARTS = frozenset(phrase[0] for phrase in _PHRASES)


def _area(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read square and cubic measures: sq km, square-foot, cubic metres, km2."""
    length = _LENGTHS.get(tokens.at(at))
    if length:
        power = {"2": "square", "3": "cubic"}.get(tokens.at(at + 1)) if tokens.joined(at + 1) else None
        return (f"{power} {length}", at + 2) if power else None
    if tokens.at(at) not in _AREAS:
        return None
    base = at + 1 + (tokens.at(at + 1) in (".", "-"))
    length = _LENGTHS.get(tokens.at(base))
    return (f"{_AREAS[tokens.at(at)]} {length}", base + 1) if length else None


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Say whether a letter behind digits is their unit ("12 C melting point") and not the start of a name."""
    after = tokens.text(at + 1)
    if after in ("-", "–") and tokens.is_digits(at + 2) and tokens.joined(at + 2):  # 12 F-16s
        return False
    if tokens.at(at) in ("nm", "ps", "mw"):
        return True
    if tokens.at(at) in ("k", "m", "h", "g", "l", "t") and (
        after in STOP or (after == "x" and tokens.is_digits(at + 2))
    ):
        return True
    if tokens.at(at) in ("c", "w", "v"):
        return not after[:1].isupper() or tokens.at(at) == "w"
    return not after[:1].isalpha() and (after not in ("$", "'", "’", ".", "&") or at + 2 == len(tokens))


_MULTIPLIED = words("""
    as the that this those what higher more larger bigger greater faster longer stronger better their its his
    earnings sales revenue book salary normal
""")


_LENGTHS = {"m": "metre"} | {
    word: unit
    for word, unit in WORDS.items()
    if unit in ("metre", "kilometre", "foot", "mile", "inch", "yard", "centimetre")
}
_BEGINNINGS = (
    frozenset(WORDS)
    | frozenset(_LENGTHS)
    | frozenset(_AREAS)
    | _PHRASE_STARTS
    | frozenset(symbol.lower() for symbol in SYMBOLS)
    | words("st times fold \" ''")
)
"""What a unit may begin with, lower-cased: most words behind a number are none."""


def _points(tokens: Tokens, at: int, unit: str) -> tuple[str, int]:
    """Turn percent into percentage points where "point" follows."""
    if unit != "percent":
        return unit, at
    if tokens.at(at) in ("point", "points"):
        return "percentage point", at + 1
    if tokens.at(at) == "-" and tokens.at(at + 1) in ("point", "points"):
        return "percentage point", at + 2
    return unit, at


def _degrees(tokens: Tokens, at: int) -> tuple[str, int]:
    at += tokens.at(at) == "."
    word = tokens.at(at)
    if WORDS.get(word) in ("celsius", "fahrenheit"):
        return WORDS[word], at + 1
    if word in ("c", "f") and (tokens.joined(at) or tokens.at(at - 1).startswith("deg")):
        return {"c": "celsius", "f": "fahrenheit"}[word], at + 1
    return "degree", at


_SPEEDS = {"h": "hour", "hr": "hour", "hour": "hour", "s": "second", "second": "second", "gallon": "gallon"}


def _compound(tokens: Tokens, unit: str, end: int) -> tuple[str, int]:
    """Turn "kilometres an hour", "km/h" and "miles per gallon" into their own canonical units."""
    below = _SPEEDS.get(tokens.at(end + 1))
    slash = tokens.at(end) == "/" and tokens.joined(end) and tokens.joined(end + 1)
    if below and unit in ("kilometre", "mile", "metre") and (slash or tokens.at(end) in ("per", "an", "a")):
        return f"{unit} per {below}", end + 2
    return unit, end


def read_rate(tokens: Tokens, index: int, *, money: bool) -> tuple[str, int] | None:
    """Return what a rate is per ("barrel" of "a barrel", "day" of "per day"), and the token behind it."""
    index += tokens.at(index) == "more" and money
    word = tokens.at(index)
    if word == "-" and tokens.at(index + 1) in ("a", "an", "per"):
        hyphen = tokens.at(index + 2) == "-"
        below = tokens.at(index + 2 + hyphen)
        return (below, index + 3 + hyphen) if below in _PER else None
    if word == "/" and tokens.joined(index) and tokens.is_word(index + 1):
        return _below(tokens, index + 1)
    if word in ("a", "an") and (tokens.at(index + 2) not in _WHEN or (money and tokens.at(index + 2) == "after")):
        if tokens.at(index + 1) in _PER or (money and tokens.is_word(index + 1) and tokens.at(index + 2) in _ENDS):
            return _below(tokens, index + 1)
        return None
    if word == "per" and tokens.is_word(index + 1) and tokens.at(index + 1) not in ("cent", "se"):
        return _below(tokens, index + 1)
    return None


_WHEN = words("ago earlier later before after")
_ENDS = words("for in to and or from at on with , . ; )") | {""}


def _below(tokens: Tokens, at: int) -> tuple[str, int] | None:
    at += tokens.at(at) in ("diluted", "basic", "common", "ordinary", "troy")
    word = tokens.at(at)
    area = _area(tokens, at)
    if area:
        return area
    unit = WORDS.get(word, word)
    hyphen = tokens.at(at + 1) == "-"
    if word.endswith("watt") and tokens.at(at + 1 + hyphen) in ("hour", "-hour"):
        return f"{unit} hour", at + 2 + hyphen
    return unit, at + 1
