import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, ArticleId, Brief
from bot.stories import StoryFeatures, StoryIndex, features, features_of, group_lines
from bot.stories.index import SWEEP_EVERY, WINDOW

NOON = datetime(2031, 3, 11, 12, tzinfo=UTC)
STORM = (
    "The council of Tarn said on Tuesday that about 2,500 street lamps were lost in the storm of the day before, three "
    "times as many as two years ago. Repairs are to begin in April and will take until the end of the year, the mayor "
    "told reporters, adding that the province had promised to pay for half of them."
)
HEADLINES = [
    ("storm", "Storm destroys 2,500 lamps in Tarn"),
    ("ferry", "Ferry to Osk cancelled for third day"),
    ("storm", "Tarn counts cost of storm: 2,500 street lamps"),
    ("strike", "Teachers in Velmora strike over pay"),
    ("ferry", "No ferry between Tarn and Osk until Friday"),
    ("strike", "Velmora teachers begin pay strike"),
    ("storm", "Lamps lost in Tarn storm to be replaced"),
    ("ferry", "Osk ferry stays in port"),
]


def placed(index: StoryIndex, name: str, headline: str, text: str | None = None, *, at: datetime = NOON) -> str:
    return index.place(ArticleId(name), features(headline, text, published_at=at)).story


def test_headlines_about_one_event_are_one_story() -> None:
    index = StoryIndex()
    stories: dict[str, set[str]] = {}
    for number, (event, headline) in enumerate(HEADLINES):
        stories.setdefault(event, set()).add(placed(index, f"a{number}", headline))
    assert all(len(found) == 1 for found in stories.values())
    assert len(set.union(*stories.values())) == len(stories)


def test_a_story_is_named_after_its_first_article() -> None:
    placement = StoryIndex().place(ArticleId("a1"), features("Storm destroys lamps in Tarn", None))
    assert (placement.story, placement.is_new, placement.copy_of) == ("a1", True, None)


def test_the_same_words_long_after_are_another_story() -> None:
    index = StoryIndex()
    first = placed(index, "a1", "Strike closes schools in Velmora")
    assert placed(index, "a2", "Schools in Velmora shut by teachers", at=NOON + timedelta(hours=1)) == first
    assert placed(index, "a3", "Schools in Velmora shut by teachers", at=NOON + timedelta(days=4)) != first


def test_a_copied_text_under_another_headline_is_the_same_story_and_voice() -> None:
    index = StoryIndex()
    first = placed(index, "a1", "Storm destroys 2,500 lamps in Tarn", STORM)
    copied = features("Dark nights ahead", STORM.replace("street ", ""), published_at=NOON + timedelta(hours=30))
    placement = index.place(ArticleId("a2"), copied)
    assert (placement.story, placement.copy_of) == (first, "a1")


def test_a_retelling_is_the_same_story_and_another_voice() -> None:
    index = StoryIndex()
    placed(index, "a1", "Storm destroys 2,500 lamps in Tarn", STORM)
    retold = "Some 2,500 lamps fell to the storm, the mayor of Tarn announced. The province pays half of the bill."
    placement = index.place(ArticleId("a2"), features("Tarn storm: 2,500 street lamps lost", retold, published_at=NOON))
    assert (placement.story, placement.is_new, placement.copy_of) == ("a1", False, None)


REPEATED = (
    "Nobody could say yet how long this would last, and the council meets again in the week that follows.",
    "Sign up for the Harbour Post's Morning Catch, edited in Marn by Odile Farrow, and never miss a tide again.",
)


@pytest.mark.parametrize("repeated", REPEATED, ids=["everyday words", "rare words"])
@pytest.mark.parametrize("outlet", ["Harbour Post", None])
def test_a_paragraph_an_outlet_repeats_does_not_make_one_story(repeated: str, outlet: str | None) -> None:
    index = StoryIndex()
    headlines = (
        "Bridge at Tarn closed after 12 hurt",
        "Dockers of Velmora end a strike of 900",
        "Keld shuts its plant",
    )
    for number, headline in enumerate(headlines):
        text = f"{headline}, the mayor of the town said on Monday.\n\n{repeated}"
        read = features(headline, text, published_at=NOON, outlet=outlet)
        assert index.place(ArticleId(f"a{number}"), read).is_new


def test_an_index_rebuilt_from_the_store_decides_alike() -> None:
    index, rebuilt = StoryIndex(), StoryIndex()
    for number, (_, headline) in enumerate(HEADLINES):
        read = features(headline, STORM if number == 0 else None, published_at=NOON)
        story = index.place(ArticleId(f"a{number}"), read).story
        rebuilt.restore(ArticleId(f"a{number}"), story, StoryFeatures.from_text(read.to_text()))
    for headline in ("Storm in Tarn: lamps replaced", "Budget passed in Norvale", "Ferry to Osk sails again"):
        read = features(headline, None, published_at=NOON)
        assert index.place(ArticleId(headline), read) == rebuilt.place(ArticleId(headline), read)


def test_features_of_a_brief_are_those_of_its_article() -> None:
    article = Article(id=ArticleId("a"), headline="Lamps lost", body=STORM, published_at=NOON)
    assert features_of(Brief(article=article)) == features("Lamps lost", STORM, published_at=NOON)


def test_stored_features_are_small_and_read_back_equal() -> None:
    read = features("Storm destroys 2,500 lamps in Tarn", STORM * 20, published_at=NOON)
    assert StoryFeatures.from_text(read.to_text()) == read
    assert len(read.to_text()) < 700


@pytest.mark.parametrize("text", ["", "{}", "[1,2]", '[1,"\\"","",null,0]', "nonsense", "5"])
def test_what_is_not_stored_features_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        StoryFeatures.from_text(text)


def test_stories_outside_the_window_are_forgotten() -> None:
    index = StoryIndex()
    for number in range(SWEEP_EVERY):
        placed(index, f"a{number}", f"zx{number} qy{number}", at=NOON)
    placed(index, "late", "Storm in Tarn", at=NOON + timedelta(hours=WINDOW + 1))
    placed(index, "later", "Ferry to Osk", at=NOON + timedelta(hours=WINDOW + 2))
    for number in range(SWEEP_EVERY):
        placed(index, f"b{number}", "Storm in Tarn", at=NOON + timedelta(hours=WINDOW + 3))
    assert len(index) == 2


def test_an_article_dated_far_ahead_makes_no_story_old() -> None:
    index = StoryIndex()
    placed(index, "wrong", "Harvest festival in Osk", at=NOON + timedelta(days=4000))
    first = placed(index, "a1", "Storm destroys lamps in Tarn")
    for number in range(SWEEP_EVERY):
        placed(index, f"b{number}", f"zx{number} qy{number}")
    placed(index, "wrong too", "Budget passed in Norvale", at=NOON + timedelta(days=4000))
    assert placed(index, "a2", "Tarn storm destroys lamps", at=NOON + timedelta(hours=1)) == first


def test_lines_are_answered_one_by_one_with_their_own_ids() -> None:
    read: list[int] = []

    def lines() -> Iterator[bytes]:
        for number, (_, headline) in enumerate(HEADLINES):
            read.append(number)
            yield json.dumps({"id": number, "headline": headline}).encode()

    answers = group_lines(lines())
    first = json.loads(next(answers))
    assert read == [0]
    rest = [json.loads(answer) for answer in answers]
    assert [answer["id"] for answer in [first, *rest]] == list(range(len(HEADLINES)))
    assert len({answer["story"] for answer in [first, *rest]}) == 3


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b'{"id": 3}', b'{"headline": 5}', b"\xff", b"[" * 100_000])
def test_a_line_that_is_no_article_says_so_and_the_next_is_grouped(line: bytes) -> None:
    bad, good = (json.loads(answer) for answer in group_lines([line, b'{"id": "x", "headline": "Lamps lost"}']))
    assert "error" in bad
    assert good["id"] == "x"


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=200)), max_size=12))
def test_no_text_breaks_the_grouping(articles: list[tuple[str, str]]) -> None:
    index = StoryIndex()
    for number, (headline, text) in enumerate(articles):
        read = features(headline, text)
        assert StoryFeatures.from_text(read.to_text()) == read
        index.place(ArticleId(str(number)), read)
