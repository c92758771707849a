"""What a further article adds to a story: figures and voices nobody in it has had yet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.model import Brief, Change, Figure, Quote
from bot.present.alert import key_figures, key_quotes
from bot.present.comparable import measure_the_same
from bot.present.wording import speaker_of
from bot.topics import counted, sentence_of

_TELLING_WORDS = 4

Value = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that counts what the story has counted before, with another value; `former` is in `former_brief`."""

    figure: Figure
    former: Figure
    former_brief: Brief


@dataclass(frozen=True, slots=True)
class Newness:
    """What is new in a brief."""

    figures: tuple[Figure, ...] = ()
    changed: tuple[ChangedFigure, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Say whether the brief only repeats what the story has told."""
        return not (self.figures or self.changed or self.quotes)


def newness(brief: Brief, earlier: Sequence[Brief]) -> Newness:
    """Compare a brief with the story's earlier ones: its key figures by value, its key quotes by speaker."""
    bare = {_value(figure) for told in earlier for figure in told.figures}
    heard = {_voice(told, quote) for told in earlier for quote in told.quotes}
    fresh, changed = [], []
    for figure in key_figures(brief):
        if figure.low is None or _value(figure) in bare:
            continue
        former = _former(brief, figure, earlier)
        if former:
            changed.append(former)
        else:
            fresh.append(figure)
    return Newness(
        figures=tuple(fresh),
        changed=tuple(changed),
        quotes=tuple(
            quote
            for quote in key_quotes(brief)
            if _voice(brief, quote) not in heard and len(brief.words(quote.span).split()) >= _TELLING_WORDS
        ),
    )


def _former(brief: Brief, figure: Figure, earlier: Sequence[Brief]) -> ChangedFigure | None:
    """Find what the same speaker said of the same thing before; None unless exactly one figure can be meant."""
    if figure.speaker is None or figure.change is not Change.NONE:
        return None
    for told in reversed(earlier):
        rivals = [other for other in told.figures if _compares(brief, figure, told, other)]
        if rivals:
            back = [other for other in brief.figures if _compares(told, rivals[0], brief, other)]
            is_clear = len({_value(other) for other in rivals}) == 1 and len({_value(other) for other in back}) == 1
            return ChangedFigure(figure, rivals[0], told) if is_clear else None
    return None


def _compares(brief: Brief, figure: Figure, told: Brief, other: Figure) -> bool:
    if other.low is None or other.change is not Change.NONE or _subject(told, other) != _subject(brief, figure):
        return False
    places = [_place(brief, figure), _place(told, other)]
    if all(places) and places[0] != places[1]:
        return False
    return measure_the_same(
        brief.words(figure.span),
        sentence_of(brief.article.body, figure.span),
        told.words(other.span),
        sentence_of(told.article.body, other.span),
        but_for=(speaker_of(brief, figure.speaker), *places),
    )


def _place(brief: Brief, figure: Figure) -> str:
    return brief.words(figure.place).lower() if figure.place else ""


def _subject(brief: Brief, figure: Figure) -> tuple[str, str]:
    """What is counted, and by whom: two sources that disagree are two subjects."""
    return counted(brief, figure), _last_word(speaker_of(brief, figure.speaker))


def _value(figure: Figure) -> Value:
    return figure.low, figure.high


def _voice(brief: Brief, quote: Quote) -> str:
    person = quote.speaker.person if quote.speaker else None
    return _last_word(person.name if person else speaker_of(brief, quote.speaker))


def _last_word(name: str) -> str:
    words = name.lower().split(",")[0].split()
    return words[-1] if words else ""
