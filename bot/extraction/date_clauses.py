"""What the words around a date say: that it is one, that it only dates a statement, that its clause looks ahead."""

import re

from bot.extraction.claim_words import IRREGULAR
from bot.extraction.date_words import (
    FUTURE,
    SAID_WHEN,
    SAID_WHERE,
    SAYING,
    SPEAKING_AFTER,
    SPOKEN_AT,
    SPOKEN_TO,
    SPOKEN_WHERE,
)
from bot.extraction.patterns import lazy
from bot.model import Span

_REACH = 40
"""How far before and behind a date the words that say what it dates can stand."""

PAST = "|".join(sorted(IRREGULAR - {"cost", "cut", "hit", "set", "shut", "spread"}))
"""Irregular past forms, as alternatives of a pattern."""

_BEFORE_MONTH = lazy(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Tt]hrough|[Ff]rom|of|to|for|and|than|with|[Tt]he|[Ii]ts"
    r"|[Dd]uring|[Bb]etween|on|against|late|early|or|[Aa]|over|[Tt]heir|[Hh]is|[Hh]er|this)\s|[Mm]id-|[(–—-])\Z"
)
_DOES = lazy(r"\s(?:has|had|was|is|will|brought|saw)\s")
"""Behind a month that opens its sentence as a subject: "December has brought"."""
_BEFORE_YEAR = lazy(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Tt]hrough|[Ff]rom|[Dd]uring|[Ll]ate|[Ee]arly|[Tt]he"
    r"|[Ii]ts|of|to|for|and|than|with|on|against|or|[Aa]|his|her|their|throughout|[Bb]etween|[Mm]id|over|ending|ended|[Dd]ecember|year"
    r"|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)[\s-]|[(–—])\Z"
)
_COUNTED = lazy(r"\s(?:people|men|women|of\sthe|[a-z]{3,20}(?<!s)s)\b|\s?(?:km|kg|metres|m|%)\b")
_SURE_OF_YEAR = lazy(r"(?:[Ii]n|[Ss]ince|[Dd]uring|[Ll]ate|[Ee]arly|[Mm]id|[Tt]he|[Aa]|[Ii]ts|[Hh]is|[Hh]er)[\s-]\Z")


def is_date(body: str, core: re.Match[str], sentence: Span) -> bool:
    """Say whether a bare year or month is one: "in May", not "May Lee"; "since 2022", not "of 2022 homes"."""
    start, kind = core.start(), core.lastgroup
    if kind == "half":
        return not core[0].endswith("half") or _RESULTS.search(body, sentence.start, sentence.end) is not None
    if kind not in ("month", "year"):
        return True
    if kind == "month":
        owns = core[0] not in ("April", "May", "June") and body.startswith(("'s ", "’s "), core.end())
        if core["month_year"] or core["month_near"] or owns:
            return True
        if start == sentence.start and core[0] not in ("April", "May", "June") and _DOES.match(body, core.end()):
            return True
        return _BEFORE_MONTH.search(body, max(sentence.start, start - 12), start) is not None
    first = max(sentence.start, start - 14)
    if not _BEFORE_YEAR.search(body, first, start):
        return False
    return bool(_SURE_OF_YEAR.search(body, first, start)) or not _COUNTED.match(body, core.end(), sentence.end)


_RESULTS = lazy(r"%|\b(?:per\s?cent|profits?|sales|revenues?|output|exports|imports|earnings|growth|loss|losses)\b")
"""What a sentence about half a year rather than half a match speaks of."""
_ON = frozenset({"", "on", "late on", "early on", "in"})


_PASSIVES = frozenset({"reported", "confirmed", "admitted", "forecast", "predicted", "projected"})
_PASSIVE = lazy(r"\b(?:were|was|been|is|are)\s\Z")
"""Cases "were reported on Monday": the day they came, not the day of a speech."""


def is_spoken(body: str, sentence: Span, start: int, end: int) -> bool:
    """Say whether a date says when somebody spoke: behind a verb of saying, or before its subject."""
    for verb in SAYING.finditer(body, max(sentence.start, start - 2 * _REACH), start):
        if verb[0] in _PASSIVES and _PASSIVE.search(body, max(0, verb.start() - 6), verb.start()):
            continue
        if SAID_WHEN.fullmatch(body, verb.end(), start):
            return verb[0] != "forecast" or not body.startswith(" for ", verb.end())
        placed = verb[0] in SPOKEN_AT and SPOKEN_WHERE.match(body, verb.end(), start)
        if (placed or verb[0] in SPOKEN_TO) and SAID_WHERE.fullmatch(body, verb.end(), start):
            return True
    if _ANNOUNCED.search(body, max(sentence.start, start - 3 * _REACH), start) or _SAYS_NEXT.match(body, end):
        return True
    if _VOTED.search(body, max(sentence.start, start - 40), start) and _TO_DO.match(body, end):
        return True
    if _THAT.match(body, end) and _HAS_VERB.search(body, max(sentence.start, start - 3 * _REACH), start):
        return True
    if _TEXT.match(body, end) or (_COUNTED_NEXT.match(body, end) and _REPORT.fullmatch(body, sentence.start, start)):
        return True
    if _DASH.match(body, end) and _PLACE_LINE.fullmatch(body, sentence.start, start):
        return True
    if _OUT.search(body, max(sentence.start, start - 2 * _REACH), start):
        return True
    opens = start - sentence.start < _REACH and body[sentence.start : start].strip(" \"“'‘").lower() in _ON
    return opens and SPEAKING_AFTER.match(body, end, min(sentence.end, end + 2 * _REACH)) is not None


_ANNOUNCED = lazy(
    r"\b(?:announced|unveiled|disclosed|pledged|promised|proposed"
    r"|(?:reported|posted)\s(?:an?|its|net|quarterly|annual|record)\s(?:\S{1,14}\s){0,3}(?:loss|losses|profits?|earnings))\b"
    r"[^,.;:]{1,80}\s(?:on|late|early)\s\Z"
)
"""A statement with its object before the day on which it was made: "announced £4.5bn of cuts on Tuesday"."""
_VOTED = lazy(
    r"(?<!\d\s)(?<!people\s)(?<!voters\s)\b(?:voted|agreed|decided|moved|opted|resolved)\s(?:\S{1,14}\s){0,3}\Z"
)
_TO_DO = lazy(r"\sto\s[a-z]+\b")
"""A decision "on Monday to pass a budget": the day it was taken, not the budget's."""
_OUT = lazy(
    r"\b(?i:data|figures|results|poll|report|study|survey|analysis|audit|statistics|findings)\s(?:[a-z]+\s){0,5}?"
    r"(?:out|due|published|released|issued|tabled|presented|posted|unveiled)\s(?:(?:in|to|at|by)\s(?:the\s)?[\w-]+\s){0,2}(?:(?:on|in|over|late|early)\s)?\Z"
)
"""What comes out on a day: "a poll out on Thursday", "data tabled in parliament in March"."""
_THAT = lazy(
    rf"\sthat\s(?!(?:has|had|have|is|are|was|were|will|would|can|could|may|{PAST}|[a-z]{{2,}}ed|kills?|hits?|cut|hit|shut)\b)"
)
_HAS_VERB = lazy(rf"\b(?:{PAST}|[a-z]{{3,}}ed|says?|finds?|shows?|is|was)\b")
"""Around a date: a verb and the clause that is its object: "found in May that 40 were ill"."""
_TEXT = lazy(
    r"(?:\s[a-z-]+){0,2}\s(?:bill|act|law|treaty|agreement|accord|pact|book|film|memoir|report|study|ruling|constitution|legislation|paper)\b|\s(?:delivery|futures|contracts?)\b"
)
"""Behind a date: a text it belongs to: "the 2016 defence bill"."""
_REPORT = lazy(
    r"(?:An?|The|Its|Their|His|Her)\s(?:[\w-]{1,20}\s){0,3}(?:report|study|review|analysis|inquiry|audit|document)\s(?:by\s[^,;]{1,40}\s)?(?:(?:in|on)\s)?"
)
_COUNTED_NEXT = lazy(r"\s(?:found|showed|put|said|counted|estimated|listed|named|concluded|suggested|recorded)\s")
"""Around a date: a document and what it says: "A report by the group last week counted 2,600"."""
_PLACE_LINE = lazy(r"[A-Z][A-Z’' -]{2,30}[A-Z](?:,\s[A-Z][\w. ]{1,20})?,\s")
_DASH = lazy(r"\s[-–—]\s|\s?\(")
"""Around the day in an agency's first line: "KESH, Velia, Sept 17 - "."""
_SAYS_NEXT = lazy(r"\s(?:said|says|told|announced|predicted|forecast|warned|estimated|reported|put)\s")
"""A verb of saying right behind a date: "which in January predicted 1.8%"."""
_COMING = lazy(
    r"[’']s\s(?:[a-z]+\s)?(?:final|match|game|election|vote|summit|race|poll|ballot|launch|concert|parade|debate|runoff)\b"
)
_FOR = lazy(r"\b(?:for|ahead\sof|before)\s\Z")
"""What comes with an event still to come: "tickets for Saturday's final"."""
_SAYS = lazy(r"\b(?:said|says|say|showed|shows|found|finds|suggests?|suggested)\b")
_CLAUSE_END = lazy(r",(?!\d)|[;:—“”\"]|\s-\s|\bthat\b|\bbut\b|\bwhile\b|\b(?:under|by|in|for|of)\swhich\b")
_PERFECT = lazy(rf"\b(?:had|was|were|has|have|rose|grew|cast|{PAST}|[a-z]{{3,}}ed)\b")


_NEXT_CLAUSE = lazy(
    r"\sand\s(?:[\w,.$£€-]+\s){0,5}?(?:is|are|will|would|could|plans|expects|hopes|aims|wants)\b|\sand\s(?:promised|pledged|planned|agreed)\b"
)


_UNDER_WAY = lazy(r"(?:\b(?:is|are|am)|[’'](?:s|re|m))\s(?:also\s)?[a-z]+ing\s(?:[\w$£€,.-]+\s){0,8}?on\s\Z")
"""Before a day: the present of what is planned ("is bringing in 90 on Thursday"): what goes on now has no day."""
_ANOTHER_TIME = lazy(rf"\b(?:after|since|that|who|which|where|when|as|{PAST}|[a-z]{{3,}}ed)\b")


def _is_planned(body: str, sentence: Span, core: re.Match[str]) -> bool:
    if core.lastgroup not in ("weekday", "dm", "md"):
        return False
    planned = _UNDER_WAY.search(body, max(sentence.start, core.start() - 2 * _REACH), core.start())
    return planned is not None and _ANOTHER_TIME.search(body, planned.start(), core.start()) is None


def looks_ahead(body: str, sentence: Span, core: re.Match[str], bound: str) -> bool:
    """Say whether the clause around a date speaks of the future."""
    if _COMING.match(body, core.end()) and _FOR.search(body, max(sentence.start, core.start() - 12), core.start()):
        return True
    if _is_planned(body, sentence, core):
        return True
    held_open = bound in ("by", "until", "till", "before", "through", "from")
    if not held_open and not FUTURE.search(
        body, max(sentence.start, core.start() - 5 * _REACH), min(sentence.end, core.end() + 5 * _REACH)
    ):
        return False
    first = sentence.start
    for end in _CLAUSE_END.finditer(body, max(sentence.start, core.start() - 5 * _REACH), core.start()):
        first = end.end()
    opening = body[core.end() : core.end() + 1] == "," and core.start() - sentence.start < _REACH // 2
    opening = opening or body.startswith((", when ", ", where "), core.end())
    closing = _CLAUSE_END.search(body, core.end() + opening, min(sentence.end, core.end() + 5 * _REACH))
    last = closing.start() if closing else min(sentence.end, core.end() + 5 * _REACH)
    saying = _SAYS.search(body, core.end(), last)  # "A poll in January shows most will stay"
    last = saying.start() if saying else last
    if _NEXT_CLAUSE.match(body, core.end()) and _PERFECT.search(body, first, core.start()):
        last = core.end()  # "200 came on Monday and 300 are due on Friday"
    if FUTURE.search(body, first, last):
        return True
    return held_open and not _PERFECT.search(body, first, last)
