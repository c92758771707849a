"""What answers from the ledger say, besides which lines they show."""

from dataclasses import replace
from datetime import timedelta

from bot.message import Bullets, Buttons, Footer, Heading, Message, words
from bot.model import Change
from bot.present.ledger import ledger_line, standings_answer
from tests.make import topic
from tests.present.test_positions import NOON, line, standing

TOLD = line(0, 12, "12 people died.")


def small_print(message: Message) -> str:
    return "".join(words(block.text) for block in message.blocks if isinstance(block, Footer))


def test_links_are_promised_only_where_every_figure_has_one() -> None:
    linked = standing(replace(TOLD, url="https://tarn.test/1"))
    unlinked = standing(line(1, 19, "19 people died.", speaker="the mayor", key="mayor", place="Orlec"))
    told = [
        small_print(standings_answer(topic(), standings, asked="", now=NOON))
        for standings in ([linked], [linked, unlinked])
    ]
    assert ["Each links to its article" in each for each in told] == [True, False]
    assert told[1].startswith("2 newest figures, one per speaker and place.")


def test_a_word_of_change_is_not_told_twice() -> None:
    doubled = replace(TOLD, text="doubled", unit="times", change=Change.UP)
    risen = replace(TOLD, text="4%", unit="percent", change=Change.UP)
    assert words(ledger_line(doubled, NOON)).startswith("doubled")
    assert words(ledger_line(risen, NOON)).startswith("up 4%")


def test_what_one_instant_holds_is_not_parted_between_an_answer_and_its_older_button() -> None:
    standings = [
        standing(line(-n // 4, 100 + n, f"{100 + n} people died.", speaker=f"voice {n}", key=f"voice {n}"))
        for n in range(16)
    ]
    message = standings_answer(topic(), standings, asked="", now=NOON)
    shown = sum(len(block.lines) for block in message.blocks if isinstance(block, Bullets))
    [buttons] = [block for block in message.blocks if isinstance(block, Buttons)]
    last = sorted(standings, key=lambda one: one.line.at, reverse=True)[shown - 1].line.at
    assert shown < 13
    assert last > standings[shown].line.at
    assert buttons.buttons[0].command == f"/troops before:{last:%Y-%m-%dT%H:%MZ}"
    assert f"{len(standings) - shown} more under Older" in small_print(message)
    assert all(one.line.at < last for one in standings[shown:])
    assert NOON - last < timedelta(hours=4)


def test_a_single_figure_says_what_befell_those_it_counts_where_only_the_sentence_before_does() -> None:
    named = replace(line(0, 31, "We have 31 of them."), counted="dead")
    assert words(ledger_line(named, NOON)).startswith("31 [people, dead]")


def test_two_stories_that_count_alike_are_told_apart_by_their_headlines() -> None:
    flood = standing(replace(TOLD, headline="Flood in Orlec"))
    quake = standing(replace(line(-1, 30, "30 died.", story="quake", key="mayor"), headline="Quake in Tarn"))
    answer = standings_answer(topic(), [flood, quake], asked="", now=NOON)
    titles = [words(block.text) for block in answer.blocks if isinstance(block, Heading)]
    assert titles == ["Troops", "Dead · Flood in Orlec", "Dead · Quake in Tarn"]
    alone = standings_answer(topic(), [flood], asked="", now=NOON)
    assert [words(block.text) for block in alone.blocks if isinstance(block, Heading)] == ["Troops", "Dead"]
