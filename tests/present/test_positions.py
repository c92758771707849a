"""Which lines an answer shows: one position a speaker, told once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.model import ArticleId, Change, Qualifier, StoryId
from bot.present.positions import groups, has_moved, one_position_each
from bot.store.ledger import LedgerLine, Standing

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OFFICE = "provincial emergency office"


def line(
    hours: int,
    value: int,
    sentence: str,
    *,
    speaker: str | None = f"the {OFFICE}",
    key: str = f"{OFFICE} ~tarn courier",
    place: str | None = None,
    story: str = "flood",
    counted: str = "dead",
) -> LedgerLine:
    """Return a line of the article published so many hours after noon."""
    at = NOON + timedelta(hours=hours)
    return LedgerLine(
        topic="casualties", counted=counted, low=Decimal(value), high=Decimal(value), qualifier=Qualifier.EXACT,
        change=Change.NONE, unit="", noun="people", text=str(value), sentence=sentence, speaker=speaker,
        speaker_key=key,
        person_name=None, person_role=None, person_affiliation=None, outlet="Tarn Courier", place=place,
        as_of_text=None, as_of_start=None, as_of_end=None, published_at=at, first_seen_at=at, at=at, url=None,
        headline=None, article_id=ArticleId(f"a{hours}"), story_id=StoryId(story), salience=0.5,
    )  # fmt: skip


def standing(told: LedgerLine) -> Standing:
    return Standing(line=told, previous=None, first_reported=told)


MORNING = line(0, 12, "12 people have died near Orlec.", place="Orlec")
EVENING = line(9, 19, "The number of people killed in the south has risen to 19.", place="the south")


def test_one_toll_told_of_the_town_and_then_of_the_region_is_one_position_that_moved() -> None:
    (kept,) = one_position_each([standing(EVENING), standing(MORNING)])
    assert (kept.line, kept.previous) == (EVENING, MORNING)
    assert has_moved(kept)


def test_the_number_before_is_the_latest_one_whichever_outlet_had_it() -> None:
    night = line(30, 24, "24 people have died.", place="Orlec", key=f"{OFFICE} ~harbour post")
    evening = replace(EVENING, place="Orlec", speaker_key=f"{OFFICE} ~harbour post")
    (kept,) = one_position_each(
        [Standing(line=night, previous=evening, first_reported=night), standing(MORNING)]  # 24, after 19, after 12
    )
    assert (kept.line, kept.previous) == (night, evening)


def test_a_toll_moved_though_the_later_sentence_does_not_say_of_what() -> None:
    later = line(30, 31, "The society puts it at 31.", speaker="the society", key="society")
    earlier = line(9, 27, "The society said its own lists gave 27 dead.", speaker="the society", key="society")
    assert has_moved(Standing(line=later, previous=earlier, first_reported=later))
    elsewhere = replace(earlier, story_id=StoryId("quake"))
    assert not has_moved(Standing(line=later, previous=elsewhere, first_reported=later))


def test_another_outlet_s_the_office_is_the_one_office_heard_in_the_story() -> None:
    short = replace(EVENING, speaker="the office", speaker_key="office ~harbour post")
    assert len(one_position_each([standing(short), standing(MORNING)])) == 1


def test_a_short_name_that_two_bodies_share_is_neither() -> None:
    short = replace(EVENING, speaker="the office", speaker_key="office ~harbour post")
    other = replace(MORNING, speaker_key="weather office ~tarn courier", article_id=ArticleId("a3"))
    assert len(one_position_each([standing(short), standing(MORNING), standing(other)])) == 3


def test_an_article_that_gives_a_figure_for_each_place_says_that_they_are_two_things() -> None:
    keld = line(0, 7, "12 people have died near Orlec and 7 died in Keld.", place="Keld")
    assert len(one_position_each([standing(EVENING), standing(keld), standing(MORNING)])) == 3


def test_what_was_said_in_another_story_stays() -> None:
    elsewhere = replace(MORNING, story_id=StoryId("quake"))
    assert len(one_position_each([standing(EVENING), standing(elsewhere)])) == 2


def test_a_number_told_again_knows_who_had_it_first() -> None:
    again = line(20, 12, "The toll stands at 12.")
    (kept,) = one_position_each([standing(again), standing(MORNING)])
    assert kept.first_reported == MORNING
    assert kept.previous is None


def test_a_line_without_a_place_joins_its_story_s_only_place_but_chooses_none_of_two() -> None:
    bare = line(10, 20, "20 have died.", speaker="the mayor", key="mayor ~tarn courier")
    assert [len(group) for group in groups([standing(bare), standing(MORNING)])] == [2]
    assert [len(group) for group in groups([standing(bare), standing(EVENING), standing(MORNING)])] == [1, 1, 1]
