"""The command line as its users and other programs see it: output, exit codes, one line for each thing wrong."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

ROOT = Path(__file__).parents[2]
STORY = (
    "Soldiers reach Velmora\n\n"
    "The defence ministry said on Friday that about 10,000 soldiers had reached Velmora, up from 3,000 last week.\n\n"
    "“We did not expect so many of them,” said Ada Orr, the mayor of Orlec.\n"
)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [name for name in os.environ if name.startswith("NUTGRAF_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def nutgraf(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def settings(folder: Path, text: str) -> str:
    path = folder / "nutgraf.toml"
    path.write_text(f'database = "sqlite:///{folder}/n.db"\n[http]\nenabled = false\n{text}', "utf-8")
    return str(path)


def check_spans(brief: dict[str, object]) -> None:
    body = str(brief["body"])
    for kind in ("summary", "figures", "quotes"):
        for found in brief[kind]:  # type: ignore[attr-defined]
            assert found["text"] == body[found["start"] : found["end"]]


def test_a_brief_as_json_keeps_the_contract(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    done = nutgraf("brief", "story.txt", "--json")
    assert done.exit_code == 0
    brief = json.loads(done.stdout)
    check_spans(brief)
    assert brief["headline"] == "Soldiers reach Velmora"
    [about] = [figure for figure in brief["figures"] if figure["low"] == 10000]
    assert (about["qualifier"], about["high"], about["noun"]) == ("about", 10000, "soldiers")
    [said] = brief["quotes"]
    assert said["person"]["name"] == "Ada Orr"
    assert set(brief) >= {"id", "headline", "byline", "published_at", "language", "url", "body"}


def test_a_brief_is_good_to_read_in_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    shown = nutgraf("brief", "story.txt").stdout
    for words in ("Soldiers reach Velmora", "about 10,000 soldiers", "We did not expect so many of them", "Ada Orr"):
        assert words in shown


def test_batches_answer_every_line_in_order() -> None:
    lines = [
        json.dumps({"id": "a", "text": "Some 40 people died, police said."}),
        "not json",
        json.dumps({"id": "c"}),
        json.dumps({"id": "d", "text": "“It is over,” said Jon Bell.", "published_at": "2026-11-20T00:00:00Z"}),
    ]
    done = nutgraf("brief", "--jsonl", "--raw", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer.get("id") for answer in answers][0::2] == ["a", "c"]
    assert len(answers) == 4
    assert "error" in answers[1]
    assert "error" in answers[2]
    assert answers[3]["body"] == "“It is over,” said Jon Bell."


def test_stories_are_grouped_from_lines() -> None:
    titles = ["Flood kills 12 in Orlec valley", "Orlec valley flood kills 12 people", "Velmora central bank keeps rate"]
    lines = [json.dumps({"id": str(n), "headline": title}) for n, title in enumerate(titles)]
    done = nutgraf("stories", "--jsonl", stdin="\n".join(lines) + "\n")
    stories = [json.loads(line)["story"] for line in done.stdout.splitlines()]
    assert stories[0] == stories[1] != stories[2]


def test_one_pass_posts_once_and_a_second_posts_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text(STORY, "utf-8")
    path = settings(tmp_path, '[[sources]]\nkind="folder"\nname="In"\npath="in"\n')
    first = nutgraf("run", "--once", "--config", path, "--report", "report.jsonl")
    assert first.exit_code == 0
    assert "Soldiers reach Velmora" in first.stdout
    [report] = [json.loads(line) for line in Path("report.jsonl").read_text().splitlines()]
    assert (report["source"], report["outcome"], report["error"], report["new"]) == ("In", "read", None, 1)
    assert [entry["id"] for entry in report["entries"]] == ["story.txt"]
    second = nutgraf("run", "--once", "--config", path)
    assert "Soldiers" not in second.stdout
    assert "Nothing new" in second.stderr


def test_questions_are_answered_in_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text(STORY, "utf-8")
    path = settings(
        tmp_path,
        '[[sources]]\nkind="folder"\nname="In"\npath="in"\n[[topics]]\nname="troops"\ncount=["soldier"]\n',
    )
    nutgraf("run", "--once", "--config", path)
    answered = nutgraf("ask", "/troops", "--config", path)
    assert answered.exit_code == 0
    assert "about 10,000 soldiers" in answered.stdout
    assert json.loads(nutgraf("ask", "/troops", "--json", "--config", path).stdout)["summary"].startswith("Troops")
    assert nutgraf("ask", "/news troops", "--config", path).exit_code == 0
    unknown = nutgraf("ask", "/nonsense", "--config", path)
    assert unknown.exit_code == 1
    assert "I do not know /nonsense" in unknown.stderr
    assert unknown.stdout == ""
    misunderstood = nutgraf("ask", "/troops since:nonsense", "--config", path)
    assert misunderstood.exit_code == 1
    assert "not “nonsense”" in misunderstood.stderr


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("empty.txt", b"", "empty", id="an empty file"),
        pytest.param("rubbish.txt", bytes(range(256)) * 40, "text", id="binary rubbish"),
        pytest.param("huge.txt", b"x " * (26 * 2**20), "MB", id="a 52 MB file"),
        pytest.param("broken.json", b'{"headline": ', "JSON", id="broken JSON"),
        pytest.param("page.html", b"<html><body><nav>Home</nav></body>", "", id="a page without an article"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_line_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    done = nutgraf("brief", name, "story.txt", "--json")
    assert done.exit_code == 1
    [line] = done.stderr.splitlines()
    assert name in line
    assert words in line
    assert len(line) <= 300
    assert json.loads(done.stdout)["headline"] == "Soldiers reach Velmora"


def test_a_password_in_an_address_is_not_repeated() -> None:
    done = nutgraf("brief", "http://ada:hunter2@127.0.0.1:9/story")
    assert done.exit_code == 1
    assert "127.0.0.1:9/story" in done.stderr
    assert "hunter2" not in done.stderr


def test_articles_come_through_standard_input_as_a_list_too() -> None:
    articles = [{"id": name, "text": f"Some 40 people died in {name}, police said."} for name in ("Tarn", "Orlec")]
    done = nutgraf("brief", "-", "--json", stdin=json.dumps(articles, indent=1))
    assert [json.loads(line)["body"][-20:] for line in done.stdout.splitlines()] == [
        article["text"][-20:] for article in articles
    ]


def test_broken_html_is_still_read(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<title>Flood</title><article><p>At least 12 people have <b>died in the flood at Orlec, the emergency office "
        "said on Monday.<p>More rain is <i>expected in the valley on Tuesday, the weather service said.</article",
        "utf-8",
    )
    done = nutgraf("brief", "page.html", "--json")
    assert done.exit_code == 0
    assert [figure["low"] for figure in json.loads(done.stdout)["figures"]] == [12]


def test_a_bad_source_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "in" / "empty.txt").write_text("")
    path = settings(
        tmp_path,
        '[[sources]]\nkind="folder"\nname="In"\npath="in"\n'
        '[[sources]]\nkind="folder"\nname="Nowhere"\npath="missing"\n'
        '[[sources]]\nkind="feed"\nname="Private"\nurl="http://127.0.0.1:9/feed"\n',
    )
    done = nutgraf("run", "--once", "--config", path)
    assert done.exit_code == 0
    assert "Soldiers reach Velmora" in done.stdout
    for name in ("Nowhere", "Private", "empty.txt"):
        assert any(name in line for line in done.stderr.splitlines()), name
    assert "Traceback" not in done.stderr


def test_five_mistakes_are_five_lines_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(
        'databse = "x"\n[[sources]]\nkind = "fedd"\nname = "A"\nevery = "soon"\n'
        '[[topics]]\nname = "Troops!"\ncount = ["soldier"]\n[schedule]\ntimezone = "Mars"\n'
    )
    for command in ("check", "run", "doctor"):
        done = nutgraf(command, "--config", str(path))
        assert done.exit_code == 2
        assert len(done.stderr.splitlines()) == 5, done.stderr
        assert all("line" in line for line in done.stderr.splitlines())


def test_good_settings_are_said_to_be() -> None:
    done = nutgraf("check", "--config", str(ROOT / "config" / "nutgraf.toml"))
    assert done.exit_code == 0
    assert done.stdout.endswith("good (1 source, 5 topics, 0 channels).\n")


def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    path = settings(tmp_path, '[[sources]]\nkind="folder"\nname="Nowhere"\npath="missing"\n')
    done = nutgraf("doctor", "--config", path)
    assert done.exit_code == 1
    assert "Nowhere" in done.stdout
    assert "database" in done.stdout


def test_a_backup_is_written_once(tmp_path: Path) -> None:
    path = settings(tmp_path, "")
    nutgraf("run", "--once", "--config", path)
    assert nutgraf("backup", "copy.db", "--config", path).exit_code == 0
    again = nutgraf("backup", "copy.db", "--config", path)
    assert again.exit_code == 1
    assert "copy.db" in again.stderr


@pytest.mark.parametrize("command", [["backup", "copy.db"], ["outbox"], ["outbox", "x", "--as", "drop"]])
def test_where_there_is_no_database_none_is_made(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "nutgraf.toml").write_text('database = "sqlite:///data/n.db"\n', "utf-8")
    done = nutgraf(*command, "--config", "nutgraf.toml")
    assert done.exit_code == 2
    assert "data/n.db: is not there" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nutgraf.toml"]


def test_the_outbox_is_listed_and_wrong_verdicts_are_explained(tmp_path: Path) -> None:
    path = settings(tmp_path, "")
    nutgraf("run", "--once", "--config", path)
    assert "0 pending" in nutgraf("outbox", "--config", path).stdout
    assert nutgraf("outbox", "x", "--as", "perhaps", "--config", path).exit_code == 2
    assert nutgraf("outbox", "x", "--as", "posted", "--config", path).exit_code == 1


@pytest.mark.parametrize("platform", ["discord", "slack"])
def test_a_preview_is_one_page_without_scripts_or_outside_files(tmp_path: Path, platform: str) -> None:
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    done = nutgraf("preview", platform, "story.txt", "--output", "page.html")
    assert done.exit_code == 0
    page = Path("page.html").read_text("utf-8")
    assert "Soldiers reach Velmora" in page
    assert "<script" not in page
    assert 'src="http' not in page


def test_there_is_no_preview_of_a_command_there_is_not(tmp_path: Path) -> None:
    done = nutgraf("preview", "slack", "/nonsense", "--output", "page.html", "--config", settings(tmp_path, ""))
    assert done.exit_code == 1
    assert "I do not know /nonsense" in done.stderr
    assert not Path("page.html").exists()


def test_an_unknown_platform_is_wrong_usage() -> None:
    assert nutgraf("preview", "irc", "story.txt").exit_code == 2


def test_a_run_without_sources_says_where_they_are_looked_for(tmp_path: Path) -> None:
    assert "no config/nutgraf.toml here" in nutgraf("run", "--once").stderr
    path = settings(tmp_path, "")
    assert f"add [[sources]] to {path}" in nutgraf("run", "--once", "--config", path).stderr


def test_a_preview_of_a_whole_folder_is_wrong_usage(tmp_path: Path) -> None:
    done = nutgraf("preview", "slack", str(tmp_path))
    assert (done.exit_code, "is a folder" in done.stderr) == (2, True)


def test_an_address_given_makes_the_manifest_of_http_mode(tmp_path: Path) -> None:
    path = settings(tmp_path, "")
    done = nutgraf("manifest", "slack", "--request-url", "https://bot.example", "--config", path)
    assert json.loads(done.stdout)["settings"]["interactivity"]["request_url"] == "https://bot.example/slack/events"
    assert 'mode = "http" as well' in done.stderr
    done = nutgraf("manifest", "slack", "--request-url", "http://bot.example", "--config", path)
    assert (done.exit_code, "starts with https://" in done.stderr) == (2, True)


def test_the_slack_manifest_has_every_topic(tmp_path: Path) -> None:
    path = settings(tmp_path, '[[topics]]\nname="harvest"\ncount=["tonne"]\n')
    made = json.loads(nutgraf("manifest", "slack", "--config", path).stdout)
    names = [command["command"] for command in made["features"]["slash_commands"]]
    assert {"/harvest", "/news"} <= set(names)


def test_an_invitation_needs_a_token(tmp_path: Path) -> None:
    done = nutgraf("invite", "discord", "--config", settings(tmp_path, ""))
    assert done.exit_code == 2
    assert "NUTGRAF_DISCORD__TOKEN" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief"],
        ["brief", "x.txt", "--raw"],
        ["brief", "--jsonl", "x.txt"],
        ["stories"],
        ["run", "--nonsense"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    assert nutgraf(*arguments).exit_code == 2


def test_a_reader_that_hangs_up_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(STORY, "utf-8")
    shell = f"{sys.executable} -m bot brief --json *.txt | head -c 10"
    done = subprocess.run(
        ["sh", "-c", shell], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


def test_wrong_usage_is_one_line_and_exit_code_2() -> None:
    for arguments in (["frobnicate"], ["brief", "--nope"], ["brief"], ["run", "--once", "--report"]):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr


def test_a_report_that_cannot_be_written_is_said_before_anything_is_posted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text(STORY, "utf-8")
    path = settings(tmp_path, '[[sources]]\nkind="folder"\nname="In"\npath="in"\n')
    done = nutgraf("run", "--once", "--config", path, "--report", str(tmp_path / "nowhere" / "report"))
    assert done.exit_code == 2
    assert "report" in done.stderr
    assert "Soldiers" not in done.stdout


def test_a_failing_source_is_one_line(tmp_path: Path) -> None:
    path = settings(tmp_path, '[[sources]]\nkind="folder"\nname="Lost"\npath="nowhere"\n')
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run", "--once", "--config", path],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "Lost" in line] == done.stderr.splitlines()[:1]


def test_doctor_prints_a_line_for_each_thing_it_tried(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{'long' * 40}.txt").write_text("", "utf-8")
    path = settings(tmp_path, '[[sources]]\nkind="folder"\nname="In"\npath="in"\n')
    done = nutgraf("doctor", "--config", path)
    assert done.exit_code == 1
    assert all(line.startswith(("ok  ", "!!  ")) for line in done.stdout.splitlines())
    assert any("In:" in line and line.endswith("is empty") for line in done.stdout.splitlines())


def test_an_address_that_cannot_be_listened_on_is_named_with_the_setting_to_change(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        for http, remedy in (
            (f'host = "127.0.0.1"\nport = {taken.getsockname()[1]}', "set [http] port"),
            ('host = "no such host"\nport = 0', "set [http] host"),
        ):
            path = tmp_path / "nutgraf.toml"
            path.write_text(f'database = "sqlite:///{tmp_path}/n.db"\n[http]\n{http}\n', "utf-8")
            done = subprocess.run(
                [sys.executable, "-m", "bot", "run", "--config", path],
                cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60,
            )  # fmt: skip
            assert (done.returncode, remedy in done.stderr) == (1, True), done.stderr
