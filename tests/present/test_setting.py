import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.present.setting import LONGEST_AFTER, LONGEST_BEFORE, setting

TWO = "Of the money, €3bn is to rebuild harbours and about €6m will pay for schools, the ministry said."


@pytest.mark.parametrize(
    ("sentence", "figure", "before", "after"),
    [
        pytest.param("Ferry fares rose 6% in May, an agency said.", "6%", "Ferry fares rose", "in May", id="a clause"),
        pytest.param(TWO, "€3bn", "", "is to rebuild harbours", id="only what follows"),
        pytest.param(TWO, "about €6m", "", "will pay for schools", id="the second of two"),
        pytest.param("Bread and milk cost 5% more.", "5%", "Bread and milk cost", "more", id="two things, one figure"),
        pytest.param("Bread cost 5% more and fuel 9%.", "9%", "fuel", "", id="another figure's words are left out"),
        pytest.param(
            "Rents rose 6%, up from 5% in May.",
            "5%",
            "Rents rose 6%, up from",
            "in May",
            id="a clause that says nothing",
        ),
        pytest.param("Profit, which fell 2%, was low.", "2%", "Profit, which fell", "", id="a relative clause"),
        pytest.param("He called “some 6 percent” of it waste.", "6 percent", "", "", id="half a quotation is none"),
        pytest.param("Fares rose 6% and rents rose 6%.", "6%", "", "", id="which of two is uncertain"),
        pytest.param("The 6%-rise was small.", "6%", "", "", id="part of a word"),
        pytest.param("It is 5%.", "5%", "", "", id="nothing to tell"),
        pytest.param("Fares rose.", "6%", "", "", id="not in the sentence"),
    ],
)
def test_the_words_around_a_figure_say_what_it_is_of(sentence: str, figure: str, before: str, after: str) -> None:
    assert setting(sentence, figure) == (before, after)


def test_long_words_are_cut_at_a_blank() -> None:
    before, after = setting(f"{'ferry ' * 40}cost 6% {'again ' * 40}", "6%")
    assert before.startswith("…ferry")
    assert before.endswith("ferry cost")
    assert after.endswith("again…")


@given(st.text(alphabet="ab ,.;“”-6%and", max_size=300))
def test_it_is_always_a_stretch_of_the_sentence_and_short(text: str) -> None:
    sentence = " ".join(text.split())
    before, after = setting(sentence, "6%")
    assert before.strip("…") in sentence
    assert after.strip("…") in sentence
    assert len(before) <= LONGEST_BEFORE + 1
    assert len(after) <= LONGEST_AFTER + 1
