"""`lantern serve` keeps both parts running, and takes both down with it."""

import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.commands.running import LANTERN, PATIENCE, children, eventually, page, prepared, running

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", ["web", "work"])
def test_a_part_that_is_killed_is_started_again(tmp_path, part):
    with running(prepared(tmp_path), "serve") as (process, address):
        page(f"{address}/accessibility")
        before = eventually(lambda: both(process))

        os.kill(before[part], signal.SIGKILL)

        after = eventually(lambda: both(process, without=before[part]))
        assert after[part] != before[part]
        assert page(f"{address}/accessibility")[0] == 200


def test_stopping_it_stops_both(tmp_path):
    with running(prepared(tmp_path), "serve") as (process, address):
        page(f"{address}/accessibility")
        parts = eventually(lambda: both(process))

        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0
        assert not [pid for pid in parts.values() if Path(f"/proc/{pid}").exists()]


def both(process, without=None):
    found = children(process)
    return found if set(found) == {"web", "work"} and without not in found.values() else None


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_that_another_program_uses_is_said_at_once(tmp_path, verb):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = subprocess.run(
            [*LANTERN, verb, "--port", str(port)],
            env={"PATH": os.environ["PATH"], "LANTERN_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert done.returncode == 1
    assert (
        f"Lantern cannot listen at 127.0.0.1, port {port}: Address already in use." in done.stderr
    )
    assert not (tmp_path / "db.sqlite3").exists()
