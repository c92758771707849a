"""Messages as Rich shows them in a terminal. Article text is never read as markup and carries no control codes."""

from urllib.parse import urlsplit

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.style import Style as Look
from rich.text import Text as RichText

from bot.message import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Footer,
    Heading,
    Image,
    Message,
    Paragraph,
    Quotation,
    Run,
    Style,
    Text,
    Tone,
)

_LOOKS = {
    Style.PLAIN: Look(),
    Style.BOLD: Look(bold=True),
    Style.ITALIC: Look(italic=True),
    Style.STRIKE: Look(strike=True, dim=True),
    Style.CODE: Look(color="cyan"),
}
_BORDERS = {
    Tone.ALERT: "blue",
    Tone.ANSWER: "green",
    Tone.CHANGE: "yellow",
    Tone.CORRECTION: "magenta",
    Tone.NOTICE: "red",
}


def renderable(message: Message, *, is_reply: bool = False) -> RenderableType:
    """Return a panel that shows the message; a reply is indented under the alert it belongs to."""
    parts = [part for block in message.blocks if (part := _block(block)) is not None]
    panel = Panel(Group(*parts), box=box.ROUNDED, border_style=_BORDERS[message.tone], width=None, padding=(0, 1))
    return Padding(panel, (0, 0, 0, 4)) if is_reply else panel


def _block(block: Block) -> RenderableType | None:
    match block:
        case Heading(text=text, level=level):
            return _rich(text, Look(bold=True, underline=level == 1))
        case Paragraph(text=text):
            return Padding(_rich(text), (0, 0, 1, 0))
        case Bullets(lines=lines):
            return Padding(Group(*(_hanging("• ", line) for line in lines)), (0, 0, 1, 0))
        case Quotation(text=text, credit=credit):
            return Padding(
                Group(_rich(text, Look(italic=True)), RichText("— ").append_text(_rich(credit))), (0, 0, 1, 2)
            )
        case Footer(text=text):
            return _rich(text, Look(dim=True))
        case Divider():
            return Rule(style="dim")
        case Image(alt=alt):
            return RichText(f"[picture: {clean(alt)}]", style="dim")
        case Buttons(buttons=buttons):
            return RichText("   ".join(_button(b.label, b.command or b.url or "") for b in buttons), style="dim")
    return None


def _hanging(mark: str, line: Text) -> RenderableType:
    shown = RichText(mark)
    shown.append_text(_rich(line))
    return shown


def _button(label: str, does: str) -> str:
    return f"{clean(label)}: {clean(does)}"


def _rich(text: Text, look: Look | None = None) -> RichText:
    shown = RichText()
    for run in text:
        shown.append(_words(run), (look or Look()) + _LOOKS[run.style] + _link(run))
    return shown


def _words(run: Run) -> str:
    return clean(run.at.astimezone().strftime("%-d %b %Y, %H:%M %Z")) if run.at else clean(run.text)


def _link(run: Run) -> Look:
    if run.url and urlsplit(run.url).scheme in ("http", "https"):
        return Look(link=clean(run.url).replace(" ", "%20"))
    return Look()


def clean(text: str) -> str:
    """Drop control characters: an article must not move the cursor or recolour the terminal. Spaces stay spaces."""
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text if c.isprintable() or c.isspace())
