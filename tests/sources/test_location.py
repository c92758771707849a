import io
from pathlib import Path

import pytest

from bot.errors import ArticleError, ConfigError, SourceError
from bot.model import MediaType
from bot.sources import FeedReader, build_source, open_location
from bot.sources.feed import FeedSource
from bot.sources.fetch import Fetcher
from bot.sources.folder import FolderSource
from bot.sources.location import sniff
from bot.sources.page import PageSource
from tests.loopback.web import Publisher


async def test_a_file_is_opened_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Words")
    (document,) = await open_location(str(path))
    assert (document.text, document.media_type) == ("# Words", MediaType.MARKDOWN)


async def test_a_file_of_another_ending_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_text("Words")
    (document,) = await open_location(str(path))
    assert document.media_type is MediaType.TEXT


async def test_a_json_list_and_a_folder_hold_several_articles(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text('[{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}]')
    (tmp_path / "a.txt").write_text("Three.")
    assert len(await open_location(str(tmp_path / "b.json"))) == 2
    assert len(await open_location(str(tmp_path))) == 3


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing.txt", "missing.txt cannot be opened: No such file"), ("empty.txt", "empty.txt is empty"),
     ("folder", "folder holds no articles")],
)  # fmt: skip
async def test_what_cannot_be_opened_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(ArticleError, match=words):
        await open_location(str(tmp_path / name))


async def test_an_address_is_fetched(server: Publisher, fetcher: Fetcher) -> None:
    (document,) = await open_location(server.serve("/", "<p>Words.</p>"), fetcher)
    assert (document.text, document.url) == ("<p>Words.</p>", server.url("/"))


async def test_an_address_needs_a_fetcher() -> None:
    with pytest.raises(SourceError):
        await open_location("https://n.example/")


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("Plain words.", MediaType.TEXT),
        ("\n<!DOCTYPE html><p>x", MediaType.HTML),
        ("<article>x", MediaType.HTML),
        ('{"text": "x"}', MediaType.JSON),
        ("---\ntitle: x\n---\n", MediaType.MARKDOWN),
        ("# Headline\n", MediaType.MARKDOWN),
    ],
)
def test_unnamed_text_is_taken_for_what_it_looks_like(text: str, media_type: MediaType) -> None:
    assert sniff(text) is media_type


async def test_standard_input_is_read() -> None:
    given = io.BytesIO('[{"text": "Ünö"}, {"text": "Two"}]'.encode())
    assert len(await open_location("-", stdin=given)) == 2


def test_a_source_is_built_of_its_settings(tmp_path: Path, fetcher: Fetcher, reader: FeedReader) -> None:
    url = "https://n.example/feed"
    assert isinstance(build_source("folder", "a", path=tmp_path), FolderSource)
    assert isinstance(build_source("feed", "b", url=url, fetcher=fetcher, reader=reader), FeedSource)
    page = build_source("page", "c", url=url, fetcher=fetcher)
    assert isinstance(page, PageSource)
    assert page.name == "c"


@pytest.mark.parametrize("kind", ["folder", "feed", "page", "mail"])
def test_a_source_that_lacks_what_it_needs_is_a_mistake_in_the_settings(kind: str) -> None:
    with pytest.raises(ConfigError, match="source a"):
        build_source(kind, "a")
