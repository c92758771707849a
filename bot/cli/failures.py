"""How a command fails: one line on standard error, an exit code, no traceback without --debug."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from bot.errors import ConfigError, NutgrafError

DONE, FAILED, WRONG_USAGE = 0, 1, 2
MOST_CHARACTERS = 300
_USAGE_ERROR: type[typer.BadParameter] = typer.BadParameter.__bases__[0]
"""What Typer raises for every wrong option, argument and command; it has no public name of its own."""


def complain(message: str) -> None:
    """Write one line to standard error, without control characters."""
    line = "".join(c if c.isprintable() else " " for c in message)
    if len(line) > MOST_CHARACTERS:
        line = line[: MOST_CHARACTERS - 1] + "…"
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


@contextmanager
def reported(*, debug: bool = False) -> Iterator[None]:
    """Turn what goes wrong inside into a line and an exit code: 2 for wrong settings, 1 for everything else."""
    try:
        yield
    except ConfigError as error:
        for problem in error.problems:
            complain(problem)
        raise typer.Exit(WRONG_USAGE) from error
    except NutgrafError as error:
        if debug:
            raise
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except BrokenPipeError as error:  # the reader of our output (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(130) from error
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        if debug:
            raise
        complain(f"{type(error).__name__}: {error} (a bug of ours: run again with --debug and report it)")
        raise typer.Exit(FAILED) from error


def exit_code_of(command: Callable[[], object]) -> int:
    """Run the whole command line and return its exit code; wrong usage becomes a line like every other error."""
    try:
        code = command()
    except typer.Abort:
        return FAILED
    except _USAGE_ERROR as error:
        text = error.format_message()
        if text:  # who types nothing has been shown the help instead
            complain(f"{text.rstrip('.')}; see nutgraf --help.")
        return WRONG_USAGE
    return code if isinstance(code, int) else DONE
