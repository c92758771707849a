"""The forms of a verb from its base: "deny" gives denies, denied and denying."""

_PAST = {
    "begin": "began begun",
    "cry": "cried",
    "deny": "denied",
    "feel": "felt",
    "find": "found",
    "forecast": "forecast forecasted",
    "foresee": "foresaw foreseen",
    "give": "gave given",
    "hear": "heard",
    "hold": "held",
    "imply": "implied",
    "know": "knew known",
    "mean": "meant",
    "put": "put",
    "read": "read",
    "reply": "replied",
    "say": "said",
    "see": "saw seen",
    "speak": "spoke spoken",
    "stand": "stood",
    "swear": "swore sworn",
    "tally": "tallied",
    "teach": "taught",
    "tell": "told",
    "testify": "testified",
    "think": "thought",
    "understand": "understood",
    "verify": "verified",
    "weep": "wept",
    "write": "wrote written",
}
_DOUBLED = {
    "admit": "t", "begin": "n", "blog": "g", "brag": "g", "chat": "t", "dub": "b", "grin": "n", "log": "g", "nod": "d",
    "pan": "n", "peg": "g", "pencil": "l", "put": "t", "quip": "p", "refer": "r", "slam": "m", "snap": "p",
}  # fmt: skip


def third(verb: str) -> str:
    """Return the form behind "she": says, denies, guesses."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")


def past(verb: str) -> list[str]:
    """Return the past tense, and the participle where it differs."""
    if verb in _PAST:
        return _PAST[verb].split()
    stem = verb + _DOUBLED.get(verb, "")
    return [stem + ("d" if stem.endswith("e") else "ed")]


def gerund(verb: str) -> str:
    """Return the form in -ing."""
    stem = verb + _DOUBLED.get(verb, "")
    return (stem[:-1] if stem.endswith("e") and not stem.endswith("ee") else stem) + "ing"
