"""What Discord's refusals mean for a delivery, and what the operator should do about each. Pure."""

from dataclasses import dataclass
from datetime import timedelta

from bot.errors import AmbiguousDeliveryError, DeliveryError, PermanentDeliveryError, TransientDeliveryError

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10_003
TOO_MANY_OLD_EDITS = 30_046
ALREADY_ACKNOWLEDGED = 40_060
NOT_A_TEXT_CHANNEL = 50_008
ARCHIVED_THREAD = 50_083
THREAD_EXISTS = 160_004

_OLD_EDIT_PAUSE = timedelta(minutes=15)  # ours: Discord does not say how long the limit on old edits lasts
_CHANNEL_IS_GONE = frozenset({UNKNOWN_CHANNEL, 10_004})
_NO_RIGHTS = frozenset({50_001, 50_013})

LOGIN_REMEDY = (
    "Discord refuses the bot's token: make a new one (Developer Portal, your application, Bot, Reset Token)"
    " and set NUTGRAF_DISCORD__TOKEN"
)


@dataclass(slots=True, eq=False)
class Refused(Exception):  # noqa: N818 - an answer, not yet an error: some are expected and handled
    """Discord answered, but not with success. `code` is its own error code, 0 where it gave none.

    `is_global`: the limit of 429 is on everything we do, not on one channel.
    """

    status: int
    code: int = 0
    text: str = ""
    retry_after: timedelta | None = None
    is_global: bool = False

    def __str__(self) -> str:
        return f"HTTP {self.status}, code {self.code}: {self.text}"


def to_delivery_error(refused: Refused, channel: str, *, may_have_been_done: bool) -> DeliveryError:
    """Say what a refusal means. `may_have_been_done`: the request was one that must not be repeated blindly."""
    status, code, said = refused.status, refused.code, refused.text or "no reason given"
    if code == TOO_MANY_OLD_EDITS:
        return TransientDeliveryError(
            "Discord limits edits of messages older than an hour: trying again later",
            retry_after=refused.retry_after or _OLD_EDIT_PAUSE,
        )
    if status == 429:
        return TransientDeliveryError("Discord asks to slow down", retry_after=refused.retry_after)
    if status >= 500:
        line = f"Discord failed with HTTP {status}"
        return AmbiguousDeliveryError(line) if may_have_been_done else TransientDeliveryError(line)
    if status == 401:
        return PermanentDeliveryError(LOGIN_REMEDY, channel_is_dead=True)
    if status == 403 or code in _NO_RIGHTS:
        return PermanentDeliveryError(
            f"Discord does not let the bot into channel {channel} ({said}): give the bot View Channel, Send Messages,"
            f" Embed Links and Read Message History there",
            channel_is_dead=True,
        )
    if code in _CHANNEL_IS_GONE or (status == 404 and not code):
        return PermanentDeliveryError(
            f"the Discord channel {channel} does not exist or the bot is not in its server: correct its id"
            f" in the settings, or invite the bot (nutgraf invite discord)",
            channel_is_dead=True,
        )
    if status == 404:
        return PermanentDeliveryError(f"Discord no longer has what was asked for in channel {channel} ({said})")
    return PermanentDeliveryError(f"Discord refuses this message for channel {channel} (HTTP {status}, {said})")
