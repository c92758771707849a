"""How soon an article is visible after the poll that finds it, where that time goes, and how much of what the
platforms allow is used.

    python -m benchmarks.delivery [--quick]

Everything is real but the platforms, which are the loopback servers of the tests; for the rates they run as processes
of their own and enforce the platforms' limits. The floor is the bare client: one request with the same body.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import SlackAdapter
from benchmarks.way import WARM, Delay, Watched, Way, summed_up
from bot.app import App, open_app
from bot.clock import SystemClock
from bot.config import ChannelSettings, Config, SourceSettings
from bot.config.settings import HttpSettings
from bot.delivery import Courier, Outcome
from bot.model import Document, Entry, MediaType
from bot.pipeline import Feeding
from bot.ports import ChatAdapter, Poll, SourceMemory
from bot.store import Alert, AlertKind, Delivery, Owed, Store
from bot.wiring import World
from tests.invented import word
from tests.loopback.discord_server import TOKEN, DiscordServer
from tests.loopback.slack_server import BOT_TOKEN, SlackServer
from tests.make import message

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py imports audioop
    from adapters.discord import DiscordAdapter

ROOT = Path(__file__).parents[1]
ALLOWED_BY_DISCORD = 50.0
"""Messages a second over all channels; each of them alone takes five in five seconds."""


class OneArticle:
    """A source that lists one article: three sentences with figures and a quote."""

    def __init__(self, number: int, way: Way) -> None:
        self.name = f"source-{number}"
        self._way = way
        words = [word(number * 16 + each, syllables=3) for each in range(16)]
        place, river, name = (each.title() for each in words[:3])
        said = " ".join(words[3:10])
        self._document = Document(
            text=(
                f"{place} {words[10]} said about {number + 1200:,} {words[11]} {words[12]} the {river}. "
                f"“{said.capitalize()},” said Ilse {name}. "
                f"{words[13].title()} {words[14]} {number + 3}.5 million euros {words[15]}."
            ),
            media_type=MediaType.TEXT,
            raw=True,
            headline=f"{words[11].title()} {words[12]} {river} {place}",
            url=f"https://{self.name}.test/{words[3]}",
            outlet=f"{place} Courier",
        )

    async def poll(self, memory: SourceMemory) -> Poll:
        return Poll(entries=(Entry(guid="1", url=self._document.url),), memory=memory)

    async def open(self, entry: Entry) -> Document:
        del entry
        self._way.pass_("polled")
        return self._document


async def delays(count: int) -> tuple[list[Delay], Way]:
    """Poll one source after another, each with a channel of its own on both platforms."""
    way = Way()
    names = tuple(f"C{number:08d}" for number in range(count))
    places = tuple(str(910_000_000_000_000_000 + number) for number in range(count))
    async with (
        DiscordServer(any_channel=True) as discord,
        SlackServer(channels=names) as slack,
        AsyncExitStack() as stack,
    ):
        floors = await _floors(discord, slack, count)
        discord.messages.clear()
        slack.messages.clear()
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        feedings = [Feeding(source=OneArticle(n, way), every=timedelta(hours=9), backlog=None) for n in range(count)]
        app = await open_app(
            _settings(folder, names, places),
            stack,
            World(
                feedings={feeding.source.name: feeding for feeding in feedings},
                adapters={
                    "discord": Watched(
                        DiscordAdapter(
                            TOKEN, api_url=discord.api_url, gateway_url=discord.gateway_url, clock=SystemClock()
                        ),
                        way,
                    ),
                    "slack": Watched(SlackAdapter(BOT_TOKEN, api_url=slack.url, clock=SystemClock()), way),
                },
            ),
        )
        at_work = asyncio.create_task(app.courier.run())
        ours = await _polled(app, way, feedings, discord, slack, names, places)
        at_work.cancel()
        with suppress(asyncio.CancelledError):
            await at_work
    return [*floors, *ours], way


async def _polled(
    app: App,
    way: Way,
    feedings: list[Feeding],
    discord: Any,
    slack: Any,
    names: tuple[str, ...],
    places: tuple[str, ...],
) -> list[Delay]:
    on_discord, on_slack = [], []

    async def visible(wait: Awaitable[None], seen: list[float], began: float) -> None:
        await wait
        seen.append(time.perf_counter() - began)
        way.pass_("visible")

    for feeding, name, place in zip(feedings, names, places, strict=True):
        await _settled(app)
        began = time.perf_counter()
        way.begin()
        watched = asyncio.gather(
            visible(discord.until(lambda at=place: discord.messages[at]), on_discord, began),
            visible(slack.until(lambda at=name: slack.messages[at]), on_slack, began),
        )
        await app.pipeline.poll(feeding)
        way.pass_("read, stored and owed, durably")
        await watched
    return [
        summed_up("poll to visible, Discord", on_discord[WARM:]),
        summed_up("poll to visible, Slack", on_slack[WARM:]),
    ]


async def _settled(app: App) -> None:
    """Wait until the article before is settled: each goes its way alone."""
    while await app.store.outbox.oldest_owed_at():  # noqa: ASYNC110 - nobody tells when it is
        await asyncio.sleep(0.001)


async def _floors(discord: Any, slack: Any, count: int) -> list[Delay]:
    """Send as many messages of the same kind with nothing but the clients."""
    found = []
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:
        client = AsyncWebClient(token=BOT_TOKEN, base_url=slack.url, session=session)
        text = "Repairs will cost 3.5 million euros, the board's engineer said. " * 6

        async def to_discord(number: int) -> None:
            body = {"embeds": [{"title": f"Flood {number}", "description": text}], "nonce": str(number)}
            async with session.post(f"{discord.api_url}/channels/1/messages", json=body) as answer:
                assert answer.status == 200
                await answer.read()

        async def to_slack(number: int) -> None:
            section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
            await client.chat_postMessage(channel="C00000000", text=f"Flood {number}", blocks=[section])

        for what, send in (("bare client, Discord", to_discord), ("bare client, Slack", to_slack)):
            found.append(summed_up(what, [await _timed(send, number) for number in range(count)][WARM:]))
    return found


async def _timed(send: Callable[[int], Awaitable[None]], number: int) -> float:
    began = time.perf_counter()
    await send(number)
    return time.perf_counter() - began


def _settings(folder: str, names: tuple[str, ...], places: tuple[str, ...]) -> Config:
    pairs = [("slack", name) for name in names], [("discord", place) for place in places]
    return Config(
        database=f"sqlite:///{folder}/nutgraf.db",
        sources=tuple(
            SourceSettings(kind="feed", name=f"source-{n}", url=f"https://source-{n}.test/") for n in range(len(names))
        ),
        channels=tuple(
            ChannelSettings(platform=platform, id=channel, sources=(f"source-{number}",))
            for pair in pairs
            for number, (platform, channel) in enumerate(pair)
        ),
        http=HttpSettings(enabled=False),
    )


@asynccontextmanager
async def serving(module: str, *options: str) -> AsyncIterator[dict[str, Any]]:
    """Run a loopback server as a process of its own; gives its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *options, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield json.loads(await process.stdout.readline())
    finally:
        process.kill()
        await process.wait()


async def deliver(adapter: ChatAdapter, channels: tuple[str, ...], count: int) -> float:
    """Owe `count` alerts round the channels and deliver them; returns the seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        clock = SystemClock()
        store = await Store.open(f"sqlite:///{folder}/nutgraf.db", clock=clock)
        async with store.transaction() as tx:
            for number in range(count):
                told = Alert(
                    id=f"alert-{number}",
                    kind=AlertKind.ALERT,
                    message=message(f"alert {number}"),
                    created_at=clock.now(),
                )
                channel = channels[number % len(channels)]
                await store.outbox.owe(tx, told, (Owed(platform=adapter.platform, channel=channel),))
        posted = asyncio.Event()
        left = count

        def count_down(_: Delivery, outcome: Outcome) -> None:
            nonlocal left
            left -= outcome is Outcome.POSTED
            if not left:
                posted.set()

        courier = Courier(store, {adapter.platform: adapter}, clock, observer=count_down)
        began = time.perf_counter()
        at_work = asyncio.create_task(courier.run())
        await posted.wait()
        took = time.perf_counter() - began
        at_work.cancel()
        with suppress(asyncio.CancelledError):
            await at_work
        await store.close()
        await adapter.close()
        return took


async def discord_rate(count: int) -> tuple[float, int]:
    """Return the seconds for `count` messages to 60 channels and the 429s earned."""
    async with serving("tests.loopback.discord_server", "--limits") as address:
        adapter = DiscordAdapter(
            TOKEN, api_url=address["api_url"], gateway_url=address["gateway_url"], clock=SystemClock()
        )
        channels = tuple(str(920_000_000_000_000_000 + number) for number in range(60))
        return await deliver(adapter, channels, count), adapter.rate_limited


async def slack_rate(each: int) -> tuple[float, int]:
    """Return the seconds for `each` messages to 30 channels and the 429s earned."""
    channels = tuple(f"C{number:08d}" for number in range(30))
    options = [option for channel in channels for option in ("--channel", channel)]
    async with serving("tests.loopback.slack_server", "--rate-limited", *options) as address:
        took = await deliver(
            SlackAdapter(BOT_TOKEN, api_url=address["url"], clock=SystemClock()), channels, each * len(channels)
        )
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{address['port']}/control/state") as answer,
        ):
            return took, (await answer.json())["refused_rate"]


async def measure(*, is_quick: bool) -> None:
    count, each = (200, 4) if is_quick else (1_000, 20)
    lines, way = await delays(40 if is_quick else 144)
    for line in lines:
        print(f"{line.what:28} p50 {line.p50:6.1f} ms   p99 {line.p99:6.1f} ms")
    print(f"\n{way.table()}\n")
    took, refused = await discord_rate(count)
    rate = count / took / ALLOWED_BY_DISCORD
    print(f"{count} messages to 60 Discord channels: {took:.1f} s, {rate:.3f} of the allowed rate, {refused} 429s")
    took, refused = await slack_rate(each)
    print(f"30 Slack channels × {each} messages: {took:.1f} s, {each / took:.3f} of the allowed rate, {refused} 429s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer messages")
    asyncio.run(measure(is_quick=parser.parse_args().quick))


if __name__ == "__main__":
    main()
