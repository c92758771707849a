import pytest

from bot.extraction.layout import lay_out
from bot.extraction.marks import find_runs


def runs_of(body: str) -> list[str]:
    return [body[run.start : run.end] for run in find_runs(lay_out(body))]


@pytest.mark.parametrize(
    ("body", "runs"),
    [
        pytest.param('He said "it held" and left.', ["it held"], id="straight"),
        pytest.param("He said “it held” and left.", ["it held"], id="curly"),
        pytest.param("He said ``it held'' and left.", ["it held"], id="typewritten"),
        pytest.param("Er sagte: „Es hält.“ Dann ging er.", ["Es hält."], id="German"),
        pytest.param("Er sagte: »Es hält.« Dann ging er.", ["Es hält."], id="German guillemets"),
        pytest.param("Il dit : « Ça tient. » Puis il partit.", ["Ça tient."], id="French"),
        pytest.param("‘It held,’ he said. ‘The men’s work.’", ["It held,", "The men’s work."], id="single curly"),
        pytest.param("'It held,' he said. 'It won't fall.'", ["It held,", "It won't fall."], id="single straight"),
        pytest.param("The players' union and the '90s aren't quoted.", [], id="apostrophes"),
        pytest.param("‘Ask the players’ union,’ he said.", ["Ask the players’ union,"], id="a plural inside"),
        pytest.param("He praised ‘the players’ union’ again.", ["the players’ union"], id="a plural in a fragment"),
        pytest.param("“He cried ‘Wait!’ and ran,” she said.", ["He cried ‘Wait!’ and ran,"], id="single inside double"),
        pytest.param("“The “final” offer,” she said.", ["The “final” offer,"], id="double inside double"),
        pytest.param("‘The “final” offer,’ she said.", ["The “final” offer,"], id="double inside single"),
        pytest.param("“A “b” c” and “d.”", ["A “b” c", "d."], id="nested, then another"),
        pytest.param("The shelf is 6'2\" tall.", [], id="inches"),
        pytest.param('<p id="lead">It held.</p>', [], id="attributes"),
        pytest.param("“It held” ”", ["It held"], id="a stray closing mark"),
        pytest.param('""""""""', [], id="only marks"),
        pytest.param("“”", [], id="nothing between"),
        pytest.param("“It held, Lund said.", ["It held,"], id="closing mark lost before a tag"),
        pytest.param("“It held“ he said.", ["It held"], id="closed by the wrong mark"),
    ],
)
def test_marks_are_paired_as_a_reader_pairs_them(body: str, runs: list[str]) -> None:
    assert runs_of(body) == runs


def test_a_quotation_continued_over_paragraphs_is_one_run_each() -> None:
    body = "“It held.\n\n“It will hold.\n\n“It must,” he said."
    runs = find_runs(lay_out(body))
    assert [body[run.start : run.end] for run in runs] == ["It held.", "It will hold.", "It must,"]
    assert [run.is_open for run in runs] == [True, True, False]
    assert [run.goes_on for run in runs] == [False, True, True]


def test_a_second_paragraph_without_a_mark_is_closed_where_its_mark_stands() -> None:
    assert runs_of("“It held.\n\nIt will hold,” he said.") == ["It held.", "It will hold,"]


def test_an_open_mark_ends_with_its_paragraph() -> None:
    assert runs_of("He wrote: “It held\n\nNobody answered.") == ["It held"]
