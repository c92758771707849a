"""Who is named in a body: full names, roles, affiliations, and who a short mention means."""

from dataclasses import dataclass

from bot.extraction.layout import Layout
from bot.extraction.marks import Run, find_runs
from bot.extraction.mentions import Phrase, find_phrases
from bot.extraction.tokens import Tokens, cut_tokens
from bot.model import Mention, Span


@dataclass(frozen=True, slots=True)
class People:
    """The phrases of one article that can speak, and the persons they mean."""

    runs: tuple[Run, ...]
    tokens: Tokens
    phrases: list[Phrase]

    def mention(self, phrase: int) -> Mention:
        """Return a phrase as a mention, with its person where the article names one."""
        found = self.phrases[phrase]
        return Mention(span=Span(self.tokens.starts[found.first], self.tokens.ends[found.last - 1]))


def find_people(layout: Layout) -> People:
    """Gather the persons an article names."""
    runs = find_runs(layout)
    tokens = cut_tokens(layout, runs)
    return People(runs, tokens, find_phrases(tokens))
