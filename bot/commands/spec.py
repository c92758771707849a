"""What a command is: a typed function that returns a Message, declared once for every platform."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from types import NoneType
from typing import Annotated, Any, Literal, Self, get_args, get_origin, get_type_hints

from bot.commands.desk import Desk
from bot.config import parse_duration
from bot.errors import CommandError
from bot.message import Message
from bot.ports import ArgumentSpec, CommandCall, CommandSpec

Answer = Callable[..., Awaitable[Message]]


class Since(datetime):
    """The type of an argument that takes "7d", "12h" or "2026-11-01" and means that instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command as it is offered (`spec`) and the function that answers it."""

    spec: CommandSpec
    answer: Answer
    types: dict[str, Any]

    @property
    def key(self) -> str:
        """The name people type, without the slash: "troops", "news latest"."""
        return self.spec.full_name

    def suggesting(self, **suggestions: tuple[str, ...]) -> Self:
        """Return this command with values to offer for the arguments of these names, where it has them."""
        arguments = tuple(replace(each, suggestions=suggestions.get(each.name, ())) for each in self.spec.arguments)
        return replace(self, spec=replace(self.spec, arguments=arguments))

    async def __call__(self, desk: Desk, call: CommandCall) -> Message:
        """Answer a call. Raises CommandError for an argument that cannot be read."""
        given = {name: _read(name, text, self.types[name], desk.now()) for name, text in call.arguments.items()}
        return await self.answer(desk, call, **given)


def command(
    name: str, description: str, *, group: str | None = "news", private: bool = False, managers_only: bool = False
) -> Callable[[Answer], Command]:
    """Declare an `async def answer(desk, call, *, argument: Annotated[type, "description"] = None)` as a command.

    Arguments may be str, int, Since or Literal[…]; one without a default is required.
    """

    def declare(answer: Answer) -> Command:
        hints = get_type_hints(answer, include_extras=True)
        parameters = [p for p in inspect.signature(answer).parameters.values() if p.kind is p.KEYWORD_ONLY]
        arguments = tuple(_argument(p, hints[p.name]) for p in parameters)
        spec = CommandSpec(
            name=name,
            description=description,
            group=group,
            arguments=arguments,
            private=private,
            managers_only=managers_only,
        )
        return Command(spec=spec, answer=answer, types={p.name: _bare(hints[p.name]) for p in parameters})

    return declare


def _argument(parameter: inspect.Parameter, hint: Any) -> ArgumentSpec:
    bare = _bare(hint)
    return ArgumentSpec(
        name=parameter.name,
        description=get_args(hint)[1],
        choices=tuple(get_args(bare)) if get_origin(bare) is Literal else (),
        required=parameter.default is parameter.empty,
    )


def _bare(hint: Any) -> Any:
    """Strip Annotated and `| None` from a type."""
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    options = [option for option in get_args(inner) if option is not NoneType]
    return options[0] if get_origin(inner) is not Literal and options else inner


def _read(name: str, text: str, kind: Any, now: datetime) -> Any:
    if kind is int:
        return _whole_number(name, text)
    if kind is Since:
        return _instant(name, text, now)
    return text


def _whole_number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise CommandError(f"{name} must be a whole number, not “{text[:40]}”.")
    return int(text)


def _instant(name: str, text: str, now: datetime) -> datetime:
    try:
        if "T" in text:
            given = datetime.fromisoformat(text)
            return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except (ValueError, OverflowError):
        pass
    try:
        return now - min(parse_duration(text), timedelta(days=36500))
    except (ValueError, OverflowError):
        raise CommandError(f"{name} can be 12h, 7d or a date such as 2026-11-01, not “{text[:40]}”.") from None
