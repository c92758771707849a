import pytest

from bot.present.comparable import is_on_top, measure_the_same, outcome_beside


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
            "3,000 troops|3,000 troops last week", "9,000 troops|9,000 troops now", True, id="what is counted"
        ),
    ],
)
def test_figures_are_compared_only_where_they_tell_the_same(one: str, other: str, same: bool) -> None:
    (text, sentence), (other_text, other_sentence) = one.split("|"), other.split("|")
    assert measure_the_same(text, sentence, other_text, other_sentence, but_for=("The office",)) is same


@pytest.mark.parametrize(
    ("text", "sentence", "fate"),
    [
        pytest.param("12 people", "At least 12 people were killed, the office said.", "killed", id="behind"),
        pytest.param("43", "Of those, 24 died and 43 were injured.", "injured", id="its own, not the neighbour's"),
        pytest.param("24", "The office said 24 had died.", "died", id="behind an auxiliary"),
        pytest.param("24", "Killed in the flood: 24, the office said.", None, id="a pause between"),
        pytest.param("12 dead", "They counted 12 dead, and others injured.", None, id="said already"),
        pytest.param("40 people", "Some 40 people came to the meeting.", None, id="none"),
        pytest.param("3,400", "Some 12 people died and 3,400 left their homes.", None, id="the neighbour's in between"),
        pytest.param("40 people", "The blast killed 12 and injured 40 people.", "injured", id="done to them"),
        pytest.param("40 people", "Of those who died 40 people were miners.", None, id="who died stands before"),
        pytest.param("12", "A bus with 112 killed came before; 12 fled.", None, id="not within a longer number"),
    ],
)
def test_what_befell_people_is_said_in_the_sentence_s_own_word(text: str, sentence: str, fate: str | None) -> None:
    assert outcome_beside(text, sentence) == fate


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
