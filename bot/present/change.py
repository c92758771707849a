"""The change alert: an old and a new figure side by side, each with its source."""

from collections.abc import Sequence
from datetime import datetime

from bot.message import Block, Bullets, Footer, Heading, Message, Paragraph, Run, Style, Tone
from bot.present.ledger import direction, ledger_line
from bot.present.positions import credit_of
from bot.present.wording import clipped, plural, stated
from bot.store import LedgerLine

MOST_SHOWN = 3
_LABELS = {"moved": "New figure", "highest": "New highest", "lowest": "New lowest", "disagrees": "New disagreement"}


def change_message(title: str, moves: Sequence[tuple[str, LedgerLine, LedgerLine]], now: datetime) -> Message:
    """Compose the alert of one article's changes on a topic; each is (kind, new line, line it is held against)."""
    blocks: list[Block] = [Heading((Run(f"{title}: {_headline(moves[0])}", url=moves[0][1].url),))]
    for kind, line, against in moves[:MOST_SHOWN]:
        blocks.append(
            Bullets(
                (
                    (Run(f"{_LABELS[kind]}: ", Style.ITALIC), *ledger_line(line, now)),
                    (Run("Before: " if kind == "moved" else "Against: ", Style.ITALIC), *ledger_line(against, now)),
                )
            )
        )
        blocks.append(Paragraph((Run(clipped(line.sentence, 300)),)))
    left = len(moves) - MOST_SHOWN
    told = moves[0][1].headline or "the article"
    more = f" · {plural(left, 'more change')}" if left > 0 else ""
    blocks.append(Footer((Run(f"From: {clipped(told, 120)}{more}"),)))
    return Message(blocks=tuple(blocks), summary=clipped(f"{title}: {_headline(moves[0])}", 300), tone=Tone.CHANGE)


def _headline(move: tuple[str, LedgerLine, LedgerLine]) -> str:
    kind, line, against = move
    new, old = (_value(each) for each in (line, against))
    if kind == "moved":
        return f"{credit_of(line)} now says {new}, {direction(line, against)} {old}"
    if kind == "disagrees":
        return f"{credit_of(line)} says {new}, {credit_of(against)} {old}"
    return f"{credit_of(line)} gives the {kind} figure yet, {new} against {old}"


def _value(line: LedgerLine) -> str:
    return stated(line.qualifier, line.low, line.high, line.unit)
