"""What a chart shows, before it is drawn."""

from dataclasses import replace

from bot.present.plot import marks, shown_series, spoken
from tests.present.test_positions import line


def test_two_bodies_that_are_called_alike_are_two_voices() -> None:
    ours = line(0, 12, "12 died.", speaker="the ministry", key="ministry ~tarn courier")
    theirs = replace(ours, speaker_key="ministry ~orlec post", outlet="Orlec Post")
    alone = replace(ours, speaker="the mayor", speaker_key="mayor")
    assert set(shown_series(marks((ours, theirs, alone)))) == {
        "the ministry (Tarn Courier)",
        "the ministry (Orlec Post)",
        "the mayor",
    }


def test_nobody_in_particular_does_not_move_from_one_number_to_another() -> None:
    first = line(0, 12, "12 died.", speaker=None, key="")
    echo = line(0, 12, "12 died.", speaker=None, key=" ~orlec post")
    told = spoken("Casualties", marks((first, echo)))
    assert told.endswith("unattributed: 12 (2 Mar 2026).")
    told = spoken("Casualties", marks((first, line(48, 19, "19 died.", speaker=None, key=""))))
    assert told.endswith("unattributed: 12 (2 Mar 2026) and 19 (4 Mar 2026).")
    told = spoken("Casualties", marks((line(0, 12, "12 died."), line(48, 19, "19 died."))))
    assert told.endswith(": 12 (2 Mar 2026), then 19 (4 Mar 2026).")
