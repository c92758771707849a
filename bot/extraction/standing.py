"""Where a phrase stands, seen from a quoted run: side, distance and what follows from these alone."""

from bot.extraction.mentions import Kind, Phrase, Stand

Place = tuple[str, str, Stand, str, Kind, str]
"""Where a phrase stands, seen from a run, and how: side, link, stand, strength, kind, and how the run sits."""


def features_of_place(place: Place) -> tuple[str, ...]:
    """Name the features that follow from a place alone."""
    side, link, stand, strength, kind, context = place
    features = (f"{side} {link}".strip(), f"{stand} {strength}".strip(), f"{kind} {side}", f"{context} run, {side}")
    return (
        (*features, f"{side} {link}: {stand}", f"{context} run, {side} {link}")
        if link in ("tight", "near")
        else features
    )


def gap(between: str) -> str:
    """Say what lies between a cue and the run it leads in."""
    if between in ("", ",", ":"):
        return "tight"
    if "Q" in between:
        return "past a run"
    if between[-1] == "w":
        return "that"
    return "near" if len(between) < 6 else "far"


def link_before(phrase: Phrase, between: str, shape: str, token: int) -> tuple[str, str]:
    """Say on which side of the run at `token` a phrase before it stands, and how near (by its cue if that follows)."""
    if "\n" in between:
        is_further = between.count("\n") > 1
        return "paragraph before", "further" if is_further else "earlier" if "." in between else "last sentence"
    if "." in between:
        return "sentence before", "the last" if between.count(".") == 1 else "earlier"
    if phrase.cue >= phrase.last:
        between = shape[phrase.cue + 1 : token]
    if len(between) <= 1 or between in (",w", "w,"):
        return "before", "tight"
    if "Q" in between:
        return "before", "past a run"
    return "before", "near" if len(between) < 7 else "far"


def link_after(between: str) -> tuple[str, str]:
    """Say on which side of a run a phrase behind it stands, and how near."""
    if "\n" in between:
        return "paragraph after", ""
    if "." in between:
        return "sentence after", ""
    if "Q" in between:
        return "after", "past a run"
    return "after", "tight" if len(between) <= 1 else "near" if len(between) < 6 else "far"
