"""Feed documents to listings, by worker processes that are started when needed and killed when they hang."""

import asyncio
import json
import os
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.errors import SourceError
from bot.sources.files import to_moment
from bot.sources.wording import one_line

TIME_LIMIT = timedelta(seconds=5)
MEMORY_LIMIT = 1024 * 1024 * 1024
KEPT_MEMORY = 64 * 1024 * 1024
_START_LIMIT = 15.0  # a busy machine may need long to start Python; that is no feed's fault
_LENGTH = struct.Struct(">Q")
_WORKER = Path(__file__).with_name("feed_worker.py")
_LARGEST_ANSWER = 256 * 1024 * 1024
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "LANG")


class HtmlInsteadError(SourceError):
    """A feed was expected and an HTML page came: it may name its feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry as the feed has it; links not yet resolved. `length` is that of the content's visible text, `tail`
    its last words."""

    id: str
    link: str
    title: str
    published_at: datetime | None
    author: str
    outlet: str
    content: str
    length: int
    tail: str
    is_content: bool
    is_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed document: its title, the base its links are relative to, its entries in document order."""

    title: str
    base: str | None
    dropped: int
    entries: tuple[Listed, ...]


class FeedReader:
    """Parses feeds in at most `workers` processes, each document within `time_limit` and `memory_limit`.

    A process that hangs is killed and replaced; one that has had nothing to do for `idle` ends, and so does one that
    holds more than `kept_memory` after a document.
    """

    def __init__(
        self,
        *,
        time_limit: timedelta = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
        kept_memory: int = KEPT_MEMORY,
        workers: int = 2,
        idle: timedelta = timedelta(seconds=60),
    ) -> None:
        self._time_limit = time_limit.total_seconds()
        self._memory = (memory_limit, kept_memory)
        self._idle = idle.total_seconds()
        self._turns = asyncio.Semaphore(workers)
        self._resting: list[_Worker] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def resting(self) -> int:
        """How many processes have nothing to do at the moment, or are ending."""
        return len(self._resting) + len(self._ending)

    async def read(self, text: str, shown: str) -> Listing:
        """Return the listing of a feed document; `shown` names it in messages.

        Raises HtmlInsteadError for a page, SourceError for anything else that cannot be read as a feed.
        """
        document = text.encode("utf-8", "replace")
        async with self._turns:
            worker = self._resting.pop() if self._resting else _Worker(self._time_limit, self._memory)
            try:
                await worker.start()
                answer = await worker.ask(document)
            except TimeoutError:
                raise SourceError(
                    one_line(f"{shown} takes longer than {self._time_limit:g} seconds to parse and was given up")
                ) from None
            except (EOFError, OSError, ValueError) as error:
                raise SourceError(
                    one_line(f"{shown} could not be parsed: the parser ended or ran out of memory")
                ) from (error)
            finally:
                await self._rest(worker)
        return _to_listing(answer, shown)

    async def close(self) -> None:
        """End the processes; safe to call twice."""
        self._closed = True
        while self._resting:
            await self._resting.pop().end()
        await asyncio.gather(*self._ending)

    async def _rest(self, worker: "_Worker") -> None:
        if self._closed or not worker.is_usable:
            await worker.end()
            return
        self._resting.append(worker)
        worker.alarm = asyncio.get_running_loop().call_later(self._idle, self._retire, worker)

    def _retire(self, worker: "_Worker") -> None:
        if worker in self._resting:
            self._resting.remove(worker)
            ending = asyncio.get_running_loop().create_task(worker.end())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)


def worker_environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return what a worker may know of our environment: enough to start Python, and no token."""
    return {name: ours[name] for name in _KEPT_ENVIRONMENT if name in ours}


class _Worker:
    """One parsing process, started by the first question."""

    def __init__(self, time_limit: float, memory: tuple[int, int]) -> None:
        self._time_limit = time_limit
        self._memory = memory
        self._process: asyncio.subprocess.Process | None = None
        self.alarm: asyncio.TimerHandle | None = None
        self.is_usable = False

    async def start(self) -> None:
        """Start the process if there is none. Raises OSError if it cannot."""
        self._wake()
        self.is_usable = False
        if self._process is not None and not await self._is_there(self._process):
            await self.end()
        if self._process is not None:
            return
        try:
            async with asyncio.timeout(_START_LIMIT):
                self._process = await self._spawn()
                await self._exchange(self._process, b"")
        except TimeoutError as error:
            raise OSError("the parser did not start") from error

    async def ask(self, document: bytes) -> dict[str, Any]:
        """Return the worker's answer. Raises TimeoutError, or EOFError if it ended: then it is of no more use."""
        assert self._process is not None
        self.is_usable = False
        async with asyncio.timeout(self._time_limit):
            answer = await self._exchange(self._process, document)
        self.is_usable = not answer["is_swollen"]
        return answer

    async def _is_there(self, process: asyncio.subprocess.Process) -> bool:
        """Say whether a process that rested still answers: one that was killed is no fault of the next feed."""
        try:
            async with asyncio.timeout(_START_LIMIT):
                await self._exchange(process, b"")
        except (EOFError, OSError):
            return False
        return True

    async def _spawn(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # this folder's own file names must not hide anyone's modules
            str(_WORKER),
            str(int(self._time_limit) + 1),
            *(str(size) for size in self._memory),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=worker_environment(os.environ),
        )

    async def _exchange(self, process: asyncio.subprocess.Process, document: bytes) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_LENGTH.pack(len(document)))
        process.stdin.write(document)
        await process.stdin.drain()
        (size,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
        if size > _LARGEST_ANSWER:
            raise ValueError("an answer beyond all measure")
        answer = json.loads(await process.stdout.readexactly(size))
        assert isinstance(answer, dict)
        return answer

    def _wake(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()

    async def end(self) -> None:
        """Kill the process, if any, and wait until it is gone."""
        self._wake()
        process, self._process = self._process, None
        self.is_usable = False
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.communicate()


def _to_listing(answer: dict[str, Any], shown: str) -> Listing:
    match answer.get("problem"):
        case None:
            pass
        case "html":
            raise HtmlInsteadError(one_line(f"{shown} is a web page, not a feed"))
        case "memory":
            raise SourceError(one_line(f"{shown} needs too much memory to parse and was given up"))
        case problem:
            raise SourceError(one_line(f"{shown} is {problem}"))
    return Listing(
        title=answer["title"],
        base=answer["base"],
        dropped=answer["dropped"],
        entries=tuple(_to_listed(entry) for entry in answer["entries"]),
    )


def _to_listed(entry: dict[str, Any]) -> Listed:
    return Listed(
        id=entry["id"],
        link=entry["link"],
        title=entry["title"],
        published_at=to_moment(entry["published"]),
        author=entry["author"],
        outlet=entry["outlet"],
        content=entry["html"],
        length=entry["length"],
        tail=entry["tail"],
        is_content=entry["is_content"],
        is_text=entry["is_text"],
    )
