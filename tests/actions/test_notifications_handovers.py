"""A handover: open until a named person takes it, climbing meanwhile, and never lost."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from lantern.access.actor import system_actor
from lantern.accounts.models import Membership
from lantern.agencies.models import Cover
from lantern.audit.models import AuditEvent
from lantern.core.errors import NotFound, Refused
from lantern.core.instants import LONDON
from lantern.notifications import queries
from lantern.notifications.actions import handovers
from lantern.notifications.actions.handovers import Handing
from lantern.notifications.models import Handover, Message
from lantern.vocabulary.role import Role

NIGHT = datetime(2026, 3, 2, 3, 0, tzinfo=LONDON)
PATIENCE = timedelta(minutes=10)
SYSTEM = system_actor("test")


def hand(cast, role=Role.CALL_HANDLER, agency=None, at=NIGHT, **more):
    given = Handing(
        key=f"E-7K3P-9QX2 report {role}",
        about="E-7K3P-9QX2",
        what="A child reported missing",
        role=role,
        agency_id=(agency or cast.force).pk,
        climbs_after=PATIENCE,
        **more,
    )
    return handovers.begin(given, by=SYSTEM, at=at)


def test_a_handover_is_told_to_those_who_hold_the_role(cast):
    hand(cast)

    message = Message.objects.get()
    assert message.team == cast.team("calderbrook-vale-police", "Control room")
    assert message.subject == "Lantern: a child reported missing, E-7K3P-9QX2"


def test_the_same_cause_is_handed_over_once(cast):
    assert hand(cast) == hand(cast)
    assert Message.objects.count() == 1


def test_acknowledging_names_the_person_and_the_time(cast):
    handover = hand(cast)

    handovers.acknowledge(handover.pk, by=cast.call_handler, at=NIGHT + timedelta(minutes=3))

    (state,) = queries.handovers_of(cast.call_handler, ["E-7K3P-9QX2"], NIGHT)["E-7K3P-9QX2"]
    assert state.acknowledged_by == "Jo Lambert"
    assert state.acknowledged_at == NIGHT + timedelta(minutes=3)
    assert AuditEvent.objects.filter(kind="HandoverAcknowledged").count() == 1


def test_of_two_who_acknowledge_the_first_is_the_one_named(cast):
    handover = hand(cast)

    handovers.acknowledge(handover.pk, by=cast.call_handler, at=NIGHT)
    later = handovers.acknowledge(
        handover.pk, by=cast.duty_inspector, at=NIGHT + timedelta(minutes=1)
    )

    assert later.acknowledged_by == cast.user("call_handler")
    assert later.acknowledged_at == NIGHT
    assert AuditEvent.objects.filter(kind="HandoverAcknowledged").count() == 1


def test_nobody_of_another_agency_and_no_other_role_may_take_it(cast):
    handover = hand(cast)

    with pytest.raises(Refused, match="Calderbrook & Vale Police"):
        handovers.acknowledge(handover.pk, by=cast.duty_worker, at=NIGHT)
    with pytest.raises(Refused, match="call handler"):
        handovers.acknowledge(handover.pk, by=cast.police_coordinator, at=NIGHT)
    with pytest.raises(NotFound):
        handovers.acknowledge(0, by=cast.call_handler, at=NIGHT)

    handover.refresh_from_db()
    assert handover.acknowledged_at is None


def test_a_handover_that_nobody_takes_climbs_rung_by_rung(cast):
    hand(cast)

    handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE - timedelta(seconds=1))
    assert Handover.objects.count() == 1
    handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE)
    handovers.climb(by=SYSTEM, at=NIGHT + 2 * PATIENCE)
    handovers.climb(by=SYSTEM, at=NIGHT + 3 * PATIENCE)

    roles = list(Handover.objects.order_by("pk").values_list("role", flat=True))
    assert roles == ["call_handler", "duty_inspector", "force_incident_manager", "superintendent"]
    assert "not acknowledged" in Message.objects.order_by("-pk").first().subject


def test_climbing_twice_at_one_moment_climbs_once(cast):
    hand(cast)

    first = handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE)
    second = handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE)

    assert (first, second) == (1, 0)
    assert Handover.objects.count() == 2


def test_a_day_without_a_worker_climbs_one_rung_at_the_next_run_and_not_all_at_once(cast):
    hand(cast)

    handovers.climb(by=SYSTEM, at=NIGHT + timedelta(days=1))

    assert Handover.objects.count() == 2


def test_at_the_top_of_the_ladder_it_stays_open_and_those_who_look_after_messages_are_told(cast):
    hand(cast)
    for rung in range(1, 8):
        handovers.climb(by=SYSTEM, at=NIGHT + rung * PATIENCE)

    assert Handover.objects.filter(acknowledged_at__isnull=True).count() == 4
    last = Message.objects.filter(subject__contains="nobody has acknowledged")
    assert [one.user for one in last] == [cast.user("police_coordinator")]


def test_whoever_takes_a_climbed_handover_takes_the_whole_of_it(cast):
    below = hand(cast)
    handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE)
    above = Handover.objects.get(role="duty_inspector")

    handovers.acknowledge(above.pk, by=cast.duty_inspector, at=NIGHT + timedelta(minutes=12))
    handovers.climb(by=SYSTEM, at=NIGHT + timedelta(hours=1))

    below.refresh_from_db()
    assert below.acknowledged_by == cast.user("duty_inspector")
    assert Handover.objects.count() == 2


def test_a_rung_with_nobody_is_passed_over(cast):
    Cover.objects.filter(role=Role.DUTY_INSPECTOR).delete()
    Membership.objects.filter(role=Role.DUTY_INSPECTOR).delete()
    hand(cast)

    handovers.climb(by=SYSTEM, at=NIGHT + PATIENCE)

    assert set(Handover.objects.values_list("role", flat=True)) == {
        "call_handler",
        "force_incident_manager",
    }


def test_whoever_it_would_come_to_and_knows_it_already_has_it(cast):
    handover = hand(cast, known_to=cast.call_handler.id)

    assert handover.acknowledged_by == cast.user("call_handler")
    assert not Message.objects.exists()


def test_knowing_of_it_counts_for_nothing_in_somebody_it_would_not_come_to(cast):
    handover = hand(cast, known_to=cast.home_manager.id)

    assert handover.acknowledged_at is None


def test_at_night_the_duty_team_sees_and_takes_what_is_for_the_social_worker(cast):
    handover = hand(
        cast, Role.SOCIAL_WORKER, cast.calderbrook, assigned=(cast.social_worker.user_id,)
    )

    waiting = queries.handovers_to(cast.duty_worker, NIGHT)
    handovers.acknowledge(handover.pk, by=cast.duty_worker, at=NIGHT)

    assert [one.id for one in waiting] == [handover.pk]
    assert handover.role == "emergency_duty_team"
    assert queries.handovers_to(cast.duty_worker, NIGHT) == ()


def test_what_rests_climbs_no_more_and_can_still_be_taken(cast):
    handover = hand(cast)

    handovers.rest("E-7K3P-9QX2", by=SYSTEM, at=NIGHT)
    handovers.climb(by=SYSTEM, at=NIGHT + timedelta(days=1))
    handovers.acknowledge(handover.pk, by=cast.call_handler, at=NIGHT + timedelta(days=1))

    assert Handover.objects.count() == 1


def test_the_database_keeps_the_name_and_the_time_together(cast):
    handover = hand(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(acknowledged_at=NIGHT)
