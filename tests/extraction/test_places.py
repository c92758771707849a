"""Places: found by preposition and capitals, never persons or organisations, and which one a figure is at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.layout import lay_out
from bot.extraction.places import find_places
from bot.model import Span


def names(text: str) -> list[str]:
    return [span.of(text) for span in find_places(lay_out(text)).found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They fight in the Kursk region.", ["Kursk region"]),
        ("They fight in eastern Russia.", ["eastern Russia"]),
        ("Across Norvale, schools shut.", ["Norvale"]),
        ("They died inside Ukraine.", ["Ukraine"]),
        ("Tanks stood near the border with Velia.", ["border with Velia"]),
        ("It sank off Tern Island on Monday.", ["Tern Island"]),
        ("They hid above the Sarn Pass.", ["Sarn Pass"]),
        ("It hit the town of Kesh and parts of Velia.", ["Kesh", "Velia"]),
        ("They crowded into a camp in the Gulf of Amber.", ["Gulf of Amber"]),
        ("Voters in New Marrow Bay and in St. Brannoc queued.", ["New Marrow Bay", "St. Brannoc"]),
        ("Prices rose in the US and the U.K. last year.", ["US"]),
        ("Fog lay in Kesh Tuesday and at St Mary's.", ["Kesh", "St Mary's"]),
        ("They bombed northern Velia's capital and stayed in eastern Velia's ports.", ["Velia", "eastern Velia"]),
        ("They fight in Norvale's Kesh border region.", ["Kesh border region"]),
        ("They fight in Norvale's northern Arn province.", ["northern Arn province"]),
        ("It shook the hamlet of Kesh and the old quarter of Velia.", ["Kesh", "Velia"]),
        ("Smoke rose beneath Mount Aral and below Kesh.", ["Mount Aral", "Kesh"]),
        ("The river stood 90 cm at Kesh, past the gauge at Velia.", ["Kesh", "Velia"]),
        ("They vote in the Norcross constituency.", ["Norcross constituency"]),
        ("It was built below Interstate 40, they say.", ["Interstate 40"]),
        ("Rents in the Midvales rose and prices in the eurozone stalled.", ["Midvales", "eurozone"]),
        ("In the capital, Kesh, and in the western port of Arn they wait.", ["Kesh", "Arn"]),
        ("They walked out of Kesh and built on Farrow Spit.", ["Kesh", "Farrow Spit"]),
        ("They wait in the Velian state of Arn, on the river Sarn.", ["Arn", "Sarn"]),
        ("It rained at its Tolsk mine and at St Anne's Primary.", ["Tolsk mine", "St Anne's Primary"]),
        ("They left it in its Corvane and in her Model 3.", []),
        ("They left Kesh for good. In Velia they fled from Velia.", ["Velia", "Velia"]),
    ],
)
def test_prepositions_name_places(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It fell in August, on Monday and in May.",
        "He spoke in English to reporters in Belmark.",
        "Faith in President Marsk fell.",
        "She worked at Brigg & Lowe.",
        "They serve in the Third Brigade and in NATO.",
        "He lost faith in Mr Dunphy.",
        "It is banned in Parliament and in the Finance Ministry.",
        "They took it from Ryder and gave it to Voss.",
        "In Ryder's view it was over.",
        "It is news in the Australian market and in British hands.",
        "They serve in Ryder's Guard and work at Corvane.",
        "It has lost a quarter of Corvane.",
        "They play in the Champions League and in La Liga.",
    ],
)
def test_persons_bodies_days_and_tongues_are_no_places(text: str) -> None:
    assert names(text) == []


def place(text: str, figure: str) -> str | None:
    """Return the place of a figure of a one-sentence text."""
    layout = lay_out(text)
    span = Span(text.index(figure), text.index(figure) + len(figure))
    chosen = find_places(layout).place_of(span, layout.sentences[layout.sentence_at(span.start)])
    return chosen.of(text) if chosen else None


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("About 10,000 soldiers are in eastern Velia.", "About 10,000 soldiers", "eastern Velia"),
        ("A rocket in Kesh killed 14 people.", "14 people", "Kesh"),
        ("In Norvale, 4.1% were out of work, against 6% in Velia.", "4.1%", "Norvale"),
        ("In Norvale, 4.1% were out of work, against 6% in Velia.", "6%", "Velia"),
        ("They sent about 11,000 troops to Russia.", "about 11,000 troops", "Russia"),
        ("Rescuers brought 150 hikers from Mount Harrow.", "150 hikers", "Mount Harrow"),
        ("Kesh's only hospital admitted 45 people.", "45 people", "Kesh"),
        ("It cut power to 8,000 homes in neighbouring Tarrow.", "8,000 homes", "Tarrow"),
        ("A bomb in Ardel, 40km south of Belmark, killed 12.", "12", "Ardel"),
        ("He told reporters in Belmark that 14 people had died.", "14 people", None),
        ("The firm cut 1,700 jobs.", "1,700 jobs", None),
        ("Cases in Kesh rose to 140, compared with 95 the week before.", "95", "Kesh"),
        ("It cut water to 900 residents of Kesh's eastern district.", "900 residents", "Kesh"),
        ("The garrison at Fort Quill numbered 1,200 men.", "1,200 men", "Fort Quill"),
        ("The hall in Kesh, which will host the final, cost $9m.", "$9m", "Kesh"),
        ("They tagged 46 turtles on Long Cay.", "46 turtles", "Long Cay"),
        ("It was felt 200 miles from the town of Kesh.", "200 miles", None),
        ("Output in Kesh doubled.", "doubled", "Kesh"),
        ("The mill laid off 40 hands, and a barge sank in Kesh.", "40 hands", None),
        ("A barge sank in Kesh, and the mill needs $40m.", "$40m", None),
        ("Wardens found 40 nests; a kite was shot in Kesh.", "40 nests", None),
        ("Storms felled 40 oaks and tore up 12 sheds in Kesh.", "40 oaks", "Kesh"),
        ("It runs 40 cafés, three of them in Kesh.", "40 cafés", None),
        ("It runs 40 cafés, three of them in Kesh.", "three of them", "Kesh"),
        ("The baker runs 40 ovens in Kesh, 12 more than in 2015.", "12 more", None),
        ("Hail in Kesh hurt 40 people, killing 12 more.", "12 more", "Kesh"),
        ("Frost killed 40 vines in Kesh and 12 more in Arn Valley.", "12 more", "Arn Valley"),
        ("They won 40 seats in Velia's parliament.", "40 seats", "Velia"),
        ("They counted 40 terns on the Gannet Ridge.", "40 terns", "Gannet Ridge"),
        ("They plan 40 moorings at Ropers Wharf.", "40 moorings", "Ropers Wharf"),
        ("It lies in Kesh. Thefts at Kesh rose to 40.", "40", "Kesh"),
        ("Thefts at Corvane rose to 40.", "40", None),
        ("Nurses in Kesh began a five-day strike.", "a five-day strike", None),
        ("It spans 45,000 km, astronomers at the Mount Aral observatory said.", "45,000 km", None),
    ],
)
def test_a_figure_is_at_the_place_of_its_own_clause(text: str, figure: str, expected: str | None) -> None:
    assert place(text, figure) == expected


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("They sold 40 lambs at Aldersby.", "40 lambs", "Aldersby"),
        ("He told 40 economists at Aldersby, a spa, to wait.", "40 economists", None),
        ("Jobs at Corvane fell by 40.", "40", None),
        ("A strike on Aldersby left 40 dead.", "40", "Aldersby"),
        ("They owe 40 crowns to Aldersby, where 12 inns stand empty.", "12 inns", "Aldersby"),
        ("They fled to Aldersby, a village of 40 souls.", "40 souls", "Aldersby"),
        ("Aldersby's 9,000 households have no water.", "9,000 households", "Aldersby"),
        ("Corvane's 9,000 clients have no access.", "9,000 clients", None),
        ("The road from Kesh to Arn Valley cost $9m.", "$9m", None),
        ("The bus from the town of Kesh to Arn Valley had 40 riders.", "40 riders", None),
        ("The works at Aldersby, which employed 40 people, shut.", "40 people", "Aldersby"),
        ("Astronomers at the Aral Observatory found 17 comets.", "17 comets", None),
        ("They cut 40 oaks at the inn in Kesh, the Velia court said.", "40 oaks", "Kesh"),
    ],
)
def test_a_name_is_a_place_by_what_stands_around_it(text: str, figure: str, expected: str | None) -> None:
    assert place(text, figure) == expected


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Fire at the Zarn mill in Kesh killed 40 hens.", "40 hens", "Zarn mill"),
        ("It killed 40 hens, most of them layers, in the city of Kesh.", "40 hens", "Kesh"),
        ("It owns 40 barns, most of them in Kesh.", "40 barns", None),
        ("It has run 40 fairs, including one in Kesh.", "40 fairs", None),
        ("Police took 40 hens, three in Kesh and 37 in Velia.", "40 hens", None),
        ("Sales fell 4%, the baker said from his shop in Kesh.", "4%", None),
        ("The baker, who was born in Kesh, sold 40 tarts.", "40 tarts", None),
        ("The pit, 40 metres deep, will be filled with sand from quarries in Kesh.", "40 metres", None),
        ("He is paid $40, twice what he got in Kesh.", "$40", None),
        ("They were fined $40 after a brawl in Kesh.", "$40", None),
        ("It shut a shop in Kesh, with 40 jobs, and moved work to its mill in Velia.", "40 jobs", "Kesh"),
        ("About 40 trams ran and queues in Kesh were long.", "40 trams", None),
        ("He said 40 had left and that barns were alight in Kesh.", "40", None),
        ("It has 40 shops in Kesh and 12 abroad.", "12", None),
        ("A court in Kesh found him guilty of 14 thefts.", "14 thefts", None),
        ("It held parts of Kesh, the mayor said, and nine bridges.", "nine bridges", "Kesh"),
        ("In Kesh, where the mill put 3,000 out of work, spending fell 6%.", "6%", "Kesh"),
    ],
)
def test_a_place_is_not_that_of_a_remark_or_of_another_verb(text: str, figure: str, expected: str | None) -> None:
    assert place(text, figure) == expected


_WORDS = (
    "in across the border with Velia Kesh region eastern of town St. Mount at , . said 12 U.S. NATO Velia's capital\n"
)


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40).map(" ".join)))
def test_any_text_gives_verbatim_places_in_order(text: str) -> None:
    layout = lay_out(text)
    places = find_places(layout)
    end = 0
    for span in places.found:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        end = span.end
    for sentence in layout.sentences:
        places.place_of(Span(sentence.start, sentence.start + 1), sentence)
