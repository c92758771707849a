"""Who is named in a body: full names, roles, affiliations, and who a short mention means."""

from dataclasses import dataclass

from bot.extraction.layout import Layout


@dataclass(frozen=True, slots=True)
class People:
    """The persons of one article."""


def find_people(layout: Layout) -> People:
    """Gather the persons an article names."""
    return People()
