"""Discord's gateway on this machine: hello, identify, ready, resume, heartbeats, and events we choose."""

import asyncio
import contextlib
import itertools
import json

from aiohttp import WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
BAD_TOKEN = 4004


class Gateway:
    """Keeps sessions; events sent while nobody listens are replayed on resume."""

    def __init__(self, token, bot, guilds, *, heartbeat_ms=41_250):
        self.token = token
        self.bot = bot
        self.guilds = guilds
        self.heartbeat_ms = heartbeat_ms
        self.identifies = 0
        self.resumes = 0
        self.heartbeats = 0
        self.intents = []
        self.rejected_handshakes = 0
        self.closed_at_hello = 0
        self.is_deaf = False
        self.stopped_listening = asyncio.Event()
        self.url = ""
        self._session_ids = itertools.count(1)
        self._sessions = {}
        self._sockets = {}
        self._changed = asyncio.Condition()

    async def serve(self, request):
        if self.rejected_handshakes:
            self.rejected_handshakes -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse(autoping=True)
        await socket.prepare(request)
        if self.closed_at_hello:
            self.closed_at_hello -= 1
            await socket.close(code=4000)
            return socket
        await self._send(socket, {"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}})
        session = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT:
                    break
                session = await self._take(socket, json.loads(message.data), session)
        finally:
            if session and self._sockets.get(session) is socket:
                del self._sockets[session]
                await self._tell()
        return socket

    async def event(self, name, data):
        """Send an event to the newest session; keeps it for a resume if that is gone for the moment."""
        session = next(reversed(self._sessions))
        events = self._sessions[session]
        frame = {"op": DISPATCH, "t": name, "s": len(events) + 1, "d": data}
        events.append(frame)
        if session in self._sockets:
            await self._send(self._sockets[session], frame)

    async def listening(self, identifies=1):
        """Wait until a client listens, that many sessions having been begun."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._sockets and self.identifies >= identifies)

    async def drop(self, code=4000):
        """Close every connection."""
        for socket in list(self._sockets.values()):
            await socket.close(code=code)

    async def abort(self):
        """Cut every connection without a word."""
        for socket in list(self._sockets.values()):
            socket._req.transport.abort()

    async def ask_to_reconnect(self):
        for socket in list(self._sockets.values()):
            await self._send(socket, {"op": RECONNECT, "d": None})

    def forget_sessions(self):
        """No session can be resumed any more."""
        self._sessions.clear()

    async def _take(self, socket, frame, session):
        if self.is_deaf:
            self.stopped_listening.set()
            await asyncio.Event().wait()  # reads nothing more, answers no goodbye
        op, data = frame["op"], frame.get("d")
        if op == HEARTBEAT:
            self.heartbeats += 1
            await self._send(socket, {"op": ACK})
        elif op == IDENTIFY:
            self.identifies += 1
            self.intents.append(data["intents"])
            if data["token"] != self.token:
                await socket.close(code=BAD_TOKEN)
                return None
            return await self._begin(socket)
        elif op == RESUME:
            self.resumes += 1
            return await self._resume(socket, data)
        return session

    async def _begin(self, socket):
        session = f"session{next(self._session_ids)}"
        ready = {
            "v": 10,
            "user": self.bot,
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in self.guilds],
            "session_id": session,
            "resume_gateway_url": self.url,
            "application": {"id": self.bot["id"], "flags": 0},
        }
        self._sessions[session] = [{"op": DISPATCH, "t": "READY", "s": 1, "d": ready}]
        await self._send(socket, self._sessions[session][0])
        self._sockets[session] = socket
        for guild in self.guilds:
            await self.event("GUILD_CREATE", guild | {"unavailable": False})
        await self._tell()
        return session

    async def _resume(self, socket, data):
        session = data["session_id"]
        if session not in self._sessions:
            await self._send(socket, {"op": INVALID, "d": False})
            return None
        events = self._sessions[session]
        for frame in events[data["seq"] or 0 :]:
            await self._send(socket, frame)
        frame = {"op": DISPATCH, "t": "RESUMED", "s": len(events) + 1, "d": {}}
        events.append(frame)
        await self._send(socket, frame)
        self._sockets[session] = socket
        await self._tell()
        return session

    async def _tell(self):
        async with self._changed:
            self._changed.notify_all()

    async def _send(self, socket, frame):
        with contextlib.suppress(ConnectionError):
            await socket.send_str(json.dumps(frame))
