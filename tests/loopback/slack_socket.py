"""Slack's side of Socket Mode: tickets, hello, envelopes, acknowledgements and the ways a connection ends."""

import asyncio
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web


class SocketHub:
    """Hands out tickets and talks to whoever connected with one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self.acks: list[str] = []
        self.ack_payloads: dict[str, Any] = {}
        self.connections = 0
        self.stale_tickets = 0
        """How many of the next tickets are refused at the handshake."""
        self.silent_handshakes = 0
        """How many of the next handshakes are left without an answer."""
        self._tickets: dict[str, bool] = {}
        self._sockets: list[tuple[web.WebSocketResponse, web.Request]] = []
        self._changed = changed

    @property
    def is_connected(self) -> bool:
        return bool(self._sockets)

    @property
    def open_now(self) -> int:
        return len(self._sockets)

    def ticket(self) -> str:
        made = uuid4().hex
        self._tickets[made] = self.stale_tickets == 0
        self.stale_tickets = max(0, self.stale_tickets - 1)
        return made

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if not self._tickets.pop(request.query.get("ticket", ""), False):
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        if self.silent_handshakes:
            self.silent_handshakes -= 1
            await asyncio.sleep(60)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        entry = (socket, request)
        self._sockets.append(entry)
        self.connections += 1
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets), "debug_info": {"host": "x"}})
        self._changed()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._read(json.loads(message.data))
        finally:
            if entry in self._sockets:
                self._sockets.remove(entry)
            self._changed()
        return socket

    def _read(self, answer: dict[str, Any]) -> None:
        self.acks.append(answer["envelope_id"])
        self.ack_payloads[answer["envelope_id"]] = answer.get("payload")
        self._changed()

    async def send(self, kind: str, payload: dict[str, Any], *, copies: int = 1) -> str:
        """Send an envelope to the newest connection; `copies` > 1 is what Slack does when it missed the ack."""
        envelope_id = str(uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        for _ in range(copies):
            await self._sockets[-1][0].send_json(envelope)
        return envelope_id

    async def disconnect(self, reason: str) -> None:
        """Announce the end of every connection; Slack closes soon after."""
        for socket, _ in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": reason})

    async def close(self) -> None:
        """End every connection in an orderly way."""
        for socket, _ in list(self._sockets):
            await socket.close()

    def drop(self) -> None:
        """Cut every connection without a word."""
        for entry in list(self._sockets):
            self._sockets.remove(entry)
            transport = entry[1].transport
            if transport is not None:
                asyncio.get_running_loop().call_soon(transport.abort)
