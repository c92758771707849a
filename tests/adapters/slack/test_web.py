"""The bare calls: sent once, whatever happens to the connection."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.web import SlackWeb
from bot.errors import AmbiguousDeliveryError, TransientDeliveryError
from tests.loopback.slack_server import BOT_TOKEN, SlackServer


@pytest.fixture
async def web(server: SlackServer) -> AsyncIterator[SlackWeb]:
    made = SlackWeb(bot_token=BOT_TOKEN, api_url=server.url)
    yield made
    await made.close()


async def test_an_answer_is_sent_once_though_the_connection_is_cut(server: SlackServer, web: SlackWeb) -> None:
    url = server.ask_body("/troops", "")["response_url"]
    server.fail_next("cut", method="response_url", accepted=True)
    with pytest.raises(AmbiguousDeliveryError):
        await web.respond(url, {"text": "once"})
    assert [response["text"] for response in server.responses] == ["once"]


async def test_a_used_up_response_url_is_told_apart(server: SlackServer, web: SlackWeb) -> None:
    url = server.ask_body("/troops", "")["response_url"]
    answers = [await web.respond(url, {"text": str(number)}) for number in range(6)]
    assert answers[:5] == [""] * 5
    assert "used_url" in answers[5]


async def test_a_read_that_breaks_is_made_once_and_may_be_made_again(server: SlackServer, web: SlackWeb) -> None:
    server.fail_next("cut", method="auth.test")
    with pytest.raises(TransientDeliveryError):
        await web.call(web.client.auth_test, repeatable=True)
    assert len(server.calls) == 1
    assert (await web.call(web.client.auth_test, repeatable=True))["user"] == "nutgraf"


async def test_the_user_agent_says_who_we_are(web: SlackWeb) -> None:
    assert web.client.headers["User-Agent"].startswith("nutgraf")
