"""The way of an article from the poll to the channel, and when it passed which stage."""

import statistics
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

WARM = 3
"""The first articles are not counted: they wait for what is loaded once."""


@dataclass(frozen=True)
class Delay:
    """Milliseconds, over many messages."""

    what: str
    p50: float
    p99: float


def summed_up(what: str, seconds: list[float]) -> Delay:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return Delay(what, statistics.median(seconds) * 1e3, cuts[98] * 1e3)


class Way:
    """When one article passed each stage on its way: wall clock and processor time since its poll began."""

    def __init__(self) -> None:
        self.passed: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.begin()

    def begin(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def pass_(self, stage: str) -> None:
        wall, work = self._began
        self.passed[stage].append((time.perf_counter() - wall, time.process_time() - work))

    def table(self) -> str:
        """Return milliseconds since the poll began, per stage."""
        lines = [f"{'stage passed':40}{'p50':>8}{'p99':>8}{'processor p50':>16}   ms since the poll began"]
        for stage, times in self.passed.items():
            walls, works = ([each[part] for each in times[WARM:]] for part in (0, 1))
            found = summed_up(stage, walls)
            lines.append(f"{stage:40}{found.p50:8.1f}{found.p99:8.1f}{statistics.median(works) * 1e3:16.1f}")
        return "\n".join(lines)


class Watched:
    """An adapter that notes when it is given a message to post, which is when the durable mark is there."""

    def __init__(self, adapter: Any, way: Way) -> None:
        self._adapter = adapter
        self._way = way

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)

    async def post(self, channel: str, message: Any, **options: Any) -> Any:
        self._way.pass_("marked as sending, handed over")
        return await self._adapter.post(channel, message, **options)
