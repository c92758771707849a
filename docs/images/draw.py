"""Draws the README's pictures: real messages of seeds/, as `nutgraf preview` shows them, through headless Chromium."""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PICTURES = {
    "alert-discord": ("discord", "seeds/norvale-flood-1-dyke.html", "660,620"),
    "alert-slack": ("slack", "seeds/norvale-flood-1-dyke.html", "660,640"),
    "troops-discord": ("discord", "/troops", "660,700"),
    "troops-slack": ("slack", "/troops", "660,760"),
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("Chromium is not installed; the pictures stay as they are.\n")
        return 1
    with tempfile.TemporaryDirectory() as work:
        environment = {**os.environ, "NUTGRAF_DATABASE": f"sqlite:///{work}/n.db", "PYTHONPATH": str(ROOT)}
        nutgraf = [sys.executable, "-m", "bot"]
        subprocess.run([*nutgraf, "run", "--once"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        for name, (platform, place, size) in PICTURES.items():
            page = f"{work}/{name}.html"
            subprocess.run([*nutgraf, "preview", platform, place, "-o", page], cwd=ROOT, env=environment, check=True)
            _shoot(chromium, page, HERE / f"{name}.png", size, work)
        _draw_chart(environment, HERE / "chart.png")
    return 0


def _shoot(chromium: str, page: str, picture: Path, size: str, work: str) -> None:
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    subprocess.run(
        [chromium, *options, f"--user-data-dir={work}/profile", "--hide-scrollbars", f"--window-size={size}",
         f"--screenshot={picture}", f"file://{page}"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def _draw_chart(environment: dict[str, str], picture: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "/news chart topic:troops", "--json"],
        cwd=ROOT, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    for block in json.loads(done.stdout)["blocks"]:
        if "image" in block:
            picture.write_bytes(base64.b64decode(block["image"]))


if __name__ == "__main__":
    sys.exit(main())
