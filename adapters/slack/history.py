"""Finding our own message in a channel by the delivery id it carries in its metadata."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from adapters.slack.web import Json, SlackWeb
from bot.errors import AmbiguousDeliveryError
from bot.model import DeliveryId
from bot.ports import MessageRef

EVENT_TYPE = "nutgraf_delivery"
CLOCK_SKEW = timedelta(minutes=1)
"""How far our clock may run ahead of Slack's timestamps."""
THREADS_FOR = timedelta(days=14)
PAGE, PAGES_LIMIT = 500, 20


def metadata(key: DeliveryId) -> Json:
    """Return the metadata a message carries so that it can be found again."""
    return {"event_type": EVENT_TYPE, "event_payload": {"delivery": key}}


class History:
    """Reads a channel back: first the messages since a time, then the replies to messages of ours.

    A channel's history does not list replies, and what is looked for may be one: so the threads below our own
    messages of the last two weeks are read too, if they were answered since.
    """

    def __init__(self, web: SlackWeb) -> None:
        self._web = web

    async def find(self, channel: str, key: DeliveryId, since: datetime) -> MessageRef | None:
        """Return the message or reply that carries `key`, or None if it is not there. Raises DeliveryError where
        that cannot be known: Slack does not let us read, or the channel is too long to read to its end."""
        return await self.find_message(channel, key, since) or await self._find_reply(channel, key, since)

    async def find_message(self, channel: str, key: DeliveryId, since: datetime) -> MessageRef | None:
        """Do as `find` does, leaving threads out."""
        async for message in self._messages(channel, since - CLOCK_SKEW):
            if _carries(message, key):
                return _reference(channel, message)
        return None

    async def _find_reply(self, channel: str, key: DeliveryId, since: datetime) -> MessageRef | None:
        oldest = since - CLOCK_SKEW
        async for parent in self._messages(channel, since - THREADS_FOR):
            if _is_ours(parent) and float(parent.get("latest_reply", 0)) >= oldest.timestamp():
                async for reply in self._replies(channel, parent["ts"], oldest):
                    if _carries(reply, key):
                        return _reference(channel, reply)
        return None

    def _messages(self, channel: str, oldest: datetime) -> AsyncIterator[Json]:
        return self._pages(self._web.client.conversations_history, channel, oldest)

    def _replies(self, channel: str, parent: str, oldest: datetime) -> AsyncIterator[Json]:
        return self._pages(self._web.client.conversations_replies, channel, oldest, ts=parent)

    async def _pages(self, method: Any, channel: str, oldest: datetime, **more: str) -> AsyncIterator[Json]:
        cursor: str | None = None
        for _ in range(PAGES_LIMIT):
            page = await self._web.call(
                method,
                about=channel,
                repeatable=True,
                channel=channel,
                oldest=f"{oldest.timestamp():.6f}",
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor,
                **more,
            )
            for message in page.get("messages", ()):
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
        raise AmbiguousDeliveryError(f"Channel {channel} has too many messages to look through; see for yourself.")


def _is_ours(message: Json) -> bool:
    return bool((message.get("metadata") or {}).get("event_type") == EVENT_TYPE)


def _carries(message: Json, key: DeliveryId) -> bool:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return _is_ours(message) and payload.get("delivery") == key


def _reference(channel: str, message: Json) -> MessageRef:
    thread = message.get("thread_ts")
    return MessageRef(channel=channel, message=message["ts"], thread=thread if thread != message["ts"] else None)
