"""What a corrected article takes back of an alert that was posted. Pure."""

from dataclasses import dataclass

from bot.model import Brief, Figure, Quote
from bot.present.alert import headline_of, key_figures, key_quotes
from bot.topics import counted


@dataclass(frozen=True, slots=True)
class Correction:
    """What was shown and no longer stands in the article.

    `figures` pairs each lost figure with the one that took its place (None: withdrawn).
    """

    figures: tuple[tuple[Figure, Figure | None], ...] = ()
    quotes: tuple[Quote, ...] = ()
    headline: str | None = None
    summary_changed: bool = False

    @property
    def is_nothing(self) -> bool:
        """Say whether everything shown still stands."""
        return not (self.figures or self.quotes or self.headline or self.summary_changed)


def correction(old: Brief, new: Brief) -> Correction:
    """Compare what the alert of `old` shows with the text of `new`; `headline` is the former one if it changed."""
    text = _flat(new.article.body)
    lost = [figure for figure in key_figures(old) if not _stands(old, figure, new, text)]
    former = headline_of(old)
    return Correction(
        figures=tuple((figure, _successor(old, figure, new)) for figure in lost),
        quotes=tuple(quote for quote in key_quotes(old) if _flat(old.words(quote.span)) not in text),
        headline=former if former != headline_of(new) else None,
        summary_changed=any(_flat(old.words(span)) not in text for span in old.summary),
    )


def _stands(old: Brief, figure: Figure, new: Brief, text: str) -> bool:
    """A figure stands while its words do, as the same figure where the new brief has it."""
    words = _flat(old.words(figure.span))
    return words in text and any(_flat(new.words(other.span)) == words for other in new.figures)


def _successor(old: Brief, figure: Figure, new: Brief) -> Figure | None:
    """Find the figure that counts the same, by the same speaker if there is one, and was not there before."""
    former = {_flat(old.words(other.span)) for other in old.figures}
    rivals = [
        other
        for other in new.figures
        if counted(new, other) == counted(old, figure) and _flat(new.words(other.span)) not in former
    ]
    speaker = old.named(figure.speaker) if figure.speaker else None
    rivals.sort(
        key=lambda other: (
            (new.named(other.speaker) if other.speaker else None) != speaker,
            abs(other.span.start - figure.span.start),
        )
    )
    return rivals[0] if rivals else None


def _flat(text: str) -> str:
    return " ".join(text.split())
