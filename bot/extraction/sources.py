"""Sources named without a verb: "the army's estimate of 3,000", "Police: 14 hurt", "… – ministry", "per the agency"."""

from bisect import bisect_left
from collections.abc import Iterator

from bot.extraction.claim_words import CLAIM_NOUNS
from bot.extraction.patterns import lazy
from bot.extraction.subjects import Noun, Subjects
from bot.extraction.tokens import Tokens
from bot.model import Span

_OWNED = lazy(r"s[nvNDkh]{0,3}(?=[nceSG][owy:,.\n])")
_COLON = lazy(r"(?:(?<=[.\n])|\A)[dDvnNTkh]{0,4}[kh](?=:)")
_DASH = lazy(r"(?<=-)[dnNTkh]{0,3}[kh](?=[.\n])")
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
_REACH = 40


def find_sources(tokens: Tokens, subjects: Subjects) -> Iterator[tuple[Noun, Span]]:
    """Yield who states a stretch of the body without a verb that says so. Linear in the body."""
    yield from _owned(tokens, subjects)
    yield from _polled(tokens, subjects)
    shape = tokens.shape
    for found in _COLON.finditer(shape):
        end = _sentence_end(shape, found.end())
        yield Noun(*found.span()), Span(tokens.ends[found.end()], tokens.ends[end - 1])
    for found in _DASH.finditer(shape):
        yield Noun(*found.span()), _before(tokens, found.start() - 1)
    for found in _PER.finditer(shape):
        if tokens.word(found.start()) != "per":
            continue
        noun = subjects.noun_from(found.end(), min(len(shape), found.end() + _REACH))
        if noun and subjects.is_animate(noun):
            yield noun, _before(tokens, found.start() - 1)


def _polled(tokens: Tokens, subjects: Subjects) -> Iterator[tuple[Noun, Span]]:
    """Yield the polls that have somebody on a share: "a Meridian poll had the Greens on 12%"."""
    for found in _POLL.finditer(tokens.body):
        at = bisect_left(tokens.starts, found.start("verb"))
        sentence = _sentence(tokens, at)
        subject = subjects.before(at + 1, _first(tokens.shape, at))
        if subject and subjects.is_document(subject.noun):
            yield subject.noun, Span(found.end("verb"), sentence.end)
    for found in _IN_POLL.finditer(tokens.body):
        at = bisect_left(tokens.starts, found.end()) - 1
        noun = subjects.tail(at + 1, max(0, at - _REACH))
        if noun:
            yield noun, Span(found.end(), _sentence(tokens, at).end)


def _owned(tokens: Tokens, subjects: Subjects) -> Iterator[tuple[Noun, Span]]:
    """Yield the owners of claims: "analysts' forecasts of €295m"."""
    shape = tokens.shape
    for found in _OWNED.finditer(shape):
        at = found.end()
        if tokens.word(at) not in CLAIM_NOUNS:
            continue
        noun = subjects.tail(found.start(), max(0, found.start() - _REACH))
        if noun is None or not subjects.is_animate(noun):
            continue
        if shape[noun.first - 1 : noun.first] == "b":  # "by the ministry's count, 40 died"
            yield noun, _sentence(tokens, at)
            continue
        end = _CLAUSE_END.search(shape, at + 1, at + _REACH)
        last = end.start() if end else min(len(shape), at + _REACH)
        yield noun, Span(tokens.ends[at], tokens.starts[last] if last < len(shape) else tokens.ends[-1])


def _sentence_end(shape: str, first: int) -> int:
    ends = [at for at in (shape.find(".", first, first + _REACH), shape.find("\n", first, first + _REACH)) if at >= 0]
    return min(ends, default=min(len(shape), first + _REACH))


def _sentence(tokens: Tokens, at: int) -> Span:
    before, end = _before(tokens, at), _sentence_end(tokens.shape, at)
    return Span(before.start, tokens.starts[end] if end < len(tokens.starts) else tokens.ends[-1])


def _before(tokens: Tokens, last: int) -> Span:
    """Return the sentence up to a token."""
    first = _first(tokens.shape, last)
    return Span(tokens.ends[first - 1] if first else 0, tokens.starts[last])


def _first(shape: str, at: int) -> int:
    """Return the token with which the sentence of another begins."""
    far = max(0, at - 10 * _REACH)
    return max(shape.rfind(".", far, at), shape.rfind("\n", far, at), far - 1) + 1
