"""What words between a figure and a date, or a place, say that the two belong to different things."""

from bot.extraction.patterns import lazy

_PLANNED = r"planned|expected|forecast|usual|normal|budgeted"
_AT_ONCE = r"dawn|noon|midday|midnight|sunrise|dusk|dark|half-time|kick-off|lunch|breakfast"
_HEARING = (
    r"judges?|courts?|magistrates?|jury|panel|tribunal|committee|inquiry|parliament|crowds?|audiences?|cameras?|referee"
)
_NUMBER = r"\S{0,3}\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_FACED = (
    rf"\s(?:the\s|its\s|their\s|his\s|her\s)?(?!{_NUMBER}|an?\s|same\s|targets?\b|forecasts?\b|averages?\b|expect|estimat|level"
    r"|record|normal|limit|last\s|previous\s)(?:[A-Za-z][\w’'-]*\s){1,4}\Z"
)
"""Behind "against", up to the date: whom something faced, no other time: "scored 40 points against the Lions on"."""
_SOURCES = (
    r"\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?!(?:in|on|at|by|an?|the|last|this|during|over|since|before|after|per"
    r"|percent|times|points?|percentage|hundred|thousand|million|billion)\b)[a-z]"
)
"""Behind "from": things that something came from, no former level: "took 186 people from three boats"."""
DATE = lazy(
    "|".join(
        (
            rf"\b(?<!more\s)(?<!less\s)(?<!fewer\s)than\b(?!\s(?:{_PLANNED}))",
            rf"\b(?:more|less|fewer)\sthan\b(?!\s(?:{_PLANNED}|[$£€¥]?\d|an?\s|half\b|one\b|two\b|three\b))",
            rf"\bbefore\b(?!\s[a-z]+ing\sto\s(?:close|end|finish|settle)\b|\s(?:{_AT_ONCE})\b|\s(?:an?|the|its|their)\s(?:[a-z]+\s)?(?:{_HEARING})\s(?:(?:in|on|at|over|last|this|late|early|for|with|and)\s|\Z))",
            rf"\bagainst\b(?!{_FACED})",
            r"\b(?:versus|compared|what|despite|now|currently|total|once|unless|whether)\b",
            rf"\bfrom\b(?!{_SOURCES})\s(?:\w+\s)?(?:{_NUMBER})|\b(?:up|down)\sfrom\b",
            r"(?<!is\s)(?<!are\s)(?<!was\s)(?<!were\s)\b(?:estimates?|forecasts?|expectations|figure|peak|low|high|target|average)\s(?:of|for)\b",
            r"\b(?:beating|missing(?=\s(?:its|the|their|a|an)\b)|topping|exceeding|outstripping|ahead\sof)\b",
            r"\bshort\sof\b(?!\s(?:its\s|the\s)?(?:target|plan|forecast|expect))",
            r"\b(?:bringing|taking|raising|lifting|pushing|bring|take|took|brought)\s(?:\w+['’]?\w*\s){1,6}to\s\Z",
            r"\b(?:survey|poll|sample|trial|study)\sof\s",
            r"\bin\s(?:an?\s(?:effort|attempt|bid)|order|time|preparation)\s(?:to|for)\b",  # a purpose
            r"\bin\s(?:the\s)?hopes?\s(?:of|that)\b|\b(?:aimed\sat|so\sthat)\b",
            r",\s(?:where|whose)\s|\b(?:that|which)\s(?:began|started|opened|followed|broke\sout)\b",
            r"\b(?:times|twice|double|half)\sthe\b|\b(?:the|its|a)\srecord\s(?:from|set|of)\b",
            r"\b(?:guilty|convicted|accused|acquitted|suspected)\sof\s|\bcharged\swith\s",  # the offence was before
            r"\A\s(?:below|above)\s(?:its|the|their)\s",
            r"\sand\sat\s(?:its|their|the)\s(?:peak|height|highest|lowest)\b",
            r"\A\s(?:in|over)\s(?:an?|one|two|three|four|five|ten|\d\d?)\s(?:days?|weeks?|months?|years?|decades?)\sand\s",
        )
    )
)
"""Words between a figure and a date that give the date to something else: a comparison, a purpose, an origin."""
BEFORE_DATE = lazy(
    "|".join(
        (
            r"\bas\s(?:in\s)?(?:the\s)?\Z|\sfollowing\s\Z|\brecord\s\Z",
            r",\s(?:and|but)\s(?:in|on|by|at|since|during|over)\s(?:the\s)?\Z",  # the next clause's own
            r"\b(?:last|first|latest|most|all|one|some)\sof\s(?:them|these|those|which)\s(?:in\s|on\s|at\s)?\Z",
            r"\d\sof\s(?:them|these|those|whom|which)\s(?:in\s|on\s|at\s)?\Z",
            r"(?<!were\s)(?<!was\s)\b(?:born|built|founded|established|elected)\s(?:[a-z]+\s)?\Z",
            r"\sfrom\s(?:an?|the|its|her|his|their)\s(?:(?:survey|poll|level|total|peak|average|high|low|record|figure|rate|price)\s)?\Z",
            r"\b(?:second|third|fourth|fifth|sixth|seventh|only)\stime\s(?:in\s)?\Z",
            r"\b(?:high|low|big|large|small|deadli|long|few|strong|weak|fast|slow|hot|wet|dri|cold|busi|steep|sharp|young|old)est\s(?:[a-z]+\s){0,2}\Z",
            r"\b(?:worst|best|most|first(?!\s(?:round|day|half|leg|phase|stage|night|weekend|game|match|test)\b))\s(?:(?!of\b)[a-z]+\s){0,2}\Z",
        )
    )
)
"""The same right before a date: a superlative, a rank, what it was born or built."""
DATE_SHIFT = lazy(
    r";|\b(?:and|but)\s(?:there\s)?(?:has|have|is|are|will)\b|\b(?:is|are)\sstill\b|\bbecause\b|\bshares\s(?:\w+ed|fell|rose|sank|slid|lost)\b"
)
"""A clause with a time of its own, without a comma or a subject to show it."""
PLACE = lazy(r"\b(?:than|against|versus|compared|unlike|double)\b|\b(?:estimate|figure|forecast)\sof\b")
"""The same for a place."""
PLACE_SHIFT = lazy(r"\b(?:while|because|as\s(?!(?:well|much|many|far)\b))\b")
_PROMISING = lazy(
    r",\s(?:promising|pledging|vowing|proposing|offering|threatening|agreeing)\sto\s|\sand\s(?:says?|said)\s"
    r"|,\s(?:claiming|arguing|alleging|saying|warning|contending|insisting|estimating|predicting|suggesting|noting|stating"
    r"|demanding|urging|seeking|asking|accusing|hoping|aiming)\s"
    r"|\b(?:promised|pledged|vowed|planned|hoped|expected|agreed|intended|offered|wanted|asked|ordered|urged)\s(?:\w+\s){0,3}to\s"
    r"|\b(?:says?|admit(?:s|ted)?|said|noted|reported|estimated|concluded|warned|revealed|ruled|heard|argued|claimed|suggested)\sthat\s"
)
"""What a speaker says, wants or means to do, at no time of the clause before it."""
_PURPOSE = lazy(
    r"\sto\s(?!(?:reach|hit|close|end|stand|total|settle|finish|become|elect|an?|the|its|their|about|around|nearly|more|less"
    r"|just|over|almost|some|under|below|above|only)\s)[a-z]+\s(?:\S+\s){0,3}"
)
"""Behind a date: what something was done for: "sell the park by 2028 to raise"."""
_DATE_ALONE = 4
"""Characters from a parenthesis to the date that is all it holds: "(in 2025)"."""


def is_meant(gap: str, date_words: str) -> bool:
    """Say whether a figure behind a date is only said, promised or aimed at then."""
    if _PROMISING.search(gap):
        return True
    return _PURPOSE.fullmatch(gap) is not None and not date_words.startswith(("until", "by"))


def is_in_brackets(gap: str, *, after: bool) -> bool:
    """Say whether the date stands in a parenthesis that tells more than the date, and the figure does not."""
    if after:
        opened = gap.rfind("(")
        return opened > gap.rfind(")") and len(gap) - opened > _DATE_ALONE
    closed = gap.find(")")
    return closed >= 0 and (closed < gap.find("(") or "(" not in gap)
