"""Word lists written as running text."""


def words(listed: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(listed.split())
