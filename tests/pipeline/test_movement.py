from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.model import ArticleId, Change, Qualifier, StoryId
from bot.pipeline.movement import Kind, is_worth_telling, movement
from bot.store import LedgerLine
from tests.lifetimes import NOON


def line(value: int | None, speaker: str | None = "ministry", **other: object) -> LedgerLine:
    told = LedgerLine(
        topic="troops",
        counted="troop",
        low=None if value is None else Decimal(value),
        high=None if value is None else Decimal(value),
        qualifier=Qualifier.EXACT,
        change=Change.NONE,
        unit="",
        noun="soldiers",
        text=f"{value} soldiers",
        sentence=f"There are {value} soldiers.",
        speaker=speaker,
        speaker_key=speaker or "unattributed outlet",
        person_name=None,
        person_role=None,
        person_affiliation=None,
        outlet="Tarn Courier",
        place=None,
        as_of_text=None,
        as_of_start=None,
        as_of_end=None,
        published_at=NOON,
        first_seen_at=NOON,
        at=NOON,
        url="https://tarn.test/1",
        headline="Soldiers",
        article_id=ArticleId("a"),
        story_id=StoryId("s"),
        salience=0.5,
    )
    return replace(told, **other)  # type: ignore[arg-type]


def earlier(told: LedgerLine) -> LedgerLine:
    return replace(told, at=NOON - timedelta(days=1))


@pytest.mark.parametrize(
    ("new", "before", "kind"),
    [
        pytest.param(line(10000), [line(3000)], Kind.MOVED, id="the same speaker moves"),
        pytest.param(line(10000, "alliance"), [line(3000)], Kind.HIGHEST, id="another speaker gives more than anyone"),
        pytest.param(line(500, "alliance"), [line(3000)], Kind.LOWEST, id="another speaker gives less than anyone"),
        pytest.param(
            line(4000, "alliance"), [line(3000), line(9000, "rebels")], Kind.DISAGREES, id="another stands between"
        ),
        pytest.param(line(3000, "alliance"), [line(3000)], None, id="another repeats the number"),
        pytest.param(line(10000), [], None, id="the first figure is no change"),
        pytest.param(line(None), [line(3000)], None, id="a vague figure moves nothing"),
        pytest.param(line(4, change=Change.UP), [line(3000)], None, id="the size of a rise is no position"),
        pytest.param(line(10000), [line(3000, counted="tank")], None, id="something else is counted"),
        pytest.param(line(10000, place="Orlec"), [line(3000, place="Tarn")], None, id="somewhere else"),
        pytest.param(line(10000, place="Orlec"), [line(3000)], Kind.MOVED, id="a place becomes known"),
        pytest.param(
            line(4000, None), [line(3000), line(9000, "rebels")], None, id="nobody in particular does not disagree"
        ),
    ],
)
def test_a_line_is_held_against_where_speakers_stood(
    new: LedgerLine, before: list[LedgerLine], kind: Kind | None
) -> None:
    found = movement(new, [earlier(each) for each in before])
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("new", "old", "least", "told"),
    [
        (110, 100, "10", True),
        (109, 100, "10", False),
        (90, 100, "10", True),
        (101, 100, None, True),
        (5, 0, "1", False),
    ],
)
def test_a_subscription_may_ask_for_large_changes_only(new: int, old: int, least: str | None, told: bool) -> None:
    found = movement(line(new), [earlier(line(old))])
    assert found is not None
    assert is_worth_telling(found, Decimal(least) if least else None) is told
