"""Lists of words written as text, one place that cuts them."""


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces and line breaks between them."""
    return frozenset(text.split())
