import pytest

from bot.present.comparable import is_on_top, measure_the_same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("12 people|12 people had died", "19 people|19 people died in Orlec", True, id="the same word"),
        pytest.param("12 people|12 people were killed", "19 people|the toll rose to 19 people", True, id="one outcome"),
        pytest.param("12 people|12 people had died", "40 people|40 people were injured", False, id="another outcome"),
        pytest.param("12|The office said 12 had died", "40|The office said 40 had fled", False, id="only the speaker"),
        pytest.param(
            "3,400|12 people died and 3,400 left their homes",
            "19 people|19 people died in Orlec",
            False,
            id="the neighbour's outcome",
        ),
        pytest.param(
            "2 million crowns|He put the loss at 2 million crowns",
            "120 million crowns|It would spend 120 million crowns on relief",
            False,
            id="only the currency",
        ),
        pytest.param(
            "2 million euros|The loss was 2 million euros", "€3m|The loss is put at €3m", True, id="a word of both"
        ),
        pytest.param("7 metres|It stood at 7 metres", "2 metres|It rose by 2 metres", False, id="only the measure"),
        pytest.param(
            "3,000 troops|3,000 troops last week", "9,000 troops|9,000 troops now", True, id="what is counted"
        ),
    ],
)
def test_figures_are_compared_only_where_they_tell_the_same(one: str, other: str, same: bool) -> None:
    (text, sentence), (other_text, other_sentence) = one.split("|"), other.split("|")
    assert measure_the_same(text, sentence, other_text, other_sentence, but_for=("The office",)) is same


def test_one_sentence_that_gives_both_compares_them_itself() -> None:
    told = "Norvale has about 10,000 soldiers there, a far higher figure than its estimate of 3,000 last week."
    assert measure_the_same("about 10,000 soldiers", told, "3,000", told)


@pytest.mark.parametrize(
    ("text", "on_top"),
    [
        ("a couple thousand more", True),
        ("another 40 tanks", True),
        ("more than 200 people", False),
        ("40 tanks", False),
    ],
)
def test_what_comes_on_top_is_no_level(text: str, on_top: bool) -> None:
    assert is_on_top(text) is on_top
