import pytest

from bot.present.comparable import measure_the_same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("12 people|12 people had died", "19 people|19 people died in Orlec", True, id="the same word"),
        pytest.param("12 people|12 people were killed", "19 people|the toll rose to 19 people", True, id="one outcome"),
        pytest.param("12 people|12 people had died", "40 people|40 people were injured", False, id="another outcome"),
        pytest.param("12|The office said 12 had died", "40|The office said 40 had fled", False, id="only the speaker"),
        pytest.param(
            "3,000 troops|3,000 troops last week", "9,000 troops|9,000 troops now", True, id="what is counted"
        ),
    ],
)
def test_figures_are_compared_only_where_they_tell_the_same(one: str, other: str, same: bool) -> None:
    (text, sentence), (other_text, other_sentence) = one.split("|"), other.split("|")
    assert measure_the_same(text, sentence, other_text, other_sentence, but_for=("The office",)) is same
