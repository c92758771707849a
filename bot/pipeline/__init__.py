"""Poll → read → extract → group → match → owe."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Literal

from bot.errors import ArticleError, SourceError
from bot.extraction import read_article, read_document
from bot.links import canonical_url
from bot.matching import Offer
from bot.metrics import Metrics
from bot.model import Brief, Document, Entry, StoryId
from bot.pipeline.changes import change_dues
from bot.pipeline.grouping import Grouping, independent_voices, outlets_of
from bot.pipeline.operators import SourceNotices, trouble_key
from bot.pipeline.owing import Arrival, Due, dues, late_dues
from bot.pipeline.patience import waiting_until, wish_key
from bot.pipeline.recheck import FIRST_CHECK, first_check
from bot.pipeline.report import Outcome, PollReport
from bot.ports import Clock, Poll, Source, SourceMemory
from bot.store import SourceState, Store, Stored, Tx
from bot.topics import topics_of

__all__ = ["Feeding", "Outcome", "Pipeline", "PollReport"]

MOST_TRIES = 5
"""How often an entry that cannot be fetched is tried before its source's validators are trusted again."""
LONGEST_BACKOFF = timedelta(hours=1)

Writing = Callable[[Tx], Awaitable[bool]]
"""What is to be written in somebody else's transaction; it says whether anything is owed for it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeding:
    """A source and how it is read: how often, and how much of what is there already is posted (None: all).

    What is at hand, a folder, is looked at again whatever its articles' age: that costs nobody anything.
    """

    source: Source
    every: timedelta
    backlog: int | None
    is_at_hand: bool = False


class Pipeline:
    """Turns what sources list into stored briefs and owed alerts, one transaction per article.

    poll ─entries→ unseen ─new→ open ─document→ read ─brief→ group ─story→ store + owe
    """

    def __init__(
        self,
        *,
        store: Store,
        grouping: Grouping,
        clock: Clock,
        metrics: Metrics,
        owed: Callable[[], None],
        operators: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """`owed` is called when something may have to be delivered; `operators` hear of sources that fail."""
        self._store = store
        self._grouping = grouping
        self._clock = clock
        self._metrics = metrics
        self._owed = owed
        self._notices = SourceNotices(store, clock, operators)
        self._tries: dict[tuple[str, str], int] = {}
        self._writing = asyncio.Lock()

    async def poll(self, feeding: Feeding, state: SourceState | None = None) -> PollReport:
        """Read one source. Never raises for what the source or its articles do; the report says what happened.

        `state` is what is known of the source, where whoever took its turn has that at hand.
        """
        name = feeding.source.name
        state = state or await self._store.sources.state(name)
        try:
            poll = await feeding.source.poll(state.memory)
        except SourceError as error:
            return await self._failed(feeding, state, error)
        for problem in poll.problems:
            self._complain(name, problem, problem)
        new = () if poll.unchanged else await self._store.articles.unseen(name, poll.entries)
        skipped = 0
        if state.succeeded_at is None and feeding.backlog is not None and len(new) > feeding.backlog:
            skipped = len(new) - feeding.backlog
            new = await self._skip_backlog(name, new, feeding.backlog)
        read = await self._take_all(feeding, state, poll, new)
        outcome = Outcome.UNCHANGED if poll.unchanged else Outcome.READ
        self._metrics.polls.labels(name, outcome.value).inc()
        return PollReport(
            source=name, outcome=outcome, new=read, skipped=skipped, entries=poll.entries, problems=poll.problems
        )

    async def _skip_backlog(self, name: str, new: tuple[Entry, ...], backlog: int) -> tuple[Entry, ...]:
        """Mark all but the newest entries of a first poll as seen, so that an old feed does not flood."""
        skipped = new[backlog:]
        async with self._store.transaction() as tx:
            await self._store.articles.mark_seen(tx, name, skipped)
        _log.info("backlog_skipped", extra={"source": name, "skipped": len(skipped), "posted": backlog})
        return new[:backlog]

    async def _take_all(self, feeding: Feeding, state: SourceState, poll: Poll, new: Sequence[Entry]) -> int:
        """Read new entries, oldest first, and keep them; returns how many brought an article.

        Where the source does not date them all, they are read first and kept in the order their own dates give. The
        poll itself is remembered with the last article, so that the disk is waited for once; without its validators
        where an entry is to be tried again, so that it is listed again.
        """
        read, all_well = 0, True
        undated = any(entry.published_at is None for entry in new)
        waiting: list[tuple[Entry, Brief]] = []

        async def remember(tx: Tx) -> bool:
            return await self._succeeded(tx, feeding, state, poll if all_well else replace(poll, memory=SourceMemory()))

        for entry in reversed(new):
            brief = await self._read_entry(feeding.source, entry)
            all_well = all_well and brief is not None
            if not brief:
                continue
            read += 1
            waiting.append((entry, brief))
            if not undated and entry is not new[0]:
                await self._keep(feeding, *waiting.pop())
        now = self._clock.now()
        waiting.sort(key=lambda each: each[1].article.published_at or now)
        for entry, brief in waiting[:-1]:
            await self._keep(feeding, entry, brief)
        if waiting:
            await self._keep(feeding, *waiting[-1], remember)
        else:
            async with self._store.transaction() as tx:
                is_owed = await remember(tx)
            if is_owed:
                self._owed()
        return read

    async def _read_entry(self, source: Source, entry: Entry) -> Brief | Literal[False] | None:
        """Read one entry: its brief, False if there is none and never will be, None if it is worth a retry.

        An error nobody foresaw, ours or a source's, is told with its traceback and costs this entry alone.
        """
        try:
            return await self._open_and_read(source, entry)
        except Exception as error:  # noqa: BLE001 - one article must not stop the others; it is logged
            problem = f"{entry.title or entry.guid}: {type(error).__name__} while reading: {error}"
            self._complain(source.name, entry.guid, problem, unforeseen=error)
            return False

    async def _open_and_read(self, source: Source, entry: Entry) -> Brief | Literal[False] | None:
        key = (source.name, entry.guid)
        try:
            document = await source.open(entry)
        except SourceError as error:
            self._tries[key] = self._tries.get(key, 0) + 1
            self._complain(source.name, entry.guid, str(error))
            return None if self._tries[key] < MOST_TRIES else False
        try:
            brief = await asyncio.to_thread(_read, document, entry, source.name)
        except ArticleError as error:
            self._complain(source.name, entry.guid, f"{entry.title or entry.guid}: {error}")
            return False
        self._tries.pop(key, None)
        return brief

    async def _keep(self, feeding: Feeding, entry: Entry, brief: Brief, besides: Writing | None = None) -> None:
        """Store the brief and everything owed for it, in one transaction, one article at a time."""
        async with self._writing:
            is_owed = await self._store_and_owe(feeding, entry, brief, besides)
        if is_owed:
            self._owed()

    def _first_check(self, feeding: Feeding, brief: Brief) -> datetime | None:
        now = self._clock.now()
        return now + min(feeding.every, FIRST_CHECK) if feeding.is_at_hand else first_check(brief, now, feeding.every)

    async def _store_and_owe(self, feeding: Feeding, entry: Entry, brief: Brief, besides: Writing | None) -> bool:
        """Do both in one transaction; returns whether anything new is owed."""
        source, check_at = feeding.source.name, self._first_check(feeding, brief)
        placed = self._grouping.place(brief)
        address = canonical_url(brief.article.url) if brief.article.url else None
        async with self._store.transaction() as tx:
            answers = topics_of(await self._store.topics.all(tx), brief)
            is_new = await self._store.articles.add(
                tx,
                brief,
                source=source,
                entry=entry,
                story_id=placed.story_id,
                canonical_url=address,
                fingerprint=placed.fingerprint,
                features=placed.features,
                next_check_at=check_at,
                answers=answers,
            )
            await self._store.articles.mark_seen(tx, source, (entry,))
            if is_new:
                is_owed = await self._owe(tx, await self._dues(tx, source, brief, placed.story_id, answers))
            else:
                known = await self._store.articles.same_as(tx, brief.article, address, placed.fingerprint)
                is_owed = await self._owe(tx, await self._late_dues(tx, source, known) if known else ())
            if besides and await besides(tx):
                is_owed = True
        if not is_new:
            return is_owed
        self._metrics.articles.labels(source).inc()
        _log.info(
            "article_read",
            extra={
                "source": source,
                "article": brief.article.id,
                "story": placed.story_id,
                "figures": len(brief.figures),
                "quotes": len(brief.quotes),
            },
        )
        return is_owed

    async def _owe(self, tx: Tx, found: Iterable[Due]) -> bool:
        is_owed = False
        for due in found:
            new = await self._store.outbox.owe(tx, due.alert, due.owed)
            self._metrics.owed.labels(due.alert.kind.value).inc(len(new))
            is_owed = is_owed or bool(new)
        return is_owed

    async def _dues(
        self, tx: Tx, source: str, brief: Brief, story_id: StoryId, answers: Sequence[Sequence[str]]
    ) -> tuple[Due, ...]:
        subscriptions = await self._store.subscriptions.all(tx)
        arrival = await self._arrival(tx, source, brief, story_id, answers)
        told = await self._store.outbox.about_story(story_id, tx=tx)
        return (
            *dues(arrival, subscriptions, told),
            *await change_dues(self._store, tx, arrival, subscriptions),
        )

    async def _late_dues(self, tx: Tx, source: str, known: Stored) -> tuple[Due, ...]:
        """The article is stored already: another source had it first, or this one under another guid."""
        subscriptions = [each for each in await self._store.subscriptions.all(tx) if source in each.sources]
        if not subscriptions:
            return ()
        answers = topics_of(await self._store.topics.all(tx), known.brief)
        arrival = await self._arrival(tx, source, known.brief, known.story_id, answers)
        return late_dues(arrival, subscriptions, await self._store.outbox.about_story(known.story_id, tx=tx))

    async def _arrival(
        self, tx: Tx, source: str, brief: Brief, story_id: StoryId, answers: Sequence[Sequence[str]]
    ) -> Arrival:
        earlier = await self._store.stories.briefs_of(story_id, tx=tx, but_not=brief.article.id)
        told = (*earlier, brief)
        return Arrival(
            brief=brief,
            story_id=story_id,
            earlier=earlier,
            outlets=outlets_of(told),
            independent=independent_voices(told),
            offer=Offer(brief=brief, sources=frozenset((source,)), topics=frozenset(chain(*answers))),
            now=self._clock.now(),
        )

    async def _succeeded(self, tx: Tx, feeding: Feeding, state: SourceState, poll: Poll) -> bool:
        """Remember the poll; returns whether operators are owed a notice of it."""
        name, now = feeding.source.name, self._clock.now()
        await self._store.sources.record_success(
            tx,
            name,
            poll.memory,
            polled_at=now,
            next_poll_at=now + max(feeding.every, poll.not_before or timedelta(0)),
        )
        if poll.not_before or not _went_as_usual(state, feeding):
            await self._respect(tx, name, poll.not_before, now)
        if not state.is_untroubled and await self._store.memories.recall(trouble_key(name), tx) is not None:
            await self._notices.worked(tx, name)
            return True
        return False

    async def _failed(self, feeding: Feeding, state: SourceState, error: SourceError) -> PollReport:
        name, now = feeding.source.name, self._clock.now()
        failures = state.failures + 1
        async with self._store.transaction() as tx:
            if error.gone:
                await self._store.sources.retire(tx, name, str(error), at=now)
            else:
                pause = max(feeding.every, min(feeding.every * 2 ** min(failures - 1, 8), LONGEST_BACKOFF))
                next_poll_at = now + max(pause, error.retry_after or timedelta(0))
                await self._store.sources.record_failure(tx, name, str(error), polled_at=now, next_poll_at=next_poll_at)
            await self._respect(tx, name, error.retry_after, now)
            is_owed = await self._notices.failed(tx, name, str(error), failures=failures, is_gone=error.gone)
        if is_owed:
            self._owed()
        outcome = Outcome.RETIRED if error.gone else Outcome.FAILED
        self._metrics.polls.labels(name, outcome.value).inc()
        _log.warning("source_failed", extra={"source": name, "error": str(error), "retired": error.gone})
        return PollReport(source=name, outcome=outcome, error=str(error))

    async def _respect(self, tx: Tx, name: str, wait: timedelta | None, now: datetime) -> None:
        """Remember a server's wish to be left alone, which even `--once` respects."""
        key = wish_key(name)
        if wait:
            await self._store.memories.remember(tx, key, (now + wait).isoformat())
        else:
            await self._store.memories.forget(tx, key)

    async def waiting_until(self, name: str) -> datetime | None:
        """Return until when the source's server asked us to stay away, None if it did not or that is over."""
        return await waiting_until(self._store, name, self._clock.now())

    def _complain(self, source: str, key: str, problem: str, *, unforeseen: Exception | None = None) -> None:
        """Log what could not be read, once per process for each thing; with the traceback of what is our fault."""
        if self._tries.setdefault((source, f"told:{key}"), 0) == 0:
            self._tries[(source, f"told:{key}")] = 1
            self._metrics.unreadable.labels(source).inc()
            level = logging.ERROR if unforeseen else logging.WARNING
            _log.log(level, "entry_unreadable", extra={"source": source, "problem": problem}, exc_info=unforeseen)


def _went_as_usual(state: SourceState, feeding: Feeding) -> bool:
    """Say whether the poll before asked for no longer wait than the settings do."""
    if state.polled_at is None or state.next_poll_at is None:
        return False
    return state.is_untroubled and state.next_poll_at - state.polled_at <= feeding.every


def _read(document: Document, entry: Entry, source: str) -> Brief:
    """Read a document into its brief; what the source knows about the entry fills what the document lacks.

    An article that names no outlet is told by the source, under the name the settings give it.
    """
    known = Document(
        text=document.text,
        media_type=document.media_type,
        url=document.url or entry.url,
        headline=document.headline or entry.title,
        byline=document.byline or entry.byline,
        published_at=document.published_at or entry.published_at,
        outlet=document.outlet or entry.outlet,
        raw=document.raw,
    )
    article = read_document(known)
    return read_article(replace(article, outlet=article.outlet or source))
