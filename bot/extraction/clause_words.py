"""The words by which clauses are told apart: verbs that are finite, openers, joints, and what each can begin."""

from enum import StrEnum

from bot.extraction.claim_words import CLAIMS, IRREGULAR
from bot.extraction.grammar import ADVERBS, DETERMINERS, POSSESSIVES, PREPOSITIONS
from bot.extraction.words import words


class Part(StrEnum):
    """What a word or mark does in a sentence."""

    FINITE = "finite"
    PAST = "past"
    """Finite or a participle: "held", "closed"."""
    MAYBE = "maybe"
    """A verb in the present, if it has a subject and the clause no other verb: "holds"."""
    PARTICIPLE = "participle"
    """The second part of a verb: "was closed", "has held", "is closing"."""
    GERUND = "gerund"
    BE = "be"
    """be, been, not: between the parts of a verb."""
    RELATIVE = "relative"
    THAT = "that"
    CONJUNCTION = "conjunction"
    """after, because, when: opens a clause if a verb follows."""
    JOINT = "joint"
    """and, or, but."""
    PREPOSITION = "preposition"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    ADVERB = "adverb"
    TO = "to"
    NUMBER = "number"
    NOUN = "noun"
    """Whatever else."""
    DATE = "date"
    MARK = "mark"


class Time(StrEnum):
    """When a clause's verb says that it happens; clauses of one time can share a date."""

    NOW = "now"
    SINCE = "since"
    """has closed."""
    PAST = "past"
    MEANWHILE = "meanwhile"
    """was closing: while the clause beside it happened."""
    BEFORE = "before"
    """had closed."""
    AHEAD = "ahead"


TIMES = {
    **dict.fromkeys(words("is are am isn't aren't has have hasn't haven't do does don't doesn't"), Time.NOW),
    **dict.fromkeys(words("was were wasn't weren't did didn't"), Time.PAST),
    **dict.fromkeys(words("had hadn't"), Time.BEFORE),
    **dict.fromkeys(
        words("will would could may might can must should shall won't wouldn't couldn't can't cannot shouldn't"),
        Time.AHEAD,
    ),
}
"""The time of a clause by its finite auxiliary."""

_PAST_ONLY = words(
    """
    ate became began bore blew broke came chose drank drew drove fell flew forgot froze gave grew knew ran rang rode
    rose sang sank saw shook shrank spoke stole swam swore threw took tore went withdrew woke wore wrote
    appeared arrived collapsed died disappeared emerged ended existed happened lasted lived occurred reappeared remained
    resigned stayed survived vanished
    """
)
"""Past forms that are no participles, those of verbs without an object included."""
_PAST_TOO = (
    words(
        """
        bled bound bred bound clung crept dug fed fled flung found hung hurt laid lent lit meant read said sat sought
        split sprang stuck sprung stung swung taught thought told understood wept wound
        begun broken chosen come done drawn driven fallen flown frozen given gone grown known risen run seen shown
        stolen sunk sworn taken thrown torn worn written
        """
    )
    | IRREGULAR
) - _PAST_ONLY
_NO_PAST = words(
    "hundred need speed indeed seed breed feed exceed proceed succeed shed weed greed creed embed naked sacred"
)
_PRESENT = words(
    """
    accounts aims allows begins brings carries comes contains costs covers earns employs expects faces feeds gets gives
    goes helps holds hopes houses includes intends keeps leaves lets lies lives makes means needs opens owns pays plans
    produces provides puts raises reaches receives remains requires runs says seats sells sends serves shows sits spends
    stands starts stays suggests takes tells treats uses wants works
    """
)
PRESENT_PLURAL = words(
    "aim expect face hold hope know live make need own plan remain say show stand stay take use want work"
)
"""Finite only behind what can be a plural."""
PLANNING = words("aim aims expect expects hope hopes intend intends plan plans want wants")
PLURAL = words("children data few many media men people police rebels staff they we women you i most some")

NO_GERUND = words(
    """
    according being bring building ceiling clothing concerning during evening everything feeling following housing
    including king meeting morning nothing offspring opening pending regarding ring shilling sibling something spring
    string thing training wedding wing
    """
)
RELATIVES = words("who whom whose which where")
CONJUNCTIONS = words(
    "after although as because before if once since though till unless until when whenever whereas whether while"
)
BESIDE = words("although though whereas while")
"""Conjunctions that only set two clauses side by side, behind a comma."""
AT_ONCE = words("when while as")
"""Conjunctions of what happens at the same time."""
PLACED_BY = words("after before until till since as once")
"""Conjunctions that are prepositions or adverbs, too: a clause only with a verb of its own."""
HARMS = words(
    """
    caused claimed damaged destroyed displaced drove drowned flattened forced injured killed left levelled triggered
    wounded
    """
)
"""What an event does: a clause with it goes on with the story, at the same time: "the blast, which killed 12"."""
_LINKS = words("and or but nor yet")
_MARKS = frozenset(',;:()—–-"“”')


def _parts() -> dict[str, Part]:
    parts: dict[str, Part] = {}
    listed = (
        (ADVERBS | {"not", "never", "no"}, Part.ADVERB),
        (PREPOSITIONS | words("to by between despite than per except worth so than"), Part.PREPOSITION),
        (DETERMINERS | POSSESSIVES, Part.DETERMINER),
        (words("he she it they we i you there it's he's she's there's"), Part.PRONOUN),
        (_PRESENT | PRESENT_PLURAL, Part.MAYBE),
        (_PAST_TOO | {"due"}, Part.PAST),
        (_PAST_ONLY | frozenset(TIMES), Part.FINITE),
        (RELATIVES, Part.RELATIVE),
        (CONJUNCTIONS, Part.CONJUNCTION),
        (_LINKS, Part.JOINT),
        (words("be been being not"), Part.BE),
    )
    for group, part in listed:
        parts |= dict.fromkeys(group, part)
    parts |= {"that": Part.THAT, "to": Part.TO}
    return parts | dict.fromkeys(_MARKS, Part.MARK)


_PARTS = _parts()


def part_of(word: str) -> Part:
    """Return what a word in small letters, or a mark, does by itself."""
    part = _PARTS.get(word)
    if part is not None:
        return part
    if word.endswith("ed") and len(word) > 4 and word not in _NO_PAST:
        return Part.PAST
    if word.endswith("ing") and len(word) > 4 and word not in NO_GERUND:
        return Part.GERUND
    if word.endswith("ly") and len(word) > 4:
        return Part.ADVERB
    return Part.NUMBER if word[-1].isdigit() or word[0].isdigit() else Part.NOUN


def claims(word: str) -> bool:
    """Say whether a verb can have a clause as its object without "that": "said they had"."""
    return word in CLAIMS
