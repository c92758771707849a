"""The words of reported statements: verbs that claim, in all their forms, and nouns that show or name a claim."""

from enum import StrEnum
from typing import NamedTuple

from bot.extraction.conjugation import gerund, past, third
from bot.extraction.words import words


class Form(StrEnum):
    """Which form of its verb a word is."""

    THIRD = "third"
    """says, estimates"""
    BASE = "base"
    """say, estimate: finite behind a plural"""
    PAST = "past"
    """said, estimated: finite or a participle"""
    GERUND = "gerund"
    """saying"""


class Takes(StrEnum):
    """What makes a verb's object a claim."""

    ANYTHING = "anything"
    """A noun alone: "estimated 40 deaths"."""
    CLAUSE = "clause"
    """A clause, unless a document says it: "found that 40 died", "the survey found 40"."""
    SHOWN = "shown"
    """Whatever a document gives: "the poll gives her 40%"; of anybody else it is no claim."""
    LEVEL = "level"
    """A level: "put the toll at 40"."""
    PARTICLE = "particle"
    """Its particle: "called for 40", "spoke of 40", "pointed out"."""


class Claiming(NamedTuple):
    """A form of a verb that claims."""

    form: Form
    takes: Takes
    speech: bool
    """It can stand behind what was said, before who said it: "…, said the mayor"."""
    of_documents: bool
    """A document claims a noun with it: "the survey found 40"."""


_SPEECH = """
    acknowledge admit allege announce argue assert boast caution claim comment complain concede confess confirm contend
    declare disclose estimate explain forecast insist joke lament note observe predict pronounce quip reckon recount
    reiterate remark report reveal say stress suggest testify tweet warn write
"""
_THINKING = """
    accuse advise anticipate assess assure believe blame calculate conclude count demand document expect fear foresee
    guess hint imply indicate inform list log mention offer outline pledge project promise propose recommend record
    register remind show signal speculate suspect tally tell think threaten verify vow want
"""
_WITH_CLAUSE = words(
    """
    add admit agree answer argue ask conclude counter declare deny determine discover document email explain feel find
    hope list maintain note observe outline plead post pronounce quip quote read recall recount remember reply
    respond rule show state stress swear text understand urge wonder write
    """
)
"""Verbs that do something else to a noun: "admitted 30 patients", "recalled 45,000 cars"."""
_LEVELS = words("put place peg")
_SHOWN = words("give")
_PARTICLES = {
    "appeal ask call campaign hope press push": words("for"),
    "speak talk complain boast": words("of"),
    "point": words("out"),
    "pencil": words("in"),
    "range vary": words("from between"),
    "see": words("demand growth inflation output prices profit profits rates sales unemployment"),
}
"""Verbs that claim with these words behind them, else not."""
_WITH_PARTICLE = words(" ".join(_PARTICLES))

OF_DOCUMENTS = words("conclude detail determine document find list note outline reveal show state")
"""Verbs with which a document claims even a noun: "the survey found 40"."""

NOUNS_TOO = words(
    """
    admit answer answers blame boast boasts claim claims comment comments count counts caution cautions demand demands
    document documents doubt email emails estimate estimates fear fears find finds forecast forecasts guess guesses hint
    hints hope hopes joke jokes list lists log logs note notes outline outlines place places pledge pledges post posts
    project projects promise promises push quote quotes read reads record records register registers remark remarks
    reply replies report reports rule rules show shows signal signals state states stress suspect suspects swear tally
    tallies talk talks text texts threat tweet tweets urge urges vow vows want wants wonder wonders plead point points
    range ranges call calls ask asks press appeal appeals campaign campaigns speculate advise peg pegs
    """
)
"""Forms that are nouns as often: they need a subject that agrees, and no verb behind them."""


def _claims() -> dict[str, Claiming]:
    claims: dict[str, Claiming] = {}
    listed = [*words(_SPEECH), *words(_THINKING), *_WITH_CLAUSE, *_LEVELS, *_SHOWN]
    listed += _WITH_PARTICLE
    speech = words(_SPEECH) | words("add counter reply respond")
    for verb in listed:
        takes = Takes.CLAUSE if verb in _WITH_CLAUSE else Takes.ANYTHING
        takes = Takes.LEVEL if verb in _LEVELS else Takes.SHOWN if verb in _SHOWN else takes
        for word, form in _forms(verb):
            particle = verb in _WITH_PARTICLE and verb not in (*speech, "ask", "hope")
            claims[word] = Claiming(form, Takes.PARTICLE if particle else takes, verb in speech, verb in OF_DOCUMENTS)
    claims["shown"] = claims["showed"]
    return claims


def _forms(verb: str) -> list[tuple[str, Form]]:
    forms = [(gerund(verb), Form.GERUND), (verb, Form.BASE), (third(verb), Form.THIRD)]
    return forms + [(word, Form.PAST) for word in past(verb)]


CLAIMS = _claims()
"""Every form of every verb that claims, in small letters."""
PARTICLES_OF = {
    word: particles for verbs, particles in _PARTICLES.items() for verb in words(verbs) for word, _ in _forms(verb)
}
"""The words behind a verb that make it one that claims."""

CLAIMING = frozenset(CLAIMS) | {"according", "According"}
"""The words that may claim."""

SOURCES = words(
    """
    analyses analysis archive archives assessment assessments audit audits calculation calculations census chart
    charts count data database estimate estimates evidence exams figure figures filing filings findings footage
    forecast forecasts image imagery images inquiry inspection inspections investigation investigations leak log
    logs manifest map maps measurements minutes model modelling models numbers paper papers photographs photos poll
    polls pollster pollsters projection projections ranking readings record records register report reports research
    results returns review reviews roll rolls simulations statistics studies study survey surveys tallies tally test
    tests trial trials
    """
)
"""Nouns of what shows something without anybody speaking."""

CLAIM_NOUNS = words(
    """
    assessment calculation claim claims count estimate estimates expectation expectations figure figures forecast
    forecasts guess guidance pledge prediction predictions projection projections promise reckoning tally
    """
)
"""Nouns of what somebody claims: "the army's estimate of 3,000"."""

IRREGULAR = words(
    """
    became began bought broke brought built came caught cost cut dealt drew drove fell felt fought flew froze gave got
    grew held hit kept killed knew led left lost made met paid ran rose sank saw sent set shot shrank shut slid sold
    spent spread stole stood struck swept threw took tore went won woke
    """
)
"""Finite forms that do not look like verbs."""

PLURALS = words("both children crew data i many media men others people police rebels some staff they we women you")
"""Plurals that do not end in s."""

PARTICIPLES = words("seen known made taken drawn given close familiar shown sent written held shared led run")
"""What may stand behind a noun and before a preposition: "images seen by", "a source close to"."""

TO_BE_SAID = words(
    "said expected estimated thought believed reported forecast projected feared understood known alleged"
)
"""Participles that "to" follows: "40 guests expected to attend"."""
