"""The `nutgraf` command. Each command loads only what it runs, so that `nutgraf brief FILE` starts at once."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.failures import exit_code_of, reported

app = typer.Typer(
    name="nutgraf",
    help="News alerts for Discord and Slack: every figure and quote is a span of the article, with who said it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
manifest = typer.Typer(help="Print what installs the app on a platform.", no_args_is_help=True)
invite = typer.Typer(help="Print the link that adds the bot to a server.", no_args_is_help=True)
app.add_typer(manifest, name="manifest")
app.add_typer(invite, name="invite")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Settings file (default: config/nutgraf.toml).", show_default=False)
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks and log everything.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def run(
    once: Annotated[bool, typer.Option("--once", help="One pass: read every source, deliver, end.")] = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write one JSON object per source.")] = None,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Read the sources, post the alerts and answer commands, until stopped."""
    with reported(debug=debug):
        from bot.cli.run import run_app

        raise typer.Exit(run_app(config, once=once, report=report, debug=debug))


@app.command()
def brief(
    places: Annotated[list[str] | None, typer.Argument(metavar="PATH|URL|-", show_default=False)] = None,
    as_json: JsonOption = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read one JSON article per line from standard input.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="With --jsonl: the text is the body already.")] = False,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Read articles and show their briefs: summary, key figures, quotes."""
    with reported(debug=debug):
        from bot.cli.brief import brief_lines, brief_places

        if jsonl and not places:
            raise typer.Exit(brief_lines(raw=raw))
        if jsonl or raw:
            raise typer.BadParameter("--jsonl reads standard input and no places; --raw goes with --jsonl")
        if not places:
            raise typer.BadParameter("name a file or an address, or - for standard input (or use --jsonl)")
        raise typer.Exit(brief_places(places, as_json=as_json, config_path=config))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help='A command as typed in chat, such as "/troops place:Kursk".')],
    as_json: JsonOption = False,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Answer a slash command in the terminal."""
    with reported(debug=debug):
        from bot.cli.ask import ask_question

        raise typer.Exit(ask_question(question, as_json=as_json, config_path=config))


@app.command()
def preview(
    platform: Annotated[str, typer.Argument(help="discord or slack")],
    place: Annotated[str, typer.Argument(metavar="PATH|URL|COMMAND", help="An article, or a command such as /troops.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write the page.")] = None,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Write an HTML page that shows an alert or an answer as the platform would."""
    with reported(debug=debug):
        from bot.cli.preview import preview_page

        raise typer.Exit(preview_page(platform, place, output, config_path=config))


@app.command()
def stories(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read one JSON article per line from standard input.")] = False,
    debug: DebugOption = False,
) -> None:
    """Group articles that tell the same story, in arrival order."""
    with reported(debug=debug):
        if not jsonl:
            raise typer.BadParameter("say --jsonl: articles are read from standard input, one JSON object a line")
        from bot.stories import group_lines

        for line in group_lines(sys.stdin.buffer):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


@app.command()
def check(config: ConfigOption = None, debug: DebugOption = False) -> None:
    """Validate the settings: every problem at once, each with its place and remedy."""
    with reported(debug=debug):
        from bot.cli.check import check_settings

        raise typer.Exit(check_settings(config))


@app.command()
def doctor(config: ConfigOption = None, debug: DebugOption = False) -> None:
    """Try what is configured: tokens, scopes, channel rights, feeds, database."""
    with reported(debug=debug):
        from bot.cli.doctor import examine

        raise typer.Exit(examine(config))


@app.command()
def outbox(
    settle: Annotated[
        str | None, typer.Argument(metavar="DELIVERY", help="A delivery in doubt to settle.", show_default=False)
    ] = None,
    as_: Annotated[
        str | None, typer.Option("--as", metavar="posted|resend|drop", help="How to settle it.", show_default=False)
    ] = None,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """List deliveries that are owed or in doubt, and settle those that only a person can."""
    with reported(debug=debug):
        from bot.cli.outbox import list_outbox, settle_delivery

        if settle is None:
            raise typer.Exit(list_outbox(config))
        raise typer.Exit(settle_delivery(settle, as_, config))


@app.command()
def backup(
    path: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Copy the database while Nutgraf runs (SQLite)."""
    with reported(debug=debug):
        from bot.cli.outbox import back_up

        raise typer.Exit(back_up(path, config))


@app.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    typer.echo(f"nutgraf {installed('nutgraf')}")


@manifest.command("slack")
def manifest_slack(
    request_url: Annotated[
        str | None, typer.Option("--request-url", help="HTTP mode: the public address of /slack/events.")
    ] = None,
    config: ConfigOption = None,
    debug: DebugOption = False,
) -> None:
    """Print the app manifest to paste into Slack."""
    with reported(debug=debug):
        from bot.cli.install import slack_manifest

        typer.echo(slack_manifest(config, request_url))


@invite.command("discord")
def invite_discord(config: ConfigOption = None, debug: DebugOption = False) -> None:
    """Print the link that adds the bot to a Discord server."""
    with reported(debug=debug):
        from bot.cli.install import discord_invite

        typer.echo(discord_invite(config))


def main() -> None:
    """Run the command line; wrong usage is one line on standard error, too."""
    sys.exit(exit_code_of(lambda: app(standalone_mode=False)))
