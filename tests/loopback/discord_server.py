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
from pathlib import Path

from aiohttp import web

from tests.loopback.discord_channels import ChannelRoutes
from tests.loopback.discord_gateway import Gateway
from tests.loopback.discord_interactions import InteractionRoutes
from tests.loopback.discord_world import (
    BOT_ID,
    CHANNEL,
    EPOCH_MS,
    FORBIDDEN_CHANNEL,
    FORUM,
    GUILD,
    KINDS,
    OTHER_CHANNEL,
    TOKEN,
    Fault,
    guild_of,
)


class DiscordServer(ChannelRoutes, InteractionRoutes):
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
        self.gateway = Gateway(token, self.bot, [guild_of(GUILD, CHANNEL)])
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
        """Break the next `times` fitting requests: "cut", "slow", a status, "proxy" and a status; accepted or not."""
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

    async def add_bot_to(self, guild, channel):
        """A server's manager adds the bot."""
        self.channels[channel] = {"type": 0, "guild_id": guild}
        await self.gateway.event("GUILD_CREATE", guild_of(guild, channel))

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
        if fault.kind.startswith("proxy"):
            return web.Response(
                text="<html>Blocked</html>", status=int(fault.kind.split()[1]), content_type="text/html"
            )
        headers = {"Retry-After": str(int(fault.seconds) + 1)} if fault.kind == "429" else {}
        body = {"message": f"injected {fault.kind}", "code": fault.code}
        if fault.kind == "429":
            body |= {"retry_after": fault.seconds, "global": fault.is_global}
        return web.json_response(body, status=int(fault.kind), headers=headers)

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

    def _breach(self, breach):
        return self._refuse(400, 50_035, f"Invalid Form Body: {breach}") if breach else None

    def _refuse(self, status, code, message):
        self.refusals.append((status, code, message))
        return web.json_response({"message": message, "code": code}, status=status)

    def _snowflake(self):
        return str(((time.time_ns() // 1_000_000 - EPOCH_MS) << 22) + next(self._counter))

    async def _control_fail(self, request):
        self.fail_next(**await request.json())
        return web.json_response({})

    async def _control_messages(self, request):
        return web.json_response(self.messages)


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
