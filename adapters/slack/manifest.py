"""The app manifest a user pastes into Slack, made from the commands so that they work."""

import json
from typing import Any

from bot.ports import ArgumentSpec, CommandSpec

EVENTS_PATH = "/slack/events"
_COMMANDS_LIMIT, _DESCRIPTION_LIMIT, _HINT_LIMIT, _NAME_LIMIT = 50, 2000, 1000, 32
"""https://docs.slack.dev/reference/app-manifest"""
_CHOICES_SHOWN = 4
_BUILT_IN = frozenset(
    (
        "active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback", "help",
        "invite", "join", "kick", "leave", "me", "msg", "mute", "open", "prefs", "remind", "remove", "rename",
        "search", "shortcuts", "shrug", "star", "status", "topic", "who",
    )
)  # fmt: skip
"""Slack's own commands: a manifest that names one is refused as a whole
(https://slack.com/help/articles/201259356-Slash-commands-in-Slack)."""
SCOPES = {
    "chat:write": "post alerts and answers",
    "commands": "slash commands",
    "files:write": "charts in answers",
    "channels:history": "never post an alert twice: find it again after a crash",
    "groups:history": "the same in private channels",
    "channels:read": "say hello once where it was added; `nutgraf doctor`",
    "groups:read": "the same in private channels",
}
"""What the bot is allowed, and what for."""
MANAGER_SCOPE = "users:read"
"""Who is an admin; only where there are commands for admins alone."""


def scopes_for(commands: tuple[CommandSpec, ...]) -> tuple[str, ...]:
    """Return the bot scopes these commands need."""
    return (*SCOPES, *((MANAGER_SCOPE,) if any(command.managers_only for command in commands) else ()))


def manifest(commands: tuple[CommandSpec, ...], *, mode: str, request_url: str | None = None) -> str:
    """Return the manifest as JSON, which Slack takes under "From a manifest".

    `mode` is "socket" or "http"; HTTP mode needs `request_url`, the public https address of our HTTP port.
    """
    address = None
    if mode == "http":
        address = (request_url or "https://nutgraf.example").rstrip("/").removesuffix(EVENTS_PATH) + EVENTS_PATH
    app = {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": "Nutgraf",
            "description": "News alerts with every figure and quote as the article has it",
            "background_color": "#14532d",
        },
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": False},
            "bot_user": {"display_name": "nutgraf", "always_online": True},
            "slash_commands": [_with_url(command, address) for command in _slash_commands(commands)],
        },
        "oauth_config": {"scopes": {"bot": list(scopes_for(commands))}},
        "settings": {
            "event_subscriptions": _with_url(
                {"bot_events": ["app_home_opened", "member_joined_channel"]}, address, "request_url"
            ),
            "interactivity": _with_url({"is_enabled": True}, address, "request_url"),
            "org_deploy_enabled": False,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": False,
        },
    }
    return json.dumps(app, indent=2, ensure_ascii=False) + "\n"


def _slash_commands(commands: tuple[CommandSpec, ...]) -> list[dict[str, Any]]:
    """Return topics first, then groups.

    Topics called as one of Slack's own commands, and the last of more than it takes, answer to `/news NAME` alone.
    """
    topics = [
        _slash(command.name, command.description, " ".join(_hint(argument) for argument in command.arguments))
        for command in commands
        if command.group is None and command.name not in _BUILT_IN
    ]
    groups = []
    for group in dict.fromkeys(command.group for command in commands if command.group):
        verbs = [command for command in commands if command.group == group]
        groups.append(_slash(group, f"Ask Nutgraf; /{group} help explains", " | ".join(verb.name for verb in verbs)))
    return topics[: _COMMANDS_LIMIT - len(groups)] + groups


def _hint(argument: ArgumentSpec) -> str:
    value = "|".join(argument.choices) if 0 < len(argument.choices) <= _CHOICES_SHOWN else "…"
    return f"{argument.name}:{value}" if argument.required else f"[{argument.name}:{value}]"


def _slash(name: str, description: str, hint: str) -> dict[str, Any]:
    slash: dict[str, Any] = {"command": f"/{name[: _NAME_LIMIT - 1]}", "description": description[:_DESCRIPTION_LIMIT]}
    if hint:
        slash["usage_hint"] = hint[:_HINT_LIMIT]
    return {**slash, "should_escape": False}


def _with_url(part: dict[str, Any], address: str | None, name: str = "url") -> dict[str, Any]:
    return {name: address, **part} if address else part
