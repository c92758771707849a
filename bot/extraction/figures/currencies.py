"""Currencies: their signs, codes and names, before or behind the amount."""

from bot.extraction.figures.tokens import Tokens

NAMES = {
    "USD": "dollar", "EUR": "euro", "GBP": "pound sterling", "JPY": "japanese yen", "CNY": "chinese yuan",
    "INR": "indian rupee", "AUD": "australian dollar", "CAD": "canadian dollar", "NZD": "new zealand dollar",
    "HKD": "hong kong dollar", "SGD": "singapore dollar", "TWD": "new taiwan dollar", "CHF": "swiss franc",
    "SEK": "swedish krona", "NOK": "norwegian krone", "DKK": "danish krone", "CZK": "czech koruna",
    "ISK": "icelandic krona", "PLN": "polish zloty", "HUF": "hungarian forint", "RON": "romanian leu",
    "RUB": "russian ruble", "UAH": "ukrainian hryvnia", "TRY": "turkish lira", "ILS": "shekel",
    "KRW": "south korean won", "KPW": "north korean won", "IDR": "indonesian rupiah", "MYR": "malaysian ringgit",
    "THB": "thai baht", "VND": "vietnamese dong", "PHP": "philippine peso", "PKR": "pakistani rupee",
    "LKR": "sri lankan rupee", "NPR": "nepalese rupee", "BDT": "bangladeshi taka", "AED": "uae dirham",
    "SAR": "saudi riyal", "QAR": "qatari riyal", "KWD": "kuwaiti dinar", "EGP": "egyptian pound",
    "IRR": "iranian rial", "IQD": "iraqi dinar", "ZAR": "south african rand", "NGN": "nigerian naira",
    "KES": "kenyan shilling", "GHS": "ghanaian cedi", "BRL": "brazilian real", "MXN": "mexican peso",
    "ARS": "argentine peso", "CLP": "chilean peso", "COP": "colombian peso", "BTC": "bitcoin",
    "ETB": "ethiopian birr", "KZT": "kazakhstani tenge", "GEL": "georgian lari", "MAD": "moroccan dirham",
    "UGX": "ugandan shilling", "TZS": "tanzanian shilling", "LAK": "lao kip", "CRC": "costa rican colon",
    "BGN": "bulgarian lev", "HRK": "croatian kuna", "RSD": "serbian dinar", "FRF": "french franc",
    "ITL": "italian lira", "DEM": "german mark", "ESP": "peseta", "NLG": "dutch guilder", "FIM": "finnish markka",
}  # fmt: skip
"""ISO code → name of each currency we know; the last are history but still in the news."""

_PLAIN = frozenset({"USD", "EUR", "GBP"})

_UNITS = frozenset(NAMES) | frozenset(NAMES.values()) | {"cent", "p", "penny", "sen", "kopeck", "satoshi"}

_SIGNS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS",
    "₺": "TRY", "₦": "NGN", "฿": "THB", "₫": "VND", "₱": "PHP", "₴": "UAH", "₿": "BTC", "₡": "CRC", "₾": "GEL",
    "₭": "LAK", "₸": "KZT", "₵": "GHS", "元": "CNY", "円": "JPY", "৳": "BDT",
}  # fmt: skip
_DOLLARS = {
    "us": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD",
    "cad": "CAD", "hk": "HKD", "hkd": "HKD", "nz": "NZD", "nzd": "NZD", "s": "SGD", "sg": "SGD", "sgd": "SGD",
    "nt": "TWD", "r": "BRL", "mx": "MXN", "mxn": "MXN", "mex": "MXN",
}  # fmt: skip
"""Letters that say whose dollar (or peso, or real) a "$" is."""

_LETTERS = {
    "rs": "INR", "inr": "INR", "rm": "MYR", "rmb": "CNY", "kr": "SEK", "sek": "SEK", "chf": "CHF", "sfr": "CHF",
    "zł": "PLN", "kč": "CZK", "ft": "HUF", "php": "PHP", "rp": "IDR", "kn": "HRK", "dm": "DEM",
}  # fmt: skip
_NOUNS = {
    "dollar": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "ruble": "RUB",
    "rouble": "RUB", "hryvnia": "UAH", "hryvnias": "UAH", "lira": "TRY", "shekel": "ILS", "won": "KRW",
    "rupiah": "IDR", "ringgit": "MYR", "baht": "THB", "dong": "VND", "taka": "BDT", "dirham": "AED", "riyal": "SAR",
    "rial": "IRR", "rand": "ZAR", "naira": "NGN", "cedi": "GHS", "real": "BRL", "reais": "BRL", "zloty": "PLN",
    "zlotys": "PLN", "forint": "HUF", "forints": "HUF", "franc": "CHF", "krona": "SEK", "kronor": "SEK",
    "krone": "NOK", "kroner": "NOK", "koruna": "CZK", "bitcoin": "BTC", "birr": "ETB", "tenge": "KZT",
    "buck": "USD", "peseta": "ESP", "guilder": "NLG", "markka": "FIM", "lari": "GEL", "kuna": "HRK", "kuai": "CNY",
    "quid": "GBP", "sterling": "GBP",
}  # fmt: skip
_NATIONS = {
    "us": "USD", "american": "USD", "australian": "AUD", "canadian": "CAD", "zealand": "NZD", "singapore": "SGD",
    "kong": "HKD", "taiwan": "TWD", "british": "GBP", "egyptian": "EGP", "swiss": "CHF", "french": "FRF",
    "swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "czech": "CZK", "icelandic": "ISK", "indian": "INR",
    "pakistani": "PKR", "lankan": "LKR", "nepali": "NPR", "nepalese": "NPR", "mexican": "MXN", "philippine": "PHP",
    "argentine": "ARS", "chilean": "CLP", "colombian": "COP", "turkish": "TRY", "italian": "ITL", "japanese": "JPY",
    "chinese": "CNY", "russian": "RUB", "ukrainian": "UAH", "israeli": "ILS", "korean": "KRW", "saudi": "SAR",
    "qatari": "QAR", "emirati": "AED", "uae": "AED", "moroccan": "MAD", "kuwaiti": "KWD", "iraqi": "IQD",
    "iranian": "IRR", "kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS", "brazilian": "BRL", "serbian": "RSD",
    "dutch": "NLG", "finnish": "FIM", "polish": "PLN", "hungarian": "HUF", "thai": "THB", "nigerian": "NGN",
    "german": "DEM", "south": "ZAR", "african": "ZAR", "malaysian": "MYR", "indonesian": "IDR",
}  # fmt: skip
_AMBIGUOUS = frozenset({"pound", "crown", "peso", "dinar", "shilling", "mark", "colon"})
"""Names that are a currency only behind the adjective of a nation (or, for the pound, behind a scale word)."""

_LOWER_CODES = frozenset({"usd", "eur", "gbp", "jpy", "cny", "inr", "aud", "chf"})
_ABROAD = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "dólar": "USD", "dólares": "USD",
    "dollaro": "USD", "dollari": "USD", "pfund": "GBP", "sterline": "GBP", "franken": "CHF", "francs": "CHF",
    "francos": "CHF", "franchi": "CHF", "yen": "JPY", "yuan": "CNY", "rubel": "RUB", "roubles": "RUB",
    "rublos": "RUB", "rubli": "RUB", "reais": "BRL", "złoty": "PLN", "złotych": "PLN", "kronen": "DKK",
    "kronor": "SEK", "kroner": "NOK",
}  # fmt: skip
"""Names of currencies in other languages."""

_COINS = {
    "cent": "cent",
    "¢": "cent",
    "penny": "penny",
    "pence": "p",
    "sen": "sen",
    "kopeck": "kopeck",
    "satoshi": "satoshi",
}


def is_money(unit: str) -> bool:
    """Say whether a canonical unit is a currency."""
    return unit in _UNITS


def is_sign(token: str) -> bool:
    """Say whether a token is the sign of a currency."""
    return token in _SIGNS


def has_cents(unit: str) -> bool:
    """Say whether the currency's small coin is the cent."""
    return unit in ("USD", "EUR") or unit.endswith("dollar")


def name_of(unit: str) -> str:
    """Return the English name of a currency's canonical unit, any other unit as it is."""
    return NAMES.get(unit, unit)


def unit_of(code: str) -> str:
    """Return the canonical unit of an amount: the code of the three big ones, the English name of the others.

    The names are those public sets and scorers of quantities share; rates use the name throughout.
    """
    return code if code in _PLAIN else NAMES[code]


def before(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the unit whose sign or code stands before the number at a token, and the sign's first token."""
    at = index - 1
    if tokens.at(at) == "-":  # $-50.8bn
        at -= 1
    sign, text = tokens.at(at), tokens.text(at)
    if sign in _SIGNS:
        if sign != "$":
            return unit_of(_SIGNS[sign]), at
        letters = tokens.at(at - 1)
        near = tokens.joined(at) or (letters in ("us", "hk", "nz", "nt", "au", "usd") and tokens.text(at - 1).isupper())
        if letters in _DOLLARS and near:
            return unit_of(_DOLLARS[letters]), at - 1
        return "USD", at
    if tokens.at(at - 1) == "$" and tokens.joined(at) and sign in _DOLLARS:
        return unit_of(_DOLLARS[sign]), at - 1
    if sign == "." and tokens.at(at - 1) == "rs":
        return unit_of("INR"), at - 1
    if text in ("PS", "=") and tokens.joined(index):
        folded = _folded(tokens, index, at)
        if folded:
            return folded
    if sign in _LOWER_CODES or sign == "rmb":
        return unit_of("CNY" if sign == "rmb" else sign.upper()), at
    if text in NAMES or (sign in _LETTERS and len(sign) < 4 and sign not in ("ft", "kn") and text[:1].isupper()):
        return unit_of(text if text in NAMES else _LETTERS[sign]), at
    return None


def _folded(tokens: Tokens, index: int, at: int) -> tuple[str, int] | None:
    """Read a sign that some scraper has folded to ASCII: PS8.1bn for pounds, Y=590 for yen."""
    amount = len(tokens.at(index)) > 3 or tokens.at(index + 1) in ("m", "bn", "million", "billion")
    if tokens.text(at) == "PS" and amount:
        return "GBP", at
    if tokens.at(at - 1) == "y" and tokens.joined(at):
        return unit_of("JPY"), at - 1
    return None


def after(tokens: Tokens, index: int, *, scaled: bool) -> tuple[str, int] | None:
    """Return the unit whose sign, code or name begins at a token, and the token behind it.

    `scaled` says that the number ends in a scale word, which makes "pounds" money.
    """
    word, text = tokens.at(index), tokens.text(index)
    if tokens.english and word not in _BEGINNINGS:
        return None
    word = word.removeprefix("d'").removeprefix("d’")
    if word in _SIGNS:
        prefix = tokens.is_digits(index + 1) and not tokens.joined(index)
        return None if prefix else (unit_of(_SIGNS[word]), index + 1)
    if text in NAMES or word in _LOWER_CODES:
        another = tokens.is_digits(index + 1) and tokens.joined(index + 1)  # three USD50 cards
        return None if another else (unit_of(text.upper()), index + 1)
    if word in _DOLLARS and tokens.at(index + 1) == "$" and tokens.joined(index + 1):
        return unit_of(_DOLLARS[word]), index + 2
    if (
        word == "rs"
        or (word in _LETTERS and tokens.joined(index) and word != "ft")
        or word in ("rmb", "zł", "kč", "kr")
    ):
        return unit_of(_LETTERS[word]), index + 1
    if (
        word in ("p", "c")
        and text.islower()
        and (tokens.joined(index) or (word == "p" and (tokens.at(index + 1), tokens.at(index + 2)) != (".", "m")))
    ):
        return {"p": "p", "c": "cent"}[word], index + 1
    return _named(tokens, index, scaled=scaled)


def _named(tokens: Tokens, index: int, *, scaled: bool) -> tuple[str, int] | None:
    """Read a currency by its name, with the adjective of its nation or without."""
    if not tokens.english:
        abroad = _ABROAD.get(tokens.at(index).removeprefix("d'").removeprefix("d’"))
        return (unit_of(abroad), index + 1) if abroad else None
    nation, at = _nation(tokens, index)
    word = tokens.at(at)
    single = word[:-1] if word.endswith("s") and word[:-1] else word
    sterling = int(tokens.at(at + 1) in ("sterling", "renminbi"))
    name = word if word in _NOUNS else single
    if name == "won" and not (nation or scaled or _is_large(tokens, index - 1)):  # all 12 won
        return None
    if name in _NOUNS:
        return unit_of(nation if nation and single in _SHARED else _NOUNS[name]), at + 1 + sterling
    if single == "pound" and (scaled or nation or sterling):
        return unit_of(nation or "GBP"), at + 1 + sterling
    if single in _AMBIGUOUS and nation:
        return unit_of(nation), at + 1
    if single in ("peso", "crown", "dinar"):
        return single, at + 1
    coin = _COINS.get(word) or _COINS.get(single)
    return (coin, at + 1) if coin else None


_BEGINNINGS = (
    frozenset(_SIGNS)
    | frozenset(code.lower() for code in NAMES)
    | frozenset(_DOLLARS)
    | frozenset(_LETTERS)
    | frozenset(_NATIONS)
    | frozenset(f"{name}{ending}" for name in (*_NOUNS, *_COINS, *_AMBIGUOUS) for ending in ("", "s"))
    | {"p", "c", "u", "new", "south", "hong", "sri", "north"}
)
"""What a currency behind a number may begin with in English: most words there are none."""


def _is_large(tokens: Tokens, index: int) -> bool:
    """Say whether a number in digits is one that so small a currency needs."""
    return tokens.is_digits(index) and len(tokens.at(index)) > 2


_SHARED = frozenset({"dollar", "rupee", "franc", "krona", "peso", "dirham", "lira", "won"})
"""Names that several nations' currencies bear."""


def _nation(tokens: Tokens, index: int) -> tuple[str | None, int]:
    """Return the currency of the nation whose adjective begins at a token, and the token behind it."""
    nation, at = None, index
    if tokens.words[index : index + 3] == ["u", ".", "s"]:
        return "USD", index + 3 + (tokens.at(index + 3) == ".")
    for ahead in range(index, index + 3):
        word = tokens.at(ahead)
        if word in _NATIONS:
            nation, at = _NATIONS[word], ahead + 1
        elif word not in ("new", "south", "hong", "sri", "north"):
            break
    return nation, at
