"""`lantern web` answers requests, and stops when told."""

import signal

import pytest

from tests.commands.running import PATIENCE, page, prepared, running

pytestmark = pytest.mark.slow


def test_it_serves_pages_and_stops_in_order(tmp_path):
    with running(prepared(tmp_path), "web", "--workers", "1") as (process, address):
        status, body = page(f"{address}/accessibility")
        assert status == 200
        assert "Accessibility statement" in body

        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
