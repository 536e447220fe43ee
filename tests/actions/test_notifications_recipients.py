"""Who is told: a role in an agency, at an hour; and who instead where nobody is there."""

from datetime import datetime, time

import pytest

from lantern.accounts.models import Membership
from lantern.agencies.models import Cover, OfficeHours, Team
from lantern.core.instants import LONDON
from lantern.notifications import recipients
from lantern.notifications.ladders import NEXT, STANDS_IN, rungs
from lantern.notifications.recipients import holders
from lantern.vocabulary.role import Role

MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
MONDAY_NIGHT = datetime(2026, 3, 2, 3, 0, tzinfo=LONDON)
SATURDAY_NOON = datetime(2026, 3, 7, 12, 0, tzinfo=LONDON)
GOOD_FRIDAY = datetime(2026, 4, 3, 12, 0, tzinfo=LONDON)


def test_the_childs_own_worker_comes_first_in_office_hours(cast):
    worker = cast.social_worker.user_id

    found = holders(Role.SOCIAL_WORKER, cast.calderbrook.pk, MONDAY_NOON, assigned=[worker])

    assert (found.role, found.user_ids, found.team_ids) == (Role.SOCIAL_WORKER, (worker,), ())


def test_a_child_without_a_worker_falls_to_the_team_that_covers(cast):
    found = holders(Role.SOCIAL_WORKER, cast.calderbrook.pk, MONDAY_NOON)

    assert found.team_ids == (cast.team("calderbrook", "Children in care team").pk,)
    assert found.instead_of is None


@pytest.mark.requirement("RO-022")
@pytest.mark.parametrize("at", [MONDAY_NIGHT, SATURDAY_NOON, GOOD_FRIDAY])
def test_out_of_hours_a_social_workers_duties_fall_to_the_emergency_duty_team(cast, at):
    worker = cast.social_worker.user_id

    found = holders(Role.SOCIAL_WORKER, cast.calderbrook.pk, at, assigned=[worker])

    assert found.role is Role.EMERGENCY_DUTY_TEAM
    assert found.team_ids == (cast.team("calderbrook", "Emergency duty team").pk,)
    assert found.user_ids == ()


def test_office_hours_are_londons_when_the_clocks_have_gone_forward(cast):
    assert recipients.in_office_hours(
        cast.calderbrook.pk, datetime.fromisoformat("2026-06-01T08:30+00:00")
    )
    assert not recipients.in_office_hours(
        cast.calderbrook.pk, datetime.fromisoformat("2026-06-01T16:30+00:00")
    )


def test_an_agency_with_hours_of_its_own_is_open_on_its_own_days(cast):
    OfficeHours.objects.create(agency=cast.calderbrook, weekday=5, opens=time(10), closes=time(14))

    assert recipients.in_office_hours(cast.calderbrook.pk, SATURDAY_NOON)


def test_a_role_that_no_team_covers_is_held_by_its_people(cast):
    found = holders(Role.INDEPENDENT_REVIEWING_OFFICER, cast.calderbrook.pk, MONDAY_NIGHT)

    assert found.user_ids == (cast.reviewing_officer.user_id,)


def test_the_police_without_a_post_means_the_control_room(cast):
    found = holders(Role.POLICE, cast.force.pk, MONDAY_NIGHT)

    assert found.team_ids == (cast.team("calderbrook-vale-police", "Control room").pk,)


def test_where_nobody_holds_a_role_the_next_rung_is_told_and_says_so(cast):
    Cover.objects.filter(role=Role.TEAM_MANAGER).delete()
    Membership.objects.filter(role=Role.TEAM_MANAGER).delete()

    found = holders(Role.TEAM_MANAGER, cast.calderbrook.pk, MONDAY_NOON)

    assert (found.role, found.instead_of) == (Role.SENIOR_MANAGER, Role.TEAM_MANAGER)
    assert found.user_ids == (cast.senior_manager.user_id,)


def test_somebody_who_has_left_holds_nothing(cast):
    Membership.objects.filter(role=Role.INDEPENDENT_REVIEWING_OFFICER).update(
        until_on=MONDAY_NOON.date()
    )

    found = holders(Role.INDEPENDENT_REVIEWING_OFFICER, cast.calderbrook.pk, MONDAY_NOON)

    assert found.role is Role.SENIOR_MANAGER


def test_a_provider_with_nobody_climbs_to_the_authority_it_is_in(cast):
    Team.objects.filter(agency=cast.open_door).update(name="Nobody")
    Cover.objects.filter(team__agency=cast.open_door).delete()
    Membership.objects.filter(agency=cast.open_door).delete()

    found = holders(Role.RETURN_INTERVIEW_PROVIDER, cast.open_door.pk, MONDAY_NOON)

    assert (found.role, found.agency_id) == (Role.MISSING_COORDINATOR, cast.calderbrook.pk)
    assert found.instead_of is Role.RETURN_INTERVIEW_PROVIDER


def test_where_a_whole_agency_is_empty_those_who_look_after_messages_are_told(cast):
    found = holders(Role.SCHOOL, cast.eastmarch.pk, MONDAY_NOON)

    assert found.instead_of is Role.SCHOOL
    assert cast.administrator.user_id in found.user_ids


def test_every_ladder_has_a_top_and_nobody_stands_in_for_themselves():
    for role in Role:
        assert len(set(rungs(role))) == len(rungs(role))
        assert rungs(role)[-1] not in NEXT or NEXT[rungs(role)[-1]] in rungs(role)
    for role, able in STANDS_IN.items():
        assert role not in able


def test_somebody_of_the_duty_team_does_a_social_workers_work_at_night_only(cast):
    assert Role.SOCIAL_WORKER in recipients.works_as(cast.duty_worker, MONDAY_NIGHT)
    assert Role.SOCIAL_WORKER not in recipients.works_as(cast.duty_worker, MONDAY_NOON)
