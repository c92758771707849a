import pytest

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
