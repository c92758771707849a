"""What a number counts: the noun phrase behind it, found without a parser."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words

_PLURALS = words("""
    people men women children feet teeth mice geese oxen police staff personnel crew cattle livestock fish sheep
    deer aircraft spacecraft hovercraft salmon troops media data criteria phenomena bacteria species offspring
    workforce infantry cavalry folk folks poultry squid trout cod shrimp bison servicemen servicewomen policemen
    fishermen firemen businessmen congressmen gunmen spokesmen salesmen chairmen freshmen clergymen craftsmen
    guardsmen workmen grandchildren schoolchildren dead wounded homeless injured displaced unemployed alumni
    fungi nuclei buses lives wolves leaves halves larvae crises
""")
_SINGULAR_S = words("""
    as is was has his its this thus us yes plus minus versus across less always perhaps towards besides previous
    various famous serious religious anonymous ominous continuous enormous dangerous numerous generous campus
    virus bonus census status focus bus gas basis crisis analysis tennis iris debris axis sepsis chassis
    politics economics physics mathematics athletics news business process access success progress address press
    class mass loss boss gross cross glass pass stress express congress princess witness illness fitness
    happiness wilderness says does goes comes takes makes gives gets wants needs means remains seems becomes
    begins follows includes alleges claims argues adds tells thinks knows believes expects
""")
STOP = words("""
    a an the this that these those my your his her our their its whose which who whom what where when why how of
    in on at by for with without from to into onto upon over under above below between among during before after
    since until till within through throughout across against toward towards about around near along behind
    beyond besides despite except via per as than like unlike off out up down and or but nor yet so if because
    while whereas although though unless whether both either neither i you he she it we they me him us them
    there here then now is are was were be been being am has have had having do does did will would shall should
    can could may might must not no n't never also only just even still already almost nearly again ago later
    earlier last next today yesterday tomorrow tonight too very overnight said says say told tell tells added
    adds reported reports announced claimed confirmed estimated left leave came come comes went go goes took
    take takes got get gets made make makes gave give gives put puts voted died die dies fled flee want needs
    remain remains remained became become becomes began begin begins started ended ends lost lose won win wins
    held hold hit hits sat lay led leads ran run runs saw see sees seen knew know knows found sent send spent
    paid pay pays sold sell bought buy brought bring kept keep broke break fell rose grew showed shown opened
    closed attended gathered marched joined signed killed struck shook worth due ahead away apart old tall wide
    deep alone according including excluding compared versus vs each every once twice monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october november
    december
""")
_SCORED = words("runs hits wins leads saves")
"""Verbs that are what is counted where they stand right behind a number: "110 runs", "37 home runs"."""

_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_PLURAL_MODIFIERS = words("""
    sports sales news arms savings women men children systems operations communications goods weapons rights
    services games drugs jobs data police kids veterans rugby teachers dead wounded homeless injured displaced
    unemployed measles mumps diabetes
""")
VERBS_S = words("""
    says does goes takes makes gives gets wants needs means remains seems becomes begins follows includes asks
    sees shows works plays runs comes helps tells stands holds lives brings calls keeps leaves lets looks turns
    seems feels sounds equals passes lies puts sits uses finds knows
    leads thinks moves expects costs allows aims faces offers plans claims
""")
_AFTER_VERB = words("in at on with to a the like from for $ £ €")
_NOUNS_ING = words("""
    building meeting hearing wedding shooting bombing killing ceiling painting morning evening filing ruling
    king ring wing spring string training rating funding housing warning gathering opening listing briefing
    offering thing fundraising spending lending racing landing crossing beating stabbing mining parking shipping
    drilling banking engineering manufacturing voting polling living working swimming running boxing cooking
    being
""")
PAST = words("""
    sank rang sang drank ate drove flew froze forgot chose wrote rode rose spoke stole swore tore wore woke
    bore beat bent bit blew bound built burnt caught clung crept dealt dug drew fed felt fought hid hurt knelt
    laid leapt lent lit met overtook read rid sought shot shut slept slid spun spread sprang stuck stung swam
    swept swung taught threw thought understood upset withdrew wound
""")
_ADJECTIVES_LY = words("""
    family early daily weekly monthly yearly elderly quarterly newly nightly assembly friendly deadly
""")
_BEFORE_NOUN = words("more fewer other such additional further extra")
_DETERMINERS = words("the these those its their our his her my your all such")
_REACH = 7


def looks_plural(word: str) -> bool:
    """Say whether a lower-cased word has the look of a plural noun."""
    if word in _PLURALS:
        return True
    plain = len(word) > 3 and word.endswith("s") and word.isalpha() and word not in _SINGULAR_S
    return plain and not word.endswith(("ss", "us", "sis"))


def read_noun(tokens: Tokens, index: int, *, singular: bool = False) -> tuple[int, int] | None:
    """Return the noun phrase [first, last) that starts at a token: its modifiers and its head; None if none does.

    The head is the first plural (`singular`: the last word before the phrase ends).
    """
    while tokens.at(index) in _BEFORE_NOUN:
        index += 1
    at, head = index, None
    for _ in range(_REACH):
        at = _step_over(tokens, at, index)
        word = tokens.at(at)
        hyphenated = tokens.at(at + 1) == "-" and tokens.joined(at + 1) and tokens.joined(at + 2)
        if _ends(tokens, at, index, hyphenated=hyphenated, singular=singular):
            break
        at += 1
        if hyphenated:
            continue
        if tokens.is_digits(at) and tokens.joined(at):  # CO2
            at += 1
        if singular:
            head = head if word.endswith(("'s", "’s")) else at
        elif word == "s" and tokens.joined(at - 1) and tokens.is_digits(at - 2):  # two Model 3s
            head = at
            break
        elif looks_plural(word):
            head = at
            if word not in _PLURAL_MODIFIERS or not looks_plural(tokens.at(at)):
                break
    return (index, head) if head is not None else None


def _step_over(tokens: Tokens, at: int, index: int) -> int:
    """Step over what holds a phrase together: a hyphen inside a word, "and" between modifiers, &."""
    word = tokens.at(at)
    if at == index:
        if _are_initials(tokens, at):
            return at + 4
        return at + (word in ("“", '"', "‘", "'") and tokens.is_word(at + 1) and not tokens.joined(at))
    if word == "-" and tokens.joined(at) and tokens.joined(at + 1):
        return at + 1
    if _are_initials(tokens, at):
        return at + 4
    if word in ("and", "or", "&", ",") and _joins(tokens, at):
        return at + 1
    if word in ("”", '"', "’") and tokens.is_word(at + 1) and tokens.at(at + 1) not in STOP:
        return at + 1
    return at


def _are_initials(tokens: Tokens, at: int) -> bool:
    """Say whether two letters with points stand at a token, as in "four U.N. jeeps"."""
    pointed = len(tokens.at(at)) == 1 and tokens.at(at + 1) == "." == tokens.at(at + 3)
    return pointed and tokens.text(at + 2).isupper() and tokens.joined(at + 2) and tokens.is_word(at + 4)


def _joins(tokens: Tokens, at: int) -> bool:
    """Say whether "and" joins two modifiers ("Alder and Birch trees", "digital and physical sales")."""
    if looks_plural(tokens.at(at + 1)):
        return False
    if tokens.at(at) == ",":
        return tokens.is_word(at + 1) and tokens.at(at + 1) not in STOP and looks_plural(tokens.at(at + 2))
    for ahead in range(at + 1, at + 6):
        word = tokens.at(ahead)
        if word == "-" and tokens.joined(ahead) and ahead > at + 1:
            continue
        if not word[:1].isalpha() or word in STOP:
            return False
        if looks_plural(word):
            return True
    return False


def _ends(tokens: Tokens, at: int, index: int, *, hyphenated: bool, singular: bool) -> bool:
    """Say whether the noun phrase that began at `index` ends before a token."""
    word = tokens.at(at)
    if not word[:1].isalpha():
        return not _digits_of_name(tokens, at, index)
    if word in _SCORED and (at == index or tokens.at(at - 1) in ("home", "earned", "straight", "more")):
        return False
    if word in STOP and tokens.text(at) != "US" and not hyphenated and not (at > index and tokens.joined(at)):
        return not (word in _WEEKDAYS and at > index and looks_plural(tokens.at(at + 1)))
    if word in VERBS_S and at > index and tokens.at(at + 1) in _AFTER_VERB:
        return True
    if singular and at > index and word.endswith("ing") and word not in _NOUNS_ING and not hyphenated:
        return True
    verb = word in VERBS_S or word in PAST or word.endswith("ed") or looks_plural(word)
    if singular and at > index and not hyphenated and verb:
        return True
    adverb = word.endswith("ly") and len(word) > 4 and word not in _ADJECTIVES_LY
    return adverb and (at > index or singular)


def _digits_of_name(tokens: Tokens, at: int, index: int) -> bool:
    """Say whether digits are part of a name inside the phrase: two Alder 12 jets, two new 12 Alder jets."""
    if at == index or not tokens.is_digits(at) or len(tokens.at(at)) > 4 or not tokens.is_word(at + 1):
        return False
    named = tokens.text(at - 2 if tokens.at(at - 1) == "-" else at - 1)
    return named[:1].isupper() or tokens.text(at + 1)[:1].isupper()


def read_of(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return the noun [first, last) of "of (the) X" at a token."""
    if tokens.at(index) != "of":
        return None
    at = index + 1
    while (
        tokens.at(at) in _DETERMINERS
        or tokens.at(at) in ("“", '"', "‘")
        or (tokens.at(at) == "last" and at > index + 1)
    ):
        at += 1
    if not tokens.is_word(at) or tokens.at(at) in STOP:
        return None
    return read_noun(tokens, at) or read_noun(tokens, at, singular=True)
