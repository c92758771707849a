"""Figures: how exactly, rising or falling, of what, when and where; and what the context carries over."""

from datetime import date
from decimal import Decimal

import pytest

from bot.model import Change, Qualifier
from tests.extraction.reading_figures import figures_of, the_figure


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
        ("It killed sub-40 people.", Qualifier.LESS_THAN),
    ],
)
def test_qualifiers_keep_the_number(text: str, qualifier: Qualifier) -> None:
    figure = the_figure(text)
    assert (figure.low, figure.qualifier, figure.noun) == (40, qualifier, "people")


def test_a_preposition_that_places_is_no_qualifier() -> None:
    assert the_figure("Sales grew over a five-year period.").qualifier is Qualifier.EXACT
    assert the_figure("They wait about a five-year spell.").qualifier is Qualifier.ABOUT


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
        ("The crop fell by a fifth this year.", "0.2", ""),
        ("It was a drop of a fifth.", "0.2", ""),
        ("One nursing post in nine was vacant.", "0.1111", "nursing post"),
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
        pytest.param("The index ended down 4%.", Change.DOWN, id="the end of a day"),
        pytest.param("He ended up with 4% of the vote.", Change.NONE, id="ended up with"),
        pytest.param("Shares closed 4% weaker.", Change.DOWN, id="another comparative"),
        pytest.param("Exports were up a whopping 4%.", Change.UP, id="an adjective between"),
        pytest.param("Wages rose by an average of 4%.", Change.UP, id="an average"),
        pytest.param("Gold was off 4%.", Change.DOWN, id="off"),
        pytest.param("They took 4% off the price.", Change.NONE, id="taken off"),
        pytest.param("The index gave up 4%.", Change.DOWN, id="gave up a gain"),
        pytest.param("He gave up 4% of the firm.", Change.NONE, id="gave up a part"),
        pytest.param("Output is set to contract 4%.", Change.DOWN, id="contract"),
        pytest.param("The bill ballooned by $4 million.", Change.UP, id="ballooned"),
        pytest.param("Police recovered $4 million.", Change.NONE, id="recovered"),
        pytest.param("The share was 4 points higher than in 2015.", Change.UP, id="points above a year"),
        pytest.param("It is 4% more than voters were told in 2015.", Change.NONE, id="compared with what was told"),
        pytest.param("Homes will pay $4 more a year.", Change.UP, id="more a year"),
        pytest.param("They earn $4 more a week than nurses.", Change.NONE, id="more than others"),
        pytest.param("The poll has her 4 points up.", Change.NONE, id="a lead"),
        pytest.param("The party is 4 points up on May.", Change.UP, id="a lead that grew"),
        pytest.param("Prices are 4% more than a year ago.", Change.UP, id="compared with then"),
        pytest.param("Prices are 4% more than in Selby.", Change.NONE, id="compared with there"),
        pytest.param("They are 4% less likely to fall ill.", Change.NONE, id="compared with others"),
        pytest.param("Nurses get a 4% raise.", Change.UP, id="a raise"),
        pytest.param("Pensioners get an extra $4 a week.", Change.UP, id="an extra amount"),
        pytest.param("It will borrow $4 million more than planned.", Change.UP, id="more than planned"),
        pytest.param("The league docked the club 4 points.", Change.DOWN, id="docked"),
        pytest.param("Growth slowed by 4%.", Change.DOWN, id="slowed"),
        pytest.param("Ticket sales recovered by 4%.", Change.UP, id="recovered by"),
        pytest.param("Tolls were raised 4%.", Change.UP, id="a passive"),
        pytest.param("It is cutting 4% of its posts.", Change.NONE, id="what is being cut"),
        pytest.param("Rents came down 4%.", Change.DOWN, id="came down"),
        pytest.param("It was 4 down on May.", Change.DOWN, id="down on"),
        pytest.param("The port hired another 4 pilots.", Change.UP, id="another count"),
        pytest.param("The museum raised another $4 million.", Change.UP, id="another amount"),
        pytest.param("The crew waited another 4 hours.", Change.NONE, id="another length of time"),
        pytest.param("Prices fell another 4%.", Change.DOWN, id="another fall"),
        pytest.param("Exports dropped a further 4%.", Change.DOWN, id="a further fall"),
        pytest.param("The brewery lost $4 million last spring.", Change.NONE, id="a loss in business"),
        pytest.param("The brewery lost $4 million in value.", Change.DOWN, id="a value lost"),
        pytest.param("The stock lost $4 on Monday.", Change.DOWN, id="a price that fell"),
        pytest.param("The mill shut with the loss of 4 posts.", Change.NONE, id="what is lost, counted"),
        pytest.param("The index had a loss of 4%.", Change.DOWN, id="a share lost"),
        pytest.param("The ferry takes 4 more than the present one.", Change.UP, id="more than the present one"),
        pytest.param("The town has 4 fewer than when he was mayor.", Change.DOWN, id="fewer than when"),
        pytest.param("Lorries were 4% heavier in May than a year earlier.", Change.UP, id="heavier than then"),
        pytest.param("The shift would be 4 minutes shorter than now.", Change.DOWN, id="shorter than now"),
        pytest.param("The new pool is 4 metres longer than its rival.", Change.NONE, id="longer than another"),
        pytest.param("There is no spare $4 down the sofa.", Change.NONE, id="down along something"),
        pytest.param("It will borrow $4 million more than was planned.", Change.UP, id="more than was planned"),
        pytest.param("It won 4 more than it held before.", Change.UP, id="more than before"),
        pytest.param("It won 4 fewer than in 2015.", Change.DOWN, id="fewer than in a year"),
        pytest.param("It won 4 more than its rival.", Change.NONE, id="more than a rival"),
        pytest.param("It raised $4 million more than in the second.", Change.UP, id="more than in a quarter"),
        pytest.param("It is 4 degrees Celsius warmer than it was then, a century ago.", Change.UP, id="warmer"),
        pytest.param("It is 4 degrees Celsius cooler than the coast.", Change.NONE, id="cooler than there"),
        pytest.param("It is 4 degrees Celsius warmer than today.", Change.UP, id="warmer than today"),
        pytest.param("The lake warmed by 4 degrees Celsius.", Change.UP, id="warmed"),
        pytest.param("They need a further 4 boats.", Change.UP, id="a further count"),
        pytest.param("It grew 4 tonnes of rice.", Change.NONE, id="a crop"),
        pytest.param("It lost a quarter of its men.", Change.NONE, id="a part lost"),
        pytest.param("It lost 4% of its value.", Change.DOWN, id="a value that fell"),
        pytest.param("A van fell 40 feet into a ditch.", Change.NONE, id="fell into something"),
        pytest.param("The lake fell 40 feet.", Change.DOWN, id="fell by a length"),
        pytest.param("The bank expects growth of 4%.", Change.NONE, id="a rate"),
        pytest.param("Prices rose to 4%.", Change.NONE, id="a level"),
        pytest.param("The rate fell below 4%.", Change.NONE, id="a bound"),
        pytest.param("The rate jumped as high as 4%.", Change.NONE, id="how high it went"),
        pytest.param("They lost by 4 runs.", Change.NONE, id="a defeat"),
        pytest.param("The share is 4%.", Change.NONE, id="no change at all"),
        pytest.param("The guns shot down 4 drones.", Change.NONE, id="shot down"),
        pytest.param("He gave up 4 seats.", Change.NONE, id="gave up"),
        pytest.param("The fund raised $4 million.", Change.NONE, id="raised money"),
    ],
)
def test_change_is_only_the_size_of_a_rise_or_fall(text: str, change: Change) -> None:
    assert the_figure(text).change is change


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Alder rose 48 cents, or 0.8 percent.", id="or"),
        pytest.param("The index rose 120 points (1.2%).", id="brackets"),
        pytest.param("The sea rose 12 inches (30 cm).", id="another unit"),
        pytest.param("Sales rose 0.7% in May and 0.2% in June.", id="the same verb"),
    ],
)
def test_a_change_said_again_or_gone_on_with_is_a_change(text: str) -> None:
    assert [figure.change for figure in figures_of(text)] == [Change.UP] * 2


def test_a_converted_amount_keeps_the_qualifier() -> None:
    text = "It cost more than 7.5 million Danish crowns ($1.1 million)."
    assert [figure.qualifier for figure in figures_of(text)] == [Qualifier.MORE_THAN] * 2
    text = "It makes just under 296 hp (224 kW / 300 PS)."
    assert [figure.qualifier for figure in figures_of(text)] == [Qualifier.LESS_THAN] * 3


def test_a_number_is_money_where_it_is_compared_with_money() -> None:
    figures = figures_of("Profit was 3.1 billion euros versus 2.9 billion in spring.")
    assert [figure.unit for figure in figures] == ["EUR", "EUR"]
    figures = figures_of("Profit rose to 3.1 billion euros ($3.4 billion) from 2.9 billion.")
    assert [figure.unit for figure in figures] == ["EUR", "USD", "EUR"]


@pytest.mark.parametrize(
    "text",
    ["Alder fell 2%, Birch by 3%.", "Flour fell 2% and brown sugar 3%.", "Flour fell 2 percent, sugar 3 percent."],
)
def test_a_verb_left_out_carries_its_change(text: str) -> None:
    assert [figure.change for figure in figures_of(text)] == [Change.DOWN] * 2


@pytest.mark.parametrize(
    "text", ["Rents fell 2% and are 9% of pay.", "Alder fell 2%, Birch kept 9%.", "Roe fell 2% and Lund had 9%."]
)
def test_a_verb_of_its_own_ends_a_change(text: str) -> None:
    assert [figure.change for figure in figures_of(text)] == [Change.DOWN, Change.NONE]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They sent 14 first-team players home.", "first-team players"),
        ("They saw 389 Green or Green-leaning voters.", "Green or Green-leaning voters"),
        ("They paid 13 women.", "women"),
        ("They bought 25 police dogs.", "police dogs"),
        ("The 22-member panel met.", "member"),
        ("He got a four - game ban.", "game"),
        ("They sold 6.5 million shares.", "shares"),
        ("The plan closes a €60m hole.", "hole"),
        ("One soldier died.", "soldier"),
        ("One soldier alone died.", "soldier"),
        ("In war, 70 years seems long.", ""),
        ("They took 71 of the 120 seats.", "seats"),
        ("They won nine of their last twelve games.", "games"),
        ("They seized 3.2kg of dust.", "dust"),
        ("They took 24 per cent of adults.", "adults"),
        ("They bought two new Alder 12 jets.", "new Alder 12 jets"),
        ("They sold 63,150 Alder 3s.", "Alder 3s"),
        ("They sold 12 B-16s.", "B-16s"),
        ("They want another pick or two.", "pick"),
        ("He hit 37 home runs.", "home runs"),
        ("She drove in 110 runs.", "runs"),
        ("The 3,000-strong crowd sang.", "crowd"),
        ("About 40 rabbis left.", "rabbis"),
        ("Roughly one in three of them is a minor.", ""),
        ("They lead 20 U.S. soldiers.", "U.S. soldiers"),
        ("They lead four U.N. convoys.", "U.N. convoys"),
        ("He was worth 0.5 WAR to them.", "WAR"),
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
        ("A town of some 6,000 is near.", ["people"]),
        ("Thousands slept in cars.", ["people"]),
        ("The blast killed 12.", ["people"]),
        ("Four of the 5,000 trees died.", ["trees", "trees"]),
        ("The works will employ upwards of 600.", ["people"]),
        ("Norland had 2,483 in May, while Birchland had 1,385 strikes.", ["strikes", "strikes"]),
        ("He scored 34 while 2,100 fans sang.", ["", "fans"]),
        ("They hold 31 seats, up from 14 four years ago.", ["seats", "seats"]),
        ("They hold 310 seats, up from 200 four years ago.", ["seats", "seats"]),
        ("Visits to the doctor rose by 28%, to 1,912.", ["", "Visits"]),
        ("Failures numbered 3,400 in May.", ["Failures"]),
        ("Mumps cases in Kesh have risen to 3,400.", ["Mumps cases"]),
        ("Prices rose to 3,400.", [""]),
        ("Police put the number of dead at 12 and of injured at 40.", ["dead", "injured"]),
        ("They nursed 61 of the wounded, nine of them for burns.", ["wounded", "wounded"]),
    ],
)
def test_a_noun_left_out_is_carried_over(text: str, nouns: list[str]) -> None:
    assert [figure.noun for figure in figures_of(text)] == nouns


def test_numbers_before_suspended_hyphens_share_the_noun() -> None:
    figures = figures_of("It offers four-, five- and six-cylinder cars.")
    assert [(figure.low, figure.noun) for figure in figures] == [(4, "cylinder"), (5, "cylinder"), (6, "cylinder")]


def test_a_noun_is_not_carried_to_a_number_of_another_size() -> None:
    text = "She won three matches there. The court has room for about 7,000."
    assert [figure.noun for figure in figures_of(text)] == ["matches", ""]


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
