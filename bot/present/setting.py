"""What a figure is of, where its own words do not say: the words around it in its clause, as the article has them."""

import re

LONGEST_BEFORE = 64
LONGEST_AFTER = 48

_QUOTE = re.compile(r"[“”„«»\"]")
_INSIDE = re.compile(r"[\w-]")
_BREAK = re.compile(r"[;:()“”„«»\"—]|(?<=\s)[–-](?=\s)|,(?=\s|$)")
_JOINED = re.compile(r"\s(and|but|while|whereas)\s")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{4,}")
_RELATIVE = re.compile(r"\s*(?:which|who|that)\b")
_LINKING = frozenset(
    ("about", "above", "against", "almost", "around", "been", "below", "compared", "down", "from", "have", "just",
     "least", "less", "little", "more", "nearly", "only", "over", "percent", "roughly", "some", "than", "under",
     "were", "with")
)  # fmt: skip
"""Words of four letters and more that do not say what a figure is of."""


def setting(sentence: str, figure: str) -> tuple[str, str]:
    """Return the words before and behind a figure in its clause, both "" where they tell nothing or are uncertain.

    `sentence` has single blanks. They are stretches of it, with "…" where they are cut short.
    """
    start, end = sentence.find(figure), sentence.find(figure) + len(figure)
    is_once = figure and start >= 0 and sentence.find(figure, start + 1) < 0
    if not is_once or _INSIDE.match(sentence, end) or (start and _INSIDE.match(sentence, start - 1)):
        return "", ""
    behind = sentence[end:].rstrip(" .")
    after = _until_next_figure(behind[: _first_break(behind)])
    said = _QUOTE.split(sentence[:start])[-1]  # half a quotation is none
    before = _words_before(said, is_told_behind=_tells(after))
    if not _tells(before) and not _tells(after):
        return "", ""
    return _last(before.strip(), LONGEST_BEFORE), _first(after.strip(" .,"), LONGEST_AFTER)


def _words_before(text: str, *, is_told_behind: bool) -> str:
    """Return the end of a text from its last break on, or from an earlier one where that says nothing by itself."""
    breaks = [match.end() for match in _BREAK.finditer(text)]
    for begin in (*reversed(breaks), 0):
        clause = _since_last_figure(text[begin:])
        is_clear = _tells(clause) or (is_told_behind and not clause.strip())
        if is_clear and not _RELATIVE.match(clause):
            return clause
    return ""


def _first_break(text: str) -> int:
    found = _BREAK.search(text)
    return found.start() if found else len(text)


def _since_last_figure(clause: str) -> str:
    """Leave out what was said of another figure: of "bread cost 11 percent more and petrol" the bread."""
    for joint in reversed(list(_JOINED.finditer(clause))):
        if _DIGIT.search(clause, 0, joint.start()):
            return clause[joint.end() :]
    return clause


def _until_next_figure(clause: str) -> str:
    for joint in _JOINED.finditer(clause):
        if joint[1] != "and" or _DIGIT.search(clause, joint.end()):
            return clause[: joint.start()]
    return clause


def _tells(text: str) -> bool:
    return any(word.lower() not in _LINKING for word in _WORD.findall(text))


def _last(text: str, most: int) -> str:
    return text if len(text) <= most else "…" + text[-most:].partition(" ")[2]


def _first(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + "…"
