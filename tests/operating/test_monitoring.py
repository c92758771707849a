"""The alert rules and the dashboard ask for metrics that there are, and the dashboard is one Grafana takes."""

import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import promql_parser
import pytest
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from bot.http import Health, HttpPort
from bot.metrics import Metrics

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations"
GUIDE = OPERATIONS.parent / "operating.md"
RULES = (OPERATIONS / "alerts.yml").read_text("utf-8")
DASHBOARD: dict[str, Any] = json.loads((OPERATIONS / "grafana-dashboard.json").read_text("utf-8"))
NAME = re.compile(r"\b(?:nutgraf|process)_[a-z_]+\b")


@pytest.fixture
async def scraped() -> str:
    """What Prometheus gets from a process that knows one source and one platform, and has done a little."""
    metrics = Metrics()
    metrics.expect(("Courier",), ("slack",))
    metrics.deliveries.labels("pending").set(1)
    metrics.commands.labels("slack", "troops").inc()
    metrics.owed.labels("alert").inc()
    metrics.unreadable.labels("Courier").inc()
    port = HttpPort(host="127.0.0.1", port=0, health=Health, metrics=metrics.page, webhooks={})
    await port.open()
    try:
        async with (
            aiohttp.ClientSession(f"http://127.0.0.1:{port.port}") as prometheus,
            prometheus.get("/metrics") as answer,
        ):
            assert answer.content_type == "text/plain"
            return await answer.text()
    finally:
        await port.close()


def series(scraped: str) -> dict[str, set[str]]:
    """Return every sample's name with the labels it has."""
    found: dict[str, set[str]] = {}
    for name, labels in re.findall(r"^([a-z_]+)(?:\{(.*)\})? ", scraped, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall(r'(\w+)="', labels))
    return found


def expressions() -> list[str]:
    rules = re.findall(r"^\s+expr: (.*)$", RULES, re.MULTILINE)
    return rules + [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


async def test_everything_asked_for_is_there(scraped: str) -> None:
    there = series(scraped)
    asked = {name for expression in expressions() for name in NAME.findall(expression)}
    assert asked <= there.keys()
    assert len(asked) >= 10


async def test_every_label_asked_for_is_there(scraped: str) -> None:
    there = series(scraped)
    for expression in expressions():
        for name, selector in re.findall(r"((?:nutgraf|process)_[a-z_]+)\{([^}]*)\}", expression):
            asked = set(re.findall(r"(\w+)=~?\"", selector)) - {"job", "instance"}
            assert asked <= there[name], (name, asked)


async def test_the_operating_guide_names_every_metric(scraped: str) -> None:
    families = re.findall(r"^# TYPE ((?:nutgraf|process)_[a-z_]+) (\w+)$", scraped, re.MULTILINE)
    guide = GUIDE.read_text("utf-8")
    ours = {name for name, kind in families if name.startswith("nutgraf_") and not name.endswith("_created")}
    assert ours
    assert [name for name in sorted(ours) if f"`{name}`" not in guide] == []


def test_every_rule_is_tested() -> None:
    tested = (OPERATIONS / "alerts_test.yml").read_text("utf-8")
    for name in re.findall(r"- alert: (\w+)", RULES):
        fires = re.search(rf"alertname: {name}\n\s+exp_alerts:", tested)
        assert fires, name
        assert f"alertname: {name}}}" in tested, name


def test_grafanas_own_model_of_a_dashboard_knows_all_of_ours() -> None:
    register_default_plugins()
    read = Dashboard.from_json(DASHBOARD)
    assert left_out(DASHBOARD, json.loads(JSONEncoder(sort_keys=True).encode(read)), "dashboard") == []


def left_out(ours: Any, known: Any, where: str) -> list[str]:
    """Return what of ours is not known, by its path: Grafana's model forgets what it has no place for."""
    if isinstance(ours, dict) and isinstance(known, dict):
        return [each for key, value in ours.items() for each in left_out(value, known.get(key), f"{where}.{key}")]
    if isinstance(ours, list) and isinstance(known, list) and len(ours) == len(known):
        pairs = enumerate(zip(ours, known, strict=True))
        return [each for number, pair in pairs for each in left_out(*pair, f"{where}[{number}]")]
    return [] if ours == known else [where]


def test_prometheus_can_read_every_expression() -> None:
    for expression in expressions():
        promql_parser.parse(expression)


def test_the_dashboard_is_whole() -> None:
    panels = DASHBOARD["panels"]
    assert DASHBOARD["title"]
    assert DASHBOARD["uid"]
    assert DASHBOARD["schemaVersion"] >= 36
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert DASHBOARD["templating"]["list"][0]["name"] == "datasource"
    for panel in panels:
        assert panel["type"] in ("stat", "timeseries")
        assert panel["title"]
        assert panel["targets"]
        for source in (panel["datasource"], *(target["datasource"] for target in panel["targets"])):
            assert source == {"type": "prometheus", "uid": "${datasource}"}
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"])


def test_the_dashboards_panels_lie_side_by_side() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        taken |= cells
