"""What the tests of quotes, names and statements call to read a text."""

from bot.extraction.layout import lay_out
from bot.extraction.names import find_people
from bot.extraction.quotes import find_quotes
from bot.extraction.statements import Statements, find_statements
from bot.model import Mention, Quote, Span


def quotes_of(body: str) -> tuple[Quote, ...]:
    layout = lay_out(body)
    return find_quotes(layout, find_people(layout))


def speakers_of(body: str) -> list[tuple[str, str | None]]:
    """Return each quote's words with the words of its speaker."""
    return [(quote.span.of(body), quote.speaker.span.of(body) if quote.speaker else None) for quote in quotes_of(body)]


def statements_of(body: str) -> Statements:
    layout = lay_out(body)
    people = find_people(layout)
    return find_statements(layout, people, find_quotes(layout, people))


def who_states(body: str, said: str) -> str | None:
    """Return the words that name who states the first occurrence of `said`."""
    mention = mention_of(body, said)
    return mention.span.of(body) if mention else None


def mention_of(body: str, said: str) -> Mention | None:
    start = body.index(said)
    return statements_of(body).speaker_of(Span(start, start + len(said)))
