"""The gateway: discord.py's client, kept alive by us.

discord.py reconnects a dropped connection at once and without limit, waits up to 17 minutes after a failed one,
and crashes if the very first handshake fails (https://github.com/Rapptz/discord.py/issues/10520).
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

import aiohttp
import discord
from discord.http import HTTPClient, Route
from yarl import URL

from adapters.discord.failures import LOGIN_REMEDY, Refused
from adapters.discord.patience import Patience
from adapters.discord.rest import USER_AGENT, Rest
from bot.errors import PermanentDeliveryError
from bot.ports import Clock

BAD_TOKEN, TOO_MANY_SERVERS, UNKNOWN_INTENTS, FORBIDDEN_INTENTS = 4004, 4011, 4013, 4014
_HOPELESS = {
    BAD_TOKEN: LOGIN_REMEDY,
    TOO_MANY_SERVERS: "Discord wants this bot split over several connections: it is in too many servers for one",
    UNKNOWN_INTENTS: "Discord does not know what the bot asks to hear: update Nutgraf",
    FORBIDDEN_INTENTS: "Discord does not let the bot hear of its servers: update Nutgraf",
}

GOODBYE = timedelta(seconds=1)

log = logging.getLogger(__name__)


class Listener(Protocol):
    """Who is told what the gateway brings."""

    async def connected(self) -> None:
        """A session has begun."""
        ...

    async def asked(self, interaction: discord.Interaction) -> None:
        """Somebody used a command or pressed a button."""
        ...

    async def joined(self, guild: discord.Guild) -> None:
        """A server has added the bot."""
        ...


class Gateway:
    """Connects until cancelled, with a pause that grows while connections do not hold."""

    def __init__(
        self,
        token: str,
        *,
        rest: Rest,
        gateway_url: str | None,
        clock: Clock,
        patience: Patience,
        listener: Listener,
    ) -> None:
        self._token = token
        self._rest = rest
        self._gateway_url = gateway_url
        self._clock = clock
        self._patience = patience
        self._listener = listener
        self._last_try = float("-inf")
        self._repeats = 0

    async def run(self) -> None:
        """Stay connected. Raises PermanentDeliveryError where no retry can help."""
        gateway_log = logging.getLogger("discord.gateway")
        gateway_log.setLevel(max(logging.INFO, gateway_log.getEffectiveLevel()))  # DEBUG writes down answers' tokens
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no need of voice, nor of being told
        while True:
            await self._turn()
            client = _Client(self._listener, self._http, self._patience.identify)
            try:
                await client.start(self._token, reconnect=False)
            except discord.LoginFailure as error:
                raise PermanentDeliveryError(LOGIN_REMEDY, channel_is_dead=True) from error
            except discord.PrivilegedIntentsRequired as error:
                raise PermanentDeliveryError(_HOPELESS[FORBIDDEN_INTENTS]) from error
            except discord.ConnectionClosed as error:
                if error.code in _HOPELESS:
                    raise PermanentDeliveryError(_HOPELESS[error.code], channel_is_dead=True) from error
                log.warning("discord.gateway_lost", extra={"reason": str(error)})
            except Exception as error:  # noqa: BLE001 - whatever broke in discord.py, a new client starts afresh
                log.warning("discord.gateway_failed", extra={"reason": f"{type(error).__name__}: {error}"[:300]})
            finally:
                await _end(client)

    async def _turn(self) -> None:
        """Wait until it is decent to connect again."""
        held = self._clock.monotonic() - self._last_try
        self._repeats = 0 if held > self._patience.calm.total_seconds() else self._repeats + 1
        await asyncio.sleep(self._patience.before(self._repeats).total_seconds())
        self._last_try = self._clock.monotonic()

    def _http(self, client: discord.Client) -> HTTPClient:
        return _Http(client.loop, rest=self._rest, gateway_url=self._gateway_url, turn=self._turn)


async def _end(client: discord.Client) -> None:
    """Close a client, not waiting long for a gateway that does not say goodbye."""
    try:
        async with asyncio.timeout(GOODBYE.total_seconds()):
            await client.close()
    except Exception as error:  # noqa: BLE001 - a connection that cannot be closed well is closed anyway
        log.warning("discord.gateway_left_open", extra={"reason": type(error).__name__})
        await client.http.close()


class _Http(HTTPClient):
    """discord.py's HTTP client, with our own calls, address and pause before every reconnect under it."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        *,
        rest: Rest,
        gateway_url: str | None,
        turn: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(loop)
        self.user_agent = USER_AGENT
        self._rest = rest
        self._gateway_url = gateway_url
        self._turn = turn
        self._has_connected = False

    async def request(self, route: Route, **_: Any) -> Any:
        """Make one of the two calls of a login, which have no body; everything else goes through `Rest` anyway."""
        try:
            return await self._rest.call(route.method, route.url.removeprefix(Route.BASE))
        except Refused as refused:
            if refused.status == 401:
                raise discord.LoginFailure(LOGIN_REMEDY) from refused
            raise

    async def ws_connect(self, url: str, *, compress: int = 0) -> aiohttp.ClientWebSocketResponse:
        if self._has_connected:  # the first one had its turn in Gateway.run
            await self._turn()
        self._has_connected = True
        if self._gateway_url:
            url = str(URL(self._gateway_url).with_query(URL(url).query))
        return await super().ws_connect(url, compress=compress)


class _Client(discord.Client):
    """A discord.py client that keeps no caches and passes on the three things we want to hear."""

    def __init__(
        self,
        listener: Listener,
        http: Callable[[discord.Client], HTTPClient],
        identify_pause: timedelta,
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.0,  # nothing of ours waits for all servers to be listed
        )
        self.http = http(self)
        self._connection.http = self.http
        self._listener = listener
        self._identify_pause = identify_pause
        self._listed: set[int] = set()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002
        if not initial:
            await asyncio.sleep(self._identify_pause.total_seconds())

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Note which servers the bot was in already, before any of them is described."""
        if event == "connect":
            self._listed.update(guild.id for guild in self.guilds)
        super().dispatch(event, *args, **kwargs)

    async def on_connect(self) -> None:
        await self._listener.connected()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await self._listener.asked(interaction)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if guild.id not in self._listed:
            self._listed.add(guild.id)
            await self._listener.joined(guild)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        log.error("discord.event_failed", extra={"event": event_method, "reason": repr(sys.exception())})
