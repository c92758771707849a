"""The words of dates and periods: the patterns that find them and what their parts mean."""

from collections.abc import Iterable

from bot.extraction.patterns import any_start, lazy

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FEASTS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "the new year": (1, 1),
    "new year's day": (1, 1), "new year's eve": (12, 31), "independence day": (7, 4), "veterans day": (11, 11),
    "bastille day": (7, 14), "valentine's day": (2, 14), "halloween": (10, 31),
}  # fmt: skip
"""Feasts on a fixed day: month and day."""
EASTER = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}
"""Feasts that move with Easter: days from it."""
MOVING_FEASTS = {"labor day": (9, 0, 1), "memorial day": (5, 0, -1), "thanksgiving": (11, 3, 4)}
"""Feasts on a weekday: month, weekday, which one of the month (−1 the last), as the United States keep them."""
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "a couple of": 2, "half a": 0,
}  # fmt: skip

STEPS = {"this": 0, "current": 0, "last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}
"""How many units from the present one: "last" year is one back."""

_CLOCK = r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?|noon|midnight|midday|dawn)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:18|19|20|21)\d\d(?!\d|[,.]\d|%|/\d\d\d)"
_TO = r"(?:\s?[-–]\s?|\s(?:to|and|until|through)\s)"
_UNIT = r"(?:hour|day|night|week|fortnight|month|quarter|year|decade)s?"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_COUNT = (
    r"(?i:\d{1,3}|a\scouple\sof|a\sfew|several|many|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|eighteen|twenty|thirty|forty|fifty|(?:a|one)\shundred)"
)
_ORDINAL = r"(?i:first|second|third|fourth|final|1st|2nd|3rd|4th)"
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|lunchtime)\b)?"
_OF_YEAR = rf"(?:[\s-](?:of\s)?(?:(?P<{{0}}_year>{_YEAR})|(?:the|this)\syear\b|(?P<{{0}}_near>last|next)\syear\b))?"

_PHASED = (
    r"(?:war|crisis|pandemic|epidemic|outbreak|storm|hurricane|flood(?:s|ing)?|drought|recession|boom|strikes?|conflict"
    r"|siege|campaign|season|disaster|wildfires?|blaze|fires?|heatwave|heat\swave|offensive|fighting|protests|unrest|wave"
    r"|eruption|blackout|outage|downturn|slump|famine|rush|summer|winter|lockdowns?|emergency)\b"
)

CORE = lazy(
    r"(?:(?<![\w$£€.,/-])|(?<=[Mm]id-)|(?<=[Ll]ate-)|(?<=arly-))(?:"
    r"(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:3[01]|[12]\d|0[1-9]))(?!\d)"
    rf"|(?P<dm>(?:{_WEEKDAY},?\s)?(?:(?P<dm_from>{_DAY}){_TO})?(?P<dm_day>{_DAY})(?:\sof)?\s(?P<dm_month>{MONTH})"
    rf"(?:,?\s(?P<dm_year>{_YEAR}))?)\b"
    rf"|(?P<md>(?:{_WEEKDAY},?\s)?(?P<md_month>{MONTH})\s(?P<md_day>{_DAY})(?![\d:%]|[,.]\d)(?:{_TO}(?P<md_to>{_DAY})"
    rf"(?![\d:%]))?(?:,?\s(?P<md_year>{_YEAR}))?)"
    rf"|(?P<month>(?P<month_name>{MONTH}){_OF_YEAR.format('month')})(?!\w)"
    rf"|(?P<season>(?P<season_name>{_SEASON})(?:\sof)?\s(?P<season_year>{_YEAR}))"
    rf"|(?P<quarter>(?:(?P<quarter_number>{_ORDINAL}|last(?=\squarter\sof\s))[\s-]quarter|Q(?P<quarter_digit>[1-4]))"
    rf"{_OF_YEAR.format('quarter')})\b"
    rf"|(?P<half>(?:(?P<half_number>first|second)[\s-]half|H(?P<half_digit>[12])){_OF_YEAR.format('half')})\b"
    rf"|(?P<opening>(?P<opening_which>first|last|final)\s(?P<opening_count>{_COUNT})\s(?P<opening_unit>days|weeks|months)"
    rf"(?:\sof\s(?:(?P<opening_year>{_YEAR})|(?:the|this)\syear\b|(?P<opening_near>last|next)\syear\b)"
    r"|(?<=first\s\w{3}\smonths)(?!\sof\b)|(?<=first\s\w{4}\smonths)(?!\sof\b)"
    r"|(?<=first\s\w{5}\smonths)(?!\sof\b)))"
    rf"|(?P<weeks>(?P<weeks_which>{_ORDINAL}|last)\s(?:(?P<weeks_count>{_COUNT})\s)?weeks?\sof"
    rf"\s(?P<weeks_month>{MONTH})(?:\s(?P<weeks_year>{_YEAR})|\s(?P<weeks_near>last|next)\syear)?)(?!\w)"
    r"|(?P<fiscal>(?:FY\s?|[Ff]iscal\s(?:year\s)?)(?P<fiscal_long>(?:19|20)\d\d|\d\d)(?!\d)"
    r"(?:[/–-](?P<fiscal_to>\d\d)(?!\d))?)"
    rf"|(?P<seasons>(?P<seasons_from>(?:19|20)\d\d)[/–-](?P<seasons_to>\d\d|(?:19|20)\d\d)(?![\d/–-])"
    r"(?:\s(?:season|campaign))?)"
    r"|(?P<years>(?P<years_first>(?:18|19|20)\d0|(?<=[’'])\d0|(?<=the\s)\d0)s)\b"
    rf"|(?P<year>{_YEAR})(?![-/]\d)"
    rf"|(?P<ending>(?:(?P<ending_count>{_COUNT})\s)?(?P<ending_unit>months?|(?:half-)?years?|quarter|weeks?|days|decade)\s"
    rf"(?:to(?:\sthe\send\sof)?|through|(?:that\s)?end(?:ed|ing|s)(?:\sin|\son)?)\s(?:(?P<ending_weekday>{_WEEKDAY})"
    rf"|(?P<ending_only>{_YEAR})|(?:(?P<ending_day>{_DAY})\s)?(?P<ending_month>{MONTH})"
    rf"(?:\s(?P<ending_date>{_DAY})(?!\d))?(?:,?\s(?P<ending_year>{_YEAR}))?))"
    r"|(?P<beginning>(?:(?:fiscal|financial|tax|school|academic|budget|marketing)\s)?(?P<beginning_unit>year|quarter|decade)\s"
    r"(?:(?:that|which)\s)?(?:beg[ia]n(?:s|ning)?|start(?:s|ed|ing)?|opening|(?<!\ba\syear\s)from)\s(?:(?:in|on)\s)?"
    rf"(?:(?P<beginning_day>{_DAY})\s)?(?P<beginning_month>{MONTH})(?:\s(?P<beginning_date>{_DAY})(?!\d))?"
    rf"(?:,?\s(?P<beginning_year>{_YEAR}))?)(?!\w)"
    rf"|(?P<hours>(?P<hours_count>24|48|72|96)\shours\s(?:to|through|ending|ended|up\sto|until|before)\s"
    rf"(?:{_CLOCK},?\s)?(?:on\s)?(?:(?P<hours_weekday>{_WEEKDAY})|(?P<hours_word>yesterday|today)"
    rf"|(?P<hours_day>{_DAY})\s(?P<hours_month>{MONTH})|(?P<hours_month_first>{MONTH})\s(?P<hours_date>{_DAY})(?!\d)))"
    rf"|(?P<ago>(?:(?P<ago_count>{_COUNT}|[Tt]he(?=\s\w+\sbefore))\s)?(?P<ago_unit>{_UNIT})"
    r"\s(?P<ago_word>ago|earlier|before\sthat|before(?!\s\w)|previously|later(?!\sthan)))\b"
    rf"|(?P<near>(?P<near_word>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he\s(?:current|previous|following|coming|preceding))\s"
    rf"(?:(?P<near_unit>{_UNIT[:-2]})|(?P<near_season>{_SEASON})|(?P<near_day>{_WEEKDAY}){_PART_OF_DAY}"
    rf"|(?P<near_month>{MONTH})|(?P<near_end>weekend)|(?P<near_play>season)|(?P<near_part>morning|afternoon|evening)))\b"
    rf"|(?P<span>(?:[Tt]he\s)?(?P<span_word>past|last|previous|next|coming|preceding)\s"
    rf"(?:(?P<span_count>{_COUNT}|\d+|few)\s)?"
    rf"(?P<span_unit>{_UNIT}))\b(?!\s(?:of|that|for\swhich|in\swhich)\s)"
    rf"|(?P<often>(?:[Ee]very|[Ee]ach)\s(?:{_UNIT[:-2]}|{_SEASON}|{_WEEKDAY}|{MONTH}|season|weekend))\b(?!\sof\b)"
    rf"|(?P<recent>(?:[Rr]ecent|[Cc]oming)\s(?:{_UNIT}))\b"
    rf"|(?P<weekday>(?<!Good\s)(?<!Black\s)(?<!Super\s)(?<!Ash\s)(?P<weekday_name>{_WEEKDAY}){_PART_OF_DAY})\b"
    r"|(?P<word>(?:[Yy]esterday|[Tt]oday(?![’']s)|[Tt]omorrow|[Tt]onight|[Oo]vernight|[Ll]ast\snight|[Tt]he\sweekend"
    r"|[Yy]ear-end|(?:[Tt]he\s)?year\sto\sdate|[Ee]arlier\sin\sthe\s(?:week|month|year)))\b"
    rf"|(?P<the_season>(?:[Tt]he\s|(?<=[BbIi][yn]\s))(?P<the_season_name>spring|summer|autumn|winter))\b(?!\s[a-z]+s\b|\sof\s\d)"
    r"|(?P<end>(?:[Tt]he\s)?(?P<end_which>end|start|beginning|middle)\sof\s(?:the|this)\s"
    r"(?P<end_unit>week|month|quarter|year|decade))\b"
    r"|(?P<feast>(?P<feast_name>Good\sFriday|Easter\sSunday|Easter\sMonday|Easter|Christmas\sDay|Christmas\sEve|Christmas|Boxing\sDay|(?<=[Ss]ince\s)the\snew\syear|New\sYear['’]s\sDay|New\sYear['’]s\sEve"
    r"|Labor\sDay|Memorial\sDay|Independence\sDay|Thanksgiving|Veterans\sDay|Bastille\sDay|Valentine['’]s\sDay|Halloween)"
    rf"(?:\s(?P<feast_year>{_YEAR})|\s(?P<feast_near>last|next)\syear)?)(?!\w|\s?[A-Z])"
    rf"|(?P<phase>(?:[Tt]he\s)?(?:height|peak|onset|outset|worst|depths)\sof\s(?:the|its|this|that|their)\s(?:[a-z]{{2,20}}\s)?{_PHASED}"
    r"|(?:[Tt]he|[Ii]ts|[Tt]heir)\sfirst\s(?:full\s)?year\b(?!\sof\b)|(?:[Tt]his|[Tt]he\scurrent)\s(?:(?:funding|grant|bidding|selling|growing|school)\s)?(?:round|term|cycle|phase|wave|campaign)\b)"
    r"|(?P<event>[Ss]ince\s(?:then\b|(?:[a-z][a-z-]{1,20}\s){0,3}?"
    r"(?:(?:war|election|pandemic|invasion|crisis|coup|strike|attack|siege|campaign|season|merger|takeover|launch|reform|ban|deal|accident"
    r"|disaster|storm|earthquake|quake|flood|floods|fire|fires|crash|collapse|protests|truce|ceasefire|offensive|outbreak)"
    r"(?:\s(?:began|started|broke\sout|ended))?|began|started|broke\sout|ended)\b))"
    r")"
)
"""One alternative per kind of date; the group that names the kind is the match's last group."""

LEFT = lazy(
    r"(?:(?<![\w-])(?P<bound>[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Tt]hrough|[Ff]rom|[Uu]p\sto)\s"
    r"(?:(?P<clock>dawn|noon|midday|midnight|late\son|\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?)\s)?(?:on\s)?)?"
    r"(?:(?P<part>[Ee]arlier|[Ll]ater|[Ss]o\sfar|[Ee]arly|[Mm]id|[Ll]ate"
    r"|(?:[Tt]he\s)?(?:very\s)?(?:end|start|beginning|middle)\sof)(?:[\s-](?:in|on)(?=\s))?[\s-])?"
    r"(?:the\s)?\Z"
)
"""What stands before a core: a bound that opens one side, and a part of the period."""

LEFT_ENDS = frozenset({
    "since", "by", "until", "till", "before", "after", "through", "from", "to", "earlier", "later", "far", "early",
    "mid", "late", "of", "in", "on", "the", "dawn", "noon", "midday",
    "midnight", "am", "pm", "a.m", "p.m", "a.m.", "p.m.",
})  # fmt: skip
"""The last words that LEFT can match, save hyphenated ones: without one of them it is not tried."""

AGAIN = lazy(rf"(?:[Bb]etween|[Ff]rom)\s(?:the\s)?(?:{_CLOCK}\s(?:on\s)?)?\Z")
JOIN = lazy(rf"\s?[-–]\s?|,?\s(?:and|to|until|through)\s(?:the\s)?(?:{_CLOCK}\s(?:on\s)?)?")

_AHEAD = (
    "will", "won['’]t", r"would(?!\shave)", "shall",
    "due", r"set\sto", r"is\sto", r"are\sto", "must", r"going\sto", "scheduled",
    "expected", "expects?", r"plans?\sto", "planned", r"go\sup", r"goes\sup", "reopens?", "opens", "begins", "starts",
    r"takes?\seffect", r"comes?\sinto", r"enters?\sinto", r"taking\seffect",
    "needs?", "aims?", "hopes?", "upcoming",
    "promised", "promises", "pledged", "may", r"could(?!\shave)", "demanding", "seeking", r"is\sforecast",
    r"are\sforecast",
    r"voted\sto", r"agreed\sto", r"decided\sto", r"ordered\sto", r"go(?:es)?\sto\sthe\spolls", "wants?",
)  # fmt: skip
_SAYINGS = (
    "said", "says", "say", "told", "announced", "reported", "added", "warned", "wrote", "stated", "confirmed",
    "tweeted", "testified", "published", "released", "revealed", "disclosed", "posted", "declared", "claimed", "asked",
    "argued", "admitted", "insisted", "predicted", "conceded", "unveiled", "estimated", "acknowledged", "noted",
    "explained", "briefed", "reporters", "statement", "interview", "conference", "briefing", "filing",
    "showed", "speaking", "spoke", "forecast", "projected",
)  # fmt: skip


def any_word_with(starts: Iterable[str]) -> str:
    """Return a pattern for words that begin so."""
    return rf"\b{any_start(starts)}"


_KEYS = (
    *(name.capitalize()[:3] for name in (*MONTHS, *WEEKDAYS)), *(f"{tens}0s" for tens in range(10)),
    "hour", "day", "night", "week", "fortnight", "month", "quarter", "year", "decade", "Year-end", "half",
    "spring", "summer", "autumn", "winter", "fall", "season", "morning", "afternoon", "evening", "fiscal", "Fiscal",
    "yesterday", "today", "tomorrow", "tonight", "overnight", "Yesterday", "Today", "Tomorrow", "Tonight", "Overnight",
    "Christmas", "Boxing", "New Year", "Labor", "Memorial", "Independence", "Thanksgiving", "Veterans", "Bastille",
    "Valentine", "Halloween", "Easter", "Good",
    "height", "peak", "onset", "outset", "worst", "depths", "current", "This", "this", "since", "Since",
    "FY", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "18", "19", "20", "21",
)  # fmt: skip

KEY = lazy(any_word_with(_KEYS))
"""A word that every date has at its start or within five words of it: only around these is CORE tried."""
_STARTS = (
    *_KEYS, *COUNTS, *ORDINALS, "several", "few", "many", "this", "This", "last", "Last", "next", "Next", "the", "The",
    "past", "previous", "coming", "every", "Every", "each", "Each", "recent", "Recent", "earlier", "Earlier",
    "end", "start", "beginning", "middle", "New", "H1", "H2",
    *(word.capitalize() for word in COUNTS), *(word.capitalize() for word in ORDINALS), *"0123456789",
)  # fmt: skip
START = lazy(any_word_with(word for word in _STARTS if " " not in word))
"""A word that a date can begin with."""

FUTURE = lazy(
    rf"{any_word_with(_AHEAD)}\b|['’]ll\b",
)

SAYING = lazy(rf"{any_word_with(_SAYINGS)}\b")
SAID_WHEN = lazy(
    r"(?:\s(?:in\sa\s(?:statement|report|interview|briefing|news\sconference|post|letter|filing)|reporters|journalists|MPs"
    r"|analysts|lawmakers|viewers|(?:the\s)?[A-Z][\w.]{0,14}(?:\s[A-Z][\w.]{0,14})?))?"
    r"(?:\shere)?(?:\s(?:on|in|late|early|late\son|early\son|for|earlier|later))?,?\s"
)
"""What stands between a verb of saying and a date that says when somebody spoke."""
SAID_WHERE = lazy(r"(?:\s[^\s,.;:\d]{1,20}){1,5}?\s(?:on|late|early|late\son|early\son)\s")
"""The same behind "told", and behind "said" and its like where a preposition follows: "at a conference in Kesh on"."""
SPOKEN_TO = frozenset({"told", "briefed"})
SPOKEN_AT = frozenset({"said", "says", "wrote", "speaking", "spoke", "testified", "announced", "posted"})
SPOKEN_WHERE = lazy(r"\s(?:in|at|during|by|before|to|from|via|on)\s")


SPEAKING_AFTER = lazy(
    r"(?:,|\s)\s?(?:[A-Z][\w.’'-]{0,20}\s){0,4}?(?:[a-z]{1,14}\s){0,2}?(?:said|says|told|announced|reported|warned|predicted|forecast|estimated|projected|pledged|promised|proposed)\b"
)
"""A subject and its verb of saying right behind a date: "On Tuesday, Ryder said"."""
