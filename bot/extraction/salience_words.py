"""The words that make a figure news, or colour, and how headlines write numbers."""

import re

from bot.extraction.patterns import any_start, lazy

_GRAVE_WORDS = (
    r"kill\w*", "dead", "deaths?", "died", "dies?", r"injur\w+", "wounded", "missing", "displaced", r"evacuat\w+",
    r"flee\w*", "fled", "trapped", r"casualt\w+", "toll", "victims?", "survivors?", "hostages?", "refugees?",
    "homeless", "troops?", "soldiers?", "fighters?", "drones?", "missiles?", "civilians?", r"arrest\w*", "cases",
    r"infect\w+", "patients", "jobs?", "layoffs?", r"redundanc\w+", "workers", "strike", r"unemploy\w+", "inflation",
    "growth", "gdp", "budget", "deficit", "surplus", "debt", "cuts?", r"tax\w*", "spending", "profits?", "loss(?:es)?",
    "revenue", "sales", "takeover", "deal", "shares?", "rates?", "prices?", "fine[sd]?", "votes?", "seats", "voters",
    "turnout", "majority", "ballots", "poll", "lead", "led", "record", "crowd", "homes", "houses", "acres", "customers",
    "power", "damage", "aid", r"cost\w*", "magnitude", "earthquake", "emissions", "celsius", "species", "whales",
    "moons", "satellites",
)  # fmt: skip
GRAVE = lazy(rf"[^a-z](?<=\W){any_start(_GRAVE_WORDS)}\b")
"""Beside these words a number is usually what the story is about. They stand behind a blank or a mark: opened by a set
of characters, the pattern is tried only there."""

DETAIL = lazy(
    r"\b(?:minutes?|seconds?|hours?|pages?|beds?|pencils?|novels?|glasses|cups?|steps?|letters?|rooms?|nights?|calls?"
    r"|children|meals?|shots?|coins?|pieces?|words?|questions?|trips?|sorties|miles?|metres?|inches|attacks? a)\b"
)

MEASURES = lazy(r"^(?:[A-Z]{3}\b|percent|percentage|fraction|times|basis point|dollar|pound|euro)")
"""Units of money, shares and factors."""

WORDS = {
    "half": 0.5, "halves": 0.5, "halved": 0.5, "third": 1 / 3, "two-thirds": 2 / 3, "quarter": 0.25,
    "three-quarters": 0.75, "fifth": 0.2, "tenth": 0.1, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "twice": 2.0,
    "triple": 3.0, "triples": 3.0, "tripled": 3.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "dozen": 12.0,
    "hundred": 100.0, "thousand": 1000.0, "million": 1e6,
}  # fmt: skip
"""Numbers that headlines write as words."""

ORDERS = {"dozens": 20, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6, "billions": 10**9}
ORDER = lazy(rf"\b(?:{'|'.join(ORDERS)})\b", re.IGNORECASE)
"""Orders of magnitude in a headline."""

SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "b": 1e9, "billion": 1e9, "tn": 1e12,
    "trillion": 1e12,
}  # fmt: skip

NUMBER = lazy(
    r"(?<![\w.,])[$£€]?(?P<digits>\d[\d,]{0,20}(?:\.\d{1,6})?)"
    r"(?P<scale>[\s-]?(?:thousand|million|billion|trillion|bn|mn|tn|k|m|b)\b)?"
    r"|\b(?P<word>two-thirds|three-quarters|" + "|".join(word for word in WORDS if "-" not in word) + r")\b",
    re.IGNORECASE,
)
