"""Who is named in a body: full names, roles, affiliations, and who a short mention means."""

from dataclasses import dataclass

from bot.extraction.bodies import Bodies
from bot.extraction.layout import Layout
from bot.extraction.marks import Run, find_runs
from bot.extraction.mentions import Phrase, find_phrases
from bot.extraction.persons import Persons
from bot.extraction.tokens import Tokens, cut_tokens
from bot.model import Mention, Span


@dataclass(frozen=True, slots=True)
class People:
    """What of one article can speak: its phrases, the persons they mean, and the quoted runs between them."""

    runs: tuple[Run, ...]
    tokens: Tokens
    phrases: list[Phrase]
    persons: Persons
    bodies: Bodies

    def mention(self, phrase: int) -> Mention:
        """Return a phrase as a mention, with its person or its full name where the article gives one."""
        found = self.phrases[phrase]
        span = Span(self.tokens.starts[found.first], self.tokens.ends[found.last - 1])
        return Mention(span=span, person=self.persons.person(phrase), fuller=self.bodies.fuller(found))


def find_people(layout: Layout) -> People:
    """Gather the persons an article names."""
    runs = find_runs(layout)
    tokens = cut_tokens(layout, runs)
    phrases = find_phrases(tokens)
    return People(runs, tokens, phrases, Persons(tokens, phrases), Bodies(tokens))
