"""A clock for waiting: the wall clock, except that it never steps back."""

from datetime import datetime, timedelta

from bot.ports import Clock


class SteadyClock:
    """Follows the wall clock forwards; when that is set back, goes on from where it was, second by second."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._now = clock.now()
        self._monotonic = clock.monotonic()

    def now(self) -> datetime:
        """Return a time never earlier than any returned before."""
        monotonic = self._clock.monotonic()
        going_on = self._now + timedelta(seconds=max(0.0, monotonic - self._monotonic))
        self._now, self._monotonic = max(going_on, self._clock.now()), monotonic
        return self._now

    def monotonic(self) -> float:
        """Return seconds that never step back."""
        return self._clock.monotonic()
