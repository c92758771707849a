"""What a further article adds to a story: figures and voices nobody in it has had yet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.model import Brief, Figure, Quote
from bot.present.alert import key_figures, key_quotes
from bot.present.wording import speaker_of
from bot.topics import counted

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
    values: dict[tuple[str, str], dict[Value, tuple[Figure, Brief]]] = {}
    bare: set[Value] = set()
    for told in earlier:
        for figure in told.figures:
            values.setdefault(_subject(told, figure), {})[_value(figure)] = (figure, told)
            bare.add(_value(figure))
    heard = {_voice(told, quote) for told in earlier for quote in told.quotes}
    fresh, changed = [], []
    for figure in key_figures(brief):
        known = values.get(_subject(brief, figure), {})
        if figure.low is None or _value(figure) in bare:
            continue
        if known:
            former, former_brief = list(known.values())[-1]
            changed.append(ChangedFigure(figure, former, former_brief))
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


def _subject(brief: Brief, figure: Figure) -> tuple[str, str]:
    """What is counted, and by whom: two sources that disagree are two subjects."""
    return counted(figure), _last_word(speaker_of(brief, figure.speaker))


def _value(figure: Figure) -> Value:
    return figure.low, figure.high


def _voice(brief: Brief, quote: Quote) -> str:
    person = quote.speaker.person if quote.speaker else None
    return _last_word(person.name if person else speaker_of(brief, quote.speaker))


def _last_word(name: str) -> str:
    words = name.lower().split(",")[0].split()
    return words[-1] if words else ""
