"""Batches: JSON articles in, JSON briefs out, line by line in order, on as many cores as there are."""

import json
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from queue import Queue
from threading import Event, Thread

from bot.errors import ArticleError
from bot.extraction import read_article, read_document
from bot.extraction.body.published import parse_published
from bot.extraction.brief_json import brief_to_json, json_line
from bot.model import Document, MediaType

Line = bytes | str

LONGEST_LINE = 64_000_000
FEW = 24
"""So many lines are read here before other processes are worth their start."""
AHEAD = 8
"""How many lines per process are read ahead of the slowest: what bounds the memory."""

log = logging.getLogger(__name__)


class _UnusableLineError(ValueError):
    """A line that is no article; its text says why."""


def read_lines(lines: Iterable[Line], *, raw: bool, jobs: int = 1) -> Iterator[str]:
    """Yield one JSON brief for each line `{"id", "text", "headline"?, "published_at"?}`, in the same order.

    `raw` takes `text` as the body unchanged. A line that cannot be used yields `{"id", "error"}`. Each answer comes
    as soon as it and those before it are known, while more lines may still be awaited; lines ahead are bounded.
    """
    waiting = iter(lines)
    for line in islice(waiting, FEW) if jobs > 1 else waiting:
        yield read_line(line, raw=raw)
    if jobs > 1:
        yield from _read_in_processes(waiting, raw=raw, jobs=jobs)


def read_line(line: Line, *, raw: bool) -> str:
    """Return the JSON brief of one JSON article, or `{"id", "error"}`; never raises."""
    given: dict[str, object] = {}
    try:
        given = _parsed(line)
        brief = read_article(read_document(_document(given, raw=raw)))
        record = brief_to_json(brief)
        return json_line(record | {"id": given["id"]} if "id" in given else record)
    except (_UnusableLineError, ArticleError) as error:
        return json_line({"id": given.get("id"), "error": str(error)})
    except Exception:
        log.exception("batch.line_failed")
        return json_line({"id": given.get("id"), "error": "Nutgraf failed on this text: please report it."})


def _parsed(line: Line) -> dict[str, object]:
    if len(line) > LONGEST_LINE:
        raise _UnusableLineError(f"The line is longer than {LONGEST_LINE:,} characters.")
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line
        given: object = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise _UnusableLineError("The line is not valid JSON in UTF-8.") from error
    if not isinstance(given, dict):
        raise _UnusableLineError("The line is not a JSON object.")
    return given


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _document(given: dict[str, object], *, raw: bool) -> Document:
    text, headline = given.get("text"), given.get("headline")
    if not isinstance(text, str):
        raise _UnusableLineError('The line has no "text".')
    return Document(
        text=text,
        media_type=MediaType.TEXT,
        headline=headline if isinstance(headline, str) else None,
        published_at=_instant(given.get("published_at")),
        raw=raw,
    )


def _instant(value: object) -> datetime | None:
    if isinstance(value, str):
        return parse_published(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    return None


@dataclass(frozen=True, slots=True)
class _Owed:
    """An answer still being made; the line is kept in case its process dies."""

    line: Line
    answer: Future[str]


def _read_in_processes(lines: Iterator[Line], *, raw: bool, jobs: int) -> Iterator[str]:
    """Yield the answers in order: a thread reads and hands out, so that answers need not wait for the next line."""
    owed: Queue[_Owed | Exception | None] = Queue(maxsize=AHEAD * jobs)
    stopped = Event()
    first = next(lines, None)
    if first is None:
        return
    with closing(_Pool(jobs)) as pool:
        Thread(target=_hand_out, args=(first, lines, pool, owed, stopped, raw), daemon=True).start()
        try:
            while (due := owed.get()) is not None:
                if isinstance(due, Exception):
                    raise due
                yield _answer(due, raw=raw)
        finally:
            stopped.set()
            while not owed.empty():  # so that the thread, if it waits for room, sees that we stopped
                owed.get_nowait()


def _hand_out(
    first: Line,
    lines: Iterator[Line],
    pool: "_Pool",
    owed: "Queue[_Owed | Exception | None]",
    stopped: Event,
    raw: bool,
) -> None:
    line: Line | None = first
    try:
        while line is not None and not stopped.is_set():
            owed.put(_Owed(line, pool.submit(line, raw=raw)))
            line = next(lines, None)
        owed.put(None)
    except Exception as error:  # noqa: BLE001 - raised again where the answers are taken
        owed.put(error)


def _answer(due: _Owed, *, raw: bool) -> str:
    try:
        return due.answer.result()
    except BrokenExecutor:
        return read_line(due.line, raw=raw)


class _Pool:
    """Processes that read lines; without them (none may be started, or one died) the thread that submits does it."""

    def __init__(self, jobs: int) -> None:
        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        context = get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload([__name__])
        self._processes: Executor | None = ProcessPoolExecutor(jobs, mp_context=context)

    def submit(self, line: Line, *, raw: bool) -> "Future[str]":
        """Start reading a line."""
        if self._processes is not None:
            try:
                return self._processes.submit(_read_line, line, raw)
            except (BrokenExecutor, OSError):
                log.warning("batch.processes_lost")
                self._processes = None
        done: Future[str] = Future()
        done.set_result(read_line(line, raw=raw))
        return done

    def close(self) -> None:
        """Stop the processes, dropping what they have not begun."""
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=True)


def _read_line(line: Line, raw: bool) -> str:
    return read_line(line, raw=raw)
