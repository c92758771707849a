"""Sources named without a verb: "the army's estimate of 3,000", "Police: 14 hurt", "… – ministry", "per the agency"."""

from bisect import bisect_left
from collections.abc import Iterator

from bot.extraction.claim_words import CLAIM_NOUNS
from bot.extraction.patterns import lazy
from bot.extraction.subjects import Noun, Subjects
from bot.extraction.tokens import Tokens
from bot.model import Span

_OWNED = lazy(r"s[nvNDkh]{0,3}(?=[nceSG](?:[owy:,]|\Z))")
_COLON = lazy(r"[dDvnNTkh]{0,4}[kh](?=:)")
_LONGEST_LABEL = 6  # tokens with the colon
_DASH = lazy(r"(?<=-)[dnNTkh]{0,3}[kh]\Z")
_PER = lazy(r"(?<=,)o(?=[dNTknh])")
_CLAUSE_END = lazy(r"[,;.\n()-]")
_POLL = lazy(
    r"\b(?:polls?|surveys?)\b[^.;:]{0,40}?\s(?P<verb>has|had|have)\s(?:\S{1,20}\s){1,6}?(?:on|at|ahead|leading|winning)\s"
)
"""What polls have somebody on."""
_IN_POLL = lazy(
    r"(?<!\S)[Ii]n\s(?:an?|the|its)\s(?:[^\s,.;:]{1,20}\s){0,6}?(?:poll|survey)(?=,\s|\s(?:by|for|of|conducted)\s)"
)
"""Polls whose results follow: "In a Meridian poll, 40% …"."""

_REVISED = lazy(
    r"\b(?P<verb>cut|cuts|raised|raises|lowered|lowers|trimmed|trims|lifted|lifts|upgraded|downgraded|revised|kept|keeps|slashed)"
    r"\s(?:up\s|down\s)?(?:its|their)\s(?:[\w-]{1,20}\s){0,3}?"
    r"(?:forecasts?|estimates?|projections?|guidance|outlook|predictions?)\s(?=(?:of|for|to|by|from)\s)"
)
"""What those do who forecast: "cut its forecast for growth to 2%"."""
_REVISION_END = lazy(r"[,;.\n()j-]")


def find_sources(tokens: Tokens, subjects: Subjects, begin: int, end: int) -> Iterator[tuple[Noun, Span]]:
    """Yield who states a stretch of a sentence, the tokens from `begin` to `end`, without a verb that says so."""
    # A plain search for what a pattern cannot do without goes before each: few sentences have any of it.
    start, stop = tokens.starts[begin], _close(tokens, end)
    body, shape = tokens.body, tokens.shape
    if shape.find("s", begin, end) >= 0:
        yield from _owned(tokens, subjects, begin, end)
    if body.find("poll", start, stop) >= 0 or body.find("survey", start, stop) >= 0:
        yield from _polled(tokens, subjects, begin, end)
    if body.find("its ", start, stop) >= 0 or body.find("their ", start, stop) >= 0:
        yield from _revised(tokens, subjects, begin, end)
    if shape.find(":", begin, min(end, begin + _LONGEST_LABEL)) >= 0 and (found := _COLON.match(shape, begin, end)):
        yield Noun(*found.span()), Span(tokens.ends[found.end()], stop)
    last_words = max(begin, end - 5)
    if shape.find("-", max(0, last_words - 1), end) >= 0 and (found := _DASH.search(shape, last_words, end)):
        yield Noun(*found.span()), Span(start, tokens.starts[found.start() - 1])
    if shape.find(",o", max(0, begin - 1), end) >= 0:
        yield from _per(tokens, subjects, begin, end)


def _per(tokens: Tokens, subjects: Subjects, begin: int, end: int) -> Iterator[tuple[Noun, Span]]:
    """Yield who is named behind "per": "…, per the agency"."""
    for found in _PER.finditer(tokens.shape, begin, end):
        if tokens.word(found.start()) != "per":
            continue
        noun = subjects.noun_from(found.end(), end)
        if noun and subjects.is_animate(noun):
            yield noun, Span(tokens.starts[begin], tokens.starts[found.start() - 1])


def _polled(tokens: Tokens, subjects: Subjects, begin: int, end: int) -> Iterator[tuple[Noun, Span]]:
    """Yield the polls that have somebody on a share: "a Meridian poll had the Greens on 12%"."""
    first, last = tokens.starts[begin], _close(tokens, end)
    for found in _POLL.finditer(tokens.body, first, last):
        at = bisect_left(tokens.starts, found.start("verb"), begin, end)
        subject = subjects.before(at + 1, begin)
        if subject and subjects.is_document(subject.noun):
            yield subject.noun, Span(found.end("verb"), last)
    for found in _IN_POLL.finditer(tokens.body, first, last):
        noun = subjects.tail(bisect_left(tokens.starts, found.end(), begin, end), begin)
        if noun:
            yield noun, Span(found.end(), last)


def _revised(tokens: Tokens, subjects: Subjects, begin: int, end: int) -> Iterator[tuple[Noun, Span]]:
    """Yield who changes a forecast of their own, for what stands behind it in its clause."""
    for found in _REVISED.finditer(tokens.body, tokens.starts[begin], _close(tokens, end)):
        at = bisect_left(tokens.starts, found.start("verb"), begin, end)
        subject = subjects.before(at, begin)
        if subject and subjects.is_animate(subject.noun):
            behind = bisect_left(tokens.starts, found.end(), begin, end)
            closing = _REVISION_END.search(tokens.shape, behind, end)
            yield subject.noun, Span(found.end(), _close(tokens, closing.start() if closing else end))


def _owned(tokens: Tokens, subjects: Subjects, begin: int, end: int) -> Iterator[tuple[Noun, Span]]:
    """Yield the owners of claims: "analysts' forecasts of €295m"."""
    shape = tokens.shape
    for found in _OWNED.finditer(shape, begin, end):
        at = found.end()
        if tokens.word(at) not in CLAIM_NOUNS:
            continue
        noun = subjects.tail(found.start(), begin)
        if noun is None or not subjects.is_animate(noun):
            continue
        if noun.first > begin and shape[noun.first - 1] == "b":  # "by the ministry's count, 40 died"
            yield noun, Span(tokens.starts[begin], _close(tokens, end))
            continue
        closing = _CLAUSE_END.search(shape, at + 1, end)
        last = closing.start() if closing else end
        yield noun, Span(tokens.ends[at], _close(tokens, last))


def _close(tokens: Tokens, end: int) -> int:
    """Return where a stretch of tokens closes: signs such as "%" are no tokens."""
    return tokens.starts[end] if end < len(tokens.starts) else tokens.ends[-1]
