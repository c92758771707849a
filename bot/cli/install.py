"""nutgraf manifest slack and nutgraf invite discord: what a person pastes or clicks to install the app."""

import asyncio
from pathlib import Path

from bot.cli.failures import complain
from bot.config import Config, load
from bot.errors import ConfigError
from bot.ports import CommandSpec


def slack_manifest(config_path: Path | None, request_url: str | None) -> str:
    """Return the app manifest, with a slash command for every configured topic; for HTTP mode if an address is given.

    Raises ConfigError for an address that Slack would not call.
    """
    from adapters.slack.manifest import manifest

    config = load(config_path)
    if request_url is not None and not request_url.lower().startswith("https://"):
        raise ConfigError(("manifest: --request-url must be the public address, which starts with https://.",))
    if request_url is None and config.slack.mode == "http":
        complain("manifest: put your public address for https://nutgraf.example, or add --request-url https://…")
    elif request_url is not None and config.slack.mode != "http":
        complain('manifest: this one is for HTTP mode; set [slack] mode = "http" as well.')
    mode = "http" if request_url else config.slack.mode
    return manifest(configured_commands(config), mode=mode, request_url=request_url)


def discord_invite(config_path: Path | None) -> str:
    """Return the link that adds the bot to a server. Raises ConfigError without a token."""
    from adapters.discord import DiscordAdapter
    from adapters.discord.invite import invite_url
    from bot.clock import SystemClock

    adapter = DiscordAdapter.from_config(load(config_path), SystemClock())
    if adapter is None:
        raise ConfigError(("invite: the link needs the bot's token; set NUTGRAF_DISCORD__TOKEN.",))

    async def ask() -> str:
        try:
            return await adapter.application_id()
        finally:
            await adapter.close()

    return invite_url(asyncio.run(ask()))


def configured_commands(config: Config) -> tuple[CommandSpec, ...]:
    """Return the commands of the settings' topics and everything under /news, without opening the database."""
    from bot.commands import offered

    return tuple(command.spec for command in offered(tuple(topic.topic for topic in config.topics)))
