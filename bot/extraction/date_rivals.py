"""What a date may belong to rather than to a figure of its sentence: another verb, a clause about another noun."""

from bot.extraction.date_clauses import PAST
from bot.extraction.patterns import lazy
from bot.model import Span

_WEIGHTS = {
    "has and did": 7.0,  # "has 32 beds and treated 2,900 patients last year"
    "other state": 4.0,  # "burned 900 acres and was 5% contained as of Friday": each verb has its own date
    "other verb": 4.0,  # "shut 14 pools since 2010 and cut the hours of others by 40%"
    "other subject": 6.0,  # "had 70% by Monday but 14 homes were in danger"
    "level": 9.0,  # "doubled to $6m since 2022": the change has the date, not what it led to
    "clause": 9.0,  # "under rules that take effect on 1 July": the date is the rules'
    "base": 9.0,  # "$41m in May, from $36m": what that date's figure rose from
    "goes on": 2.0,  # "three of the mines shut in 2016 reopened last year": the later date is the verb's
    "named": 4.0,  # "214 breaches of the June truce in July": a month that names an event
    "offence": 9.0,  # "fined £40,000 for trouble at Sunday's derby"
}
"""Costs on top of what stands between the two; see `nearness`."""

_PAST = (
    rf"(?:[a-z]{{2,}}ed|cut|shut|set|hit|beat|taught|wrote|chose|hurt|bore|spoke|sought|laid|drank|ate|fed|put|read|rode|rang|sang"
    rf"|bred|grew|thought|understood|withdrew|{PAST})"
)
_FINITE = (
    r"(?:do|does|did|is|are|was|were|has|have|had|will|would|may|might|can|could|must|takes?|comes?|goes?|go|begins?|starts?"
    rf"|ends?|opens?|runs?|expires?|closes?|{_PAST})\b"
)
_PRESENT = r"(?:is|are|has|have|will|would|may|might|can|could|must)"
_NOW = rf"(?:{_PRESENT}|need|want|know|think|believe|expect|plan|hope|aim|face|hold|own|run|live|remain|still|now)"
_DONE_TO = (
    r"[a-z]{2,}ed|set\sup|drawn\sup|built|held|taken|made|sent|found|paid|sold|bought|won|lost|written|born|begun|meant"
)
"""Participles."""
_OTHER_STATE = lazy(r"\b(?:and|but)\s(?:is|are|was|were|remained|stood)\s")
"""Between a figure and a date "as of" which another figure held: this one's verb."""
_OTHER_VERB = lazy(rf"\s(?:and|but)\s(?:\w+ly\s)?{_PAST}\s(?:\S+\s){{3}}")
"""Between a date and a figure behind it: another verb with an object of its own before the figure."""
_FACING = lazy(r"\s(?:\w+\s)?(?:facing|expected|due|likely|at\srisk)\b")
"""Behind a figure after ", with": what is still to come: "will close by May, with 38 staff facing redundancy"."""
_WHERE = lazy(r"(?<=[a-z])\s(?:where|who|whose|(?:in|at|on|for)\s(?:which|whom))\s[^,;]{0,30}\Z")
"""Before a figure: a clause that tells one thing from others, at its own time: "outside the school where 11 died"."""
_OTHER_SUBJECT = lazy(
    r"\sbut\s|\sand\shad\s[a-z]+(?:ed|en)\s|\sand\s(?:(?:now|still|also)\s)?(?:plans?|expects?|hopes?|aims?|wants?|intends?|needs?|may|could|would|should|can|gets|takes"
    r"|makes|employs|holds|serves|runs|costs|owns|covers)\s|;"
)
"""Between a date and a figure behind it: a clause with a time of its own."""
_WAS = lazy(r"\sand\s(?:was|were)\s")
_HAS_DONE = lazy(r"\b(?:has|have)\s[a-z]+\s(?:\w+\s)?\Z")
"""Around a figure: what has happened so far, and what was at the date: "has burned 900 acres and was 5% …"."""
_HELD_BY_VERB = lazy(
    r"\sand\s(?:was|were|has|have|had|is|are|will)\s\Z|\sand\s(?:last|first|then|later)\s[a-z]+\s[^,;\d]{0,40}\Z"
)
"""Before a date: another verb, which has it: "attacked three men and was this week jailed"."""
_PLANS = lazy(r"\sand\s(?:\w+\s)?(?:(?:expects?|plans?|hopes?|aims?|intends?|wants?)\sto|will|would)\s[a-z]+\s[^\d]*\Z")
"""Before a date: what somebody plans besides, without a figure: "in three cases and expect to decide"."""
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
_CLAUSE = lazy(
    rf"(?<=[a-z])(?<!number of people)\s(?:that|which|who)\s(?:\w+ly\s)?{_FINITE}"
    r"|(?<=[a-z])(?<!been)(?<!were)(?<!was)(?<!\bare)(?<!\bis)\s(?:taking\seffect|coming\sinto|starting|beginning|opening|expiring|ending|effective|due(?:\sto\s[a-z]+)?"
    r"|adopted|passed|signed|agreed|introduced|imposed|approved|built|launched|announced|published|unveiled|drawn\sup)"
    r"\s(?:force\s)?(?:on|in|by|from)?\s?\Z"
    rf"|\s(?:over|under|about|against|despite|by)\s(?:[\w-]+\s){{1,4}}(?:{_DONE_TO})\s(?:(?:in|on|late|early|at|by)\s)?\Z"
    rf"|\s(?:with|from|using|under|over)\s(?:[a-z-]+\s){{1,4}}(?:{_DONE_TO}|kept|gathered)\sby\s(?:[\w’'-]+\s){{1,4}}(?:(?:in|on|at)\s)?\Z"
)
"""Behind a figure: a clause, or its remains, about another noun than the figure's."""
_VERB = lazy(rf"\s(?:{_FINITE})")
_OPENED = lazy(rf"(?:[,\s]\s?(?:that|which|who)\s(?:\w+ly\s)?{_FINITE}|,\s(?:where|whose)\s)")
"""Before a date: the clause about a noun that it may stand in."""
_REMARK = lazy(
    rf",\s(?:(?:first|newly|once|only|last)\s)?(?:{_DONE_TO})\s(?:[a-z-]+\s){{0,3}}(?:(?:in|on|at|by|late|early)\s)?\Z"
)
"""Before a date: a remark on the noun before it: "the club, promoted in May, spent"."""
_STATE = lazy(r",\s(?!up\b|down\b|[a-z]+ly\b|and\b|but\b|or\b|all\b|most\b|then\b)[a-z]{3,}\s\Z")
"""Before "since …,": a remark on how a thing has been: "the works, empty since 2014, with"."""
_REMARK_OPEN = lazy(rf",\s(?:(?:first|newly|once|only|last)\s)?(?:{_DONE_TO}|now)\s[^,;]*\Z")
"""Before a date: the same where more follows it: "the inquiry, set up in 2022 with £8m, has heard"."""
_NEW_CLAUSE = lazy(
    rf",\s(?:and|but|so)\s(?!{_FINITE})(?:[\w’'-]+\s){{1,6}}?(?:{_FINITE}|need\b|[a-z]{{2,}}[^s\W\d]s\s(?:in|on|by|at|to|again)\b)"
    rf"|,\s(?:and|but|so)\s(?:(?:he|she|it)\s(?:[a-z]{{2,}}[^s\W]s|{_NOW})|(?:I|we|they|you|there)\s{_NOW})\b"
    r"|,\swith\s(?:\S+\s){1,6}?(?:to\sbe|due|expected|set|going|coming|planned|scheduled)\b"
    r"|\sand\s(?:the\s)?(?:remaining|others?|rest|next|last|first)\s"
)
"""Behind a figure: a clause with a subject of its own."""
_JOINED_BEFORE = lazy(r",\s(?:and|but)\s(?:[a-z-]+\s){0,5}\Z")
_JOINED_VERB = lazy(rf"(?:\s(?!who\b|which\b|that\b|when\b)[\w’'-]+){{0,6}}?\s{_PRESENT}\b")
"""Around a figure: the subject of a clause in the present joined to one that is dated: "…, and 40 of them are open"."""
_STRUCK = lazy(
    r"\b(?:struck|hit|exploded|crashed|sank|collapsed|capsized|derailed|shook|overturned|went\soff|blew\sup|swept|tore)\b"
)
"""In such a clause: what befell people, whose date is also theirs ("a bomb that exploded on Monday killed 14")."""
_HARMED = lazy(
    r",?\s(?:\w+ly\s)?(?:killed|wounded|injured|left|destroyed|damaged|displaced|flattened|claimed|forced|drove|drowned)\b"
)
"""Behind such a clause: what the thing it dates did to people and houses, at once."""
_COMPARED = lazy(
    r",\s(?:compared\s(?:with|to)|against|versus|(?:up|down|(?:far|well)\s(?:above|below))\sfrom)\s[^,;]{0,60}\Z"
)
"""Before a date, which a comma ends: another time that the figures before it are compared with."""
_GOES_ON = lazy(
    rf"\s(?:\w+ly\s)?(?:{_FINITE}|[a-z]{{3,}}[^s\W]s\s(?:in|up|out|on|about|some|nearly|at)\b)|\s[a-z]+\s(?:has|have|had|was|were|will)\b"
)
"""Behind a date: the verb whose subject it ends."""
_DONE = lazy(
    rf"(?:\A|[.;,:]\s|\b[Aa]n?\s|\b[Tt]he\s)(?:[\w-]+\s){{1,3}}(?:{_DONE_TO})\s"
    r"(?:(?:in|on|at|by|since|after|before|during|late|early|from)\s)?(?:the\s)?\Z"
)
"""Before a date: a noun and what was done with it: "a levy introduced in", "a fund set up after the"."""
_OPENS = 16
"""Characters from the start of its sentence within which a date may hold for all of it."""
_BREAK = lazy(r",(?!\d)|[;:—]|\s[–-]\s")
_REACH = 120
"""How far before a date the clause that it stands in can begin."""
_BASE = lazy(r"(?:\A,?|,|\bup|\bdown)\sfrom\s\Z|\sto\s[^,;]*\d[^,;]*\sfrom\s\Z")
_IN_REMARK = lazy(
    rf",\s(?:which|who|whose|where|in\soffice|home\sto|(?:{_DONE_TO})\s(?:for|to|by|of|at|in|with))\s[^,;]{{0,100}}\Z"
)
_RETURNS = lazy(rf"[^,;]{{0,80}},\s(?:\w+ly\s)?(?:has|have|had|is|are|was|were|will|{_PAST})\b")
"""Around a figure: a remark between two commas, and the verb with which its sentence goes on."""
_OF_THE_WHOLE = lazy(r"Of\s(?:the|its|their)\s")
_HAS_SINCE = lazy(r"\s(?:has|have)\s")
"""Around the date of a whole and a part told since: "Of the 9,000 promised in 2022, only 1,100 have been built"."""
_STANDING = lazy(r",\s(?:which|who|whose)\s(?:has|have|is|are|[a-z]+[^s]s)\s[^,;]{0,60}\Z")
"""Before a figure: a remark in the present tense, at no date: "On Monday the council, which runs 14 schools, met"."""
_OFFENCE = lazy(r"\b(?:fined|banned|suspended|jailed|sentenced)\s(?:\S+\s){0,4}\Z")


_NAMES_EVENT = lazy(r"\s[a-z]+\s(?:in|on|since|by|during|last|this)\s")
"""Behind "the June": an event, and a time told besides."""


def rival_cost(body: str, sentence: Span, figure: Span, other: Span) -> float:
    """Return what it costs that the date at `other` may belong to something else than the figure; 0 if to nothing.

    Looks at no more than a few hundred characters: the two are near each other.
    """
    cost = _WEIGHTS["level"] * _is_level(body, figure, other)
    if other.start >= figure.end:
        cost += _WEIGHTS["goes on"] * (_GOES_ON.match(body, other.end) is not None)
        gap = body[figure.end : other.start]
        needed = _FOR.search(body, max(0, figure.start - 16), figure.start) and body.startswith(_LIMITS, other.start)
        cost += _WEIGHTS["clause"] * bool(needed and _TO_DO.match(gap))
        if gap.endswith(" the ") and _NAMES_EVENT.match(body, other.end):
            cost += _WEIGHTS["named"]
        return cost + _behind(body, figure, gap)
    gap = body[other.end : figure.start]
    cost += _WEIGHTS["clause"] * _is_in_clause(body, sentence, figure, other, gap)
    if _STANDING.search(gap) and _RETURNS.match(body, figure.end, figure.end + 2 * _REACH):
        cost += _WEIGHTS["clause"]
    facing = gap.endswith(", with ") and _FACING.match(body, figure.end)
    cost += _WEIGHTS["clause"] * (facing is not None and facing is not False)
    cost += _WEIGHTS["clause"] * (_WHERE.search(gap) is not None)
    cost += _WEIGHTS["other verb"] * (_OTHER_VERB.match(gap) is not None)
    opens = other.start - sentence.start < _OPENS
    cost += _WEIGHTS["other subject"] * (
        _OTHER_SUBJECT.search(gap) is not None
        or (not opens and _NEW_CLAUSE.search(gap) is not None)
        or (not opens and _JOINED_BEFORE.search(gap) is not None and _JOINED_VERB.match(body, figure.end) is not None)
    )
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


def _behind(body: str, figure: Span, gap: str) -> float:
    cost = 0.0
    if gap.endswith(" as of ") and _OTHER_STATE.search(gap):
        cost += _WEIGHTS["other state"]
    if _EXAMPLE.search(gap) or _PLANS.search(gap) or _HELD_BY_VERB.search(gap):
        cost += _WEIGHTS["clause"]
    if _WAS.search(gap) and _HAS_DONE.search(body, max(0, figure.start - 40), figure.start):
        cost += _WEIGHTS["other state"]
    if _DID.search(gap) and _HAS.search(body, max(0, figure.start - 10), figure.start):
        cost += _WEIGHTS["has and did"]
    if _OFFENCE.search(body, max(0, figure.start - 50), figure.start) and gap.startswith(" for "):
        cost += _WEIGHTS["offence"]
    if _RETURNS.match(gap) and _IN_REMARK.search(body, max(0, figure.start - 112), figure.start):
        cost += _WEIGHTS["clause"]
    if _NEW_CLAUSE.search(gap):
        cost += _WEIGHTS["other subject"]
    clause = _CLAUSE.search(gap)
    if clause and not _BREAK.search(gap, clause.end()):
        cost += _WEIGHTS["clause"]
    return cost


def _is_in_opening(body: str, sentence: Span, gap: str) -> bool:
    """Say whether a date ends what its sentence opens with: "Under the deal signed last month, they get"."""
    return gap.startswith(", ") and body.startswith(("Under ", "With ", "Despite ", "Following "), sentence.start)


def _is_in_clause(body: str, sentence: Span, figure: Span, other: Span, gap: str) -> bool:
    """Say whether a date stands in a clause about a noun that is over before the figure."""
    first = max(sentence.start, other.start - _REACH)
    if gap.startswith(", ") and not _HARMED.match(gap) and _REMARK.search(body, first, other.start):
        return True
    if gap.startswith(", ") and body.startswith("since", other.start) and _STATE.search(body, first, other.start):
        return True
    if gap.startswith(", ") and _COMPARED.search(body, first, other.start):
        return True
    goes_on = _GOES_ON.match(gap) is not None
    if _OF_THE_WHOLE.match(body, sentence.start) and _HAS_SINCE.match(body, figure.end):
        return True
    if _RETURNS.match(gap) and _REMARK_OPEN.search(body, first, other.start):
        return _STRUCK.search(body, first, other.start) is None
    if not (_BREAK.search(gap) or goes_on) or _HARMED.match(gap):
        return False
    if (goes_on or _is_in_opening(body, sentence, gap)) and _DONE.search(body, first, other.start):
        return True
    openings = list(_OPENED.finditer(body, first, other.start))
    if not openings or _BREAK.search(body, openings[-1].end(), other.start):
        return False
    if openings[-1][0].endswith((" where ", " whose ")) and not _VERB.search(body, openings[-1].end(), other.start):
        return False  # "where voters in 2008 elected 14"
    return _STRUCK.search(body, openings[-1].start(), other.start) is None
