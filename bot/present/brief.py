"""A whole brief, for a terminal: everything that was found, in the order of the article."""

from bot.message import Block, Bullets, Footer, Heading, Message, Paragraph, Run, Tone
from bot.model import Brief
from bot.present.alert import figure_line, headline_of, quotation
from bot.present.wording import joined, plural, publication


def full_brief(brief: Brief) -> Message:
    """Compose the summary, all figures by salience and all quotes in order."""
    article = brief.article
    blocks: list[Block] = [Heading((Run(headline_of(brief), url=article.url),))]
    if brief.summary:
        sentences = (" ".join(brief.words(span).split()) for span in brief.summary)
        blocks.append(Paragraph((Run(" ".join(sentences)),)))
    if brief.figures:
        ranked = sorted(brief.figures, key=lambda figure: -figure.salience)
        blocks += [Heading((Run("Figures"),), level=2), Bullets(tuple(figure_line(brief, f) for f in ranked))]
    if brief.quotes:
        blocks.append(Heading((Run("Quotes"),), level=2))
        blocks += [quotation(brief, quote) for quote in brief.quotes]
    facts = joined(
        [
            (Run(article.outlet),) if article.outlet else (),
            (Run(article.byline),) if article.byline else (),
            (publication(article.published_at),) if article.published_at else (),
            (Run(f"language {article.language}"),),
            (Run(f"{plural(len(brief.figures), 'figure')}, {plural(len(brief.quotes), 'quote')}"),),
        ]
    )
    return Message(blocks=(*blocks, Footer(facts)), summary=headline_of(brief)[:300], tone=Tone.ALERT)
