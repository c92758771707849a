"""Rich text elements, pure: words that no markup can escape from, real links and instants."""

from typing import Any

from adapters.slack.words import DATE_FORMAT, clean, clip_text, honest_label, timestamp, web_link
from bot.message import Run, Style, Text

Json = dict[str, Any]

TEXT_LIMIT = 3000
"""Characters of one section (https://docs.slack.dev/reference/block-kit/blocks/section-block); rich text has no
documented limit, and no reader wants more in one piece."""


def has_words(text: Text) -> bool:
    """Say whether anything of the text can be seen."""
    return any(clean(run.text[:TEXT_LIMIT]).strip() for run in text[:TEXT_LIMIT])


def rich(*parts: Json) -> Json:
    """Return a rich_text block of sections, lists and quotes."""
    return {"type": "rich_text", "elements": list(parts)}


def section(text: Text, *, one_line: bool = False) -> Json:
    """Return a section: a paragraph, or a line of a list."""
    return {"type": "rich_text_section", "elements": elements(text, one_line=one_line)}


def elements(text: Text, *, one_line: bool = False) -> list[Json]:
    """Return the elements of a section or quote, at least one, within TEXT_LIMIT."""
    made = [element for run in clip_text(text, TEXT_LIMIT) if (element := _element(run, one_line=one_line))]
    return made or [{"type": "text", "text": " "}]


def _element(run: Run, *, one_line: bool) -> Json | None:
    label = clean(run.text, one_line=one_line)
    if not label:
        return None
    link, seconds = web_link(run.url) if label.strip() else None, timestamp(run.at) if run.at else None
    if link:
        label = honest_label(label, link)
    if seconds is not None:
        element = {"type": "date", "timestamp": seconds, "format": DATE_FORMAT, "fallback": label}
        element |= {"url": link} if link else {}
    elif link:
        element = {"type": "link", "url": link, "text": label}
    else:
        element = {"type": "text", "text": label}
    return element if run.style is Style.PLAIN else {**element, "style": {run.style.value: True}}
