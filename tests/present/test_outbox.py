"""The outbox as operators see it."""

from bot.message import Bullets, Buttons, words
from bot.model import DeliveryId, DeliveryState
from bot.present.outbox import outbox_answer
from bot.store import Delivery
from tests.lifetimes import NOON
from tests.make import alert


def in_doubt(number: int) -> Delivery:
    return Delivery(
        id=DeliveryId(f"d{number}"),
        alert=alert(number),
        platform="discord",
        channel="1",
        state=DeliveryState.AMBIGUOUS,
        created_at=NOON,
        next_attempt_at=NOON,
    )


def test_of_several_doubts_each_button_says_which_it_settles() -> None:
    message = outbox_answer({}, [in_doubt(1), in_doubt(2)], [], {}, NOON)
    lines = [words(text) for block in message.blocks if isinstance(block, Bullets) for text in block.lines]
    buttons = [button for block in message.blocks if isinstance(block, Buttons) for button in block.buttons]
    assert [line[:11] for line in lines] == ["1. alert 1 ", "2. alert 2 "]
    assert {button.label[0] for button in buttons if "delivery:d2" in (button.command or "")} == {"2"}
    assert len({button.label for button in buttons}) == len(buttons)


def test_a_single_doubt_needs_no_number() -> None:
    message = outbox_answer({}, [in_doubt(1)], [], {}, NOON)
    [buttons] = [block for block in message.blocks if isinstance(block, Buttons)]
    assert [button.label for button in buttons.buttons] == ["It is there", "Send again", "Drop it"]
