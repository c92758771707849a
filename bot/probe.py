"""The container's health check: asks the running process on its own HTTP port, without loading any of it."""

import http.client
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

_DEFAULTS = {"enabled": True, "host": "127.0.0.1", "port": 8080}
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


def main() -> int:
    """Return 0 if GET /health answers that the process is alive, 1 otherwise; says why on standard output."""
    settings = http_settings(os.environ)
    host, port = str(settings["host"]), int(str(settings["port"]))
    if str(settings["enabled"]).lower() in ("false", "0", "no", "off") or port == 0:
        sys.stdout.write("the settings give no fixed HTTP port, so nobody can be asked\n")
        return 0
    host = _EVERYWHERE.get(host, host)
    try:
        connection = http.client.HTTPConnection(host, port, timeout=4)
        connection.request("GET", "/health")
        answer = connection.getresponse()
        sys.stdout.write(answer.read(2000).decode("utf-8", "replace") + "\n")
    except (OSError, http.client.HTTPException) as error:
        sys.stdout.write(f"no answer on {host}:{port}: {error}\n")
        return 1
    return 0 if answer.status in (200, 503) else 1  # 503: alive, but something waits for the operator


def http_settings(environment: Mapping[str, str]) -> dict[str, object]:
    """Return `enabled`, `host` and `port` as the process reads them: the environment over the settings file."""
    found: dict[str, object] = dict(_DEFAULTS)
    try:
        path = Path(environment.get("NUTGRAF_CONFIG") or "config/nutgraf.toml")
        table = tomllib.loads(path.read_text("utf-8")).get("http")
    except (OSError, ValueError):
        table = None
    if isinstance(table, dict):
        found |= {name: value for name, value in table.items() if name in found}
    given = {name: environment.get(f"NUTGRAF_HTTP__{name.upper()}") for name in found}
    return found | {name: value for name, value in given.items() if value}


if __name__ == "__main__":
    sys.exit(main())
