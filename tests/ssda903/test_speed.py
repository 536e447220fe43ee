"""A large authority's return is read and checked while its data officer waits."""

import time

import pytest

from lantern.spreadsheets.reading import read
from lantern.ssda903 import checks
from lantern.ssda903.read import assemble
from tests.ssda903.returns import files, invented
from tests.ssda903.small import BIRMINGHAM

# Seconds of one core. It takes about three; a slow machine may need twice as long.
LONGEST = 6


@pytest.mark.slow
def test_ten_thousand_children_are_read_and_checked_in_seconds():
    written = files(invented(10_000, year=2026, episodes=4.6, absences=5.2))
    began = time.process_time()

    sheets = [sheet for name, text in written.items() for sheet in read(name, text).sheets]
    returned = assemble(sheets, year=2026, authority=BIRMINGHAM).returned
    found = list(checks.check(returned))
    took = time.process_time() - began

    assert found == []
    assert len(returned.headers) == 10_000
    assert len(returned.episodes) >= 40_000
    assert len(returned.missing) >= 40_000
    assert took < LONGEST
