"""`lantern duties rebuild`: says how many rows were not what is recorded, and puts them right."""

import pytest
from click.testing import CliRunner

from lantern.commands.cli import main
from lantern.core import clock
from lantern.duties.models import Duty
from lantern.episodes.details import LastSeen
from tests import builders
from tests.cast import make_cast

pytestmark = [pytest.mark.django_db(transaction=True)]


def rebuild(*options):
    said = CliRunner().invoke(main, ["duties", "rebuild", *options])
    assert said.exit_code == 0, said.output
    return said.output.strip()


@pytest.fixture
def _reported(settings):
    settings.ALLOWED_HOSTS = ["localhost"]  # without the host that only tests use
    cast = make_cast()
    now = clock.now()
    builders.an_episode(cast, at=now, last_seen=LastSeen(at=now))


@pytest.mark.usefixtures("_reported")
def test_when_all_is_well_no_row_differs():
    assert rebuild() == "No row differs from what is recorded."


@pytest.mark.usefixtures("_reported")
def test_rows_that_are_wrong_are_counted_and_then_put_right():
    Duty.objects.filter(rule="tell-police").delete()
    Duty.objects.filter(rule="tell-parents").update(due_at=None)

    counted, mended = rebuild("--dry-run"), rebuild()

    assert counted == "2 rows differ: 1 would be added, 1 would be changed, 0 would be taken away."
    assert mended == "2 rows differ: 1 added, 1 changed, 0 taken away."
    assert rebuild() == "No row differs from what is recorded."
