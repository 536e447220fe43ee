"""`lantern web` answers requests, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

LANTERN = [sys.executable, "-c", "from lantern.commands.cli import main; main()"]
PATIENCE = 30  # seconds


@pytest.fixture
def running(tmp_path):
    """A running server's process and address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "LANTERN_HOME": str(tmp_path)}
    line = [*LANTERN, "web", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.communicate()


def page(address):
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address) as response:  # noqa: S310  our own address
                return response.status, response.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)


def test_it_serves_pages_and_stops_in_order(running):
    process, address = running

    status, body = page(f"{address}/accessibility")
    assert status == 200
    assert "Accessibility statement" in body

    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
