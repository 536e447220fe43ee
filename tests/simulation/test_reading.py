"""What is read of the children of an authority, and that no split of them changes a figure."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.agencies.models import Agency
from lantern.episodes.actions import closing, history, returns
from lantern.episodes.details import LastSeen, ReturnDetails
from lantern.protocol.faults import Faulty
from lantern.protocol.load import SHIPPED
from lantern.simulation.counting import Outcome
from lantern.simulation.reading import Nobody, Proposal, count, prepare, spans
from lantern.simulation.report import report
from lantern.simulation.resumed import AnotherSimulation
from lantern.simulation.running import simulate
from lantern.simulation.words import cautions
from tests.agreeing import APRIL
from tests.builders import (
    LATER,
    REPORTED,
    a_child,
    a_day,
    a_looked_after_child,
    a_past_absence,
    an_episode,
)
from tests.simulation.test_what_a_draft_alters import starting

DAY = timedelta(days=1)
SOONER = starting("2027-01-01").replace("within: 48 hours", "within: 24 hours")

pytestmark = pytest.mark.django_db


def proposal(text=SOONER, **fields):
    given = {
        "name": "our draft",
        "text": text,
        "first": date(2026, 3, 1),
        "last": date(2026, 3, 31),
        "seen_at": APRIL,
    }
    return Proposal(**given | fields)


def away(cast, child, at):
    """An absence of two hours before it was reported, and half an hour after."""
    seen = LastSeen(at=at - timedelta(hours=2))
    episode = an_episode(cast, child, by=cast.social_worker, at=at, last_seen=seen)
    back = at + timedelta(minutes=30)
    returns.record_returned(
        episode, by=cast.social_worker, at=back, now=back, details=ReturnDetails(), words="Back."
    )


@pytest.fixture
def _seven_children(cast):
    """Seven children, in care and at home, with one to three absences each."""
    for number, name in enumerate(("Ada", "Bea", "Cleo", "Dot", "Eve", "Fay", "Gwen")):
        child = a_looked_after_child(cast, name) if number % 2 else a_child(cast, name)
        for again in range(1 + number % 3):
            away(cast, child, REPORTED + again * 3 * DAY)


@pytest.mark.usefixtures("_seven_children")
def test_the_figures_are_the_same_whatever_the_split(cast):
    whole = simulate(proposal(), size=1000).figures

    assert whole.children == 7
    assert whole.absences == 13
    assert whole.differing_children == 7
    for size in range(1, 8):
        assert simulate(proposal(), size=size).figures == whole


@pytest.mark.usefixtures("_seven_children")
def test_the_queries_do_not_grow_with_the_children(cast):
    prepared = prepare(proposal())
    (everybody,), (first, *_) = spans(prepared, 1000), spans(prepared, 1)

    with CaptureQueriesContext(connection) as of_one:
        count(prepared, first)
    with CaptureQueriesContext(connection) as of_seven:
        count(prepared, everybody)

    assert len(of_one) == len(of_seven) <= 20


@pytest.mark.usefixtures("_seven_children")
def test_one_that_was_stopped_goes_on_where_it_was_and_comes_to_the_same_figures(cast, tmp_path):
    whole, kept, told = simulate(proposal(), size=1).figures, tmp_path / "parts", []

    def stop(done, in_all):
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(proposal(), size=1, kept_in=kept, progress=stop)
    with kept.open("a", encoding="utf-8") as half_written:
        half_written.write('{"span": [1,')
    later = proposal(seen_at=APRIL + DAY)
    resumed = simulate(later, size=1, kept_in=kept, progress=lambda done, in_all: told.append(done))

    assert told == [4, 5, 6, 7]
    assert resumed.figures == whole
    assert resumed.prepared.proposal.seen_at == APRIL


def test_the_parts_of_another_simulation_are_not_added(cast, tmp_path):
    a_child(cast, "Ada")
    simulate(proposal(), kept_in=tmp_path / "parts")

    with pytest.raises(AnotherSimulation):
        simulate(proposal(last=date(2026, 3, 30)), kept_in=tmp_path / "parts")


def test_progress_is_told_part_by_part(cast):
    for name in ("Ada", "Bea", "Cleo"):
        a_child(cast, name)
    told = []

    simulate(proposal(), size=1, progress=lambda done, in_all: told.append((done, in_all)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_draft_of_a_wider_layer_reaches_every_authority_beneath_it(cast):
    text = (SHIPPED / "dfe-2014.yaml").read_text().replace("from: 2014-01-01", "from: 2027-01-01")

    prepared = prepare(proposal(text))

    assert cast.calderbrook.pk in prepared.by_authority
    assert {one.today.id for one in prepared.rules} >= {"calderbrook-2026"}
    assert not any(one.changed for one in prepared.rules)


def test_a_draft_that_is_nobody_s_needs_to_be_given_to_an_authority(cast):
    text = SOONER.replace("rulebook: calderbrook-2026", "rulebook: another-2027")

    with pytest.raises(Nobody):
        prepare(proposal(text))
    prepared = prepare(proposal(text, authorities=(cast.calderbrook.pk,)))

    assert list(prepared.by_authority) == [cast.calderbrook.pk]
    assert next(prepared.rules).changed == {"return-interview-held"}


def test_a_faulty_draft_is_refused_with_its_faults(cast):
    with pytest.raises(Faulty):
        prepare(proposal("rulebook: ["))


def test_an_authority_of_another_protocol_is_left_out(cast):
    Agency.objects.filter(pk=cast.vale.pk).update(rulebook="dfe-2014")
    a_child(cast, authority=cast.vale)

    assert simulate(proposal()).figures.children == 0


def test_an_absence_that_ended_long_before_is_left_out_and_one_not_over_is_counted(cast):
    an_episode(cast)
    away(cast, a_child(cast, "Bea"), REPORTED)

    def absences(first):
        seen = proposal(first=first, last=first, seen_at=REPORTED + 400 * DAY)
        return simulate(seen).figures.absences

    assert absences(LATER.date() + 91 * DAY) == 2
    assert absences(LATER.date() + 94 * DAY) == 1


@pytest.mark.parametrize(("wanted", "counted"), [(False, {}), (True, {"day": 1})])
def test_absences_from_other_records_are_counted_when_asked_for(cast, wanted, counted):
    began, ended = a_day(2026, 3, 2), a_day(2026, 3, 4)
    one = a_past_absence(cast, a_looked_after_child(cast), began, ended)
    history.bring_in([one], by=cast.data_officer, at=APRIL)

    found = report(simulate(proposal(with_history=wanted)))

    assert found.history == counted
    assert found.absences == len(counted)
    assert found.total.today.late == 0 or not wanted
    assert bool(found.total.today.how_many(Outcome.NOT_KNOWN)) is wanted
    assert any("only to the day" in one for one in cautions(found)) is wanted


def test_a_report_made_in_error_is_owed_nothing_from_then(cast):
    episode = an_episode(cast)
    closing.close_as_error(episode, by=cast.team_manager, at=LATER, reason="A slip of the keys.")

    found = report(simulate(proposal()))

    assert found.total.today.load.count > 0
    assert found.total.today.late == 0
