"""Discord on this machine: REST v10 and the gateway, strict about its limits, failing on demand.

In a test: `async with DiscordServer() as server: …`. In a process of its own, for tests that kill ours:
`python -m tests.loopback.discord_server --port 8200 --journal accepted.jsonl`.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from tests.loopback.discord_gateway import Gateway
from tests.loopback.discord_limits import commands_breach, message_breach

EPOCH_MS = 1_420_070_400_000
BOT_ID = "700000000000000001"
GUILD = "800000000000000001"
CHANNEL, OTHER_CHANNEL, FORUM, FORBIDDEN_CHANNEL = (f"90000000000000000{n}" for n in range(1, 5))
TOKEN = "loopback.token"
RIGHTS = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 35) | (1 << 38))
EPHEMERAL = 64
KINDS = {"429": 20_028, "401": 0, "403": 50_013, "404": 10_003}


@dataclass
class Fault:
    """What happens to the next request: `accepted` ones are carried out first."""

    kind: str
    accepted: bool
    times: int
    method: str
    path: str
    seconds: float
    code: int
    is_global: bool


@dataclass
class Asked:
    """An interaction we sent, and what came back."""

    id: str
    token: str
    sent_at: float
    defers: list = field(default_factory=list)
    original: dict | None = None
    is_deleted: bool = False
    followups: list = field(default_factory=list)
    choices: list | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_ephemeral(self):
        return bool(self.defers and self.defers[0].get("data", {}).get("flags", 0) & EPHEMERAL)

    async def until(self, condition):
        while not condition(self):
            self.changed.clear()
            await self.changed.wait()
        return self

    async def answered(self):
        return await self.until(lambda asked: asked.original or asked.followups or asked.choices is not None)


class DiscordServer:
    """`messages[channel]` is what was accepted; `fail_next` breaks requests; `ask` and `press` act as a reader."""

    def __init__(self, *, port=0, token=TOKEN, nonce_window=300.0, journal=None, any_channel=False, limits=False):
        self.token = token
        self.nonce_window = nonce_window
        self.any_channel = any_channel
        self.limits = limits
        self.messages = defaultdict(list)
        self.edits = []
        self.threads = {}
        self.refusals = []
        self.requests = Counter()
        self.commands = []
        self.command_writes = 0
        self.deadline = 3.0
        self.hides_history = False
        self.earned_429 = 0
        self.channels = {name: {"type": 0} for name in (CHANNEL, OTHER_CHANNEL, FORBIDDEN_CHANNEL)}
        self.channels[FORUM] = {"type": 15}
        self.forbidden = {FORBIDDEN_CHANNEL}
        self.overwrites = defaultdict(list)
        self.scopes = {"bot", "applications.commands"}
        self.asked = {}
        self.bot = {"id": BOT_ID, "username": "Nutgraf", "discriminator": "0", "avatar": None, "bot": True}
        self.gateway = Gateway(token, self.bot, [_guild(GUILD, CHANNEL)])
        self._journal = Path(journal) if journal else None
        self._wanted_port = port
        self._faults = []
        self._nonces = {}
        self._sent = defaultdict(list)
        self._counter = itertools.count(1)
        self._runner = None
        self._happened = asyncio.Event()

    async def __aenter__(self):
        await self.start()
        return self

    async def __aexit__(self, *_):
        await self.stop()

    async def start(self):
        app = web.Application(client_max_size=12 * 1024 * 1024, middlewares=[self._gate])
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_post("/control/fail", self._control_fail)
        app.router.add_get("/control/messages", self._control_messages)
        for method, path, handler in self._routes():
            app.router.add_route(method, f"/api/v10{path}", handler)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handle_signals=False)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._wanted_port).start()
        self.port = self._wanted_port = self._runner.addresses[0][1]  # the same again after stop and start
        self.gateway.url = self.gateway_url

    async def stop(self):
        if self._runner:
            await self.gateway.drop(1001)
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self):
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self):
        return f"ws://127.0.0.1:{self.port}/gateway/"

    def fail_next(
        self,
        kind,
        *,
        accepted=False,
        times=1,
        method="POST",
        path="/messages",
        seconds=1.5,
        code=None,
        is_global=False,
    ):
        """Break the next `times` fitting requests: "cut", "slow" or a status such as "503"; accepted or not."""
        code = KINDS.get(kind, 0) if code is None else code
        self._faults.append(Fault(kind, accepted, times, method, path, seconds, code, is_global))

    async def until(self, condition):
        """Wait for something that a request brings about."""
        while not condition():
            self._happened.clear()
            await self._happened.wait()

    def shown(self, channel=CHANNEL):
        """What a reader sees in a channel: the accepted messages' contents."""
        return [message["content"] for message in self.messages[channel]]

    async def ask(self, command, arguments=None, *, channel=CHANNEL, manager=False, copies=1):
        """Type a slash command: "news latest" is the subcommand latest of news."""
        name, _, subcommand = command.partition(" ")
        options = [{"type": 3, "name": key, "value": value} for key, value in (arguments or {}).items()]
        if subcommand:
            options = [{"type": 1, "name": subcommand, "options": options}]
        data = {"id": "1", "name": name, "type": 1, "options": options}
        return await self._interact(2, data, channel, manager, copies)

    async def press(self, custom_id, *, channel=CHANNEL, manager=False):
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._interact(3, data, channel, manager, 1)

    async def type_in(self, command, argument, value, *, channel=CHANNEL):
        options = [{"type": 3, "name": argument, "value": value, "focused": True}]
        return await self._interact(4, {"id": "1", "name": command, "type": 1, "options": options}, channel, False, 1)

    async def add_bot_to(self, guild, channel):
        """A server's manager adds the bot."""
        self.channels[channel] = {"type": 0, "guild_id": guild}
        await self.gateway.event("GUILD_CREATE", _guild(guild, channel))

    async def _interact(self, kind, data, channel, manager, copies):
        asked = Asked(self._snowflake(), f"interaction{next(self._counter)}", time.monotonic())
        self.asked[asked.token] = asked
        member = {
            "user": {"id": "55", "username": "reader", "discriminator": "0", "avatar": None},
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(1 << 5 if manager else 0),
        }
        frame = {
            "id": asked.id,
            "application_id": BOT_ID,
            "type": kind,
            "data": data,
            "guild_id": GUILD,
            "channel": {"id": channel, "type": 0, "name": "news", "position": 0, "permission_overwrites": []},
            "channel_id": channel,
            "member": member,
            "token": asked.token,
            "version": 1,
            "app_permissions": RIGHTS,
            "attachment_size_limit": 10 * 1024 * 1024,
            "locale": "en-US",
        }
        for _ in range(copies):
            await self.gateway.event("INTERACTION_CREATE", frame)
        return asked

    def _routes(self):
        yield "GET", "/users/@me", self._me
        yield "GET", "/oauth2/applications/@me", self._application
        yield "GET", "/applications/{app}/commands", self._list_commands
        yield "PUT", "/applications/{app}/commands", self._write_commands
        yield "GET", "/applications/{app}/guilds/{guild}/commands", self._guild_commands
        yield "GET", "/channels/{channel}", self._channel
        yield "GET", "/channels/{channel}/messages", self._history
        yield "POST", "/channels/{channel}/messages", self._create
        yield "PATCH", "/channels/{channel}/messages/{message}", self._edit
        yield "POST", "/channels/{channel}/messages/{message}/threads", self._thread_from_message
        yield "POST", "/channels/{channel}/threads", self._forum_thread
        yield "GET", "/guilds/{guild}/threads/active", self._active_threads
        yield "GET", "/guilds/{guild}/roles", self._roles
        yield "GET", "/guilds/{guild}/members/{member}", self._member
        yield "POST", "/interactions/{id}/{token}/callback", self._callback
        yield "PATCH", "/webhooks/{app}/{token}/messages/@original", self._edit_original
        yield "DELETE", "/webhooks/{app}/{token}/messages/@original", self._delete_original
        yield "POST", "/webhooks/{app}/{token}", self._follow_up

    @web.middleware
    async def _gate(self, request, handler):
        """Check the token, then let a fault that waits for this request have it."""
        try:
            return await self._let_in(request, handler)
        finally:
            self._happened.set()

    async def _let_in(self, request, handler):
        if not request.path.startswith("/api/"):
            return await handler(request)
        self.requests[f"{request.method} {request.path.removeprefix('/api/v10')}"] += 1
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return self._refuse(401, 0, "401: Unauthorized")
        fault = next((f for f in self._faults if f.method == request.method and f.path in request.path), None)
        if not fault:
            return await handler(request)
        fault.times -= 1
        if not fault.times:
            self._faults.remove(fault)
        if fault.accepted:
            await handler(request)
        return await self._broken(request, fault)

    async def _broken(self, request, fault):
        if fault.kind == "cut":
            request.transport.abort()
            return web.Response()
        if fault.kind == "slow":
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(fault.seconds)
            return web.Response(status=500)
        headers = {"Retry-After": str(int(fault.seconds) + 1)} if fault.kind == "429" else {}
        body = {"message": f"injected {fault.kind}", "code": fault.code}
        if fault.kind == "429":
            body |= {"retry_after": fault.seconds, "global": fault.is_global}
        return web.json_response(body, status=int(fault.kind), headers=headers)

    async def _create(self, request):
        channel = request.match_info["channel"]
        body, files = await _body(request)
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
        body, files = await _body(request)
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
        body, _ = await _body(request)
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
        body, files = await _body(request)
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

    async def _me(self, request):
        return web.json_response(self.bot)

    async def _application(self, request):
        return web.json_response(
            {
                "id": BOT_ID,
                "name": "Nutgraf",
                "description": "",
                "icon": None,
                "bot_public": False,
                "bot_require_code_grant": False,
                "verify_key": "",
                "flags": 0,
                "owner": {"id": "55", "username": "owner", "discriminator": "0", "avatar": None},
                "team": None,
                "rpc_origins": [],
            }
        )

    async def _list_commands(self, request):
        return web.json_response(self.commands)

    async def _write_commands(self, request):
        commands = await request.json()
        refusal = self._breach(commands_breach(commands))
        if refusal is not None:
            return refusal
        self.command_writes += 1
        self.commands = [_as_registered(command, number) for number, command in enumerate(commands)]
        return web.json_response(self.commands)

    async def _guild_commands(self, request):
        if "applications.commands" not in self.scopes:
            return self._refuse(403, 50_001, "Missing Access")
        return web.json_response([])

    async def _roles(self, request):
        return web.json_response([{"id": GUILD, "permissions": RIGHTS}])

    async def _member(self, request):
        return web.json_response({"user": self.bot, "roles": []})

    async def _callback(self, request):
        asked = self.asked.get(request.match_info["token"])
        body = await request.json()
        if asked is None or time.monotonic() - asked.sent_at > self.deadline:
            return self._refuse(404, 10_062, "Unknown interaction")
        if asked.defers or asked.choices is not None:
            return self._refuse(400, 40_060, "Interaction has already been acknowledged.")
        if body["type"] == 8:
            asked.choices = body["data"]["choices"]
        else:
            asked.defers.append(body)
        asked.changed.set()
        return web.Response(status=204)

    async def _edit_original(self, request):
        return await self._respond(request, is_original=True)

    async def _follow_up(self, request):
        return await self._respond(request, is_original=False)

    async def _delete_original(self, request):
        self.asked[request.match_info["token"]].is_deleted = True
        return web.Response(status=204)

    async def _respond(self, request, *, is_original):
        asked = self.asked.get(request.match_info["token"])
        if asked is None or not asked.defers:
            return self._refuse(404, 10_015, "Unknown Webhook")
        body, files = await _body(request)
        refusal = self._breach(message_breach(body, files))
        if refusal is not None:
            return refusal
        if is_original:
            asked.original = body
        else:
            asked.followups.append(body)
        asked.changed.set()
        return web.json_response({"id": self._snowflake(), "content": body.get("content", "")})

    def _type(self, channel):
        return self.channels.get(channel, {"type": 0})["type"]

    def _cannot_post(self, channel):
        if channel not in self.channels and not self.any_channel:
            return self._refuse(404, 10_003, "Unknown Channel")
        if channel in self.forbidden:
            return self._refuse(403, 50_001, "Missing Access")
        return None

    def _breach(self, breach):
        return self._refuse(400, 50_035, f"Invalid Form Body: {breach}") if breach else None

    def _refuse(self, status, code, message):
        self.refusals.append((status, code, message))
        return web.json_response({"message": message, "code": code}, status=status)

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

    def _snowflake(self):
        return str(((time.time_ns() // 1_000_000 - EPOCH_MS) << 22) + next(self._counter))

    async def _control_fail(self, request):
        self.fail_next(**await request.json())
        return web.json_response({})

    async def _control_messages(self, request):
        return web.json_response(self.messages)


async def _body(request):
    """Return the JSON of a request and the names of the files beside it."""
    if request.content_type != "multipart/form-data":
        return await request.json(), ()
    form = await request.post()
    return json.loads(form["payload_json"]), tuple(form[name].filename for name in form if name.startswith("files["))


def _as_registered(command, number):
    """Discord adds fields of its own."""
    own = {"id": str(number + 1), "application_id": BOT_ID, "version": "1"}
    return own | _without_defaults(command) | {"default_member_permissions": command["default_member_permissions"]}


def _without_defaults(thing):
    """Discord leaves out what is empty or false."""
    kept = {name: value for name, value in thing.items() if value not in ([], None, False)}
    if "options" in kept:
        kept["options"] = [_without_defaults(option) for option in kept["options"]]
    return kept


def _guild(guild, channel):
    channel = {"id": channel, "type": 0, "name": "news", "position": 0, "permission_overwrites": []}
    return {
        "id": guild,
        "name": "Readers",
        "owner_id": "55",
        "system_channel_id": channel["id"],
        "channels": [channel],
        "roles": [{"id": guild, "name": "@everyone", "permissions": RIGHTS, "position": 0, "color": 0, "flags": 0}],
        "members": [
            {
                "user": {"id": BOT_ID, "username": "Nutgraf", "discriminator": "0", "avatar": None},
                "roles": [],
                "joined_at": "2024-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        ],
        "threads": [],
        "member_count": 2,
    }


async def _serve(arguments):
    server = DiscordServer(
        port=arguments.port,
        token=arguments.token,
        journal=arguments.journal,
        any_channel=True,
        nonce_window=arguments.nonce_window,
        limits=arguments.limits,
    )
    async with server:
        print(json.dumps({"api_url": server.api_url, "gateway_url": server.gateway_url}), flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--journal", help="JSON lines, one for each accepted message")
    parser.add_argument("--nonce-window", type=float, default=300.0)
    parser.add_argument("--limits", action="store_true", help="enforce the rate limits")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
