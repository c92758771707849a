"""An alert that repairs itself: the corrected message, and the reply that says what was corrected."""

from datetime import datetime

from bot.message import Block, Bullets, Footer, Heading, Message, Paragraph, Quotation, Run, Style, Text, Tone
from bot.model import Brief, Figure, Quote
from bot.present.alert import alert, figure_line, headline_of, key_figures
from bot.present.wording import clipped, moment, speaker_of


def corrected_alert(
    old: Brief,
    new: Brief,
    *,
    figures: tuple[tuple[Figure, Figure | None], ...],
    quotes: tuple[Quote, ...],
    headline: str | None,
    at: datetime,
    outlets: int = 1,
    independent: int = 1,
) -> Message:
    """Compose the alert anew: old values struck through, new ones beside them, and when it was corrected."""
    fresh = alert(new, outlets=outlets, independent=independent)
    successors = {successor.span: lost for lost, successor in figures if successor}
    lines = [
        (*_struck(old, successors[figure.span]), Run(" → "), *line) if figure.span in successors else line
        for figure, line in _lines(new, fresh)
    ]
    shown = {figure.span for figure, _ in _lines(new, fresh)}
    lines += [
        (*_struck(old, lost), Run(" → "), *figure_line(new, successor))
        for lost, successor in figures
        if successor and successor.span not in shown
    ]
    lines += [(*_struck(old, lost), Run(" withdrawn", Style.ITALIC)) for lost, successor in figures if not successor]
    blocks: list[Block] = []
    for block in fresh.blocks:
        if isinstance(block, Footer):
            blocks += [_withdrawn(old, quote) for quote in quotes]
            block = Footer((*block.text, Run(" · corrected "), moment(at)))
        if not isinstance(block, Bullets):
            blocks.append(block)
        elif lines:
            blocks.append(Bullets(tuple(lines)))
        if isinstance(block, Heading) and headline:  # below it: what comes first is what notifications show
            blocks.append(Paragraph((Run("Headline was: "), Run(headline, Style.STRIKE))))
    if lines and not any(isinstance(block, Bullets) for block in blocks):
        blocks.insert(-1, Bullets(tuple(lines)))
    return Message(blocks=tuple(blocks), summary=clipped(f"Corrected: {headline_of(new)}", 300), tone=Tone.CORRECTION)


def correction_note(
    old: Brief,
    new: Brief,
    *,
    figures: tuple[tuple[Figure, Figure | None], ...],
    quotes: tuple[Quote, ...],
    headline: str | None,
    at: datetime,
) -> Message:
    """Compose the one reply: what the article no longer says."""
    lines: list[Text] = []
    for lost, successor in figures:
        now: Text = figure_line(new, successor) if successor else (Run("withdrawn", Style.ITALIC),)
        lines.append((*_struck(old, lost), Run(" → "), *now))
    lines += [(Run("Quote no longer there: "), Run(f"“{_said(old, q)}”", Style.STRIKE)) for q in quotes]
    if headline:
        lines.append((Run("Headline was: "), Run(headline, Style.STRIKE)))
    if not lines:
        lines.append((Run("The text of the summary changed."),))
    outlet = new.article.outlet or "The outlet"
    return Message(
        blocks=(
            Heading((Run(f"Corrected: {outlet} changed this article", url=new.article.url),), level=2),
            Bullets(tuple(lines)),
            Footer((Run("Seen "), moment(at))),
        ),
        summary=clipped(f"Corrected: {headline_of(new)}", 300),
        tone=Tone.CORRECTION,
    )


def vanished_alert(brief: Brief, at: datetime, *, outlets: int = 1, independent: int = 1) -> Message:
    """Compose the alert of an article that is no longer there; `outlets` told the story, it among them."""
    fresh = alert(brief, outlets=outlets, independent=independent)
    warning = Paragraph((Run("The outlet has taken this article down. ", Style.BOLD), Run("Seen "), moment(at)))
    blocks = (fresh.blocks[0], warning, *fresh.blocks[1:])
    return Message(blocks=blocks, summary=clipped(f"Taken down: {headline_of(brief)}", 300), tone=Tone.CORRECTION)


def _lines(brief: Brief, fresh: Message) -> list[tuple[Figure, Text]]:
    shown = next((block.lines for block in fresh.blocks if isinstance(block, Bullets)), ())
    return list(zip(key_figures(brief), shown, strict=True))


def _struck(brief: Brief, figure: Figure) -> Text:
    return (Run(_flat(brief.words(figure.span)), Style.STRIKE),)


def _withdrawn(brief: Brief, quote: Quote) -> Quotation:
    return Quotation(
        (Run(f"“{_said(brief, quote)}”", Style.STRIKE),),
        (Run(f"{speaker_of(brief, quote.speaker)} · no longer in the article"),),
    )


def _said(brief: Brief, quote: Quote) -> str:
    return _flat(brief.words(quote.span)).removesuffix(",")


def _flat(text: str) -> str:
    return " ".join(text.split())
