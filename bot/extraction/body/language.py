"""Which language a text is in, by its script and its commonest short words; no model."""

from collections import Counter

from bot.extraction.patterns import lazy

SAMPLE = 3000
FEWEST_HITS = 3
"""A headline of foreign names holds one or two short words of any language by chance."""

_WORD = lazy(r"[^\W\d_]+")

_SCRIPTS = (
    ("ja", lazy("[\u3040-\u30ff]")),
    ("ko", lazy("[\uac00-\ud7a3]")),
    ("zh", lazy("[\u4e00-\u9fff]")),
    ("ar", lazy("[\u0600-\u06ff]")),
    ("he", lazy("[\u0590-\u05ff]")),
    ("el", lazy("[\u0370-\u03ff]")),
    ("hi", lazy("[\u0900-\u097f]")),
    ("th", lazy("[\u0e00-\u0e7f]")),
    ("ru", lazy("[\u0400-\u04ff]")),
)
_ANY_SCRIPT = lazy("[\u0370-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_LETTERS_ONLY_IN = (("uk", lazy("[іїєґІЇЄҐ]")), ("ru", lazy("[ыэёъЫЭЁЪ]")))
SCRIPT_SHARE = 0.2

_SHORT_WORDS = {
    "en": "the of and to in is was were that for with on by from are has have had his her they this which said at as",
    "de": "der die das und ist nicht von mit den dem ein eine auf für des im sich auch wird wurde nach bei aus "
    "dass sind",
    "fr": "le la les des et est dans une du que pour qui sur pas plus par avec ce il elle sont aux été cette mais ses",
    "es": "el la los las de que y en un una por con para del se no su al es lo como más pero fue ha este está según",
    "it": "il di che la e un una per non sono con del della le nel si da alla dei gli è ha anche come più dal questo",
    "pt": "o a os as de que e em um uma para com não do da no na por se mais dos foi ao é são pelo pela segundo",
    "nl": "de het een en van is niet op te dat in voor met zijn aan er om ook bij naar door wordt uit heeft maar",
    "pl": "i w na z się nie do że jest to o jak po za od przez są oraz dla ale był było tym który która przy już",
    "sv": "och att det som en på är av för med den till inte har om ett men var från vid efter sig ska kan sina",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _SHORT_WORDS.items():
    for _word in set(_words.split()):
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is in, or None where it is too short to tell."""
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    return _by_script(sample, sum(map(len, words))) or _by_short_words(words)


def _by_script(sample: str, letters: int) -> str | None:
    if not _ANY_SCRIPT.search(sample):
        return None
    for language, characters in _SCRIPTS:
        if len(characters.findall(sample)) >= SCRIPT_SHARE * letters:
            return _cyrillic(sample) if language == "ru" else language
    return None


def _cyrillic(sample: str) -> str:
    hits = {language: len(letters.findall(sample)) for language, letters in _LETTERS_ONLY_IN}
    return max(hits, key=lambda language: hits[language]) if any(hits.values()) else "ru"


def _by_short_words(words: list[str]) -> str | None:
    hits: Counter[str] = Counter()
    uses = Counter(words)
    for word in uses.keys() & _LANGUAGES_OF.keys():
        for language in _LANGUAGES_OF[word]:
            hits[language] += uses[word]
    if not hits:
        return None
    (best, most), *others = hits.most_common(2)
    is_clear = most >= FEWEST_HITS and (not others or most > others[0][1])
    return best if is_clear else None
