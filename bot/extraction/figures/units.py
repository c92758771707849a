"""Units of measure: their symbols and names, the rates built from them, and one canonical name for each."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words

_WORDS: dict[str, str] = {}
_SYMBOLS: dict[str, str] = {}


def _spell(table: str) -> dict[str, str]:
    """Read lines of "canonical: spelling, spelling" into spelling → canonical."""
    spelled = {}
    for line in table.strip().splitlines():
        canonical, _, spellings = line.strip().partition(": ")
        for spelling in spellings.split(", "):
            spelled[spelling] = canonical
    return spelled


WORDS = _spell("""
    percent: %, percent, percentage, pct, pc, percents, prozent, prosent, procent
    percentage point: pp, ppt, ppts, pps
    basis point: bp, bps
    kilometre: kilometre, kilometer, km, kms, kilometres, kilometers
    metre: metre, meter, metres, meters
    centimetre: centimetre, centimeter, centimetres, centimeters, cm, cms
    millimetre: millimetre, millimeter, millimetres, millimeters, mm
    micrometre: micrometre, micrometer, micrometres, micrometers, micron, microns, μm, µm
    nanometre: nanometre, nanometer, nanometres, nanometers, nm
    mile: mile, miles, mi
    yard: yard, yards, yd, yds
    foot: foot, feet, ft
    inch: inch, inches, ″
    light-year: lightyear, lightyears
    nautical mile: nmi
    acre: acre, acres
    hectare: hectare, hectares, ha
    square metre: sqm, m², m2
    square kilometre: sqkm, km², km2
    square foot: sqft, ft²
    cubic metre: m³, m3
    kilogram: kilogram, kilograms, kilogramme, kilogrammes, kilo, kilos, kg, kgs
    gram: gram, grams, gramme, grammes
    milligram: milligram, milligrams, mg
    microgram: microgram, micrograms, microgramme, microgrammes, mcg, μg, µg
    tonne: tonne, tonnes
    ton: ton, tons
    pound: pound, pounds
    pound-mass: lb, lbs
    ounce: ounce, ounces, oz
    stone: stone
    carat: carat, carats
    litre: litre, liter, litres, liters
    millilitre: millilitre, milliliter, millilitres, milliliters, ml
    gallon: gallon, gallons
    pint: pint, pints
    quart: quart, quarts
    tablespoon: tablespoon, tablespoons, tbsp
    teaspoon: teaspoon, teaspoons, tsp
    barrel: barrel, barrels, bbl
    bushel: bushel, bushels
    second: second, seconds, sec, secs
    minute: minute, minutes, min, mins
    hour: hour, hours, hr, hrs
    day: day, days
    week: week, weeks
    fortnight: fortnight, fortnights
    month: month, months
    year: year, years, yr, yrs
    decade: decade, decades
    century: century, centuries
    millisecond: millisecond, milliseconds, ms
    mile per hour: mph
    kilometre per hour: kph, kmh, kmph
    mile per gallon: mpg
    knot: knot, knots
    revolutions per minute: rpm
    horsepower: horsepower, hp
    brake horsepower: bhp
    watt: watt, watts
    kilowatt: kilowatt, kilowatts, kw
    megawatt: megawatt, megawatts, mw
    gigawatt: gigawatt, gigawatts, gw
    terawatt: terawatt, terawatts
    watt hour: wh
    kilowatt hour: kwh, kilowatthour, kilowatthours
    megawatt hour: mwh
    gigawatt hour: gwh
    terawatt hour: twh
    volt: volt, volts
    kilovolt: kv, kilovolt, kilovolts
    ampere: amp, amps, ampere, amperes
    milliampere-hour: mah
    joule: joule, joules
    calorie: calorie, calories, kcal
    byte: byte, bytes
    bit: bit, bits
    cup: cup, cups
    kilobyte: kilobyte, kilobytes
    megabyte: megabyte, megabytes
    gigabyte: gigabyte, gigabytes, gb
    terabyte: terabyte, terabytes, tb
    petabyte: petabyte, petabytes
    megabit per second: mbps
    gigabit per second: gbps
    hertz: hertz, hz
    kilohertz: kilohertz, khz
    megahertz: megahertz, mhz
    gigahertz: gigahertz, ghz
    decibel: decibel, decibels, db
    megapixel: megapixel, megapixels, mp
    pixel: pixel, pixels
    celsius: celsius, centigrade, celcius, ℃
    fahrenheit: fahrenheit, farenheit, ℉
    kelvin: kelvin, kelvins
    degree: degree, degrees, deg, °
    pascal: pascal, pascals
    kilopascal: kpa
    megapascal: mpa
    psi: psi
    magnitude: magnitude
    pound-foot: lbft
    part per million: ppm
    part per billion: ppb
    electronvolt: ev
    becquerel: becquerel, becquerels, bq
    sievert: sievert, sieverts
    millisievert: msv, millisievert, millisieverts
""")
"""Spelling → canonical name. Attached to digits any of them counts; apart from them, bare letters do not."""

SYMBOLS = {
    "m": "metre", "g": "gram", "l": "litre", "L": "litre", "t": "tonne", "W": "watt", "V": "volt", "A": "ampere",
    "N": "newton", "s": "second", "h": "hour", "K": "kelvin", "J": "joule", "C": "celsius", "F": "fahrenheit",
    "x": "times", "X": "times",
    "MB": "megabyte", "mb": "megabit", "Mb": "megabit", "kB": "kilobyte", "Nm": "newton-metre",
    "in": "inch", "pt": "pint", "B": "byte",
}  # fmt: skip
"""Case-sensitive symbols of a letter or two: read only where they touch the digits, or stand alone behind them."""

_ALONE = frozenset({"m", "W", "V", "C", "F", "g", "t", "L", "MB", "mb", "Mb", "kB"})
"""Symbols believed after a space, where neither a noun nor a sentence can begin with them."""

_AREAS = {"square": "square", "sq": "square", "cubic": "cubic", "cu": "cubic"}
_PER = words("""
    share barrel tonne ton ounce gallon litre liter pound kilogram kilo kg head piece night unit dozen year
    month week day hour minute second mile kilometre kilometer person acre hectare game season quarter decade
    century pop capita bushel household family customer student patient vote ticket
""")
"""What a rate is "a" or "an" of; "per" accepts any noun."""

TIME = frozenset({"second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"})


def read_unit(tokens: Tokens, index: int, *, digits: bool) -> tuple[str, int] | None:
    """Return the canonical unit that begins at a token, hyphenated or not, and the token behind it."""
    at = index
    if tokens.at(at) == "-" and tokens.joined(at) and tokens.joined(at + 1):
        at += 1
    found = _simple(tokens, at, digits=digits)
    if found is None:
        return None
    unit, end = found
    if unit in TIME and (tokens.at(end), tokens.at(end + 1)) == ("-", "old"):
        return f"{unit} of age", end + 2
    hyphen = int(tokens.at(end) == "-" and tokens.joined(end))
    pair = _PAIRS.get((unit, tokens.at(end + hyphen)))
    if pair:
        return pair, end + hyphen + 1
    return _compound(tokens, unit, end)


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
    word, text = tokens.at(at), tokens.text(at)
    touching = tokens.joined(at)
    if tokens.at(at + 1) in ("2", "3") and tokens.joined(at + 1) and _length(tokens, at):  # km2
        return f"{'square' if tokens.at(at + 1) == '2' else 'cubic'} {_length(tokens, at)}", at + 2
    if word in _AREAS:
        dot = int(tokens.at(at + 1) == ".")
        hyphen = int(tokens.at(at + 1) == "-")
        base = _length(tokens, at + 1 + dot + hyphen)
        return (f"{_AREAS[word]} {base}", at + 2 + dot + hyphen) if base else None
    if word == "per" and tokens.at(at + 1) == "cent":
        return _points(tokens, at + 2, "percent")
    if word in ("por", "pour") and tokens.at(at + 1) in ("ciento", "cento", "cent"):
        return "percent", at + 2
    if word == "per" and tokens.at(at + 1) == "cento":
        return "percent", at + 2
    if word in ("parts", "part") and tokens.at(at + 1) == "per" and tokens.at(at + 2) in ("million", "billion"):
        return f"part per {tokens.at(at + 2)}", at + 3
    if word == "times" and tokens.at(at + 1) in _MULTIPLIED:
        return "times", at + 1
    if word == "fold":
        return "times", at + 1
    if word == "basis" and tokens.at(at + 1) in ("point", "points"):
        return "basis point", at + 2
    if word in ("metric", "short", "long") and tokens.at(at + 1) in ("ton", "tons"):
        return ("tonne" if word == "metric" else "ton"), at + 2
    if word == "nautical" and tokens.at(at + 1) in ("mile", "miles"):
        return "nautical mile", at + 2
    if word == "light" and tokens.at(at + 1) == "-" and tokens.at(at + 2) in ("year", "years"):
        return "light-year", at + 3
    if word == "fluid" and tokens.at(at + 1) in ("ounce", "ounces"):
        return "fluid ounce", at + 2
    if touching and digits and text in SYMBOLS and not (tokens.is_digits(at + 1) and tokens.joined(at + 1)):
        return SYMBOLS[text], at + 1
    if word in WORDS:
        unit = WORDS[word]
        if unit == "degree":
            return _degrees(tokens, at + 1)
        if unit == "percent":
            return _points(tokens, at + 1, unit)
        return unit, at + 1
    if word in ('"', "”", "″") and touching and digits:
        return None
    if digits and text in _ALONE and _stands_alone(tokens, at):
        return SYMBOLS[text], at + 1
    return None


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Say whether a letter behind digits is their unit ("12 C melting point") and not the start of a name."""
    after = tokens.text(at + 1)
    if tokens.at(at) in ("c", "w", "v"):
        return not after[:1].isupper() or tokens.at(at) == "w"
    return not after[:1].isalpha() and after not in ("$", "'", "’", ".", "&")


_MULTIPLIED = words("""
    as the that this those what higher more larger bigger greater faster longer stronger better their its his
    earnings sales revenue book salary normal
""")


def _length(tokens: Tokens, at: int) -> str | None:
    word = tokens.at(at)
    unit = WORDS.get(word) or {"m": "metre"}.get(word)
    return unit if unit in ("metre", "kilometre", "foot", "mile", "inch", "yard", "centimetre", "kilometre") else None


def _points(tokens: Tokens, at: int, unit: str) -> tuple[str, int]:
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


def _compound(tokens: Tokens, unit: str, end: int) -> tuple[str, int]:
    """Turn "kilometres an hour", "km/h" and "miles per gallon" into their own canonical units."""
    slash = tokens.at(end) == "/" and tokens.joined(end) and tokens.joined(end + 1)
    if unit in ("kilometre", "mile", "metre"):
        below = tokens.at(end + 1)
        if slash or tokens.at(end) in ("per", "an", "a"):
            rate = {
                "h": "hour",
                "hr": "hour",
                "hour": "hour",
                "s": "second",
                "second": "second",
                "gallon": "gallon",
            }.get(below)
            if rate:
                return f"{unit} per {rate}", end + 2
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
    if word in ("a", "an") and tokens.at(index + 2) not in _WHEN:
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
    if word in _AREAS:
        return _simple(tokens, at, digits=False)
    unit = WORDS.get(word, word)
    return unit, at + 1
