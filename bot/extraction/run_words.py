"""Names what the words of a quoted run show of whether anybody says it: length, capitals, small words of speech."""

from collections.abc import Iterator

from bot.extraction.marks import Run
from bot.extraction.patterns import lazy
from bot.extraction.words import words

_SPOKEN = lazy(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b")
_VERB = lazy(
    r"\b(?:is|are|was|were|be|been|am|has|have|had|will|would|can|could|should|must|may|might|do|does|did|not)\b|n[’']t\b"
)
_FIRST_WORDS = 120  # characters that show what sort of words they are
_SMALL_IN_TITLES = words("of the and in to a for with on an at by or vs")
_LENGTHS = ("1 word", "1 word", "2-3 words", "2-3 words", "4-6 words", "4-6 words", "4-6 words", "long")


def features_of_words(body: str, run: Run, before: str) -> Iterator[str]:
    """Name the features of a run's own words; `before` is the letter of the token before it."""
    end = min(run.end, run.start + _FIRST_WORDS)
    if _SPOKEN.search(body, run.start, end):
        yield "nobody: speaks of I, we or you"
    if _VERB.search(body, run.start, end):
        yield "nobody: holds a small verb"
    inner = body[run.start : run.end].split(maxsplit=9)
    count = len(inner)
    yield f"nobody: {_LENGTHS[min(count, len(_LENGTHS) - 1)]}"
    if count == 1 and inner[0][0].isupper():
        yield "nobody: one capital word"
    elif count < 9 and all(word[0].isupper() or word in _SMALL_IN_TITLES for word in inner):
        yield "nobody: title case"
        if before in "osN":
            yield "nobody: title case after a preposition or name"
        elif before in "SWMne":
            yield "nobody: title case after a cue or noun"
