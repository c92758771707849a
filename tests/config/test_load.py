import os
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.config import load
from bot.errors import ConfigError


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("NUTGRAF_CONFIG", "NUTGRAF_DATABASE", "NUTGRAF_DISCORD__TOKEN", "NUTGRAF_SLACK__BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "nutgraf.toml"
    path.write_text(text, "utf-8")
    return path


def problems(path: Path | None) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(path)
    return caught.value.problems


def test_without_a_file_everything_has_a_default() -> None:
    config = load()
    assert config.database == "sqlite:///data/nutgraf.db"
    assert config.schedule.poll == timedelta(minutes=5)
    assert config.channels == ()


def test_the_shipped_settings_are_good() -> None:
    shipped = Path(__file__).parents[2] / "config" / "nutgraf.toml"
    config = load(shipped)
    assert {topic.name for topic in config.topics} >= {"troops", "casualties", "aid", "displaced", "prices"}


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, '[schedule]\npoll = "5m"\ndigest = "07:30"\n')
    monkeypatch.setenv("NUTGRAF_SCHEDULE__POLL", "10s")
    config = load(path)
    assert (config.schedule.poll, config.schedule.digest) == (timedelta(seconds=10), time(7, 30))


def test_a_secret_comes_from_the_file_its_variable_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("s3cret\n")
    monkeypatch.setenv("NUTGRAF_DISCORD__TOKEN_FILE", str(tmp_path / "token"))
    config = load()
    assert config.discord.token is not None
    assert config.discord.token.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(config)


def test_a_file_wins_over_the_plain_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "url").write_text("postgresql://ada:s3cret@db/news\n")
    monkeypatch.setenv("NUTGRAF_DATABASE", "sqlite:////data/nutgraf.db")  # as the image sets it
    monkeypatch.setenv("NUTGRAF_DATABASE_FILE", str(tmp_path / "url"))
    assert load().database == "postgresql://ada:s3cret@db/news"


def test_a_missing_secret_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_DISCORD__TOKEN_FILE", str(tmp_path / "nowhere"))
    assert "NUTGRAF_DISCORD__TOKEN_FILE" in problems(None)[0]


def test_every_mistake_is_named_at_once_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """\
databse = "x"
[[sources]]
kind = "fedd"
name = "A"
every = "5 minutes"
[[topics]]
name = "Troops!"
count = ["soldier"]
[schedule]
timezone = "Mars/Olympus"
[fetch]
allow_private = ["10.0.0.0/33"]
""",
    )
    found = "\n".join(problems(path))
    for line, words in (
        (1, "did you mean database"),
        (3, "sources[1].kind"),
        (5, '"5m"'),
        (7, "topics[1].name"),
        (10, "Europe/London"),
        (12, '"10.0.0.0/8"'),
    ):
        assert any(f"line {line}:" in problem and words in problem for problem in found.splitlines()), (line, found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('[[sources]]\nkind="feed"\nname="A"\n', "needs url", id="a feed without an address"),
        pytest.param(
            '[[sources]]\nkind="folder"\nname="A"\nurl="https://a.example"\n', "no url", id="a folder with one"
        ),
        pytest.param(
            '[[channels]]\nplatform="discord"\nid="1"\n', "NUTGRAF_DISCORD__TOKEN", id="discord without token"
        ),
        pytest.param('[[channels]]\nplatform="irc"\nid="1"\n', "no platform 'irc'", id="an unknown platform"),
        pytest.param('[[channels]]\nplatform="console"\nid="1"\ntopics=["x"]\n', "no topic 'x'", id="an unknown topic"),
        pytest.param('[[channels]]\nplatform="console"\nid="1"\nsources=["x"]\n', "no source 'x'", id="unknown source"),
        pytest.param('[[topics]]\nname="news"\ncount=["a"]\n', "own command", id="a reserved name"),
        pytest.param('[discord]\napi_url="http://example.com"\n', "https://", id="a token in the clear"),
        pytest.param('[discord]\ngateway_url="ws://example.com"\n', "wss://", id="a gateway in the clear"),
        pytest.param('database="mysql://x"\n', "sqlite:///", id="a database we do not speak"),
        pytest.param('database="sqlite:///"\n', "sqlite:///path", id="a database without a file"),
        pytest.param('database="sqlite:///a\\u0000b"\n', "sqlite:///path", id="a file that cannot be"),
        pytest.param("x = [1,\n", "is not TOML", id="broken TOML"),
        pytest.param('[[channels]]\nplatform="console"\nid=1\n', 'in quotes: id = "…"', id="an id without quotes"),
        pytest.param('[[topics]]\nname="a"\ncount=[1]\n', 'in quotes: count = "…"', id="a noun without quotes"),
        pytest.param("[http]\nport=70000\n", "must be at most 65535", id="a port that is none"),
        pytest.param('[[sources]]\nkind="folder"\nname="A"\npath=""\n', "path: is empty", id="no folder"),
        pytest.param('[[sources]]\nkind="folder"\nname=" "\npath="x"\n', "name: is empty", id="a name of blanks"),
        pytest.param('[[sources]]\nkind="folder"\nname="a\\u202eb"\npath="x"\n', "cannot be seen", id="a hidden name"),
        pytest.param('[[sources]]\nkind="feed"\nname="A"\nurl="http://["\n', "not an address", id="half an address"),
        pytest.param('[[sources]]\nkind="feed"\nname="A"\nurl="http://a:99999/"\n', "not an address", id="no port"),
        pytest.param('[[sources]]\nkind="feed"\nname="A"\nbacklog=true\n', 'or "all"', id="a backlog of yes"),
        pytest.param('[[sources]]\nkind="fed"\nname="A"\n', "must be 'folder', 'feed' or 'page'", id="no such kind"),
        pytest.param('[[topics]]\nname="a"\ncount=[""]\n', "count[1]: is empty", id="a noun of nothing"),
        pytest.param(
            '[[topics]]\nname="a"\ncount="crown"\n', 'in brackets: count = ["…"]', id="a noun without brackets"
        ),
        pytest.param(
            '[[channels]]\nplatform="console"\nid="1"\non_change=true\n', "add topics", id="changes of nothing"
        ),
        pytest.param('[[channels]]\nplatform="console"\nid="1"\nchange_by=5\n', "on_change = true", id="5% of nothing"),
        pytest.param('\ufeff[log]\nlevel="info"\n', "byte order mark", id="as an editor may save it"),
        pytest.param('[log]\nlevel="loud"\n', "must be 'debug', 'info',", id="a level there is not"),
        pytest.param('[http]\nenabled="maybe"\n', "must be true or false", id="neither"),
    ],
)
def test_what_cannot_work_is_explained(tmp_path: Path, text: str, words: str) -> None:
    assert any(words in problem for problem in problems(written(tmp_path, text)))


def test_joiners_belong_to_words(tmp_path: Path) -> None:
    path = written(tmp_path, '[[topics]]\nname="a"\ncount=["نیم\\u200cروز"]\n')
    assert load(path).topics[0].count == ("نیم\u200cروز",)


def test_plain_addresses_are_allowed_on_this_machine(tmp_path: Path) -> None:
    path = written(tmp_path, '[discord]\napi_url="http://127.0.0.1:9/api/"\ngateway_url="ws://localhost:9"\n')
    assert load(path).discord.api_url == "http://127.0.0.1:9/api"


def test_a_list_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_SOURCES", "seeds")
    assert problems(None) == ("environment NUTGRAF_SOURCES: cannot be read; lists are written as JSON.",)


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_DISCRD__TOKEN", "x")
    monkeypatch.setenv("NUTGRAF_DATABSE", "x")
    monkeypatch.setenv("NUTGRAF_SLACK_BOT_TOKEN_FILE", "/nowhere")
    told = "environment {}: no such setting; did you mean {}; unset it."
    assert problems(None) == (
        told.format("NUTGRAF_DATABSE", "NUTGRAF_DATABASE"),
        told.format("NUTGRAF_DISCRD__TOKEN", "NUTGRAF_DISCORD__TOKEN"),
        told.format("NUTGRAF_SLACK_BOT_TOKEN_FILE", "NUTGRAF_SLACK__BOT_TOKEN"),
        "NUTGRAF_SLACK_BOT_TOKEN_FILE: the file /nowhere cannot be read: No such file or directory.",
    )


def test_more_topics_than_discord_has_commands_for_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "".join(f'[[topics]]\nname="t{number}"\ncount=["a"]\n' for number in range(100)))
    assert len(load(path).topics) == 100
    monkeypatch.setenv("NUTGRAF_DISCORD__TOKEN", "x")
    assert any("Discord takes 99 of the 100" in problem for problem in problems(path))


def test_a_wrong_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUTGRAF_SLACK__BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("NUTGRAF_SLACK__MODE", "smoke")
    assert "very-secret" not in "\n".join(problems(None))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1s", 1), ("5m", 300), ("1h30m", 5400), ("2d", 172800), ("0.5s", 0.5)],
)
def test_durations_are_read(tmp_path: Path, text: str, seconds: float) -> None:
    assert load(written(tmp_path, f'[schedule]\npoll="{text}"\n')).schedule.poll == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "5 m", "m", "0s", "-5m", "99999999999999d"])
def test_what_is_no_duration_is_refused(tmp_path: Path, text: str) -> None:
    assert any("schedule.poll" in problem for problem in problems(written(tmp_path, f'[schedule]\npoll="{text}"\n')))


def test_folders_post_all_of_their_backlog_and_feeds_one(tmp_path: Path) -> None:
    config = load(
        written(
            tmp_path,
            '[[sources]]\nkind="folder"\nname="F"\npath="x"\n'
            '[[sources]]\nkind="feed"\nname="G"\nurl="https://a.example/f"\n'
            '[[sources]]\nkind="feed"\nname="H"\nurl="https://a.example/g"\nbacklog="all"\n',
        )
    )
    assert [source.posts_of_backlog for source in config.sources] == [None, 1, None]


def test_names_are_checked_beside_other_mistakes(tmp_path: Path) -> None:
    text = """
[[sources]]
kind = "feed"
name = "A"
url = "ftp://harbour.test/"
[[sources]]
kind = "feed"
name = "A"
[[topics]]
name = "news"
count = ["crown"]
[[channels]]
platform = "irc"
id = "1"
topics = ["prices"]
sources = ["B", 7]
"""
    (tmp_path / "n.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path / "n.toml")
    told = "\n".join(caught.value.problems)
    wanted = (
        "line 5: sources[1].url",
        "'A' is already taken",
        "needs url",
        "/news is Nutgraf's own",
        "no platform 'irc'",
    )
    for words in (*wanted, "no topic 'prices'", "no source 'B'"):
        assert words in told


def test_settings_from_a_pipe_are_refused_instead_of_lost(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="no ordinary file"):
        load(tmp_path / "pipe")
