from datetime import UTC, datetime

import pytest

from bot.extraction.body.published import parse_published

MORNING = datetime(2031, 3, 11, 9, 30, tzinfo=UTC)
MIDNIGHT = datetime(2031, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2031-03-11T09:30:00Z", MORNING),
        ("2031-03-11T10:30:00+01:00", MORNING),
        ("2031-03-11 09:30", MORNING),
        ("2031-03-11", MIDNIGHT),
        ("Tue, 11 Mar 2031 09:30:00 GMT", MORNING),
        ("March 11, 2031 9:30 am", MORNING),
        ("Mar. 11, 2031 at 5:30 AM ET", datetime(2031, 3, 11, 10, 30, tzinfo=UTC)),
        ("11th March 2031, 09:30 UTC", MORNING),
        ("11. März 2031", MIDNIGHT),
        ("11 mars 2031", MIDNIGHT),
        ("11 de marzo de 2031", MIDNIGHT),
        ("March 11, 2031 12:05 AM", datetime(2031, 3, 11, 0, 5, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_utc_instants(text: str, instant: datetime) -> None:
    assert parse_published(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "03/04/2031",
        "31 February 2031",
        "2031-13-45",
        "9999-12-31T23:59:59-12:00",
        "1" * 500,
        "0001-01-01",
    ],
)
def test_what_is_no_clear_date_is_none(text: str) -> None:
    assert parse_published(text) is None
