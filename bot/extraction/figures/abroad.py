"""Figures in other languages than English: without its word rules, a bare number needs a noun right behind it."""

from bot.extraction.figures.amounts import Amount
from bot.extraction.figures.counted import Counted
from bot.extraction.figures.rejects import is_address, is_date_or_time, is_part_of_token, is_row_of_digits, is_year
from bot.extraction.figures.tokens import Tokens
from bot.extraction.words import words

_MONTHS = words("""
    januar jänner februar märz april mai juni juli august september oktober november dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
    janeiro fevereiro março maio junho julho setembro outubro dezembro
    januari februari maart mei augustus
""")
_CLOCK = words("uhr heures heure horas ore horário hrs")
_SHORT = 4
"""Shorter words behind a number are articles and prepositions more often than nouns."""


def counted_abroad(tokens: Tokens, amount: Amount) -> Counted | None:
    """Return the word behind a bare number as what it counts, None where it can be no noun."""
    at = amount.last
    word = tokens.at(at)
    if amount.unit or len(word) < _SHORT or not word.isalpha() or word in _MONTHS or word in _CLOCK:
        return None
    return Counted(at, at + 1, at + 1)


def is_figure_abroad(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Say whether an amount in another language than English is a figure."""
    first, last = amount.number.first, amount.number.last
    if amount.prefixed:
        return True
    if is_date_or_time(tokens, first, last) or is_part_of_token(tokens, first, amount.last, united=bool(amount.unit)):
        return False
    if amount.unit:
        return True
    plain = (
        not is_address(tokens, last)
        and not is_row_of_digits(tokens, first, last)
        and not is_year(tokens, first, last, counted=False)
    )
    return counted is not None and plain
