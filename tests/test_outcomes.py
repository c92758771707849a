"""What befell the people a figure counts."""

import pytest

from bot.outcomes import outcome_beside


@pytest.mark.parametrize(
    ("text", "sentence", "fate"),
    [
        pytest.param("12 people", "At least 12 people were killed, the office said.", "killed", id="behind"),
        pytest.param("43", "Of those, 24 died and 43 were injured.", "injured", id="its own, not the neighbour's"),
        pytest.param("24", "The office said 24 had died.", "died", id="behind an auxiliary"),
        pytest.param("24", "Killed in the flood: 24, the office said.", None, id="a pause between"),
        pytest.param("24", "The toll stands at 24.", "dead", id="ours where theirs is no participle"),
        pytest.param("19", "The number of people killed by the flood has risen to 19.", "killed", id="a total, afar"),
        pytest.param("3,400", "Some 3,400 were driven from their homes.", "displaced", id="homes"),
        pytest.param(
            "11,000", "The count of people driven from their homes passed 11,000.", "displaced", id="homes, afar"
        ),
        pytest.param("40 people", "Some 40 people came to the meeting.", None, id="none"),
        pytest.param("3,400", "Some 12 people died and 3,400 came.", None, id="the neighbour's in between"),
        pytest.param("40 people", "The blast killed 12 and injured 40 people.", "injured", id="done to them"),
        pytest.param("40 people", "Of those who died 40 people were miners.", None, id="who died stands before"),
        pytest.param("12", "A bus with 112 killed came before; 12 stayed.", None, id="not within a longer number"),
    ],
)
def test_what_befell_people_is_said_in_the_sentence_s_own_word(text: str, sentence: str, fate: str | None) -> None:
    told = outcome_beside(text, sentence)
    assert (told.word if told else None) == fate
