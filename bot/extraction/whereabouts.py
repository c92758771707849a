"""Which of the places near a figure cannot be its own, and which surely is: what the words between the two say."""

from collections.abc import Iterator, Sequence

from bot.extraction.claim_words import IRREGULAR
from bot.extraction.patterns import lazy
from bot.model import Span

_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|scores|half|most|some|many"
    r"|several|(?:a\s)?(?:third|quarter|few|handful))"
)
_FINITE = r"(?:was|were|is|are|had|has|have|will|would|could|fell|rose|stood)"

_OTHER_CLAUSE = lazy(
    r";|,\s(?:and|but)\s(?!(?:has|have|had|was|were|is|are|will|would)\b)(?:[^\s,;]{1,20}\s){1,5}?"
    rf"(?:was|were|is|are|has|have|had|will|would|died|needs?|{'|'.join(sorted(IRREGULAR))})\s"
    r"|\s(?:and|but)\sthat\s"
)
"""Another clause begins, with a subject of its own: ", and a boy died in Kesh", "and that a boy died in Kesh"."""
_SUBJECT_AT = lazy(r"\sand\s(?:[^\s,;]+\s){0,7}[^\s,;]+,?\s(?:in|at|near|across)\s(?:the\s)?\Z")
_VERB_NEXT = lazy(rf",?\s{_FINITE}\b")
"""A place in a subject behind "and": "forty trains ran and queues at Kesh were long"."""
_PART = lazy(rf"(?:\b{_NUMBER}\sof\s(?:them|whom|which|these|those)\b|,\s(?:including|among\sthem)\b)[^,;]*\Z")
"""Behind a figure, up to the place: only a part of it is there: "4,100 people, 350 of them in Kesh"."""
_COUNTED = lazy(rf"[,:–—]\s(?:and\s)?{_NUMBER}\s(?:[a-z]+\s)?(?:in|at|on|from|near)\s[^;]*\Z")
"""Each place has a number of its own: "seven were held, three in Kesh and four in Arn"."""
_ATTRIBUTED = lazy(r",\s[^,;]{0,60}\b(?:said|says|told|announced|added|wrote|warned)\b[^,;]*\Z")
"""Behind a figure and a comma, somebody spoke: the place is where: "…, the chairman said from his office in Kesh"."""
_COMPARED = lazy(r"\b(?:times|twice|double)\s(?:what|as|the|more)\b")
"""What stands behind is what a figure is compared with: "£40 a week, twice what he was paid in Kesh"."""
_AFTER = lazy(r"\bafter\b")
_MONEY = lazy(r"[$£€₹¥]|\b(?:dollars|pounds|euros|rupees)\b")
"""Money is paid elsewhere than what it is paid after: "fined €5,000 after a brawl in Kesh"."""
_JOINED = lazy(r",\s(?:and|but|then|before)\s")
_OFFENCE = lazy(r"\b(?:guilty|convicted|accused|acquitted|charged)\b")
"""What somebody is tried for in Kesh need not have happened there."""
_DIFFERENCE = lazy(r"\b(?:more|fewer|less)\sthan\b")
"""At the end of a figure behind a comma: how far it is from another, which is at no place."""
_ORIGIN = lazy(
    r",\s(?:who|whose|based|born|founded|raised|headquartered|originally|formed|which\s(?:is\sbased|was\sfounded|was\sborn"
    r"|opened|owns|runs|operates|makes))\b[^,;]*\Z"
)
"""Before a place: a remark on somebody or a firm, which a comma ends: "The chain, founded in Kesh, employs 40"."""
_REMARK_ENDS = lazy(r"(?:\s(?:in|on|since)\s[^,;]{1,20})?,\s")
_SIZE = lazy(r"\s(?:long|wide|across|deep|high|tall|thick),\s")
"""Behind a figure between commas: the size of a thing, wherever it is: "The track, 4 km long, will host a race in"."""
_NESTED = frozenset({" in ", " in the ", " of ", " of the ", " near ", " outside "})
"""Between two places: the second only tells where the first is: "at the market in Kesh"."""

_SAID = r"(?:[^\s,;]{1,20}\s){1,6}(?:said|says?|estimates?|estimated|reported|added)(?=,\s)"
_PART_REMARK = lazy(
    rf",\s(?:(?:{_NUMBER}\sof\s(?:them|whom|which|these|those)|among\sthem|including|mostly|mainly|most|many)\s[^,;]{{1,80}}(?=,\s)"
    rf"|{_SAID})"
)
"""A remark on what is counted, ended by a comma: "43 people, most of them farmers, in"."""
_PLACE_REMARK = lazy(rf",\s(?:(?:where|which|whose|who)\s(?:[^,;]|,(?=\d)){{1,90}}(?=,\s)|{_SAID})")
"""A remark on a place or what stands there, ended by a comma: "Kesh, where the mill put 3,000 out of work, spent"."""
_HELD = lazy(
    r",\s(?:where|home\sto|which\s(?:has|had|employ(?:s|ed)|hous(?:es|ed)|holds?|held|serve[sd])|whose|(?:an?|the)\s(?:[a-z-]+\s){1,4}?(?:whose|where|with|of))\s(?:[^,;]|,(?=\d)){0,80}"
)
"""From a place to a figure it holds: "Kesh, where 40 people", "Kesh, a village of 40 people"."""


def apart(body: str, places: Sequence[Span]) -> Iterator[Span]:
    """Yield the places in order without those that only tell where the one before is."""
    last = None
    for place in places:
        if last is None or body[last.end : place.start] not in _NESTED:
            yield place
        last = place


def holder(body: str, figure: Span, places: Sequence[Span]) -> Span | None:
    """Return the nearest place before a figure if its own remark holds the figure, else None."""
    before = [place for place in places if place.end <= figure.start]
    return before[-1] if before and _HELD.fullmatch(body, before[-1].end, figure.start) else None


def with_remark(body: str, span: Span, sentence: Span, *, figure: bool) -> Span:
    """Return a figure or a place together with the remark on it that a comma ends, so that it stands in no way."""
    remark = (_PART_REMARK if figure else _PLACE_REMARK).match(body, span.end, sentence.end)
    return Span(span.start, remark.end() + 1) if remark else span


def without_next_verb(body: str, figure: Span, places: Sequence[Span]) -> list[Span]:
    """Return places without those behind the next verb (", and moves to Kesh") where one stands before the figure."""
    if not any(place.end <= figure.start for place in places):
        return list(places)
    return [place for place in places if not _JOINED.search(body, figure.end, max(figure.end, place.start))]


def is_elsewhere(body: str, sentence: Span, figure: Span, place: Span) -> bool:
    """Say whether a place near a figure is that of another clause, of a part of it, or of what it is compared with."""
    if figure.overlaps(place):
        return False
    if place.start >= figure.end:
        gap = body[figure.end : place.start]
        if _SUBJECT_AT.search(gap) and _VERB_NEXT.match(body, place.end):
            return True
        sized = body[max(0, figure.start - 2) : figure.start] == ", " and _SIZE.match(gap)
        others = (_OTHER_CLAUSE, _PART, _COUNTED, _ATTRIBUTED, _COMPARED)
        paid = _AFTER.search(gap) and _MONEY.search(body, figure.start, figure.end)
        return bool(sized or paid) or any(other.search(gap) for other in others)
    gap = body[place.end : figure.start]
    if _OTHER_CLAUSE.search(gap) or _OFFENCE.search(gap):
        return True
    if _REMARK_ENDS.match(gap) and _ORIGIN.search(body, max(sentence.start, place.start - 80), place.start):
        return True
    return "," in gap and _DIFFERENCE.search(body, max(figure.start, figure.end - 8), figure.end + 10) is not None
