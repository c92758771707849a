"""Charts of whatever lies between a minute and a century are drawn without complaint."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from bot.present.chart import composed, draw
from bot.present.plot import Mark
from tests.lifetimes import NOON


def mark(hours: float, value: int | None, series: str = "the office") -> Mark:
    low = None if value is None else Decimal(value)
    return Mark(
        series=series, at=NOON + timedelta(hours=hours), low=low, high=low, is_exact=True, unit="", noun="people"
    )


@pytest.mark.parametrize("hours", [0, 0.02, 1, 5, 23, 49, 71, 73, 119, 24 * 13, 24 * 40, 24 * 95, 24 * 800, 24 * 36500])
def test_any_span_of_time_has_an_axis(hours: float) -> None:
    assert draw("Casualties", (mark(0, 12), mark(hours, 19)), f"{hours} hours").startswith(b"\x89PNG")


def test_speakers_who_say_the_same_at_once_are_all_drawn() -> None:
    marks = tuple(mark(number / 10, 10_000, f"voice {number}") for number in range(7))
    assert draw("Troops", marks, "seven at once").startswith(b"\x89PNG")


def test_words_are_not_read_as_formulas() -> None:
    assert draw("Aid in $ and $", (mark(0, 5, "the $_{x}$ office"), mark(1, None, "a $")), "dollars").startswith(
        b"\x89"
    )


def test_values_stand_clear_of_each_other_above_a_legend_of_three_rows() -> None:
    marks = tuple(mark(0, value, f"District of voice {value}") for value in (2, 5, 18, 20, 24, 26, 28))
    canvas = composed("Casualties", marks)
    canvas.draw_without_rendering()
    tops = sorted(text.get_window_extent().y0 for text in canvas.axes[0].texts)
    assert len(tops) == 7
    assert all(higher - lower > 20 for lower, higher in pairwise(tops))


def test_long_names_leave_the_drawing_its_width() -> None:
    canvas = composed("Troops", tuple(mark(number, 5, f"{number} western intelligence offices") for number in range(7)))
    canvas.draw_without_rendering()
    assert canvas.axes[0].get_position().width > 0.75


def test_what_is_counted_in_whole_numbers_has_a_scale_of_them() -> None:
    canvas = composed("Casualties", (mark(0, 5), mark(1, 11)))
    assert all(tick % 1 == 0 for tick in canvas.axes[0].get_yticks())
