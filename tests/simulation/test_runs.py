"""A simulation that somebody asks for on a page: what the worker does, and what is kept."""

import threading
from datetime import date, timedelta

import pytest

from lantern.audit.models import AuditEvent
from lantern.core.errors import Invalid, NotFound, Refused
from lantern.jobs import simulations
from lantern.jobs.schedule import WORKER
from lantern.people.actions import children
from lantern.simulation import queries
from lantern.simulation.actions import runs
from lantern.simulation.kept import from_json
from lantern.simulation.models import SimulationRun
from tests.agreeing import APRIL, a_draft
from tests.builders import REPORTED, a_child, a_looked_after_child, a_returned_episode, an_episode
from tests.simulation.asking import asked, done

NOBODY_STOPS = threading.Event()
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def _tamsin(cast):
    """One child, reported missing in March and back half an hour later."""
    a_returned_episode(cast)


@pytest.mark.usefixtures("_tamsin")
def test_a_worker_counts_and_keeps_what_it_found(cast):
    run = done(cast)

    found = from_json(run.result)
    assert (run.finished_at is not None, run.fault, run.parts_done, run.parts_in_all) == (
        True, "", 1, 1,
    )  # fmt: skip
    assert (found.children, found.absences) == (1, 1)
    # The draft's interview is due in 24 hours instead of 48; nobody has held it.
    assert [(one.rule, one.counts) for one in found.changes] == [
        ("return-interview-held", {"sooner": 1})
    ]
    (treated,) = run.treated.all()
    assert (treated.child.given_name, treated.count) == ("Tamsin", 1)


@pytest.mark.usefixtures("_tamsin")
def test_a_draft_that_changes_nothing_treats_nobody_differently(cast):
    run = done(cast, a_draft(cast, edit=None))

    found = from_json(run.result)
    assert found.differing_lines == ()
    assert (found.differing_children, found.differing_absences, found.changes) == (0, 0, ())
    assert found.total.today == found.total.draft
    assert found.total.today.load.count > 0
    assert found.interviews_today == found.interviews_draft


def test_children_of_another_authority_are_not_counted(cast):
    an_episode(cast, a_child(cast, authority=cast.vale), by=cast.call_handler)

    found = from_json(done(cast).result)

    assert (found.children, found.absences) == (0, 0)


def test_asked_twice_while_it_waits_it_is_done_once(cast):
    draft = a_draft(cast)

    first, second = asked(cast, draft), asked(cast, draft)

    assert first == second
    assert AuditEvent.objects.filter(kind="SimulationAsked", about=draft.reference).count() == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"first_on": date(2026, 4, 2)}, "first_on"),
        ({"last_on": date(2026, 2, 28)}, "last_on"),
        ({"interviews_a_worker": 0}, "interviews_a_worker"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_a_sentence(cast, fields, name):
    with pytest.raises(Invalid) as fault:
        asked(cast, **fields)

    assert list(fault.value.messages) == [name]


@pytest.mark.parametrize("who", ["social_worker", "superintendent", "team_manager"])
def test_only_those_who_draft_ask_for_a_simulation(cast, who):
    draft = a_draft(cast)

    with pytest.raises(Refused):
        asked(cast, draft, by=getattr(cast, who))


def test_a_simulation_is_not_there_for_those_who_may_not_see_its_draft(cast):
    run = asked(cast)

    with pytest.raises(NotFound):
        queries.get(cast.superintendent, run.reference)
    assert queries.get(cast.board_chair, run.reference) == run


def test_the_draft_is_simulated_as_it_stood_when_it_was_asked_for(cast):
    draft = a_draft(cast, edit=None)
    run = asked(cast, draft)
    type(draft).objects.filter(pk=draft.pk).update(text="rulebook: [")

    simulations.do_one("test", NOBODY_STOPS)

    assert SimulationRun.objects.get(pk=run.pk).fault == ""


def test_a_draft_with_faults_says_so(cast):
    run = asked(cast)
    SimulationRun.objects.filter(pk=run.pk).update(text="rulebook: [")

    simulations.do_one("test", NOBODY_STOPS)

    fault = SimulationRun.objects.get(pk=run.pk).fault
    assert fault.startswith("The draft has faults and cannot be simulated: line 2")


@pytest.mark.usefixtures("_tamsin")
def test_a_worker_that_is_stopped_leaves_it_to_the_next(cast):
    run = asked(cast)
    stop = threading.Event()
    stop.set()

    simulations.do_one("test", stop)

    left = SimulationRun.objects.get(pk=run.pk)
    assert (left.finished_at, left.leased_by, left.attempts) == (None, "", 0)
    assert simulations.do_one("next", NOBODY_STOPS)
    assert SimulationRun.objects.get(pk=run.pk).finished_at is not None


def test_a_worker_whose_lease_another_has_writes_nothing(cast):
    asked(cast)
    first = runs.claim("first", by=WORKER, at=APRIL)
    assert runs.claim("second", by=WORKER, at=APRIL) is None
    second = runs.claim("second", by=WORKER, at=APRIL + DAY)

    assert second is not None
    assert not runs.say_how_far(first, 1, 2, by=WORKER, at=APRIL + DAY)
    assert runs.say_how_far(second, 1, 2, by=WORKER, at=APRIL + DAY)


def test_it_is_tried_a_few_times_and_then_given_up(cast):
    run = asked(cast)
    for number in range(runs.MOST_ATTEMPTS):
        claimed = runs.claim("test", by=WORKER, at=APRIL + number * DAY)
        runs.stumble(claimed, by=WORKER, at=APRIL + number * DAY)

    assert runs.claim("test", by=WORKER, at=APRIL + 9 * DAY) is None
    assert "tried 5 times" in SimulationRun.objects.get(pk=run.pk).fault


def test_a_child_whose_record_is_closed_to_the_asker_is_counted_and_not_named(cast):
    a_returned_episode(cast)
    hidden = a_looked_after_child(cast, "Saskia")
    a_returned_episode(cast, hidden)
    children.restrict(hidden, by=cast.team_manager, at=REPORTED)
    run = done(cast)

    found = queries.treated(cast.coordinator, run, page=1, at=APRIL)

    assert from_json(run.result).differing_children == 2
    assert [one.child.given_name for one in found.children] == ["Tamsin"]
    assert found.in_all == 1
    assert queries.treated(cast.board_chair, run, page=1, at=APRIL).in_all == 0
