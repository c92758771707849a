"""The noun of a number that names none: carried over from the context ("up from 3,000", "nine of them")."""

from collections.abc import Sequence
from decimal import Decimal

from bot.extraction.figures.nouns import looks_plural, read_noun
from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words
from bot.model import Figure

_HOLDERS = words("""
    crowd population workforce team force group convoy fleet crew army panel jury audience staff membership
    garrison congregation capacity attendance caseload toll family
""")
_SETTLED = words("town city village community country island nation county district hamlet suburb settlement")
_TALLIES = words("number count toll total estimate tally")
_HOUSED = words("employ employs employed hold holds held seat seats seated house houses housed hosts")
_SPENDING = words("""
    spend spends spent spending give gives given gave lose loses lost cost costs pay pays paid invest invests
    invested investing raise raised make makes made earn earned worth accept accepts accepted receive receives
    received donate donated borrow borrowed save saved saves owe owes owed
""")
_HARMED = words(
    "killed killing kills kill wounded wounding injured injuring hospitalised hospitalized displaced displacing"
)
_STATES = words("wounded dead injured homeless missing displaced")
_COUNTED = words("""
    numbered totalled totaled rose fell climbed dropped passed reached hit exceeded topped jumped grew increased
    decreased slipped dipped surged declined stood risen fallen grown
""")
_BEFORE_COUNTED = words("has have had for in to of from at on by among across")
_CLAUSES = words("and but as when after while because that who than ; :")
_MEASURED = words("""
    prices sales profits shares revenues earnings costs wages rents rates bonds stocks yields futures temperatures
    winds levels lists points rains results proceeds losses funds
""")
_SHORT = 25
"""A subject further back than this many tokens may have been left."""
_FAR_MORE = 200
"""A number this many times the one before it counts something else."""

_ACTING = words("""
    have has had will would could may might must were are was is slept fled flee die died marched gathered
    protested rallied lined queued turned took lost went came live lived work worked want face faced need still
    remain remained attended watched voted cheered signed
""")


def carried_noun(
    tokens: Tokens, first: int, last: int, earlier: Sequence[Figure], *, value: Decimal | None, crowd: bool
) -> str:
    """Return what a bare number over [first, last) counts, in words of the text; "" where the text does not say.

    `value`: what the number is worth; `crowd`: it is an order of magnitude ("thousands"), which alone means people.
    """
    noun = _tallied(tokens, first)
    if noun:
        return noun
    before, holder = tokens.at(first - 1), tokens.text(first - 2)
    if before == "of" and holder.lower() in _HOLDERS:
        return holder
    if before == "of" and holder in _SETTLED:
        return "people"
    if tokens.at(_unhedged(tokens, first) - 1) in _HOUSED:
        return "people"
    if crowd and tokens.at(first - 1) in _SPENDING:
        return ""
    subject = _subject(tokens, first)
    if subject:
        return subject
    for figure in reversed(earlier[-4:]):
        if _lends(figure, value, of_them=tokens.at(last - 1) == "them"):
            return figure.noun.removeprefix("new ")
    if tokens.at(_unhedged(tokens, first) - 1) in _HARMED:
        return "people"
    return "people" if crowd and _acts(tokens, first, last) else ""


def _lends(figure: Figure, value: Decimal | None, *, of_them: bool) -> bool:
    """Say whether a figure's noun may be what a later number of that value counts: no 7,000 wins after three."""
    state = figure.noun in _STATES and not of_them
    if not figure.noun or figure.unit or state or figure.low == 1 or figure.noun == "times":
        return False
    return value is None or figure.high is None or value <= _FAR_MORE * figure.high


def _unhedged(tokens: Tokens, first: int) -> int:
    """Return the first token of a number's hedges ("upwards of", "up to"), which `first` may lie before or behind."""
    while tokens.at(first - 1) in ("of", "upwards", "up", "to", "than", "more", "about", "some", "over", "around"):
        first -= 1
    return first


def _tallied(tokens: Tokens, first: int) -> str:
    """Find X in "the number of X at 18,000", Y in "the number of X at 18 and of Y at 40"."""
    near = _unhedged(tokens, first) - 2
    for at in range(first - 2, max(0, first - 12), -1):
        if tokens.at(at) == "of" and tokens.at(at - 1) in _TALLIES:
            found = read_noun(tokens, at + 1)
            if found and found[1] <= first:
                if tokens.at(near + 1) == "at" and tokens.at(near) in _STATES:
                    return tokens.text(near)
                return tokens.body[tokens.starts[found[0]] : tokens.ends[found[1] - 1]]
    return ""


def _subject(tokens: Tokens, first: int) -> str:
    """Find X in "X numbered 3,400", "X for flu rose by 28%, to 1,912": what opens the sentence and was counted."""
    found = read_noun(tokens, int(tokens.at(0) == "the"))
    if not found or found[1] >= first or first > _SHORT or tokens.at(found[1] - 1) in _MEASURED:
        return ""
    between = tokens.words[found[1] : first]
    follows = between[0] in _COUNTED or between[0] in _BEFORE_COUNTED
    if not follows or not _COUNTED.intersection(between) or _CLAUSES.intersection(between):
        return ""
    return tokens.body[tokens.starts[found[0]] : tokens.ends[found[1] - 1]]


def _acts(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether "thousands" are the ones who do something, or the ones to whom it is done."""
    after = tokens.at(last)
    return after in _ACTING or after.endswith("ed") or first == 0 or not looks_plural(after)
