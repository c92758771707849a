"""What users are promised, tried as a stranger would: the real command, a publisher's server, both platforms."""

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from tests.loopback.discord_server import CHANNEL, OTHER_CHANNEL, TOKEN, DiscordServer
from tests.loopback.slack_server import BOT_TOKEN, SIGNING_SECRET, SlackServer
from tests.loopback.slack_server import CHANNEL as SLACK_CHANNEL
from tests.loopback.web import Publisher
from tests.loopback.web import publisher as publishing

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
NEW_CHANNEL = "900000000000000009"
RSS = "application/rss+xml"
ALLOWED = '[fetch]\nallow_private = ["127.0.0.1"]\n'


TOLD = {
    "Bridge at Tarn closed after 12 hurt": (
        "Engineers closed the iron bridge at Tarn on Monday after a railing gave way and twelve people were hurt.",
        "Lorries will cross the river at Osk until divers have looked at the piers, the road inspectorate said.",
    ),
    "Dockers of Marn end a strike of 900": (
        "The 900 dockers of Marn went back to their cranes at dawn, having won a pay rise of six per cent.",
        "Two grain ships that had lain at anchor since the walkout began were the first to be unloaded.",
    ),
    "Keld shuts its plant": (
        "Keld Paper shuts its mill in the Orlec hills for good in June, because cellulose has become too dear.",
        "The firm keeps its warehouse and offers jobs there to a third of the shift, its managing director wrote.",
    ),
}
"""Headlines and the two paragraphs below each."""


def ago(hours: int) -> str:
    """Return a date as feeds write it: the real process lives by the real clock."""
    return format_datetime(datetime.now(UTC) - timedelta(hours=hours))


LATER = "Nobody could say yet how long this would last, and the council meets again in the week that follows."


def page(title: str, first: str, more: str = LATER) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{first}</p><p>{more}</p></article>"
    )


def feed(*listed: tuple[str, str, str, str]) -> str:
    """Return a feed of (guid, title, link, date)."""
    items = "".join(
        f"<item><guid>{guid}</guid><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for guid, title, link, date in listed
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>{items}</channel></rss>'


def story(title: str, text: str, outlet: str) -> str:
    return f"---\ntitle: {title}\noutlet: {outlet}\n---\n\n{text}\n"


class Stranger:
    """Somebody who has installed Nutgraf in a folder and types."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("NUTGRAF_")}
        self.environment |= {"PYTHONPATH": str(ROOT), "NUTGRAF_DATABASE": "sqlite:///nutgraf.db"}
        self.printed = self.complained = ""
        (home / "inbox").mkdir()

    def settings(self, text: str) -> None:
        (self.home / "nutgraf.toml").write_text(text, "utf-8")

    def write(self, name: str, text: str) -> None:
        (self.home / "inbox" / name).write_text(text, "utf-8")

    async def types(self, *arguments: str) -> tuple[int, str, str]:
        """Run a command to its end: exit code, what it printed, what it complained of."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments, "--config", "nutgraf.toml",
            cwd=self.home, env=self.environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        async with asyncio.timeout(PATIENCE):
            printed, complained = await process.communicate()
        assert process.returncode is not None
        assert b"Traceback" not in complained
        return process.returncode, printed.decode(), complained.decode()

    async def reports(self) -> dict[str, dict[str, Any]]:
        """Make one pass; returns its report by source."""
        code, printed, complained = await self.types("run", "--once", "--report", "report.jsonl")
        assert code == 0
        self.complained = complained
        lines = (self.home / "report.jsonl").read_text("utf-8").splitlines()
        self.printed = printed
        return {report["source"]: report for report in map(json.loads, lines)}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        with (self.home / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--config", "nutgraf.toml",
                cwd=self.home, env=self.environment, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


@pytest.fixture
def stranger(tmp_path: Path) -> Stranger:
    return Stranger(tmp_path)


def source(name: str, url: str, **more: str) -> str:
    kind = more.pop("kind", "feed")
    rest = "\n".join(f"{key} = {value}" for key, value in more.items())
    return f'[[sources]]\nkind = "{kind}"\nname = "{name}"\nurl = "{url}"\n{rest}\n'


async def test_one_pass_reads_what_it_can_and_says_what_it_cannot(stranger: Stranger) -> None:
    async with publishing() as publisher:
        titles, listed = list(TOLD), []
        for number, (title, paragraphs) in enumerate(TOLD.items()):
            link = publisher.serve(f"/{number}", page(title, *paragraphs))
            listed.append((f"g{number}", title, link, ago(number + 1)))
        for path in ("/one", "/all"):
            publisher.serve(path, feed(*listed), kind=RSS)
        publisher.serve("/busy", status=503, headers={"Retry-After": "3600"})
        publisher.serve("/gone", status=410)
        publisher.redirect("/moved", publisher.url("/one"))
        wires = [source(name, publisher.url(f"/{name}")) for name in ("one", "busy", "gone", "moved", "nowhere")]
        stranger.settings("".join(wires) + source("all", publisher.url("/all"), backlog='"all"') + ALLOWED)

        first = await stranger.reports()
        outcomes = {name: (report["outcome"], report["new"]) for name, report in first.items()}
        assert outcomes["busy"] == outcomes["nowhere"] == ("failed", 0)
        assert outcomes["gone"] == ("retired", 0)
        assert [entry["title"] for entry in first["one"]["entries"]] == titles
        assert "one: 2 older entries marked as seen" in stranger.complained
        assert all(stranger.printed.count(f"{title} ") == 1 for title in titles)

        asked = len(publisher.requests)
        renamed = [(f"new-{guid}", title, f"{link}?utm_source=rss", ago(0)) for guid, title, link, _ in listed]
        publisher.serve("/one", feed(*renamed), kind=RSS)
        second = await stranger.reports()
        assert (stranger.printed, second["one"]["new"]) == ("", 0), "nothing is posted again under another guid"
        assert (second["busy"]["outcome"], second["gone"]["outcome"]) == ("waiting", "retired")
        paths = {request.path for request in publisher.requests[asked:]}
        assert not {"/busy", "/gone"} & paths
        assert all("nutgraf" in request.headers["User-Agent"].lower() for request in publisher.requests)


async def test_private_networks_are_dialled_only_where_allowed(stranger: Stranger) -> None:
    async with publishing() as publisher:
        link = publisher.serve("/a", page("Bridge at Tarn closed", "Twelve people were hurt, the mayor said."))
        stranger.settings("")
        code, _, complained = await stranger.types("brief", link, "http://169.254.169.254/latest")
        assert (code, complained.count("\n")) == (1, 2)
        assert link in complained
        assert publisher.requests == []


async def test_an_article_that_changed_corrects_its_alert(stranger: Stranger) -> None:
    async with publishing() as publisher:
        stranger.settings(source("Wire", publisher.url("/feed"), every='"1s"') + ALLOWED)
        told = "Farmers in Orlec brought in {} tonnes of barley, the growers' union said on Monday."
        link = publisher.serve("/barley", page("Barley harvest in Orlec", told.format("40,000")))
        publisher.serve("/feed", feed(("a", "Barley harvest in Orlec", link, ago(2))), kind=RSS)
        await stranger.reports()
        assert "40,000 tonnes" in stranger.printed

        publisher.serve("/barley", page("Barley harvest in Orlec", told.format("45,000")))
        await stranger.reports()
        assert "40,000 tonnes of barley → 45,000 tonnes of barley" in stranger.printed


async def until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.05)


def chat_settings(wire: str) -> str:
    return (
        '[[sources]]\nkind = "folder"\nname = "Inbox"\npath = "inbox"\nevery = "1s"\n'
        + source("Wire", wire, every='"1s"')
        + '[[topics]]\nname = "troops"\ncount = ["soldier"]\n'
        + f'[[channels]]\nplatform = "discord"\nid = "{CHANNEL}"\n'
        + f'[[channels]]\nplatform = "discord"\nid = "{OTHER_CHANNEL}"\nsources = ["Wire"]\ntopics = ["troops"]\n'
        + f'[[channels]]\nplatform = "slack"\nid = "{SLACK_CHANNEL}"\nkeywords = ["barley"]\n'
        + '[schedule]\ndeliver = "1s"\n'
        + ALLOWED
    )


async def test_channels_get_what_they_want_and_readers_change_it_in_chat(stranger: Stranger) -> None:
    async with publishing() as publisher, DiscordServer() as discord, SlackServer() as slack:
        serve(stranger, publisher, discord, slack)
        async with stranger.running() as process:
            await check_filters_and_threads(stranger, discord, slack)
            await check_chat(stranger, discord)
            await check_slack_over_http(stranger, slack)
            process.terminate()
            async with asyncio.timeout(5):
                assert await process.wait() == 0
        assert "Traceback" not in (stranger.home / "log").read_text("utf-8")
        assert discord.refusals == []


def serve(stranger: Stranger, publisher: Publisher, discord: DiscordServer, slack: SlackServer) -> None:
    text = "The defence ministry said on Monday that about 10,000 soldiers had reached Velmora."
    link = publisher.serve("/troops", page("Soldiers reach Velmora", text))
    publisher.serve("/feed", feed(("a", "Soldiers reach Velmora", link, ago(2))), kind=RSS)
    stranger.settings(chat_settings(publisher.url("/feed")))
    (stranger.home / "token").write_text(f"{TOKEN}\n")
    stranger.environment |= {
        "NUTGRAF_DISCORD__TOKEN_FILE": str(stranger.home / "token"),
        "NUTGRAF_DISCORD__API_URL": discord.api_url,
        "NUTGRAF_DISCORD__GATEWAY_URL": discord.gateway_url,
        "NUTGRAF_SLACK__BOT_TOKEN": BOT_TOKEN,
        "NUTGRAF_SLACK__SIGNING_SECRET": SIGNING_SECRET,
        "NUTGRAF_SLACK__MODE": "http",
        "NUTGRAF_SLACK__API_URL": slack.url,
        "NUTGRAF_HTTP__PORT": "0",
    }


async def check_filters_and_threads(stranger: Stranger, discord: DiscordServer, slack: SlackServer) -> None:
    await until(lambda: discord.messages[CHANNEL] and discord.messages[OTHER_CHANNEL])
    same = "About 10,000 soldiers have reached Velmora, the defence ministry said on Monday."
    stranger.write("same.md", story("Soldiers reach Velmora, ministry says", same, "Orlec Times"))
    more = "The defence ministry said on Monday that 12,000 soldiers had reached Velmora."
    stranger.write("more.md", story("Soldiers reach Velmora: 12,000 are there now", more, "Keld News"))
    stranger.write("barley.md", story("Barley", "Farmers brought in 40,000 tonnes of barley, the union said.", "Tarn"))
    await until(lambda: slack.messages[SLACK_CHANNEL] and len(discord.messages[CHANNEL]) == 2)
    await until(lambda: discord.threads)
    await until(lambda: any("12,000" in str(discord.messages[thread]) for thread in list(discord.threads)))
    assert len(discord.messages[OTHER_CHANNEL]) == 1
    assert "barley" in str(slack.messages[SLACK_CHANNEL][0])


async def check_chat(stranger: Stranger, discord: DiscordServer) -> None:
    async def answer(command: str, arguments: dict[str, str], channel: str = CHANNEL) -> str:
        asked = await discord.ask(command, arguments, manager=True, channel=channel)
        async with asyncio.timeout(PATIENCE):
            await asked.answered()
        return str(asked.original or asked.followups)

    assert "12,000" in await answer("troops", {})
    await answer("news topic-add", {"name": "harvest", "count": "tonne"})
    await until(lambda: "harvest" in [command["name"] for command in discord.commands])
    assert "40,000 tonnes" in await answer("harvest", {})

    discord.channels[NEW_CHANNEL] = {"type": 0}
    told = await answer("news follow", {"keywords": "rye"}, NEW_CHANNEL)
    stranger.write("rye.md", story("Rye is late", "Farmers brought in 300 tonnes of rye, the union said.", "Tarn"))
    await until(lambda: discord.messages[NEW_CHANNEL])
    number = told.partition("number:")[2].split()[0]
    assert "no longer" in await answer("news unfollow", {"number": number}, NEW_CHANNEL)


async def check_slack_over_http(stranger: Stranger, slack: SlackServer) -> None:
    log = (stranger.home / "log").read_text("utf-8")
    port = log.partition("listening host=127.0.0.1 port=")[2].split()[0]

    async def post(content: bytes, headers: dict[str, str]) -> int:
        url = f"http://127.0.0.1:{port}/slack/events"
        async with aiohttp.ClientSession() as session, session.post(url, data=content, headers=headers) as answer:
            return answer.status

    content, headers = slack.signed(urlencode(slack.ask_body("/troops", "")))
    assert await post(content, headers) == 200
    await slack.until(lambda: len(slack.responses) == 1, timeout=PATIENCE)
    assert "12,000" in str(slack.responses[0])
    assert await post(content, headers) == 401, "replayed"
    assert await post(content, {"content-type": headers["content-type"]}) == 401, "unsigned"
    assert await post(*slack.signed(urlencode(slack.ask_body("/troops", "")), at=time.time() - 400)) == 401, "stale"
