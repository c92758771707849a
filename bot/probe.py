"""The container's health check: asks the running process on its own HTTP port, without loading any of it."""

import http.client
import os
import sys


def main() -> int:
    """Return 0 if GET /health answers that the process is alive, 1 otherwise; says why on standard output."""
    host = os.environ.get("NUTGRAF_HTTP__HOST", "127.0.0.1")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    port = int(os.environ.get("NUTGRAF_HTTP__PORT", "8080"))
    try:
        connection = http.client.HTTPConnection(host, port, timeout=4)
        connection.request("GET", "/health")
        answer = connection.getresponse()
        sys.stdout.write(answer.read(2000).decode("utf-8", "replace") + "\n")
    except OSError as error:
        sys.stdout.write(f"no answer on {host}:{port}: {error}\n")
        return 1
    return 0 if answer.status in (200, 503) else 1  # 503: alive, but something waits for the operator


if __name__ == "__main__":
    sys.exit(main())
