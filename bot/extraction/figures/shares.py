"""Parts of a whole: two-thirds of, a quarter of, half the voters, 3/4, one in five, one voter in ten."""

from decimal import Decimal

from bot.extraction.figures.digits import slashed
from bot.extraction.figures.nouns import STOP
from bot.extraction.figures.number_words import DENOMINATORS, FRACTION_SIGNS, SCALES, SMALL, TENS
from bot.extraction.figures.numbers import Form, Number
from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.unit_names import WORDS
from bot.extraction.words import words

_NO_HALF_AFTER = words("- time past brother sister an hour year century way day")
_NO_HALF_BEFORE = words("""
    the this that its his their first second other better final opening top bottom latter each next
""")
_HALF_OF = words("of the its their his her my our your as that this those these")
_CUES = words("""
    by than nearly almost about around roughly some over under just least only to up down another
    fell fallen rose risen sank slid slumped plunged tumbled climbed jumped soared grew shrank declined
""")
"""Words before "a third" or "half" that make it a share even without an "of"."""

_CHANGES = words("rise fall drop increase decrease decline cut loss gain jump reduction")
_HEDGES = words("than nearly almost about roughly around")
_AFTER_SHARE = words(
    "in since over on from to for at last this had have were are was is has will would said say did do"
)
_VERBS = words("had have has were was are is will would said say did do")
_SHORT = words("third quarter fifth tenth half sixth seventh eighth ninth")
_MORE = words("more less fewer higher lower larger smaller")
_CLOCK = words("days weeks months years hours minutes seconds games matches day week month year overs races")


def read_share(tokens: Tokens, index: int) -> Number | None:
    """Read the share of a whole that starts at a token; None if none does."""
    word = tokens.at(index)
    if word == "half":
        return _half(tokens, index)
    if word == "quarter":
        return _quarter_million(tokens, index)
    if word in FRACTION_SIGNS:
        over, under = FRACTION_SIGNS[word]
        return _exactly(index, index + 1, Decimal(over) / under)
    if tokens.is_digits(index):
        value = slashed(tokens, index) if tokens.at(index + 1) in ("/", "⁄") else None
        if value is not None:
            return _exactly(index, index + 3, value)
    over = _whole(word) or int(word in ("a", "one"))
    if not over:
        return None
    return _fraction(tokens, index, over) or (_one_in(tokens, index, over) if word != "a" else None)


def _exactly(first: int, last: int, value: Decimal) -> Number:
    return Number(first, last, value, value, Form.FRACTION, value)


def _whole(word: str) -> int:
    """Return the value of a small number in one token, 0 if it is none."""
    if word.isdecimal() and len(word) < 7:
        return int(word)
    return SMALL.get(word, TENS.get(word, 0))


def _half(tokens: Tokens, index: int) -> Number | None:
    """Half of the voters, half the voters, half a million, cut by half; not half an hour nor the first half."""
    before, after = tokens.at(index - 1), tokens.at(index + 1)
    dashed = int(after == "-" and tokens.at(index + 2) in SCALES)  # half-dozen
    if (dashed or after in SCALES) and not tokens.joined(index):
        value = SCALES[tokens.at(index + 1 + dashed)] / 2
        return Number(index, index + 2 + dashed, value, value, Form.WORDS, Decimal("0.5"))
    glued = tokens.joined(index) and (tokens.at(index - 1).isalnum() or tokens.at(index - 1) == "-")
    if glued or after in _NO_HALF_AFTER or (before == "and" and tokens.at(index - 2) in SMALL):
        return None
    if after == "a" and tokens.at(index + 2) in WORDS:
        return Number(index, index + 2, Decimal("0.5"), Decimal("0.5"), Form.WORDS, Decimal("0.5"))
    at = index + 1 + (after == "a")
    if tokens.at(at) in SCALES:
        value = SCALES[tokens.at(at)] / 2
        return Number(index, at + 1, value, value, Form.WORDS, Decimal("0.5"), SCALES[tokens.at(at)])
    if (
        before in _NO_HALF_BEFORE
        or (before == "-" and tokens.at(index - 2) in _NO_HALF_BEFORE)
        or (after == "a" and tokens.at(at) == "dozen")
    ):
        return None
    return _exactly(index, index + 1, Decimal("0.5"))


def _quarter_million(tokens: Tokens, index: int) -> Number | None:
    scale = SCALES.get(tokens.at(index + 1))
    if scale is None or scale < 1000 or tokens.joined(index):
        return None
    value = scale / 4
    return Number(index, index + 2, value, value, Form.WORDS, Decimal("0.25"), scale)


def _fraction(tokens: Tokens, index: int, over: int) -> Number | None:
    at = index + 1
    hyphen = int(tokens.at(at) == "-" and (tokens.joined(at) or tokens.apart(at)))
    name = tokens.at(at + hyphen)
    under = DENOMINATORS.get(name, 0)
    if over >= under or (name.endswith("s") != (over > 1)):
        return None
    end = at + hyphen + 1
    if over == 1 and not _is_share(tokens, index, end):
        return None
    return _scaled(tokens, index, end, Decimal(over) / under)


def _is_share(tokens: Tokens, index: int, end: int) -> bool:
    """Say whether "a third", "one quarter" is a share and neither an ordinal nor a part of the year."""
    name, after = tokens.at(end - 1), tokens.at(end)
    if name not in _SHORT and tokens.at(index) == "a" and after != "of":
        return False
    if after == "of":
        return not tokens.is_digits(end + 1)
    if after in SCALES or after in _MORE:
        return True
    if name == "half":
        return after not in _NO_HALF_AFTER and after != "dozen"
    free = not tokens.is_word(end) or after in _AFTER_SHARE
    if tokens.at(index - 1) in _HEDGES and (after in STOP or after.endswith("ed")):
        return True
    return free and (
        tokens.at(index - 1) in _CUES
        or (tokens.at(index - 1) == "of" and tokens.at(index - 2) in _CHANGES)
        or after in _VERBS
        or (tokens.at(index) == "one" and name != "quarter")
    )


def _scaled(tokens: Tokens, index: int, end: int, value: Decimal) -> Number:
    """A fraction, or what it makes of the scale word behind it: "two-thirds of a million", "a quarter million"."""
    at = end + 2 if tokens.at(end) == "of" and tokens.at(end + 1) == "a" else end
    scale = SCALES.get(tokens.at(at))
    if scale and scale >= 1000:
        return Number(index, at + 1, value * scale, value * scale, Form.WORDS, value, scale)
    return _exactly(index, end, value)


def _one_in(tokens: Tokens, index: int, over: int) -> Number | None:
    """One in five, 3 out of 10, one-in-four, one voter in ten: only where the whole is larger."""
    at = index + 1
    hyphen = int(tokens.at(at) == "-" and tokens.at(at + 1) in ("in", "out"))
    between = _counted_before_in(tokens, at) if over == 1 and not hyphen else 0
    at += hyphen + between
    if tokens.at(at) == "in":
        at += 1
    elif (tokens.at(at), tokens.at(at + 1)) == ("out", "of"):
        at += 2
    else:
        return None
    at += tokens.at(at) in ("every", "-")
    under, end = _whole_of(tokens, at)
    if under <= over or under > 10**9 or (1900 <= under <= 2100):
        return None
    if tokens.at(end) in _CLOCK or (tokens.at(end) == "-" and not hyphen) or tokens.at(end) in (":", "%"):
        return None
    noun = (index + 1, index + 1 + between) if between else None
    if between and tokens.is_word(end) and tokens.at(end).endswith("s") and tokens.at(end) not in _VERBS:
        return None
    value = Decimal(over) / under
    return Number(index, end, value, value, Form.FRACTION, value, noun=noun)


def _counted_before_in(tokens: Tokens, at: int) -> int:
    """Return how many words name what is counted in "one voter in ten"."""
    for ahead in (1, 2):
        if not tokens.is_word(at + ahead - 1):
            return 0
        if tokens.at(at + ahead) == "in" and tokens.at(at + ahead + 1) in _ROUND:
            return ahead
    return 0


_ROUND = words("three four five six seven eight nine ten twelve twenty thirty fifty 3 4 5 6 7 8 9 10 20 50 100")


def _whole_of(tokens: Tokens, at: int) -> tuple[int, int]:
    at += tokens.at(at) == "a" and tokens.at(at + 1) in SCALES
    under = _whole(tokens.at(at).replace(",", "")) if tokens.at(at) not in SCALES else 1
    end = at + (tokens.at(at) not in SCALES)
    if tokens.at(end) == "-" and tokens.at(at) in TENS and tokens.at(end + 1) in SMALL:
        under, end = under + SMALL[tokens.at(end + 1)], end + 2
    while tokens.at(end) in SCALES and under < 10**9:
        under *= int(SCALES[tokens.at(end)])
        end += 1
    return under, end
