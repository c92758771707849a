import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.layout import lay_out


def sentences_of(body: str) -> list[str]:
    return [span.of(body) for span in lay_out(body).sentences]


def paragraphs_of(body: str) -> list[str]:
    return [span.of(body) for span in lay_out(body).paragraphs]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Press secretary Maj. Gen. Dora Vane spoke to Mr. Lund and Dr. Holt.", id="titles and ranks"),
        pytest.param("The U.S. Navy said the D.C. office of Halden Inc. was closed.", id="initialisms"),
        pytest.param("It opens at 6 p.m. Tuesday and shuts at 11 a.m. ET.", id="hours"),
        pytest.param("John F. Abel Jr. owns No. 5 on Mill St. in Corve.", id="initials and numbers"),
        pytest.param("It cost $3.5 million on Jan. 4, up 2.25 percent.", id="decimals and months"),
        pytest.param("He waited … and left.", id="an ellipsis inside"),
        pytest.param('"Why now?" Mayor Ann Lee asked.', id="a question before its tag"),
        pytest.param("CORVE, Vt. (AP) — The dam held.", id="a dateline"),
        pytest.param("Am 3. Oktober kam Dr. Sommer z. B. nach Tarn.", id="German ordinals"),
        pytest.param("M. Girard a dit « Oui. » et partit.", id="French"),
        pytest.param("1. The first thing is water.", id="a list number"),
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert sentences_of(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["It rained.", "The dam held."], id="plain"),
        pytest.param(["“It held.”", "She left."], id="a closing mark"),
        pytest.param(["„Gut.“", "Er ging."], id="a German closing mark"),
        pytest.param(["« Oui. »", "Il partit."], id="a French closing mark"),
        pytest.param(["They left the U.S.", "The ship stayed."], id="an initialism at the end"),
        pytest.param(["It closes at 6 p.m.", "Police said so."], id="an hour at the end"),
        pytest.param(["He said no.", "Then he left."], id="no, not number"),
        pytest.param(["Was it 1987?", "“Yes!”", "Good."], id="questions and calls"),
        pytest.param(["He waited…", "Nobody came."], id="an ellipsis at the end"),
        pytest.param(["¿Qué pasa?", "No sé."], id="Spanish openers"),
    ],
)
def test_sentences_end_where_a_reader_stops(parts: list[str]) -> None:
    assert sentences_of(" ".join(parts)) == parts


def test_a_space_lost_by_a_scraper_still_ends_a_sentence() -> None:
    assert sentences_of("That is what she said.The dam held.") == ["That is what she said.", "The dam held."]


def test_a_script_without_spaces_is_cut_at_its_stops() -> None:
    assert sentences_of("雨が降った。川があふれた。") == ["雨が降った。", "川があふれた。"]


def test_headings_are_paragraphs_of_their_own() -> None:
    assert paragraphs_of("THE DAM\n\nIt held.\nNobody left.") == ["THE DAM", "It held.", "Nobody left."]


def test_lines_wrapped_at_a_column_are_joined() -> None:
    body = (
        "The harbor of Tarn was closed on Monday because two cranes fell\n"
        "into the water, and nobody knows when it will be opened again by\n"
        "the town.\n\nThe mayor said so."
    )
    assert len(paragraphs_of(body)) == 2
    assert sentences_of(body)[-1] == "The mayor said so."


def test_an_offset_finds_its_sentence_and_paragraph() -> None:
    layout = lay_out("One. Two.\n\nThree.")
    assert [layout.sentence_at(offset) for offset in (0, 5, 12)] == [0, 1, 2]
    assert [layout.paragraph_at(offset) for offset in (0, 5, 12)] == [0, 0, 1]
    assert layout.paragraph_of == (0, 0, 1)


def test_a_body_without_text_has_nothing() -> None:
    assert lay_out(" \n\n ").sentences == ()
    assert lay_out("").paragraph_at(3) == 0


@given(st.text(alphabet=st.sampled_from('aB .!?…\n"“”’»(1—\u00a0。'), max_size=80))
def test_sentences_are_ordered_trimmed_and_lose_no_word(body: str) -> None:
    layout = lay_out(body)
    ends = 0
    for span, paragraph in zip(layout.sentences, layout.paragraph_of, strict=True):
        assert ends <= span.start < span.end
        assert layout.paragraphs[paragraph].covers(span)
        assert span.of(body) == span.of(body).strip()
        ends = span.end
    assert "".join("".join(span.of(body) for span in layout.sentences).split()) == "".join(body.split())
