"""Discord's documented limits, as its API enforces them: the first breach of a body, or None."""

import re
from urllib.parse import urlsplit

CUSTOM_ID, LABEL, BUTTON_URL = 100, 80, 512
_NAME = re.compile(r"[-_\w]{1,32}")


def size(text):
    return len(text.encode("utf-16-le")) // 2


def message_breach(body, file_names=()):
    """Say what Discord would refuse about a message."""
    content, embeds, rows = body.get("content") or "", body.get("embeds") or [], body.get("components") or []
    nonce = body.get("nonce")
    if size(content) > 2000:
        return "content: longer than 2000"
    if not (content or embeds or file_names or rows):
        return "Cannot send an empty message"
    if nonce is not None and len(str(nonce)) > 25:
        return "nonce: longer than 25"
    if len(embeds) > 10:
        return "embeds: more than 10"
    if sum(embed_size(embed) for embed in embeds) > 6000:
        return "embeds: more than 6000 characters together"
    return (
        next((breach for embed in embeds if (breach := embed_breach(embed, file_names))), None)
        or rows_breach(rows)
        or mentions_breach(body.get("allowed_mentions"))
        or attachments_breach(body.get("attachments") or [], file_names)
    )


def embed_size(embed):
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [text for field in embed.get("fields") or () for text in (field["name"], field["value"])]
    return sum(size(text) for text in texts if text)


def embed_breach(embed, file_names):
    for name, limit in (("title", 256), ("description", 4096)):
        if size(embed.get(name) or "") > limit:
            return f"embeds.{name}: longer than {limit}"
    if size((embed.get("footer") or {}).get("text") or "") > 2048:
        return "embeds.footer: longer than 2048"
    if len(embed.get("fields") or ()) > 25:
        return "embeds.fields: more than 25"
    if not (embed.get("title") or embed.get("description") or embed.get("image") or embed.get("fields")):
        return "embeds: empty"
    image = (embed.get("image") or {}).get("url")
    if image and image.startswith("attachment://") and image.removeprefix("attachment://") not in file_names:
        return f"embeds.image: there is no file {image}"
    return url_breach("embeds.url", embed.get("url"), 2048)


def rows_breach(rows):
    ids = []
    if len(rows) > 5:
        return "components: more than 5 rows"
    for row in rows:
        buttons = row.get("components") or []
        if row.get("type") != 1 or not 1 <= len(buttons) <= 5:
            return "components: a row of 1 to 5 buttons is wanted"
        for button in buttons:
            breach = button_breach(button)
            if breach:
                return breach
            ids.append(button.get("custom_id"))
    known = [custom_id for custom_id in ids if custom_id]
    return "components: Component custom id cannot be duplicated" if len(known) != len(set(known)) else None


def button_breach(button):
    if button.get("type") != 2 or button.get("style") not in range(1, 6):
        return "components: not a button"
    if not 1 <= size(button.get("label") or "") <= LABEL:
        return f"components.label: must be 1 to {LABEL} long"
    if button["style"] == 5:
        if button.get("custom_id") or not button.get("url"):
            return "components: a link button has a url and no custom_id"
        return url_breach("components.url", button["url"], BUTTON_URL)
    if button.get("url") or not 1 <= size(button.get("custom_id") or "") <= CUSTOM_ID:
        return f"components.custom_id: must be 1 to {CUSTOM_ID} long"
    return None


def url_breach(place, url, limit):
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(url) > limit or not url.isascii():
        return f"{place}: Not a well formed URL"
    return None


def mentions_breach(mentions):
    if mentions is None:
        return None
    if "roles" in (mentions.get("parse") or ()) and mentions.get("roles"):
        return "allowed_mentions: parse and roles are mutually exclusive"
    roles = mentions.get("roles") or ()
    if len(roles) > 100 or not all(str(role).isdigit() for role in roles):
        return "allowed_mentions.roles: not snowflakes"
    return None


def attachments_breach(attachments, file_names):
    if len(attachments) > 10 or len(file_names) > 10:
        return "attachments: more than 10"
    for attachment in attachments:
        if int(attachment["id"]) >= len(file_names):
            return "attachments: no such file"
        if size(attachment.get("description") or "") > 1024:
            return "attachments.description: longer than 1024"
    return None


def commands_breach(commands):
    """Say what Discord would refuse about a bulk overwrite of commands."""
    if len(commands) > 100:
        return "Maximum number of application commands reached (100)"
    names = [command["name"] for command in commands]
    if len(names) != len(set(names)):
        return "Application command names must be unique"
    return next((breach for command in commands if (breach := _command_breach(command))), None)


def _command_breach(command):
    if _texts(command) > 8000:
        return "Command exceeds maximum size (8000)"
    return _named_breach(command) or _options_breach(command.get("options") or ())


def _options_breach(options):
    if len(options) > 25:
        return "options: more than 25"
    wanted = [bool(option.get("required")) for option in options]
    if wanted != sorted(wanted, reverse=True):
        return "Required options must be placed before non-required options"
    if len({option["name"] for option in options}) != len(options):
        return "Option names must be unique"
    for option in options:
        choices = option.get("choices") or ()
        if len(choices) > 25 or any(not 1 <= size(choice["name"]) <= 100 for choice in choices):
            return "choices: at most 25, each 1 to 100 long"
        breach = _named_breach(option) or _options_breach(option.get("options") or ())
        if breach:
            return breach
    return None


def _named_breach(thing):
    name, description = thing["name"], thing.get("description") or ""
    if not _NAME.fullmatch(name) or name != name.lower():
        return f"name: {name!r} is no command name"
    return None if 1 <= size(description) <= 100 else "description: must be 1 to 100 long"


def _texts(thing):
    own = size(thing["name"]) + size(thing.get("description") or "")
    choices = sum(size(choice["name"]) + size(str(choice["value"])) for choice in thing.get("choices") or ())
    return own + choices + sum(_texts(option) for option in thing.get("options") or ())
