"""Host names to addresses, in threads of our own that can be abandoned."""

import asyncio
import socket
import threading

from aiohttp.abc import AbstractResolver, ResolveResult

_AT_ONCE = 16


class ThreadLookup(AbstractResolver):
    """Asks the system's resolver, each time in a daemon thread.

    The loop's own executor would not do: a name server that does not answer would hold the few threads that
    files are read in, and keep the process from ending.
    """

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of `host`. Raises OSError (socket.gaierror) if it has none."""
        async with self._slots:
            loop = asyncio.get_running_loop()
            answer: asyncio.Future[list[ResolveResult]] = loop.create_future()
            threading.Thread(
                target=_look_up, args=(loop, answer, host, port, family), name="nutgraf-lookup", daemon=True
            ).start()
            return await answer

    async def close(self) -> None:
        """Nothing is held."""


def _look_up(
    loop: asyncio.AbstractEventLoop,
    answer: "asyncio.Future[list[ResolveResult]]",
    host: str,
    port: int,
    family: socket.AddressFamily,
) -> None:
    found: list[ResolveResult] = []
    failure: OSError | None = None
    try:
        for kind, _, protocol, _, where in socket.getaddrinfo(
            host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        ):
            found.append(
                ResolveResult(
                    hostname=host,
                    host=str(where[0]),
                    port=int(where[1]),
                    family=kind,
                    proto=protocol,
                    flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
                )
            )
    except UnicodeError as error:
        failure = socket.gaierror(socket.EAI_NONAME, str(error))
    except OSError as error:
        failure = error

    def settle() -> None:
        if answer.done():
            return
        if failure is not None:
            answer.set_exception(failure)
        else:
            answer.set_result(found)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:
        return  # the loop ended while the name server was thinking
