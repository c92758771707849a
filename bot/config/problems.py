"""What is wrong with the settings: one line each, with its place and its remedy."""

import difflib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.config.settings import (
    PREFIX,
    ChannelSettings,
    Config,
    DiscordSettings,
    FetchSettings,
    HttpSettings,
    LogSettings,
    OperatorsSettings,
    ScheduleSettings,
    SlackSettings,
    SourceSettings,
    TopicSettings,
)

_NOT_SETTINGS = {"NUTGRAF_CONFIG", "NUTGRAF_DEBUG"}
_RESERVED = {"news"}
_MOST_TOPICS = 99
"""Discord takes 100 commands of an app (https://discord.com/developers/docs/interactions/application-commands)."""
_LISTED: dict[str, type[BaseModel]] = {"sources": SourceSettings, "topics": TopicSettings, "channels": ChannelSettings}
_SECTIONS: dict[str, type[BaseModel]] = {
    "operators": OperatorsSettings,
    "schedule": ScheduleSettings,
    "fetch": FetchSettings,
    "discord": DiscordSettings,
    "slack": SlackSettings,
    "http": HttpSettings,
    "log": LogSettings,
}


def stray_variables() -> tuple[str, ...]:
    """List variables that look like ours and set nothing."""
    strays = []
    for name in sorted(os.environ):
        first = name.removeprefix(PREFIX).removesuffix("_FILE").lower().split("__")[0]
        if name.startswith(PREFIX) and name not in _NOT_SETTINGS and first not in Config.model_fields:
            near = _nearest(name.removesuffix("_FILE"), _variables())
            strays.append(f"environment {name}: no such setting{near}; unset it.")
    return tuple(strays)


def _variables() -> list[str]:
    """List the variables of all settings but those in lists: NUTGRAF_DATABASE, NUTGRAF_DISCORD__TOKEN …"""
    tables = {name: _SECTIONS[name].model_fields for name in Config.model_fields if name in _SECTIONS}
    inner = [f"{PREFIX}{table}__{name}".upper() for table, fields in tables.items() for name in fields]
    return [*inner, *(f"{PREFIX}{name}".upper() for name in Config.model_fields if name not in tables)]


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean {near[0]}" if near else ""


def _place(loc: tuple[int | str, ...], path: Path | None, text: str) -> str:
    """Say where a setting stands: the environment variable that gives it, else file and line."""
    names = [str(part) for part in loc]
    variable = PREFIX + "__".join(names).upper()
    for given in (variable, f"{variable}_FILE", PREFIX + names[0].upper()):
        if given in os.environ:
            return f"environment {given}"
    return f"{path or 'settings'}{_line(loc, text)}"


def _line(loc: tuple[int | str, ...], text: str) -> str:
    """Find the line of a setting; of its table where the key itself is missing."""
    table, seen, best = "", Counter[str](), 0
    keys = [part for part in loc if isinstance(part, str)]
    index = next((part for part in loc if isinstance(part, int)), None)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[?\s*([\w.\-]+)\s*\]\]?", line)
        if header:
            table = header[1]
            seen[table] += 1
            if table == keys[0] and (index is None or seen[table] == index + 1):
                best = best or number
        key = re.match(r"\s*([\w\-]+)\s*=", line)
        if not key:
            continue
        in_table = table == keys[0] and (index is None or seen[table] == index + 1)
        if (len(keys) > 1 and in_table and key[1] == keys[1]) or (not table and key[1] == keys[0]):
            return f" line {number}"
    return f" line {best}" if best else ""


def explained(error: ValidationError, path: Path | None, text: str) -> Iterable[str]:
    """Turn pydantic's errors into one line each: place, what is wrong, remedy. Never shows a secret's value."""
    seen: set[tuple[int | str, ...]] = set()
    for problem in error.errors(include_url=False, include_input=True):
        loc = tuple(
            part
            for part in problem["loc"]
            if not str(part).startswith(("constrained-", "literal[", "int", "function-"))
        )
        if loc in seen:  # one line for each value, though a union fails once for each of its members
            continue
        seen.add(loc)
        yield f"{_place(loc, path, text)}: {_dotted(loc)}: {_sentence(dict(problem), loc)}"


def _dotted(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")


def _sentence(problem: dict[str, Any], loc: tuple[int | str, ...]) -> str:
    kind, message = problem["type"], str(problem["msg"]).removeprefix("Value error, ")
    if kind == "missing":
        return "is missing; add it."
    if kind == "extra_forbidden":
        return f"no such setting{_nearest(str(loc[-1]), _settings_beside(loc))}; remove it or correct its name."
    if kind == "string_pattern_mismatch" and loc[-1] == "name":
        return "becomes a command, so it must be lower-case letters, digits, - and _, starting with a letter."
    if kind == "string_pattern_mismatch" and loc[-1] == "database":
        return "must be sqlite:///path or postgresql://user:password@host/name."
    if kind in ("too_short", "string_too_short"):
        return "must not be empty."
    if kind == "string_type":
        return f'must be text; write it in quotes: {loc[-1] if isinstance(loc[-1], str) else loc[-2]} = "…".'
    if kind == "tuple_type":
        return f'must be a list; write it in brackets: {loc[-1]} = ["…"].'
    if loc[-1] == "backlog":
        return 'must be a whole number that is not negative, or "all".'
    return f"{_in_our_words(kind, message, problem.get('ctx', {}))}{_given(problem)}."


def _in_our_words(kind: str, message: str, context: dict[str, Any]) -> str:
    """Say plainly what pydantic calls "Input should be …"."""
    match kind:
        case "literal_error" | "enum":
            return f"must be {context['expected']}"
        case "greater_than":
            return f"must be more than {context['gt']}"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "int_parsing" | "int_type" | "int_from_float":
            return "must be a whole number"
        case "decimal_parsing" | "decimal_type":
            return "must be a number"
        case "bool_parsing" | "bool_type":
            return "must be true or false"
    return message


def _given(problem: dict[str, Any]) -> str:
    value = problem.get("input")
    shown = isinstance(value, str | int | float) and problem["type"] not in ("value_error", "string_type")
    secret = {"token", "bot_token", "app_token", "signing_secret"} & {str(part) for part in problem["loc"]}
    return f" (it is {str(value)[:60]!r})" if shown and not secret else ""


def _settings_beside(loc: tuple[int | str, ...]) -> Iterable[str]:
    section = (_SECTIONS | _LISTED).get(str(loc[0])) if len(loc) > 1 else None
    return section.model_fields if section else Config.model_fields


def contradictions(config: Config, path: Path | None, text: str) -> Iterable[str]:
    """List what is well-formed but cannot work."""

    at = _at(path, text)
    yield from _source_problems(config, at)
    yield from _topic_problems(config, at)
    yield from _channel_problems(config, at)


def name_problems(tables: dict[str, Any], path: Path | None, text: str) -> Iterable[str]:
    """List what is wrong with the names in a file that has other mistakes as well, so that nobody comes back for it."""
    at = _at(path, text)
    sources, topics, channels = (_tables(tables, name) for name in ("sources", "topics", "channels"))
    config = Config.model_construct(
        sources=tuple(SourceSettings.model_construct(**_named(each, n)) for n, each in enumerate(sources)),
        topics=tuple(TopicSettings.model_construct(**_named(each, n)) for n, each in enumerate(topics)),
    )
    yield from _source_problems(config, at)
    yield from _topic_problems(config, at)
    for index, channel in enumerate(channels):
        for wish, known in (("topics", topics), ("sources", sources)):
            yield from _unknown_names(channel.get(wish), {str(each.get("name")) for each in known}, wish, index, at)
        if channel.get("platform") not in ("discord", "slack"):
            yield from _platform_problems(config, str(channel.get("platform", "")), at("channels", index, "platform"))


def _tables(tables: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = tables.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _named(table: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a table with a kind and a name that can be compared, whatever was given."""
    kind, name = str(table.get("kind", "")), table.get("name")
    return {**table, "kind": kind, "name": name if isinstance(name, str) else f"#{number}"}


def _at(path: Path | None, text: str) -> Callable[..., str]:
    def at(*loc: int | str) -> str:
        return f"{_place(loc, path, text)}: {_dotted(loc)}"

    return at


def _source_problems(config: Config, at: Callable[..., str]) -> Iterable[str]:
    for index, source in enumerate(config.sources):
        wanted, other = ("path", "url") if source.kind == "folder" else ("url", "path")
        is_kind = source.kind in ("folder", "feed", "page")
        if is_kind and getattr(source, wanted) is None:
            yield f'{at("sources", index, wanted)}: a {source.kind} needs {wanted} = "…"; add it.'
        if is_kind and getattr(source, other) is not None:
            yield f"{at('sources', index, other)}: a {source.kind} has no {other}; remove it."
        if source.name in {earlier.name for earlier in config.sources[:index]}:
            yield f"{at('sources', index, 'name')}: {source.name!r} is already taken; give it another name."


def _topic_problems(config: Config, at: Callable[..., str]) -> Iterable[str]:
    for index, topic in enumerate(config.topics):
        if topic.name in {earlier.name for earlier in config.topics[:index]}:
            yield f"{at('topics', index, 'name')}: {topic.name!r} is already taken; give it another name."
        if topic.name in _RESERVED:
            yield f"{at('topics', index, 'name')}: /{topic.name} is Nutgraf's own command; give it another name."
    if config.discord.token and len(config.topics) > _MOST_TOPICS:
        count = len(config.topics)
        yield f"{at('topics')}: Discord takes {_MOST_TOPICS} of the {count} as commands; remove the others."


def _channel_problems(config: Config, at: Callable[..., str]) -> Iterable[str]:
    topics, sources = {t.name for t in config.topics}, {s.name for s in config.sources}
    for index, channel in enumerate(config.channels):
        yield from _unknown_names(channel.topics, topics, "topics", index, at)
        yield from _unknown_names(channel.sources, sources, "sources", index, at)
        yield from _platform_problems(config, channel.platform, at("channels", index, "platform"))
        if channel.on_change and not channel.topics:
            yield f'{at("channels", index, "on_change")}: changes are watched on a topic; add topics = ["…"].'
        if channel.change_by and not channel.on_change:
            yield f"{at('channels', index, 'change_by')}: is of a change; add on_change = true."
        if (channel.platform, channel.id) in {(c.platform, c.id) for c in config.channels[:index]}:
            yield f"{at('channels', index, 'id')}: this channel has a table already; put its wishes into one."
    if config.operators:
        yield from _platform_problems(config, config.operators.platform, at("operators", "platform"))
    if config.slack.bot_token and config.slack.mode == "socket" and not config.slack.app_token:
        yield f"{at('slack', 'app_token')}: Socket Mode needs it; set NUTGRAF_SLACK__APP_TOKEN (xapp-…) or mode http."
    if config.slack.bot_token and config.slack.mode == "http" and not config.slack.signing_secret:
        yield f"{at('slack', 'signing_secret')}: HTTP mode needs it; set NUTGRAF_SLACK__SIGNING_SECRET."


def _unknown_names(names: Any, known: set[str], wish: str, index: int, at: Callable[..., str]) -> Iterable[str]:
    for name in names if isinstance(names, list | tuple) else ():
        if str(name) not in known:
            near = _nearest(str(name), known)
            yield f"{at('channels', index, wish)}: no {wish.removesuffix('s')} {str(name)[:60]!r}{near}; add it."


def _platform_problems(config: Config, platform: str, place: str) -> Iterable[str]:
    if platform == "discord" and not config.discord.token:
        yield f"{place}: discord needs a token; set NUTGRAF_DISCORD__TOKEN."
    elif platform == "slack" and not config.slack.bot_token:
        yield f"{place}: slack needs a token; set NUTGRAF_SLACK__BOT_TOKEN (xoxb-…)."
    elif platform not in ("discord", "slack"):
        known = {point.name for point in entry_points(group="nutgraf.adapters")}
        if platform not in known:
            yield f"{place}: no platform {platform!r}; there are {', '.join(sorted(known))}."
