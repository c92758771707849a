"""How exactly a number is given."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words
from bot.model import Qualifier

_A, _MIN, _MAX, _MORE, _LESS = (
    Qualifier.ABOUT,
    Qualifier.AT_LEAST,
    Qualifier.AT_MOST,
    Qualifier.MORE_THAN,
    Qualifier.LESS_THAN,
)
_BEFORE: dict[tuple[str, ...], Qualifier] = {
    tuple(phrase.split()): qualifier
    for qualifier, phrases in {
        _A: "about, around, roughly, approximately, approx, approx ., circa, ca, nearly, almost, some, an estimated, "
        "estimated, estimated at, close to, something like, in the region of, in the vicinity of, "
        "in the neighborhood of, somewhere around, more or less, give or take, ~, ≈, reportedly about, virtually, "
        "practically, on the order of, of the order of, nearer, not far from, near",
        _MIN: "at least, no less than, no fewer than, not less than, not fewer than, a minimum of, minimum of, "
        "a minimum, as little as, as few as, ≥, starting at, starting from, from at least, "
        "more than or equal to, greater than or equal to",
        _MAX: "up to, as many as, as much as, as high as, as long as, as far as, as fast as, at most, at the most, "
        "no more than, "
        "not more than, no larger than, no greater than, a maximum of, maximum of, a maximum, capped at, limited to, "
        "≤, not exceeding, no higher than, less than or equal to, anything up to",
        _MORE: "more than, over, above, greater than, larger than, bigger than, north of, in excess of, exceeding, "
        "exceeds, exceed, exceeded, surpassing, surpassed, surpass, beyond, higher than, topping, topped, just over, "
        "well over, upwards of, upward of, >, better than, over than, longer than, upside of",
        _LESS: "less than, fewer than, under, below, just under, well under, short of, smaller than, lower than, "
        "south of, <, shy of, shorter than, within, sub -",
    }.items()
    for phrase in phrases.split(", ")
}
_LONGEST = max(map(len, _BEFORE))
_LAST = frozenset(phrase[-1] for phrase in _BEFORE)

_AFTER: dict[tuple[str, ...], Qualifier] = {
    ("or", "so"): _A,
    ("or", "thereabouts"): _A,
    ("give", "or", "take"): _A,
    ("or", "more"): _MIN,
    ("or", "above"): _MIN,
    ("or", "higher"): _MIN,
    ("or", "greater"): _MIN,
    ("and", "more"): _MIN,
    ("and", "above"): _MIN,
    ("at", "least"): _MIN,
    ("-", "plus"): _MORE,
    ("plus",): _MORE,
    ("+",): _MORE,
    ("or", "less"): _MAX,
    ("or", "fewer"): _MAX,
    ("or", "under"): _MAX,
    ("or", "lower"): _MAX,
    ("at", "most"): _MAX,
    ("-", "odd"): _A,
    ("-", "ish"): _A,
    ("-", "something"): _A,
    ("ish",): _A,
}
_FIRST = frozenset(phrase[0] for phrase in _AFTER)
_FILLERS = words("just only a an whopping staggering total record")


def qualifier_before(tokens: Tokens, index: int) -> tuple[Qualifier, int] | None:
    """Return the qualifier whose words end right before a token, and its first token."""
    at = index
    for _ in range(3):
        if tokens.at(at - 1) in _LAST:
            found = _phrase_before(tokens, at)
            if found:
                return None if _only_places(tokens, at, index) else found
        if tokens.at(at - 1) not in _FILLERS:
            return None
        at -= 1
    return None


def _only_places(tokens: Tokens, at: int, index: int) -> bool:
    """Say whether a preposition before "a" places something rather than bounds it: "over a five-year period"."""
    placed = at < index and tokens.at(at) in ("a", "an") and tokens.at(at - 1) in _PLACING
    return placed and tokens.at(index + 1) == "-" and tokens.at(at - 2) not in ("just", "well")


_PLACING = words("over under above below within beyond")


def _phrase_before(tokens: Tokens, at: int) -> tuple[Qualifier, int] | None:
    for length in range(min(_LONGEST, at), 0, -1):
        qualifier = _BEFORE.get(tuple(tokens.words[at - length : at]))
        if qualifier is None:
            continue
        first = at - length
        if tokens.at(first - 1) in ("just", "well", "slightly", "far", "much", "only") and qualifier in (_MORE, _LESS):
            first -= 1
        if tokens.at(first) == "some" and tokens.at(first - 1) == "for":
            return None
        return qualifier, first
    return None


def qualifier_after(tokens: Tokens, index: int) -> tuple[Qualifier, int] | None:
    """Return the qualifier whose words begin at a token, and the token behind it."""
    if tokens.at(index) not in _FIRST:
        return None
    for length in range(min(3, len(tokens) - index), 0, -1):
        qualifier = _AFTER.get(tuple(tokens.words[index : index + length]))
        if qualifier is None:
            continue
        after = tokens.at(index + length)
        if tokens.at(index) in ("plus", "+") and not tokens.joined(index):
            return None
        if tokens.at(index) == "and" and after != "in":
            return None
        if after in ("than", "as") or (tokens.at(index) == "or" and after in ("one", "two", "three")):
            return None
        return qualifier, index + length
    return None
