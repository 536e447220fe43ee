"""How much memory a web process takes after it has shown every page again and again.

Run with DATABASE_URL set, on a database that `bench.history` made: python -m bench.memory
"""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROUNDS = 20
PATIENCE = 60  # seconds for the server to answer


def main() -> None:
    """Print the megabytes of one web process, before the pages and after."""
    before, after = measured(int(os.environ.get("LANTERN_BENCH_ROUNDS", ROUNDS)))
    print(f"{before:.0f} {after:.0f}")


def measured(rounds: int) -> tuple[float, float]:
    """Resident memory of a web process in megabytes: when it has begun, and after the rounds."""
    import django

    django.setup()
    from bench.looking import pages

    asked = [one for one in pages() if one.sent is None]
    cookies = {one.user.pk: _session(one.user) for one in asked}
    with tempfile.TemporaryDirectory() as place, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        line = [str(Path(sys.executable).parent / "gunicorn"), "config.wsgi", "--workers=1"]
        line += [f"--bind=127.0.0.1:{port}", "--no-control-socket", f"--worker-tmp-dir={place}"]
        server = subprocess.Popen(line)  # noqa: S603
        try:
            _wait(port)
            _get(port, "/sign-in", "")
            before = _megabytes(server.pid)
            for _ in range(rounds):
                for one in asked:
                    _get(port, one.address, cookies[one.user.pk])
            return before, _megabytes(server.pid)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _session(user: object) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"Host": "localhost"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return urlencode({settings.SESSION_COOKIE_NAME: client.session.session_key})


def _get(port: int, address: str, cookie: str) -> None:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    link.request("GET", address, headers={"Cookie": cookie})
    answer = link.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    link.close()


def _wait(port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def _megabytes(parent: int) -> float:
    """Resident memory of the one worker of a server."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    status = Path(f"/proc/{children[0]}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
