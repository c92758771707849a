"""What `nutgraf doctor` says about Discord: the token, and what the bot may do in each channel."""

from collections.abc import Mapping
from typing import Any

from adapters.discord.failures import LOGIN_REMEDY, Refused
from adapters.discord.invite import RIGHTS, invite_url
from adapters.discord.rest import Rest
from bot.errors import DeliveryError
from bot.ports import Finding

ADMINISTRATOR = 1 << 3
VIEW_CHANNEL = RIGHTS["View Channel"]
_THREADS = frozenset({10, 11, 12})
_DIRECT = frozenset({1, 3})
_MEMBER, _ROLE = 1, 0


async def diagnose(rest: Rest, channels: tuple[str, ...]) -> tuple[Finding, ...]:
    """Try the token, then every channel's rights; the first thing that fails for all ends it."""
    try:
        me = await rest.call("GET", "/users/@me")
        application = await rest.call("GET", "/oauth2/applications/@me")
    except Refused as refused:
        detail = LOGIN_REMEDY if refused.status == 401 else f"Discord answered HTTP {refused.status} ({refused.text})"
        return (Finding(subject="Discord token", is_well=False, detail=detail),)
    except DeliveryError as error:
        return (Finding(subject="Discord", is_well=False, detail=str(error)),)
    name, own_id, app_id = str(me.get("username", "?")), str(me["id"]), str(application["id"])
    findings = [Finding(subject="Discord token", is_well=True, detail=f"is {name}'s, application {app_id}")]
    asked: set[str] = set()
    for channel in dict.fromkeys(channels):
        finding, guild = await _channel(rest, channel, own_id, app_id)
        findings.append(finding)
        if guild and guild not in asked:
            asked.add(guild)
            findings += await _commands(rest, guild, app_id)
    return tuple(findings)


def rights_in(
    channel: Mapping[str, Any], roles: list[Mapping[str, Any]], member_roles: list[str], own_id: str, guild: str
) -> int:
    """Compute what a member may do in a channel (discord.com/developers/docs/topics/permissions)."""
    held = {guild, *member_roles}
    rights = 0
    for role in roles:
        if str(role["id"]) in held:
            rights |= int(role["permissions"])
    if rights & ADMINISTRATOR:
        return -1
    overwrites = {(int(o["type"]), str(o["id"])): o for o in channel.get("permission_overwrites") or ()}
    everyone = overwrites.get((_ROLE, guild))
    layers = [[everyone] if everyone else []]
    layers.append([o for (kind, who), o in overwrites.items() if kind == _ROLE and who in member_roles])
    layers.append([o for key, o in overwrites.items() if key == (_MEMBER, own_id)])
    for layer in layers:
        for overwrite in layer:
            rights &= ~int(overwrite["deny"])
        for overwrite in layer:
            rights |= int(overwrite["allow"])
    return rights if rights & VIEW_CHANNEL else 0


async def _channel(rest: Rest, channel: str, own_id: str, app_id: str) -> tuple[Finding, str | None]:
    subject = f"Discord channel {channel[:40]}"

    def bad(detail: str) -> Finding:
        return Finding(subject=subject, is_well=False, detail=detail)

    if not (channel.isascii() and channel.isdigit()):
        return bad("is not a channel id: right-click the channel, Copy Channel ID"), None
    try:
        place = await rest.call("GET", f"/channels/{channel}")
        if place.get("type") in _DIRECT:
            return Finding(subject=subject, is_well=True, detail="is a direct message"), None
        guild = str(place["guild_id"])
        parent = place
        if place.get("type") in _THREADS:
            parent = await rest.call("GET", f"/channels/{place['parent_id']}")
        roles = await rest.call("GET", f"/guilds/{guild}/roles")
        member = await rest.call("GET", f"/guilds/{guild}/members/{own_id}")
    except Refused as refused:
        if refused.status == 404:
            return bad(f"does not exist, or the bot is not in its server: {invite_url(app_id)}"), None
        if refused.status == 403:
            return bad("the bot may not see it: give it View Channel there"), None
        return bad(f"Discord answered HTTP {refused.status} ({refused.text})"), None
    except DeliveryError as error:
        return bad(str(error)), None
    rights = rights_in(parent, roles, [str(role) for role in member.get("roles", ())], own_id, guild)
    missing = [name for name, bit in RIGHTS.items() if not rights & bit]
    if missing:
        return bad(f"the bot lacks {', '.join(missing)}: grant it there (Edit Channel, Permissions)"), guild
    return Finding(subject=subject, is_well=True, detail=f"#{place.get('name', '?')}: the bot may post"), guild


async def _commands(rest: Rest, guild: str, app_id: str) -> list[Finding]:
    """Without the scope applications.commands a server shows none of our commands."""
    try:
        await rest.call("GET", f"/applications/{app_id}/guilds/{guild}/commands")
    except Refused as refused:
        if refused.status != 403:
            return []
        detail = f"was invited without slash commands: open {invite_url(app_id)} once more"
        return [Finding(subject=f"Discord server {guild}", is_well=False, detail=detail)]
    except DeliveryError as error:
        return [Finding(subject=f"Discord server {guild}", is_well=False, detail=str(error))]
    return []
