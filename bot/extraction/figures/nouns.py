"""What a number counts: the noun phrase behind it, found without a parser."""

from bot.extraction.figures.tokens import Tokens
from bot.extraction.figures.wordlist import words

_PLURALS = words("""
    people men women children feet teeth mice geese oxen police staff personnel crew cattle livestock fish
    sheep deer aircraft spacecraft hovercraft salmon troops media data criteria phenomena bacteria species
    series offspring workforce infantry cavalry militia folk folks poultry squid trout cod shrimp bison
    servicemen servicewomen policemen fishermen firemen businessmen congressmen lawmen gunmen spokesmen
    salesmen chairmen freshmen clergymen craftsmen workmen grandchildren schoolchildren fishers dead wounded
    homeless injured alumni cacti fungi nuclei fans buses gas genes lives knives wives wolves leaves halves
    shelves loaves thieves larvae antennae crises analyses theses diagnoses hypotheses oases
""")
_SINGULAR_S = words("""
    as is was has his its this thus us yes plus minus versus across less always perhaps towards besides
    previous various famous serious religious anonymous ominous continuous enormous dangerous numerous
    generous campus virus bonus census status focus bus gas basis crisis analysis tennis politics economics
    physics mathematics athletics news business process access success progress address press class mass loss
    boss gross cross glass pass stress express congress princess witness illness fitness happiness wilderness
    says does goes comes takes makes gives gets wants needs means remains seems becomes begins follows
    includes alleges claims argues adds tells thinks knows believes expects
""")
_SINGULAR_HEADS = words("million billion thousand hundred dozen percent percentage pound dollar euro")
STOP = words("""
    a an the this that these those my your his her its our their whose which who whom what where when why how
    of in on at by for with without from to into onto upon over under above below between among during before
    after since until till within through throughout across against toward towards about around near along
    behind beyond besides despite except via per as than like unlike and or but nor yet so if because while
    whereas although though unless whether both either neither i you he she it we they me him us them there
    here then now is are was were be been being am has have had having do does did will would shall should can
    could may might must not no n't never also only just even still already almost nearly again ago later
    earlier last next today yesterday tomorrow tonight too very said says say told tells added adds reported
    reports announced claims claimed confirmed estimated estimates left leave came come comes went go goes
    took take takes got get gets made make makes gave give gives put puts voted died die dies fled flee lived
    live lives work works worked working want wants need needs remain remains remained became become becomes
    began begin begins started start starts ended end ends lost lose won win wins held hold hit hits set sets
    stood stand stands sat lay led lead leads ran run runs saw see sees seen knew know knows found sent send
    spent paid pay pays sold sell bought buy brought bring kept keep broke break fell fall rose rise grew
    showed show shows shown opened open closed close attended gathered gather marched joined signed according
    including excluding compared versus vs per-cent each every once twice monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december
""")
_PLURAL_MODIFIERS = words("""
    sports sales news arms savings women men children systems operations communications goods weapons human-
    rights rights services games drugs jobs species data police business kids teachers veterans
""")
_VERBS_S = words("""
    says does goes takes makes gives gets wants needs means remains seems becomes begins follows includes asks
    sees shows works plays runs comes helps tells stands holds lives brings calls keeps leaves lets looks
    turns puts sits uses finds knows leads thinks moves expects costs allows aims faces offers aims plans
    claims
""")
_REACH = 7


def looks_plural(word: str) -> bool:
    """Say whether a lower-cased word has the look of a plural noun."""
    if word in _PLURALS:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s", "’s", "us", "is"))
        and word not in _SINGULAR_S
        and word.isalpha()
    )


def read_noun(tokens: Tokens, index: int, *, singular: bool = False) -> tuple[int, int] | None:
    """Return the noun phrase [first, last) that starts at a token: its modifiers and its head; None if none does."""
    at, head = index, None
    words = 0
    while at < len(tokens) and words < _REACH:
        word = tokens.at(at)
        if word == "-" and at > index and tokens.joined(at) and tokens.joined(at + 1):
            at += 1
            continue
        if word in ("“", '"', "”", "‘") and head is None and at == index:
            return None
        if word == "and" and head is None and at > index and _joins(tokens, at):
            at += 1
            continue
        if word == "&" and at > index:
            at += 1
            continue
        if not word[:1].isalpha() and not (tokens.is_digits(at) and at > index and _part_of_name(tokens, at)):
            break
        hyphenated = tokens.at(at + 1) == "-" and tokens.joined(at + 1) and tokens.joined(at + 2)
        if word in STOP and not (hyphenated or (at > index and tokens.joined(at))):
            break
        if (
            word.endswith("ly")
            and len(word) > 4
            and word
            not in (
                "family",
                "early",
                "daily",
                "weekly",
                "monthly",
                "yearlyelderly",
                "quarterly",
                "fly",
                "newly",
                "nightly",
                "only",
                "assembly",
            )
        ) and (head is not None or singular):
            break
        if singular and at > index and (word in _VERBS_S or (word.endswith("ed") and not hyphenated)):
            break
        words += 1
        at += 1
        if hyphenated:
            continue
        if singular:
            head = at
        elif looks_plural(word):
            head = at
            if word not in _PLURAL_MODIFIERS or not looks_plural(tokens.at(at)):
                break
    if head is None:
        return None
    return index, head


def _joins(tokens: Tokens, at: int) -> bool:
    """Say whether "and" joins two modifiers ("Kia and Hyundai vehicles", "digital and physical sales")."""
    after = tokens.at(at + 1)
    return tokens.is_word(at + 1) and after not in STOP and not looks_plural(after) and looks_plural(tokens.at(at + 2))


def _part_of_name(tokens: Tokens, at: int) -> bool:
    return tokens.text(at - 1)[:1].isupper() and len(tokens.at(at)) < 4 and tokens.is_word(at + 1)


def read_of(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """Read "of (the) X" at a token: the first token of X, the token behind it, and the end of its head."""
    if tokens.at(index) != "of":
        return None
    at = index + 1
    while tokens.at(at) in _DETERMINERS:
        at += 1
    if not tokens.is_word(at) or tokens.at(at) in STOP:
        return None
    plural = read_noun(tokens, at)
    if plural:
        return at, plural[1], plural[1]
    single = read_noun(tokens, at, singular=True)
    if single is None:
        return None
    return at, single[1], single[1]


_DETERMINERS = words("the these those its their our his her my your all such")
