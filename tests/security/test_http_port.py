"""What whoever reaches the HTTP port can do: read two pages, and be sent away."""

import asyncio

import aiohttp
import pytest

from bot.http import Health, HttpPort
from bot.ports import WebRequest, WebResponse


class Port:
    """An open port whose webhook remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[WebRequest] = []
        self.served = HttpPort(
            host="127.0.0.1",
            port=0,
            health=Health,
            metrics=lambda: b"nutgraf_ready 1\n",
            webhooks={"/slack/events": self._take},
            read_within=0.2,
        )

    async def _take(self, request: WebRequest) -> WebResponse:
        self.given.append(request)
        return WebResponse(status=200)


@pytest.fixture
async def port():
    opened = Port()
    await opened.served.open()
    yield opened
    await opened.served.close()


async def test_whoever_drips_a_request_is_sent_away(port: Port) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port.served.port)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx")
    async with asyncio.timeout(20):
        answer = await reader.readline()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert port.given == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("POST", "/health", 405, id="health takes nothing in"),
        pytest.param("PUT", "/metrics", 405, id="metrics take nothing in"),
        pytest.param("GET", "/slack/events", 405, id="events are posted"),
        pytest.param("GET", "/", 404, id="there is no front page"),
        pytest.param("GET", "/../../etc/passwd", 404, id="there are no files"),
        pytest.param("POST", "/slack/events/..%2f", 404, id="no other spelling of a path"),
    ],
)
async def test_there_is_nothing_else(port: Port, method: str, path: str, status: int) -> None:
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{port.served.port}") as http,
        http.request(method, path) as answer,
    ):
        assert answer.status == status
    assert port.given == []
