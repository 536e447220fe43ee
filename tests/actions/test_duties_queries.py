"""Reading duties: of an absence, of a child, one, the next; by those who may see them."""

from datetime import date, timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.agreements import parameters
from lantern.core.errors import NotFound
from lantern.duties import queries
from lantern.duties.facts import FLAG_FACTS, STATUS_FACTS
from lantern.duties.models import Duty
from lantern.duties.owners import Places, agency_of
from lantern.duties.queries import Pressing, Whose
from lantern.people.actions import children, involvements
from lantern.people.actions import flags as concerns
from lantern.protocol.lexicon import vocabulary
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests import builders
from tests.builders import REPORTED

NOW = REPORTED + timedelta(minutes=35)


def rules(lines):
    return {line.rule for line in lines}


def test_the_duties_of_an_absence_are_shown_the_open_ones_first(cast):
    episode = builders.an_episode(cast)

    lines = queries.of_episode(cast.social_worker, episode, NOW)

    states = [line.state.is_open for line in lines]
    assert states == sorted(states, reverse=True)
    assert {"tell-police", "checks-deadline"} <= rules(lines)
    assert rules(queries.opened(lines)) == rules(lines) - {"checks-deadline", "checks-finished"}


def test_a_duty_that_has_not_arisen_yet_is_not_shown(cast):
    episode = builders.an_episode(cast)

    assert "strategy-meeting-held" not in rules(
        queries.of_episode(cast.social_worker, episode, NOW)
    )


def test_those_to_whom_duties_are_closed_see_only_what_their_own_agency_owes(cast):
    episode = builders.an_episode(cast)
    involvements.begin(
        episode.child,
        cast.millbrook,
        InvolvementBasis.SCHOOL,
        by=system_actor("test"),
        at=REPORTED,
    )

    assert queries.of_episode(cast.teacher, episode, NOW) == ()
    assert queries.of_episode(cast.administrator, episode, NOW) == ()
    assert queries.next_for(cast.administrator, [episode.pk], NOW) == {}


def test_the_duties_of_a_child_beside_any_absence_are_shown(cast):
    child = builders.a_looked_after_child(cast)
    concerns.raise_(
        child,
        FlagKind.MAY_GO_MISSING,
        by=cast.social_worker,
        at=builders.BEFORE,
        said_by="Her mother",
    )

    lines = queries.of_child(cast.social_worker, child, NOW)

    assert lines
    assert {line.episode for line in lines} == {""}


def test_the_next_duty_of_each_absence_is_the_one_due_first(cast):
    episode = builders.an_episode(cast)

    line = queries.next_for(cast.social_worker, [episode.pk], NOW)[episode.pk]

    first = Duty.objects.filter(episode=episode, arose_at__lte=NOW, ended_at=None)
    assert line.due_at == min(row.due_at for row in first)
    assert line.pressing is Pressing.OVERDUE


def test_one_duty_is_found_by_those_who_may_see_it_alone(cast):
    builders.an_episode(cast)
    number = Duty.objects.get(rule="tell-police").pk

    assert queries.get(cast.home_manager, number, NOW)[1].rule == "tell-police"
    for actor in (cast.neighbour, cast.administrator, cast.teacher):
        with pytest.raises(NotFound):
            queries.get(actor, number, NOW)
    with pytest.raises(NotFound):
        queries.get(cast.home_manager, 0, NOW)


def test_a_system_owes_nothing(cast):
    builders.an_episode(cast)

    assert queries.mine(system_actor("worker"), NOW, whose=Whose.TEAM).count == 0


def test_a_record_is_named_to_those_who_may_know_the_child(cast):
    episode = builders.an_episode(cast)
    abouts = [episode.reference, episode.child.reference, "S-2222-2222"]

    assert set(queries.names_of(cast.social_worker, abouts, NOW)) == set(abouts[:2])
    assert queries.names_of(cast.neighbour, abouts, NOW) == {}


def test_a_child_who_was_renamed_keeps_the_duties(cast):
    episode = builders.an_episode(cast)
    before = Duty.objects.count()

    children.change(
        episode.child, by=cast.social_worker, at=NOW, version=1, born_on=date(2012, 1, 1)
    )

    assert Duty.objects.filter(episode=episode).exists()
    assert Duty.objects.count() >= before - 2


def test_every_status_and_flag_reaches_the_protocol_by_facts_it_knows():
    assert set(STATUS_FACTS) == set(StatusKind)
    known = {fact for facts in (*STATUS_FACTS.values(), *FLAG_FACTS.values()) for fact in facts}
    assert known <= set(vocabulary())


PLACES = Places(
    responsible=1,
    host=2,
    force=3,
    carer=4,
    school=5,
    assigned={Role.FOSTERING_SERVICE: 9},
    nearby={AgencyKind.INTERVIEW_PROVIDER: 6},
)


@pytest.mark.parametrize(
    ("role", "agency"),
    [
        (Role.SOCIAL_WORKER, 1),
        (Role.HOST_AUTHORITY, 2),
        (Role.INVESTIGATING_OFFICER, 3),
        (Role.CARER, 4),
        (Role.SCHOOL, 5),
        (Role.RETURN_INTERVIEW_PROVIDER, 6),
        (Role.DESIGNATED_HEALTH, 1),
        (Role.FOSTERING_SERVICE, 9),
    ],
)
def test_a_role_means_one_agency(role, agency):
    assert agency_of(role, PLACES) == agency


def test_every_role_means_some_agency():
    assert all(agency_of(role, PLACES) for role in Role)


def test_a_length_of_the_protocol_is_the_narrowest_layers_in_force_that_day():
    quarter = timedelta(minutes=15)

    def police(rulebook, at=REPORTED):
        return parameters.length(rulebook, "police_acknowledgement", at, otherwise=quarter)

    assert police("calderbrook-2026") == timedelta(minutes=10)
    assert police("dfe-2014") == quarter
    assert police("nowhere-1999") == quarter
    assert police("calderbrook-2026", REPORTED.replace(year=2025)) == quarter
    telling = parameters.length("calderbrook-2026", "telling", REPORTED, otherwise=quarter)
    assert telling == timedelta(minutes=30)
