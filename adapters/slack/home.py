"""What newcomers see, pure: the first message in a channel that added the bot, and the App Home."""

from adapters.slack.render import render
from adapters.slack.web import Json
from bot.message import Bullets, Footer, Heading, Message, Paragraph, Run, Style, Text, Tone, plain
from bot.ports import CommandSpec

_SHOWN_FIRST = 2


def greeting(specs: tuple[CommandSpec, ...]) -> Message:
    """Say who we are in a line, two commands, and where help is."""
    topics = [spec for spec in specs if spec.group is None]
    others = [spec for spec in specs if spec.group is not None and not spec.private and not spec.managers_only]
    shown = [*topics, *others][:_SHOWN_FIRST]
    lines = tuple(_line(spec) for spec in shown)
    who = "I am Nutgraf: I post news alerts here, with every figure and quote exactly as the article has it."
    return Message(
        blocks=(
            Paragraph(plain(who)),
            Bullets(lines),
            Footer((Run("Everything else: "), Run("/news help", Style.CODE))),
        ),
        summary=who,
        tone=Tone.NOTICE,
    )


def home_view(specs: tuple[CommandSpec, ...]) -> Json:
    """Return the App Home: what can be asked, and how a channel gets alerts."""
    message = Message(
        blocks=(
            Heading(plain("Nutgraf")),
            Paragraph(plain("News alerts whose figures and quotes are the article's own words, with who said them.")),
            Heading(plain("Ask, in any channel"), 2),
            Bullets(tuple(_line(spec) for spec in specs if not spec.managers_only)),
            Heading(plain("Alerts in a channel"), 2),
            Paragraph((Run("Type "), Run("/invite @nutgraf", Style.CODE), Run(" there, and name it in the settings."))),
        ),
        summary="Nutgraf",
    )
    return {"type": "home", "blocks": list(render(message).blocks)}


def _line(spec: CommandSpec) -> Text:
    return (Run(f"/{spec.full_name}", Style.CODE), Run(f" {spec.description}"))
