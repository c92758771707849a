"""Looks at articles again while they are fresh, and repairs alerts whose article was corrected or taken down."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import ArticleError, SourceError
from bot.extraction import read_article, read_document
from bot.message import Message
from bot.model import Article, Brief, DeliveryState, Document, Entry
from bot.pipeline.correction import Correction, correction
from bot.ports import Clock, Source, SourceMemory
from bot.present.correction import corrected_alert, correction_note, vanished_alert
from bot.store import Alert, AlertKind, Delivery, Owed, Store, Stored, Tx

FIRST_CHECK = timedelta(minutes=10)
SLOWER = 2
"""Every check comes after twice the article's age, so that frequency falls while the article cools."""
CHECKED_FOR = timedelta(days=3)

_log = logging.getLogger(__name__)


def first_check(brief: Brief, now: datetime) -> datetime | None:
    """Return when to look again for the first time; None for an article that was old already."""
    published = brief.article.published_at or now
    return now + FIRST_CHECK if now - published < CHECKED_FOR else None


def next_check(added_at: datetime, now: datetime) -> datetime | None:
    """Return when to look again after having looked now; None when the article has cooled."""
    age = max(now - added_at, FIRST_CHECK)  # the clock may have been set back since
    return added_at + age * SLOWER if age < CHECKED_FOR else None


class Recheck:
    """Compares stored articles with what their sources give now.

    due → listed anew → opened → compared → replaced + edit and one reply owed
    """

    def __init__(self, *, store: Store, sources: Mapping[str, Source], clock: Clock, owed: Callable[[], None]) -> None:
        self._store = store
        self._sources = sources
        self._clock = clock
        self._owed = owed

    async def check_due(self) -> int:
        """Check every article whose turn it is, source by source; returns how many alerts had to be repaired."""
        due = await self._store.articles.to_check(self._clock.now())
        repaired = 0
        for name in dict.fromkeys(stored.source for stored in due):
            batch = [stored for stored in due if stored.source == name]
            repaired += await self._check_source(name, batch)
        if repaired:
            self._owed()
        return repaired

    async def _check_source(self, name: str, batch: list[Stored]) -> int:
        source = self._sources.get(name)
        listed: dict[str, Entry] = {}
        if source is not None:
            try:
                listed = {entry.guid: entry for entry in (await source.poll(SourceMemory())).entries}
            except SourceError as error:
                _log.info("recheck_postponed", extra={"source": name, "error": str(error)})
                await self._postpone(batch)
                return 0
        repaired = 0
        for stored in batch:
            entry = listed.get(stored.guid)
            if source is None or entry is None:  # it has left the feed or folder: nothing to compare with
                await self._done_with(stored)
            else:
                repaired += await self._check(source, entry, stored)
        return repaired

    async def _check(self, source: Source, entry: Entry, stored: Stored) -> bool:
        try:
            document = await source.open(entry)
            if document.is_teaser:  # the page cannot be had right now: a teaser withdraws nothing
                await self._postpone([stored])
                return False
            new = await asyncio.to_thread(_read_if_changed, document, stored.brief.article)
        except SourceError as error:
            if error.gone:
                return await self._vanished(stored)
            await self._postpone([stored])
            return False
        except Exception:  # noqa: BLE001 - one article must not stop the others, now and at each later check
            _log.exception("recheck_failed", extra={"source": stored.source, "article": stored.brief.article.id})
            await self._postpone([stored])
            return False
        if new is None:
            await self._postpone([stored])
            return False
        return await self._changed(stored, new)

    async def _changed(self, stored: Stored, new: Brief) -> bool:
        found = correction(stored.brief, new)
        now = self._clock.now()
        async with self._store.transaction() as tx:
            await self._store.articles.replace(tx, new)
            await self._store.articles.check_again(tx, new.article.id, next_check(stored.added_at, now))
            if found.is_nothing:
                return False
            for delivery in await self._shown(stored):
                await self._owe(tx, delivery, *_messages(stored.brief, new, found, now), now)
        _log.info("article_corrected", extra={"article": new.article.id, "source": stored.source})
        return True

    async def _vanished(self, stored: Stored) -> bool:
        now = self._clock.now()
        message = vanished_alert(stored.brief, now)
        async with self._store.transaction() as tx:
            await self._store.articles.vanish(tx, stored.brief.article.id)
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
        stamp = now.isoformat(timespec="seconds")
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

    async def _postpone(self, batch: list[Stored]) -> None:
        now = self._clock.now()
        async with self._store.transaction() as tx:
            for stored in batch:
                again = next_check(stored.added_at, now)
                await self._store.articles.check_again(tx, stored.brief.article.id, again)

    async def _done_with(self, stored: Stored) -> None:
        async with self._store.transaction() as tx:
            await self._store.articles.check_again(tx, stored.brief.article.id, None)


def _messages(old: Brief, new: Brief, found: Correction, at: datetime) -> tuple[Message, Message]:
    return (
        corrected_alert(old, new, figures=found.figures, quotes=found.quotes, headline=found.headline, at=at),
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
