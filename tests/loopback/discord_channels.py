"""Messages, threads and channels of the stand-in for Discord."""

import json
import time
from datetime import UTC, datetime

from aiohttp import web

from tests.loopback.discord_limits import message_breach
from tests.loopback.discord_world import BOT_ID, GUILD, RIGHTS, body_of


class ChannelRoutes:
    """What DiscordServer answers about channels; the state is the server's."""

    async def _create(self, request):
        channel = request.match_info["channel"]
        body, files = await body_of(request)
        refusal = self._cannot_post(channel) or self._breach(message_breach(body, files))
        if refusal is not None:
            return refusal
        if self._type(channel) == 15:
            return self._refuse(400, 50_008, "Cannot send messages in a non-text channel")
        key = (channel, str(body.get("nonce")))
        first = self._nonces.get(key)
        if (
            body.get("nonce")
            and body.get("enforce_nonce")
            and first
            and time.monotonic() - first[0] < self.nonce_window
        ):
            return web.json_response(first[1] | {"nonce": body["nonce"]})
        if self._is_too_fast(channel):
            return self._slow_down(channel)
        message = self._store(channel, body, files)
        if body.get("nonce"):
            self._nonces[key] = (time.monotonic(), message)
        return web.json_response(message | {"nonce": body.get("nonce")}, headers=self._limit_headers(channel))

    def _store(self, channel, body, files, message_id=None):
        message = {
            "id": message_id or self._snowflake(),
            "channel_id": channel,
            "author": self.bot,
            "timestamp": datetime.now(UTC).isoformat(),
            "content": body.get("content") or "",
            "embeds": body.get("embeds") or [],
            "components": body.get("components") or [],
            "attachments": [{"filename": name} for name in files],
            "flags": body.get("flags") or 0,
            "allowed_mentions": body.get("allowed_mentions"),
            "message_reference": body.get("message_reference"),
        }
        self.messages[channel].append(message)
        if self._journal:
            keys = [embed["url"] for embed in message["embeds"] if embed.get("url")]
            line = {"channel": channel, "id": message["id"], "nonce": body.get("nonce"), "keys": keys}
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(json.dumps(line | {"content": message["content"]}) + "\n")
        return message

    async def _edit(self, request):
        body, files = await body_of(request)
        channel, message_id = request.match_info["channel"], request.match_info["message"]
        refusal = self._cannot_post(channel) or self._breach(message_breach(body, files))
        if refusal is not None:
            return refusal
        message = next((m for m in self.messages[channel] if m["id"] == message_id), None)
        if message is None:
            return self._refuse(404, 10_008, "Unknown Message")
        message |= {name: body[name] for name in ("content", "embeds", "components") if name in body}
        self.edits.append(message_id)
        return web.json_response(message)

    async def _history(self, request):
        channel = request.match_info["channel"]
        refusal = self._cannot_post(channel)
        if refusal is not None:
            return refusal
        if self.hides_history:
            return web.json_response([])
        limit = int(request.query.get("limit", 50))
        if not 1 <= limit <= 100:
            return self._breach("limit: must be 1 to 100")
        before, after = int(request.query.get("before", 1 << 64)), int(request.query.get("after", 0))
        between = [message for message in self.messages[channel] if after < int(message["id"]) < before]
        page = between[:limit] if "after" in request.query else between[-limit:]
        return web.json_response(page[::-1])  # without nonces: Discord loses them

    async def _thread_from_message(self, request):
        channel, message = request.match_info["channel"], request.match_info["message"]
        body, _ = await body_of(request)
        if self._type(channel) != 0:
            return self._refuse(400, 50_024, "Cannot execute action on this channel type")
        if message in self.threads:
            return self._refuse(400, 160_004, "A thread has already been created for this message")
        return self._open_thread(channel, message, body["name"])

    def _open_thread(self, channel, thread, name, **more):
        if not 1 <= len(name) <= 100:
            return self._breach("name: must be 1 to 100 long")
        self.channels[thread] = {"type": 11, "parent_id": channel}
        self.threads[thread] = {"id": thread, "parent_id": channel, "name": name, "owner_id": BOT_ID, "type": 11}
        return web.json_response(self.threads[thread] | more, status=201)

    async def _forum_thread(self, request):
        channel = request.match_info["channel"]
        body, files = await body_of(request)
        refusal = self._cannot_post(channel) or self._breach(message_breach(body["message"], files))
        if refusal is not None:
            return refusal
        thread = self._snowflake()
        answer = self._open_thread(channel, thread, body["name"])
        if answer.status == 201:
            self._store(thread, body["message"], files, thread)
        return answer

    async def _active_threads(self, request):
        listed = []
        for name, thread in self.threads.items():
            last = self.messages[name][-1]["id"] if self.messages[name] else None
            listed.append(thread | {"last_message_id": last})
        return web.json_response({"threads": listed, "members": []})

    async def _channel(self, request):
        channel = request.match_info["channel"]
        refusal = self._cannot_post(channel)
        if refusal is not None:
            return refusal
        last = self.messages[channel][-1]["id"] if self.messages[channel] else None
        fields = {"id": channel, "guild_id": GUILD, "name": "news", "last_message_id": last}
        return web.json_response(
            fields | self.channels.get(channel, {"type": 0}) | {"permission_overwrites": self.overwrites[channel]}
        )

    async def _roles(self, request):
        return web.json_response([{"id": GUILD, "permissions": RIGHTS}])

    async def _member(self, request):
        return web.json_response({"user": self.bot, "roles": []})

    def _type(self, channel):
        return self.channels.get(channel, {"type": 0})["type"]

    def _cannot_post(self, channel):
        if channel not in self.channels and not self.any_channel:
            return self._refuse(404, 10_003, "Unknown Channel")
        if channel in self.forbidden:
            return self._refuse(403, 50_001, "Missing Access")
        return None

    def _is_too_fast(self, channel):
        """Five messages in five seconds and channel, fifty in a second over all: Discord's limits."""
        if not self.limits:
            return False
        now = time.monotonic()
        for place, period, most in ((channel, 5.0, 5), ("", 1.0, 50)):
            self._sent[place] = [at for at in self._sent[place] if now - at < period]
            if len(self._sent[place]) >= most:
                return True
        self._sent[channel].append(now)
        self._sent[""].append(now)
        return False

    def _slow_down(self, channel):
        self.earned_429 += 1
        wait = max(5.0 - (time.monotonic() - self._sent[channel][0]), 0.01) if self._sent[channel] else 0.5
        body = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": False}
        return web.json_response(body, status=429, headers={"Retry-After": str(int(wait) + 1)})

    def _limit_headers(self, channel):
        left = 5 - len(self._sent[channel]) if self.limits else 4
        return {"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": str(left), "X-RateLimit-Bucket": "messages"}
