"""What time is it?"""

import os
import time
from datetime import UTC, datetime, timedelta

import pytest

from lantern.core import clock


@pytest.fixture
def demonstration_clock(tmp_path, monkeypatch):
    file = tmp_path / "clock"
    monkeypatch.setattr(clock, "_demonstration", file)
    return file


def test_the_present_is_in_utc():
    assert clock.now().tzinfo is UTC


def test_a_demonstration_without_a_clock_file_lives_in_the_present(demonstration_clock):
    before = time.time()

    assert before <= clock.now().timestamp() <= before + 5


def test_a_demonstrations_clock_runs_on_from_when_its_file_was_written(demonstration_clock):
    demonstration_clock.write_text("2015-09-04T20:55+01:00\n")
    an_hour_ago = time.time() - 3600
    os.utime(demonstration_clock, (an_hour_ago, an_hour_ago))

    shown = clock.now()

    stood = datetime(2015, 9, 4, 20, 55, tzinfo=UTC)
    assert stood <= shown <= stood + timedelta(seconds=5)
