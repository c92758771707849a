"""The container's health check asks where the process listens."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bot.http import Health, HttpPort
from bot.probe import http_settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("table", "variables", "where"),
    [
        pytest.param("", {}, (True, "127.0.0.1", 8080), id="defaults"),
        pytest.param("[http]\nport = 9000\n", {}, (True, "127.0.0.1", 9000), id="file"),
        pytest.param("[http]\nport = 9000\n", {"NUTGRAF_HTTP__PORT": "9001"}, (True, "127.0.0.1", "9001"), id="both"),
        pytest.param("[http]\nenabled = false\n", {"NUTGRAF_HTTP__HOST": ""}, (False, "127.0.0.1", 8080), id="off"),
        pytest.param("not TOML", {}, (True, "127.0.0.1", 8080), id="broken file"),
    ],
)
def test_it_reads_the_settings_as_the_process_does(
    tmp_path: Path, table: str, variables: dict[str, str], where: tuple[object, ...]
) -> None:
    (tmp_path / "n.toml").write_text(table)
    assert tuple(http_settings({"NUTGRAF_CONFIG": str(tmp_path / "n.toml"), **variables}).values()) == where


async def probed(port: int) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.probe", cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "NUTGRAF_CONFIG": os.devnull, "NUTGRAF_HTTP__PORT": str(port)},
    )  # fmt: skip
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.parametrize("health", [Health(), Health(("the disk is full",))], ids=["ready", "alive but not ready"])
async def test_whoever_answers_is_alive(health: Health) -> None:
    port = HttpPort(host="127.0.0.1", port=0, health=lambda: health, metrics=lambda: b"", webhooks={})
    await port.open()
    code, said = await probed(port.port)
    await port.close()
    assert code == 0
    assert '"live": true' in said


async def test_nobody_there_is_a_failure() -> None:
    port = HttpPort(host="127.0.0.1", port=0, health=Health, metrics=lambda: b"", webhooks={})
    await port.open()
    closed = port.port
    await port.close()
    code, said = await probed(closed)
    assert (code, said.startswith("no answer on 127.0.0.1")) == (1, True)
