"""CommandSpecs ↔ Discord's JSON: what is registered, and what an interaction asks. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.commands.parse import command_in, parse_arguments
from bot.errors import CommandError
from bot.ports import ArgumentSpec, CommandSpec

# https://discord.com/developers/docs/interactions/application-commands
NAME_LIMIT = 32
DESCRIPTION_LIMIT = 100
CHOICE_LIMIT = 25
CHOICE_LENGTH_LIMIT = 100
OPTION_LIMIT = 25
SUBCOMMAND, STRING = 1, 3
MANAGE_GUILD = 1 << 5
GUILD, BOT_DM = 0, 1
GUILD_INSTALL = 0

Json = dict[str, Any]


def registration(specs: Sequence[CommandSpec]) -> list[Json]:
    """Return all commands as Discord registers them: single ones, and one with subcommands for every group."""
    groups: dict[str, list[CommandSpec]] = {}
    commands = []
    for spec in specs:
        if spec.group:
            groups.setdefault(spec.group, []).append(spec)
        else:
            commands.append(_top(spec.name, spec.description, _options(spec), managers_only=spec.managers_only))
    for group, members in groups.items():
        options = [_subcommand(spec) for spec in members[:OPTION_LIMIT]]
        is_for_managers = all(spec.managers_only for spec in members)
        commands.append(
            _top(group, f"{group.capitalize()}: ask, follow and manage", options, managers_only=is_for_managers)
        )
    return commands


def differ(wanted: Iterable[Json], registered: Iterable[Json]) -> bool:
    """Say whether what Discord has registered is not what we want; it adds fields and leaves out empty ones."""
    return sorted(map(_essence, wanted)) != sorted(map(_essence, registered))


def call_in(data: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Read a slash command: its name as typed, and the arguments that were given."""
    name, options = str(data.get("name", "")), data.get("options") or []
    if options and options[0].get("type") == SUBCOMMAND:
        name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
    return name, {str(option["name"]): str(option["value"]) for option in options if "value" in option}


def typed_call(line: str, specs: Mapping[str, CommandSpec]) -> tuple[str, dict[str, str]]:
    """Read a button's command line. Raises CommandError if there is no such command here any more."""
    found = command_in(line, specs.values())
    if found:
        spec, rest = found
        return spec.full_name, parse_arguments(rest, spec)
    raise CommandError("This button's command no longer exists here; /news help lists those that do.")


def completions(data: Mapping[str, Any], specs: Mapping[str, CommandSpec]) -> list[Json]:
    """Return the choices that contain what has been typed so far in the option in focus."""
    options = data.get("options") or []
    name = str(data.get("name", ""))
    if options and options[0].get("type") == SUBCOMMAND:
        name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
    focused: Mapping[str, Any] = next((option for option in options if option.get("focused")), {})
    spec = specs.get(name)
    argument = next((a for a in spec.arguments if a.name == focused.get("name")), None) if spec else None
    typed = str(focused.get("value", "")).casefold()
    offered = argument.choices or argument.suggestions if argument else ()
    fitting = [choice for choice in offered if typed in choice.casefold()]
    return [_choice(choice) for choice in fitting[:CHOICE_LIMIT]]


def _top(name: str, description: str, options: list[Json], *, managers_only: bool) -> Json:
    return {
        "type": 1,
        "name": name[:NAME_LIMIT].lower(),
        "description": _clipped(description),
        "options": options,
        "default_member_permissions": MANAGE_GUILD if managers_only else None,
        "integration_types": [GUILD_INSTALL],
        "contexts": [GUILD] if managers_only else [GUILD, BOT_DM],
    }


def _subcommand(spec: CommandSpec) -> Json:
    return {
        "type": SUBCOMMAND,
        "name": spec.name[:NAME_LIMIT].lower(),
        "description": _clipped(spec.description),
        "options": _options(spec),
    }


def _options(spec: CommandSpec) -> list[Json]:
    ordered = sorted(spec.arguments, key=lambda argument: not argument.required)  # Discord wants required ones first
    return [_option(argument) for argument in ordered[:OPTION_LIMIT]]


def _option(argument: ArgumentSpec) -> Json:
    option: Json = {
        "type": STRING,
        "name": argument.name[:NAME_LIMIT].lower(),
        "description": _clipped(argument.description),
        "required": argument.required,
    }
    if argument.suggestions or len(argument.choices) > CHOICE_LIMIT:
        option["autocomplete"] = True
    elif argument.choices:
        option["choices"] = [_choice(choice) for choice in argument.choices]
    return option


def _choice(choice: str) -> Json:
    return {"name": choice[:CHOICE_LENGTH_LIMIT], "value": choice[:CHOICE_LENGTH_LIMIT]}


def _clipped(description: str) -> str:
    text = " ".join(description.split()) or "No description"
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1].rstrip() + "…"


def _essence(command: Mapping[str, Any]) -> str:
    options = "".join(_essence(option) for option in command.get("options") or ())
    choices = ",".join(f"{choice['name']}={choice['value']}" for choice in command.get("choices") or ())
    fields = [command.get(field) for field in ("type", "name", "description")]
    rights = str(command.get("default_member_permissions"))  # sent as a number, given back as text
    flags = [bool(command.get(field)) for field in ("required", "autocomplete")]
    places = [sorted(command.get(field) or ()) for field in ("integration_types", "contexts")]
    return repr((fields, rights, flags, places, choices, options))
