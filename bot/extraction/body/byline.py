"""Bylines and datelines: the two formulas that stand before the news."""

import sys

from bot.extraction.patterns import lazy

LONGEST_BYLINE = 120

_NAME = r"[^\W\d_a-z][\w.'’-]{0,24}(?: (?:[^\W\d_a-z][\w.'’-]{0,24}|de|del|van|von|der|den|da|di|bin|al|el|la|le)){1,4}"
_BYLINE = lazy(
    rf"(?:(?:Written |Reported |Story |Words |Article )?(?:[Bb]y|BY)|Von|Par|Por|Di|Door|Przez|Autor:|Author:|"
    rf"Text:)\s?:? ?"
    rf"(?P<names>{_NAME}(?:(?:, | and | und | et | y | e | en | & ){_NAME}){{0,4}})"
    rf"(?P<rest>(?:\s?[,|–—·•/(@-].{{0,60}}| in [A-Z].{{0,30}}| for [A-Z].{{0,30}}| [A-Z]{{2,10}})?)$"
)
_AGENCIES = r"Reuters|dpa|Xinhua|Bloomberg|Kyodo|Yonhap|[A-Z]{2,6}"
_MONTH = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DASH = r"\s?(?:--|[-–—])\s+"
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30}(?:, [A-Z][A-Za-z.]{1,14}(?: [A-Z][A-Za-z.]{1,14})?)?"
_DAY = rf"(?:[,/] (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:, \d{{4}})?)?"
_DATELINE = lazy(
    rf"(?:(?:{_CITY}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)?{_DAY}\s?\((?:{_AGENCIES})\)(?:{_DASH}|\s+)"
    rf"|{_CITY}{_DAY}\s?\([A-Z][\w.]{{1,20}}(?: [A-Z][\w.]{{1,20}}){{0,3}}\){_DASH}"
    rf"|\( (?:cnn|ap|reuters|afp) \)(?:{_DASH}|\s+)"
    rf"|{_CITY}{_DAY}\s?(?:--|[–—])\s?)(?=\S)"
)


def find_byline(line: str) -> str | None:
    """Return the names of a line that is a byline and nothing else ("By Ada Brook and Tom Reed, Staff writers")."""
    if len(line) > LONGEST_BYLINE or line.endswith((".", "!", "?", "”", '"')):
        return None
    match = _BYLINE.fullmatch(line)
    return match["names"] if match else None


def without_dateline(paragraph: str) -> str:
    """Return a first paragraph without the place, date and agency before its news ("TARN, Nov 12 (Reuters) - ")."""
    return paragraph[dateline_end(paragraph) :]


def dateline_end(text: str, start: int = 0, end: int = sys.maxsize) -> int:
    """Return where the news begins in the paragraph from `start` to `end`: after its dateline, or at `start`."""
    match = _DATELINE.match(text, start, end)
    return match.end() if match else start
