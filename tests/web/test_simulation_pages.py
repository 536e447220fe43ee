"""What a draft would have meant, on the pages: asked for, waited for, and read."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.agencies.models import Agency
from lantern.agreements.binding import title_of
from lantern.audit.models import AccessEvent
from lantern.core import clock
from lantern.jobs import simulations
from lantern.people.actions import children
from lantern.simulation import queries
from lantern.simulation.kept import from_json
from lantern.simulation.models import SimulationRun
from lantern.simulation.report import Load
from lantern.vocabulary.agency import AgencyKind
from lantern.web import wording
from lantern.web.simulation.figures import peaks
from tests.agreeing import APRIL, a_draft, changed
from tests.builders import REPORTED, a_looked_after_child, a_returned_episode
from tests.simulation.asking import asked, done
from tests.spec.refused_drafting import SIMULATING
from tests.web.reading import text_of

MOST = 30
WEEK = date(2026, 3, 2)
DAY = wording.day(WEEK)
MARCH = {
    "first_on-day": "1",
    "first_on-month": "3",
    "first_on-year": "2026",
    "last_on-day": "31",
    "last_on-month": "3",
    "last_on-year": "2026",
    "interviews_a_worker": "4",
    "with_history": "no",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: APRIL)


def at(run, page=""):
    return f"/protocol/simulations/{run.reference}{page}"


def of(draft):
    return f"/protocol/simulations/of/{draft.reference}"


def test_a_draft_is_run_over_a_period_that_somebody_chooses(cast, sign_in):
    a_returned_episode(cast)
    draft, client = a_draft(cast), sign_in("coordinator")

    waiting = text_of(client.post(of(draft), MARCH, follow=True))
    simulations.do_one("test", threading.Event())
    run = SimulationRun.objects.get()
    found = text_of(client.get(at(run)))

    assert "Lantern is counting" in waiting
    assert "1 of 1 children would have been treated differently, in 1 of 1 absences." in found
    assert "Carry out the independent return interview 1 due sooner" in found
    assert "A worker is taken to hold 4 in a week." in found
    assert "is never counted as late" in found
    assert "1 March 2026 to 31 March 2026" in text_of(client.get(of(draft)))


def test_a_providers_rulebook_that_binds_too_is_named_as_not_counted(cast, sign_in):
    Agency.objects.filter(kind=AgencyKind.INTERVIEW_PROVIDER).update(rulebook="streetwise-2015")
    run, client = asked(cast), sign_in("coordinator")

    said = text_of(client.get(at(run)))
    Agency.objects.exclude(kind=AgencyKind.LOCAL_AUTHORITY).update(rulebook="")
    alone = text_of(client.get(at(run)))

    assert "This compares the authority’s protocol alone. What “" in said
    assert f"“{title_of('streetwise-2015')}” asks of a home or a provider" in said
    assert "protocol alone" not in alone


@pytest.mark.parametrize(
    ("draft", "shown"),
    [
        (Load(count=9, a_week=3.0, peak=5, peak_week=WEEK), ("3", "5", f", week of {DAY}")),
        (Load(count=0, a_week=0.0, peak=0, peak_week=None), (f"3, week of {DAY}", "0", "")),
    ],
)
def test_the_busiest_week_is_named_once_where_it_is_the_same(draft, shown):
    today = Load(count=4, a_week=1.0, peak=3, peak_week=WEEK)

    cell = peaks(today, draft)

    assert (cell.today, cell.draft, cell.of_both) == shown


def test_the_page_names_the_child_the_absence_and_what_would_have_been_different(cast, sign_in):
    episode = a_returned_episode(cast)
    run = done(cast)

    page = sign_in("coordinator").get(at(run, "/children"))

    said = text_of(page)
    assert "Tamsin Redfern : 1 duty" in said
    assert "would have been due by 21:30 on Tuesday 3 March 2026 instead of by" in said
    assert f"/children/{episode.child.reference}" in page.text
    assert f"/episodes/{episode.reference}" in page.text
    assert AccessEvent.objects.filter(about=run.reference, page="children of a simulation").exists()


def test_children_whose_records_are_closed_to_the_reader_are_counted_and_not_named(cast, sign_in):
    a_returned_episode(cast)
    hidden = a_looked_after_child(cast, "Saskia")
    a_returned_episode(cast, hidden)
    children.restrict(hidden, by=cast.team_manager, at=REPORTED)
    run = done(cast)

    coordinator = text_of(sign_in("coordinator").get(at(run, "/children")))
    board = text_of(sign_in("board_chair").get(at(run, "/children")))

    assert "2 in all. 1 of them is not listed here" in coordinator
    assert "Tamsin" in coordinator
    assert "Saskia" not in coordinator + board
    assert "2 of them are not listed here, because you may not open their records" in board
    assert "Tamsin" not in board


def test_a_draft_that_changes_nothing_says_that_nobody_would_be_treated_differently(cast, sign_in):
    a_returned_episode(cast)
    run = done(cast, a_draft(cast, edit=None))

    said = text_of(sign_in("coordinator").get(at(run)))

    assert "No child would have been treated differently." in said
    assert f"{len(from_json(run.result).lines)} kinds of duty would have been the same." in said


def test_what_was_entered_wrongly_is_said_and_nothing_is_lost(cast, sign_in):
    draft = a_draft(cast)
    wrong = MARCH | {"last_on-month": "2", "last_on-day": "28", "interviews_a_worker": "7"}

    page = sign_in("coordinator").post(of(draft), wrong)

    assert "The last day must be the first day or after it" in text_of(page)
    assert 'value="7"' in page.text
    assert not SimulationRun.objects.exists()


@pytest.mark.parametrize("case", SIMULATING, ids=lambda case: case.wrong)
def test_each_wrong_answer_has_its_sentence(cast, sign_in, case):
    page = sign_in("coordinator").post(of(a_draft(cast)), MARCH | case.typed)

    assert case.says in text_of(page)
    assert not SimulationRun.objects.exists()


def test_who_may_only_read_a_draft_reads_its_simulations_and_asks_for_none(cast, sign_in):
    draft = a_draft(cast)
    run = asked(cast, draft)
    client = sign_in("team_manager")

    page = client.get(of(draft))

    assert "Choose a period" not in text_of(page)
    assert "Edit as text" not in text_of(page)
    assert 'aria-current="page">Simulate' in sign_in("coordinator").get(of(draft)).text
    client = sign_in("team_manager")
    assert client.post(of(draft), MARCH).status_code == 403
    assert client.get(at(run)).status_code == 200
    assert SimulationRun.objects.count() == 1


def test_the_region_keeps_itself_up_to_date_while_it_is_counted(cast, sign_in):
    run = asked(cast)
    SimulationRun.objects.update(parts_done=3, parts_in_all=8)
    client = sign_in("coordinator")

    assert f'data-refresh-url="{at(run, "/state")}"' in client.get(at(run)).text
    assert "3 of 8 parts of the children are counted." in text_of(client.get(at(run, "/state")))
    assert client.get(at(run, "/children")).status_code == 404


def test_a_simulation_that_failed_says_why(cast, sign_in):
    run = asked(cast)
    SimulationRun.objects.update(text="rulebook: [")
    simulations.do_one("test", threading.Event())

    said = text_of(sign_in("coordinator").get(at(run)))

    assert "It could not be done" in said
    assert "The draft has faults" in said


def test_a_simulation_of_an_earlier_revision_says_so(cast, sign_in):
    draft = a_draft(cast)
    run = done(cast, draft)
    draft.refresh_from_db()
    changed(cast, draft, ("within: 24 hours", "within: 36 hours"))

    assert "The draft was changed since." in text_of(sign_in("coordinator").get(at(run)))


def test_a_page_of_many_children_asks_the_database_no_more_than_one_of_few(
    cast, sign_in, monkeypatch
):
    monkeypatch.setattr(queries, "PAGE_SIZE", 4)
    for name in ("Ada", "Bea", "Cleo", "Dot", "Eve"):
        a_returned_episode(cast, a_looked_after_child(cast, name))
    run, client = done(cast), sign_in("coordinator")
    client.get(at(run))

    with CaptureQueriesContext(connection) as four:
        first = client.get(at(run, "/children"))
    with CaptureQueriesContext(connection) as one:
        second = client.get(at(run, "/children?page=2"))
    with CaptureQueriesContext(connection) as figures:
        client.get(at(run))

    assert len(four) == len(one) <= MOST
    assert len(figures) <= MOST
    assert "Next" in text_of(first)
    assert "Eve Redfern" in text_of(second)
