from bot.fingerprint import fingerprint, is_copy, resemblance

STORM = (
    "The council of Tarn said on Tuesday that about 2,500 street lamps were lost in the storm of the day "
    "before, three "
    "times as many as two years ago. Repairs are to begin in April and will take until the end of the "
    "year, the mayor "
    "told reporters, adding that the province had promised to pay for half of them."
)
RETOLD = (
    "Monday’s storm cost the town of Tarn some 2,500 lamps, its mayor has announced. They will be mended "
    "from April on, "
    "and half of the bill goes to the province. The work may last until winter, according to the town hall, which "
    "compared the damage with that of a milder storm in 2029."
)


def test_a_copy_with_an_edited_word_and_other_marks_is_a_copy() -> None:
    edited = STORM.replace("street lamps", "lamps").replace(",", " –").upper()
    assert is_copy(fingerprint(STORM), fingerprint(edited))


def test_the_same_words_have_the_same_fingerprint() -> None:
    assert fingerprint(STORM) == fingerprint(STORM.replace(". ", ".\n\n"))
    assert resemblance(fingerprint(STORM), fingerprint(STORM)) == 1


def test_a_retelling_is_no_copy() -> None:
    assert not is_copy(fingerprint(STORM), fingerprint(RETOLD))


def test_short_texts_have_no_fingerprint_and_copy_nothing() -> None:
    assert fingerprint("The council said so.") == b""
    assert not is_copy(b"", b"")
