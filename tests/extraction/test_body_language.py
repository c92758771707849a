import pytest

from bot.extraction.body.language import detect_language

SENTENCES = {
    "en": "The council said on Tuesday that the lamps were lost in the storm.",
    "de": "Der Rat sagte am Dienstag, dass die Laternen im Sturm verloren gingen.",
    "fr": "Le conseil a déclaré mardi que les lampes ont été perdues dans la tempête.",
    "es": "El consejo dijo el martes que las lámparas se perdieron en la tormenta.",
    "it": "Il consiglio ha detto martedì che le lampade sono state perse nella tempesta.",
    "pt": "O conselho disse na terça-feira que as lâmpadas foram perdidas na tempestade.",
    "nl": "De raad zei dinsdag dat de lampen in de storm verloren zijn gegaan.",
    "pl": "Rada powiedziała we wtorek, że lampy zostały utracone w czasie burzy i nie są już do wymiany.",
    "uk": "Рада заявила у вівторок, що ліхтарі було втрачено під час бурі, і їх замінять до кінця року.",
    "ru": "Совет заявил во вторник, что фонари были потеряны во время бури и будут заменены до конца года.",
    "ja": "評議会は火曜日に街灯が嵐で失われたと発表した。",
    "zh": "市议会星期二表示,路灯在风暴中损坏。",
    "ar": "قال المجلس يوم الثلاثاء إن المصابيح فقدت في العاصفة.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_enough_to_tell_the_language(language: str) -> None:
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "12,500 – 3", "Ada Brook Iris Holm", "Tarn Osk Vos"])
def test_names_and_numbers_are_in_no_language(text: str) -> None:
    assert detect_language(text) is None
