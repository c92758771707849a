"""A command's text line, as typed on platforms without separate arguments or in a terminal."""

import shlex

from bot.errors import CommandError
from bot.ports import ArgumentSpec, CommandSpec


def parse_arguments(text: str, spec: CommandSpec) -> dict[str, str]:
    """Parse `place:Kursk since:7d "Pat Ryder"` into the spec's arguments.

    `name:value` and `name=value` name an argument; everything else, in order, fills the first argument that
    takes free text. Raises CommandError for a value outside its choices or a missing required argument.
    """
    given: dict[str, str] = {}
    rest: list[str] = []
    names = {argument.name: argument for argument in spec.arguments}
    for word in _split(text):
        name, value = _named(word)
        if name in names and value:
            given[name] = value
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
        if value is None and argument.required:
            raise CommandError(f"Please add {argument.name}: {argument.description}.")
        if value is not None and argument.choices and value not in argument.choices:
            raise CommandError(f"{argument.name} can be {', '.join(argument.choices)}, not “{value[:40]}”.")
