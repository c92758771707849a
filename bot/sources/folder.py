"""A folder as a source: every article file in it and below it."""

import asyncio
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2s
from pathlib import Path

from bot.errors import ArticleError, SourceError
from bot.model import Document, Entry
from bot.ports import Poll, SourceMemory
from bot.sources.files import Piece, is_article_name, read_pieces
from bot.sources.wording import one_line

_DEEPEST = 8
_MOST_FILES = 20_000
_CARRIED_CHARACTERS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """An article file as the folder lists it: `name` is its path inside the folder, `path` where its bytes are.

    `written_ns` is when its text last changed, `touched_ns` when anything did (its permissions, too).
    """

    name: str
    path: Path
    size: int
    written_ns: int
    touched_ns: int


class FolderSource:
    """Lists the article files of a folder.

    An entry's guid is the file's path inside the folder (with `#part` for an article of a JSON list): a file that is
    edited stays the same entry, with another text.
    """

    def __init__(self, name: str, path: Path) -> None:
        self._name = name
        self._path = path

    @property
    def name(self) -> str:
        """The name the configuration gives it."""
        return self._name

    async def poll(self, memory: SourceMemory) -> Poll:
        """List the folder. Raises SourceError if it is missing or unreadable.

        Unchanged means same names, sizes and times. Entries carry their documents, up to a bound on memory; `open`
        reads those beyond it.
        """
        return await asyncio.to_thread(self._poll, memory)

    async def open(self, entry: Entry) -> Document:
        """Return the article of a listed entry, read again if the entry does not carry it. Raises ArticleError."""
        if entry.document is not None:
            return entry.document
        return await asyncio.to_thread(self._open, entry.guid)

    def _poll(self, memory: SourceMemory) -> Poll:
        problems: list[str] = []
        found = sorted(self._walk(problems), reverse=True, key=lambda file: (file.written_ns, file.name))
        seen = SourceMemory(digest=_digest(found))
        if memory.digest == seen.digest:
            return Poll(memory=seen, unchanged=True)
        entries: list[tuple[datetime, Entry]] = []
        room = _CARRIED_CHARACTERS
        for file in found:
            try:
                pieces = read_pieces(file.path)
            except ArticleError as error:
                problems.append(_problem(file.name, str(error)))
                continue
            for entry in _entries(file, pieces):
                size = len(entry.document.text) if entry.document else 0
                carried = entry if size <= room else replace(entry, document=None)
                room -= size if carried.document else 0
                entries.append((entry.published_at or _moment(file.written_ns), carried))
        entries.sort(key=lambda dated: dated[0], reverse=True)
        return Poll(entries=tuple(entry for _, entry in entries), memory=seen, problems=tuple(problems))

    def _open(self, guid: str) -> Document:
        for file in self._named(guid):
            try:
                pieces = read_pieces(file.path)
            except ArticleError as error:
                raise ArticleError(_problem(file.name, str(error))) from error
            for entry in _entries(file, pieces):
                if entry.guid == guid and entry.document is not None:
                    return entry.document
        raise ArticleError(_problem(guid, "is no longer in the folder"))

    def _named(self, guid: str) -> Iterator[Found]:
        """Yield the files that may hold an entry: those its guid names, else all whose names cannot be taken back."""
        root = self._root()
        ends = [place for place, char in enumerate(guid) if char == "#"]
        for name in (guid, *(guid[:end] for end in ends)):
            if is_article_name(Path(name).name) and os.path.lexists(root / name):
                with suppress(ArticleError):
                    yield _found(root, root / name)
        if "\\" in guid:
            yield from (file for file in self._walk([]) if guid.startswith(file.name))

    def _walk(self, problems: list[str]) -> Iterator[Found]:
        root = self._root()
        waiting = [(root, 0)]
        count = 0
        while waiting:
            folder, depth = waiting.pop()
            try:
                inside = sorted(os.scandir(folder), key=lambda found: found.name)
            except OSError as error:
                if folder == root:
                    raise SourceError(self._line(f"cannot be read: {error.strerror}; check its permissions")) from error
                problems.append(_problem(_inner(root, folder), f"cannot be read: {error.strerror}"))
                continue
            for item in inside:
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    if depth < _DEEPEST:
                        waiting.append((Path(item.path), depth + 1))
                    else:
                        problems.append(_problem(_inner(root, Path(item.path)), "lies too deep: it was not read"))
                    continue
                if not is_article_name(item.name):
                    continue
                count += 1
                if count > _MOST_FILES:
                    problems.append(self._line(f"has more than {_MOST_FILES:,} article files; the rest was not read"))
                    return
                try:
                    yield _found(root, Path(item.path))
                except ArticleError as error:
                    problems.append(_problem(_inner(root, Path(item.path)), str(error)))

    def _root(self) -> Path:
        try:
            root = self._path.expanduser().resolve(strict=True)
        except (OSError, RuntimeError) as error:
            raise SourceError(self._line("is missing: create it, or correct `path` of this source")) from error
        if not root.is_dir():
            raise SourceError(self._line("is not a folder: correct `path` of this source"))
        return root

    def _line(self, what: str) -> str:
        return one_line(f"folder {self._path} {what}")


def _found(root: Path, path: Path) -> Found:
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root):
            raise ArticleError("is a link that leads out of the folder: skipped")
        state = real.stat()
    except (OSError, RuntimeError) as error:
        raise ArticleError("is a link that leads nowhere, or just vanished: skipped") from error
    if not stat.S_ISREG(state.st_mode):
        raise ArticleError("is not a regular file: skipped")
    return Found(_inner(root, path), real, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


def _entries(file: Found, pieces: tuple[Piece, ...]) -> Iterator[Entry]:
    listed: set[str] = set()
    for piece in pieces:
        guid = f"{file.name}#{piece.part}" if piece.part else file.name
        if guid in listed:
            continue
        listed.add(guid)
        document = piece.document
        yield Entry(
            guid=guid,
            title=document.headline,
            url=document.url,
            published_at=document.published_at,
            byline=document.byline,
            outlet=document.outlet,
            document=document,
        )


def _inner(root: Path, path: Path) -> str:
    """Return a path inside the folder as text that any database and terminal takes, whatever bytes it has."""
    return os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")


def _digest(found: list[Found]) -> str:
    digest = blake2s(digest_size=16)
    for file in found:
        digest.update(
            f"{file.name}\0{file.size}\0{file.written_ns}\0{file.touched_ns}\n".encode("utf-8", "surrogatepass")
        )
    return digest.hexdigest()


def _moment(nanoseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.min.replace(tzinfo=UTC)


def _problem(name: str, what: str) -> str:
    return one_line(f"{one_line(name, 120)} {what}")
