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
    rf"(?:{_CAPITAL}|euro(?:zone|\sarea)\b)(?:(?:[ -]|\s(?:of|de|du|del|la|le|upon)\s(?:the\s)?){_CAPITAL}){{0,4}}"
    r"(?:\s\d{1,3}(?!\d|[,.:]\d))?"
)
_SIDE = (
    r"(?:(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:[-]?(?:east|west))?(?:ern)?(?:[ -]central)?|[Cc]entral|[Uu]pper"
    r"|[Ll]ower|[Gg]reater|[Dd]owntown|[Mm]ainland|[Rr]ural|[Cc]oastal|[Oo]ccupied|[Ii]nner|[Oo]uter|[Ii]nland)"
)
_KIND = (
    r"(?:(?:city|town)\s(?:centre|center)|(?:border|coastal|mountain|desert|lake)\s(?:region|province|district|area|town|village|city|county)|region|province|district|county|state|city|town|village|valley|river|delta|peninsula|island|islands|coast"
    r"|border|area|suburb|neighbou?rhood|desert|mountains|hills|estuary|forest|lake|bay|gulf|strait|basin|highlands"
    r"|shipyard|airport|refinery|base|plant|port|harbou?r|camp|prison|stadium|hospital|metropolitan\sarea|corridor"
    r"|hotel|mine|mosque|mall|dam|depot|tower|factory|school|university|frontier|front|territory|municipality|prefecture|governorate|archipelago|plateau|oblast|enclave|quarter"
    r"|constituency|ward|borough|parish|precinct|commune|canton|township|settlement|crossing|canal|reservoir|glacier|volcano"
    r"|junction|interchange|roundabout|tunnel|bypass|viaduct|pier|marina|wharf|observatory|library|museum|theat(?:re|er)"
    r"|temple|shrine|monastery|church|cathedral|palace|zoo|racecourse|air(?:field|base|strip)|checkpoint|outpost|garrison"
    r"|(?:oil|gas|coal)\s?field|colliery|quarry|smelter|mill|foundry|brewery|landfill|barrage|lock|weir|flats|estate|slum"
    r"|pass|gorge|ravine|canyon|headland|ridge|slopes|mountain|massif|centre|center|primary|steelworks|lagoon|marsh(?:es)?|steppe|rainforest|market"
    r"|crater|national\spark|nature\sreserve|plains?|strip|station|terminal|bridge|site|caves?|arena|clinic|campus|works|shipyards|docks|barracks|reef|wetlands|moor|fjord)"
)

_PREPOSITIONS = (
    "in", "across", "inside", "near", "throughout", "outside", "around", "within", "off", "at", "on", "of", "from",
    "to", "into", "for", "through", "above", "along", "over", "beyond", "with", "beneath", "below", "atop",
)  # fmt: skip

_TOWN = (
    r"(?:(?:[a-z-]{1,15}|[A-Z][a-z]{2,15}(?:an|ish|ese|ch))\s){0,2}(?:(?:capital|city|town|village|hamlet|port|suburb|resort"
    r"|stronghold),?(?:\sof)?|(?:state|province|district|region|island|county|territory)\sof|river|lake|mount)"
)
"""What says before a name that it is a place: "the capital, Kesh", "the Velian state of Arn", "the river Sarn"."""
PLACE = lazy(
    rf"{any_word_with(form for word in _PREPOSITIONS for form in (word, word.capitalize()))}\s"
    rf"(?:[Tt]he\s|(?P<whose>its|their|his|her|our)\s)?(?:(?:neighbou?ring|nearby|war-torn|tiny|remote)\s)?"
    rf"(?:(?P<border>border\swith\s)(?:the\s)?)?"
    rf"(?:(?P<owner>(?!St\.?\s){_NAME})[’']s\s(?=(?:[a-z]+\s)?[A-ZÀ-Þ]))?(?:(?P<side>{_SIDE})\s)?(?P<town>{_TOWN}\s)?"
    rf"(?P<name>{_NAME})(?:\s(?P<kind>{_KIND})\b)?"
)
"""A preposition, the match's first word, and what may be a place behind it."""

OWNED = lazy(
    r"[’']s\s(?:[a-z\d,.-]{1,15}\s){0,2}(?:hospitals?|residents|inhabitants|citizens|voters|villages|villagers|stadium|ballpark|airport|port|harbou?r|streets|schools|capital|coast"
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
    r"|Strand|Cay|Reef|Atoll|Fort|Abbey|Tower|Stadium|Cove|Cape|Glacier|Reservoir|Dam|Volcano|Arena|Point|Creek|Springs|Heights|Quay|Wharf|Ridge|Lane|Delta|Elementary|School|Cathedral|Terrace|Crescent|Gardens"
    r"|Marshes|Observatory|Primary|Academy|College|Infirmary|Hospice|Centre|Center|Library|Museum|Tunnel|Bypass|Roundabout|Interchange|Crossroads|Motorway|Expressway|Freeway"
    r"|Turnpike|Parkway|Boulevard|Pier|Cemetery|Barracks|Airfield|Racecourse|Lagoon|Steppe|Plains?|Plateau|Basin"
    r"|Archipelago|Monastery|Temple|Mosque|Palace|Zoo|Refinery|Mine|Colliery|Quarry|Shipyard|Docks?|Depot|Mill|Works"
    r"|Estate|Barrage|Lock|Weir|Viaduct|Spit|Sands|Cliffs?|Flats|Crater|Narrows|Peak|Mountain|Range"
    r"|Massif|Oasis|Bluff|Dunes|Marina|Meadows|Tell|Monte|Cerro|Loch|Lough|Lago|Laguna|Isla|Wadi|Jebel|Puerto|Playa|Sierra)\b"
)
"""Words in a name that say it is a place."""

BODIES = lazy(
    r"\b(?:Ministry|Department|Partners|Consultants|Associates|Holdings|Party|Group|Bank|Inc|Corp|Ltd|LLC|University|Institute|Council|Commission|Agency"
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
    r"|out|most|all|whole|neighbou?rhood|streets?|hills|skies|rubble|ruins|wreckage|shore|slopes|waters|middle|heart)\s\Z"
)
"""What stands before "of" where a place follows: "the town of Kesh", "parts of Velia"."""

GOING = lazy(
    r"\b(?:sent|send|sends|sending|deployed|deploy|moved|fled|flee|flew|flown|travel\w*|exports?|exported|imports?|flights?"
    r"|return(?:ed|ing)?|shipped|dispatched|troops|soldiers|trips?|marched|drove|sailed|crossed|advanced|aid|weapons"
    r"|deported|extradited|evacuated|migrants|tourists|visitors)\s(?:[a-z\d]\S{0,14}\s){0,5}\Z"
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
    r"|smelter|factory|mill|(?:steel|iron)?works|warehouse|clinic|hall|school|hospital|museum|library|shop|market|office|farm"
    r"|estate|house|church|temple|mosque|college|ward|quarry|pit|colliery|reservoir|lock|tunnel|runway|barracks|silo"
    r"|spectators|fans|supporters|crowd|crash|collision|explosion|landslide|blast|fire|protest|clashes"
    r"|rally|burned|buried|landed|docked|arrived|measured|recorded|moored)"
    r"|\d\s?(?:mm|cm|m|ft|metres?|meters?|centimetres?|millimetres?|feet|inches|C|°C|km/h|kph|mph|knots))\s(?:(?:over|across|on|of)\s(?:the\s)?[A-Z][a-z]{1,15}\s)?\Z"
)
"""What stands before "at Aldersby" where that is a place and no company: a building, a crowd, a reading."""

HAPPENED = lazy(
    rf"\b(?:[a-z]{{2,}}ed|[a-z]{{2,}}ing|is|are|was|were|has|have|had|will|would|to|{'|'.join(sorted(IRREGULAR))})\s"
    r"(?:[^.;]|\.(?=\d)){0,80}\Z"
)
"""A verb before "at Aldersby" in its clause: something is done there. Behind a bare subject it may be a company's."""
WORKING = lazy(
    r"(?i:\b(?:workers?|staff|employees|engineers"
    r"|executives?|bosses|managers?|directors?|professors?|fellow|lecturer|partners?|chief|head|colleagues|jobs?|career"
    r"|sales|profits?|revenues?|earnings|margins|turnover|loss(?:es)?|shares|orders|output|costs|pay|debts?|demand|work(?:s|ed|ing)?"
    r"|employed|study|studie[ds]|aimed|angry|anger|shout(?:s|ed|ing)|laugh(?:s|ed|ing)|look(?:s|ed|ing)|directed|targeted)\s\Z)"
)
"""What stands before "at Corvane" where that is a company, a university or whom something is aimed at."""
SCHOLARS = lazy(
    r"(?i:\b(?:analysts?|economists?|strategists?|researchers?|scientists?|academics?|astronomers?|physicists?|[a-z]{3,12}ologists?)\s\Z)"
)
"""Who finds at one place what is at another: "Astronomers at the Aral Observatory have found 17 moons"."""
STRUCK = lazy(
    r"\b(?:attacks?|raids?|strikes?|assaults?|shelling|bombing|bombardment|rockets?|bombs?|shells?|siege|offensive|advance"
    r"|march(?:ed)?|ashore|landed|nest(?:s|ed|ing)?|lives?|lived|living|stranded|marooned|stationed|settled|dropped|rained"
    r"|fell|fallen|falls|people|residents|tourists|homes|houses|farms|remain(?:s|ed)?|arrived|grown)\s\Z"
)
"""What stands before "on Kesh" where that is a place: what strikes it, or who lives there."""
PLACED_NEXT = lazy(
    rf",\s(?:where\b|(?:an?|the|its|their)\s(?:[a-z-]+\s){{0,3}}(?:capital|{_KIND})\b|(?:about\s|some\s|around\s)?\d+\s?(?:km|kilomet|miles)"
    r"|(?:north|south|east|west)(?:east|west)?\sof\b)"
)
"""What stands behind a name that is a place: ", where", ", a village", ", 40km south of"."""
ROUTE = lazy(
    r"\b(?:line|road|railway|route|track|pipeline|canal|motorway|highway|flights?|trains?|bus|ferr(?:y|ies)|coach|truck|lorry"
    r"|ship|journey|way|trip|voyage|march|walk|drive|stretch|services?|link|cable|stations|travell?ing|running"
    r"|(?:carry(?:ing)?|carried|taking)\s(?:[^\s;]{1,15}\s){1,6}?[^\s;]{1,15})\sfrom\s(?:the\s)?(?:(?:[a-z]+\s){1,3}of\s)?\Z"
)
"""What leads from one place to another and is at neither: "the line from Kesh to Arn"."""
WAY_TO = lazy(r"\sto\s(?:the\s)?(?:(?:[a-z]+\s){1,3}(?:of|at|in)\s)?\Z")

NOWHERE = lazy(
    r"\b(?:days|weeks|months|years|decades|(?:day|week|month|year)-long|double|triple|treble|quadruple|twice|times)\Z|-(?:day|week|month|year)\b"
)
"""At the end of a figure: a factor, or a length of time, which is nowhere."""
ABROAD = lazy(
    r"(?:\s[a-z]+){0,2}\s(?:abroad|overseas|elsewhere|worldwide|nationwide|nationally|globally|for\sthe\scountry\sas\sa\swhole)\b"
)
"""Behind a figure: a place of its own that has no name: "40 shops in Kesh and 12 abroad"."""
AWAY = lazy(
    r"(?:km|mi|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|yards|feet)\s(?:away|off|apart|inland|offshore|from"
    r"|(?:north|south|east|west)(?:east|west)?(?:\sof|\b))"
)
"""The end of a length and the word behind it: it leads to a place."""

OF_EVENT = lazy(
    r"\s(?:by-election|election|primary|vote|referendum|raid|attack|bombing|disaster|earthquake|quake|flood|fire)\b"
)
"""What is named for where it happens: "the Little Orme by-election"."""

SAID_THERE = lazy(
    r"\b(?:said|says|told|spoke|speaking|reporters|journalists|conference|congress|meeting|hearing|briefing|interview|speech|rally|statement)\s\Z"
)
"""What stands before "in Belmark" where the place is only where somebody spoke."""
