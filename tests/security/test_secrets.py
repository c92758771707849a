"""Tokens and passwords are in nothing that Nutgraf says, stores or shows, whatever a server does with them."""

import asyncio
import logging
import os
import re
import signal
import sys
from pathlib import Path

import aiohttp
import pytest

from bot.cli.run import secrets_of
from bot.config import Config, load
from bot.errors import ConfigError
from bot.logs import HIDDEN, configure
from tests.security.spiteful import SpitefulServer, spite

PATIENCE = 60.0
ROOT = Path(__file__).parents[2]
TOKENS = {
    "NUTGRAF_DISCORD__TOKEN": "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.dIsCoRdSeCrEtToKeN0123456789abcdefgh",
    "NUTGRAF_SLACK__BOT_TOKEN": "xoxb-111-222-BoTsEcReT",
    "NUTGRAF_SLACK__APP_TOKEN": "xapp-1-A0-333-ApPsEcReT",
    "NUTGRAF_SLACK__SIGNING_SECRET": "5igning5ecret0123456789abcdef",
}
FEED_PASSWORD, FEED_KEY = "feed-pa55word", "feed-k3y"
SECRETS = (*TOKENS.values(), FEED_PASSWORD, FEED_KEY)
SETTINGS = """
[[sources]]
kind = "folder"
name = "Inbox"
path = "inbox"
every = "1s"
[[sources]]
kind = "feed"
name = "Feed"
url = "http://reader:feed-pa55word@127.0.0.1:{port}/feed?key=feed-k3y"
every = "1s"
[fetch]
allow_private = ["127.0.0.0/8"]
[[channels]]
platform = "discord"
id = "123456789012345678"
[[channels]]
platform = "slack"
id = "C0123456789"
[operators]
platform = "slack"
id = "C0999999999"
[http]
port = 0
"""
ARTICLE = "Soldiers reach Velmora\n\nThe ministry said on Friday that about 10,000 soldiers had reached Velmora.\n"


def secrets_in(text: str | bytes) -> list[str]:
    said = text if isinstance(text, bytes) else text.encode()
    return [secret for secret in SECRETS if secret.encode() in said]


class Nutgraf:
    """A process with tokens that a spiteful server sees."""

    def __init__(self, home: Path, server: SpitefulServer) -> None:
        self.home = home
        (home / "inbox").mkdir()
        (home / "inbox" / "one.txt").write_text(ARTICLE)
        (home / "nutgraf.toml").write_text(SETTINGS.format(port=server.port))
        given = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
        self._environment = given | {
            "PYTHONPATH": str(ROOT),
            "NUTGRAF_DATABASE": f"sqlite:///{home}/nutgraf.db",
            "NUTGRAF_DISCORD__API_URL": f"http://127.0.0.1:{server.port}/api/v10",
            "NUTGRAF_DISCORD__GATEWAY_URL": f"ws://127.0.0.1:{server.port}/gateway",
            "NUTGRAF_SLACK__API_URL": f"http://127.0.0.1:{server.port}/api/",
            **TOKENS,
        }

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        with (self.home / "said").open("ab") as said:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *arguments, "--config", "nutgraf.toml",
                cwd=self.home, env=self._environment, stdout=said, stderr=said,
            )  # fmt: skip

    @property
    def said(self) -> str:
        return (self.home / "said").read_text("utf-8", "replace")

    async def port(self) -> int:
        async with asyncio.timeout(PATIENCE):
            while not (found := re.search(r"listening .*port=(\d+)", self.said)):
                await asyncio.sleep(0.05)
        return int(found[1])


async def test_a_process_never_tells_not_even_at_level_debug(tmp_path: Path) -> None:
    async with spite() as server:
        nutgraf = Nutgraf(tmp_path, server)
        process = await nutgraf.start("run", "--debug")
        try:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{await nutgraf.port()}") as http:
                doctor = await nutgraf.start("doctor", "--debug")
                async with asyncio.timeout(PATIENCE):
                    await server.enough.wait()
                    await doctor.wait()
                shown = [await _page(http, "/health"), await _page(http, "/metrics"), await _page(http, "/elsewhere")]
            title = Path(f"/proc/{process.pid}/cmdline").read_bytes()
            process.send_signal(signal.SIGTERM)
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    assert "source_failed" in nutgraf.said
    assert "!!" in nutgraf.said
    assert secrets_in(nutgraf.said) == []
    assert secrets_in("".join(shown)) == []
    assert secrets_in(title) == []
    for file in tmp_path.glob("nutgraf.db*"):
        assert secrets_in(file.read_bytes()) == []


async def _page(http: aiohttp.ClientSession, path: str) -> str:
    async with http.get(path) as answer:
        return str(answer.headers) + await answer.text()


def settings() -> Config:
    discord = {"token": f"Bot {TOKENS['NUTGRAF_DISCORD__TOKEN']}"}
    slack = {"bot_token": TOKENS["NUTGRAF_SLACK__BOT_TOKEN"], "app_token": TOKENS["NUTGRAF_SLACK__APP_TOKEN"]}
    feed = {"kind": "feed", "name": "Feed", "url": "https://reader:feed-pa55word@tarn.example/feed"}
    return Config.model_validate(
        {
            "discord": discord,
            "slack": slack,
            "sources": [feed],
            "database": "postgresql://nutgraf:p%40ssword@db.example/news",
        }
    )


def test_settings_do_not_show_their_tokens() -> None:
    told = settings()
    assert not [token for token in TOKENS.values() if token in f"{told!r} {told} {told.model_dump_json()}"]


@pytest.mark.parametrize("as_json", [True, False])
def test_a_log_hides_every_spelling_of_a_secret(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure(level="debug", as_json=as_json, secrets=(*secrets_of(settings()), 'back\\slash"mark'))
        token = TOKENS["NUTGRAF_DISCORD__TOKEN"]
        try:
            raise ValueError(f"refused: {token}")
        except ValueError:
            logging.getLogger("bot.app").exception(
                "failed", extra={"token": f"Bot {token}", "who": 'p@ssword p%40ssword back\\slash"mark'}
            )
        said = capsys.readouterr().err
    finally:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
        for handler in handlers:
            root.addHandler(handler)
        root.setLevel(level)
    assert HIDDEN in said
    assert "Traceback" in said
    assert not [secret for secret in (token, "p@ssword", "p%40ssword", "slash") if secret in said]


def test_a_wrong_token_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "nutgraf.toml").write_text(
        f'database = "mysql://nutgraf:{FEED_PASSWORD}@db/news"\n'
        f'[discord]\ntoken = ["{TOKENS["NUTGRAF_DISCORD__TOKEN"]}"]\n'
        f'[slack]\nbot_token = 5\napi_url = "http://slack.example/{TOKENS["NUTGRAF_SLACK__BOT_TOKEN"]}"\n'
    )
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "nutgraf.toml")
    assert secrets_in(str(caught.value)) == []
