"""Figures: every notation of value, unit, qualifier, change and noun that news writes, and carried context."""

from datetime import date
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
        pytest.param("It weighs 100t.", "100", "tonne", id="tonnes by symbol"),
        pytest.param("It makes 60 megawatts.", "60", "megawatt", id="megawatts"),
        pytest.param("It was minus 12C.", "-12", "celsius", id="a negative temperature"),
        pytest.param("It was 41 degrees Celsius.", "41", "celsius", id="degrees celsius"),
        pytest.param("It was 98.6 degrees F.", "98.6", "fahrenheit", id="degrees fahrenheit"),
        pytest.param("The box has 64GB.", "64", "gigabyte", id="gigabytes"),
        pytest.param("The air held 431 parts per million.", "431", "part per million", id="parts per million"),
        pytest.param("It shook at 6.0-magnitude.", "6.0", "magnitude", id="magnitude"),
        pytest.param("It closed for six weeks.", "6", "week", id="a span that measures"),
    ],
)
def test_measures_have_canonical_units(text: str, value: str, unit: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("Oil is $71.40 a barrel.", "dollar per barrel", id="money a thing"),
        pytest.param("Land costs $1,100 per square foot.", "dollar per square foot", id="money per area"),
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
        pytest.param("It takes 25 – 40min.", 25, 40, id="a spaced dash"),
        pytest.param("They came with seven or eight trucks.", 7, 8, id="or"),
        pytest.param("The vase is 8- to 16-inch tall.", 8, 16, id="hyphens"),
        pytest.param("Thousands of runners came.", 1000, 9999, id="thousands"),
        pytest.param("Hundreds of jobs went.", 100, 999, id="hundreds"),
        pytest.param("Tens of thousands of pilgrims came.", 10_000, 99_999, id="tens of thousands"),
        pytest.param("Hundreds of millions of dollars went.", 10**8, 10**9 - 1, id="hundreds of millions"),
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


def test_a_change_and_the_level_it_leads_to_are_two_figures() -> None:
    change, level = figures_of("The deficit increased by $43.6 billion to $419.2 billion.")
    assert (change.change, level.change) == (Change.UP, Change.NONE)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It killed 40 people.", Qualifier.EXACT),
        ("It killed just 40 people.", Qualifier.EXACT),
        ("It killed about 40 people.", Qualifier.ABOUT),
        ("It killed an estimated 40 people.", Qualifier.ABOUT),
        ("It killed nearly 40 people.", Qualifier.ABOUT),
        ("It killed some 40 people.", Qualifier.ABOUT),
        ("It killed 40 people or so.", Qualifier.ABOUT),
        ("It killed at least 40 people.", Qualifier.AT_LEAST),
        ("It killed no fewer than 40 people.", Qualifier.AT_LEAST),
        ("It killed 40 people or more.", Qualifier.AT_LEAST),
        ("It killed up to 40 people.", Qualifier.AT_MOST),
        ("It killed as many as 40 people.", Qualifier.AT_MOST),
        ("It killed no more than 40 people.", Qualifier.AT_MOST),
        ("It killed more than 40 people.", Qualifier.MORE_THAN),
        ("It killed just over 40 people.", Qualifier.MORE_THAN),
        ("It killed 40-plus people.", Qualifier.MORE_THAN),
        ("It killed upwards of 40 people.", Qualifier.MORE_THAN),
        ("It killed fewer than 40 people.", Qualifier.LESS_THAN),
        ("It killed just under 40 people.", Qualifier.LESS_THAN),
    ],
)
def test_qualifiers_keep_the_number(text: str, qualifier: Qualifier) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.qualifier, figure.noun) == (40, qualifier, "people")


def test_the_expression_runs_from_the_qualifier_to_the_noun() -> None:
    text = "Washington said they had sent about 10,000 soldiers to train."
    assert the_figure(text).span.of(text) == "about 10,000 soldiers"


@pytest.mark.parametrize(
    ("text", "expression", "noun"),
    [
        ("A small number of patients fell ill.", "A small number of patients", "patients"),
        ("He saw a “small number” of troops.", "a “small number” of troops", "troops"),
        ("Dozens of tanks crossed.", "Dozens of tanks", "tanks"),
        ("Scores of homes burned.", "Scores of homes", "homes"),
        ("Several hundred conscripts left.", "Several hundred conscripts", "conscripts"),
        ("Several ships sank.", "Several ships", "ships"),
        ("A few dozen tents stood there.", "A few dozen tents", "tents"),
        ("A handful of ships remain.", "A handful of ships", "ships"),
        ("Only a fraction of the claims was paid.", "a fraction of the claims", "claims"),
        ("A tiny minority of fans sang.", "A tiny minority of fans", "fans"),
    ],
)
def test_vague_quantities_have_a_noun_and_no_number(text: str, expression: str, noun: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.high, figure.qualifier) == (None, None, Qualifier.VAGUE)
    assert (figure.span.of(text), figure.noun) == (expression, noun)


def test_orders_of_magnitude_are_vague_though_they_have_ends() -> None:
    assert the_figure("Hundreds of jobs are at risk.").qualifier is Qualifier.VAGUE


@pytest.mark.parametrize("text", ["A couple thousand complaints came.", "A couple of thousand complaints came."])
def test_a_couple_thousand_is_about_two_thousand(text: str) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.qualifier, figure.noun) == (2000, Qualifier.ABOUT, "complaints")


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("Nearly a third of the crop was lost.", "0.3333", "crop"),
        ("Two-thirds of voters stayed home.", "0.6667", "voters"),
        ("Half the town has no water.", "0.5", "town"),
        ("One in five children is hungry.", "0.2", "children"),
        ("One voter in ten stayed home.", "0.1", "voter"),
        ("Three out of four schools closed.", "0.75", "schools"),
        ("The crop fell by a fifth.", "0.2", ""),
        ("About 3/4 of them left.", "0.75", ""),
    ],
)
def test_shares_are_decimals_of_a_whole(text: str, value: str, noun: str) -> None:
    figure = the_figure(text)
    assert figure.low is not None
    assert (round(figure.low, 4), figure.unit, figure.noun) == (Decimal(value), "fraction", noun)


@pytest.mark.parametrize(
    ("text", "value", "change"),
    [
        ("Attacks tripled.", "3", Change.UP),
        ("Demand is doubling.", "2", Change.UP),
        ("The caseload has halved.", "0.5", Change.DOWN),
        ("Twice as many people came.", "2", Change.NONE),
        ("It is ten times larger.", "10", Change.NONE),
        ("Output grew threefold.", "3", Change.UP),
        ("The total is more than double that of May.", "2", Change.NONE),
    ],
)
def test_factors_are_times(text: str, value: str, change: Change) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.unit, figure.change) == (Decimal(value), "times", change)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param("Prices rose 4%.", Change.UP, id="a verb"),
        pytest.param("Prices rose by at least 4%.", Change.UP, id="a verb, by and a qualifier"),
        pytest.param("Prices dropped sharply last month by 4%.", Change.DOWN, id="a verb further off"),
        pytest.param("Prices were down 4%.", Change.DOWN, id="down"),
        pytest.param("Prices grew at an annual rate of 4%.", Change.UP, id="a rate"),
        pytest.param("A fall of 4% is likely.", Change.DOWN, id="a noun before"),
        pytest.param("It saw a 4% increase in sales.", Change.UP, id="a noun behind"),
        pytest.param("Prices closed 4% higher.", Change.UP, id="a comparative"),
        pytest.param("Prices are 4% more than a year ago.", Change.UP, id="compared with then"),
        pytest.param("Prices are 4% more than in Selby.", Change.NONE, id="compared with there"),
        pytest.param("Prices rose to 4%.", Change.NONE, id="a level"),
        pytest.param("The rate fell below 4%.", Change.NONE, id="a bound"),
        pytest.param("The share is 4%.", Change.NONE, id="no change at all"),
        pytest.param("The guns shot down 4 drones.", Change.NONE, id="shot down"),
        pytest.param("He gave up 4 seats.", Change.NONE, id="gave up"),
        pytest.param("The fund raised $4 million.", Change.NONE, id="raised money"),
    ],
)
def test_change_is_only_the_size_of_a_rise_or_fall(text: str, change: Change) -> None:
    assert the_figure(text).change is change


def test_a_verb_left_out_carries_its_change() -> None:
    assert [figure.change for figure in figures_of("Alder fell 2%, Birch by 3%.")] == [Change.DOWN] * 2


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They sent 14 first-team players home.", "first-team players"),
        ("They saw 389 Green or Green-leaning voters.", "Green or Green-leaning voters"),
        ("They paid 13 women.", "women"),
        ("They bought 25 police dogs.", "police dogs"),
        ("The 22-member panel met.", "member"),
        ("They sold 6.5 million shares.", "shares"),
        ("The plan closes a €60m hole.", "hole"),
        ("One soldier died.", "soldier"),
        ("They took 71 of the 120 seats.", "seats"),
        ("They won nine of their last twelve games.", "games"),
        ("They seized 3.2kg of dust.", "dust"),
        ("They took 24 per cent of adults.", "adults"),
        ("They bought two new Alder 12 jets.", "new Alder 12 jets"),
    ],
)
def test_the_noun_is_what_is_counted(text: str, noun: str) -> None:
    assert the_figure(text).noun == noun


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Norland sent 10,000 soldiers, up from 3,000.", ["soldiers", "soldiers"]),
        ("It sent 30 tanks. Birchland has promised 12.", ["tanks", "tanks"]),
        ("Police arrested 20 men, nine of them twice.", ["men", "men"]),
        ("The number of tents is over 900.", ["tents"]),
        ("A crowd of 6,000 gathered.", ["crowd"]),
        ("Thousands slept in cars.", ["people"]),
        ("The works will employ upwards of 600.", ["people"]),
    ],
)
def test_a_noun_left_out_is_carried_over(text: str, nouns: list[str]) -> None:
    assert [figure.noun for figure in figures_of(text)] == nouns


def test_a_noun_far_above_is_not_carried() -> None:
    text = "They counted 30 tanks. " + "Nothing happened there. " * 20 + "The index stood at 512."
    assert [figure.noun for figure in figures_of(text)] == ["tanks", ""]


def test_a_figure_has_its_date_and_place() -> None:
    text = "Drone strikes cut power to 140,000 homes in Larch County on Sunday."
    (figure,) = figures_of(text, published_on=date(2025, 6, 10))
    assert figure.as_of is not None
    assert figure.as_of.start == date(2025, 6, 8)
    assert figure.place is not None
    assert figure.place.of(text) == "Larch County"


def test_a_number_in_the_headline_makes_a_figure_salient() -> None:
    text = "The ministry spent $4 million on paint. It counted 212 dead."
    plain, heeded = (figures_of(text, headline=headline)[1] for headline in (None, "Flood kills 212"))
    assert heeded.salience > plain.salience


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


def test_other_languages_have_no_english_words() -> None:
    assert figures_of("Il a dit six fois one two three.", language="fr") == ()
