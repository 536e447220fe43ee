"""`lantern import children` and the rest: what they say, what they leave, and how they end."""

import csv
from datetime import date

import pytest
from click.testing import CliRunner

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.audit.models import AuditEvent
from lantern.commands.cli import main
from lantern.episodes.models import Episode
from lantern.intake.models import Arrival
from lantern.people.models import Child
from tests.spec.refused_case_files import COMMAND, EXAMPLES, ROWS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(settings, tmp_path):
    settings.ALLOWED_HOSTS = ["localhost"]  # without the host that only tests use
    settings.LANTERN_HOME = tmp_path / "home"
    settings.LANTERN_HOME.mkdir()


def bring(folder, kind, rows, *options, authority="calderbrook", name="file.csv"):
    """Bring these rows in from a file in the folder."""
    from tests.intake.bringing import a_file

    (folder / name).write_bytes(a_file(rows).content)
    line = ["import", kind, str(folder / name), *options]
    return CliRunner().invoke(main, line + (["--authority", authority] if authority else []))


def test_every_kind_of_file_is_listed():
    said = CliRunner().invoke(main, ["import", "--help"])

    for kind in ("children", "staff", "homes", "placements", "contacts", "profiles", "missing"):
        assert f"  {kind} " in said.output


def test_a_template_is_filled_in_and_brought_in(cast, tmp_path):
    given = CliRunner().invoke(main, ["import", "children", "--template"])
    headings = next(csv.reader([given.stdout_bytes.decode("utf-8-sig")]))
    row = dict.fromkeys(headings, "") | {"Authority reference": "CC1", "First name": "Tamsin"}

    said = bring(tmp_path, "children", [row])

    assert given.exit_code == said.exit_code == 0
    assert given.stdout_bytes.startswith(b'\xef\xbb\xbf"Authority reference","NHS number"')
    assert Child.objects.get().name == "Tamsin"
    assert "question" not in said.output


def test_children_come_in_and_the_sum_is_said(cast, tmp_path):
    said = bring(tmp_path, "children", [EXAMPLES["children"]])

    assert said.exit_code == 0, said.output
    assert "Children, under Lantern’s own column names, for Calderbrook City Council" in said.output
    assert "1 row: 1 taken" in said.output
    assert Child.objects.get().name == "Tamsin Redfern"


def test_everything_comes_in_one_after_the_other(cast, tmp_path):
    for kind in ("homes", "staff", "children", "placements", "contacts", "profiles", "missing"):
        said = bring(tmp_path, kind, [EXAMPLES[kind]])
        assert said.exit_code == 0, said.output

    child = Child.objects.get()
    assert User.objects.filter(email="rosa.field@calderbrook.example").exists()
    assert child.placements.get().carer.slug == "birch-house"
    assert child.contacts.get().name == "Bea Redfern"
    assert child.profiles.get().version == 1
    assert Episode.objects.get().child == child


def test_a_dry_run_leaves_nothing(cast, tmp_path):
    said = bring(tmp_path, "children", [EXAMPLES["children"]], "--dry-run")

    assert said.exit_code == 0
    assert "This was a dry run: nothing was written." in said.output
    assert not Child.objects.exists()
    assert not Arrival.objects.exists()


def test_refused_rows_are_put_where_they_can_be_mended(cast, tmp_path, settings):
    bad = EXAMPLES["children"] | {"Authority reference": "CC2", "Date of birth": "soon"}

    said = bring(tmp_path, "children", [EXAMPLES["children"], bad])

    folder = settings.LANTERN_HOME / "mend" / "calderbrook-children"
    assert said.exit_code == 2
    assert "file.csv, line 3, Date of birth: ‘soon’ is not a date." in said.output
    assert "bring that file in the same way" in said.output
    mend = (folder / "mend-children.csv").read_text()
    assert "CC2" in mend
    (tmp_path / "mended.csv").write_text(mend.replace("soon", "02/07/2012"))
    line = ["import", "children", str(tmp_path / "mended.csv"), "--authority", "calderbrook"]
    again = CliRunner().invoke(main, line)
    assert again.exit_code == 0, again.output
    assert Child.objects.count() == 2


def test_all_or_nothing_ends_with_one_and_takes_nothing(cast, tmp_path):
    bad = EXAMPLES["children"] | {"Authority reference": "CC2", "Date of birth": "soon"}

    said = bring(tmp_path, "children", [EXAMPLES["children"], bad], "--all-or-nothing")

    assert said.exit_code == 1
    assert "Nothing was taken, because not every row could be." in said.output
    assert not Child.objects.exists()


def test_twice_says_that_everything_was_here(cast, tmp_path):
    bring(tmp_path, "children", [EXAMPLES["children"]])

    said = bring(tmp_path, "children", [EXAMPLES["children"]])

    assert said.exit_code == 0
    assert "Everything was here already. Nothing has changed." in said.output


def test_progress_is_shown(cast, tmp_path):
    rows = [EXAMPLES["children"] | {"Authority reference": f"CC{n}"} for n in range(1, 4)]
    names = ("Tamsin", "Idris", "Ottilie")
    rows = [row | {"First name": name} for row, name in zip(rows, names, strict=True)]

    said = bring(tmp_path, "children", rows)

    assert "3 of 3 rows" in said.output


def test_the_only_authority_need_not_be_named(db, tmp_path):
    from lantern.access.actor import system_actor
    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyDetails
    from lantern.core import clock
    from lantern.vocabulary.agency import AgencyKind

    details = AgencyDetails(slug="vale", name="Vale", kind=AgencyKind.LOCAL_AUTHORITY)
    agencies.add(details, by=system_actor("test"), at=clock.now())

    said = bring(tmp_path, "children", [EXAMPLES["children"]], authority="")

    assert Child.objects.get().responsible_authority.slug == "vale"
    assert "Vale has no first day on Lantern" in said.output


def test_the_first_day_is_set_and_on_the_record(cast):
    said = CliRunner().invoke(main, ["agency", "first-day", "calderbrook", "2026-12-01"])

    assert said.exit_code == 0, said.output
    assert Agency.objects.get(slug="calderbrook").first_day_on == date(2026, 12, 1)
    event = AuditEvent.objects.filter(kind="AgencyChanged").latest("pk")
    assert event.details == {"fields": "first_day_on"}


def test_the_first_day_of_no_agency_is_refused_with_those_there_are(cast):
    said = CliRunner().invoke(main, ["agency", "first-day", "nowhere", "2026-12-01"])

    assert said.exit_code == 1
    assert "No agency is called nowhere. There are: " in said.output


def test_a_mapping_of_ones_own_is_given_by_its_path(cast, tmp_path):
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        "mapping: ours\nkind: children\ntitle: Our case system\nkey: authority_reference\n"
        "columns:\n  - {field: authority_reference, from: ID}\n  - {field: given_name, from: F}\n",
        encoding="utf-8",
    )

    said = bring(tmp_path, "children", [{"ID": "1", "F": "Tamsin"}], "--mapping", str(ours))

    assert said.exit_code == 0, said.output
    assert Child.objects.get().given_name == "Tamsin"


@pytest.mark.parametrize("case", COMMAND, ids=lambda case: case.wrong)
def test_what_the_command_refuses(cast, tmp_path, case):
    (tmp_path / "ours.yaml").write_text(case.mapping, encoding="utf-8")
    options = [one.replace("ours.yaml", str(tmp_path / "ours.yaml")) for one in case.options]

    said = bring(tmp_path, case.kind, case.rows, *options, authority=case.authority)

    assert said.exit_code == 1, said.output
    assert case.says in said.output


@pytest.mark.parametrize("case", ROWS, ids=lambda case: f"{case.kind}: {case.wrong}")
def test_what_is_refused_of_a_row(cast, tmp_path, case):
    for kind, rows in case.before:
        assert bring(tmp_path, kind, rows).exit_code == 0

    said = bring(tmp_path, case.kind, case.rows)

    assert said.exit_code in {1, 2}, said.output
    assert case.says in said.output
