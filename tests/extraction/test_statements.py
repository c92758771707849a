import pytest

from bot.extraction.layout import lay_out
from bot.extraction.names import find_people
from bot.extraction.statements import find_statements
from bot.model import Person, Span
from tests.extraction.reading_quotes import mention_of, statements_of, who_states


@pytest.mark.parametrize(
    ("body", "said", "speaker"),
    [
        pytest.param("Tarn a day earlier said Ostvik had sent about 400 boats.", "about 400 boats", "Tarn", id="said"),
        pytest.param("Police said on Monday that 40 houses burned.", "40 houses", "Police", id="said that"),
        pytest.param("Some 40 houses burned, police said on Monday.", "40 houses", "police", id="said behind"),
        pytest.param("Some 40 houses burned, said Ann Holt, a firefighter.", "40 houses", "Ann Holt", id="said X"),
        pytest.param("According to the ministry, 40 houses burned.", "40 houses", "the ministry", id="according to"),
        pytest.param(
            "Some 40 houses burned, according to the ministry.", "40 houses", "the ministry", id="according, behind"
        ),
        pytest.param("The toll, police said, was 40.", "40", "police", id="said in the middle"),
        pytest.param("The UN estimates that 40 houses burned.", "40 houses", "The UN", id="estimates"),
        pytest.param("Two officials told the Herald 40 houses burned.", "40 houses", "Two officials", id="told"),
        pytest.param("A survey found 40 percent agreed.", "40 percent", "A survey", id="found"),
        pytest.param("In a post to X, Lund said 40 houses burned.", "40 houses", "Lund", id="after an adverbial"),
        pytest.param("Analysts expect growth of 3 percent.", "3 percent", "Analysts", id="expect"),
        pytest.param("Mayor Iris Holm announced £3m of works.", "£3m", "Mayor Iris Holm", id="a sign before the sum"),
        pytest.param("The council put turnout at 61%.", "61%", "The council", id="a sign behind the share"),
        pytest.param("A survey puts the Lantern Party on 12%.", "12%", "A survey", id="puts on"),
        pytest.param("The watchdog has verified 40 fires.", "40 fires", "The watchdog", id="verified"),
        pytest.param("Sales fell to 40, a survey of 900 shops showed.", "40", "a survey", id="a survey of many"),
        pytest.param("Some 40 came, organisers estimate, a high figure.", "40", "organisers", id="a base form behind"),
        pytest.param("Growth was 3%, the bureau's data show.", "3%", "the bureau's data", id="data show"),
        pytest.param("Figures from the port show a fall of 7%.", "7%", "Figures from the port", id="whose figures"),
        pytest.param("The toll was put at 40 by the ministry.", "40", "the ministry", id="a passive"),
        pytest.param("It is less than the 40 claimed by rebels.", "40", "rebels", id="a participle"),
        pytest.param("The bank's forecast of 3% is too low.", "3%", "The bank", id="whose forecast"),
        pytest.param("By the Ledger's count, 40 have died.", "40", "the Ledger", id="whose count"),
        pytest.param("Police: 40 hurt in blast.", "40", "Police", id="a colon"),
        pytest.param("The blast hurt 40 people – police.", "40 people", "police", id="a dash"),
        pytest.param("Deaths have passed 40, per the ministry.", "40", "the ministry", id="per"),
        pytest.param("The bill, its sponsors say, saves $40m.", "$40m", "its sponsors", id="in the middle, plural"),
        pytest.param("The chief, Ida Holm, told us 40 had left.", "40", "Ida Holm", id="a name in apposition"),
        pytest.param("It fell by 40, said the mayor, Jan Brod.", "40", "Jan Brod", id="a name behind a role"),
        pytest.param("Roe left in May and said 40 had gone.", "40", "Roe", id="a second verb"),
        pytest.param("It would cost more, he said, adding that 40 had gone.", "40", "he", id="adding"),
        pytest.param("A poll this week had the Greens on 12%.", "12%", "A poll", id="a poll had"),
        pytest.param(
            "A poll for Channel Six gives the Greens 12%.", "12%", "A poll for Channel Six", id="a poll gives"
        ),
        pytest.param("The unions are demanding 12%.", "12%", "The unions", id="demanding"),
        pytest.param("Its plan, which aides claim will cost $40m, is new.", "$40m", "aides", id="a relative clause"),
        pytest.param("A group that tracks arrests put them at 40.", "40", "A group", id="a subject with a clause"),
        pytest.param("It missed the 3% the bank predicted.", "3%", "the bank", id="a relative without a pronoun"),
        pytest.param("Doctors at St Mary's say 40 fell ill.", "40", "Doctors", id="a subject that ends in 's"),
        pytest.param("He won 40, aides said late on Friday.", "40", "aides", id="a tag with its day"),
        pytest.param(
            "Shops hope for 40 sales, a trade group said.", "40 sales", "a trade group", id="what others hope"
        ),
        pytest.param("Estimates of the dead range from 40 to 60.", "40", "Estimates of the dead", id="estimates range"),
        pytest.param(
            "The office fined it after finding that 40 leaks were hidden.", "40 leaks", "The office", id="after"
        ),
        pytest.param("In a Herald poll, 40 percent agreed.", "40 percent", "a Herald poll", id="in a poll"),
        pytest.param("A day earlier Orlec put it at 40.", "40", "Orlec", id="behind a time without a comma"),
        pytest.param("Roe, in a town hall in Oster, Velia, said 40 left.", "40", "Roe", id="an aside with a comma"),
        pytest.param("Issa Mor, a teacher, who counted 40 dead, wept.", "40", "Issa Mor", id="an apposition's clause"),
        pytest.param(
            "The aid society said its own lists gave 27 dead.", "27 dead", "The aid society", id="whose lists they are"
        ),
        pytest.param("The mayor asked the council for 40 tents.", "40 tents", "The mayor", id="asked somebody for"),
        pytest.param("It has 12 boats by the quay and wants 40 more.", "40", "It", id="wants behind others' nouns"),
        pytest.param(
            "The union, which has a hall, left and demanded 40 beds.", "40 beds", "The union", id="past which"
        ),
        pytest.param("She met the union, which left and demanded 40 beds.", "40 beds", "the union", id="in which"),
        pytest.param("Corvane cut its forecast for sales to £40m.", "£40m", "Corvane", id="cut its forecast"),
        pytest.param("Lund said it had shut 12 and had sold 40.", "40", "Lund", id="and had"),
        pytest.param(
            "Aid will be 0.4 percent, according to the Institute for Public Accounts.",
            "0.4 percent",
            "the Institute for Public Accounts",
            id="a body's whole name",
        ),
    ],
)
def test_what_is_reported_has_its_speaker(body: str, said: str, speaker: str) -> None:
    assert who_states(body, said) == speaker


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("Some 40 houses burned on Monday.", "40 houses", id="a plain fact"),
        pytest.param("Police said the fire was out. Some 40 houses burned.", "40 houses", id="the sentence after"),
        pytest.param("Lund was told that 40 houses burned.", "40 houses", id="the one who was told"),
        pytest.param("The new claims of 40 fires were false.", "40 fires", id="a noun that looks like a verb"),
        pytest.param("The 40 firefighters said nothing.", "40 firefighters", id="the subject itself"),
        pytest.param("A similar attack in May killed 40 people.", "40 people", id="an attack"),
        pytest.param("An estimated 40 people lost their boats.", "40 people", id="an estimated number"),
        pytest.param("Divers have found 40 coins in the wreck.", "40 coins", id="things found"),
        pytest.param("The clinic admitted 40 patients.", "40 patients", id="patients admitted"),
        pytest.param("The firm recalled 40 cars.", "40 cars", id="cars recalled"),
        pytest.param("The mayor declared an emergency in 40 towns.", "40 towns", id="something declared"),
        pytest.param("Some 40 guests are expected to attend.", "40 guests", id="what is expected"),
        pytest.param("The 40 guests expected to attend stayed away.", "40 guests", id="a participle"),
        pytest.param("Sales rose, the shop said, though 40 tills failed.", "40 tills", id="a contrast behind a tag"),
        pytest.param("With 40 precincts counted, Roe led.", "40 precincts", id="an absolute participle"),
        pytest.param("Although aides had promised 90, only 40 came.", "40", id="behind a clause with although"),
        pytest.param("Growth was the median forecast of 40 banks.", "40 banks", id="a forecast"),
        pytest.param("He spoke about the jobs report, 40 pages long.", "40 pages", id="a report"),
        pytest.param("Touts asked 40 pounds for a seat.", "40 pounds", id="a price asked"),
        pytest.param("The shares of Corvane added 40%.", "40%", id="what shares add"),
        pytest.param("Corvane cut its forecast after it lost 40 ships.", "40 ships", id="why it cut its forecast"),
        pytest.param("Wardens reported floods; crews felled 40 oaks.", "40 oaks", id="behind a semicolon"),
        pytest.param("Corvane reported a fall and has sold 40 ships.", "40 ships", id="and has"),
    ],
)
def test_what_the_text_gives_without_a_source_has_no_speaker(body: str, said: str) -> None:
    assert who_states(body, said) is None


def test_the_narrower_of_two_speakers_wins() -> None:
    body = "The Herald reported that Lund said 40 houses burned."
    assert who_states(body, "40 houses") == "Lund"


def test_two_speakers_of_one_sentence_share_it() -> None:
    body = "Ministers say 40 jobs will come; the auditor reckons it is nearer 12, while unions fear none of the 9 will."
    assert [who_states(body, said) for said in ("40", "12", "9")] == ["Ministers", "the auditor", "unions"]
    body = "The company said 40 cars burned, but 12 more were lost, police said."
    assert [who_states(body, said) for said in ("40", "12")] == ["The company", "police"]


def test_inside_a_quotation_its_speaker_speaks() -> None:
    body = (
        "Police said 40 houses burned, and called the night “worse than the 90 fires of May,” while Holt said 12 died."
    )
    assert who_states(body, "90 fires") == "Police"
    assert who_states(body, "12") == "Holt"


def test_a_reported_speaker_has_a_person() -> None:
    mention = mention_of("Mayor Ann Holt left. Holt said 40 houses burned.", "40 houses")
    assert mention is not None
    assert mention.person == Person(name="Ann Holt", role="Mayor")


def test_statements_are_in_order_and_inside_the_body() -> None:
    body = "Police said it burned. “It was loud,” Holt said. According to the ministry, 40 houses burned."
    spans = [statement.span for statement in statements_of(body).all]
    assert spans == sorted(spans)
    assert all(Span(0, len(body)).covers(span) for span in spans)


def test_a_speaker_is_found_quickly_among_many_statements() -> None:
    body = "Police said 40 houses burned. " * 3000
    statements = statements_of(body)
    last = body.rindex("40")
    assert sum(statements.speaker_of(Span(at, at + 2)) is not None for at in range(0, last, 30)) == 0
    assert sum(statements.speaker_of(Span(at, at + 2)) is not None for at in range(12, last + 1, 30)) == 3000


@pytest.mark.parametrize(
    ("body", "words", "name"),
    [
        pytest.param(
            "Labour Department spokesperson Ada Orr said 12 people fell. The spokesperson said 40 ships sank.",
            "40 ships",
            "Ada Orr",
            id="a role without a named body may be hers",
        ),
        pytest.param(
            "Labour Department spokesperson Ada Orr said 12 fell. The Admiralty's spokesperson said 40 ships sank.",
            "40 ships",
            None,
            id="another body's spokesperson is nobody known",
        ),
    ],
)
def test_a_role_means_a_person_only_of_the_body_it_names(body: str, words: str, name: str | None) -> None:
    layout = lay_out(body)
    people = find_people(layout)
    start = body.index(words)
    found = find_statements(layout, people, ()).speaker_of(Span(start, start + len(words)))
    assert found is not None
    assert (found.person.name if found.person else None) == name


def test_a_trailing_said_is_of_the_body_right_before_it() -> None:
    body = "Norvale has sent 40 soldiers to eastern Velmora for training, the Admiralty said on Monday."
    layout = lay_out(body)
    found = find_statements(layout, find_people(layout), ()).speaker_of(Span(17, 28))
    assert found is not None
    assert found.span.of(body) == "the Admiralty"
