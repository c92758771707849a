"""Figures that no date of their sentence is about: the size of a thing or sample, a factor, a share of a total."""

from bot.extraction.date_words import MONTH
from bot.extraction.patterns import lazy
from bot.model import Span

_LEVEL = lazy(
    r"\b(?:half|twice|double|triple|times)\sthe\s(?:amount|average|cost|figure|level|norm|normal|number|pace|price|rate|size"
    r"|sum|total|usual|value)\b"
)
"""A factor of another time's level: "half the rate forecast in March"."""
_SAMPLE = lazy(
    r"\b(?:(?:poll|survey|sample|trial|study),?\sof|surveyed|polled|interviewed|questioned|sampled|margin\sof\s(?:sampling\s)?error\sof(?:\splus\sor\sminus)?)\s\Z"
)
_COMPARED_WITH = lazy(
    r"\s?(?:(?:more|less|[a-z]{2,}er)?\s?than|(?:up|down)\son)\s"
    rf"(?:(?:in|at|on|the|a|its|last|same)\s){{0,4}}(?:\d{{4}}\b|{MONTH}\b|year\b|month\b|week\b|hour\b|day\b|(?:time|stage|point)\s"
    r"|\w+\s(?:years?|months?|weeks?|decades?)\s(?:ago|before|earlier))"
    r"|\s(?:on|over)\s\d{4}\b|\s(?:on|over|from)\s(?:the\ssame\s(?:month|period|quarter|week|day|time|half)\b|(?:this|last|the\sprevious|the\sprior)\s(?:year|quarter|month|week)\b(?![’']))"
)
"""Behind a figure: what it is compared with, at another time."""
_FACTOR = lazy(
    r"(?i:(?:times|twice|double|triple)(?=\sthe\b)|(?:times|twice|double|triple|half)(?=\s(?:as|what|that|its|more|higher|larger|bigger)\b))"
)
_TIMES_WHAT = lazy(
    r"\stimes\s(?!(?:in|on|at|by|to|for|of|from|since|during|over|under|between|before|after|as|and|or|but|when|while|so|already|a|an|per|every"
    r"|each|last|this|next|today|yesterday|that|who|which|with|without|within|[a-z]+ly)\b)[a-z]"
)
"""In apposition: a factor of what follows: ", nine times local earnings"."""
_DIMENSION = lazy(
    r"[\s-](?:wide|long|tall|high|thick|across(?!\s\w)|(?:below|above|beneath)\s(?:the\s)?(?:ground|surface|sea)|in\s(?:length|width|height|diameter|circumference|thickness))\b"
)
"""Behind a length: it is the size of a thing, whenever that is built or falls."""
_SIZED = lazy(
    r"-(?:member|page|person|people|man|woman|seat|seater|bed|bedroom|room|storey|story|strong|lane|piece|party|nation|team|door"
    r"|hour|day|week|month|year|minute|kilomet(?:re|er)|km|mile|met(?:re|er)|foot|inch|acre|hectare|tonne|ton|kilo|kg|pound|litre)\b"
)
"""In a figure: it is the size of a thing, as an adjective: "a 15-member council"."""
_CAPACITY = lazy(
    r"(?:[a-z]\sseats|\bcapacity\sof|(?<!had)\sroom\sfor|\b(?:can|could|will|would|able\sto|built\sto|designed\sto)\s(?:hold|carry|seat|fit"
    r"|accommodate|house|process|handle|produce|store))\s\Z"
)
"""Before a figure: what a thing holds, not what it held on a day."""
_PART = lazy(r"\sof\s(?:them|those)\Z")
_PART_OF_WHICH = lazy(r"\s(?:on|in|from|to|at|for|with|without|by|under|who|that|which|aboard|against)\s")
"""Behind "a third of them": what tells that part from the rest ("from overseas"), no event."""


_NORM_BEFORE = lazy(
    r"\b(?:below|above|beneath|beyond|under|over|exceeding|short\sof)\s(?:the|its|their|his|her|an?)\s(?:\w+\s)?\Z"
)
_NORM = lazy(
    r"\s(?:(?:that|which)\s(?:\w+\s){1,4}?(?:needs?|needed|required?|recommend\w*|consider\w*|allow\w*)\b"
    r"|(?:needed|required|recommended|allowed|permitted|considered|limit|target|threshold|goal|ceiling|cap|minimum|maximum)\b)"
)
"""Around a figure: a norm that what the date is about is measured by: "below the 95% needed"."""

_KNOWN = lazy(r"\b(?:the|its|their|his|her|whose|our|my)\s\Z")
_TOLD_APART = lazy(
    r"\s(?:who|that|which|he|she|it|they|we|killed|\w+ed|cut|held|lost|taken|sent|found|hurt|born|shot|of)\b"
)
_SHARE_OR_MONEY = lazy(r"[$£€¥%]|\bper\s?cent\b")
"""Around a count: it is known, a set's, unless a clause of its own tells it apart: "two of its nine plants"."""
_LENGTH = lazy(r"\b(?:km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|m|feet|yards)\Z")
_PLACING = lazy(r"\s(?:off|away|outside|inland|(?:north|south|east|west)\w*)\b")
"""Around a length: where something is or happened: "two kilometres off the harbour"."""
_WHOLE_BEFORE = lazy(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|half|all)\sof\s(?:the|its|their|his|her)\s\Z"
)
"""Before a whole of which a part is told: "40 of the 1,100 beds were closed on Tuesday"."""

_BESIDE = 4
"""Characters within which a date directly follows: " on "."""


def has_no_date(body: str, span: Span, *, next_date: float) -> bool:
    """Say whether a figure only compares two times, or tells a size, a sample or a part; `next_date` is where the
    next date behind it begins, infinite if there is none.
    """
    dimension = _DIMENSION.match(body, span.end)
    if is_difference(body, span) or is_factor(body, span) or (dimension and next_date > dimension.end() + _BESIDE):
        return True
    beside = next_date <= span.end + _BESIDE
    if _SIZED.search(body, span.start, span.end + 12) and not beside:
        return True
    if _PLACING.match(body, span.end) and _LENGTH.search(body, span.start, span.end):
        return True
    if _WHOLE_BEFORE.search(body, max(0, span.start - 24), span.start) and not _TOLD_APART.match(body, span.end):
        return True
    first = max(0, span.start - 32)
    if _SAMPLE.search(body, first, span.start) or _CAPACITY.search(body, first, span.start):
        return True
    level = _LEVEL.search(body, span.start, span.end + 20)
    if level and level.start() < span.end and not beside:
        return True
    if is_norm(body, span):
        return True
    return _is_part(body, span, next_date) or (not beside and _is_known(body, span))


def _is_known(body: str, span: Span) -> bool:
    if not _KNOWN.search(body, max(0, span.start - 8), span.start) or _TOLD_APART.match(body, span.end):
        return False
    if body.find(" of ", span.start, span.end) >= 0:
        return False
    return _SHARE_OR_MONEY.search(body, span.start, span.end) is None


def is_difference(body: str, span: Span) -> bool:
    """Say whether a figure tells how another time differs: "9% more than in May"."""
    return _COMPARED_WITH.match(body, span.end) is not None


def is_factor(body: str, span: Span) -> bool:
    """Say whether a figure is a factor of another time, or of something else: "twice as many"."""
    if _FACTOR.search(body, span.start, span.end + 8):
        return True
    apposed = body.startswith(", ", max(0, span.start - 2))
    return (
        apposed and body.endswith(" times", span.start, span.end) and _TIMES_WHAT.match(body, span.end - 6) is not None
    )


def is_norm(body: str, span: Span) -> bool:
    """Say whether a figure is a norm, which holds at no place or time: "below the 95% needed"."""
    if not _NORM.match(body, span.end):
        return False
    return _NORM_BEFORE.search(body, max(0, span.start - 32), span.start) is not None


def _is_part(body: str, span: Span, next_date: float) -> bool:
    if not _PART.search(body, span.start, span.end):
        return False
    told = _PART_OF_WHICH.match(body, span.end)
    return told is not None and next_date > told.end() + _BESIDE  # "12 of them on Friday", "in the past week" are dated
