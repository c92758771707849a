"""Whether a figure is the size of a rise or fall: the verb before it or the noun behind it."""

from bot.extraction.figures.nouns import PAST, STOP, looks_plural
from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words
from bot.model import Change

_UP = words("""
    warmed up rise rises rose risen rising climb climbs climbed climbing jump jumps jumped jumping increase increases
    increased increasing grow grows grew grown growing surge surges surged surging soar soars soared soaring
    advance advances advanced advancing expand expands expanded expanding leap leaps leapt leaped rally rallies
    rallied rallying spike spikes spiked spiking rebound rebounds rebounded swell swelled accelerated edged
    inched ticked crept upward upwards appreciated strengthened widened popped higher
    ballooned ballooning mushroomed firmed quickened
""")
_DOWN = words("""
    cooled down fall falls fell fallen falling drop drops dropped dropping decline declines declined declining slide
    slides slid sliding sink sinks sank sunk sinking plunge plunges plunged plunging tumble tumbles tumbled
    tumbling decrease decreases decreased decreasing dip dips dipped dipping slip slips slipped slipping slump
    slumps slumped slumping shrink shrinks shrank shrunk shrinking contracted contracting plummet plummets
    plummeted plummeting reduce reduces reduced reducing lowered lowers lower retreated retreats retreat eased
    ease eases weakened narrowed downward downwards crashed tanked cratered dived dove depreciated softened
    dwindled dwindling skidded slow slows slowed slowing
""")
_GAIN = words("gain gains gained gaining add adds added adding")
_LOSE = words("lose loses lost losing shed sheds shedding")
_RAISE = words("raise raises raised raising hike hikes hiked boost boosts boosted lift lifts lifted recovers recovered")
_CUT = words("cut cuts cutting slash slashes slashed trim trims trimmed shave shaves shaved contract contracts")
_PARTICLES = words("""
    gave give gives giving given shot shoot shooting turned turn broke brought took take takes put set sets
    picked made make makes backed ended end ends signed lined came come comes knocked cut racked ran run coughed
    laid tore tear track tracked mark pinned burned blew gunned passed sat held hold narrow narrowed hand handed
    catch caught eat ate
""")
"""Verbs whose "up" or "down" says nothing of a rise: gave up, shot down."""

_GIVING = words("gave give gives giving given")
"""What markets do to gains: "gave up 0.7%"."""

_CLOSING = words("ended end ends came come comes")
"""What prices do: "ended down 1%", "came down 1%"."""

_STATES = words("is are was were be been being , ( — - – ;") | {""}
"""What stands before "up 3,000" where it means a rise of a count."""

_TRANSITIVE = words("""
    crept ticked skidded grow grows grew grown
    rally rallies rallied rallying advance advances advanced expand expands expanded popped reduce reduces reduced
    retreated retreat drop dropped dropping eased ease increase increased raised
""")
_FILLERS = words("""
    by a an another further additional just the only some its their his whopping staggering massive modest mere
    hefty record
""")
_FURTHER = words("extra further additional")
_PLANNED = words("planned expected forecast budgeted intended hoped thought allowed needed promised agreed usual")
_BEING = words("was were is are had originally first")
_DOCKING = words("docked dock docks docking deducted deduct deducts deducting")
_PARALLEL = words("in on last this next during among for")
"""What tells one share from the next: "0.7% in August and 0.2% in September"."""
_RISES = words(
    "rise increase growth jump surge climb hike uptick gain gains upturn expansion rally rebound boost raise"
)
_FALLS = words("""
    fall drop decline decrease reduction dip slump slide plunge downturn contraction loss losses cut cuts
""")
_ONLY_SHARES = words("gain gains boost loss losses contraction expansion advance raise rally")
_SHARES = frozenset({"percent", "percentage point", "basis point", "fraction", "point"})
_SIZES = _SHARES | {"times", "kilogram", "stone"}
_LENGTHS = words("metre foot inch kilometre mile yard")
_ALONG_FALL = words("into off onto through over")
"""Behind a length: where somebody fell."""
_REACH = 14


def change_of(tokens: Tokens, first: int, last: int, unit: str, *, money: bool, before: Change) -> Change:
    """Say whether a figure is the size of a rise or fall.

    `first` is its first token, qualifier included, `last` the token behind its unit; `before` the change of the
    figure before it in the sentence, which an elided verb carries on ("Alder fell 2%, Birch by 3%").
    """
    level = tokens.at(first) == "as" and tokens.at(first + 1) in ("high", "low", "far")
    if level or tokens.at(first) in ("below", "above", "beyond", "past"):
        return Change.NONE
    at, by = _before_fillers(tokens, first - 1)
    if unit == "percent" and tokens.at(first - 1) == "+" and tokens.joined(first):
        return Change.UP
    share = (unit in _SHARES or tokens.at(last) in _POINTS) and tokens.at(last) != "of"
    if tokens.at(at) in _LOSE and tokens.at(last) == "of" and looks_plural(tokens.at(last + 2)):
        return Change.NONE  # a third of its men
    if tokens.at(at) in _LOSE and money and _is_deficit(tokens, last):
        return Change.NONE
    if unit in _LENGTHS and tokens.at(last) in _ALONG_FALL:
        return Change.NONE
    found = _verb(tokens, at, by=by, sized=unit in _SIZES or share or money, share=share)
    if found is Change.NONE and tokens.at(at) == "of" and not by:
        found = _noun_before(tokens, at, counted=not (unit or share), money=money)
    if found is Change.NONE and by:
        found = _verb_far(tokens, at) or before
    if found is Change.NONE and tokens.at(at) not in ("to", "at", "from"):
        found = _beyond_plan(tokens, first, last, money=money) or _behind(tokens, last, unit, money=money)
    if found is Change.NONE and _is_docked(tokens, first, last, money=money):
        return Change.DOWN
    if found is Change.NONE and share and (_goes_on(tokens, first, last) or _is_elided(tokens, first, last)):
        return before
    if found is Change.NONE and _is_further(tokens, first, last, unit, money=money):
        return Change.UP
    return found


def _is_deficit(tokens: Tokens, last: int) -> bool:
    """Say whether money lost is a year's loss ("lost £9m"), no fall ("lost 4 cents", "lost $9bn in value")."""
    large = tokens.at(last - 1) in _LARGE or tokens.at(last - 2) in _LARGE
    return large and not any(tokens.at(last + ahead) in _WORTH for ahead in range(4))


def _is_further(tokens: Tokens, first: int, last: int, unit: str, *, money: bool) -> bool:
    """Say whether an amount comes on top of others: "an extra $75 a month", "a further 5,000 doses", "another 90"."""
    if tokens.at(first - 1) == "further" and tokens.at(first - 3) != "by":
        return True
    if tokens.at(first - 1) == "another" and (money or not unit):
        return True
    return money and any(tokens.at(at) in _FURTHER for at in range(max(0, first - 1), min(first + 3, last)))


def _beyond_plan(tokens: Tokens, first: int, last: int, *, money: bool) -> Change | None:
    """Judge what is done "£14bn more than planned"; behind a comma that only compares a level with the plan."""
    if not money or tokens.at(first - 1) in _STATES or tokens.at(last + 1) != "than":
        return None
    planned = last + 2 + (tokens.at(last + 2) in _BEING)
    if tokens.at(planned) not in _PLANNED:
        return None
    return {"more": Change.UP, "less": Change.DOWN}.get(tokens.at(last))


def _is_docked(tokens: Tokens, first: int, last: int, *, money: bool) -> bool:
    """Say whether somebody is "docked six points" or is to have them deducted."""
    if not (money or tokens.at(last) in _POINTS or tokens.at(last - 1) in _POINTS):
        return False
    return any(tokens.at(first - back) in _DOCKING for back in range(1, 5))


def _goes_on(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a share goes on with the verb of the one before: "rose 0.7% in August and 0.2% in September"."""
    joined = tokens.at(first - 1) in ("and", ",", "then") and tokens.at(last) in _PARALLEL
    return joined and (tokens.at(first - 2) != "," or tokens.at(first - 1) == "then")


def _is_elided(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a share shares the verb of the one before it: "bread rose 4% and (white) flour 9%"."""
    if tokens.at(last) not in _ENDS:
        return False
    for at in range(first - 1, first - 5, -1):
        word = tokens.at(at)
        if word in ("and", ",") and at < first - 1:
            ahead = at - (word == "and" and tokens.at(at - 1) == ",") - 1
            return tokens.at(ahead) in ("%", "percent") or tokens.at(ahead - 1) == "per"
        if not word.isalpha() or word in STOP or word in PAST or word.endswith("ed"):
            return False
    return False


def _before_fillers(tokens: Tokens, at: int) -> tuple[int, bool]:
    """Step back over what stands between a verb and its figure ("sharply by an average of"); say whether "by" does."""
    by = False
    if tokens.at(at) == "of" and tokens.at(at - 1) in ("average", "total"):
        at -= 2
    while tokens.at(at) in _FILLERS:
        by = by or tokens.at(at) == "by"
        at -= 1
    return at - tokens.at(at).endswith("ly"), by


def _verb(tokens: Tokens, at: int, *, by: bool, sized: bool, share: bool) -> Change:
    """Judge the word right before a figure. `sized`: it may be the size of a change; `share`: and hardly a level."""
    word = tokens.at(at)
    if share and word in ("contract", "contracts"):
        return Change.DOWN
    if share and (word == "off" or (word == "up" and tokens.at(at - 1) in _GIVING)):
        return Change.DOWN if word == "up" or tokens.at(at - 1) in _STATES else Change.NONE
    if word in ("up", "down") and not _rises(tokens.at(at - 1), sized=sized, share=share):
        return Change.NONE
    if word in _TRANSITIVE and not (sized or by):
        return Change.NONE
    is_passive = tokens.at(at - 1) in _STATES and tokens.is_word(at - 1) and not word.endswith("ing")
    by = by or (share and is_passive)  # "wages were raised 4%"
    if word in _UP or (word in _GAIN and (sized or by)) or (word in _RAISE and by):
        return Change.UP
    if word in _DOWN or (word in _LOSE and sized and not by) or (word in _CUT and by):
        return Change.DOWN
    return Change.NONE


def _rises(verb: str, *, sized: bool, share: bool) -> bool:
    """Say whether "up" or "down" behind a word tells of a rise or fall: "was up 3,000", "ended down 1%"."""
    if not sized:
        return verb in _STATES
    return verb not in _PARTICLES or (share and verb in _CLOSING)


def _verb_far(tokens: Tokens, at: int) -> Change | None:
    """Find the verb of "prices dropped sharply last month by 5%", "cut the number of cases by half"."""
    for back in range(_REACH):
        word = tokens.at(at - back)
        if word in (".", ";", "", ","):
            return None
        if word in _LOSE and back == 0:  # lost by 12 runs
            return Change.NONE
        if word in _UP or word in _GAIN or word in _RAISE or word in _RISES:
            return Change.UP
        if word in _DOWN or word in _LOSE or word in _CUT or word in _FALLS:
            return Change.DOWN
    return None


def _noun_before(tokens: Tokens, at: int, *, counted: bool, money: bool) -> Change:
    """Judge "an increase of 5%", "grew at an annual rate of 5%"; what is counted is lost itself: "a loss of 5 jobs"."""
    word = tokens.at(at - 1)
    if counted and word in ("loss", "losses"):
        return Change.NONE
    if word in ("rate", "pace"):
        return _verb_far(tokens, at - 2) or Change.NONE
    if word == "growth" or (money and word in _ONLY_SHARES):  # "growth of 2%" is a rate, a level itself
        return Change.NONE
    if word in _RISES:
        return Change.UP
    return Change.DOWN if word in _FALLS else Change.NONE


def _behind(tokens: Tokens, last: int, unit: str, *, money: bool) -> Change:
    """Judge "5% higher", "a 5% increase", "a 10 per cent pay rise"."""
    at = last + (tokens.at(last) == "-")
    if money and tokens.at(last - 3) == "more" and tokens.at(last) != "than":  # $84 more a year
        return Change.UP
    points = tokens.at(at) in _POINTS
    at += points
    word, after = tokens.at(at), tokens.at(at + 1)
    if not (money or points or unit) and word in ("more", "fewer") and after == "than" and _names_time(tokens, at + 2):
        return Change.UP if word == "more" else Change.DOWN
    if word in _GREATER and _than_then(tokens, at + 1):
        return Change.DOWN if word in _LESSER else Change.UP
    if not unit and word in ("up", "down") and after == "on":
        return Change.UP if word == "up" else Change.DOWN
    if not (money or points) and unit not in _SHARES:
        return Change.DOWN if word == "fewer" and after != "than" else Change.NONE
    leads = points and word in ("up", "down") and after not in ("on", "from")  # she is four points up
    if word in _COMPARED and (after == "likely" or leads or (word in ("up", "down") and after in _ALONG)):
        return Change.NONE
    if word in _COMPARED:
        then = any(tokens.at(at + ahead) in _WHEN for ahead in range(2, 7))
        then = then or (tokens.at(at + 2) == "in" and tokens.at(at + 4) in _QUARTERS)
        then = then or (
            tokens.at(at + 2) in ("in", "at") and any(_is_year(tokens.at(at + ahead)) for ahead in range(3, 8))
        )
        compared = after in ("than", "in") and not then
        if compared:
            return Change.NONE
        return Change.UP if word in _MORE else Change.DOWN
    for noun, behind in ((word, after), (after, tokens.at(at + 2))):
        if (noun in _ONLY_SHARES and unit not in _SHARES) or behind == "to":
            continue
        if noun in _RISES:
            return Change.UP
        if noun in _FALLS:
            return Change.DOWN
        if not noun.isalpha() or noun in ("of", "in", "from", "for", "on", "after", "to", "and", "or", "the", "a"):
            break
    return Change.NONE


_ENDS = words(". , ; and") | {""}
_POINTS = words("point points")
_ALONG = words("the a an his her its their your")
"""Behind "down" and "up" where they lead along something: "down the back of the sofa"."""
_MORE = words("higher more dearer firmer stronger up")
_COMPARED = _MORE | words("lower less fewer cheaper weaker softer down")
_LESSER = words("cooler colder shorter smaller lighter slower narrower shallower thinner quieter")
_GREATER = _LESSER | words(
    "warmer hotter longer larger bigger greater heavier faster wider deeper thicker taller busier"
)
_LARGE = words("million billion trillion m mn bn b tn")
_WORTH = words("of value worth capitalisation capitalization")
_QUARTERS = words("first second third fourth")
_WHEN = words("last year month week quarter earlier before ago previous day decade same today present current")


def _names_time(tokens: Tokens, at: int) -> bool:
    """Say whether a comparison is with another time: "than it held before", "than in July 2025"."""
    return tokens.at(at) in ("now", "when") or any(
        tokens.at(at + ahead) in _WHEN or _is_year(tokens.at(at + ahead)) for ahead in range(8)
    )


def _than_then(tokens: Tokens, at: int) -> bool:
    """Say whether a comparison with another time follows: "(heavier) on Monday than a week earlier"."""
    than = next((at + ahead for ahead in range(5) if tokens.at(at + ahead) == "than"), None)
    return than is not None and _names_time(tokens, than + 1)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word[:2] in ("19", "20")
