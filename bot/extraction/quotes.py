"""Quotations and who said them."""

from bot.extraction.layout import Layout
from bot.extraction.names import People
from bot.model import Quote


def find_quotes(layout: Layout, people: People) -> tuple[Quote, ...]:
    """Find what is quoted in a body, in order, each with its speaker where the text gives one."""
    return ()
