"""What may be left out of the words between a figure and a date or place: what only tells the same again, or how."""

from bot.extraction.patterns import lazy

_RESUMED = lazy(
    r"(?:,|\sand)\s(?:killing|wounding|injuring|leaving|forcing|destroying|damaging|cutting|sending|trapping|putting|knocking"
    r"|dumping|setting|burying|sweeping|flooding|closing|halting|stranding|burning|razing|flattening|tearing|ripping|blocking"
    r"|disrupting|grounding|shutting|claiming|wiping|drawing|winning|losing|scoring|submerging|displacing|hitting)\b"
)
"""A participle that goes on with the main clause: "gave way on Wednesday after two days of rain, killing 212"."""
_IN_OTHER_WORDS = lazy(r"\A\s\([^()]{1,40}\)")
"""Behind a figure: the same in other units: "603 km/h (374 mph)"."""
_TO_LEVEL = lazy(r"\A,\sto\s[^,\s]+(?:\s[a-z]+)?(?=,\s)")
"""Behind a change: where it led: "up a quarter, to $92, since"."""
_MOVED_FROM = lazy(r"\sfrom\s[^,;]{1,30}\sto\s\Z")
"""Behind the date of a change: where it began: "fell in August from 71% to"."""
_WHEN = lazy(r"\b(?:was|were|died|drowned|lost|suffered|[a-z]{2,}ed)\b[^;]{0,60}?\swhen\s")
"""A clause that tells how it came about and dates both: "were killed when a bus fell 50 feet on Monday"."""
_LAST_WORDS = lazy(r"(?:\s[^\s\d]+){0,3}\s?\Z")
_REMARK = lazy(r",\s(?:which|who|whose|where)\s[^,;]{1,90},(?=\s)")
"""A remark on a place, or on what stands there, before the sentence goes on about it."""


def behind_other(gap: str) -> str:
    """Return what stands between a date or place and a figure behind it without remarks and other times."""
    return _REMARK.sub("", _MOVED_FROM.sub(" to ", _resumed(gap)))


def behind_figure(gap: str) -> str:
    """Return what stands between a figure and a date behind it without how the thing came about."""
    gap = _TO_LEVEL.sub("", _IN_OTHER_WORDS.sub("", gap))
    how = _WHEN.search(gap)
    end = _LAST_WORDS.search(gap, how.end()) if how else None
    return gap[: how.end()] + end[0] if how and end else gap


def _resumed(gap: str) -> str:
    """Return what stands between a date and a figure behind it from the last participle of the main clause on."""
    starts = [participle.start() for participle in _RESUMED.finditer(gap)]
    return gap[starts[-1] :] if starts else gap
