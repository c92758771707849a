"""What each failed call means for a delivery."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack.failures import error_code, failure
from bot.errors import AmbiguousDeliveryError, DeliveryError, PermanentDeliveryError, TransientDeliveryError

KEY = aiohttp.client_reqrep.ConnectionKey("slack.example", 443, True, True, None, None, None)


def answer(code: str = "", status: int = 200, **headers: str) -> SlackApiError:
    body: Any = {"ok": False, "error": code} if code else {}
    return SlackApiError("x", SimpleNamespace(status_code=status, data=body, headers=headers))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        pytest.param(answer("ratelimited", 429), TransientDeliveryError, id="too fast"),
        pytest.param(answer("", 429), TransientDeliveryError, id="429 without a body"),
        pytest.param(answer("rate_limited"), TransientDeliveryError, id="the older name"),
        pytest.param(answer("request_timeout"), TransientDeliveryError, id="our request came in pieces"),
        pytest.param(answer("invalid_auth"), PermanentDeliveryError, id="a wrong token"),
        pytest.param(answer("not_in_channel"), PermanentDeliveryError, id="not a member"),
        pytest.param(answer("msg_too_long"), PermanentDeliveryError, id="a bad message"),
        pytest.param(answer("", 413), PermanentDeliveryError, id="too large for whoever reads it"),
        pytest.param(answer("", 404), AmbiguousDeliveryError, id="no such address: not Slack"),
        pytest.param(answer("", 403), AmbiguousDeliveryError, id="a proxy that forbids"),
        pytest.param(answer("", 407), AmbiguousDeliveryError, id="a proxy that wants a password"),
        pytest.param(answer("fatal_error"), AmbiguousDeliveryError, id="Slack is not sure"),
        pytest.param(answer("internal_error", 500), AmbiguousDeliveryError, id="Slack is not sure, HTTP 500"),
        pytest.param(answer("", 503), AmbiguousDeliveryError, id="503"),
        pytest.param(answer("some_error", 503), AmbiguousDeliveryError, id="503 with a name"),
        pytest.param(answer("", 200), AmbiguousDeliveryError, id="an empty answer"),
        pytest.param(
            aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(111, "refused")),
            TransientDeliveryError,
            id="refused before sending",
        ),
        pytest.param(aiohttp.ConnectionTimeoutError(), TransientDeliveryError, id="never connected"),
        pytest.param(aiohttp.ServerDisconnectedError(), AmbiguousDeliveryError, id="cut"),
        pytest.param(aiohttp.SocketTimeoutError(), AmbiguousDeliveryError, id="no answer"),
        pytest.param(TimeoutError(), AmbiguousDeliveryError, id="timed out"),
        pytest.param(ConnectionResetError(), AmbiguousDeliveryError, id="reset"),
        pytest.param(ValueError("no JSON"), AmbiguousDeliveryError, id="unreadable"),
    ],
)
def test_each_failure_is_classified(error: Exception, kind: type[DeliveryError]) -> None:
    verdict = failure(error, channel="C1")
    assert type(verdict) is kind
    assert "\n" not in str(verdict)
    assert len(str(verdict)) <= 300


@pytest.mark.parametrize("error", [TimeoutError(), aiohttp.ServerDisconnectedError(), answer("", 503)])
def test_what_may_be_repeated_is_never_in_doubt(error: Exception) -> None:
    assert type(failure(error, repeatable=True)) is TransientDeliveryError


@pytest.mark.parametrize(
    ("given", "wait"),
    [("30", timedelta(seconds=30)), ("0", timedelta(0)), ("soon", None), ("-1", None), ("nan", None), ("1e9", None)],
)
def test_the_wait_slack_asks_for(given: str, wait: timedelta | None) -> None:
    verdict = failure(answer("ratelimited", 429, **{"Retry-After": given}))
    assert isinstance(verdict, TransientDeliveryError)
    assert verdict.retry_after == wait


@pytest.mark.parametrize(
    ("code", "dead"), [("invalid_auth", True), ("is_archived", True), ("invalid_blocks", False), ("no_text", False)]
)
def test_whose_fault_it_is(code: str, dead: bool) -> None:
    verdict = failure(answer(code))
    assert isinstance(verdict, PermanentDeliveryError)
    assert verdict.channel_is_dead is dead
    assert error_code(answer(code)) == code


def test_our_own_errors_pass_unchanged() -> None:
    ours = PermanentDeliveryError("known")
    assert failure(ours) is ours
    assert error_code(ours) == ""
