"""`lantern protocol simulate`: a draft over the episodes recorded, in words and as JSON."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from lantern.commands.cli import main
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.episodes.details import LastSeen
from lantern.protocol.load import SHIPPED
from tests import builders
from tests.agreeing import a_draft
from tests.cast import make_cast

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reported(settings):
    """Three children, reported missing a day ago and not back yet."""
    settings.ALLOWED_HOSTS = ["localhost"]  # without the host that only tests use
    cast, at = make_cast(), clock.now() - timedelta(days=1)
    for name in ("Ada", "Bea", "Cleo"):
        child = builders.a_looked_after_child(cast, name)
        builders.an_episode(cast, child, at=at, last_seen=LastSeen(at=at))
    return cast


@pytest.fixture
def draft(tmp_path):
    """A file with a draft by which the police are told at once and the school as well."""
    text = (SHIPPED / "calderbrook-2026.yaml").read_text()
    file = tmp_path / "draft.yaml"
    file.write_text(
        text.replace("from: 2026-01-01", "from: 2027-01-01")
        + """
  - id: school-told
    duty: Tell the school
    subject: episode
    stage: missing
    owner: social_worker
    arises: episode.reported
    within: 4 hours
    met_by: notified.school
    source: {agreed_by: Calderbrook (invented), on: 2026-11-01}
"""
    )
    return file


def simulated(*line, exit_code=0):
    today = day_in_london(clock.now())
    days = ["--from", str(today - timedelta(days=7)), "--to", str(today)]
    said = CliRunner().invoke(main, ["protocol", "simulate", *map(str, line), *days])
    assert said.exit_code == exit_code, said.output
    return said


def test_the_figures_are_printed_beside_today_s(reported, draft):
    said = simulated(draft, "--processes", "1", "--children", "1").output

    assert "3 absences of 3 children" in said
    assert "Tell the school" in said
    assert "0 → 3" in said
    assert "3 children would have been treated differently, in 3 absences." in said
    assert "Tell the school: 3 more owed" in said
    assert "Whether it would have been done in time is not known." in said
    assert "an assumption: no source gives a figure" in said
    assert "1 of 1 parts of the children counted" in said


def test_a_draft_in_lantern_is_named_by_its_reference(reported):
    one = a_draft(reported, at=clock.now(), starts=day_in_london(clock.now()) + timedelta(days=9),
                  edit=None)  # fmt: skip

    assert "No duty would have been different." in simulated(one.reference).output


def counts(found):
    """The figures without those that follow from the instant of asking, which moves on."""
    if isinstance(found, dict):
        moving = {"ends_at", "weeks", "a_week", "workers"}
        return {key: counts(one) for key, one in found.items() if key not in moving}
    return [counts(one) for one in found] if isinstance(found, list) else found


def test_several_processes_say_what_one_says(reported, draft):
    one = json.loads(simulated(draft, "--json", "--processes", "1").stdout)
    several = simulated(draft, "--json", "--processes", "2")
    two = json.loads(several.stdout)

    assert "3 of 3 parts of the children counted" in several.stderr
    assert one["differing_children"] == 3
    assert one["children_named"][0]["duties"][0]["draft"]["outcome"] == "not_known"
    assert counts(two) == counts(one)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["R-2222-2222"], "no draft in Lantern is called so"),
        (["{draft}", "--authority", "nowhere"], "No authority has the code"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(reported, draft, line, said):
    line = [str(draft) if one == "{draft}" else one for one in line]

    assert said in simulated(*line, exit_code=1).output


def test_a_draft_of_nobody_s_asks_whose_it_would_be(reported, draft):
    draft.write_text(draft.read_text().replace("rulebook: calderbrook-2026", "rulebook: a-2027"))

    assert "Say whose it would be with --authority" in simulated(draft, exit_code=1).output
    assert "3 absences" in simulated(draft, "--authority", "calderbrook").output


def test_the_faults_of_a_draft_are_printed_with_their_places(reported, draft):
    draft.write_text(draft.read_text().replace("within: 4 hours", "within: 4 moons"))

    said = simulated(draft, exit_code=1).output

    assert f"{draft}:" in said
    assert "“moons” is not a unit of time" in said
