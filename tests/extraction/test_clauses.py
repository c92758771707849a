"""Sentences fall into their clauses, and a figure takes a date only from a clause that shares it."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.clause_splitter import split
from bot.extraction.clauses import Kind, Tie
from bot.extraction.dates import find_dates
from bot.extraction.layout import lay_out
from bot.extraction.words import words
from bot.model import Span
from tests.extraction.reading_figures import figures_of

PUBLISHED = date(2026, 11, 25)
CASES = Path(__file__).with_name("dates_of_clauses.txt")
_FIGURE = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<date>[^)]*)\)")
FLOOR = 0.97
"""A little under the part of the file's figures whose date is right."""


def marked() -> list[str]:
    return [line for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def agreement(line: str) -> tuple[int, int]:
    """Return how many figures of a marked sentence have their date, and how many it has."""
    text = _FIGURE.sub(r"\g<words>", line)
    figures = figures_of(text, published_on=PUBLISHED)
    right = total = shift = 0
    for match in _FIGURE.finditer(line):
        start = match.start() - shift
        end = start + len(match["words"])
        shift += len(match[0]) - len(match["words"])
        found = next(one for one in figures if one.span.start < end and start < one.span.end)
        given_date = found.as_of.span.of(text) if found.as_of else "-"
        total += 1
        right += match["date"] in given_date if match["date"] != "-" else given_date == "-"
    return right, total


def test_figures_have_the_date_of_their_clause() -> None:
    counts = [agreement(line) for line in marked()]
    right, total = (sum(column) for column in zip(*counts, strict=True))
    assert total > 100
    assert right / total >= FLOOR


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the clauses of a sentence with their kinds, those that are interrupted with their pieces joined."""
    dates = [one.span for one in find_dates(lay_out(text), PUBLISHED).found]
    clauses = split(text, Span(0, len(text)), dates)
    held: dict[int, str] = {}
    for at, letter in enumerate(text):
        held[clauses.at(at)] = held.get(clauses.at(at), "") + letter
    return [(clauses.all[index].kind.value, " ".join(held[index].split())) for index in sorted(held)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param(
            "Raiders burned two barns and took 30 sheep.",
            [("main", "Raiders burned two barns"), ("joined", "and took 30 sheep.")],
            id="joined verbs",
        ),
        pytest.param(
            "The dam, which burst in May, held ten lakes.",
            [("main", "The dam, held ten lakes."), ("remark", "which burst in May,")],
            id="a remark between commas",
        ),
        pytest.param(
            "The gale that hit Orsk on Monday felled 40 trees.",
            [("main", "The gale felled 40 trees."), ("relative", "that hit Orsk on Monday")],
            id="a relative clause ends where the main verb comes",
        ),
        pytest.param(
            "Nine men held on Friday will be charged.",
            [("main", "Nine men will be charged."), ("relative", "held on Friday")],
            id="what looked like the verb was a participle",
        ),
        pytest.param(
            "She said on Monday the yard had sold 12 boats.",
            [("main", "She said on Monday"), ("reported", "the yard had sold 12 boats.")],
            id="reported without that",
        ),
        pytest.param(
            "When the pit closed in 2016, 900 men left.",
            [("main", "900 men left."), ("subordinate", "When the pit closed in 2016,")],
            id="a clause before its main clause",
        ),
        pytest.param(
            "A wall fell on Sunday, killing two, and 40 shops shut.",
            [("main", "A wall fell on Sunday,"), ("result", "killing two,"), ("opposed", "and 40 shops shut.")],
            id="a result and a clause of its own",
        ),
        pytest.param("Cows and goats were sold.", [("main", "Cows and goats were sold.")], id="joined nouns"),
        pytest.param("It fell after the war.", [("main", "It fell after the war.")], id="a preposition opens nothing"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_sentence_falls_into_its_clauses(text: str, clauses: list[tuple[str, str]]) -> None:
    assert pieces(text) == clauses


def tie(text: str, figure: str, when: str) -> Tie:
    place, day = text.index(figure), text.index(when)
    date_span = Span(day, day + len(when))
    clauses = split(text, Span(0, len(text)), [date_span])
    return clauses.tie(Span(place, place + len(figure)), date_span)


@pytest.mark.parametrize(
    ("text", "figure", "when", "tied"),
    [
        ("They sank two boats on Monday and took 40 men.", "40 men", "Monday", Tie.SHARED),
        ("They sank two boats on Monday and hold 40 men.", "40 men", "Monday", Tie.FOREIGN),
        ("On Monday a hall burned, and 40 men fled.", "40 men", "Monday", Tie.SHARED),
        ("The hall burned on Monday, but 40 men stayed.", "40 men", "Monday", Tie.FOREIGN),
        ("The hall, which burned on Monday, had 40 rooms.", "40 rooms", "Monday", Tie.FOREIGN),
        ("The hall, which has 40 rooms, burned on Monday.", "40 rooms", "Monday", Tie.FOREIGN),
        ("A blast that shook Orsk on Monday killed 40 men.", "40 men", "Monday", Tie.SHARED),
        ("In 2019, when 40 men left, it closed.", "40 men", "2019", Tie.SAME),
        ("They met on Monday because 40 men had left.", "40 men", "Monday", Tie.FOREIGN),
        ("It shot 40 men who fled on Monday.", "40 men", "Monday", Tie.OPEN),
    ],
)
def test_clauses_share_a_date_only_at_one_time(text: str, figure: str, when: str, tied: Tie) -> None:
    assert tie(text, figure, when) is tied


WORDS = st.sampled_from(
    sorted(
        words(
            ", ; : ( ) the who which that and but when after with of on in due 12 men Monday"
            " said killed has will is had been fell holds plans killing"
        )
    )
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_have_clauses_that_hang_on_earlier_or_later_ones_without_a_circle(text: str) -> None:
    clauses = split(text, Span(0, len(text)), [])
    assert clauses.all[0].kind is Kind.MAIN
    for index in range(len(clauses.all)):
        seen = {index}
        while (index := clauses.all[index].parent) >= 0:
            assert index not in seen
            seen.add(index)
    for place in range(0, len(text), 7):
        clauses.tie(Span(place, place + 1), Span(0, 1))
