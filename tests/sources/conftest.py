"""A publisher's server and a fetcher that may dial it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sources import FeedReader
from bot.sources.fetch import Fetcher
from tests.loopback.web import LOOPBACK, Publisher, publisher


@pytest.fixture
async def server() -> AsyncIterator[Publisher]:
    async with publisher() as running:
        yield running


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(allow_private=LOOPBACK, timeout=timedelta(seconds=5)) as opened:
        yield opened


@pytest.fixture
async def reader() -> AsyncIterator[FeedReader]:
    opened = FeedReader()
    yield opened
    await opened.close()
