import json
from collections.abc import Iterator

import pytest

from bot.extraction.batch import FEW, read_line, read_lines

TEXT = "The council of Tarn said on Tuesday that 2,500 lamps were lost in the storm. More storms are expected."


def line_of(number: int, **fields: object) -> bytes:
    return json.dumps({"id": f"a{number}", "text": TEXT, **fields}).encode() + b"\n"


def test_each_line_is_answered_in_order_with_its_own_id() -> None:
    answers = [json.loads(answer) for answer in read_lines(map(line_of, range(5)), raw=True)]
    assert [answer["id"] for answer in answers] == ["a0", "a1", "a2", "a3", "a4"]
    assert {answer["body"] for answer in answers} == {TEXT}


def test_several_processes_give_the_same_answers_in_the_same_order() -> None:
    lines = [line_of(number, headline=f"Lamps {number}") for number in range(FEW + 30)]
    assert list(read_lines(lines, raw=True, jobs=2)) == list(read_lines(lines, raw=True))


def test_an_answer_does_not_wait_for_the_next_line() -> None:
    handed_out: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(3):
            handed_out.append(number)
            yield line_of(number)

    answers = read_lines(lines(), raw=True)
    next(answers)
    assert handed_out == [0]


def test_lines_are_not_read_far_ahead_of_the_answers() -> None:
    handed_out: list[int] = []

    def lines() -> Iterator[bytes]:
        for number in range(2000):
            handed_out.append(number)
            yield line_of(number)

    answers = read_lines(lines(), raw=True, jobs=2)
    for _ in range(FEW + 2):
        next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert len(handed_out) < 200


def test_an_error_of_the_input_reaches_the_caller() -> None:
    def lines() -> Iterator[bytes]:
        yield from map(line_of, range(FEW + 1))
        raise OSError("the pipe broke")

    answers = read_lines(lines(), raw=True, jobs=2)
    with pytest.raises(OSError, match="the pipe broke"):
        list(answers)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"", "not valid JSON", id="nothing"),
        pytest.param(b"{", "not valid JSON", id="half an object"),
        pytest.param(b'{"id": "x", "text": NaN}', "not valid JSON", id="not a number"),
        pytest.param(b'\xff{"id": "x"}', "not valid JSON", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "not valid JSON", id="too deep to parse"),
        pytest.param(b"[]", "not a JSON object", id="a list"),
        pytest.param(b"{}", 'no "text"', id="no text"),
        pytest.param(b'{"text": 5}', 'no "text"', id="a number for a text"),
        pytest.param(b'{"text": " \\n "}', "empty", id="white space"),
    ],
)
def test_an_unusable_line_says_why(line: bytes, reason: str) -> None:
    answer = json.loads(read_line(line, raw=True))
    assert answer.keys() == {"id", "error"}
    assert reason in answer["error"]


def test_an_error_names_the_line_it_is_about() -> None:
    assert json.loads(read_line(b'{"id": 7}', raw=False))["id"] == 7


def test_raw_text_is_the_body_unchanged() -> None:
    text = "  By Ada Brook\r\n\r\n\u200bThe council said so.\u202e\n\nSubscribe  "
    assert json.loads(read_line(json.dumps({"text": text}), raw=True))["body"] == text


def test_scraped_text_is_cleaned_unless_raw() -> None:
    text = f"Lamps lost\n\nBy Ada Brook\n\n{TEXT}\n\nSubscribe to our newsletter"
    answer = json.loads(read_line(json.dumps({"text": text}), raw=False))
    assert (answer["headline"], answer["byline"], answer["body"]) == ("Lamps lost", "Ada Brook", TEXT)


@pytest.mark.parametrize("given", ["2031-03-11T10:30:00+01:00", 1930987800])
def test_the_publication_time_is_taken_as_text_or_as_seconds(given: object) -> None:
    answer = json.loads(read_line(json.dumps({"text": TEXT, "published_at": given}), raw=True))
    assert answer["published_at"] == "2031-03-11T09:30:00+00:00"


def test_lone_surrogates_survive_the_round_trip() -> None:
    text = TEXT + " \ud800"
    assert json.loads(read_line(json.dumps({"text": text}), raw=True))["body"] == text
