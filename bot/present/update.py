"""What a further article adds to a story: a reply under its alert."""

from bot.message import Block, Bullets, Footer, Heading, Message, Run, Style, Text, Tone
from bot.model import Brief, Figure, Quote
from bot.present.alert import figure_line, headline_of, quotation
from bot.present.wording import clipped, joined, publication, shown_figure


def update(
    brief: Brief,
    *,
    figures: tuple[Figure, ...],
    changed: tuple[tuple[Figure, Brief, Figure], ...],
    quotes: tuple[Quote, ...],
) -> Message:
    """Compose the reply. `changed` pairs each figure with the brief and figure that told the former value."""
    lines: list[Text] = [_changed_line(brief, *change) for change in changed]
    lines += [figure_line(brief, figure) for figure in figures]
    blocks: list[Block] = [Heading((Run(headline_of(brief), url=brief.article.url),), level=2)]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    blocks += [quotation(brief, quote) for quote in quotes]
    article = brief.article
    blocks.append(
        Footer(
            joined(
                [
                    (Run("New in this story"),),
                    (Run(article.outlet),) if article.outlet else (),
                    (publication(article.published_at),) if article.published_at else (),
                ]
            )
        )
    )
    return Message(
        blocks=tuple(blocks), summary=clipped(f"New in this story: {headline_of(brief)}", 300), tone=Tone.ALERT
    )


def _changed_line(brief: Brief, figure: Figure, former_brief: Brief, former: Figure) -> Text:
    before = shown_figure(former_brief.words(former.span), former.noun)
    outlet = former_brief.article.outlet
    return (
        *figure_line(brief, figure),
        Run(" · before: "),
        *(Run(run.text, Style.PLAIN, url=former_brief.article.url) for run in before),
        *((Run(f" ({outlet})"),) if outlet else ()),
    )
