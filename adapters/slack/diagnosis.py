"""`nutgraf doctor` for Slack: the tokens, the scopes and each channel, with the remedy for what is amiss."""

from adapters.slack.manifest import MANAGER_SCOPE, SCOPES
from adapters.slack.web import SlackWeb
from bot.errors import DeliveryError
from bot.ports import Finding


async def diagnose(web: SlackWeb, channels: tuple[str, ...], *, app_token: str | None) -> tuple[Finding, ...]:
    """Try everything once; never raises DeliveryError."""
    try:
        identity = await web.call(web.client.auth_test, repeatable=True)
    except DeliveryError as error:
        return (Finding(subject="Slack bot token", is_well=False, detail=str(error)),)
    who = f"{identity.get('user', 'bot')} in {identity.get('team', 'the workspace')}"
    findings = [
        Finding(subject="Slack bot token", is_well=True, detail=who),
        _scopes(identity["headers"]),
    ]
    if app_token:
        findings.append(await _app_token(web, app_token))
    return (*findings, *[await _channel(web, channel) for channel in channels])


def _scopes(headers: dict[str, str]) -> Finding:
    granted = {
        scope.strip()
        for name, value in headers.items()
        if name.lower() == "x-oauth-scopes"
        for scope in value.split(",")
    }
    missing = [scope for scope in SCOPES if scope not in granted]
    if missing:
        why = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in missing)
        remedy = "paste `nutgraf manifest slack` into the app's manifest and reinstall it"
        return Finding(subject="Slack scopes", is_well=False, detail=f"missing {why}: {remedy}.")
    admins = "" if MANAGER_SCOPE in granted else f"; without {MANAGER_SCOPE} nobody can use the admins' commands"
    return Finding(subject="Slack scopes", is_well=True, detail=f"all that is needed{admins}")


async def _app_token(web: SlackWeb, app_token: str) -> Finding:
    try:
        await web.call(web.client.apps_connections_open, repeatable=True, app_token=app_token)
    except DeliveryError as error:
        detail = f"{error} Socket Mode must be on and NUTGRAF_SLACK__APP_TOKEN must have connections:write."
        return Finding(subject="Slack app token", is_well=False, detail=detail)
    return Finding(subject="Slack app token", is_well=True, detail="Socket Mode can connect")


async def _channel(web: SlackWeb, channel: str) -> Finding:
    subject = f"Slack channel {channel}"
    try:
        answer = await web.call(web.client.conversations_info, about=channel, repeatable=True, channel=channel)
    except DeliveryError as error:
        return Finding(subject=subject, is_well=False, detail=str(error))
    about = answer["channel"]
    name = f"#{about.get('name', channel)}"
    if about.get("is_archived"):
        return Finding(subject=subject, is_well=False, detail=f"{name} is archived: unarchive it, or remove it.")
    if not about.get("is_member") and not about.get("is_im"):
        return Finding(subject=subject, is_well=False, detail=f"not in {name}: type `/invite @nutgraf` there.")
    return Finding(subject=subject, is_well=True, detail=f"may post in {name}")
