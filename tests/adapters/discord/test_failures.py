from datetime import timedelta

import pytest

from adapters.discord.failures import Refused, to_delivery_error
from adapters.discord.rest import _refusal
from bot.errors import AmbiguousDeliveryError, PermanentDeliveryError, TransientDeliveryError


@pytest.mark.parametrize(
    ("refused", "of_a_post", "of_a_look"),
    [
        pytest.param(Refused(500), AmbiguousDeliveryError, TransientDeliveryError, id="server error"),
        pytest.param(Refused(524), AmbiguousDeliveryError, TransientDeliveryError, id="proxy gave up"),
        pytest.param(Refused(429), TransientDeliveryError, TransientDeliveryError, id="too fast"),
        pytest.param(Refused(401), PermanentDeliveryError, PermanentDeliveryError, id="token"),
        pytest.param(Refused(403, 50_001), PermanentDeliveryError, PermanentDeliveryError, id="no access"),
        pytest.param(Refused(404, 10_003), PermanentDeliveryError, PermanentDeliveryError, id="no channel"),
        pytest.param(Refused(413, 40_005), PermanentDeliveryError, PermanentDeliveryError, id="too large"),
        pytest.param(Refused(400, 30_046), TransientDeliveryError, TransientDeliveryError, id="old edits"),
    ],
)
def test_what_a_refusal_means_depends_on_whether_it_can_be_repeated(refused, of_a_post, of_a_look):
    assert type(to_delivery_error(refused, "1", may_have_been_done=True)) is of_a_post
    assert type(to_delivery_error(refused, "1", may_have_been_done=False)) is of_a_look


@pytest.mark.parametrize(
    ("answer", "headers", "text", "code", "retry_after", "is_global"),
    [
        pytest.param(
            {"retry_after": 0.25, "code": 1}, {"Retry-After": "1"}, "", 1, 0.25, False, id="exact seconds win"
        ),
        pytest.param({"retry_after": 3, "global": True}, {}, "", 0, 3.0, True, id="everything"),
        pytest.param(None, {"Retry-After": "7"}, "<html>slow  down</html>", 0, 7.0, True, id="a proxy in front"),
        pytest.param({"retry_after": "soon"}, {}, "", 0, None, False, id="nonsense"),
        pytest.param([1], {}, "[1]", 0, None, True, id="no object"),
    ],
)
def test_a_limit_is_read_wherever_it_is_said(answer, headers, text, code, retry_after, is_global):
    refused = _refusal(429, headers, answer, text)
    assert refused.code == code
    assert refused.retry_after == (None if retry_after is None else timedelta(seconds=retry_after))
    assert refused.is_global is is_global


def test_the_first_detail_of_a_form_error_is_told_on_one_line():
    errors = {"embeds": {"0": {"description": {"_errors": [{"code": "X", "message": "Must be 4096\nor fewer"}]}}}}
    refused = _refusal(400, {}, {"code": 50035, "message": "Invalid Form Body", "errors": errors}, "")
    assert refused.text == "Invalid Form Body (embeds.0.description: Must be 4096 or fewer)"


def test_an_endless_nesting_of_details_ends():
    errors: dict[str, object] = {}
    node = errors
    for _ in range(10_000):
        node["a"] = node = {}
    assert _refusal(400, {}, {"message": "Bad", "errors": errors}, "").text == "Bad"
