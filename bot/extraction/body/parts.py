"""What a document says about itself, whatever it is written in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The paragraphs of a document's article and the metadata found in the document, each None where it has none."""

    paragraphs: tuple[str, ...]
    headline: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
