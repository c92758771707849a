"""Units of measure: their spellings and symbols, and one canonical name for each."""


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
    decilitre: decilitre, deciliter, decilitres, deciliters, dl
    decimetre: decimetre, decimeter, decimetres, decimeters, dm
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
    exabyte: exabyte, exabytes
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
    gigapascal: gpa
    hectopascal: hpa, hectopascal, hectopascals
    millibar: mbar, millibar, millibars
    kilojoule: kj, kilojoule, kilojoules
    microsecond: μs, µs, microsecond, microseconds
    nanosecond: ns, nanosecond, nanoseconds
    microlitre: μl, µl, microlitre, microliter, microlitres, microliters
    nanogram: ng, nanogram, nanograms
    millimole: mmol, millimole, millimoles
    terahertz: thz, terahertz
    radian: rad, radian, radians
    psi: psi
    magnitude: magnitude
    pound-foot: lbft
    part per million: ppm
    part per billion: ppb
    electronvolt: ev
    kiloelectronvolt: kev
    megaelectronvolt: mev
    gigaelectronvolt: gev
    teraelectronvolt: tev
    becquerel: becquerel, becquerels, bq
    sievert: sievert, sieverts
    millisievert: msv, millisievert, millisieverts
""")
"""Spelling → canonical name. Attached to digits any of them counts; apart from them, bare letters do not."""

SYMBOLS = {
    "m": "metre", "g": "gram", "l": "litre", "L": "litre", "t": "tonne", "W": "watt", "V": "volt", "A": "ampere",
    "N": "newton", "s": "second", "h": "hour", "K": "kelvin", "J": "joule", "C": "celsius", "F": "fahrenheit",
    "x": "times", "X": "times",
    "MB": "megabyte", "mb": "megabit", "Mb": "megabit", "kB": "kilobyte", "in": "inch", "pt": "pint", "B": "byte",
    "Nm": "newton metre", "PS": "metric horsepower", "mW": "milliwatt",
}  # fmt: skip
"""Case-sensitive symbols of a letter or two: read only where they touch the digits, or stand alone behind them."""

TIME = frozenset({"second", "minute", "hour", "day", "week", "fortnight", "month", "year", "decade", "century"})
