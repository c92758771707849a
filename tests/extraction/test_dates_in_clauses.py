"""A date holds for its own clause: not for a remark, a joined clause in the present, or a comparison beside it."""

from datetime import date

import pytest

from tests.extraction.reading_figures import figures_of

TUESDAY = date(2026, 11, 17)


def about(text: str, figure: str) -> str | None:
    """Return the words of the date that a figure of a text is about."""
    found = next(one for one in figures_of(text, published_on=TUESDAY) if one.span.of(text) == figure)
    return found.as_of.span.of(text) if found.as_of else None


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("Vell scored 41 points against the Herons on Sunday.", "41 points", "Sunday"),
        ("The florin lost 3% against its rivals in June.", "3%", "June"),
        ("It sold 41 boats in June, against 30 in May.", "41 boats", "June"),
        ("It sold 41 boats, against 30 in May.", "41 boats", None),
        ("It sold 41 boats, against the target for June.", "41 boats", None),
        ("Divers brought 52 sailors from two wrecks on Sunday.", "52 sailors", "Sunday"),
        ("The fee rose to six crowns from four in May.", "six crowns", None),
        ("Seven drivers stood before a magistrate on Monday.", "Seven drivers", "Monday"),
        ("The fee fell to nine crowns from ten crowns in May.", "nine crowns", None),
        ("Seven drivers had left before the court ruled on Monday.", "Seven drivers", None),
        ("Seven drivers had left before the hearing on Monday.", "Seven drivers", None),
        ("They spent half the grant last year.", "half the grant", "last year"),
        ("They spent half as much as the $4m of last year.", "half", None),
        ("Rents averaged $900 in May, six times average wages.", "six times", None),
        ("Exports slid in May to 30 tonnes from 44 tonnes.", "44 tonnes", None),
        ("Exports slid in May to 30 tonnes from 44 tonnes.", "30 tonnes", "May"),
        ("They closed 30 cases, compared with 41 a year earlier, and 12 owners won.", "12 owners", None),
        ("They closed 30 cases in May, compared with 41 a year earlier.", "30 cases", "May"),
    ],
)
def test_only_another_time_is_a_comparison(text: str, figure: str, words: str | None) -> None:
    assert about(text, figure) == words


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("We have watched the dam since March, and we know of 14 cracks.", "14 cracks", None),
        ("On Monday the gale hit Orsk, and it wrecked 14 roofs.", "14 roofs", "Monday"),
        ("The yard launched nine boats in May, and roughly 30 hulls are under cover.", "roughly 30 hulls", None),
        ("The gale hit Orsk on Monday, and 300 farms lost their roofs.", "300 farms", "Monday"),
    ],
)
def test_a_joined_clause_in_the_present_has_no_date_of_the_past(text: str, figure: str, words: str | None) -> None:
    assert about(text, figure) == words


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("The shelter in Orsk, meant for 90 guests, took in 200 people on Monday.", "90 guests", None),
        ("The shelter in Orsk, meant for 90 guests, took in 200 people on Monday.", "200 people", "Monday"),
        ("The plan replaces the mill, idle since 2009, with 40 studios.", "40 studios", None),
        ("Inspectors noted 77 breaches of the March accord in April.", "77 breaches", "April"),
        ("He signed a contract on Monday worth £9,000 a month.", "£9,000 a month", None),
        ("It gets two ferries by next May at a cost of €18m.", "€18m", None),
        ("It gets two ferries by next May at a cost of €18m.", "two ferries", "by next May"),
        ("It expects each day of the strike to cost £30,000.", "£30,000", None),
    ],
)
def test_a_remark_keeps_its_date_to_itself(text: str, figure: str, words: str | None) -> None:
    assert about(text, figure) == words
