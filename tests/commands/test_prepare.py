"""Each command makes what it needs in an empty home, and says plainly what is wrong with one."""

import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests import postgres
from tests.commands.running import lantern

pytestmark = pytest.mark.slow


def test_an_empty_home_is_filled_and_is_for_its_owner_only(tmp_path):
    said = lantern(tmp_path / "home", "prepare")

    assert said.returncode == 0, said.stderr
    made = {file.name for file in (tmp_path / "home").iterdir()}
    assert {"assets", "lantern.sqlite3", "secret-key"} <= made
    tables = sqlite3.connect(tmp_path / "home" / "lantern.sqlite3").execute(
        "SELECT count(*) FROM sqlite_master WHERE name = 'accounts_user'"
    )
    assert tables.fetchone() == (1,)
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_commands_that_start_together_do_not_disturb_one_another(tmp_path):
    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda _: lantern(tmp_path, "prepare"), range(3)))

    assert [each.returncode for each in said] == [0, 0, 0], said


@pytest.mark.soak
def test_another_database_is_filled_by_one_while_the_others_wait(tmp_path):
    with postgres.running() as address:

        def prepare(number):
            return lantern(tmp_path / str(number), "prepare", DATABASE_URL=address)

        with ThreadPoolExecutor(3) as pool:
            said = list(pool.map(prepare, range(3)))

        assert [each.returncode for each in said] == [0, 0, 0], said
        assert not (tmp_path / "0" / "lantern.sqlite3").exists()
        assert has_accounts(address)


def has_accounts(address):
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT to_regclass('accounts_user')").fetchone()[0]


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"LANTERN_SESSION_MINUTES": "soon"}, "LANTERN_SESSION_MINUTES must be a whole number"),
        (
            {"LANTERN_DEMO": "1", "LANTERN_ALLOWED_HOSTS": "lantern.example.org"},
            "only this machine may reach it",
        ),
        ({"LANTERN_SECRET_KEY": "short"}, "The secret key is too easy to guess"),
        ({"LANTERN_ALLOWED_HOSTS": "*", "LANTERN_HTTPS": "1"}, "Any host name is allowed"),
    ],
)
def test_unsafe_settings_stop_it_with_a_sentence(tmp_path, variables, sentence):
    said = lantern(tmp_path, "prepare", **variables)

    assert said.returncode == 1
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr


def test_the_list_of_verbs_has_a_line_for_each(tmp_path):
    said = lantern(tmp_path, "--help")

    assert said.returncode == 0, said.stderr
    for verb in ("prepare", "serve", "web"):
        assert f"  {verb} " in said.stdout


def test_a_verb_that_is_not_there_is_refused(tmp_path):
    said = lantern(tmp_path, "fly")

    assert said.returncode == 2
    assert "No such command 'fly'" in said.stderr


@pytest.mark.parametrize("verb", ["protocol", "rehearse"])
def test_rules_are_read_without_starting_django(tmp_path, verb):
    line = f"""
import sys
from click.testing import CliRunner
from lantern.commands.cli import main
CliRunner().invoke(main, ["{verb}", "--help"])
assert not [name for name in sys.modules if name.split(".")[0] == "django"]
"""
    said = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr
