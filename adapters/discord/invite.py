"""The link that adds the bot to a server, with the least rights it needs. Pure."""

from base64 import urlsafe_b64decode
from urllib.parse import urlencode

# https://discord.com/developers/docs/topics/permissions
RIGHTS = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
SCOPES = ("bot", "applications.commands")


def invite_url(application_id: str) -> str:
    """Return the address to open: it asks for a server and shows what the bot may do there."""
    permissions = sum(RIGHTS.values())
    query = {"client_id": application_id, "scope": " ".join(SCOPES), "permissions": str(permissions)}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"


def application_id_of(token: str) -> str | None:
    """Return the application id that a bot token begins with, None if it is no such token."""
    first = token.strip().partition(".")[0]
    try:
        decoded = urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except ValueError:
        return None
    return decoded if decoded.isdigit() and 17 <= len(decoded) <= 20 else None
