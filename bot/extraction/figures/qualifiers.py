"""How exactly a number is given, and whether it is the size of a rise or fall: the words around it."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.wordlist import words
from bot.model import Change, Qualifier

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
        "estimated, estimates of, estimated at, close to, something like, in the region of, in the vicinity of, "
        "in the neighborhood of, somewhere around, more or less, give or take, ~, ≈, reportedly about, virtually, "
        "practically, on the order of, of the order of, nearer, not far from, averaged, averaging, "
        "an average of, near",
        _MIN: "at least, no less than, no fewer than, not less than, not fewer than, a minimum of, minimum of, "
        "a minimum, upwards of, upward of, as little as, as few as, ≥, starting at, starting from, from at least, "
        "more than or equal to, greater than or equal to",
        _MAX: "up to, as many as, as much as, as high as, as long as, at most, at the most, no more than, "
        "not more than, no larger than, no greater than, a maximum of, maximum of, a maximum, capped at, limited to, "
        "≤, not exceeding, no higher than, less than or equal to, anything up to",
        _MORE: "more than, over, above, greater than, larger than, bigger than, north of, in excess of, exceeding, "
        "exceeds, exceed, exceeded, surpassing, surpassed, surpass, beyond, higher than, topping, topped, just over, "
        "well over, "
        ">, better than, over than, longer than, upside of, past",
        _LESS: "less than, fewer than, under, below, just under, well under, short of, smaller than, lower than, "
        "south of, <, shy of, shorter than, within",
    }.items()
    for phrase in phrases.split(", ")
}
_LONGEST = max(map(len, _BEFORE))
_LAST = frozenset(words[-1] for words in _BEFORE)

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
_FILLERS = words("just only a an the whopping staggering total record")


def qualifier_before(tokens: Tokens, index: int) -> tuple[Qualifier, int] | None:
    """Return the qualifier whose words end right before a token, and its first token."""
    at = index
    for _ in range(3):
        if tokens.at(at - 1) in _LAST:
            found = _phrase_before(tokens, at)
            if found:
                return found
        if tokens.at(at - 1) not in _FILLERS:
            return None
        at -= 1
    return None


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
    for length in (3, 2, 1):
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


_UP = words("""
    up rise rises rose risen rising climb climbs climbed climbing jump jumps jumped jumping gain gains gained
    gaining increase increases increased increasing grow grows grew grown growing surge surges surged surging
    soar soars soared soaring advance advances advanced advancing add adds added adding expand expands
    expanded expanding leap leaps leapt leaped rally rallies rallied rallying spike spikes spiked spiking
    rebound rebounds rebounded swell swelled accelerated edged inched ticked raised raise raises raising hiked
    hike hikes boosted boost lifted upward upwards appreciated strengthened widened popped
""")
_DOWN = words("""
    down fall falls fell fallen falling drop drops dropped dropping decline declines declined declining lose
    loses lost losing slide slides slid sliding sink sinks sank sunk sinking plunge plunges plunged plunging
    tumble tumbles tumbled tumbling decrease decreases decreased decreasing dip dips dipped dipping shed sheds
    shedding slip slips slipped slipping slump slumps slumped slumping shrink shrinks shrank shrunk shrinking
    contract contracts contracted contracting plummet plummets plummeted plummeting cut cuts cutting reduce
    reduces reduced reducing lowered lowers lower retreated retreats retreat eased ease eases weakened
    narrowed slashed slash downward downwards crashed tanked cratered dived dove depreciated dropping shaved
""")
_BETWEEN = words("""
    by a an about another further additional some as much nearly almost just another the over more than at
    least up roughly around approximately only under less fewer between to an estimated
""")
_STEPS = words("edged inched ticked")
_MEASURED = words("""
    add adds added adding gain gains gained raise raised raises raising boost lift lose loses lost losing shed
    sheds cut cuts contract contracts
""")
_NOUNS_UP = words("""
    rise increase gain jump growth surge climb hike uptick boost rebound advance upturn raise
""")
_NOUNS_DOWN = words("""
    fall drop decline decrease cut reduction dip slump slide plunge loss contraction downturn
""")
_COMPARED_UP = words("higher more stronger")
_COMPARED_DOWN = words("lower weaker less fewer")


def change_of(tokens: Tokens, first: int, last: int, unit: str) -> Change:
    """Say whether the figure over tokens [first, last) is the size of a rise or fall."""
    at = first - 1
    steps = 0
    by = False
    while tokens.at(at) in _BETWEEN and steps < 5:
        word = tokens.at(at)
        if word == "to" and tokens.at(at - 1) != "up":
            return _change_behind(tokens, last)
        if word == "up" and tokens.at(at + 1) != "to":
            break
        by = by or word == "by"
        at -= 1
        steps += 1
    word = tokens.at(at)
    if word in ("up", "down") or (word.endswith("ly") and tokens.at(at - 1) in _UP | _DOWN):
        word = word if word in ("up", "down") else tokens.at(at - 1)
    measured = word not in _MEASURED or by or unit in _SIZES
    if word in _UP and measured:
        return Change.UP
    if word in _DOWN and measured:
        return Change.DOWN
    if by and first - at < 4:
        found = _verb_near(tokens, at)
        if found is not Change.NONE:
            return found
    if tokens.at(first) in ("+",) and unit == "percent":
        return Change.UP
    return _change_behind(tokens, last)


_SIZES = frozenset({"percent", "percentage point", "basis point", "cent", "p", "USD", "EUR", "GBP", "sen", "point"})


def _verb_near(tokens: Tokens, at: int) -> Change:
    """Find the verb of "prices dropped sharply last month by 5%" a few words back."""
    for back in range(1, 6):
        word = tokens.at(at - back + 1)
        if word in _UP:
            return Change.UP
        if word in _DOWN:
            return Change.DOWN
        if word in (",", ".", ";", ""):
            return Change.NONE
    return Change.NONE


def _change_behind(tokens: Tokens, last: int) -> Change:
    word = tokens.at(last)
    if word == "-":
        word = tokens.at(last + 1)
    if word in _COMPARED_UP or (word in _NOUNS_UP and tokens.at(last + 1) != "to"):
        return Change.UP
    if word in _COMPARED_DOWN or word in _NOUNS_DOWN:
        return Change.DOWN
    return Change.NONE
