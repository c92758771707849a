"""The blocks of one message on their way into Discord's embeds, buttons and files, while there is room. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from adapters.discord.markdown import clean, moment_and_age, rendered, safe_url, shortened, units
from bot.message import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Footer,
    Heading,
    Image,
    Paragraph,
    Quotation,
    Run,
    Style,
    Text,
    plain,
    words,
)

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits and …/components/reference
DESCRIPTION_LIMIT = 4_096
EMBEDS_LIMIT = 6_000
EMBED_COUNT_LIMIT = 10
ATTACHMENT_COUNT_LIMIT = 10
ALT_LIMIT = 1_024
ROW_LIMIT = 5
ROW_BUTTON_LIMIT = 5
LABEL_LIMIT = 80
CUSTOM_ID_LIMIT = 100
BUTTON_URL_LIMIT = 512
UPLOAD_LIMIT = 10 * 1024 * 1024 - 64 * 1024  # 10 MiB a message, less room for its JSON

HEADLINE_LIMIT = 300  # ours, in words; escapes and an address of 1,000 still fit the content
LINE_LIMIT = 700  # ours: one figure
QUOTE_LIMIT = 1_000
PARAGRAPH_LIMIT = 1_500
SMALL_LIMIT = 400
SPARE = 40  # less than this left: not worth a shortened block

BUTTON_ROW, BUTTON, SECONDARY, LINK = 1, 2, 2, 5
_GAP = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file sent with a message, in the order of the payload's `attachments`."""

    name: str
    content: bytes


@dataclass(slots=True)
class _Card:
    """One embed on its way."""

    text: str = ""
    image: str = ""
    footer: Text = ()
    ends_with_heading: bool = False

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.image)


@dataclass(slots=True)
class Sheet:
    """Takes blocks while there is room and turns them into embeds, rows of buttons and files."""

    colour: int
    cards: list[_Card] = field(default_factory=lambda: [_Card()])
    rows: list[dict[str, Any]] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    left: int = EMBEDS_LIMIT
    is_full: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing of what was added could be shown."""
        return all(card.is_blank for card in self.cards)

    def add(self, block: Block, *, is_reserved: bool = False) -> None:
        """Take a block, or as much of it as there is room for; for small print room may be kept in `left`."""
        match block:
            case Footer():
                self._add_small(block, is_reserved=is_reserved)
            case Buttons():
                self._add_buttons(block.buttons)
            case Image():
                self._add_image(block)
            case Divider():
                self._next_card()
            case Bullets():
                self._add_lines(block)
            case Heading():
                self._add_text(heading_line(block), plain_text=block.text, limit=HEADLINE_LIMIT)
                self.cards[-1].ends_with_heading = bool(self.cards[-1].text)
            case Paragraph():
                self._add_text(shortened(block.text, PARAGRAPH_LIMIT), plain_text=block.text, limit=PARAGRAPH_LIMIT)
            case Quotation():
                self._add_quotation(block)

    def body(self) -> dict[str, Any]:
        """Return embeds, components and attachments."""
        embeds = [self._embed(card) for card in self.cards if not card.is_blank]
        attachments = [
            {"id": str(number), "filename": file.name, "description": alt}
            for number, (file, alt) in enumerate(zip(self.files, self.alts, strict=True))
        ]
        return {"embeds": embeds, "components": self.rows, "attachments": attachments}

    def _embed(self, card: _Card) -> dict[str, Any]:
        embed: dict[str, Any] = {"color": self.colour}
        if card.text:
            embed["description"] = card.text
        if card.image:
            embed["image"] = {"url": f"attachment://{card.image}"}
        if card.footer:
            embed["footer"] = {"text": _footer_words(card.footer)}
            at = next((run.at for run in card.footer if run.at), None)
            if at:
                embed["timestamp"] = at.isoformat()
        return embed

    def _room(self) -> int:
        """How much text the present card still takes."""
        card = self.cards[-1]
        gap = len(_GAP) if card.text else 0
        return min(self.left, DESCRIPTION_LIMIT - SMALL_LIMIT - units(card.text)) - gap

    def _put(self, text: str, gap: str = _GAP) -> None:
        card = self.cards[-1]
        gap = "\n" if card.ends_with_heading else gap
        card.ends_with_heading = False
        added = f"{gap}{text}" if card.text else text
        card.text += added
        self.left -= units(added)

    def _next_card(self) -> bool:
        if self.cards[-1].is_blank:
            return True
        if len(self.cards) == EMBED_COUNT_LIMIT:
            return False
        self.cards.append(_Card())
        return True

    def _make_room(self, wanted: int) -> int:
        """Say how much room there is for a block of that size, on a new card where that helps."""
        if self.is_full:
            return 0
        card = self.cards[-1]
        does_not_fit = wanted > self._room() and self.left > self._room() + len(_GAP) + SPARE
        if (card.image or does_not_fit) and not self._next_card():
            self.is_full = True
            return 0
        return max(self._room(), 0)

    def _add_text(self, text: str, *, plain_text: Text, limit: int) -> None:
        if not text:
            return
        room = self._make_room(units(text))
        if units(text) <= room:
            self._put(text)
            return
        self.is_full = True
        if room >= SPARE:
            self._put(shortened(plain_text, min(room, limit)))

    def _add_quotation(self, block: Quotation) -> None:
        credit = shortened(block.credit, SMALL_LIMIT)
        said = shortened(block.text, QUOTE_LIMIT)
        if not said:
            return
        frame = units(f"> \n> — {credit}")
        room = self._make_room(units(said) + frame)
        if units(said) + frame > room:
            self.is_full = True
            said = shortened(block.text, room - frame) if room - frame >= SPARE else ""
        if said:
            self._put(f"> {said}\n> — {credit}" if credit else f"> {said}")

    def _add_lines(self, block: Bullets) -> None:
        lines = [line for line in (shortened(text, LINE_LIMIT) for text in block.lines) if line]
        for number, line in enumerate(lines):
            bullet = f"- {line}"
            room = self._make_room(units(bullet))
            if units(bullet) > room:
                self.is_full = True
                rest = f"-# … and {len(lines) - number} more"
                if room >= units(rest):
                    self._put(rest, "\n")
                return
            self._put(bullet, "\n" if number and self.cards[-1].text else _GAP)

    def _add_small(self, block: Footer, *, is_reserved: bool) -> None:
        """Small print goes under the picture where the card has one; only the embed's own footer is there."""
        card = self.cards[-1]
        if is_reserved:
            self.left += SMALL_LIMIT
        elif self._make_room(SMALL_LIMIT) < SMALL_LIMIT:
            return
        if card.image and not card.footer:
            card.footer = block.text
            self.left -= units(_footer_words(block.text))
            return
        line = shortened(block.text, SMALL_LIMIT - 10, lambda text: rendered(text, moment_and_age))
        if line:
            self._put(f"-# {line}")

    def _add_image(self, block: Image) -> None:
        size = sum(len(file.content) for file in self.files) + len(block.png)
        if not block.png or size > UPLOAD_LIMIT or len(self.files) == ATTACHMENT_COUNT_LIMIT:
            return
        if self.cards[-1].image and not self._next_card():
            return
        name = f"{len(self.files)}-{_file_name(block.name)}"
        self.cards[-1].image = name
        self.files.append(Attachment(name=name, content=block.png))
        self.alts.append(shortened(plain(clean(block.alt)), ALT_LIMIT, words) or "Picture")

    def _add_buttons(self, buttons: Iterable[Button]) -> None:
        taken = {part["custom_id"] for row in self.rows for part in row["components"] if "custom_id" in part}
        row: list[dict[str, Any]] = []
        for button in buttons:
            made = _button(button)
            if made and made.get("custom_id") not in taken:
                taken.add(made.get("custom_id", ""))
                row.append(made)
        if row and len(self.rows) < ROW_LIMIT:
            self.rows.append({"type": BUTTON_ROW, "components": row[:ROW_BUTTON_LIMIT]})


def heading_line(heading: Heading) -> str:
    """Return the headline or the title of a part as a line, its styles being the heading's own."""
    text = tuple(replace(run, style=Style.PLAIN) for run in heading.text)
    line = shortened(text, HEADLINE_LIMIT + sum(len(safe_url(run.url) or "") for run in text[:1]))
    if not line:
        return ""
    return f"### {line}" if heading.level == 1 else f"**{line}**"


def _button(button: Button) -> dict[str, Any] | None:
    """Return the button, None where Discord could not take it. Its id is the command itself: it survives restarts."""
    label = shortened(plain(clean(button.label)), LABEL_LIMIT, lambda text: words(text).strip())
    if not label:
        return None
    if button.command:
        if units(button.command) > CUSTOM_ID_LIMIT:
            return None
        return {"type": BUTTON, "style": SECONDARY, "label": label, "custom_id": button.command}
    url = safe_url(button.url)
    if not url or len(url) > BUTTON_URL_LIMIT:
        return None
    return {"type": BUTTON, "style": LINK, "label": label, "url": url}


def _footer_words(text: Text) -> str:
    """Return small print for the embed's footer, which shows no markup and has its own place for the time."""
    parts = [run.text for run in text if run.at is None]
    joined = re.sub(r"( · ){2,}", " · ", clean("".join(parts))).strip(" ·")
    return shortened((Run(joined),), SMALL_LIMIT - 10, words)


def _file_name(name: str) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".png")[:60]).strip("-") or "picture"
    return f"{stem}.png"
