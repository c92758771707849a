"""A Slack workspace in memory: channels, messages, files, and the Web API methods we use, without any network."""

import asyncio
import json
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.loopback.slack_blocks import CHARACTERS_LIMIT, HOME_LIMIT, characters, problems

Json = dict[str, Any]
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-loopback", "xapp-loopback", "loopback-secret"
BOT_USER, BOT_ID, TEAM = "U0NUTGRAF", "B0NUTGRAF", "T0LOOPBACK"
CHANNEL, USER, ADMIN = "C0NEWSROOM", "U0READER", "U0ADMIN"
RATE_TOLERANCE = 0.1
"""Seconds two messages may come closer than one a second: two requests do not take equally long to arrive."""
SCOPES = "chat:write,commands,files:write,channels:history,groups:history,channels:read,groups:read,users:read"


@dataclass(slots=True)
class Channel:
    name: str = "newsroom"
    is_member: bool = True
    is_archived: bool = False


class Workspace:
    """What Slack remembers. `messages[channel]` are the accepted ones, oldest first."""

    def __init__(
        self,
        *,
        rate_limited: bool = False,
        now: Callable[[], float] = time.time,
        journal: Path | None = None,
        channels: tuple[str, ...] = (CHANNEL,),
    ) -> None:
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self.ephemerals: list[Json] = []
        self.responses: list[Json] = []
        self.homes: dict[str, Json] = {}
        self.refused_rate = 0
        self.channels = {channel: Channel() for channel in channels}
        self.scopes = SCOPES
        self.files: set[str] = set()
        self.uploads: dict[str, bytes] = {}
        self.files_not_ready_for = 0
        """How many uses of a new file are refused before Slack can show it."""
        self.history_lag = 0.0
        """Seconds before a message shows up in the history."""
        self.rate_limited, self.now = rate_limited, now
        self._journal = journal
        self._last_post: dict[str, float] = {}
        self._stamp = 0

    def answer(self, method: str, arguments: Json) -> Json:
        """Do what a Web API method does and return its answer."""
        handlers: dict[str, Callable[[Json], Json]] = {
            "auth.test": self._auth_test,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.info": self._info,
            "conversations.replies": self._replies,
            "files.completeUploadExternal": self._complete_upload,
            "files.getUploadURLExternal": self._upload_url,
            "users.info": self._user,
            "views.publish": self._publish,
        }
        handler = handlers.get(method)
        answer = handler(arguments) if handler else {"ok": False, "error": "unknown_method"}
        return {"ok": True, **answer}

    def _auth_test(self, _: Json) -> Json:
        return {"user_id": BOT_USER, "user": "nutgraf", "bot_id": BOT_ID, "team_id": TEAM, "team": "Loopback"}

    def _place_problem(self, channel: str) -> str:
        place = self.channels.get(channel)
        if place is None:
            return "channel_not_found"
        if place.is_archived:
            return "is_archived"
        return "" if place.is_member else "not_in_channel"

    def content_problem(self, content: Json, limit: int = 50) -> Json | None:
        """Return Slack's refusal of a text and its blocks, None for what it takes."""
        if not content.get("text") and not content.get("blocks"):
            return {"ok": False, "error": "no_text"}
        if len(content.get("text", "")) > 40_000:
            return {"ok": False, "error": "msg_too_long"}
        if "blocks" not in content:
            return None
        if characters(content["blocks"]) > CHARACTERS_LIMIT:
            return {"ok": False, "error": "msg_blocks_too_long"}
        known = self.files if self.files_not_ready_for == 0 else set()
        wrong = problems(content["blocks"], known, limit=limit)
        if wrong and self.files_not_ready_for:
            self.files_not_ready_for -= 1
        return {"ok": False, "error": "invalid_blocks", "errors": wrong} if wrong else None

    def _post_message(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        problem = self._place_problem(channel)
        if problem:
            return {"ok": False, "error": problem}
        moment = asyncio.get_running_loop().time()
        wait = 1.0 - (moment - self._last_post.get(channel, -1e9))
        if self.rate_limited and wait > RATE_TOLERANCE:
            self.refused_rate += 1
            return {"ok": False, "error": "ratelimited", "retry_after": max(1, math.ceil(wait))}
        wrong = self.content_problem(arguments)
        if wrong:
            return wrong
        self._last_post[channel] = moment
        message = self.store(channel, arguments)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def store(self, channel: str, content: Json) -> Json:
        self._stamp += 1
        message = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT_ID,
            "ts": f"{int(self.now())}.{self._stamp:06d}",
            **{key: content[key] for key in ("text", "blocks", "metadata", "thread_ts") if content.get(key)},
        }
        self.messages[channel].append(message)
        if self._journal:
            line = {"channel": channel, "ts": message["ts"], "text": message.get("text")}
            line["delivery"] = message.get("metadata", {}).get("event_payload", {}).get("delivery")
            with self._journal.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        return message

    def _post_ephemeral(self, arguments: Json) -> Json:
        wrong = self.content_problem(arguments)
        if not wrong:
            self.ephemerals.append(arguments)
        return wrong or {"message_ts": "1.000001"}

    def _update(self, arguments: Json) -> Json:
        wrong = self.content_problem(arguments)
        if wrong:
            return wrong
        for message in self.messages[arguments["channel"]]:
            if message["ts"] == arguments["ts"]:
                message.update({key: arguments[key] for key in ("text", "blocks", "metadata") if key in arguments})
                return {"channel": arguments["channel"], "ts": message["ts"], "text": message["text"]}
        return {"ok": False, "error": "message_not_found"}

    def _seen_in(self, channel: str) -> Iterator[Json]:
        for message in self.messages[channel]:
            if float(message["ts"]) + self.history_lag <= self.now() + 1e-3 or not self.history_lag:
                yield message

    def _history(self, arguments: Json) -> Json:
        problem = self._place_problem(arguments["channel"])
        if problem:
            return {"ok": False, "error": problem}
        replies: dict[str, list[str]] = defaultdict(list)
        listed = []
        for message in self._seen_in(arguments["channel"]):
            parent = message.get("thread_ts", message["ts"])
            if parent == message["ts"]:
                listed.append(message)
            else:
                replies[parent].append(message["ts"])
        return _page([_with_replies(message, replies[message["ts"]]) for message in reversed(listed)], arguments)

    def _replies(self, arguments: Json) -> Json:
        found = [m for m in self._seen_in(arguments["channel"]) if _is_reply(m, arguments["ts"])]
        return _page(found, arguments)

    def _info(self, arguments: Json) -> Json:
        place = self.channels.get(arguments["channel"])
        if place is None:
            return {"ok": False, "error": "channel_not_found"}
        return {"channel": {"id": arguments["channel"], **asdict(place)}}

    def _user(self, arguments: Json) -> Json:
        return {"user": {"id": arguments["user"], "is_admin": arguments["user"] == ADMIN, "is_owner": False}}

    def _publish(self, arguments: Json) -> Json:
        wrong = self.content_problem({"text": "home", **arguments["view"]}, HOME_LIMIT)
        if not wrong:
            self.homes[arguments["user_id"]] = arguments["view"]
        return wrong or {"view": {"id": "V1"}}

    def _upload_url(self, arguments: Json) -> Json:
        file = f"F{uuid4().hex[:10].upper()}"
        self.uploads[file] = b"\0" * int(arguments["length"])
        return {"file_id": file}

    def _complete_upload(self, arguments: Json) -> Json:
        files = arguments["files"]
        listed = json.loads(files) if isinstance(files, str) else files
        self.files |= {file["id"] for file in listed}
        return {"files": [{**file, "mimetype": ""} for file in listed]}


def _with_replies(message: Json, replies: list[str]) -> Json:
    if not replies:
        return message
    return {**message, "thread_ts": message["ts"], "reply_count": len(replies), "latest_reply": replies[-1]}


def _is_reply(message: Json, parent: str) -> bool:
    return message.get("thread_ts") == parent and message["ts"] != parent


def _page(listed: list[Json], arguments: Json) -> Json:
    oldest, limit = float(arguments.get("oldest", 0)), int(arguments.get("limit", 100))
    start = int(arguments.get("cursor") or 0)
    matching = [message for message in listed if float(message["ts"]) > oldest]
    shown = matching[start : start + limit]
    if str(arguments.get("include_all_metadata", "")).lower() not in ("1", "true"):
        shown = [{key: value for key, value in message.items() if key != "metadata"} for message in shown]
    more = start + limit < len(matching)
    cursor = {"next_cursor": str(start + limit)} if more else {}
    return {"messages": shown, "has_more": more, "response_metadata": cursor}
