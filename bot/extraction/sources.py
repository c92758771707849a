"""Sources named without a verb: "the army's estimate of 3,000", "Police: 14 hurt", "… – ministry", "per the agency"."""

from collections.abc import Iterator

from bot.extraction.claim_words import CLAIM_NOUNS
from bot.extraction.patterns import lazy
from bot.extraction.subjects import Noun, Subjects
from bot.extraction.tokens import Tokens
from bot.model import Span

_OWNED = lazy(r"s[nvNDkh]{0,3}(?=[nceS][owy:,.\n])")
_COLON = lazy(r"(?:(?<=[.\n])|\A)[dDvnNTkh]{0,4}[kh](?=:)")
_DASH = lazy(r"(?<=-)[dnNTkh]{0,3}[kh](?=[.\n])")
_PER = lazy(r"(?<=,)o(?=[dNTknh])")
_CLAUSE_END = lazy(r"[,;.\n()-]")
_REACH = 40


def find_sources(tokens: Tokens, subjects: Subjects) -> Iterator[tuple[Noun, Span]]:
    """Yield who states a stretch of the body without a verb that says so. Linear in the body."""
    yield from _owned(tokens, subjects)
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
    shape, far = tokens.shape, max(0, last - 10 * _REACH)
    first = max(shape.rfind(".", far, last), shape.rfind("\n", far, last), far - 1) + 1
    return Span(tokens.ends[first - 1] if first else 0, tokens.starts[last])
