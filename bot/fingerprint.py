"""A text's fingerprint: small, comparable, and hardly changed by an edited word; for telling copies from retellings."""

import re
from array import array
from heapq import nsmallest
from zlib import crc32

WORDS_PER_SHINGLE = 4
KEPT = 40
FEWEST_SHINGLES = 20
"""Shorter texts say the same thing by chance."""
LONGEST_TEXT = 20_000
COPY_AT = 0.45
"""Texts that share this much are copies of one another: a retelling in other words shares below 0.1."""

_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> bytes:
    """Return the fingerprint of a text: its smallest hashes of four words in a row (bottom-k MinHash), sorted.

    Empty for a text too short to tell. Equal for equal words, whatever the punctuation and case.
    """
    words = _WORD.findall(text[:LONGEST_TEXT].casefold())
    shingles = {
        crc32(" ".join(words[i : i + WORDS_PER_SHINGLE]).encode("utf-8", "replace"))
        for i in range(len(words) - WORDS_PER_SHINGLE + 1)
    }
    if len(shingles) < FEWEST_SHINGLES:
        return b""
    return array("I", nsmallest(KEPT, shingles)).tobytes()


def resemblance(one: bytes, other: bytes) -> float:
    """Return the estimated share of word sequences two fingerprinted texts have in common, 0 to 1 (Jaccard).

    Its standard error is below 0.08; 0 where either has no fingerprint.
    """
    if not one or not other:
        return 0.0
    first, second = set(array("I", one)), set(array("I", other))
    common = first & second
    if not common:
        return 0.0
    smallest = nsmallest(KEPT, first | second)
    return sum(1 for shingle in smallest if shingle in common) / len(smallest)


def is_copy(one: bytes, other: bytes) -> bool:
    """Say whether two fingerprints are of nearly the same text."""
    return resemblance(one, other) >= COPY_AT
