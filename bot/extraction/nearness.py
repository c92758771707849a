"""Which date or place of a sentence belongs to a figure: a small score over what stands between the two."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.date_rivals import rival_cost
from bot.extraction.patterns import lazy
from bot.model import Span

_WEIGHTS = {
    "word": 0.4,  # every word between them
    "comma": 1.5,
    "number": 5.0,  # another figure lies between and is likelier to own the date
    "joined number": 1.0,  # "killed 14 and wounded 20 on Monday": both
    "later number": 2.0,  # "On Monday … killed 14, wounding 20": a date before a series is shared
    "clause": 3.5,  # but, although, semicolon
    "while": 2.5,
    "new event": 6.5,  # "on Wednesday after four bodies were found"
    "contrast": 9.0,  # from, than, against, the highest since: the date belongs to what is compared
    "aside": 6.0,  # "The party, in office since 2014, won 33": the date ends a remark about something else
    "other subject": 3.0,  # "and has", "because": another time
    "whole": 3.0,  # "4,000 of the 62,000 cut off on Tuesday": the date is the whole's
    "possessed": 3.0,  # "the bill for last winter's floods has reached $1bn"
    "worth": 2.5,  # "destroying 22 satellites worth $310m": a price has no day
    "saying": 4.0,
    "speaks there": 9.0,  # "…, officials in Kesh said": where the speakers are
    "mark": 3.0,  # a quotation begins or ends between them
    "before": 2.0,  # a date before its figure is rarer
    "opens": -4.0,  # unless it opens the sentence
}
"""Costs; the cheapest date is the figure's, if it costs at most the limit."""

_HOPELESS = 12.0
"""A cost of the words alone that nothing makes good: the rest is not looked at."""

_NUMBER = lazy(
    r"(\b(?:and|or|including|with)\s(?:\S{1,14}\s){0,3})?[$£€]?(?<![\w.,:–-])(?!(?:19|20)\d\d\b(?!,\d|\s[a-z]+s\b))\d[\d,]*(?:\.\d+)?(?![\d:]|\.\d|[-–]\d|\s?[ap]\.?m\b|\s(?:hours?|minutes?|days?)\b)"
    r"|\b(?:doubled|tripled|trebled|halved|quadrupled)\b"
)
_CLAUSE = lazy(
    r";|\b(?:but|although|though|whereas|which|who|so|because|unless|until|once|and\s(?:has|have|had|is|was|will))\b|\s[–—-]\s|—"
)
_NEW_EVENT = lazy(r"\b(?:after|once)\b")
"""Behind a date they begin another event ("by Wednesday, after 120mm fell"), behind a figure its own."""

_DATE_CONTRAST = lazy(
    r"\b(?:(?<!more\s)(?<!less\s)(?<!fewer\s)than(?!\s(?:planned|expected|forecast|usual|normal|budgeted))"
    r"|(?:more|less|fewer)\sthan(?!\s(?:planned|expected|forecast|usual|normal|budgeted|[$£€¥]?\d|an?\s|half\b|one\b|two\b|three\b))|against|versus|compared|what|despite|now|currently|total|before(?!\s[a-z]+ing\sto\s(?:close|end|finish|settle)\b|\s(?:dawn|noon|midday|midnight|sunrise|dusk|dark|half-time|kick-off|lunch|breakfast)\b))\b"
    r"|\bfrom\s(?:\w+\s)?(?:\S{0,3}\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)|\b(?:up|down)\sfrom\b"
    r"|(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)\b(?:estimates?|forecasts?|expectations|figure|peak|low|high|target|average)\s(?:of|for)\b"
    r"|\b(?:beating|missing|topping|exceeding|outstripping|short\sof(?!\s(?:its\s|the\s)?(?:target|plan|forecast|expect))|ahead\sof)\b"
    r"|\b(?:bringing|taking|raising|lifting|pushing|bring|take|took|brought)\s(?:\w+['’]?\w*\s){1,6}to\s\Z|\b(?:survey|poll|sample|trial|study)\sof\s"
    r"|\bin\s(?:an?\s(?:effort|attempt|bid)|order|time|preparation)\s(?:to|for)\b|\bin\s(?:the\s)?hopes?\s(?:of|that)\b|\b(?:aimed\sat|so\sthat)\b"
    r"|,\s(?:where|whose)\s|\b(?:times|twice|double|half)\sthe\b"
    r"|\bat\s(?:its|their|the)\s(?:peak|height|highest|lowest)\b|\A\s(?:in|over)\s(?:an?|one|two|three|four|five|ten|\d\d?)\s(?:days?|weeks?|months?|years?|decades?)\sand\s"
    r"|\b(?:once|unless|whether)\b|\b(?:that|which)\s(?:began|started|opened|followed|broke\sout)\b|\b(?:the|its|a)\srecord\s(?:from|set|of)\b"
)
"""Words between a figure and a date that give the date to something else: a comparison, a superlative, an origin."""
_DATE_ENDS = lazy(
    r"\bas\s(?:in\s)?(?:the\s)?\Z|,\s(?:and|but)\s(?:in|on|by|at|since|during|over)\s(?:the\s)?\Z"
    r"|\b(?:last|first|latest|most|all|one|some)\sof\s(?:them|these|those|which)\s(?:in\s|on\s|at\s)?\Z|\sfollowing\s\Z|(?<!were\s)(?<!was\s)\b(?:born|built|founded|established|elected)\s(?:[a-z]+\s)?\Z"
    r"|\sfrom\s(?:an?|the|its|her|his|their)\s(?:(?:survey|poll|level|total|peak|average|high|low|record|figure|rate|price)\s)?\Z"
    r"|\b(?:second|third|fourth|fifth|sixth|seventh|only)\stime\s(?:in\s)?\Z"
    r"|\b(?:high|low|big|large|small|deadli|long|few|strong|weak|fast|slow|hot|wet|dri|cold|busi|steep|sharp|young|old)est\s"
    r"(?:[a-z]+\s){0,2}\Z|\b(?:worst|best|most|first(?!\s(?:round|day|half|leg|phase|stage|night|weekend|game|match|test)\b))\s(?:(?!of\b)[a-z]+\s){0,2}\Z"
)
"""The same right before a date."""
_DATE_SHIFT = lazy(
    r";|\b(?:and|but)\s(?:there\s)?(?:has|have|is|are|will)\b|\b(?:is|are)\sstill\b|\bbecause\b|\bshares\s(?:\w+ed|fell|rose|sank|slid|lost)\b"
)
_WHOLE = lazy(r"\sof\s(?:the|its|their)\s\d\S*\s\w+\s(?:who\s)?(?:\w+ed|cut|found|held|hit|lost|sent|sold|taken)\b")
_NAMED_FOR = lazy(r"\s[A-Z]\w+(?:\s[A-Z]\w+)?,\s")
"""Behind a year: what is named for it, at the end of a remark ("built for the 2018 Games, seats")."""
_WORTH = lazy(r"\b(?:worth|costing|valued\sat|priced\sat)\s\Z")
_RESUMED = lazy(
    r"(?:,|\sand)\s(?:killing|wounding|injuring|leaving|forcing|destroying|damaging|cutting|sending|trapping|putting|knocking"
    r"|dumping|setting|burying|sweeping|flooding|closing|halting|stranding|burning|razing|flattening|tearing|ripping|blocking"
    r"|disrupting|grounding|shutting|claiming|wiping|drawing|winning|losing|scoring|submerging|displacing|hitting)\b"
)
"""A participle that goes on with the main clause: "gave way on Wednesday after two days of rain, killing 212"."""
_PROMISING = lazy(
    r",\s(?:promising|pledging|vowing|proposing|offering|threatening|agreeing)\sto\s|\sand\s(?:says?|said)\s"
    r"|,\s(?:claiming|arguing|alleging|saying|warning|contending|insisting|estimating|predicting|suggesting|noting|stating"
    r"|demanding|urging|seeking|asking|accusing|hoping|aiming)\s"
    r"|\b(?:promised|pledged|vowed|planned|hoped|expected|agreed|intended|offered|wanted|asked|ordered|urged)\s(?:\w+\s){0,3}to\s"
    r"|\b(?:says?|admit(?:s|ted)?|said|noted|reported|estimated|concluded|warned|revealed|ruled|heard|argued|claimed|suggested)\sthat\s"
)
"""What a speaker says, wants or means to do, at no time of the clause before it."""
_IN_OTHER_WORDS = lazy(r"\A\s\([^()]{1,40}\)")
"""Behind a figure: the same in other units: "603 km/h (374 mph)"."""
_PURPOSE = lazy(
    r"\sto\s(?!(?:reach|hit|close|end|stand|total|settle|finish|become|elect|an?|the|its|their|about|around|nearly|more|less"
    r"|just|over|almost|some|under|below|above|only)\s)[a-z]+\s(?:\S+\s){0,3}"
)
"""Behind a date: what something was done for: "sell the park by 2028 to raise"."""
_TO_LEVEL = lazy(r"\A,\sto\s[^,\s]+(?:\s[a-z]+)?(?=,\s)")
"""Behind a change: where it led: "up a quarter, to $92, since"."""
_EVENT_THAT = lazy(
    r"[’']s\s(?:[a-z-]+\s){0,2}[a-z-]+,?\s(?:which|that)\s(?:has\s)?(?:killed|wounded|injured|left|destroyed|damaged|displaced|claimed)\s"
)
"""Behind a date: what happened then did it to the figure: "Monday's blast, which killed"."""
_TIME_AFTER = lazy(r",\s(?:\w+\s){1,3}(?:hours?|days?|weeks?|months?|years?)\s(?:after|before)\s[^,;]{1,60}(?=,\s)")
"""Behind a date: the same time told from another: "on 3 November, two weeks after the vote,"."""
_MOVED_FROM = lazy(r"\sfrom\s[^,;]{1,30}\sto\s\Z")
"""Behind the date of a change: where it began: "fell in August from 71% to"."""
_WHEN = lazy(r"\b(?:was|were|died|drowned|lost|suffered|[a-z]{2,}ed)\b[^;]{0,60}?\swhen\s")
"""A clause that tells how it came about and dates both: "were killed when a bus fell 50 feet on Monday"."""
_LAST_WORDS = lazy(r"(?:\s[^\s\d]+){0,3}\s?\Z")
_PLACE_CONTRAST = lazy(r"\b(?:than|against|versus|compared|unlike|double)\b|\b(?:estimate|figure|forecast)\sof\b")
"""The same for a place."""
_THEN = lazy(
    r"(?:\s[\w-]+){0,3}?\s(?:the\s(?:week|month|year|day|season)\sbefore|(?:\w+\s){1,2}(?:earlier|ago|before)|last\s[a-z]+|normally"
    r"|usually|previously|in\s(?:an?\s(?:normal|average|usual|typical)\s|(?:all\sof\s)?\d{4}\b))"
)
"""Behind a figure: another time, so that what it is compared with was at the same place."""
_REMARK = lazy(r",\s(?:which|who|whose|where)\s[^,;]{1,90},(?=\s)")
"""A remark on a place, or on what stands there, before the sentence goes on about it."""
_PLACE_SHIFT = lazy(r"\b(?:while|because|as\s(?!(?:well|much|many|far)\b))\b")
_SAID_NEXT = lazy(
    r"(?:\s[a-z]+){0,2},?\s(?:has\s|have\s|had\s)?(?:said|says|say|told|announced|reported|warned|shown|found|estimate[ds]?)\b"
)
"""A verb of saying behind a place: it is where the speakers are."""


@dataclass(frozen=True, slots=True)
class Rival:
    """What gives a date, or a place, to something else than the figure, and the cost up to which it is the figure's."""

    contrast: re.Pattern[str]
    ends: re.Pattern[str] | None
    shift: re.Pattern[str]
    touching: tuple[str, ...]
    limit: float
    follows: re.Pattern[str] | None = None
    compared: tuple[str, ...] = ()
    """Ends of what stands before a figure that is only another time's, at the same place."""
    ease: float = 0.0
    """What the only one of a sentence is spared: a place holds for all of it, unless something else is named."""


DATE = Rival(_DATE_CONTRAST, _DATE_ENDS, _DATE_SHIFT, (" to ", " from "), 8.5)
PLACE = Rival(
    _PLACE_CONTRAST, None, _PLACE_SHIFT, (), 9.5, _SAID_NEXT, (" with ", " to ", " against ", " versus "), 1.0
)

_ASIDE = lazy(r",\s(?:was|were|is|are|has|have|had|will|would|could|must|may|might|should|can|said|says)\b")
_TALLIED = (" confirmed ", " reported ")
"""Behind a figure: that it is known, no saying: "214 cases confirmed since May"."""
_SAYING = lazy(
    r"\b(?:said|says|say|told|admitted(?!\s\Z)|announced|argued|claimed(?!\s\Z)|confirmed|estimated|explained|insisted|recalled"
    r"|reported|warned|warns|wrote|writes|according)\b"
)
_OPENING = lazy(
    r"[\"“‘']?(?:(?:In|At|During|For|On)\s(?:the\s)?[^\s,]+(?:\s[^\s,]+){0,3},\s(?:in|on|at)\s)?"
    r"(?:(?:In|On|At|By|Over|During|For|As of|It was in)\s)?(?:the\s)?(?:(?:whole|course)\sof\s)?(?:the\s)?"
)
_ADVERBIAL = lazy(r",\s(?:in|on|at|by|during|since)\s(?:the\s)?\Z")
_COMMA = lazy(r",(?!\d)")
_YEAR = lazy(r"\b\d{4}s?\Z")
_DATE_ALONE = 4
"""Characters from a parenthesis to the date that is all it holds: "(in 2025)"."""
_MARK = lazy(r"[\"“”]")
REACH = 300
"""Characters between a date and a figure beyond which they have nothing to do with each other."""
_RIVALS = 6
"""Dates or places on either side that are weighed: more in one sentence are a list."""


def window(starts: Sequence[int], figure: Span, sentence: Span) -> tuple[int, int]:
    """Return the range of those starting points in the figure's sentence that are near enough to be weighed."""
    at = bisect_left(starts, figure.start)
    first = bisect_left(starts, max(sentence.start, figure.start - REACH), max(0, at - _RIVALS), at)
    return first, bisect_left(starts, min(sentence.end, figure.end + REACH), at, min(len(starts), at + _RIVALS))


def best_for(body: str, figure: Span, sentence: Span, others: Sequence[Span], rival: Rival) -> int | None:
    """Return the index of the date or place that the figure at `figure` is about, None if none is near in sense.

    `others` lie in its `window`.
    """
    limit, chosen = rival.limit, None
    ease = rival.ease if len(others) == 1 else 0.0
    for index, other in enumerate(others):
        cost = _cost(body, figure, sentence, other, rival) - ease
        if rival is DATE and cost <= limit and not figure.overlaps(other):
            cost += rival_cost(body, sentence, figure, other)
        if cost <= limit:
            limit, chosen = cost, index
    return chosen


def _cost(body: str, figure: Span, sentence: Span, other: Span, rival: Rival) -> float:
    if figure.overlaps(other):
        return 0.0
    after = other.start >= figure.end
    words = body[other.start : other.end]
    gap = body[figure.end : other.start] if after else body[other.end : figure.start]
    if gap == " (" or (rival is DATE and not after and _EVENT_THAT.fullmatch(gap)):
        return 0.0
    gap = _told_how(gap) if after else _MOVED_FROM.sub(" to ", _TIME_AFTER.sub("", _resumed(gap)))
    gap = gap if after else _REMARK.sub("", gap)
    then = gap.endswith(rival.compared) and _THEN.match(body, figure.end) is not None
    cost = _between(gap, after=after) + _WEIGHTS["contrast"] * (
        not then and (rival.contrast.search(gap) is not None or (after and _ends_in(gap, rival.ends)))
    )
    cost += _WEIGHTS["other subject"] * (rival.shift.search(gap) is not None)
    cost += _WEIGHTS["contrast"] * (rival is DATE and not after and _is_meant(gap, words))
    cost += _WEIGHTS["contrast"] * (rival is DATE and _is_apart(gap, after=after))
    cost += _WEIGHTS["worth"] * (_WORTH.search(gap) is not None)
    year = len(words) < 6 and _YEAR.search(words) is not None
    if after:
        if rival.follows and rival.follows.match(body, other.end):
            cost += _WEIGHTS["speaks there"]
        cost += _WEIGHTS["aside"] * (_ASIDE.match(gap) is not None) + _WEIGHTS["whole"] * (
            _WHOLE.match(gap) is not None
        )
        is_end = gap.endswith(rival.touching) and " to " not in words  # "fell to 40 from …", not "from 3 to 9 May"
        return cost + _WEIGHTS["contrast"] * (is_end or (year and gap.endswith(" on ")))
    opens = _OPENING.fullmatch(body, sentence.start, other.start) is not None
    stands_alone = _ADVERBIAL.search(body, max(sentence.start, other.start - 16), other.start) is not None
    aside = (
        not opens
        and not stands_alone
        and (_ASIDE.match(gap) is not None or (year and _is_enclosed(body, sentence, other, gap)))
    )
    new_event = _NEW_EVENT.search(gap) or (words.startswith(("since", "Since")) and gap.startswith(", when "))
    cost += _WEIGHTS["new event"] * bool(new_event)
    cost += _WEIGHTS["possessed"] * gap.startswith(("'s ", "’s ")) * (rival is DATE)
    return cost + _WEIGHTS["before"] + _WEIGHTS["opens"] * opens + _WEIGHTS["aside"] * aside


def _is_meant(gap: str, date_words: str) -> bool:
    """Say whether a figure behind a date is only said, promised or aimed at then."""
    if _PROMISING.search(gap):
        return True
    return _PURPOSE.fullmatch(gap) is not None and not date_words.startswith(("until", "by"))


def _ends_in(gap: str, ends: re.Pattern[str] | None) -> bool:
    return ends is not None and ends.search(gap) is not None


def _is_apart(gap: str, *, after: bool) -> bool:
    """Say whether the date stands in a parenthesis that tells more than the date, and the figure does not."""
    if after:
        opened = gap.rfind("(")
        return opened > gap.rfind(")") and len(gap) - opened > _DATE_ALONE
    closed = gap.find(")")
    return closed >= 0 and (closed < gap.find("(") or "(" not in gap)


def _told_how(gap: str) -> str:
    """Return what stands between a figure and a date behind it without how the thing came about."""
    gap = _TO_LEVEL.sub("", _IN_OTHER_WORDS.sub("", gap))
    how = _WHEN.search(gap)
    end = _LAST_WORDS.search(gap, how.end()) if how else None
    return gap[: how.end()] + end[0] if how and end else gap


def _resumed(gap: str) -> str:
    """Return what stands between a date and a figure behind it from the last participle of the main clause on."""
    starts = [participle.start() for participle in _RESUMED.finditer(gap)]
    return gap[starts[-1] :] if starts else gap


def _is_enclosed(body: str, sentence: Span, other: Span, gap: str) -> bool:
    """Say whether a date stands in a remark between two commas: "The bridge, which opened in 1932, carries 40,000"."""
    ends = gap.startswith(", ") or _NAMED_FOR.match(gap) is not None
    return ends and _COMMA.search(body, max(sentence.start, other.start - 40), other.start) is not None


def _between(gap: str, *, after: bool) -> float:
    """Return what the words between a figure and a date cost."""
    cost = _WEIGHTS["word"] * max(0, gap.count(" ") - 1) + _WEIGHTS["comma"] * gap.count(", ")
    if cost > _HOPELESS:
        return cost
    numbers = [bool(match[1]) for match in _NUMBER.finditer(gap)]
    return (
        cost
        + _WEIGHTS["joined number"] * sum(numbers)
        + _WEIGHTS["number" if after else "later number"] * (len(numbers) - sum(numbers))
        + _WEIGHTS["clause"] * len(_CLAUSE.findall(gap))
        + _WEIGHTS["while"] * gap.count(" while ")
        + _WEIGHTS["saying"]
        * (_SAYING.search(gap, len(" reported ") * (after and gap.startswith(_TALLIED))) is not None)
        + _WEIGHTS["mark"] * len(_MARK.findall(gap))
    )
