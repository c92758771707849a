"""What to do next with a delivery, as tables."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.delivery import RetryPolicy
from bot.delivery.notices import headline, overdue
from bot.delivery.policy import CLOCK_SKEW, SEND_LIMIT, Drop, Look, Send, Step, Wait, in_a_line, is_overdue
from bot.delivery.steady import SteadyClock
from bot.errors import AmbiguousDeliveryError, TransientDeliveryError
from bot.message import Bullets, Message
from bot.model import DeliveryId, DeliveryState
from bot.ports import Certainty, MessageRef
from bot.store import AlertKind, Delivery
from tests import make
from tests.fakes import HISTORY, NONCE
from tests.lifetimes import NOON, FakeClock

SECOND = timedelta(seconds=1)
REF = MessageRef(channel="news", message="1")


def delivery(number: int = 1, **more: object) -> Delivery:
    owed = Delivery(
        id=DeliveryId(f"d{number}"),
        alert=make.alert(number),
        platform="fake",
        channel="news",
        state=DeliveryState.PENDING,
        created_at=NOON,
        next_attempt_at=NOON,
    )
    return replace(owed, **more)  # type: ignore[arg-type]


def doubt(since: int, until: int | None = None) -> Delivery:
    """A delivery first sent `since` seconds ago, last heard of `until` seconds ago."""
    return delivery(
        state=DeliveryState.SENDING,
        is_dubious=True,
        doubt_since=NOON - since * SECOND,
        doubt_until=None if until is None else NOON - until * SECOND,
    )


NOT_POSTED = Drop("the message it changes was not posted")


@pytest.mark.parametrize(
    ("owed", "certainty", "step"),
    [
        pytest.param(delivery(), NONCE, Send(is_clean=True), id="never sent"),
        pytest.param(doubt(1), NONCE, Send(is_clean=False), id="young doubt, same key"),
        pytest.param(doubt(39), NONCE, Send(is_clean=False), id="just young enough to arrive in time"),
        pytest.param(doubt(41, 30), NONCE, Look(NOON - 41 * SECOND - CLOCK_SKEW), id="too old for the key"),
        pytest.param(doubt(41, 1), NONCE, Wait(NOON + SECOND), id="too old, last try too fresh to be seen"),
        pytest.param(doubt(-3600, -3600), NONCE, Wait(NOON + 2 * SECOND), id="the clock was set back"),
        pytest.param(doubt(1, 1), HISTORY, Wait(NOON + 4 * SECOND), id="history not sure yet"),
        pytest.param(doubt(9, 5), HISTORY, Look(NOON - 9 * SECOND - CLOCK_SKEW), id="history is sure"),
        pytest.param(delivery(edits_id=DeliveryId("x"), edits=REF), HISTORY, Send(is_clean=True), id="edit"),
        pytest.param(
            delivery(edits_id=DeliveryId("x")),
            HISTORY,
            Drop("the message it changes was not posted"),
            id="edit of none",
        ),
    ],
)
def test_the_next_step_of_a_delivery(owed: Delivery, certainty: Certainty, step: Step) -> None:
    assert RetryPolicy().next_step(owed, certainty, NOON) == step


def test_the_same_key_is_trusted_no_longer_than_a_send_may_take_to_arrive() -> None:
    assert isinstance(RetryPolicy().next_step(doubt(40), NONCE, NOON), Wait | Look)
    assert NONCE.same_key_window - SEND_LIMIT == 40 * SECOND


@pytest.mark.parametrize(
    ("attempts", "error", "seconds"),
    [
        pytest.param(1, TransientDeliveryError("x"), 1, id="first"),
        pytest.param(3, AmbiguousDeliveryError("x"), 4, id="grows"),
        pytest.param(99, TransientDeliveryError("x"), 20, id="never longer"),
        pytest.param(10**9, TransientDeliveryError("x"), 20, id="absurd"),
        pytest.param(1, TransientDeliveryError("x", retry_after=90 * SECOND), 90, id="server asks for longer"),
        pytest.param(9, TransientDeliveryError("x", retry_after=SECOND), 1, id="server asks for less"),
        pytest.param(0, RuntimeError(), 1, id="something else"),
    ],
)
def test_when_to_try_again(attempts: int, error: Exception, seconds: int) -> None:
    assert RetryPolicy().next_attempt(attempts, error, NOON) == NOON + seconds * SECOND


@pytest.mark.parametrize(
    ("attempts", "accepted_at", "expected"),
    [
        (59, NOON + SECOND, False),
        (60, None, False),
        (60, NOON - SECOND, False),
        (60, NOON + SECOND, True),
    ],
)
def test_a_message_is_poisoned_only_if_others_got_through(
    attempts: int, accepted_at: datetime | None, expected: bool
) -> None:
    owed = delivery(attempts=attempts, first_sent_at=NOON)
    assert RetryPolicy().is_poisoned(owed, platform_accepted_at=accepted_at) is expected


@pytest.mark.parametrize(
    ("owed", "expected"),
    [
        pytest.param(delivery(), True, id="alert"),
        pytest.param(delivery(alert=make.alert(kind=AlertKind.NOTICE)), False, id="notice"),
        pytest.param(delivery(alert=make.alert(kind=AlertKind.DIGEST)), False, id="digest"),
        pytest.param(doubt(1), False, id="in doubt"),
        pytest.param(delivery(edits_id=DeliveryId("x")), False, id="edit"),
    ],
)
def test_only_untouched_news_grows_old(owed: Delivery, expected: bool) -> None:
    assert is_overdue(owed, 10 * SECOND, NOON + 11 * SECOND) is expected
    assert not is_overdue(owed, 10 * SECOND, NOON + 10 * SECOND)


def test_a_digest_of_many_tells_the_newest_and_how_many_more() -> None:
    late = [delivery(number, created_at=NOON + number * SECOND) for number in range(40)]
    alert = overdue(late, NOON)
    bullets = next(block for block in alert.message.blocks if isinstance(block, Bullets))
    assert bullets.lines[0][0].text == "alert 39"
    assert bullets.lines[0][0].url == "https://tarn.test/1"
    assert bullets.lines[-1][0].text == "and 25 more"
    assert headline(Message(blocks=(), summary="only this"))[0].text == "only this"


def test_an_error_is_said_in_one_line() -> None:
    assert in_a_line(TransientDeliveryError("HTTP 503\n at once")) == "HTTP 503 at once"
    assert in_a_line(ValueError("bad")) == "ValueError: bad"
    assert in_a_line(ValueError()) == "ValueError"


def test_a_steady_clock_goes_on_when_the_wall_clock_is_set_back_and_follows_it_forwards() -> None:
    wall = FakeClock()
    steady = SteadyClock(wall)
    wall.advance(5 * SECOND)
    wall.set_back(timedelta(hours=1))
    assert steady.now() == NOON + 5 * SECOND
    wall.advance(5 * SECOND)
    assert steady.now() == NOON + 10 * SECOND
    wall.set_back(timedelta(hours=-2))
    assert steady.now() == wall.now()
