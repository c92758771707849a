"""The first words in a server that has just added the bot. Pure."""

from collections.abc import Sequence

from bot.message import Bullets, Heading, Message, Paragraph, Run, Style, Text, Tone, plain
from bot.ports import CommandSpec

HELP = "news help"


def welcome(specs: Sequence[CommandSpec]) -> Message:
    """Say who we are in a line, two commands worth trying, and where help is."""
    names = {spec.full_name: spec for spec in specs}
    open_ones = [spec for spec in specs if not spec.managers_only and spec.full_name != HELP]
    topics = [spec for spec in open_ones if not spec.group]
    tried = (topics[:1] + [spec for spec in open_ones if spec.group])[:2]
    blocks: list[Heading | Paragraph | Bullets] = [
        Heading(plain("Hello, I am Nutgraf")),
        Paragraph(plain("I post news alerts in which every figure and quote is the article's own, with who said it.")),
    ]
    if tried:
        blocks.append(Bullets(tuple(_line(spec) for spec in tried)))
    if HELP in names:
        blocks.append(Paragraph((Run("All commands: "), Run(f"/{HELP}", Style.CODE))))
    return Message(blocks=tuple(blocks), summary="Hello, I am Nutgraf: news alerts", tone=Tone.NOTICE)


def _line(spec: CommandSpec) -> Text:
    return (Run(f"/{spec.full_name}", Style.CODE), Run(f" {spec.description}"))
