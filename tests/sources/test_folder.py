import json
import os
import re
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import ArticleError, SourceError
from bot.model import MediaType
from bot.ports import Poll, SourceMemory
from bot.sources.folder import FolderSource

NEVER = SourceMemory()


def write(folder: Path, name: str, content: bytes | str = "Words.", *, at: int = 1_700_000_000) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (at, at))
    return path


async def poll(folder: Path, memory: SourceMemory = NEVER) -> Poll:
    return await FolderSource("seeds", folder).poll(memory)


def guids(found: Poll) -> list[str]:
    return [entry.guid for entry in found.entries]


async def test_article_files_are_listed_newest_first_with_their_kind(tmp_path: Path) -> None:
    for place, name in enumerate(("a.txt", "b.md", "c.MARKDOWN", "d.html", "e.HTM", "sub/f.Json")):
        write(tmp_path, name, '{"headline": "H"}' if name.endswith("Json") else "Words.", at=1_700_000_000 + place)
    found = await poll(tmp_path)
    assert guids(found) == ["sub/f.Json", "e.HTM", "d.html", "c.MARKDOWN", "b.md", "a.txt"]
    kinds = [entry.document.media_type for entry in found.entries if entry.document]
    html, markdown = MediaType.HTML, MediaType.MARKDOWN
    assert kinds == [MediaType.JSON, html, html, markdown, markdown, MediaType.TEXT]
    assert found.problems == ()


async def test_a_folder_that_lies_too_deep_is_named(tmp_path: Path) -> None:
    write(tmp_path, "1/2/3/4/5/6/7/8/near.txt")
    write(tmp_path, "1/2/3/4/5/6/7/8/9/far.txt")
    found = await poll(tmp_path)
    assert guids(found) == ["1/2/3/4/5/6/7/8/near.txt"]
    assert found.problems == ("1/2/3/4/5/6/7/8/9 lies too deep: it was not read",)


async def test_what_is_no_article_is_passed_over_in_silence(tmp_path: Path) -> None:
    for name in (".hidden.txt", "README.md", "readme.txt", "ReadMe.de.md", "x.png", "x.txt.part", "x", ".git/a.txt"):
        write(tmp_path, name)
    found = await poll(tmp_path)
    assert (found.entries, found.problems) == ((), ())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty.txt is empty"),
        ("blank.md", b" \n\t\n", "blank.md is empty"),
        ("rubbish.txt", bytes(range(256)) * 40, "rubbish.txt is not text"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(90), "picture.html is not text"),
        ("archive.txt", bytes(number * 7 % 255 + 1 for number in range(5_000)), "archive.txt is not text"),
        ("bad.json", b"{", r"bad.json is not valid JSON \(line 1\)"),
        ("deep.json", b"[" * 100_000, "deep.json is not valid JSON"),
        ("number.json", b"1" * 10_000, "number.json is not valid JSON"),
        ("word.json", b'"x"', "word.json holds no article"),
        ("numbers.json", b"[1, 2]", "numbers.json holds no article"),
        ("huge.txt", b"x" * 5_242_881, "huge.txt is 5 MB; articles have at most 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_file_that_is_no_article_is_named_in_one_line_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "good.txt")
    found = await poll(tmp_path)
    assert guids(found) == ["good.txt"]
    (problem,) = found.problems
    assert re.match(words, problem)
    assert len(problem) <= 300


async def test_a_file_of_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(50 * 1_048_576)
    assert (await poll(tmp_path)).problems == ("big.txt is 50 MB; articles have at most 5 MB",)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_text_in_other_character_sets_is_read(tmp_path: Path, charset: str) -> None:
    write(tmp_path, "a.txt", "“Ünïcode” — said".encode(charset))
    (entry,) = (await poll(tmp_path)).entries
    assert entry.document is not None
    assert entry.document.text == "“Ünïcode” — said"


async def test_pipes_sockets_and_links_out_of_the_folder_are_skipped_with_a_line(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    secret = write(tmp_path, "secret.txt")
    write(folder, "good.txt")
    os.mkfifo(folder / "pipe.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.relpath(folder / "socket.txt"))
    listener.close()
    (folder / "out.txt").symlink_to(secret)
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "nowhere.txt").symlink_to("missing")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "up").symlink_to(tmp_path)
    found = await poll(folder)
    assert guids(found) == ["good.txt"]
    assert sorted(problem.partition(" ")[0] for problem in found.problems) == [
        "device.txt", "loop.txt", "nowhere.txt", "out.txt", "pipe.txt", "socket.txt",
    ]  # fmt: skip


async def test_a_link_to_a_file_inside_the_folder_is_read(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt", "inside")
    (tmp_path / "link.txt").symlink_to("real/a.txt")
    assert sorted(guids(await poll(tmp_path))) == ["link.txt", "real/a.txt"]


async def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path, "real/a.txt")
    (tmp_path / "link").symlink_to("real")
    assert guids(await poll(tmp_path / "link")) == ["a.txt"]


async def test_a_missing_folder_is_an_error_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is missing: create it, or correct `path`"):
        await poll(tmp_path / "nowhere")


async def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not a folder"):
        await poll(write(tmp_path, "a.txt"))


async def test_a_folder_is_unchanged_until_a_file_comes_goes_or_changes(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    first = await poll(tmp_path)
    again = await poll(tmp_path, first.memory)
    assert again.unchanged
    assert again.entries == ()
    write(tmp_path, "b.txt")
    second = await poll(tmp_path, first.memory)
    assert not second.unchanged
    write(tmp_path, "b.txt", "Other.", at=1_700_000_001)
    third = await poll(tmp_path, second.memory)
    assert not third.unchanged
    (tmp_path / "a.txt").unlink()
    assert not (await poll(tmp_path, third.memory)).unchanged


async def test_an_edited_file_is_the_same_entry_with_another_text(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Before.")
    (before,) = (await poll(tmp_path)).entries
    write(tmp_path, "a.txt", "After.")
    (after,) = (await poll(tmp_path)).entries
    assert before.guid == after.guid
    assert before.document != after.document


async def test_a_json_list_holds_one_entry_per_article(tmp_path: Path) -> None:
    articles = [
        {"id": 7, "headline": "One", "published_at": "2026-02-02T10:00:00+01:00", "byline": "Jo", "outlet": "O"},
        {"title": "Two", "url": "https://n.example/2", "text": "Body."},
        "not an article",
        {"id": 7, "headline": "Again"},
        {"text": "no name"},
    ]
    write(tmp_path, "many.json", json.dumps({"articles": articles}))
    found = await poll(tmp_path)
    entries = {entry.guid: entry for entry in found.entries}
    assert len(entries) == 3
    one, two = entries["many.json#7"], entries["many.json#https://n.example/2"]
    assert (one.title, one.byline, one.outlet) == ("One", "Jo", "O")
    assert one.published_at == datetime(2026, 2, 2, 9, tzinfo=UTC)
    assert two.document is not None
    assert json.loads(two.document.text) == articles[1]


async def test_a_listed_entry_can_be_opened_again_without_its_document(tmp_path: Path) -> None:
    write(tmp_path, "sub/many.json", '[{"id": "a#b", "text": "One."}, {"id": "c", "text": "Two."}]')
    source = FolderSource("seeds", tmp_path)
    for entry in (await source.poll(NEVER)).entries:
        bare = type(entry)(guid=entry.guid)
        assert await source.open(bare) == entry.document == await source.open(entry)


async def test_opening_a_file_that_has_gone_is_an_article_error(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    source = FolderSource("seeds", tmp_path)
    (entry,) = (await source.poll(NEVER)).entries
    path.unlink()
    with pytest.raises(ArticleError, match=r"a\.txt is no longer in the folder"):
        await source.open(type(entry)(guid=entry.guid))


async def test_an_entry_cannot_name_a_file_outside_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "secret.txt")
    write(tmp_path, "in/a.txt")
    source = FolderSource("seeds", tmp_path / "in")
    (entry,) = (await source.poll(NEVER)).entries
    with pytest.raises(ArticleError):
        await source.open(type(entry)(guid="../secret.txt"))


async def test_names_with_any_bytes_are_listed_in_storable_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9 \x1b[31m.txt")
    write(tmp_path, name)
    write(tmp_path, os.fsdecode(b"empty\xff\n.txt"), b"")
    found = await poll(tmp_path)
    (guid,) = guids(found)
    guid.encode()
    (problem,) = found.problems
    assert problem.isprintable()


async def test_many_large_files_are_listed_without_holding_them_all(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path, f"{number}.txt", b"x" * 5_000_000, at=1_700_000_000 - number)
    source = FolderSource("seeds", tmp_path)
    found = await source.poll(NEVER)
    carried = [entry.document is not None for entry in found.entries]
    assert carried == [True] * 6 + [False] * 3
    assert len((await source.open(found.entries[-1])).text) == 5_000_000


async def test_a_file_whose_permissions_were_corrected_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt")
    first = await poll(tmp_path)
    path.chmod(0o600 if path.stat().st_mode & 0o077 else 0o644)
    assert not (await poll(tmp_path, first.memory)).unchanged


async def test_a_name_with_strange_bytes_can_be_opened_again(tmp_path: Path) -> None:
    write(tmp_path, os.fsdecode(b"caf\xe9.txt"), "Words.")
    source = FolderSource("seeds", tmp_path)
    (entry,) = (await source.poll(NEVER)).entries
    assert (await source.open(type(entry)(guid=entry.guid))).text == "Words."
