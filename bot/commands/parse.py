"""A command as one line of text: typed in a terminal or where there are no separate arguments, or held by a button."""

import shlex
from collections.abc import Iterable

from bot.errors import CommandError
from bot.ports import ArgumentSpec, CommandSpec

HELP = "help"


def command_in(line: str, specs: Iterable[CommandSpec]) -> tuple[CommandSpec, str] | None:
    """Find the command a line begins with, and the rest of the line; None where there is no such command.

    A group alone means its help. Every other command answers to `/news NAME` as well: Slack learns a new topic's
    own command only from a new manifest.
    """
    known = {spec.full_name: spec for spec in specs}
    first, rest = _first_word(line)
    if first in known:
        return known[first], rest
    if first not in {spec.group for spec in known.values()}:
        return None
    second, rest = _first_word(rest or HELP)
    spec = known.get(f"{first} {second}") or known.get(second)
    return (spec, rest) if spec else None


def _first_word(line: str) -> tuple[str, str]:
    word, *rest = line.split(maxsplit=1) or [""]
    return word.removeprefix("/").lower(), "".join(rest).strip()


def parse_arguments(text: str, spec: CommandSpec) -> dict[str, str]:
    """Parse `place:Kursk since:7d "Pat Ryder"` into the spec's arguments.

    `name:value` and `name=value` name an argument; everything else, in order, fills the first argument that
    takes free text. Raises CommandError for a value outside its choices or a missing required argument.
    """
    given: dict[str, str] = {}
    rest: list[str] = []
    names = {argument.name: argument for argument in spec.arguments}
    typed = iter(_split(text))
    for word in typed:
        name, value = _named(word)
        if name in names:
            given[name] = value or next(typed, "")  # "since: 7d" is how many people type it
        else:
            rest.append(word)
    free = next((a.name for a in spec.arguments if a.name not in given and not a.choices), None)
    if rest and free:
        given[free] = " ".join(rest)
    elif rest:
        _fill_choices(rest, given, spec.arguments)
    _check(given, spec.arguments)
    return given


def _split(text: str) -> list[str]:
    for fancy in "“”„":
        text = text.replace(fancy, '"')
    try:
        lexer = shlex.shlex(text, posix=True)
        lexer.whitespace_split = True
        lexer.commenters = ""
        lexer.quotes = '"'
        lexer.escape = ""
        return list(lexer)
    except ValueError:  # an odd number of marks: take the words as they are
        return text.replace('"', " ").split()


def _named(word: str) -> tuple[str, str]:
    for mark in (":", "="):
        name, found, value = word.partition(mark)
        if found and name.isidentifier():
            return name.lower(), value
    return "", word


def _fill_choices(rest: list[str], given: dict[str, str], arguments: tuple[ArgumentSpec, ...]) -> None:
    for argument in arguments:
        if argument.name not in given and " ".join(rest) in argument.choices:
            given[argument.name] = " ".join(rest)
            return
    raise CommandError(f"I do not know what to do with “{' '.join(rest)[:80]}” here.")


def _check(given: dict[str, str], arguments: tuple[ArgumentSpec, ...]) -> None:
    for argument in arguments:
        value = given.get(argument.name)
        if value == "":
            raise CommandError(f"Please say what {argument.name} is: {argument.description}.")
        if value is None and argument.required:
            raise CommandError(f"Please add {argument.name}: {argument.description}.")
        if value is not None and argument.choices and value not in argument.choices:
            raise CommandError(f"{argument.name} can be {', '.join(argument.choices)}, not “{value[:40]}”.")
