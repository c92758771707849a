"""The words around places: prepositions, kinds of places, and capitals that are no place."""

from bot.extraction.claim_words import IRREGULAR
from bot.extraction.date_words import MONTHS, WEEKDAYS, any_word_with
from bot.extraction.patterns import lazy

_DAY_NAME = "|".join(name.capitalize() for name in (*MONTHS, *WEEKDAYS))
_CAPITAL = (
    r"(?:St\.?\s[A-Z][a-z]{1,20}['’]s|St\.?(?!\w)|Mt\.?(?!\w)|U\.[SKN]\.|"
    rf"(?!(?:{_DAY_NAME})\b)[A-ZÀ-Þ][\w’'-]{{0,30}}(?<![’']s)(?<![’']))"
)
_NAME = (
    rf"{_CAPITAL}(?:(?:[ -]|\s(?:of|de|du|del|la|le|upon)\s(?:the\s)?){_CAPITAL}){{0,4}}"
    r"(?:\s\d{1,3}(?!\d|[,.:]\d))?"
)
_SIDE = (
    r"(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:[-]?(?:east|west))?(?:ern)?(?:[ -]central)?|[Cc]entral|[Uu]pper"
    r"|[Ll]ower|[Gg]reater|[Dd]owntown|[Mm]ainland|[Rr]ural|[Cc]oastal|[Oo]ccupied|[Ii]nner|[Oo]uter|[Ii]nland)"
)
_KIND = (
    r"(?:(?:border|coastal|mountain|desert|lake)\s(?:region|province|district|area|town|village|city|county)|region|province|district|county|state|city|town|village|valley|river|delta|peninsula|island|islands|coast"
    r"|border|area|suburb|neighbou?rhood|desert|mountains|hills|estuary|forest|lake|bay|gulf|strait|basin|highlands"
    r"|shipyard|airport|refinery|base|plant|port|harbou?r|camp|prison|stadium|hospital|metropolitan\sarea|corridor"
    r"|hotel|mine|mosque|mall|dam|depot|tower|factory|school|university|frontier|front|territory|municipality|prefecture|governorate|archipelago|plateau|oblast|enclave|quarter"
    r"|constituency|ward|borough|parish|precinct|commune|canton|township|settlement|crossing|canal|reservoir|glacier|volcano"
    r"|crater|national\spark|nature\sreserve|plains?|strip|station|terminal|bridge|site|caves?|arena|clinic|campus|works|shipyards|docks|barracks|reef|wetlands|moor|fjord)"
)

_PREPOSITIONS = (
    "in", "across", "inside", "near", "throughout", "outside", "around", "within", "off", "at", "on", "of", "from",
    "to", "into", "through", "above", "along", "over", "beyond", "with", "beneath", "below", "atop",
)  # fmt: skip

PLACE = lazy(
    rf"{any_word_with(form for word in _PREPOSITIONS for form in (word, word.capitalize()))}\s"
    rf"(?:[Tt]he\s)?(?:(?:neighbou?ring|nearby|war-torn|tiny|remote)\s)?(?:(?P<border>border\swith\s)(?:the\s)?)?"
    rf"(?:(?P<owner>{_NAME})[’']s\s(?=(?:[a-z]+\s)?[A-ZÀ-Þ]))?(?:(?P<side>{_SIDE})\s)?"
    rf"(?P<name>{_NAME})(?:\s(?P<kind>{_KIND})\b)?"
)
"""A preposition, the match's first word, and what may be a place behind it."""

OWNED = lazy(
    r"[’']s\s(?:[a-z-]{1,15}\s){0,2}(?:hospitals?|stadium|ballpark|airport|port|harbou?r|streets|schools|capital|coast"
    r"|population|economy|beaches|roads|prisons|army|navy|border|cathedral|suburbs|households|exports|imports|inflation"
    r"|(?:eastern|western|northern|southern|central|old|industrial|poorest)\s(?:districts?|suburbs?|quarters?|outskirts|towns?|edge)"
    r"|parliament|outskirts|ports|airports|universities|streets|mines|farms|seaside|seafront|ring\sroad|metro|unemployment|deficit|GDP|provinces|counties|islands|high\sstreet|old\stown|main\ssquare|centre|center)\b"
)
"""What only places have, behind the name of its owner."""
OWNER = lazy(rf"(?<!\w){_NAME}\Z")

KINDS = lazy(
    r"\b(?:St|Mount|Mt|Island|Isle|Islands|River|Lake|Sea|Bay|Strait|Gulf|County|Province|District|Region|Valley|Pass|Hill"
    r"|Hills|Square|Street|Road|Avenue|Bridge|Airport|Station|Base|Beach|Peninsula|Coast|Port|Harbou?r|Mountains|Desert"
    r"|Highway|Route|City|Town|Village|Park|Plaza|Canal|Ocean|Falls|Junction|Forest|Camp|Prison|Hospital|Stadium|Castle"
    r"|Strand|Cay|Reef|Atoll|Fort|Abbey|Tower|Stadium|Cove|Cape|Glacier|Reservoir|Dam|Volcano|Arena|Point|Creek|Springs|Heights|Quay|Wharf|Ridge|Lane|Delta|Elementary|School|Cathedral)\b"
)
"""Words in a name that say it is a place."""

BODIES = lazy(
    r"\b(?:Ministry|Department|Party|Group|Bank|Inc|Corp|Ltd|LLC|University|Institute|Council|Commission|Agency"
    r"|Committee|Parliament|Congress|Senate|Assembly|Court|Times|Post|News|Act|Bill|Medicare|Medicaid|League|Cup"
    r"|Association|Army|Navy|Force|Police|Journal|Review|Alliance|Coalition|Tribune|Index|Fund|Nations|Organi[sz]ation"
    r"|Society|Press|Daily|Herald|Mail|Guardian|Express|Chronicle|Gazette|Telegraph|Observer|Globe|Federation|Foundation|Company|Trust|Treasury|Authority|Office|Bureau|Reuters|Twitter|Facebook|Google"
    r"|Telegram|Democrats?|Republicans?|Conservatives?|Labou?r|Parliamentary|Services?|Olympics|Series|Championships?"
    r"|Division|Brigade|Battalion|Regiment|Corps|Prize|Award|Open|Grand|Contest|Liga|Ligue|Champions|Finals?|Tour|Question|Section|Article|Resolution"
    r"|Proposition|Measure|Phase|Category|Chapter|Protocol|Treaty|Accord)\b"
)
"""Words in a name that say it is an organisation, a law, a contest or an outlet."""

TITLES = frozenset({
    "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "President", "Senator", "Sen.", "Gov.", "Governor", "General",
    "Gen.", "Colonel", "Captain", "Judge", "Justice", "Professor", "Sir", "Lord", "Lady", "Queen", "King", "Prince",
    "Princess", "Pope", "Father", "Sheriff", "Mayor", "Chancellor", "Chairman", "Minister", "Prime", "Secretary",
})  # fmt: skip

NEVER = frozenset(
    {
        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec",
        "I", "It", "He", "She", "We", "They", "The", "A", "An", "This", "That", "These", "Those", "What", "Which",
        "Christmas", "Easter", "Ramadan", "Thanksgiving", "Lent", "Hanukkah", "Diwali", "Eid", "New Year", "English",
        "French", "Spanish", "German", "Arabic", "Chinese", "Latin", "Russian", "Hebrew", "Italian", "Twitter", "X",
        "God", "Covid", "COVID-19", "Covid-19", "Parliament", "Congress", "Brexit", "Labor Day", "FY", "Q",
        "Islam", "Instagram", "WhatsApp", "Telegram", "YouTube", "TikTok", "Earth", "Section", "Q1", "Q2", "Q3", "Q4",
    }
)  # fmt: skip
"""First words of capitals behind a preposition that are no place: days, tongues, feasts, outlets."""

ACRONYMS = frozenset({"US", "U.S", "UK", "U.K", "USA", "UAE", "EU", "DRC", "NYC", "DC", "LA", "PNG", "CAR", "GAZA"})

TOWN_OF = lazy(
    r"\b(?:town|city|village|hamlet|settlement|borough|municipality|governorate|prefecture|canton|archipelago|resort|suburbs"
    r"|(?<!\ba\s)quarter|quarters|slums?|area|areas|port|island|isle|province|region|district|state|suburb|county|country|capital|peninsula"
    r"|valley|coast|shores|outskirts|outside|edge|banks|(?<=the\s)(?:north|south|east|west)|centre|center|parts|republic"
    r"|most|all|whole|neighbou?rhood|streets?|hills|skies|rubble|ruins|wreckage|shore|slopes|waters|middle|heart)\s\Z"
)
"""What stands before "of" where a place follows: "the town of Kesh", "parts of Velia"."""

GOING = lazy(
    r"\b(?:sent|send|sends|sending|deployed|deploy|moved|fled|flee|flew|flown|travel\w*|exports?|exported|imports?|flights?"
    r"|return(?:ed|ing)?|shipped|dispatched|troops|soldiers|trips?|marched|drove|sailed|crossed|advanced|aid|weapons"
    r"|deported|extradited|evacuated|migrants|tourists|visitors)\s(?:[a-z]\S{0,14}\s){0,2}\Z"
)
"""What stands before "to Velia" where somebody or something goes there."""

ABOVE = lazy(r"\b(?:hills|mountains|valley|slopes|ridge|villages?|cliffs|forests?|woods|caves|fields)\s\Z")
"""What lies above or along a place."""

STAKE = lazy(
    r"\b(?i:shares?|stakes?|holdings?|stocks?|bonds|interest|confidence|trust|faith|belief|invest\w*|role|success)\s\Z"
)
"""What somebody has in a company or a person: "shares in Corvane"."""

SITE = lazy(
    r"(?:\b(?:walls?|bridge|gauges?|station|dam|plant|crossing|port|harbou?r|quay|camp|mine|refinery|border|junction|checkpoint"
    r"|weir|pier|beach|reactor|base|depot|terminal|airport|airfield|dig|excavation|site|prison|jail|stadium|shelter|shipyard"
    r"|smelter|factory|mill|spectators|fans|supporters|crowd|crash|collision|explosion|landslide|blast|fire|protest|clashes"
    r"|rally|burned|buried|landed|docked|arrived|measured|recorded|moored)"
    r"|\d\s?(?:mm|cm|m|ft|metres?|meters?|centimetres?|millimetres?|feet|inches|C|°C|km/h|kph|mph|knots))\s\Z"
)
"""What stands before "at Aldersby" where that is a place and no company: a building, a crowd, a reading."""

NOWHERE = lazy(
    r"\b(?:days|weeks|months|years|decades|(?:day|week|month|year)-long|doubled?|tripled?|trebled?"
    r"|quadrupled?|halved|twice|times)\Z|-(?:day|week|month|year)\b"
)
"""At the end of a figure: a factor, or a length of time, which is nowhere."""
AWAY = lazy(
    r"(?:km|mi|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|yards|feet)\s(?:away|off|apart|inland|offshore|from"
    r"|(?:north|south|east|west)(?:east|west)?(?:\sof|\b))"
)
"""The end of a length and the word behind it: it leads to a place."""

OTHER_CLAUSE = lazy(
    r";|,\s(?:and|but)\s(?!(?:has|have|had|was|were|is|are|will|would)\b)(?:[^\s,;]{1,20}\s){1,5}?"
    rf"(?:was|were|is|are|has|have|had|will|would|died|needs?|{'|'.join(sorted(IRREGULAR))})\s"
)
"""Between a figure and a place: another clause begins, with a subject of its own (", and a boy died in Kesh")."""
PART = lazy(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|half|most|some|many|several))"
    r"\sof\s(?:them|whom|which|these|those)\s"
)
"""Behind a figure: what follows is only a part of it: "4,100 people, 350 of them in Kesh"."""
DIFFERENCE = lazy(r"\b(?:more|fewer|less)\sthan\b")
"""At the end of a figure behind a comma: how far it is from another, which is at no place."""

OF_EVENT = lazy(
    r"\s(?:by-election|election|primary|vote|referendum|raid|attack|bombing|disaster|earthquake|quake|flood|fire)\b"
)
"""What is named for where it happens: "the Little Orme by-election"."""

SAID_THERE = lazy(
    r"\b(?:said|says|told|spoke|speaking|reporters|journalists|conference|congress|meeting|hearing|briefing|interview|speech|rally|statement)\s\Z"
)
"""What stands before "in Belmark" where the place is only where somebody spoke."""
