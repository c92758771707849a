"""Publication dates as pages, front matter and scraped lines write them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from bot.extraction.patterns import lazy

LONGEST_DATE = 80
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero januar gennaio januari janeiro",
            "february feb février febrero februar febbraio februari fevereiro",
            "march mar mars marzo märz maart março",
            "april apr avril abril aprile",
            "may mai mayo maggio mei maio",
            "june jun juin junio juni giugno junho",
            "july jul juillet julio juli luglio julho",
            "august aug août agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct octobre octubre oktober ottobre okt outubro",
            "november nov novembre noviembre novembro",
            "december dec décembre diciembre dezember dicembre dez dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ZONES = {"z": 0, "utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "ist": 5.5} | {
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "pt": -8
}  # fmt: skip
_MONTH_FIRST = lazy(r"\b(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})\b")
_DAY_FIRST = lazy(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er|º)? (?:de )?(?P<month>[^\W\d_]{3,9})\.?,? (?:de )?(?P<year>\d{4})\b"
)
_ISO = lazy(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?")
_RFC_2822 = lazy(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_TIME = lazy(
    r"\b(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?::\d{2})?(?: ?(?P<half>[ap])\.?m\b\.?)?(?: ?\(?(?P<zone>[a-z]{1,4"
    r"})\b)?",
    re.IGNORECASE,
)


def parse_published(text: str) -> datetime | None:
    """Return the instant a text of at most a line gives, aware and UTC; times without a zone are taken as UTC."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_DATE:
        return None
    found = _iso(text) or _rfc_2822(text) or _written(text)
    if found is None or not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _iso(text: str) -> datetime | None:
    match = _ISO.search(text)
    if match is None:
        return None
    try:
        return datetime.fromisoformat(match.group().replace(" +", "+").replace(" Z", "Z"))
    except ValueError:
        return None


def _rfc_2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if _RFC_2822.match(text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> datetime | None:
    for form in (_MONTH_FIRST, _DAY_FIRST):
        for match in form.finditer(text):
            month = _MONTHS.get(match["month"].lower())
            if month is not None:
                return _at(int(match["year"]), month, int(match["day"]), text[: match.start()] + text[match.end() :])
    return None


def _at(year: int, month: int, day: int, rest: str) -> datetime | None:
    clock = _TIME.search(rest)
    try:
        if clock is None:
            return datetime(year, month, day, tzinfo=UTC)
        hour = int(clock["hour"])
        if clock["half"]:
            hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
        zone = timezone(timedelta(hours=_ZONES.get((clock["zone"] or "utc").lower(), 0)))
        return datetime(year, month, day, hour, int(clock["minute"]), tzinfo=zone)
    except ValueError:
        return None
