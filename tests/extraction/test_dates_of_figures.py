"""Which of a sentence's dates a figure is about, and which figures none is about."""

from datetime import date

import pytest

from bot.extraction.dates import find_dates
from bot.extraction.layout import Layout, lay_out
from bot.model import Span
from tests.extraction.reading_figures import figures_of

TUESDAY = date(2026, 11, 17)


def about(text: str, figure: str, published_on: date | None = TUESDAY) -> str | None:
    """Return the words of the date that a figure of a one-sentence text is about."""
    layout: Layout = lay_out(text)
    span = Span(text.index(figure), text.index(figure) + len(figure))
    sentence = layout.sentences[layout.sentence_at(span.start)]
    chosen = find_dates(layout, published_on).as_of(span, sentence)
    return chosen.span.of(text) if chosen else None


@pytest.mark.parametrize(
    ("text", "figure", "words"),
    [
        ("Ryder said Tuesday there are 10,000 soldiers there.", "10,000 soldiers", None),
        ("Ryder told reporters on Tuesday that 10,000 had come.", "10,000", None),
        ("On Tuesday, Ryder said 10,000 had come.", "10,000", None),
        ("He told a parliamentary committee on Monday that 300 had died.", "300", None),
        ("She said at a rally in Kesh on Monday that 300 had died.", "300", None),
        ("He said that 300 died in Kesh on Monday.", "300", "Monday"),
        ("At least 300 cases were reported in hospitals on Monday.", "300 cases", "Monday"),
        ("At least 300 cases were reported on Monday.", "300 cases", "Monday"),
        ("Prices rose 4%, official data showed on Friday.", "4%", None),
        ("I paid £900 last month and it will be £1,050 from January.", "£1,050", "from January"),
        ("They lost 60,000 men since fighting began in April.", "60,000 men", "since fighting began in April"),
        ("In 2024, the last year for which it is known, 5,300 people went.", "5,300 people", "2024"),
        ("It topped its estimate of 3,000 last week.", "3,000", "last week"),
        ("There are 10,000 now, up from 3,000 last week.", "10,000", None),
        ("A rocket killed 14 people in Kesh on Monday.", "14 people", "Monday"),
        ("On Monday a rocket in Kesh killed 14 people.", "14 people", "Monday"),
        ("A rocket hit Kesh on Monday, killing 14 and wounding 20.", "20", "Monday"),
        ("Unemployment fell to 4.1% in July from 4.3% in June.", "4.1%", "July"),
        ("Unemployment fell to 4.1% in July from 4.3% in June.", "4.3%", "June"),
        ("Debt stands at 97% of GDP, the highest since 1962.", "97% of GDP", None),
        ("The party, in office since 2014, was reduced to 33 seats.", "33 seats", None),
        ("They staked $9m, three times the amount staked in 2010.", "three times", None),
        ("A poll published on Sunday put them on 38%.", "38%", None),
        ("It will ease by Wednesday, after 120mm fell in 12 hours on Monday.", "120mm", "Monday"),
        ("The bridge, which opened in 1932, carries 40,000 vehicles.", "40,000 vehicles", None),
        ("A total of 1,204 homes were built in 2025.", "1,204 homes", "2025"),
        ("It affects 2 million workers born after 1970.", "2 million workers", None),
        ("Jailed since 2019, when he was caught stealing $3 million, he fled.", "$3 million", None),
        ("The airline flew 2.1m people last month, 80,000 fewer than in July 2025.", "80,000", None),
        ("The toll rose to 58 on Wednesday after 12 more bodies were found.", "58", "Wednesday"),
        ("The toll rose to 58 on Wednesday after 12 more bodies were found.", "12", None),
        ("A dam broke on Wednesday after two days of rain, killing 212 people.", "212 people", "Wednesday"),
        ("Two more died overnight, bringing the toll to 58.", "58", None),
        ("Temperatures hit 46C on Monday, while the coast stayed below 30C.", "30C", "Monday"),
        ("The hall will hold 62,000 once the stand reopens in August.", "62,000", None),
        ("Profit rose to $310m in the year to March, beating forecasts of $295m.", "$295m", None),
        ("She announced $4m of cuts on Tuesday.", "$4m", None),
        ("The bank, which in January predicted 1.8%, now expects more.", "1.8%", None),
        ("Rovers sold 31,000 tickets for Saturday's final.", "31,000 tickets", "Saturday"),
        ("It was the biggest crowd since 1987 and drew 15,000.", "15,000", None),
        ("A survey of 2,002 adults in May found otherwise.", "2,002 adults", None),
        ("Fares will rise by 6% from 1 January.", "6%", "from 1 January"),
        ("The ferry, with 87 passengers aboard, rolled over at about 11.20pm on Tuesday.", "87 passengers", "Tuesday"),
        ("More than 80 people were arrested in protests that began last Thursday.", "80 people", None),
        ("Last month was the driest June since 1962, with 4mm of rain.", "4mm of rain", "Last month"),
        ("Passenger numbers rose 11% on a year earlier.", "11%", None),
        ("A survey, in 2018, had found it in 40 lakes.", "40 lakes", "2018"),
        ("It is 1.1%, half the rate forecast in March.", "half the rate", None),
        ("A poll out on Sunday had them on 38%.", "38%", None),
        ("It has 93 patients since the outbreak began in May.", "93 patients", "since the outbreak began in May"),
        ("It covers a strip 9 km wide and took effect on Monday.", "9 km", None),
        ("The hall, opened for the 1996 Games, seats 4,000.", "4,000", None),
        ("The stadium, rebuilt in 2019, has a capacity of 4,000.", "4,000", None),
        ("It has lost 700 homes and was 40% contained as of Monday.", "700 homes", None),
        ("It has lost 700 homes and was 40% contained as of Monday.", "40%", "Monday"),
        ("On Monday, it reached 40C in Kesh and the clinic admitted 12 people.", "12 people", "Monday"),
        ("Membership has dropped 9% since May to 2,100.", "9%", "since May"),
        ("Membership has dropped 9% since May to 2,100.", "2,100", None),
        ("Rents have tripled to $900 since 2021.", "$900", None),
        ("Sales were 900 tonnes, a rise of 8% over last year.", "8%", None),
        ("Fines will go up to $400, under a law that takes effect on 1 July.", "$400", None),
        ("They closed 14 branches on Monday in towns that won grants in 2019.", "14 branches", "Monday"),
        ("It cut 300 posts for the third time in 2026.", "300 posts", None),
        ("The council voted 6-1 Monday to spend $4m on the pier.", "$4m", None),
        (
            "It rose to $41m in the quarter ended Sept. 30, from $36m, or $1.10 a share, a year earlier.",
            "$36m",
            "a year earlier",
        ),
        ("It has shut 14 pools since 2010 and reduced the hours of the others by 40%.", "40%", None),
        ("It has infected 48 people since May and killed four.", "four", "since May"),
        ("The club sold 900 tickets last week, a third of them to visitors.", "a third of them", None),
        ("It fined 900 drivers last week, 40 of them on Sunday.", "40 of them", "Sunday"),
        ("It has found 900 cases this year, 40 of them fatal.", "40 of them", "this year"),
        ("Cases fell to 40 this week from 900 at the height of the outbreak.", "900", "the height of the outbreak"),
        ("Men who stormed the depot on Monday are holding 17 clerks.", "17 clerks", None),
        ("A ceasefire that began on Monday, if it holds, frees 17 clerks.", "17 clerks", None),
        ("They want $9m for the storm that hit Kesh in March.", "$9m", None),
        ("The quake that shook Kesh on Monday killed 17 people.", "17 people", "Monday"),
        ("A heatwave that began in June killed 17 people.", "17 people", "June"),
        ("In Kesh, where 90mm fell on Sunday, 700 homes were dark on Monday.", "700 homes", "Monday"),
        ("They had saved 700 homes by Monday but 17 villages were at risk.", "17 villages", None),
        ("It has sold 17 barns since May and hopes to sell 40 more.", "40 more", None),
        ("The school has 17 classes and taught 700 children last year.", "17 classes", None),
        ("The school has 17 classes and taught 700 children last year.", "700 children", "last year"),
        ("Its share slid from 38% in May to 33%.", "33%", None),
        ("The toll rises from $2 to $5 next May.", "$2", None),
        ("The toll rises from $2 to $5 next May.", "$5", "next May"),
        ("He was fined $900 for a brawl at Sunday's match.", "$900", None),
        ("Sunday's raid, the third this month, killed 17 people.", "17 people", "Sunday"),
        ("It will cost $900, a rise of $40 on this year.", "$40", None),
        ("The snow was 40 cm deep, 9 cm more than at the same time in 2019.", "9 cm", None),
        ("The ice was 40 cm thick in January.", "40 cm", "January"),
        ("Strikers walked out for 12 hours on Monday over plans announced in June.", "12 hours", "Monday"),
        ("A tax imposed in 2023 brings in about $9m.", "about $9m", None),
        ("A bomb planted on Monday killed 17 people.", "17 people", "Monday"),
        ("A fund set up after the 2022 storms has spent $9m.", "$9m", None),
        ("The chain runs 17 inns and plans 40 more by 2029.", "17 inns", None),
        ("Some 900 people came on Monday and 700 are due on Friday.", "900 people", "Monday"),
        ("Some 900 people came on Monday and 700 are due on Friday.", "700", "Friday"),
        ("It flew 900 people in May, a rise of 9% on the same month last year.", "9%", None),
        ("It is the fourth to close this year and had 900 pupils.", "900 pupils", None),
        ("Two clerks are on trial over bribes paid between 2015 and 2018.", "Two clerks", None),
        ("Some 900 families live in tents, and winter comes in December.", "900 families", None),
        ("The club, promoted in May, spent $9m on players.", "$9m", None),
        ("The tower, struck on Monday, killed 17 people.", "17 people", "Monday"),
        ("They will hire 3,000 nurses by 2028, the minister said on Friday.", "3,000 nurses", "by 2028"),
        ("A gale hit Kesh on Monday, killing 17 people and tearing down 900 trees.", "900 trees", "Monday"),
        ("Some 17 people died when a 40-metre mast fell on Monday.", "17 people", "Monday"),
        ("The shares lost 14% on Monday before recovering to end at 377p.", "14%", "Monday"),
        ("On Monday the shares lost 14% before recovering to end at 377p.", "377p", "Monday"),
        ("It is the second fire in the 18-km tunnel since April.", "18-km tunnel", None),
        ("Statistics tabled in parliament in March put it at 900.", "900", None),
        ("She set out a budget for 2028, promising to build 900 homes.", "900 homes", None),
        ("They will send out 700 forms by Friday and say 40 were lost.", "40", None),
        ("Uptake was 78% in 2025, well below the 95% that doctors recommend.", "95%", None),
        ("Uptake was 78% in 2025, below the 81% reached in 2024.", "81%", "2024"),
        ("Sales of its boat, which costs $900, fell 7% in May.", "$900", None),
        ("They took samples at 26 sites with nets kept by crews since 1974.", "26 sites", None),
    ],
)
def test_a_figure_is_about_the_date_of_its_own_clause(text: str, figure: str, words: str | None) -> None:
    assert about(text, figure) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Grain closed at 377p on Monday, down 9%.", "Monday"),
        ("On Monday grain rose to 377p, a gain of 9%.", "Monday"),
        ("On Monday grain cost 377p, up 9% on last year.", None),
    ],
)
def test_a_change_has_the_date_of_the_figure_it_led_to(text: str, words: str | None) -> None:
    found = figures_of(text, published_on=TUESDAY)[-1]
    assert (found.as_of.span.of(text) if found.as_of else None) == words
