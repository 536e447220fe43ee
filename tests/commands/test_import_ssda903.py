"""`lantern import ssda903`: what it says, what it leaves, and how it ends."""

import os
import signal
import subprocess

import pytest
from click.testing import CliRunner

from lantern.agencies.models import Agency
from lantern.audit.models import AuditEvent
from lantern.commands.cli import main
from lantern.core import clock
from lantern.episodes.models import Episode
from lantern.intake.models import Arrival
from lantern.people.models import Child
from tests.commands.running import LANTERN, prepared
from tests.intake.returning import a_file, rows_of
from tests.spec.refused_returns import COMMAND, FILES, ROWS, SOUND
from tests.ssda903.returns import files as as_files
from tests.ssda903.returns import invented

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings, tmp_path):
    settings.ALLOWED_HOSTS = ["localhost"]  # without the host that only tests use
    settings.LANTERN_HOME = tmp_path / "home"
    settings.LANTERN_HOME.mkdir()


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "return"
    found.mkdir()
    return found


def put(folder, files):
    for name, what in files.items():
        content = what.encode() if isinstance(what, str) else a_file(what[0], *what[1:]).content
        (folder / name).write_bytes(content)


def bring(folder, *options, authority="330", year="2026"):
    line = ["import", "ssda903", str(folder)]
    line += ["--authority", authority] if authority else []
    line += ["--year", year] if year else []
    return CliRunner().invoke(main, [*line, *options])


def test_it_is_listed_as_import():
    said = CliRunner().invoke(main, ["--help"])

    assert "  import " in said.output
    assert "import_" not in said.output


def test_an_empty_home_gets_all_it_needs_the_authority_included(folder):
    put(folder, SOUND)

    said = bring(folder)

    assert said.exit_code == 0, said.output
    authority = Agency.objects.get()
    assert (authority.name, authority.code) == ("Birmingham", "E08000025")
    assert "Birmingham (E08000025) is new here" in said.output
    assert authority.first_day_on == clock.now().date()
    assert Child.objects.get().responsible_authority == authority
    assert {event.by for event in AuditEvent.objects.all()} == {"system:import"}


@pytest.mark.parametrize("code", ["330", "E08000025", "e08000025"])
def test_the_authority_is_known_by_either_code(folder, code):
    put(folder, SOUND)
    bring(folder)

    said = bring(folder, authority=code)

    assert said.exit_code == 0, said.output
    assert Agency.objects.count() == 1
    assert "Everything was here already. Nothing has changed." in said.output


def test_the_sum_comes_first(folder):
    tables = invented(20)
    for name, content in as_files(tables).items():
        (folder / name).write_bytes(content)

    said = bring(folder)

    assert said.exit_code == 0, said.output
    assert "Return of Birmingham for 2025/26 (April 2025 to March 2026)" in said.output
    assert (
        f"Episodes  {len(tables['Episodes'])} rows: {len(tables['Episodes'])} taken" in said.output
    )
    assert "20 children with something new, 20 of them new here." in said.output
    assert f"of {sum(map(len, tables.values()))} rows" in said.stderr


def test_a_dry_run_says_the_same_and_writes_nothing(folder, settings):
    put(folder, SOUND | {"missing.csv": ("Missing", {}, {"MIS_START": "soon"})})

    said = bring(folder, "--dry-run")

    assert said.exit_code == 2, said.output
    assert "Missing   2 rows: 1 taken, 1 refused" in said.output
    assert "This was a dry run: nothing was written." in said.output
    assert not Agency.objects.exists()
    assert not Arrival.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not (settings.LANTERN_HOME / "mend").exists()


def test_refused_rows_are_put_where_they_can_be_mended(folder, settings):
    put(folder, SOUND | {"missing.csv": ("Missing", {}, {"MIS_START": "soon"})})

    said = bring(folder)

    assert said.exit_code == 2, said.output
    (mend,) = (settings.LANTERN_HOME / "mend").iterdir()
    assert mend.name == "330-2026"
    assert "missing.csv, line 3, MIS_START: " in said.output
    assert str(mend) in said.output
    (row,) = rows_of((mend / "mend-missing.csv").read_bytes())
    assert (row["MIS_START"], row["LINE"]) == ("soon", "3")
    (fault,) = rows_of((mend / "faults.csv").read_bytes())
    assert (fault["FILE"], fault["LINE"], fault["RULE"]) == ("missing.csv", "3", "1004")
    assert oct((mend / "mend-missing.csv").stat().st_mode)[-3:] == "600"


def test_the_mended_folder_is_brought_in_the_same_way(folder, tmp_path):
    put(folder, SOUND | {"missing.csv": ("Missing", {}, {"MIS_START": "soon", "MIS_END": ""})})
    mend = tmp_path / "to mend"
    bring(folder, "--mend", str(mend))
    file = mend / "mend-missing.csv"
    file.write_bytes(file.read_bytes().replace(b"soon", b"01/03/2026"))

    said = bring(mend)

    assert said.exit_code == 0, said.output
    assert Episode.objects.count() == 2


def test_each_run_has_a_folder_of_its_own_so_that_nobodys_mending_is_lost(folder, settings):
    put(folder, SOUND | {"missing.csv": ("Missing", {}, {"MIS_START": "soon"})})
    bring(folder)
    (mend,) = (settings.LANTERN_HOME / "mend").iterdir()
    file = mend / "mend-missing.csv"
    mended = file.read_bytes().replace(b"soon", b"01/03/2026")
    file.write_bytes(mended)

    bring(folder)

    assert file.read_bytes() == mended
    assert b"soon" in (mend.with_name("330-2026-2") / "mend-missing.csv").read_bytes()


@pytest.mark.parametrize("case", [*COMMAND, *FILES, *ROWS], ids=lambda case: case.wrong)
def test_what_is_refused_says_why(folder, case):
    put(folder, case.files)
    where = folder / "nowhere" if "nowhere" in case.options else folder
    options = [one for one in case.options if one != "nowhere"]

    said = bring(where, *options, authority=case.authority, year=case.year)

    assert case.says in said.output
    assert said.exit_code == case.status, said.output
    assert said.exception is None or isinstance(said.exception, SystemExit)


def test_a_row_that_waits_for_a_person_is_not_everything(folder):
    two = ("Header", {"UPN": "B801200005001"}, {"CHILD": "2", "UPN": "B801200005001"})
    put(folder, SOUND | {"header.csv": two, "episodes.csv": ("Episodes", {}, {"CHILD": "2"})})

    said = bring(folder)

    assert said.exit_code == 2, said.output
    assert "2 rows wait until somebody has said which child they are about." in said.output


def test_hidden_files_are_passed_over_and_others_are_named(folder):
    put(folder, SOUND | {".DS_Store": "x", "letter.docx": "x"})

    said = bring(folder)

    assert said.exit_code == 0, said.output
    assert "letter.docx is neither CSV nor Excel, and was left alone." in said.output
    assert "DS_Store" not in said.output


def test_a_workbook_is_read_as_well(folder):
    put(folder, SOUND)
    (folder / "missing.csv").rename(folder / "missing.txt")

    said = bring(folder)

    assert said.exit_code == 0, said.output
    assert Episode.objects.count() == 1


@pytest.mark.slow
def test_one_that_is_killed_goes_on_where_it_was(folder, tmp_path):
    for name, content in as_files(invented(900)).items():
        (folder / name).write_bytes(content)
    home = prepared(tmp_path / "another home")
    environment = {"PATH": os.environ["PATH"], "LANTERN_HOME": str(home)}
    line = [*LANTERN, "import", "ssda903", str(folder), "--authority", "330", "--year", "2026"]
    process = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True)
    assert "rows" in process.stderr.readline()
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.stderr.close()

    ran = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    again = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert "taken" in ran.stdout
    assert "unchanged" in ran.stdout
    assert "Everything was here already. Nothing has changed." in again.stdout
