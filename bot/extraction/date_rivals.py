"""What a date may belong to rather than to a figure of its clause: a level, a purpose, an event, a comparison."""

from bot.extraction.date_clauses import PAST
from bot.extraction.patterns import lazy
from bot.model import Span

_WEIGHTS = {
    "has and did": 7.0,  # "has 32 beds and treated 2,900 patients last year"
    "other verb": 4.0,  # "shut 14 pools since 2010 and cut the hours of others by 40%"
    "level": 9.0,  # "doubled to $6m since 2022": the change has the date, not what it led to
    "aim": 9.0,  # "asked for $4m to read the core by 2028"
    "base": 9.0,  # "$41m in May, from $36m": what that date's figure rose from
    "goes on": 2.0,  # "three of the mines shut in 2016 reopened last year": the later date is the verb's
    "named": 4.0,  # "214 breaches of the June truce in July": a month that names an event
    "offence": 9.0,  # "fined £40,000 for trouble at Sunday's derby"
    "compared": 9.0,  # "30, compared with 41 a year earlier, and 12 owners won"
}
"""Costs on top of what stands between the two; see `nearness`."""

_PAST = (
    r"(?:[a-z]{2,}ed|cut|shut|set|hit|beat|taught|wrote|chose|hurt|bore|spoke|sought|laid|drank|ate|fed|put|read|rode|rang|sang"
    r"|bred|grew|thought|understood|withdrew"
    rf"|{PAST})"
)
_FACING = lazy(r"\s(?:\w+\s)?(?:facing|expected|due|likely|at\srisk)\b")
"""Behind a figure after ", with": what is still to come: "will close by May, with 38 staff facing redundancy"."""
_TO_DO = lazy(r"\sto\s(?!be\b|have\b)[a-z]+\s")
_FOR = lazy(r"\bfor\s(?:an?\s)?(?:(?:further|extra|additional|another)\s)?\Z")
_LIMITS = ("by ", "before ", "until ")
"""Behind a figure: what it is for, and till when that is to be done: "asked for $4m to read the core by 2028"."""
_EXAMPLE = lazy(r"\bincluding\s[^,]*\Z")
"""Before a date: what it belongs to is only an example: "seven of them, including last week's"."""
_HAS = lazy(r"\b(?:has|have|had|employs?|owns?|runs?|operates?|holds?|needs?|costs?|serves?|covers?|houses)\s\Z")
_DID = lazy(
    rf"\sand\s(?:\w+ly\s)?(?:{_PAST}|had|made|was|were|to\s[a-z]+|will|plans|expects|aims|hopes|wants|intends)\s(?:\S+\s){{0,3}}?(?=\S*\d)"
)
"""Behind what a thing has: what it did, with a figure of its own: "has 32 beds and treated 2,900 people last year"."""
_LED_TO = lazy(
    r"\b(?:ris\w+|rose|grow\w*|grew|fall\w*|fell|drop\w*|climb\w*|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|halv\w+|slid\w*"
    r"|jump\w*|soar\w*|surg\w+|declin\w+|shr[aiu]nk\w*|increas\w+|swell\w*|swollen|plung\w+|slump\w*|eased?|narrow\w*"
    r"|widen\w*|dipp\w+|slipp\w+|sunk|sank|cut|raised|lifted|down|up)\b[^;:]{0,60}\sto\s\Z"
)
"""Before a figure: the change that led to it."""
_FROM = lazy(r"\bfrom\s[^,;:]{0,30}\Z")
_TO = lazy(r"\sto\s\Z")
"""Between a date and a figure: "from 38% in the spring to 33%" gives the date to where it came from."""
_FROM_HERE = lazy(r"\bfrom\s\Z")
_TO_THERE = lazy(r"\sto\s(?:\w+\s)?[$£€¥]?\d")
"""Around a figure that something moved from: "from $200 to $500 next January"."""
_COMPARED = lazy(
    r",\s(?:compared\s(?:with|to)|against|versus|(?:up|down|(?:far|well)\s(?:above|below))\sfrom)\s[^,;]{0,60}\Z"
)
"""Before a date, which a comma ends: another time that the figures before it are compared with."""
_REACH = 120
"""How far before a date what it is compared with can begin."""
_BASE = lazy(r"(?:\A,?|,|\bup|\bdown)\sfrom\s\Z|\sto\s[^,;]*\d[^,;]*\sfrom\s\Z")
_OF_THE_WHOLE = lazy(r"Of\s(?:the|its|their)\s")
_HAS_SINCE = lazy(r"\s(?:has|have)\s")
"""Around the date of a whole and a part told since: "Of the 9,000 promised in 2022, only 1,100 have been built"."""
_OTHER_VERB = lazy(rf"\s(?:and|but)\s(?:\w+ly\s)?{_PAST}\s(?:[^\s,]+\s){{3}}")
"""Between a date and a figure behind it: another verb with an object of its own before the figure."""
_OFFENCE = lazy(r"\b(?:fined|banned|suspended|jailed|sentenced)\s(?:\S+\s){0,4}\Z")
_GOES_ON = lazy(rf"\s{_PAST}\b")
"""Behind a date: the verb whose subject it ends."""
_NAMES_EVENT = lazy(r"\s[a-z]+\s(?:in|on|since|by|during|last|this)\s")
"""Behind "the June": an event, and a time told besides."""


def rival_cost(body: str, sentence: Span, figure: Span, other: Span) -> float:
    """Return what it costs that the date at `other` may belong to something else than the figure; 0 if to nothing.

    Looks at no more than a few hundred characters: the two are near each other.
    """
    cost = _WEIGHTS["level"] * _is_level(body, figure, other)
    if other.start >= figure.end:
        return cost + _behind(body, figure, other)
    gap = body[other.end : figure.start]
    facing = gap.endswith(", with ") and _FACING.match(body, figure.end) is not None
    of_whole = _OF_THE_WHOLE.match(body, sentence.start) and _HAS_SINCE.match(body, figure.end)
    compared = gap.startswith(", ") and _COMPARED.search(body, max(sentence.start, other.start - _REACH), other.start)
    cost += _WEIGHTS["aim"] * facing + _WEIGHTS["compared"] * bool(of_whole or compared)
    cost += _WEIGHTS["other verb"] * (_OTHER_VERB.match(gap) is not None)
    return cost + _WEIGHTS["base"] * (_BASE.search(gap) is not None)


def _is_level(body: str, figure: Span, other: Span) -> bool:
    """Say whether a figure is where a change led, or what it began with, and the date is not its own."""
    before = max(0, figure.start - 80)
    if body[other.start : other.start + 5].lower() == "since" and _LED_TO.search(body, before, figure.start):
        return True
    if other.end <= figure.start:
        came_from = _FROM.search(body, max(0, other.start - 40), other.start)
        return came_from is not None and _TO.fullmatch(body, other.end, figure.start) is not None
    moved = _FROM_HERE.search(body, before, figure.start)
    return moved is not None and _TO_THERE.match(body, figure.end, other.start) is not None


def _behind(body: str, figure: Span, other: Span) -> float:
    """Return the cost of a date behind its figure."""
    gap = body[figure.end : other.start]
    cost = _WEIGHTS["goes on"] * (_GOES_ON.match(body, other.end) is not None)
    needed = _FOR.search(body, max(0, figure.start - 16), figure.start) and body.startswith(_LIMITS, other.start)
    cost += _WEIGHTS["aim"] * bool((needed and _TO_DO.match(gap)) or _EXAMPLE.search(gap))
    if gap.endswith(" the ") and _NAMES_EVENT.match(body, other.end):
        cost += _WEIGHTS["named"]
    if _DID.search(gap) and _HAS.search(body, max(0, figure.start - 10), figure.start):
        cost += _WEIGHTS["has and did"]
    if _OFFENCE.search(body, max(0, figure.start - 50), figure.start) and gap.startswith(" for "):
        cost += _WEIGHTS["offence"]
    return cost
