"""Slack on this machine: the Web API methods we use, Socket Mode, signed HTTP requests, and faults on demand.

Standalone, for tests that kill the bot's process:  python -m tests.loopback.slack_server --port 0 --journal FILE
It prints one JSON line with its address, appends every accepted message to the journal, and takes
POST /control/{fail,slash,drop,disconnect} with a JSON body, GET /control/state.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import sys
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import aiohttp
from aiohttp import web

from tests.loopback.slack_socket import SocketHub
from tests.loopback.slack_workspace import (
    ADMIN,
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    CHANNEL,
    SIGNING_SECRET,
    TEAM,
    USER,
    Workspace,
)

__all__ = ["ADMIN", "APP_TOKEN", "BOT_TOKEN", "BOT_USER", "CHANNEL", "SIGNING_SECRET", "TEAM", "USER", "SlackServer"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call: `kind` is "cut", "slow", "ratelimited", "text", "garbage", an HTTP status ("503") or
    one of Slack's error codes. `accepted` says whether the call takes effect all the same."""

    kind: str
    method: str = "chat.postMessage"
    accepted: bool = False
    retry_after: int = 1
    seconds: float = 0.0


class SlackServer(Workspace):
    """A workspace on a port of its own, driven by tests."""

    def __init__(self, **workspace: Any) -> None:
        super().__init__(**workspace)
        self.calls: list[tuple[str, Json]] = []
        self.sockets = SocketHub(self._notify)
        self.port = 0
        self._faults: list[Fault] = []
        self._changed = asyncio.Condition()
        self._notified: set[asyncio.Task[None]] = set()
        self._runner: web.AppRunner | None = None
        self._response_uses: dict[str, int] = defaultdict(int)
        self._asks: dict[str, Json] = {}

    async def start(self, port: int = 0) -> "SlackServer":
        app = web.Application(client_max_size=20 * 2**20)
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/upload/{file}", self._take_file)
        app.router.add_post("/response/{ask}", self._take_response)
        app.router.add_get("/socket", self.sockets.serve)
        app.router.add_route("*", "/control/{verb}", self._control)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        self.sockets.drop()
        if self._runner is not None:
            await self._runner.cleanup()
        self._runner = None

    async def __aenter__(self) -> "SlackServer":
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """What NUTGRAF_SLACK__API_URL must be."""
        return f"{self.origin}/api/"

    def fail_next(self, kind: str, *, method: str = "chat.postMessage", times: int = 1, **more: Any) -> None:
        """Let the next call of a method (or "response_url", "upload") fail; see Fault."""
        self._faults += [Fault(kind, method, **more)] * times

    async def until(self, holds: Callable[[], bool], *, timeout: float = 8.0) -> None:
        """Wait until something about the server holds; raises TimeoutError."""
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(holds)

    def _notify(self) -> None:
        async def tell() -> None:
            async with self._changed:
                self._changed.notify_all()

        task = asyncio.ensure_future(tell())
        self._notified.add(task)
        task.add_done_callback(self._notified.discard)

    def ask_body(self, command: str, text: str, *, channel: str = CHANNEL, user: str = USER) -> Json:
        """Return a slash command's form."""
        ask = uuid4().hex
        self._asks[ask] = {"channel": channel, "user": user}
        return {
            "token": "legacy",
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": "newsroom",
            "user_id": user,
            "command": command,
            "text": text,
            "api_app_id": "A0NUTGRAF",
            "response_url": f"{self.origin}/response/{ask}",
            "trigger_id": f"{ask}.trigger",
        }

    async def slash(
        self,
        command: str,
        text: str = "",
        *,
        channel: str = CHANNEL,
        user: str = USER,
        copies: int = 1,
        via: str | None = None,
    ) -> str:
        """Type a slash command: through Socket Mode, or signed to the URL `via`. Returns the envelope's id."""
        body = self.ask_body(command, text, channel=channel, user=user)
        if via is None:
            return await self.sockets.send("slash_commands", body, copies=copies)
        content, headers = self.signed(urlencode(body))
        async with aiohttp.ClientSession() as session, session.post(via, data=content, headers=headers) as answer:
            return str(answer.status)

    def press_body(self, value: str | None, *, channel: str = CHANNEL, user: str = USER, **container: Any) -> Json:
        """Return the payload of a pressed button; no value means it was a link."""
        ask = uuid4().hex
        self._asks[ask] = {"channel": channel, "user": user}
        action = {"type": "button", "action_id": "nutgraf:0:0", "block_id": "b"}
        return {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user},
            "api_app_id": "A0NUTGRAF",
            "channel": {"id": channel},
            "container": {"type": "message", "channel_id": channel, "message_ts": "1.1", **container},
            "trigger_id": f"{ask}.trigger",
            "response_url": f"{self.origin}/response/{ask}",
            "actions": [{**action, "value": value} if value is not None else action],
        }

    async def press(self, value: str | None, **where: Any) -> str:
        return await self.sockets.send("interactive", self.press_body(value, **where))

    async def event(self, event: Json, *, copies: int = 1) -> str:
        body = {"type": "event_callback", "team_id": TEAM, "event_id": f"Ev{uuid4().hex}", "event": event}
        return await self.sockets.send("events_api", body, copies=copies)

    def signed(self, content: str, *, at: float | None = None, secret: str = SIGNING_SECRET) -> tuple[bytes, Json]:
        """Return body and headers of an HTTP-mode request as Slack signs it."""
        stamp = str(int(self.now() if at is None else at))
        mac = hmac.new(secret.encode(), f"v0:{stamp}:{content}".encode(), hashlib.sha256).hexdigest()
        kind = "application/json" if content.startswith("{") else "application/x-www-form-urlencoded"
        headers = {"content-type": kind, "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={mac}"}
        return content.encode(), headers

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token", "")
        self.calls.append((method, arguments))
        self._notify()
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            return web.json_response({"ok": False, "error": "invalid_auth"})
        return await self._faulty(request, method, lambda: self._act(method, arguments))

    async def _faulty(self, request: web.Request, method: str, act: Callable[[], Json]) -> web.StreamResponse:
        fault = next((fault for fault in self._faults if fault.method == method), None)
        if fault is None:
            return _respond(act(), self.scopes)
        self._faults.remove(fault)
        answer = act() if fault.accepted or fault.kind == "slow" else {}
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return _respond(answer, self.scopes)
        if fault.kind == "cut":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return _broken(fault)

    def _act(self, method: str, arguments: Json) -> Json:
        if method == "apps.connections.open":
            return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket?ticket={self.sockets.ticket()}"}
        answer = self.answer(method, arguments)
        if method == "files.getUploadURLExternal":
            answer["upload_url"] = f"{self.origin}/upload/{answer['file_id']}"
        self._notify()
        return answer

    async def _take_file(self, request: web.Request) -> web.StreamResponse:
        content, file = await request.read(), request.match_info["file"]
        good = len(content) == len(self.uploads.get(file, b"")) and content.startswith(b"\x89PNG")

        def act() -> Json:
            self.uploads[file] = content
            return {"ok": good}

        answer = await self._faulty(request, "upload", act)
        return answer if answer.status != 200 or not good else web.Response(text=f"OK - {len(content)}")

    async def _take_response(self, request: web.Request) -> web.StreamResponse:
        ask, content = request.match_info["ask"], await request.json()
        place = self._asks.get(ask)
        if place is None or self._response_uses[ask] >= 5:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)

        def act() -> Json:
            wrong = self.content_problem(content)
            if wrong:
                return wrong
            self._response_uses[ask] += 1
            self.responses.append(content)
            if content.get("response_type") == "in_channel":
                self.store(place["channel"], content)
            else:
                self.ephemerals.append({**content, **place})
            self._notify()
            return {"ok": True}

        answer = await self._faulty(request, "response_url", act)
        if isinstance(answer, web.Response) and b'"ok": false' in bytes(answer.body or b"") and answer.status == 200:
            answer.set_status(404)
        return answer

    async def _control(self, request: web.Request) -> web.StreamResponse:
        wishes = await request.json() if request.can_read_body else {}
        verbs: dict[str, Callable[[], Awaitable[Any] | None]] = {
            "fail": lambda: self.fail_next(**wishes),
            "slash": lambda: self.slash(**wishes),
            "drop": self.sockets.drop,
            "disconnect": lambda: self.sockets.disconnect(**wishes),
            "state": lambda: None,
        }
        done = verbs[request.match_info["verb"]]()
        if done is not None:
            await done
        return web.json_response(
            {
                "messages": self.messages,
                "ephemerals": self.ephemerals,
                "connections": self.sockets.connections,
                "connected": self.sockets.is_connected,
                "refused_rate": self.refused_rate,
                "calls": len(self.calls),
            }
        )


def _respond(answer: Json, scopes: str) -> web.Response:
    if answer.get("error") == "ratelimited":
        headers = {"Retry-After": str(answer["retry_after"])}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})


def _broken(fault: Fault) -> web.Response:
    if fault.kind == "ratelimited":
        return _respond({"error": "ratelimited", "retry_after": fault.retry_after}, "")
    if fault.kind == "text":
        return web.Response(text="upstream connect error", status=503)
    if fault.kind == "garbage":
        return web.Response(text='{"ok": tr', content_type="application/json")
    if fault.kind.isdecimal():
        return web.Response(text="<html>oops</html>", content_type="text/html", status=int(fault.kind))
    return web.json_response({"ok": False, "error": fault.kind})


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **(await request.post())}


async def _serve(port: int, journal: Path | None, channels: tuple[str, ...], rate_limited: bool) -> None:
    server = await SlackServer(journal=journal, channels=channels, rate_limited=rate_limited).start(port)
    try:
        sys.stdout.write(json.dumps({"url": server.url, "port": server.port}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path)
    parser.add_argument("--channel", action="append")
    parser.add_argument("--rate-limited", action="store_true")
    given = parser.parse_args()
    try:
        asyncio.run(_serve(given.port, given.journal, tuple(given.channel or (CHANNEL,)), given.rate_limited))
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
