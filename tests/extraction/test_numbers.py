"""Numbers in digits and in words: what they are worth, in English and in the notations of other languages."""

from decimal import Decimal

import pytest

from bot.extraction.figures.digits import read_digits
from bot.extraction.figures.numbers import read_number
from bot.extraction.figures.tokens import cut
from bot.model import Span
from tests.extraction.reading_figures import the_figure


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        pytest.param("7", "7", id="one digit"),
        pytest.param("1,234,567", "1234567", id="western groups"),
        pytest.param("12,34,567.89", "1234567.89", id="indian groups"),
        pytest.param("1,20,000", "120000", id="indian groups without decimals"),
        pytest.param("1.200.000,5", "1200000.5", id="european groups"),
        pytest.param("1.200.000", "1200000", id="european groups without decimals"),
        pytest.param("1'234'567", "1234567", id="apostrophes"),
        pytest.param("1\u202f234\u202f567.89", "1234567.89", id="thin spaces"),
        pytest.param("40 000", "40000", id="a plain space"),
        pytest.param("5,00", "5", id="a decimal comma"),
        pytest.param("10.000", "10", id="an english point is a decimal point"),
        pytest.param("0.000623", "0.000623", id="a small decimal"),
    ],
)
def test_digits_are_read_with_their_separators(digits: str, value: str) -> None:
    assert read_digits(digits) == Decimal(value)


@pytest.mark.parametrize(
    "digits",
    [
        pytest.param("192.168.1.2", id="an address"),
        pytest.param("22,24,26", id="a list"),
        pytest.param("1,2345", id="groups of the wrong size"),
        pytest.param("0800", id="a leading nought"),
        pytest.param("9" * 31, id="more digits than anything counted"),
        pytest.param("1,234.567,8", id="separators that change their mind"),
    ],
)
def test_digits_that_are_no_number_have_no_value(digits: str) -> None:
    assert read_digits(digits) is None


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        pytest.param("10.000", "10000", id="a point groups"),
        pytest.param("3,5", "3.5", id="a comma cuts off decimals"),
        pytest.param("1.234,50", "1234.50", id="both"),
        pytest.param("0.125", "0.125", id="no group begins with nought"),
        pytest.param("2.5", "2.5", id="a single digit behind a point is a decimal"),
    ],
)
def test_other_languages_swap_point_and_comma(digits: str, value: str) -> None:
    assert read_digits(digits, "de") == Decimal(value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("sixteen", "16"),
        ("twenty-one", "21"),
        ("twenty-one hundred", "2100"),
        ("one hundred and sixty-one", "161"),
        ("three hundred and forty", "340"),
        ("two hundred and twelve thousand", "212000"),
        ("two thousand and two hundred", "2200"),
        ("twenty-one trillion three hundred", "21000000000300"),
        ("a hundred", "100"),
        ("a million", "1000000"),
        ("a dozen", "12"),
        ("two dozen", "24"),
        ("half a million", "500000"),
        ("half a dozen", "6"),
        ("a quarter of a million", "250000"),
        ("two-thirds of a million", "666666.6666666666666666666667"),
        ("one and a half million", "1500000"),
        ("two and a half", "2.5"),
        ("three million and a half", "3500000"),
        ("two hundred point zero three", "200.03"),
        ("4 hundred million", "400000000"),
        ("2.5 trillion", "2500000000000"),
        ("40 crore", "400000000"),
        ("5 lakh", "500000"),
        ("three lakh crore", "3000000000000"),
        ("2.1bn", "2100000000"),
        ("10k", "10000"),
        ("4.3M", "4300000"),
        ("3m people", "3000000"),
        ("2 1/4", "2.25"),
        ("2½", "2.5"),
        ("1.3x10^6", "1300000"),
        ("2×10−3", "0.002"),
    ],
)
def test_numbers_are_added_up_from_words_scales_and_fractions(words: str, value: str) -> None:
    assert the_figure(f"They had {words} in all.").low == Decimal(value)


def test_the_mantissa_leaves_the_scale_words_out() -> None:
    body = "33 billion euros"
    number = read_number(cut(body, Span(0, len(body))), 0, money=False, language="en")
    assert number is not None
    assert (number.mantissa, number.scale, number.low) == (33, 10**9, 33 * 10**9)


def test_metres_are_no_millions() -> None:
    assert the_figure("The mast is 37m high.").low == 37
    assert the_figure("She won the 400m hurdles.").unit == "metre"


def test_scale_words_without_end_do_not_explode() -> None:
    figure = the_figure("They counted 5 " + "million " * 5000)
    assert figure.low is not None
    assert figure.low < Decimal(10) ** 40
