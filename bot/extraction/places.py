"""Where things are: places a body names, found by preposition and capitals without a gazetteer, and a figure's own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bot.extraction import nearness, whereabouts
from bot.extraction.claim_words import IRREGULAR
from bot.extraction.layout import Layout
from bot.extraction.patterns import lazy
from bot.extraction.place_words import (
    ABOVE,
    ABROAD,
    ACRONYMS,
    AWAY,
    BODIES,
    GOING,
    HAPPENED,
    KINDS,
    NEVER,
    NOWHERE,
    OF_EVENT,
    OWNED,
    OWNER,
    PLACE,
    PLACED_NEXT,
    ROUTE,
    SAID_THERE,
    SCHOLARS,
    SITE,
    STAKE,
    STRUCK,
    TITLES,
    TOWN_OF,
    WAY_TO,
    WORKING,
)
from bot.extraction.undated import is_norm
from bot.model import Span

MOST_PLACES = 5000
"""A body has no more candidates for places than this: what follows is a list, or an attack."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a body in order, without preposition and article; they do not overlap."""

    body: str
    found: tuple[Span, ...]
    _starts: tuple[int, ...]

    def place_of(self, span: Span, sentence: Span) -> Span | None:
        """Return the place in the figure's sentence where what it counts is or happens, None if there is none."""
        if NOWHERE.search(self.body, span.start, span.end) or AWAY.search(
            self.body, max(span.start, span.end - 12), span.end + 12
        ):
            return None
        if is_norm(self.body, span) or ABROAD.match(self.body, span.end):
            return None
        first, last = nearness.window(self._starts, span, sentence)
        places = list(whereabouts.apart(self.body, self.found[first:last]))
        if holder := whereabouts.holder(self.body, span, places):
            return holder
        near = [place for place in places if not whereabouts.is_elsewhere(self.body, sentence, span, place)]
        near = whereabouts.without_next_verb(self.body, span, near)
        if not near:
            return None
        told = whereabouts.with_remark(self.body, span, sentence, figure=True)
        spread = [whereabouts.with_remark(self.body, place, sentence, figure=False) for place in near]
        chosen = nearness.best_for(self.body, told, sentence, spread, nearness.PLACE)
        return None if chosen is None else near[chosen]


def find_places(layout: Layout) -> Places:
    """Find the places of a body. Linear in its length; never raises; never a person or an organisation by design.

    Sure prepositions ("in", "across") and what only places own ("Kesh's streets") name places; weak prepositions
    ("from", "to") only repeat places the body has named surely, or kinds of places ("to Mount Harrow").
    """
    body = layout.body
    matches = list(islice(PLACE.finditer(body), MOST_PLACES))
    sureness = [_is_sure(body, match) for match in matches]
    sure = {_core(match) for match, is_sure in zip(matches, sureness, strict=True) if is_sure}
    found = [
        _span(match)
        for match, is_sure in zip(matches, sureness, strict=True)
        if is_sure or _is_known(body, match, sure)
    ]
    found = list(_apart(sorted([*found, *_owners(body)])))
    return Places(body, tuple(found), tuple(span.start for span in found))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield sorted spans without those that begin inside the one before."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _owners(body: str) -> Iterator[Span]:
    """Yield the places named as owners of what only places have."""
    for owned in islice(OWNED.finditer(body), MOST_PLACES):
        owner = OWNER.search(body, max(0, owned.start() - 40), owned.start())
        if owner and _names_place(owner[0]):
            yield Span(*owner.span())


def _names_place(name: str) -> bool:
    """Say whether capitals can name a place at all: no title, no body, no feast."""
    first = name.split()[0]
    return first not in TITLES and first.rstrip(".") not in NEVER and not BODIES.search(name)


def _core(match: re.Match[str]) -> str:
    return match["name"]


def _preposition(match: re.Match[str]) -> str:
    return match[0].split(None, 1)[0].lower()


def _span(match: re.Match[str]) -> Span:
    """Return the span from direction, border or name to the kind of place behind it."""
    groups = ("name",) if match["town"] else ("border", "side", "name")
    start = next(match.start(group) for group in groups if match[group])
    return Span(start, match.end("kind") if match["kind"] else match.end("name"))


def _is_sure(body: str, match: re.Match[str]) -> bool:
    if not _can_be_place(body, match):
        return False
    preposition = _preposition(match)
    named = not match["name"].isalpha() and KINDS.search(match["name"]) is not None
    if match["town"]:
        return True
    if preposition == "of" and not named:
        return TOWN_OF.search(body, max(0, match.start() - 20), match.start()) is not None
    if match["border"] or match["kind"] or match["side"]:
        return True
    if match["owner"]:
        return named  # "in Velia's Arn Valley", but "in Ryder's Corvane" perhaps not
    sure = preposition in _SURE or (preposition in ("to", "into") and _goes_there(body, match))
    sure = sure or (preposition in ("at", "on") and _is_site(body, match))
    sure = sure or (preposition != "from" and PLACED_NEXT.match(body, match.end("name")) is not None)
    if preposition in ("above", "along", "over", "beyond"):
        sure = ABOVE.search(body, max(0, match.start() - 20), match.start()) is not None
    return named or (sure and not _possesses(body, match))


def _goes_there(body: str, match: re.Match[str]) -> bool:
    """Say whether somebody or something goes there: "sent 11,000 troops to Russia", "flights to Velia"."""
    return GOING.search(body, max(0, match.start() - 40), match.start()) is not None


def _is_site(body: str, match: re.Match[str]) -> bool:
    """Say whether what stands before "at" or "on" makes a place of the name: "the sea wall at Aldersby"."""
    start = match.start()
    if _preposition(match) == "on":
        return STRUCK.search(body, max(0, start - 20), start) is not None
    if SITE.search(body, max(0, start - 40), start):
        return True
    works = WORKING.search(body, max(0, start - 20), start) or body.startswith(" &", match.end("name"))
    return not works and HAPPENED.search(body, max(0, start - 90), start) is not None


def _is_on_the_way(body: str, match: re.Match[str]) -> bool:
    """Say whether a name is an end of a way: "the line from Kesh to Arn" is at neither."""
    start = match.start("name")
    before = body[max(0, start - 90) : start]
    if ROUTE.search(before):
        return True
    way = before.rfind(" from ")
    return way >= 0 and WAY_TO.search(before) is not None and ROUTE.search(before[: way + 6]) is not None


_SURE = frozenset({
    "in", "across", "inside", "near", "throughout", "outside", "around", "within", "off", "through", "beneath", "below",
    "atop",
})  # fmt: skip


def _is_known(body: str, match: re.Match[str], sure: set[str]) -> bool:
    """Say whether a weak preposition, or an owner's 's, repeats a place that the body names surely."""
    return _core(match) in sure and _preposition(match) not in ("of", "for") and _can_be_place(body, match, known=True)


def _possesses(body: str, match: re.Match[str]) -> bool:
    return body[match.end("name") : match.end("name") + 2] in ("'s", "’s")


_ADJECTIVE = lazy(r"(?<=[a-z])(?:ian|ean|ish|ese|ican|man|tch|nch|eek|wiss|aqi|eli|stani)\Z")
_BEFORE_NOUN = lazy(
    rf"\s(?!(?:[a-z]{{2,}}ed|{'|'.join(sorted(IRREGULAR))}|said|says|rises?|falls?|could|would|may|must|can|into|through|amid|about"
    r"|and|is|was|has|to|for|by|on|in|at|with|from|after|before|when|where|as|who|that|which|but|or|since|during"
    r"|while|will|have|had|are|were|this|last|next|under|until|because|than|over)\b)[a-z]"
)
"""What makes an adjective of a nation one: "in Russian hands", not "in the Mediterranean in May"."""


def _can_be_place(body: str, match: re.Match[str], *, known: bool = False) -> bool:
    name = match["name"]
    if not _names_place(name) and not (match["kind"] and BODIES.search(name)):
        return False
    if _ADJECTIVE.search(name) and _BEFORE_NOUN.match(body, match.end("name")) and not match["kind"]:
        return False
    if name.isupper() and len(name) > 1 and name.rstrip(".") not in ACRONYMS:
        return False
    placed = match["kind"] or match["town"] or match["side"] or match["border"] or KINDS.search(name)
    if match["whose"] and not placed:
        return False
    placed = placed or PLACED_NEXT.match(body, match.end("name"))
    placed = placed or (_preposition(match) == "at" and known) or _is_site(body, match)
    if _preposition(match) in ("on", "at") and not placed:
        return False
    if match["kind"] == "market" and _preposition(match) not in ("at", "near"):
        return False
    if _is_on_the_way(body, match) or SCHOLARS.search(body, max(0, match.start() - 20), match.start()):
        return False
    if _is_attribute(body, match) or STAKE.search(body, max(0, match.start() - 20), match.start()):
        return False
    return SAID_THERE.search(body, max(0, match.start() - 30), match.start()) is None


def _is_attribute(body: str, match: re.Match[str]) -> bool:
    """Say whether a name only tells which of something it is: "the Scalia mold", but "the Little Orme by-election"."""
    if (
        match["kind"]
        or match["side"]
        or match["town"]
        or match["name"][0].islower()
        or KINDS.search(match["name"])
        or "he " not in body[match.start() : match.start("name")]
    ):
        return False
    end = match.end("name")
    return _BEFORE_NOUN.match(body, end) is not None and OF_EVENT.match(body, end) is None
