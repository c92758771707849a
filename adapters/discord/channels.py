"""Messages in channels, threads and forums: post with a key, find by it, edit."""

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.discord.failures import (
    ARCHIVED_THREAD,
    NOT_A_TEXT_CHANNEL,
    THREAD_EXISTS,
    Refused,
    to_delivery_error,
)
from adapters.discord.render import Payload
from adapters.discord.rest import Rest
from bot.errors import AmbiguousDeliveryError, PermanentDeliveryError
from bot.model import DeliveryId
from bot.ports import MessageRef

log = logging.getLogger(__name__)

KEY_URL = "https://nutgraf.invalid/"
"""The first embed's address, which nobody sees without a title: history does not give the nonce back."""
EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""Discord's ids count milliseconds from here."""
CLOCK_SKEW = timedelta(minutes=2)
PAGE = 100
MOST_PAGES = 50
FORUMS = frozenset({15, 16})
ARCHIVE_AFTER_MINUTES = 1_440


class Channels:
    """Posts, finds and edits, one try each. Every method raises a DeliveryError subclass."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._forums: set[str] = set()
        self._threads: set[str] = set()

    async def post(self, channel: str, payload: Payload, key: DeliveryId, title: str) -> MessageRef:
        """Post once; the same key within Discord's window gives the first message. A forum gets a new thread."""
        _check(channel)
        try:
            if channel in self._forums:
                return await self._post_in_forum(channel, payload, key, title)
            return await self._create(channel, payload, key)
        except Refused as refused:
            if refused.code != NOT_A_TEXT_CHANNEL or channel in self._forums:
                raise to_delivery_error(refused, channel, may_have_been_done=True) from refused
            self._forums.add(channel)
            return await self.post(channel, payload, key, title)

    async def reply(self, channel: str, payload: Payload, key: DeliveryId, *, to: MessageRef, title: str) -> MessageRef:
        """Post in the thread of a message, making it first; where threads cannot be had, as a plain reply."""
        _check(channel)
        try:
            thread = to.thread or await self._thread_of(to, title)
            return await self._create(thread, payload, key, channel=channel, thread=thread)
        except Refused as refused:
            if refused.status not in (400, 403, 404) and refused.code != ARCHIVED_THREAD:
                raise to_delivery_error(refused, channel, may_have_been_done=True) from refused
            self._threads.discard(to.message)
        try:
            return await self._create(channel, payload, key, reply_to=to.message)
        except Refused as refused:
            raise to_delivery_error(refused, channel, may_have_been_done=True) from refused

    async def find(self, channel: str, key: DeliveryId, since: datetime) -> MessageRef | None:
        """Look for our message with this key in the channel and in its threads that are active."""
        _check(channel)
        since -= CLOCK_SKEW
        try:
            if channel not in self._forums:
                found = await self._search(channel, key, since)
                if found:
                    return MessageRef(channel=channel, message=found)
            return await self._search_threads(channel, key, since)
        except Refused as refused:
            raise to_delivery_error(refused, channel, may_have_been_done=False) from refused

    async def edit(self, ref: MessageRef, payload: Payload) -> None:
        """Replace a message, pinging nobody."""
        _check(ref.channel)
        body = {name: value for name, value in payload.body.items() if name != "flags"}
        body["allowed_mentions"] = {"parse": []}
        path = f"/channels/{ref.thread or ref.channel}/messages/{ref.message}"
        try:
            await self._rest.call("PATCH", path, body, payload.files)
        except Refused as refused:
            raise to_delivery_error(refused, ref.channel, may_have_been_done=False) from refused

    async def _create(
        self,
        place: str,
        payload: Payload,
        key: DeliveryId,
        *,
        channel: str | None = None,
        thread: str | None = None,
        reply_to: str | None = None,
    ) -> MessageRef:
        body = _keyed(payload, key) | {"nonce": key, "enforce_nonce": True}
        if reply_to:
            body["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": False}
        answer = await self._rest.call("POST", f"/channels/{place}/messages", body, payload.files)
        message = _id_of(answer)
        if body["embeds"] and answer.get("embeds") == []:
            log.warning("discord.embeds_dropped", extra={"channel": place, "remedy": "give the bot Embed Links there"})
        return MessageRef(channel=channel or place, message=message, thread=thread)

    async def _post_in_forum(self, forum: str, payload: Payload, key: DeliveryId, title: str) -> MessageRef:
        """A new thread takes no nonce: look first whether an earlier try made it."""
        earlier = await self._search_threads(forum, key, EPOCH, title)
        if earlier:
            return earlier
        body = {
            "name": title,
            "applied_tags": [],
            "auto_archive_duration": ARCHIVE_AFTER_MINUTES,
            "message": _keyed(payload, key),
        }
        thread = _id_of(await self._rest.call("POST", f"/channels/{forum}/threads", body, payload.files))
        return MessageRef(channel=forum, message=thread, thread=thread)

    async def _thread_of(self, ref: MessageRef, title: str) -> str:
        """Return the thread of a message, which has the message's own id."""
        if ref.message in self._threads:
            return ref.message
        body = {"name": title, "auto_archive_duration": ARCHIVE_AFTER_MINUTES}
        try:
            await self._rest.call("POST", f"/channels/{ref.channel}/messages/{ref.message}/threads", body)
        except Refused as refused:
            if refused.code != THREAD_EXISTS:
                raise
        except AmbiguousDeliveryError:
            return ref.message  # made or not: the post that follows will show
        self._threads.add(ref.message)
        return ref.message

    async def _search(self, place: str, key: DeliveryId, since: datetime) -> str | None:
        """Return the id of the message with this key among those since then."""
        seen = 0
        async for message in self._history(place, since):
            seen += 1
            if _key_of(message) == key:
                return str(message["id"])
        if not seen and await self._is_hidden(place):
            raise PermanentDeliveryError(
                f"the history of channel {place} cannot be read: give the bot Read Message History there"
            )
        return None

    async def _history(self, place: str, since: datetime) -> AsyncIterator[dict[str, Any]]:
        """Walk back through a channel, newest first, past the first message that is older than `since`."""
        before = ""
        for _ in range(MOST_PAGES):
            page = await self._rest.call("GET", f"/channels/{place}/messages?limit={PAGE}{before}") or ()
            for message in page:
                yield message
            oldest = min(page, key=lambda message: int(message["id"]), default=None)
            if oldest is None or len(page) < PAGE or _posted_at(oldest) < since:
                return
            before = f"&before={oldest['id']}"
        raise PermanentDeliveryError(f"channel {place} has had too many messages since to look through them all")

    async def _is_hidden(self, place: str) -> bool:
        """Say whether history is withheld: without the right to read it Discord answers with an empty list."""
        channel = await self._look_up(f"/channels/{place}")
        return bool(channel and channel.get("last_message_id"))

    async def _search_threads(
        self, channel: str, key: DeliveryId, since: datetime, title: str | None = None
    ) -> MessageRef | None:
        place = await self._look_up(f"/channels/{channel}") or {}
        if not place.get("guild_id"):
            return None
        if place.get("type") in FORUMS:
            self._forums.add(channel)
        listed = await self._look_up(f"/guilds/{place['guild_id']}/threads/active") or {}
        threads = [thread for thread in listed.get("threads", ()) if str(thread.get("parent_id")) == channel]
        for thread in sorted(threads, key=lambda thread: -int(thread["id"]))[:PAGE]:
            is_named = title is None or thread.get("name") == title
            if is_named and _created_at(thread.get("last_message_id") or thread["id"]) >= since:
                found = await self._search(str(thread["id"]), key, since)
                if found:
                    return MessageRef(channel=channel, message=found, thread=str(thread["id"]))
        return None

    async def _look_up(self, path: str) -> dict[str, Any] | None:
        """Return what is there, None where we may not see it."""
        try:
            found = await self._rest.call("GET", path)
        except Refused as refused:
            if refused.status not in (403, 404):
                raise
            return None
        return found if isinstance(found, dict) else None


def _check(channel: str) -> None:
    """The id becomes part of an address: only digits may."""
    if not (channel.isascii() and channel.isdigit()):
        raise PermanentDeliveryError(
            f"{channel[:40]!r} is not a Discord channel id: right-click the channel, Copy Channel ID",
            channel_is_dead=True,
        )


def _keyed(payload: Payload, key: DeliveryId) -> dict[str, Any]:
    """Return the body with its key where no reader sees it but history keeps it."""
    embeds = [dict(embed) for embed in payload.body["embeds"]]
    if embeds:
        embeds[0]["url"] = KEY_URL + key
    return payload.body | {"embeds": embeds}


def _key_of(message: dict[str, Any]) -> str:
    for embed in message.get("embeds") or ():
        url = str(embed.get("url") or "")
        if url.startswith(KEY_URL):
            return url.removeprefix(KEY_URL)
    return str(message.get("nonce") or "")


def _id_of(answer: Any) -> str:
    """Return the new message's id; an accepted message whose answer cannot be read is in doubt."""
    if not isinstance(answer, dict) or not str(answer.get("id", "")).isdigit():
        raise AmbiguousDeliveryError("Discord's answer to a post could not be read")
    return str(answer["id"])


def _posted_at(message: dict[str, Any]) -> datetime:
    try:
        return datetime.fromisoformat(str(message["timestamp"]))
    except (KeyError, ValueError):
        return _created_at(message["id"])


def _created_at(snowflake: Any) -> datetime:
    return EPOCH + timedelta(milliseconds=int(snowflake) >> 22)
