"""`lantern serve` keeps both parts running, and takes both down with it."""

import os
import signal
from pathlib import Path

import pytest

from tests.commands.running import PATIENCE, children, eventually, page, running

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("part", ["web", "work"])
def test_a_part_that_is_killed_is_started_again(tmp_path, part):
    with running(tmp_path, "serve") as (process, address):
        page(f"{address}/accessibility")
        before = eventually(lambda: both(process))

        os.kill(before[part], signal.SIGKILL)

        after = eventually(lambda: both(process, without=before[part]))
        assert after[part] != before[part]
        assert page(f"{address}/accessibility")[0] == 200


def test_stopping_it_stops_both(tmp_path):
    with running(tmp_path, "serve") as (process, address):
        page(f"{address}/accessibility")
        parts = eventually(lambda: both(process))

        process.send_signal(signal.SIGTERM)

        assert process.wait(PATIENCE) == 0
        assert not [pid for pid in parts.values() if Path(f"/proc/{pid}").exists()]


def both(process, without=None):
    found = children(process)
    return found if set(found) == {"web", "work"} and without not in found.values() else None
