"""Numbers that are no figures, and the figures that look like them."""

import pytest

from tests.extraction.reading_figures import figures_of, the_figure


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The talks were held on March 3 in Lorn.", id="month and day"),
        pytest.param("the talks on april 7 and on friday march 27 failed.", id="months in small letters"),
        pytest.param("The 27 June vote was close.", id="day and month"),
        pytest.param("They arrived at 7:45 on Monday.", id="clock time"),
        pytest.param("The shop closes at 9pm.", id="clock hour"),
        pytest.param("He ran it in 2:04:17.", id="race time"),
        pytest.param("In 2024 it closed.", id="year"),
        pytest.param("The 2019 budget passed.", id="year before a noun"),
        pytest.param("He was born in the 1960s.", id="decade"),
        pytest.param("Tom said so in '08.", id="short year"),
        pytest.param("He reigned from 1981 to 1989.", id="years of a reign"),
        pytest.param("The 45-year-old was held.", id="age with hyphens"),
        pytest.param("The 45 - year - old's van was found.", id="age that a corpus cut apart"),
        pytest.param("Maria Vel, 22 (right), won.", id="age before brackets"),
        pytest.param("He hurt a boy of age six and nine in all.", id="ages"),
        pytest.param("Maria Vel, 66, won.", id="age behind a name"),
        pytest.param("He is 35.", id="age stated"),
        pytest.param("It is open to children under five.", id="age limit"),
        pytest.param("People aged 18 to 24 vote.", id="age range"),
        pytest.param("She came 3rd.", id="ordinal"),
        pytest.param("A third man was seen.", id="ordinal that looks like a share"),
        pytest.param("He finished in the top three.", id="rank"),
        pytest.param("They reached the last eight of the Alder Cup.", id="round of a contest"),
        pytest.param("He was a second - half substitute.", id="half that a corpus cut apart"),
        pytest.param("They called 999.", id="emergency number"),
        pytest.param("She led at mile 19.", id="mile"),
        pytest.param("Harrow won 3-1.", id="score"),
        pytest.param("Harrow won 3 - 1.", id="score that a corpus cut apart"),
        pytest.param("Harrow was 17-of-20 passing.", id="attempts"),
        pytest.param("The motion passed 52 to 48.", id="vote"),
        pytest.param("A Boeing 737 landed.", id="model of an aircraft"),
        pytest.param("The Norvale 50 closed lower.", id="name of an index"),
        pytest.param("The iPhone 14 is out.", id="model of a telephone"),
        pytest.param("A 4K screen is next.", id="how sharp a screen is"),
        pytest.param("The G7 met again.", id="letters and digits"),
        pytest.param("COVID-19 spread.", id="name with a hyphen"),
        pytest.param("Article 5 was invoked.", id="article of a treaty"),
        pytest.param("Channel 4 reported it.", id="channel"),
        pytest.param("An exit poll for Channel Six is due.", id="name in words"),
        pytest.param("Call 0800 555 0142 now.", id="telephone number"),
        pytest.param("Call +1-222-2222-2222 now.", id="telephone number abroad"),
        pytest.param("He lives at 64 Mill Lane.", id="address"),
        pytest.param("1. Cut taxes.", id="list number with a point"),
        pytest.param("2) Build homes.", id="list number with a bracket"),
        pytest.param("They met. 3. Cut taxes.", id="list number inside a line"),
        pytest.param("She wants to 1) cut taxes and 2) build.", id="list numbers with brackets inside a line"),
        pytest.param("She told it to 60 Minutes on air.", id="name of a programme"),
        pytest.param("Two, cut the debt.", id="step"),
        pytest.param("See www.example.org/2024/10/5 for more.", id="link"),
        pytest.param("See https://example.org/?q=30%25%2020% for more.", id="link with escapes"),
        pytest.param("The post 1465401600 was deleted.", id="id"),
        pytest.param("It happened four years ago.", id="time ago"),
        pytest.param("They met three days later.", id="time later"),
        pytest.param("They will meet in a couple of weeks.", id="time ahead"),
        pytest.param("In the past 24 hours nothing moved.", id="time past"),
        pytest.param("Some residents left.", id="some"),
        pytest.param("One of the best films is here.", id="praise"),
        pytest.param("The one he wanted was gone.", id="pronoun one"),
        pytest.param("The two met again.", id="pronoun two"),
        pytest.param("It fed all four.", id="pronoun four"),
        pytest.param("The Gang of Eight met.", id="name with of"),
        pytest.param("The Group of 20 met.", id="name with of and digits"),
        pytest.param("Hers is one built on what she learned.", id="one behind which a verb stands"),
        pytest.param("They spoke one-on-one.", id="one-on-one"),
        pytest.param("The goalkeeper, 29, has left.", id="age behind a noun"),
        pytest.param("The passengers sat beside the 1-222-3333.", id="dashes"),
        pytest.param("Two western intelligence officials told the Courier so.", id="officials as sources"),
        pytest.param("Two people familiar with the matter said so.", id="people as sources"),
        pytest.param("The first half was dull.", id="half of a match"),
        pytest.param("They waited half an hour.", id="half an hour"),
        pytest.param("He scored twice.", id="twice"),
        pytest.param("The double room was free.", id="double room"),
        pytest.param("She is a mother of two.", id="mother of two"),
        pytest.param("COVID -19 spread.", id="name whose hyphen was cut off"),
        pytest.param("Two decades on, the hall is dark.", id="time gone by"),
        pytest.param("Prices rose over the past two years.", id="when something happened"),
        pytest.param("Sales fell in the six months ended 30 June.", id="a reporting period"),
        pytest.param("In a week or two they meet.", id="loose time ahead"),
    ],
)
def test_this_is_no_figure(text: str) -> None:
    assert [figure.span.of(text) for figure in figures_of(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Some 2000 workers left.", id="a round count of four digits"),
        pytest.param("Some 30 residents left.", id="some with a number"),
        pytest.param("One officer was hurt.", id="one person"),
        pytest.param("One of the officers was hurt.", id="one of a group"),
        pytest.param("Two officials were sacked.", id="officials counted"),
        pytest.param("She waited 90 minutes.", id="a time that measures"),
        pytest.param("The bridge has been shut for the past two years.", id="how long it is shut"),
        pytest.param("The club has drifted over the past two years.", id="how long it has gone on"),
        pytest.param("The rock is 66 million years old.", id="the age of a thing"),
        pytest.param("The index closed at 6,112.08.", id="the level of an index"),
        pytest.param("Cruz had Alder's 538 votes.", id="a name that owns"),
        pytest.param("Turnout fell by a third.", id="a share without of"),
    ],
)
def test_this_is_a_figure(text: str) -> None:
    assert the_figure(text).low is not None


def test_a_time_beside_another_number_says_when_it_grew() -> None:
    assert the_figure("Rents have risen by a fifth over the past two years.").unit == "fraction"
