"""`lantern demo`: what it makes in an empty home, what it refuses, and what it says."""

import sqlite3

import pytest

from tests.commands.running import eventually, lantern, page, prepared, running

pytestmark = pytest.mark.slow


def children_in(home):
    rows = sqlite3.connect(home / "lantern.sqlite3").execute("SELECT count(*) FROM people_child")
    return rows.fetchone()[0]


def test_a_database_chosen_by_its_address_has_to_say_that_it_is_a_demonstration(tmp_path):
    address = f"sqlite:///{tmp_path / 'real.sqlite3'}"

    said = lantern(tmp_path, "demo", "--no-serve", DATABASE_URL=address)

    assert said.returncode == 1
    assert "This is not a demonstration" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_place_that_others_can_reach_is_refused(tmp_path):
    said = lantern(tmp_path, "demo", "--no-serve", LANTERN_ALLOWED_HOSTS="lantern.example.org")

    assert said.returncode == 1
    assert "This is not a demonstration" in said.stderr


def test_the_home_is_filled_once_served_and_its_messages_are_kept_in_a_folder(tmp_path):
    filled = lantern(prepared(tmp_path), "demo", "--no-serve")
    assert filled.returncode == 0, filled.stderr
    children = children_in(tmp_path)

    again = lantern(tmp_path, "demo", "--no-serve")
    with running(tmp_path, "demo") as (_, address):
        status, text = page(f"{address}/demo")
        letters = eventually(lambda: list((tmp_path / "mail").glob("*")))

    assert "The demonstration is there." in again.stdout
    assert children_in(tmp_path) == children == 45
    assert status == 200
    assert "Start with one of these" in text
    assert "Thornwick" not in "".join(one.read_text() for one in letters).split("\n\n")[0]
    assert "Open " in (tmp_path / "said").read_text()
