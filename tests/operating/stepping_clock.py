"""Nutgraf in a process whose wall clock is set back an hour at each SIGUSR1: `python stepping_clock.py run …`.

Every clock reading of the process comes from `datetime.now`, so it is replaced before anything of ours is imported.
"""

import datetime
import signal
import sys

_REAL = datetime.datetime
_behind = datetime.timedelta()


class _AnyDatetime(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, _REAL)


class _SteppingDatetime(_REAL, metaclass=_AnyDatetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        return _REAL.now(tz) - _behind


def _step_back(*_: object) -> None:
    global _behind
    _behind += datetime.timedelta(hours=1)


if __name__ == "__main__":
    datetime.datetime = _SteppingDatetime  # type: ignore[misc]
    signal.signal(signal.SIGUSR1, _step_back)
    from bot.cli import main

    sys.argv[0] = "nutgraf"
    main()
