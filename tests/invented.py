"""Words that no language has, one for each number: what is made of different ones shares no telling word."""

SYLLABLES = (
    *("vel", "mo", "ra", "tar", "nec", "or", "lec", "bru"),
    *("stad", "kes", "una", "dal", "vik", "mir", "pol", "sha"),
)


def word(number: int, *, syllables: int = 4) -> str:
    """Return a word that no other number below 16 ** syllables has."""
    return "".join(SYLLABLES[number // 16**place % 16] for place in range(syllables))
