"""Every event that a running Nutgraf logs stands in the operating guide."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEVELS = {"debug", "info", "warning", "error", "exception", "log"}


def events_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        is_log = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS
        if is_log and isinstance(node.func.value, ast.Name) and node.func.value.id in ("log", "_log"):
            yield next(each.value for each in node.args if isinstance(each, ast.Constant))


def test_every_event_is_explained() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text("utf-8")
    running = [path for room in ("bot", "adapters") for path in (ROOT / room).rglob("*.py")]
    told = {
        event: path.name
        for path in running
        if "extraction" not in path.parts
        for event in events_in(path.read_text("utf-8"))
    }
    assert len(told) > 40
    assert [event for event in sorted(told) if f"`{event}`" not in guide] == []
