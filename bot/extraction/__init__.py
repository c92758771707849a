"""Text → facts. Pure, without I/O, thread-safe; everything found is a span of the article's body."""

from bot.extraction.body import read_document
from bot.extraction.figures import find_figures
from bot.extraction.layout import lay_out
from bot.extraction.names import find_people
from bot.extraction.quotes import find_quotes
from bot.extraction.statements import find_statements
from bot.extraction.summary import summarize
from bot.model import Article, Brief

__all__ = ["LONGEST_READ", "read_article", "read_document"]

LONGEST_READ = 150_000
"""Characters, thirty times a usual article: what lies behind them is a book, or an attack, and is left unread."""
_LONGEST_SENTENCE = 2_000


def read_article(article: Article) -> Brief:
    """Read an article into its brief. Never raises on any text; linear in the body's length, up to LONGEST_READ."""
    layout = lay_out(_beginning(article.body))
    people = find_people(layout)
    quotes = find_quotes(layout, people)
    statements = find_statements(layout, people, quotes)
    published_on = article.published_at.date() if article.published_at else None
    figures = find_figures(
        layout, statements, published_on=published_on, language=article.language, headline=article.headline
    )
    summary = summarize(layout, headline=article.headline, figures=figures, quotes=quotes)
    return Brief(article=article, summary=summary, figures=figures, quotes=quotes)


def _beginning(body: str) -> str:
    """Return what is read of a body, cut where a sentence ends: half a number would be another one."""
    if len(body) <= LONGEST_READ:
        return body
    first = LONGEST_READ - _LONGEST_SENTENCE
    ends = (body.rfind(mark, first, LONGEST_READ) for mark in ("\n", ". ", " "))
    return body[: next((end + 1 for end in ends if end >= 0), LONGEST_READ)]
