import io

import aiohttp
import pytest

from bot.health import Health
from bot.http import HttpPort
from bot.ports import WebRequest, WebResponse


async def echo(request: WebRequest) -> WebResponse:
    return WebResponse(status=202, body=request.body.decode() + request.headers["x-seal"])


@pytest.fixture
async def port():
    state = {"health": Health()}
    served = HttpPort(
        host="127.0.0.1",
        port=0,
        health=lambda: state["health"],
        metrics=lambda: b"nutgraf_up 1\n",
        webhooks={"/slack/events": echo},
    )
    await served.open()
    yield served, state
    await served.close()


async def test_health_says_ready_until_there_is_a_reason(port) -> None:
    served, state = port
    async with aiohttp.ClientSession(f"http://127.0.0.1:{served.port}") as http:
        async with http.get("/health") as answer:
            assert (answer.status, (await answer.json())["ready"]) == (200, True)
        state["health"] = Health(("the database is full",))
        async with http.get("/health") as answer:
            told = await answer.json()
            assert (answer.status, told["live"], told["reasons"]) == (503, True, ["the database is full"])


async def test_metrics_and_webhooks_are_served(port) -> None:
    served, _ = port
    async with aiohttp.ClientSession(f"http://127.0.0.1:{served.port}") as http:
        async with http.get("/metrics") as answer:
            assert await answer.text() == "nutgraf_up 1\n"
        async with http.post("/slack/events", data=b"body ", headers={"X-Seal": "sealed"}) as answer:
            assert (answer.status, await answer.text()) == (202, "body sealed")
        async with http.post("/elsewhere") as answer:
            assert answer.status == 404


async def test_a_huge_event_is_refused(port) -> None:
    served, _ = port
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{served.port}") as http,
        http.post("/slack/events", data=io.BytesIO(b"x" * 1_200_000), headers={"X-Seal": "s"}) as answer,
    ):
        assert answer.status == 413
