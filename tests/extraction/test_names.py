import pytest

from bot.extraction.layout import lay_out
from bot.extraction.tokens import cut_tokens
from bot.model import Person
from tests.extraction.reading_quotes import quotes_of


def person_of(body: str) -> Person | None:
    """Return the person of the last quote's speaker."""
    speaker = quotes_of(body)[-1].speaker
    assert speaker is not None
    return speaker.person


@pytest.mark.parametrize(
    ("before", "person"),
    [
        pytest.param(
            "Mayor Jane Roe of Belmar was late.",
            Person(name="Jane Roe", role="Mayor", affiliation="Belmar"),
            id="title and place",
        ),
        pytest.param(
            "Jane Roe, the mayor of Belmar, was late.",
            Person(name="Jane Roe", role="mayor", affiliation="Belmar"),
            id="apposition",
        ),
        pytest.param(
            "Jane Roe, 41, a spokeswoman for the Harbor Authority, was late.",
            Person(name="Jane Roe", role="spokeswoman", affiliation="Harbor Authority"),
            id="spokeswoman for",
        ),
        pytest.param(
            "The group’s director, Jane Roe, was late.",
            Person(name="Jane Roe", role="director", affiliation="group"),
            id="role before",
        ),
        pytest.param("Former mayor Jane Roe was late.", Person(name="Jane Roe", role="mayor"), id="former"),
        pytest.param(
            "State Department spokeswoman Jane Roe was late.",
            Person(name="Jane Roe", role="spokeswoman", affiliation="State Department"),
            id="body and role",
        ),
        pytest.param(
            "Norwegian minister Jane Roe was late.",
            Person(name="Jane Roe", role="Norwegian minister"),
            id="a nationality is no body",
        ),
        pytest.param("Lt. Col. Jane Roe was late.", Person(name="Jane Roe", role="Lt. Col."), id="rank"),
        pytest.param("Mrs. Jane Roe was late.", Person(name="Jane Roe"), id="honorific"),
        pytest.param("CNN’s Jane Roe was late.", Person(name="Jane Roe", affiliation="CNN"), id="a network’s own"),
        pytest.param(
            "NATO Secretary-General Jane Roe was late.",
            Person(name="Jane Roe", role="Secretary-General", affiliation="NATO"),
            id="hyphenated title",
        ),
        pytest.param(
            "Labour Department spokesperson Jane Roe was late.",
            Person(name="Jane Roe", role="spokesperson", affiliation="Labour Department"),
            id="a body that begins as a role would",
        ),
        pytest.param(
            "Ministry of Health spokeswoman Jane Roe was late.",
            Person(name="Jane Roe", role="spokeswoman", affiliation="Ministry of Health"),
            id="body with of",
        ),
        pytest.param(
            "Belmar Mayor Jane Roe was late.",
            Person(name="Jane Roe", role="Mayor", affiliation="Belmar"),
            id="a town opens the sentence",
        ),
        pytest.param(
            "Northlight chief executive Jane Roe was late.",
            Person(name="Jane Roe", role="chief executive", affiliation="Northlight"),
            id="a firm opens the sentence",
        ),
        pytest.param(
            "Fire chief Jane Roe was late.", Person(name="Jane Roe", role="Fire chief"), id="a trade opens the sentence"
        ),
        pytest.param(
            "Belmar police chief Jane Roe was late.",
            Person(name="Jane Roe", role="police chief", affiliation="Belmar"),
            id="police chief",
        ),
        pytest.param(
            "Associated Press reporter Jane Roe was late.",
            Person(name="Jane Roe", role="reporter", affiliation="Associated Press"),
            id="a press that is no press secretary",
        ),
        pytest.param(
            "Jane Roe, the mayor, was late in Belmar.",
            Person(name="Jane Roe", role="mayor"),
            id="no town is guessed",
        ),
        pytest.param(
            "The mayor of Belmar, Jane Roe, was late.",
            Person(name="Jane Roe", role="mayor", affiliation="Belmar"),
            id="apposition before the name",
        ),
        pytest.param(
            "Jane Roe, mayor of the small town of Belmar, was late.",
            Person(name="Jane Roe", role="mayor", affiliation="Belmar"),
            id="the town of",
        ),
        pytest.param(
            "Jane Roe, director of research at the Keld Institute, was late.",
            Person(name="Jane Roe", role="director of research", affiliation="Keld Institute"),
            id="role with a subject",
        ),
        pytest.param(
            "Jane Roe, head of the dockers’ union, was late.",
            Person(name="Jane Roe", role="head", affiliation="dockers’ union"),
            id="head of",
        ),
        pytest.param(
            "Jane Roe, co-founder and chief executive of Northlight, was late.",
            Person(name="Jane Roe", role="co-founder and chief executive", affiliation="Northlight"),
            id="two roles",
        ),
        pytest.param(
            "Jane Roe, CEO of Northlight, was late.",
            Person(name="Jane Roe", role="CEO", affiliation="Northlight"),
            id="a role in capitals",
        ),
        pytest.param(
            "Jane Roe, who heads the Harbor Authority, was late.",
            Person(name="Jane Roe", affiliation="Harbor Authority"),
            id="who heads",
        ),
        pytest.param(
            "Jane Roe, who leads the aid group Northlight, was late.",
            Person(name="Jane Roe", affiliation="Northlight"),
            id="who leads a group by name",
        ),
        pytest.param(
            "Jane Roe, who is the mayor of Belmar, was late.",
            Person(name="Jane Roe", role="mayor", affiliation="Belmar"),
            id="who is",
        ),
        pytest.param(
            "Jane Roe is the mayor of Belmar.",
            Person(name="Jane Roe", role="mayor", affiliation="Belmar"),
            id="is",
        ),
        pytest.param(
            "Jane Roe of the Harbor Trust was late.",
            Person(name="Jane Roe", affiliation="Harbor Trust"),
            id="of a body",
        ),
        pytest.param(
            "Jane Roe, a friend of the family, was late.",
            Person(name="Jane Roe", role="friend"),
            id="a family is no employer",
        ),
        pytest.param(
            "Secretary of State Jane Roe was late.",
            Person(name="Jane Roe", role="Secretary of State"),
            id="title with of",
        ),
        pytest.param(
            "Belmar Attorney General Jane Roe was late.",
            Person(name="Jane Roe", role="Attorney General", affiliation="Belmar"),
            id="a general who is none",
        ),
        pytest.param(
            "Jane Roe, chief financial officer at Northlight, was late.",
            Person(name="Jane Roe", role="chief financial officer", affiliation="Northlight"),
            id="a chief of many words",
        ),
        pytest.param(
            "UN refugee agency spokeswoman Jane Roe was late.",
            Person(name="Jane Roe", role="spokeswoman", affiliation="UN refugee agency"),
            id="a body named by those it serves",
        ),
        pytest.param(
            "Sgt. Jane Roe of the Keld police was late.",
            Person(name="Jane Roe", role="Sgt.", affiliation="Keld police"),
            id="of the police",
        ),
        pytest.param(
            "Prime Minister-elect Jane Roe was late.",
            Person(name="Jane Roe", role="Prime Minister-elect"),
            id="not yet in office",
        ),
        pytest.param("Cllr Jane Roe was late.", Person(name="Jane Roe", role="Cllr"), id="a British title"),
        pytest.param(
            "Jane Roe, who runs the agency's operation from Keld, was late.",
            Person(name="Jane Roe", affiliation="agency"),
            id="who runs what a body does",
        ),
        pytest.param(
            "Hospital director Jane Roe was late.", Person(name="Jane Roe", role="Hospital director"), id="any hospital"
        ),
        pytest.param(
            "Jane Roe, the ministry spokeswoman, was late.",
            Person(name="Jane Roe", role="spokeswoman", affiliation="ministry"),
            id="the ministry",
        ),
        pytest.param(
            "Transport Minister Jane Roe was late.",
            Person(name="Jane Roe", role="Transport Minister"),
            id="a portfolio is no body",
        ),
        pytest.param(
            "Deputy Fire Chief Jane Roe was late.",
            Person(name="Jane Roe", role="Deputy Fire Chief"),
            id="title in parts",
        ),
    ],
)
def test_a_last_name_means_the_person_introduced_before(before: str, person: Person) -> None:
    assert person_of(f"{before} “The train was late,” Roe said.") == person


def test_role_and_affiliation_are_gathered_over_the_article() -> None:
    body = (
        "The Admiralty’s top spokesperson said a ship was lost.\n\n"
        "Press secretary Maj. Gen. Dora Vane spoke for an hour.\n\n“We do not give up,” Vane said."
    )
    assert person_of(body) == Person(name="Dora Vane", role="Press secretary", affiliation="Admiralty")


def test_a_person_is_the_same_in_all_quotes() -> None:
    body = (
        "“It held,” said Ann Holt. “It will hold,” Holt said.\n\n"
        "Ann Holt, an engineer, left at noon. “It must,” she said."
    )
    persons = {quote.speaker.person for quote in quotes_of(body) if quote.speaker}
    assert persons == {Person(name="Ann Holt", role="engineer")}


def test_a_pronoun_means_the_last_person_of_its_gender_who_acted() -> None:
    body = "Ann Holt met Mark Reyes at the well. “It is dry,” she said."
    assert person_of(body) == Person(name="Ann Holt")
    assert person_of(body.replace("she", "he")) == Person(name="Mark Reyes")


def test_a_title_means_the_only_person_who_has_it() -> None:
    body = "Sen. Ruth Kemper and Gov. Alan Stead met. “Tomorrow we vote,” the senator said."
    assert person_of(body) == Person(name="Ruth Kemper", role="Sen.")


def test_a_title_that_two_have_means_nobody() -> None:
    assert person_of("Sen. Ruth Kemper and Sen. Alan Stead met. “Tomorrow we vote,” the senator said.") is None


@pytest.mark.parametrize(
    ("behind", "affiliation"),
    [pytest.param(", 34,", None, id="an age"), pytest.param(" of Halden Bank", "Halden Bank", id="a body of theirs")],
)
def test_an_unlisted_name_is_a_person_by_what_stands_behind_it(behind: str, affiliation: str | None) -> None:
    person = Person(name="Odalin Vessick", affiliation=affiliation)
    assert person_of(f"Odalin Vessick{behind} was late. “The train stood,” she said.") == person


def test_an_unlisted_name_is_a_person_if_called_by_the_last_name() -> None:
    assert person_of("Odalin Vessick came late. “The train stood,” Vessick said.") == Person(name="Odalin Vessick")


def test_two_of_one_last_name_are_told_apart_by_the_last_full_name() -> None:
    body = "Ann Holt came. Then Peter Holt came. “It is dry,” Holt said."
    assert person_of(body) == Person(name="Peter Holt")


@pytest.mark.parametrize(
    "tag", ["Goldfield Bank said", "one official said", "the ministry said", "they said", "the Harbor Authority wrote"]
)
def test_bodies_and_the_unnamed_have_no_person(tag: str) -> None:
    assert person_of(f"“The train was late again,” {tag}.") is None


def test_a_month_can_be_a_name() -> None:
    assert person_of("Theresa May spoke. “The train was late,” May said.") == Person(name="Theresa May")


def test_a_role_before_or_behind_the_name_means_the_person_too() -> None:
    assert person_of("“The train was late,” said the foreign minister, Ann Roe.") == Person(
        name="Ann Roe", role="foreign minister"
    )
    assert person_of("Ann Roe, the Northlight chief, said “the train was late.”") == Person(
        name="Ann Roe", role="chief", affiliation="Northlight"
    )


def test_a_last_name_with_a_role_behind_it_is_a_person() -> None:
    body = "Lund, the defence minister, was late. “The train was late,” Lund said."
    assert person_of(body) == Person(name="Lund", role="defence minister")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("In West Harbor, the mayor said “the train was late again.”", id="a place before its mayor"),
        pytest.param("West Harbor, a member of the league, was late. “The train was late,” it said.", id="a member"),
        pytest.param("Velia, an ally, was late. “The train was late,” Velia said.", id="a country"),
    ],
)
def test_a_place_is_no_person_because_a_role_follows(body: str) -> None:
    assert person_of(body) is None


def test_who_means_the_name_before_it() -> None:
    assert person_of("Roe met Ann Lee, who said “the train was late again.”") == Person(name="Ann Lee")


def test_an_unknown_trade_before_a_name_is_its_role() -> None:
    assert person_of("“The train was late,” said striker Ann Roe.") == Person(name="Ann Roe", role="striker")


def test_small_words_belong_to_a_family_name() -> None:
    body = "Jan van Dijk, mayor of Keld, spoke. “The train was late,” van Dijk said."
    assert person_of(body) == Person(name="Jan van Dijk", role="mayor", affiliation="Keld")


def fuller_of(body: str) -> str | None:
    """Return the full name of the body that speaks the last quote, where the article gives one."""
    speaker = quotes_of(body)[-1].speaker
    assert speaker is not None
    return speaker.fuller.of(body) if speaker.fuller else None


@pytest.mark.parametrize(
    ("before", "said", "fuller"),
    [
        pytest.param("A provincial emergency office counted ten.", "the office", "provincial emergency office", id="a"),
        pytest.param("The health ministry counted ten.", "the ministry", "The health ministry", id="small words"),
        pytest.param("The Ministry of Health counted.", "the ministry", "The Ministry of Health", id="with of"),
        pytest.param("It rose at Northlight Bank.", "the bank", "Northlight Bank", id="a name"),
        pytest.param("Norvale’s health ministry met.", "the ministry", "Norvale’s health ministry", id="its owner"),
        pytest.param(
            "The Norvale health ministry met. The health ministry wrote.",
            "the ministry",
            "The Norvale health ministry",
            id="named twice",
        ),
        pytest.param("The Foreign Ministry and the Ministry of Health met.", "the ministry", None, id="two bodies"),
        pytest.param("The ministry met.", "the ministry", None, id="never named"),
        pytest.param("The new office opened.", "the office", None, id="new is no name"),
        pytest.param("The health ministry counted.", "their ministry", None, id="another's"),
    ],
)
def test_a_body_called_by_its_noun_is_the_only_one_named_so_before(before: str, said: str, fuller: str | None) -> None:
    body = f"{before} “The train was late,” {said} said."
    assert fuller_of(body) == fuller
    assert fuller_of(f"“The train was late,” {said} said. {before}") is None


def test_a_text_of_more_words_than_are_kept_in_mind_changes_no_reading() -> None:
    many = " ".join(f"w{number}" for number in range(50_000))
    cut_tokens(lay_out(many), ())
    assert person_of("Ann Holt was late. “The train was late,” Holt said.") == Person(name="Ann Holt")
