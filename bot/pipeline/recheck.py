"""Looks at articles again while they are fresh, and repairs alerts whose article was corrected or taken down."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.errors import ArticleError, SourceError
from bot.extraction import read_article, read_document
from bot.links import canonical_url
from bot.message import Message
from bot.model import Article, Brief, DeliveryState, Document, Entry
from bot.pipeline.correction import Correction, correction
from bot.pipeline.grouping import independent_voices, outlets_of
from bot.pipeline.patience import waiting_until
from bot.ports import Clock, Source, SourceMemory
from bot.present.correction import corrected_alert, correction_note, vanished_alert
from bot.store import Alert, AlertKind, Delivery, Owed, Store, Stored, Tx

FIRST_CHECK = timedelta(minutes=10)
"""When an article is looked at again for the first time, at the latest: sooner where its source is read oftener."""
MOST_AT_HAND = 500
SLOWER = 2
"""Every check comes after twice the article's age, so that frequency falls while the article cools."""
CHECKED_FOR = timedelta(days=3)

_log = logging.getLogger(__name__)


def first_check(brief: Brief, now: datetime, every: timedelta = FIRST_CHECK) -> datetime | None:
    """Return when to look again for the first time; None for an article that was old already."""
    published = brief.article.published_at or now
    return now + min(every, FIRST_CHECK) if now - published < CHECKED_FOR else None


def next_check(added_at: datetime, now: datetime, every: timedelta = FIRST_CHECK) -> datetime | None:
    """Return when to look again after having looked now; None when the article has cooled."""
    age = max(now - added_at, min(every, FIRST_CHECK))  # the clock may have been set back since
    return added_at + age * SLOWER if age < CHECKED_FOR else None


class Recheck:
    """Compares stored articles with what their sources give now.

    due → listed anew → opened → compared → replaced + edit and one reply owed
    """

    def __init__(
        self,
        *,
        store: Store,
        sources: Mapping[str, Source],
        clock: Clock,
        owed: Callable[[], None],
        every: Mapping[str, timedelta] = MappingProxyType({}),
        at_hand: Collection[str] = (),
    ) -> None:
        """`every` says how often sources are read; those `at_hand`, folders, cost nothing to look at again."""
        self._store = store
        self._sources = sources
        self._clock = clock
        self._owed = owed
        self._every = every
        self._at_hand = frozenset(at_hand)
        self._checking = asyncio.Lock()

    async def check_due(self) -> int:
        """Check every article whose turn it is, source by source; returns how many alerts had to be repaired."""
        return await self._check_all(await self._store.articles.to_check(self._clock.now()))

    async def check_at_hand(self) -> int:
        """Check the articles of folders whatever their turn."""
        return await self._check_all(await self._at_hand_now()) if self._at_hand else 0

    async def check_changed(self, source: str, guids: Collection[str]) -> int:
        """Check the articles of a folder's files that were just written; those never seen before are left alone."""
        unseen = await self._store.articles.unseen(source, [Entry(guid=guid) for guid in guids])
        known = set(guids) - {entry.guid for entry in unseen}
        if not known:
            return 0
        return await self._check_all(
            [stored for stored in await self._at_hand_now() if stored.source == source and stored.guid in known]
        )

    async def _at_hand_now(self) -> list[Stored]:
        fresh = await self._store.articles.to_check(self._clock.now() + 2 * CHECKED_FOR, limit=MOST_AT_HAND)
        return [stored for stored in fresh if stored.source in self._at_hand]

    async def _check_all(self, due: Sequence[Stored]) -> int:
        async with self._checking:
            repaired = await self._check_by_source(due)
        if repaired:
            self._owed()
        return repaired

    async def _check_by_source(self, due: Sequence[Stored]) -> int:
        repaired, later = 0, list[Stored]()
        for name in dict.fromkeys(stored.source for stored in due):
            batch = [stored for stored in due if stored.source == name]
            count, as_before = await self._check_source(name, batch)
            repaired += count
            later += as_before
        if later:
            await self._postpone(later)
        return repaired

    async def _check_source(self, name: str, batch: list[Stored]) -> tuple[int, list[Stored]]:
        """Look at a source's articles; returns how many must be repaired, and which are to be looked at later."""
        source = self._sources.get(name)
        listed: dict[str, Entry] = {}
        if source is not None:
            if await waiting_until(self._store, name, self._clock.now()):
                return 0, batch
            try:
                listed = _by_guid_and_address((await source.poll(SourceMemory())).entries)
            except SourceError as error:
                if error.gone or error.missing:  # then its articles may be as well, or it is the one page itself
                    return sum([await self._check_unlisted(source, stored) for stored in batch]), []
                _log.info("recheck_postponed", extra={"source": name, "error": str(error)})
                return 0, batch
        repaired, as_before = 0, list[Stored]()
        for stored in batch:
            entry = listed.get(stored.guid) or listed.get(stored.canonical_url or "")
            if source is None or (entry is None and stored.brief.article.url is None):
                await self._done_with(stored)  # it has left the folder: nothing to compare with
            elif entry is None:
                repaired += await self._check_unlisted(source, stored)
            else:
                is_repaired = await self._check(source, entry, stored)
                repaired += bool(is_repaired)
                if is_repaired is None:
                    as_before.append(stored)
        return repaired, as_before

    async def _check_unlisted(self, source: Source, stored: Stored) -> bool:
        """Look whether an article that has left its feed is still there; what it says now is not compared."""
        try:
            await source.open(Entry(guid=stored.guid, url=stored.brief.article.url))
        except SourceError as error:
            if error.gone or error.missing:
                return await self._missing(stored, error)
        await self._done_with(stored)
        return False

    async def _check(self, source: Source, entry: Entry, stored: Stored) -> bool | None:
        """Look at an article again; returns whether its alert must be repaired, None if it is to be looked at later."""
        try:
            document = await source.open(_as_listed(entry))
            if document.is_teaser:  # the page cannot be had right now: a teaser withdraws nothing
                return None
            new = await asyncio.to_thread(_read_if_changed, document, stored.brief.article)
        except SourceError as error:
            if error.gone or error.missing:
                return await self._missing(stored, error)
            return None
        except Exception:  # noqa: BLE001 - one article must not stop the others, now and at each later check
            _log.exception("recheck_failed", extra={"source": stored.source, "article": stored.brief.article.id})
            return None
        return None if new is None else await self._changed(stored, new)

    async def _changed(self, stored: Stored, new: Brief) -> bool:
        found = correction(stored.brief, new)
        now = self._clock.now()
        async with self._store.transaction() as tx:
            await self._store.articles.replace(tx, new)
            await self._store.articles.check_again(tx, {new.article.id: self._next_check(stored, now)})
            if found.is_nothing:
                return False
            told = await self._store.stories.briefs_of(stored.story_id, tx=tx)
            messages = _messages(stored.brief, new, found, now, told)
            for delivery in await self._shown(stored):
                await self._owe(tx, delivery, *messages, now)
        _log.info("article_corrected", extra={"article": new.article.id, "source": stored.source})
        return True

    async def _missing(self, stored: Stored, error: SourceError) -> bool:
        """Say that an article was taken down: at once where the server says so, else when it is missed twice."""
        key, now = f"missing:{stored.brief.article.id}", self._clock.now()
        missed_at = await self._store.memories.recall(key)
        again = min(self._every.get(stored.source, FIRST_CHECK), FIRST_CHECK)
        if error.gone or (isinstance(missed_at, str) and datetime.fromisoformat(missed_at) + again <= now):
            return await self._vanished(stored)
        async with self._store.transaction() as tx:
            if missed_at is None:
                await self._store.memories.remember(tx, key, now.isoformat())
            await self._store.articles.check_again(tx, {stored.brief.article.id: now + again})
        return False

    async def _vanished(self, stored: Stored) -> bool:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            told = await self._store.stories.briefs_of(stored.story_id, tx=tx)
            message = vanished_alert(stored.brief, now, outlets=outlets_of(told), independent=independent_voices(told))
            await self._store.articles.vanish(tx, stored.brief.article.id)
            await self._store.memories.forget(tx, f"missing:{stored.brief.article.id}")
            shown = await self._shown(stored)
            for delivery in shown:
                await self._owe(tx, delivery, message, None, now)
        _log.info("article_vanished", extra={"article": stored.brief.article.id, "source": stored.source})
        return bool(shown)

    async def _shown(self, stored: Stored) -> tuple[Delivery, ...]:
        """Return the alerts of this article that readers have seen or will see."""
        about = await self._store.outbox.about_article(stored.brief.article.id)
        return tuple(
            delivery
            for delivery in about
            if delivery.alert.kind is AlertKind.ALERT
            and delivery.state is not DeliveryState.FAILED
            and delivery.folded_into is None
        )

    async def _owe(self, tx: Tx, delivery: Delivery, edit: Message, note: Message | None, now: datetime) -> None:
        """Owe the edit of a posted alert and one reply under it; an alert still held just says the right thing."""
        if delivery.is_held:
            await self._store.outbox.amend(tx, replace(delivery.alert, message=edit))
            return
        stamp = now.isoformat()
        for part, message in (("edit", edit), ("note", note)):
            if message is None:
                continue
            alert = Alert(
                id=f"correction:{part}:{delivery.id}:{stamp}",
                kind=AlertKind.CORRECTION,
                message=message,
                created_at=now,
                story_id=delivery.alert.story_id,
                article_id=delivery.alert.article_id,
            )
            target = (
                Owed(platform=delivery.platform, channel=delivery.channel, edits=delivery.id)
                if part == "edit"
                else Owed(platform=delivery.platform, channel=delivery.channel, reply_to=delivery.id)
            )
            await self._store.outbox.owe(tx, alert, (target,))

    async def _postpone(self, batch: Sequence[Stored]) -> None:
        now = self._clock.now()
        times = {stored.brief.article.id: self._next_check(stored, now) for stored in batch}
        async with self._store.transaction() as tx:
            await self._store.articles.check_again(tx, times)
            await self._store.memories.forget(tx, *(f"missing:{article_id}" for article_id in times))

    def _next_check(self, stored: Stored, now: datetime) -> datetime | None:
        return next_check(stored.added_at, now, self._every.get(stored.source, FIRST_CHECK))

    async def _done_with(self, stored: Stored) -> None:
        async with self._store.transaction() as tx:
            await self._store.articles.check_again(tx, {stored.brief.article.id: None})


def _by_guid_and_address(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Find entries by what identifies them, or by their address where a feed has numbered them anew."""
    listed = {canonical_url(entry.url): entry for entry in entries if entry.url}
    return listed | {entry.guid: entry for entry in entries}


def _as_listed(entry: Entry) -> Entry:
    """Leave out the teaser a feed keeps at hand: it would hide that the page is gone."""
    return Entry(**{part.name: getattr(entry, part.name) for part in fields(Entry)})


def _messages(
    old: Brief, new: Brief, found: Correction, at: datetime, told: Sequence[Brief]
) -> tuple[Message, Message]:
    return (
        corrected_alert(
            old,
            new,
            figures=found.figures,
            quotes=found.quotes,
            headline=found.headline,
            at=at,
            outlets=outlets_of(told),
            independent=independent_voices(told),
        ),
        correction_note(old, new, figures=found.figures, quotes=found.quotes, headline=found.headline, at=at),
    )


def _read_if_changed(document: Document, former: Article) -> Brief | None:
    """Read the article anew, None if it is what it was. Raises ArticleError where there is nothing to read."""
    present = _as_it_is_now(document, former)
    if present.body == former.body and present.headline == former.headline:
        return None
    return read_article(present)


def _as_it_is_now(document: Document, former: Article) -> Article:
    """Return the article's present version under its old id. Raises ArticleError where there is nothing to read."""
    article = read_document(
        replace(
            document,
            url=document.url or former.url,
            headline=document.headline,
            published_at=document.published_at or former.published_at,
            outlet=document.outlet or former.outlet,
            byline=document.byline or former.byline,
        )
    )
    if not article.body.strip():
        raise ArticleError("the article is empty now")
    headline = article.headline or former.headline
    return replace(article, id=former.id, headline=headline)
