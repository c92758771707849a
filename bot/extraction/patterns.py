"""Regular expressions that are compiled when they are first used: a start pays only for those its texts need."""

import re
from collections.abc import Iterable
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split", "pattern", "flags", "groups")


def lazy(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern and is compiled at its first use, in whatever thread that is."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def any_start(starts: Iterable[str]) -> str:
    """Return a pattern for any of these, grouped by first letter: the engine then skips the others in one step."""
    by_first: dict[str, list[str]] = {}
    for start in starts:
        by_first.setdefault(start[0], []).append(start[1:])
    groups = (f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(by_first.items()))
    return f"(?:{'|'.join(groups)})"


class _Lazy:
    """A pattern's methods, put in place at the first use of one: from then on they cost what the pattern's own do."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
