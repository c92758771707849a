"""Dates: what their words mean against the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.dates import Dates, find_dates
from bot.extraction.layout import lay_out
from bot.model import Span

TUESDAY = date(2026, 11, 17)


def read(text: str, published_on: date | None = TUESDAY) -> Dates:
    return find_dates(lay_out(text), published_on)


def only(text: str, published_on: date | None = TUESDAY) -> tuple[str, str, str]:
    """Return the words, start and end of the one date in a text; an open or unknown side is ""."""
    (found,) = read(text, published_on).all
    return found.span.of(text), str(found.start or ""), str(found.end or "")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It fell on Monday.", "Monday", "2026-11-16", "2026-11-16"),
        ("It fell on Tuesday.", "Tuesday", "2026-11-17", "2026-11-17"),
        ("It fell on Wednesday night.", "Wednesday night", "2026-11-11", "2026-11-11"),
        ("It will open on Wednesday.", "Wednesday", "2026-11-18", "2026-11-18"),
        ("It fell last Tuesday.", "last Tuesday", "2026-11-10", "2026-11-10"),
        ("It opens next Tuesday.", "next Tuesday", "2026-11-24", "2026-11-24"),
        ("It opens this Friday.", "this Friday", "2026-11-20", "2026-11-20"),
        ("It is hiring guards on Wednesday.", "Wednesday", "2026-11-18", "2026-11-18"),
        ("It is hiring guards after the fire on Wednesday.", "Wednesday", "2026-11-11", "2026-11-11"),
        ("It has signed a pact under which it takes 90 from February.", "from February", "2027-02-01", ""),
        ("It may shut before the end of the quarter.", "before the end of the quarter", "", "2026-12-31"),
        ("It has cost $9m since the new year.", "since the new year", "2026-01-01", ""),
        ("December has brought floods.", "December", "2025-12-01", "2025-12-31"),
        ("It fell last week.", "last week", "2026-11-09", "2026-11-15"),
        ("It fell this week.", "this week", "2026-11-16", "2026-11-22"),
        ("It falls this year.", "this year", "2026-01-01", "2026-12-31"),
        ("It fell earlier this month.", "earlier this month", "2026-11-01", "2026-11-17"),
        ("It fell so far this year.", "so far this year", "2026-01-01", "2026-11-17"),
        ("It opens later this year.", "later this year", "2026-11-17", "2026-12-31"),
        ("It fell late last year.", "late last year", "2025-09-01", "2025-12-31"),
        ("It fell in August.", "August", "2026-08-01", "2026-08-31"),
        ("It fell in December.", "December", "2025-12-01", "2025-12-31"),
        ("It will open in August.", "August", "2027-08-01", "2027-08-31"),
        ("It fell at the end of June.", "the end of June", "2026-06-30", "2026-06-30"),
        (
            "It has $9m for the fiscal year that begins July 1.",
            "fiscal year that begins July 1",
            "2027-07-01",
            "2028-06-30",
        ),
        ("It has $9m for the year starting in April 2027.", "year starting in April 2027", "2027-04-01", "2028-03-31"),
        (
            "It cost $9m in the tax year that began in April.",
            "year that began in April",
            "2026-04-01",
            "2027-03-31",
        ),
        ("It fell in the 24 hours to 8am on Monday.", "24 hours to 8am on Monday", "2026-11-15", "2026-11-16"),
        ("It fell in the 48 hours to noon on 3 June.", "48 hours to noon on 3 June", "2026-06-01", "2026-06-03"),
        ("It fell in the 24 hours to 7am yesterday.", "24 hours to 7am yesterday", "2026-11-15", "2026-11-16"),
        ("It fell at the peak of the storm.", "the peak of the storm", "", ""),
        (
            "It fell at the height of the pandemic in 2020.",
            "the height of the pandemic in 2020",
            "2020-01-01",
            "2020-12-31",
        ),
        ("It fell in the current round.", "the current round", "", ""),
        (
            "It fell between midnight on Sunday and noon on Monday.",
            "between midnight on Sunday and noon on Monday",
            "2026-11-15",
            "2026-11-16",
        ),
        ("It has won since Ostrand took over in March.", "since Ostrand took over in March", "2026-03-01", ""),
        ("It reached 43C on Monday and is expected to reach 45C.", "Monday", "2026-11-16", "2026-11-16"),
        ("They play on Sunday, when a crowd of 900 is expected.", "Sunday", "2026-11-22", "2026-11-22"),
        ("It fell in early June.", "early June", "2026-06-01", "2026-06-10"),
        ("It fell by 12% by 2026.", "by 2026", "", "2026-12-31"),
        ("It will fall by March.", "by March", "", "2027-03-31"),
        ("They must leave by Friday.", "by Friday", "", "2026-11-20"),
        ("By Friday, 40 had left.", "By Friday", "", "2026-11-13"),
        ("It has fallen since 2022.", "since 2022", "2022-01-01", ""),
        ("It has fallen since Monday.", "since Monday", "2026-11-16", ""),
        ("It has fallen since early March.", "since early March", "2026-03-01", ""),
        ("It has fallen since late October.", "since late October", "2026-10-21", ""),
        ("It is shut until 31 January.", "until 31 January", "", "2027-01-31"),
        ("Profit fell in the first quarter.", "first quarter", "2026-01-01", "2026-03-31"),
        ("Profit fell in the fourth quarter.", "fourth quarter", "2025-10-01", "2025-12-31"),
        ("Third-quarter sales fell.", "Third-quarter", "2026-07-01", "2026-09-30"),
        ("Sales in the third quarter of 2025 fell.", "third quarter of 2025", "2025-07-01", "2025-09-30"),
        ("Sales in Q3 2025 fell.", "Q3 2025", "2025-07-01", "2025-09-30"),
        ("Sales in the second half of last year fell.", "second half of last year", "2025-07-01", "2025-12-31"),
        ("It fell a day earlier.", "a day earlier", "2026-11-16", "2026-11-16"),
        ("It fell overnight.", "overnight", "2026-11-16", "2026-11-17"),
        ("It fell yesterday.", "yesterday", "2026-11-16", "2026-11-16"),
        ("It fell over the weekend.", "the weekend", "2026-11-14", "2026-11-15"),
        ("It fell in the past 24 hours.", "the past 24 hours", "2026-11-16", "2026-11-17"),
        ("It fell over the past decade.", "the past decade", "2016-11-17", "2026-11-17"),
        ("It fell over the last five years.", "the last five years", "2021-11-17", "2026-11-17"),
        ("It will fall over the next two weeks.", "the next two weeks", "2026-11-17", "2026-12-01"),
        ("It fell between 2019 and 2021.", "between 2019 and 2021", "2019-01-01", "2021-12-31"),
        ("It fell from January to March.", "from January to March", "2026-01-01", "2026-03-31"),
        ("It fell between December and March.", "between December and March", "2025-12-01", "2026-03-31"),
        ("It fell on 12 November.", "12 November", "2026-11-12", "2026-11-12"),
        ("It fell on Nov. 12, 2025.", "Nov. 12, 2025", "2025-11-12", "2025-11-12"),
        ("It fell on Thursday, 12 November 2026.", "Thursday, 12 November 2026", "2026-11-12", "2026-11-12"),
        ("It fell on the 3rd of May.", "3rd of May", "2026-05-03", "2026-05-03"),
        ("It fell on 2026-11-12.", "2026-11-12", "2026-11-12", "2026-11-12"),
        ("It ran from 12 to 14 November.", "12 to 14 November", "2026-11-12", "2026-11-14"),
        ("It fell in mid-2025.", "mid-2025", "2025-05-01", "2025-08-31"),
        ("It rose in the 2019/20 season.", "2019/20 season", "2019-07-01", "2020-06-30"),
        ("It rose in FY2025.", "FY2025", "2025-01-01", "2025-12-31"),
        ("It rose in the 1990s.", "1990s", "1990-01-01", "1999-12-31"),
        ("It fell two weeks ago.", "two weeks ago", "2026-11-02", "2026-11-08"),
        ("It fell two days ago.", "two days ago", "2026-11-15", "2026-11-15"),
        ("It fell four years ago.", "four years ago", "2022-01-01", "2022-12-31"),
        ("It fell last winter.", "last winter", "2025-12-01", "2026-02-28"),
        ("It fell in the three months to June.", "three months to June", "2026-04-01", "2026-06-30"),
        ("It will close by the end of the year.", "by the end of the year", "", "2026-12-31"),
        ("It was worse in the '90s.", "90s", "1990-01-01", "1999-12-31"),
        ("The record from 2002 stood.", "2002", "2002-01-01", "2002-12-31"),
        ("It was two weeks before, and cold.", "two weeks before", "2026-11-02", "2026-11-08"),
        ("It fell between Friday and Monday.", "between Friday and Monday", "2026-11-13", "2026-11-16"),
        ("It fell between 12 November and 3 January.", "between 12 November and 3 January", "2025-11-12", "2026-01-03"),
        ("It fell in the week ending Nov. 7.", "week ending Nov. 7", "2026-11-01", "2026-11-07"),
        ("It fell in the year to March.", "year to March", "2025-04-01", "2026-03-31"),
        ("It rose in the year ended June 30, 2025.", "year ended June 30, 2025", "2024-07-01", "2025-06-30"),
        ("It rose in late 2024.", "late 2024", "2024-09-01", "2024-12-31"),
        ("As of Monday it stood.", "Monday", "2026-11-16", "2026-11-16"),
        ("It has fallen since Labor Day.", "since Labor Day", "2026-09-07", ""),
        ("It fell on Christmas Eve.", "Christmas Eve", "2025-12-24", "2025-12-24"),
        ("It will end by Christmas.", "by Christmas", "", "2026-12-25"),
        ("It fell on Thanksgiving 2024.", "Thanksgiving 2024", "2024-11-28", "2024-11-28"),
        ("It fell on Memorial Day.", "Memorial Day", "2026-05-25", "2026-05-25"),
        ("It rose in the first nine months of 2026.", "first nine months of 2026", "2026-01-01", "2026-09-30"),
        ("It will rise in the last two weeks of the year.", "last two weeks of the year", "2026-12-18", "2026-12-31"),
        ("Trains stood on Friday and Saturday.", "Friday and Saturday", "2026-11-13", "2026-11-14"),
        ("It raised its forecast in August.", "August", "2026-08-01", "2026-08-31"),
        ("It fell a decade ago.", "a decade ago", "2016-01-01", "2016-12-31"),
        ("It fell weeks later.", "weeks later", "", ""),
        ("Between 1998 and 2012 it fell.", "Between 1998 and 2012", "1998-01-01", "2012-12-31"),
        ("It fell from Monday until the 1800s.", "from Monday until the 1800s", "", ""),
        ("Sales rose 4% in the first half.", "first half", "2026-01-01", "2026-06-30"),
        ("Sales fell in H1.", "H1", "2026-01-01", "2026-06-30"),
        ("It fell in the five years to 2024.", "five years to 2024", "2020-01-01", "2024-12-31"),
        ("It fell in the seven days to Sunday.", "seven days to Sunday", "2026-11-09", "2026-11-15"),
        ("It fell in the three weeks to 10 May.", "three weeks to 10 May", "2026-04-20", "2026-05-10"),
        ("It fell in the first week of May.", "first week of May", "2026-05-01", "2026-05-07"),
        ("It fell in the last two weeks of May 2025.", "last two weeks of May 2025", "2025-05-18", "2025-05-31"),
        ("It fell in fiscal 2025/26.", "fiscal 2025/26", "2025-07-01", "2026-06-30"),
        ("It fell in summer 2024.", "summer 2024", "2024-06-01", "2024-08-31"),
        ("It fell in April and May.", "April and May", "2026-04-01", "2026-05-31"),
        ("It fell in the first four months.", "first four months", "2026-01-01", "2026-04-30"),
        ("It fell after 3pm on Sunday.", "after 3pm on Sunday", "2026-11-15", "2026-11-15"),
        ("It fell in the early 1990s.", "early 1990s", "1990-01-01", "1993-12-31"),
        ("It fell on New Year's Eve.", "New Year's Eve", "2025-12-31", "2025-12-31"),
        ("It has grown since it opened on 3 May.", "since it opened on 3 May", "2026-05-03", ""),
        ("It fell between March 2019 and July 2021.", "between March 2019 and July 2021", "2019-03-01", "2021-07-31"),
        ("It will cost more from next month.", "from next month", "2026-12-01", ""),
        ("A poll in October shows most will stay.", "October", "2026-10-01", "2026-10-31"),
        ("It was open until it closed in August.", "until it closed in August", "", "2026-08-31"),
        ("It will fly there from spring 2027.", "from spring 2027", "2027-03-01", ""),
        ("It has shrunk since the merger.", "since the merger", "", ""),
        ("It fell at Christmas last year.", "Christmas last year", "2025-12-25", "2025-12-25"),
        ("It fell in the half-year to September.", "half-year to September", "2026-04-01", "2026-09-30"),
        ("It has risen since Easter.", "since Easter", "2026-04-05", ""),
        ("It fell on Easter Monday.", "Easter Monday", "2026-04-06", "2026-04-06"),
        ("It must end before the end of January.", "before the end of January", "", "2027-01-31"),
        ("It rose in the last quarter of 2025.", "last quarter of 2025", "2025-10-01", "2025-12-31"),
        ("It falls in the first full year.", "the first full year", "", ""),
        ("Its time in June would have won gold.", "June", "2026-06-01", "2026-06-30"),
        ("They declared mourning on Monday and promised $9.", "Monday", "2026-11-16", "2026-11-16"),
        ("It has risen in the year to date.", "the year to date", "2026-01-01", "2026-11-17"),
        ("It fell earlier in the week.", "earlier in the week", "2026-11-16", "2026-11-17"),
        ("It fell in the last quarter.", "the last quarter", "2026-07-01", "2026-09-30"),
        ("The final is on Feb. 9.", "Feb. 9", "2026-02-09", "2026-02-09"),
        ("It will rise between now and 2028.", "between now and 2028", "2026-11-17", "2028-12-31"),
        ("It falls every year.", "every year", "", ""),
        ("It fell in recent weeks.", "recent weeks", "", ""),
        ("It has fallen since the war began.", "since the war began", "", ""),
        ("It fell a few years ago.", "a few years ago", "", ""),
        ("It fell on 31 February 2026.", "31 February 2026", "", ""),
    ],
)
def test_words_mean_these_days(text: str, words: str, start: str, end: str) -> None:
    assert only(text) == (words, start, end)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It cost $5 in the third quarter, $4 a year earlier.", "a year earlier", "2025-07-01", "2025-09-30"),
        ("It fell to 2% in October from 3% a month earlier.", "a month earlier", "2026-09-01", "2026-09-30"),
        ("On Monday 12 died. A day earlier, 3 died.", "A day earlier", "2026-11-15", "2026-11-15"),
        (
            "It was $4bn in the three months to June, $3bn in the same period last year.",
            "last year",
            "2025-04-01",
            "2025-06-30",
        ),
        ("It was 1,204 in 2025, 1,630 the previous year.", "the previous year", "2024-01-01", "2024-12-31"),
        ("It sold 9 in the first half of 2026, 8 in the same period of 2024.", "2024", "2024-01-01", "2024-06-30"),
        ("It was $5bn, against $4bn a year earlier.", "a year earlier", "2025-01-01", "2025-12-31"),
    ],
)
def test_earlier_counts_from_the_date_named_before(text: str, words: str, start: str, end: str) -> None:
    found = read(text).all[-1]
    assert (found.span.of(text), str(found.start), str(found.end)) == (words, start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("It fell on Monday.", ""),
        ("It fell last week.", ""),
        ("It fell on 12 November.", ""),
        ("It fell on 12 November 2026.", "2026-11-12"),
        ("It fell in June 2025.", "2025-06-01"),
        ("It has fallen since 2022.", "2022-01-01"),
        ("It rose in Q1 2024.", "2024-01-01"),
    ],
)
def test_without_a_publication_date_only_absolute_dates_resolve(text: str, start: str) -> None:
    assert only(text, None)[1] == start


@pytest.mark.parametrize(
    "text",
    [
        "May Lee won 1,986 votes.",
        "He may march on.",
        "May has many friends.",
        "They bought 2019 homes.",
        "It cost £2025 and weighed 2.5kg.",
        "Second, the sun rose.",
        "The first half was dull.",
        "The Boeing 747 and the T-2000 flew.",
        "She is a student of 1900 people.",
        "Women in their 20s came on Black Friday.",
        "Eastern winds and the Easter Rising are no days.",
        "At the end of the day all is well.",
    ],
)
def test_numbers_and_words_that_are_no_dates(text: str) -> None:
    assert read(text).all == ()


def test_half_a_match_is_no_half_year() -> None:
    assert read("She scored 2 goals in the first half.").all == ()


def test_a_bound_reaches_no_further_back_than_the_date_before() -> None:
    first, second = read("Until a Monday on Monday it was shut.").all
    assert first.span.end <= second.span.start


_WORDS = """on Monday , last week since 2022 by between 2019 and 2021 12 November 31 February 2026 a year earlier
the three months to June Q4 1990s mid-2025 2019/20 season . 0 from until 9999 ago 99 years decades said next 1800s"""
_PIECES = st.sampled_from(_WORDS.split())


@given(st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=40).map(" ".join)), st.none() | st.dates())
def test_any_text_gives_verbatim_dates_in_order(text: str, published_on: date | None) -> None:
    layout = lay_out(text)
    dates = find_dates(layout, published_on)
    end = 0
    for found in dates.all:
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.start is None or found.end is None or found.start <= found.end
        end = found.span.end
    for sentence in layout.sentences:
        dates.as_of(Span(sentence.start, sentence.start + 1), sentence, dates.clauses(sentence))
