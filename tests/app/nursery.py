"""Bears processes of Nutgraf that have imported everything already: a thousand kills are spent living, not importing.

Run as a process of its own. For each line of JSON on standard input ({"home", "environment", "arguments", "log"}) it
forks, and answers with the child's process id and, once that is dead, with its exit status.
"""

import json
import os
import sys
import warnings
from typing import Any, NoReturn

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py imports audioop
    import adapters.discord
    import adapters.slack
    import bot.cli.run

IMPORTED = (adapters.discord, adapters.slack, bot.cli.run)


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _live(json.loads(line))
        _say(pid)
        _say(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _live(order: dict[str, Any]) -> NoReturn:
    """Be a Nutgraf in its home until it ends."""
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(order["home"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["nutgraf", *order["arguments"]]
    code = 1
    try:
        bot.cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(bool(end.code))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
