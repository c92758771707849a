"""The change alert says no more than its two figures do."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.message import Footer, words
from bot.present.change import change_message
from tests.present.test_positions import NOON, line

TOLD = line(1, 2500, "2,500 soldiers were there.")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        pytest.param(600, 600, "now says 2,500, up from 600", id="more"),
        pytest.param(2600, 2900, "now says 2,500, down from 2,600–2,900", id="less"),
        pytest.param(2000, 3000, "now says 2,500, after 2,000–3,000", id="within the former range"),
    ],
)
def test_up_and_down_are_said_only_where_that_is_sure(low: int, high: int, told: str) -> None:
    before = replace(line(0, low, "Soldiers were there."), high=Decimal(high))
    assert told in change_message("Troops", [("moved", TOLD, before)], NOON).summary


@pytest.mark.parametrize(("moves", "told"), [(3, ""), (4, " · 1 more change"), (5, " · 2 more changes")])
def test_changes_that_do_not_fit_are_counted(moves: int, told: str) -> None:
    message = change_message("Troops", [("moved", TOLD, line(0, 600, "600 soldiers."))] * moves, NOON)
    [footer] = [block for block in message.blocks if isinstance(block, Footer)]
    assert words(footer.text) == f"From: the article{told}"
