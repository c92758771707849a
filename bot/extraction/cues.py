"""Verbs that report what somebody said, each in all its forms, from "said" to "smiled"."""

from enum import StrEnum

from bot.extraction.conjugation import gerund, past, third
from bot.extraction.words import words


class CueForm(StrEnum):
    """How strongly a verb promises words said, and in which form; the letters of the shape (`tokens`)."""

    SAYING = "S"
    """Finite form of a verb of speech: said, tells, wrote."""
    JUDGING = "M"
    """Finite form of a verb that takes a fragment: called, blasted, described."""
    SHOWING = "W"
    """Finite form of a verb that may stand beside speech: showed, wants, laughed."""
    GERUND = "G"
    """-ing form of a verb of speech or judgement: saying, calling."""
    BASE = "B"
    """Base form, as after "to", "did" or a plural: say, tell."""


_SAYING = """
    acknowledge add admit advise affirm agree allege announce answer argue ask assert assess attest aver avow bellow
    blog boast brag bristle caution chime claim clarify comment echo elaborate enthuse fume gush holler intone
    mumble murmur posit quibble rave reaffirm recite rejoin retweet shriek snarl sneer snort specify stammer
    stipulate stutter surmise thunder underline underscore complain concede conclude confess confide confirm contend
    continue counter cry declare deny disclose emphasise emphasize estimate exclaim explain gripe grumble inform
    insist interject joke lament maintain mention muse mutter note object observe opine plead pledge post predict
    proclaim promise pronounce quip read reason recall reckon recount reiterate remark repeat reply report respond
    retort reveal say scream shout state stress suggest swear tell testify text theorise theorize tweet urge vow
    warn whisper wonder write yell chant email
"""
_JUDGING = """
    accuse admonish applaud assail assure attack believe bemoan berate blame blast brand call challenge characterise
    characterize charge chide cite compare condemn criticise criticize decry deem defend demand denounce depict
    deride describe dismiss dub fear feel hail hope implore instruct invite label lambast lambaste laud mock order
    pan portray praise propose quote rebuke refer reject remind ridicule bash castigate disparage denigrate
    excoriate extol herald impugn liken malign nickname scold taunt tease trash upbraid vilify scoff signal slam
    speculate term thank think threaten tout trumpet view welcome worry express voice invoke encourage consider
    expect
"""
_SHOWING = """
    address appear argue begin chuckle conclude count deliver detail discuss display document find give greet grin
    imply include indicate insinuate issue joke know laugh like list love mean nod offer open outline point prefer
    present promote publish push put quote record register release see seem share show shrug sign sigh smile snap
    speak start stand talk teach think understand use verify want weep
"""


def _conjugated() -> dict[str, CueForm]:
    forms: dict[str, CueForm] = {}
    listed = ((_SHOWING, CueForm.SHOWING), (_JUDGING, CueForm.JUDGING), (_SAYING, CueForm.SAYING))
    for verbs, form in listed:  # the stronger class last: it wins
        for verb in words(verbs):
            forms |= dict.fromkeys([third(verb), *past(verb)], form)
            if form is not CueForm.SHOWING:
                forms.setdefault(verb, CueForm.BASE)
                forms[gerund(verb)] = CueForm.GERUND
    forms["read"] = CueForm.SAYING
    return forms


CUES = _conjugated()
"""Every form of every cue verb, in small letters."""

CUE_NOUNS = words(
    """
    accusation accusations admission advice allegation allegations announcement answer answers appeal argument arguments
    assertion assertions assessment assurance assurances boast boasts call calls caution charge charges claim claims
    comment comments complaint complaints conclusion confession contention criticism criticisms cry cries declaration
    declarations demand demands description denial estimate estimates explanation insistence insult insults joke jokes
    line lines mantra motto observation phrase phrases plea pleas pledge pledges praise prediction predictions promise
    promises question questions quip reaction refrain remark remarks reply replies report reports response responses
    rhetoric shout shouts slogan slogans suggestion suggestions talk tweet tweets post posts term threat threats vow
    vows warning warnings word words email emails text texts blog
    """
)
"""Nouns for something said: "Roe's claim", "his remarks", "the phrase"; also when they look like verbs."""
