"""Amounts: money, measures, rates, ranges and movements in all their notations, other languages included."""

from decimal import Decimal

import pytest

from bot.model import Change, Qualifier
from tests.extraction.reading_figures import figures_of, the_figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("It cost $2.1bn.", "2100000000", "USD", id="dollars with a suffix"),
        pytest.param("It cost US$40m.", "40000000", "USD", id="whose dollar, before the sign"),
        pytest.param("It cost US $58.24.", "58.24", "USD", id="whose dollar, with a space"),
        pytest.param("It cost $US55,931,000.", "55931000", "USD", id="whose dollar, behind the sign"),
        pytest.param("It cost USD10m.", "10000000", "USD", id="a code before"),
        pytest.param("It cost 75 USD million.", "75000000", "USD", id="a code in the middle"),
        pytest.param("It cost half a million dollars.", "500000", "USD", id="dollars in words"),
        pytest.param("It cost 3 dollars and 50 cents.", "3.5", "USD", id="dollars and cents"),
        pytest.param("It cost three dollars fifty.", "3.5", "USD", id="cents without their coin"),
        pytest.param("It cost 3 dollars 50 years ago.", "3", "USD", id="no cents but years"),
        pytest.param("It cost one billion and a half million dollars.", "1000500000", "USD", id="and a half million"),
        pytest.param("It cost usd 20.", "20", "USD", id="a code in small letters"),
        pytest.param("It cost 50 cents.", "50", "cent", id="cents alone"),
        pytest.param("It cost €3m.", "3000000", "EUR", id="euros before"),
        pytest.param("It cost 1,200€.", "1200", "EUR", id="euros behind"),
        pytest.param("It cost 120 MEUR.", "120000000", "EUR", id="millions inside the code"),
        pytest.param("It cost £8.10 million.", "8100000", "GBP", id="pounds"),
        pytest.param("It cost 361 million pounds.", "361000000", "GBP", id="pounds in words, scaled"),
        pytest.param("It closed at 118.5p.", "118.5", "p", id="pence"),
        pytest.param("It cost Rs 40 crore.", "400000000", "indian rupee", id="rupees in crore"),
        pytest.param("It cost ₹2.5 lakh crore.", "2500000000000", "indian rupee", id="rupees in lakh crore"),
        pytest.param("It cost 2.5 trillion yen.", "2500000000000", "japanese yen", id="yen"),
        pytest.param("It cost A$7m.", "7000000", "australian dollar", id="australian dollars"),
        pytest.param("It cost 10.5 million Australian dollars.", "10500000", "australian dollar", id="by its nation"),
        pytest.param("It cost 450 million Swiss francs.", "450000000", "swiss franc", id="francs"),
        pytest.param("It cost SEK 1.2 billion.", "1200000000", "swedish krona", id="kronor by code"),
        pytest.param("It lost $-50.8bn.", "-50800000000", "USD", id="a sign behind the currency"),
    ],
)
def test_money_is_read_in_its_notations(text: str, value: str, unit: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.high, figure.unit) == (Decimal(value), Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        pytest.param("Turnout was 38%.", "38", "percent", id="percent sign"),
        pytest.param("Turnout was 38 per cent.", "38", "percent", id="per cent"),
        pytest.param("Turnout was .5 percent.", "0.5", "percent", id="a leading point"),
        pytest.param("The lead is 0.3 percentage points.", "0.3", "percentage point", id="points"),
        pytest.param("The spread is 25 basis points.", "25", "basis point", id="basis points"),
        pytest.param("It is 5km away.", "5", "kilometre", id="kilometres"),
        pytest.param("It is 120 miles away.", "120", "mile", id="miles"),
        pytest.param("The six-mile trip was dull.", "6", "mile", id="a hyphen before the unit"),
        pytest.param("The mast is 3 feet 6 inches tall.", "3.5", "foot", id="feet and inches"),
        pytest.param("It drove at 120 km/h.", "120", "kilometre per hour", id="km/h"),
        pytest.param("It drove at 188 miles an hour.", "188", "mile per hour", id="miles an hour"),
        pytest.param("It covers 40 sq km.", "40", "square kilometre", id="square kilometres"),
        pytest.param("It covers 1520 sq m.", "1520", "square metre", id="square metres"),
        pytest.param("It holds 1.2 billion cubic metres.", "1200000000", "cubic metre", id="cubic metres"),
        pytest.param("It weighs 3.2kg.", "3.2", "kilogram", id="kilograms"),
        pytest.param("She weighs 11st.", "11", "stone", id="stone"),
        pytest.param('The knife is 10 " long.', "10", "inch", id="inches by sign"),
        pytest.param("It lies 5 m and a bit away.", "5", "metre", id="metres apart"),
        pytest.param("It weighs 100t.", "100", "tonne", id="tonnes by symbol"),
        pytest.param("It makes 60 megawatts.", "60", "megawatt", id="megawatts"),
        pytest.param("It was minus 12C.", "-12", "celsius", id="a negative temperature"),
        pytest.param("It was 41 degrees Celsius.", "41", "celsius", id="degrees celsius"),
        pytest.param("It was 98.6 degrees F.", "98.6", "fahrenheit", id="degrees fahrenheit"),
        pytest.param("The box has 64GB.", "64", "gigabyte", id="gigabytes"),
        pytest.param("The air held 431 parts per million.", "431", "part per million", id="parts per million"),
        pytest.param("It shook at 6.0-magnitude.", "6.0", "magnitude", id="magnitude"),
        pytest.param("A magnitude-7.1 quake struck.", "7.1", "magnitude", id="magnitude before"),
        pytest.param("The risk rose by a factor of three.", "3", "times", id="a factor"),
        pytest.param("It ran for 3 hrs.", "3", "hour", id="hours by letters"),
        pytest.param("It takes 50 g of sugar.", "50", "gram", id="grams apart"),
        pytest.param("It drew 100m-plus views.", "100000000", "", id="millions and more"),
        pytest.param("It is 1/40 of it.", "0.025", "fraction", id="a small part"),
        pytest.param("It fell by a quarter of a percentage point.", "0.25", "percentage point", id="part of a point"),
        pytest.param("Lap times fell by 0.3s.", "0.3", "second", id="seconds by symbol"),
        pytest.param("It covers 190 km2.", "190", "square kilometre", id="km2"),
        pytest.param("It turns with 450 Nm of torque.", "450", "newton metre", id="a symbol with a capital"),
        pytest.param("It draws 3.2 mW.", "3.2", "milliwatt", id="a symbol with a small letter"),
        pytest.param("It boils at 350 K in air.", "350", "kelvin", id="kelvin"),
        pytest.param("It makes 300 PS.", "300", "metric horsepower", id="metric horsepower"),
        pytest.param("The air held 35 µg/m3.", "35", "microgram per cubic metre", id="a mass per volume"),
        pytest.param("It carries 1.3 A/cm2.", "1.3", "ampere per square centimetre", id="a current per area"),
        pytest.param("It burns 20 US gallons.", "20", "gallon", id="whose gallon"),
        pytest.param("A cup is 1/16 of a US gallon.", "0.0625", "gallon", id="part of somebody's gallon"),
        pytest.param("It closed at 125.8 p.", "125.8", "p", id="pence at a sentence's end"),
        pytest.param("It closed for six weeks.", "6", "week", id="a span that measures"),
        pytest.param("It closed for six lean weeks.", "6", "week", id="an adjective between"),
    ],
)
def test_measures_have_canonical_units(text: str, value: str, unit: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("Oil is $71.40 a barrel.", "dollar per barrel", id="money a thing"),
        pytest.param("Power is $71.40 per megawatt hour.", "dollar per megawatt hour", id="money per energy"),
        pytest.param("Power is $71.40 per megawatt-hour.", "dollar per megawatt hour", id="with a hyphen"),
        pytest.param("Land costs $1,100 per square foot.", "dollar per square foot", id="money per area"),
        pytest.param("It costs 9 billion yen (all of it) a year.", "japanese yen per year", id="behind brackets"),
        pytest.param("Entry is £9 a swimmer.", "pound sterling per swimmer", id="money per whoever pays"),
        pytest.param("It pumps 2 million barrels a day.", "barrel per day", id="measure a day"),
        pytest.param("It pumps 52,000 barrels-a-day.", "barrel per day", id="measure-a-day"),
        pytest.param("The army loses 800 a day.", "per day", id="a bare count a day"),
        pytest.param("The clinic sees 20 or so people a day.", "per day", id="a count a day"),
    ],
)
def test_rates_say_what_they_are_per(text: str, unit: str) -> None:
    assert the_figure(text).unit == unit


def test_an_amount_a_month_earlier_is_no_rate() -> None:
    assert [figure.unit for figure in figures_of("Prices rose 2.9% after 3.4% a month earlier.")] == ["percent"] * 2


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("About 2,000 to 3,000 villagers fled.", 2000, 3000, id="to"),
        pytest.param("Between 200 and 250 fighters hid.", 200, 250, id="between and"),
        pytest.param("Between 5 and 7 percent lost power.", 5, 7, id="a unit for both"),
        pytest.param("It cost $3-5 million.", 3_000_000, 5_000_000, id="a scale for both"),
        pytest.param("Prices range from $200 to $4 million.", 200, 4_000_000, id="each with its own scale"),
        pytest.param("It uses 5-10W.", 5, 10, id="a dash"),
        pytest.param("Between 1.5m and 2m people fled.", 1_500_000, 2_000_000, id="millions by letter"),
        pytest.param("It takes 25 – 40min.", 25, 40, id="a spaced dash"),
        pytest.param("They came with seven or eight trucks.", 7, 8, id="or"),
        pytest.param("It ranged from -18C to -34C.", -34, -18, id="downwards"),
        pytest.param("The vase is 8- to 16-inch tall.", 8, 16, id="hyphens"),
        pytest.param("Thousands of runners came.", 1000, 9999, id="thousands"),
        pytest.param("Hundreds of jobs went.", 100, 999, id="hundreds"),
        pytest.param("Tens of thousands of pilgrims came.", 10_000, 99_999, id="tens of thousands"),
        pytest.param("Hundreds of millions of dollars went.", 10**8, 10**9 - 1, id="hundreds of millions"),
        pytest.param("The sledge goes 0 to 80km/h in a breath.", 0, 80, id="from a standstill"),
        pytest.param("It was shut for a week or two.", 1, 2, id="a week or two"),
        pytest.param("We lost a seven-figure sum.", 10**6, 10**7 - 1, id="a seven-figure sum"),
    ],
)
def test_ranges_have_two_ends(text: str, low: int, high: int) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rates rose from 3% to 4%.", id="percent"),
        pytest.param("The fare goes up from 3p to 4p.", id="coins"),
        pytest.param("The gap widened from 3 miles to 4.", id="a unit named once"),
    ],
)
def test_a_movement_is_two_figures(text: str) -> None:
    figures = figures_of(text)
    assert [(figure.low, figure.high) for figure in figures] == [(3, 3), (4, 4)]
    assert len({figure.unit for figure in figures}) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Vel leads Cruz 45 to 40 percent.", id="percent named once"),
        pytest.param("Vel is at 45 percent to 40 percent for Cruz.", id="percent named twice"),
        pytest.param("A 45-to-40 percent win is near.", id="with hyphens"),
    ],
)
def test_the_shares_of_a_poll_are_two_figures(text: str) -> None:
    assert [(figure.low, figure.unit) for figure in figures_of(text)] == [(45, "percent"), (40, "percent")]


def test_a_year_does_not_begin_a_range() -> None:
    figures = figures_of("The herd grew from 1,900 in 2015 to 3,100 deer.")
    assert [(figure.low, figure.high, figure.noun) for figure in figures] == [
        (1900, 1900, "deer"),
        (3100, 3100, "deer"),
    ]


def test_what_falls_from_one_to_the_other_is_no_range() -> None:
    figures = figures_of("He wants the top rate of tax for the very well paid down from 45p to 40p.")
    assert [(figure.low, figure.high) for figure in figures] == [(45, 45), (40, 40)]


@pytest.mark.parametrize("text", ["Oil rose from $3 to $4 a barrel.", "Oil fell from $4 per barrel to $3."])
def test_both_ends_of_a_movement_are_a_rate(text: str) -> None:
    assert [figure.unit for figure in figures_of(text)] == ["dollar per barrel"] * 2


def test_a_change_and_the_level_it_leads_to_are_two_figures() -> None:
    change, level = figures_of("The deficit increased by $43.6 billion to $419.2 billion.")
    assert (change.change, level.change) == (Change.UP, Change.NONE)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        pytest.param("de", "Es kostet 1.200.000,50 Euro.", "1200000.50", "EUR", id="german money"),
        pytest.param("de", "Es kostet 2,5 Milliarden Euro.", "2500000000", "EUR", id="german scale words"),
        pytest.param("de", "Das sind 3,5 Prozent.", "3.5", "percent", id="german percent"),
        pytest.param("fr", "Cela coûte 3 millions d'euros.", "3000000", "EUR", id="french money"),
        pytest.param("fr", "Cela fait 12,5 % de plus.", "12.5", "percent", id="french percent"),
        pytest.param("es", "Subió un 3,2 por ciento.", "3.2", "percent", id="spanish percent"),
        pytest.param("it", "Costa 2 miliardi di euro.", "2000000000", "EUR", id="italian money"),
        pytest.param("pt", "Custa 5 milhões de euros.", "5000000", "EUR", id="portuguese money"),
        pytest.param("de", "Der Weg ist 12 km lang.", "12", "kilometre", id="german kilometres"),
    ],
)
def test_other_languages_have_digits_money_percent_and_units(language: str, text: str, value: str, unit: str) -> None:
    figure = the_figure(text, language=language)
    assert (figure.low, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "text", "value", "noun"),
    [
        ("de", "Es waren 10.000 Menschen auf der Straße.", 10_000, "Menschen"),
        ("fr", "Il y avait 300 personnes.", 300, "personnes"),
        ("es", "Hubo 1.250 heridos.", 1250, "heridos"),
    ],
)
def test_other_languages_count_the_word_behind(language: str, text: str, value: int, noun: str) -> None:
    figure = the_figure(text, language=language)
    assert (figure.low, figure.noun) == (value, noun)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am 3. März um 18:30 Uhr trat er auf."),
        ("fr", "Le 12 mars 2024 il est parti à 18 heures."),
        ("es", "El 4 de mayo de 2024 terminó."),
        ("it", "Nel 2019 vinse il G7."),
    ],
)
def test_dates_and_times_in_other_languages_are_no_figures(language: str, text: str) -> None:
    assert figures_of(text, language=language) == ()


def test_an_address_is_no_figure_in_any_language() -> None:
    assert figures_of("Sie wohnt in 49 Alder Ranch Road, Lorn.", language="de") == ()


def test_a_region_behind_the_language_changes_nothing() -> None:
    assert the_figure("Nearly 40 people fled.", language="en-GB").qualifier is Qualifier.ABOUT


def test_other_languages_have_no_english_words() -> None:
    assert figures_of("Il a dit six fois one two three.", language="fr") == ()


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        pytest.param("It signed a 10 -year deal.", 10, 10, "year", id="a hyphen torn off"),
        pytest.param("It signed a 10 - year deal.", 10, 10, "year", id="a hyphen set free"),
        pytest.param("It yields 5 -7 percent.", 5, 7, "percent", id="a dash torn off"),
        pytest.param("It cost $ 3 - 4 million.", 3_000_000, 4_000_000, "USD", id="a dash set free"),
        pytest.param("Turnout was 5 %.", 5, 5, "percent", id="a percent sign"),
        pytest.param("It sold 80 , 000 bells.", 80_000, 80_000, "", id="a comma set free"),
        pytest.param("It sold nearly 6, 921 bells.", 6921, 6921, "", id="a comma torn off"),
        pytest.param("It sold 1, 056 bells.", 1056, 1056, "", id="a comma torn off before a nought"),
        pytest.param("Fifty - two bells rang.", 52, 52, "", id="a hyphen between words"),
        pytest.param("It ran 3 / 4 of a mile.", 0.75, 0.75, "mile", id="a slash set free"),
    ],
)
def test_numbers_that_a_corpus_cut_apart_are_put_together(text: str, low: float, high: float, unit: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.high, figure.unit) == (low, high, unit)


def test_numbers_in_a_list_stay_apart() -> None:
    assert [figure.low for figure in figures_of("Groups of 5, 120 and 300 people came.")] == [5, 120, 300]


@pytest.mark.parametrize("text", ["It is 3 m x 4 m.", "It is 3 by 4 metres."])
def test_both_sides_of_an_area_are_lengths(text: str) -> None:
    assert [(figure.low, figure.unit) for figure in figures_of(text)] == [(3, "metre"), (4, "metre")]


def test_a_level_is_measured_as_its_change_is() -> None:
    figures = figures_of("Stocks rose by 7.1 million barrels to 452.9 million.")
    assert [(figure.unit, figure.change) for figure in figures] == [("barrel", Change.UP), ("barrel", Change.NONE)]


def test_a_factor_and_what_it_leads_to_are_no_range() -> None:
    assert [figure.low for figure in figures_of("It rose by a factor of three, to 1 in 250.")] == [3, Decimal("0.004")]


def test_money_and_those_who_get_it_are_no_range() -> None:
    figures = figures_of("It paid $300,000 to 85 firms.")
    assert [(figure.low, figure.noun) for figure in figures] == [(300_000, ""), (85, "firms")]


def test_things_of_an_amount_each_are_counted_beside_it() -> None:
    three, fifty = figures_of("They gave away 3 USD50 cards.")
    assert (three.low, three.noun, fifty.low, fifty.unit) == (3, "cards", 50, "USD")
