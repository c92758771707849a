"""Words that tell titles, roles, bodies and relations apart around a name."""

from bot.extraction.words import words

MASCULINE = words("Mr Sir Lord Fr Father Herr Monsieur Señor Sr Don Signor King Prince Duke Congressman")
FEMININE = words(
    "Mrs Ms Miss Dame Lady Frau Madame Mme Mlle Señora Sra Doña Signora Queen Princess Duchess Congresswoman"
)
HONORIFICS = words(
    "Mr Mrs Ms Miss Mx Dr Prof Sir Dame Lord Lady Rev Fr Herr Frau Monsieur Madame Mme Mlle Sr Sra Saint"
)
RANKS = words(
    """
    General Gen Maj Major Lt Lieutenant Col Colonel Capt Captain Cmdr Commander Adm Admiral Sgt Sergeant Cpl Corporal
    Pvt Private Pfc Spc Brig Brigadier Commodore Det Detective
    """
)
NO_ROLE = words(
    """
    former then longtime veteran top late outgoing retired appointed named elected the a an his her its their our my one
    another
    """
)
"""What stands before a role and is no part of it."""

ROLE_PREFIXES = words(
    """
    Press Prime Vice Deputy Chief Foreign Defense Defence Interior Finance Health Home First Attorney Supreme Senior
    Executive Managing General National Security Democratic Republican Conservative Labour Majority Minority Acting
    Police Fire press police fire prime chief
    """
)
"""Words that belong to the role behind them ("press secretary") rather than to a body."""

_OF_BODIES = words(
    """
    Department Ministry Office University College School Institute Party House Committee Commission Council Court
    Bank Fund Union League Club Association Society Foundation Center Centre Hospital Church Airport Agency Bureau
    Authority Board Army Navy Force Forces Guard Service Services Administration Congress Senate Parliament Assembly
    Coalition Alliance Organization Organisation Federation Trust Museum Company Corporation Group Airlines Motors
    Industries Holdings Partners Technologies Systems Studios Network Times Post Journal Tribune Herald Guardian
    Academy Laboratory Observatory Synod Consortium Registry Treasury Secretariat
    """
)
NO_PERSON = _OF_BODIES | words(
    """
    Street Avenue Road News Magazine Press Radio Television Corp Inc Police County City State States Kingdom Republic
    Republicans Democrats Americans Act Bill Law Treaty Agreement Award Prize Cup Day War Islands River Lake Mountain
    Sea Ocean Bay Valley Capital Media Entertainment Records Watch International National Federal Social Twitter
    Facebook Google Reuters Pentagon Kremlin Secretary
    """
)
"""Words that make a name one of a body, a place or a thing."""

SEATS = words(
    """
    Mayor Gov Governor Sen Senator Rep Representative Councilman Councilwoman Councilor Councillor Alderman Premier
    Assemblyman Assemblywoman Delegate Congressman Congresswoman Archbishop Bishop Spokesman Spokeswoman Spokesperson
    CEO CFO COO CTO MP MEP Attorney
    """
)
"""Titles that a place or a firm stands before: even as the first word of a sentence it is a name."""

TOP_ROLES = words(
    """
    chief executive boss founder chairman chairwoman chairperson co-founder spokesman spokeswoman spokesperson
    press secretary police fire financial operating
    """
)
"""The same in small letters ("Northlight chief Ann Roe"), unless the first word is one of PLAIN."""

PLAIN = words(
    """
    fire police harbor harbour court flood rescue climate budget energy transport road rail water weather crime trade
    tax aid relief press campaign health defence defense interior finance foreign labour labor party city town county
    state district village regional local national federal royal air sea sales marketing research science music sports
    company brigade bureau project council crisis opposition rebel security traffic tourism human animal education
    justice agriculture environment culture economy planning housing treasury commerce immigration migration industry
    infrastructure development welfare family youth sport technology digital fisheries mining oil petroleum aviation
    information communications deputy assistant head lead study
    """
)

PLACES = words("town city village port island county state country region province district suburb")
"""Nouns before the name of a place: "the small town of Keld"."""

OF_COUNTRIES = words(
    """
    ally member neighbour neighbor rival partner leader winner host champion contender participant star supplier player
    buyer seller donor maker home power
    """
)
"""What a place or a body may be as well: these make no person of a single name."""

BEFORE_GENERAL = words("Attorney Solicitor Secretary Director Inspector Surgeon Consul Governor Postmaster Auditor")
"""Offices that end in "General", which is no rank there."""

RELATIONS = words(
    """
    friend resident native mother father brother sister son daughter wife husband cousin uncle aunt niece nephew
    survivor victim fan critic supporter opponent veteran widow widower neighbor neighbour mom dad kid girl boy man
    woman student citizen owner reader fellow graduate grandfather grandmother
    """
)
"""Whose "of" names no body that they serve."""

HEADING = words(
    "heads leads runs chairs directs manages founded co-founded owns oversees commands coordinates headed represents"
)
"""Verbs of "NAME, who heads the Harbor Authority"."""

NATIONAL = ("an", "ese", "ish", "ch", "i")
"""How words for nationalities end."""

SUFFIXES = words("Jr Sr II III IV")
STOPPED = SUFFIXES | HONORIFICS | RANKS | words("Sen Gov Rep Supt Inc Corp Co Ltd")
"""Abbreviations whose full stop belongs to them."""

PARTICLES = words("van von der den de di da del della dos das du bin ibn ben al el la le ter ten af av zu zur")
"""Small words inside a family name."""


def names_body(word: str) -> bool:
    """Say whether a word of a name makes it one of a body."""
    return word in _OF_BODIES
