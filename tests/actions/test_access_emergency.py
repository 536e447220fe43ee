"""Emergency access: who may open what, for how long, and who hears of it."""

from datetime import timedelta

import pytest

from lantern.access import actions, queries
from lantern.access.models import EmergencyAccess
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.notifications.models import Message
from lantern.people import queries as people
from lantern.people.actions import children, emergency
from lantern.people.actions.emergency import Sought
from lantern.people.policies import sight_of
from lantern.vocabulary.access import EmergencyOutcome
from tests.builders import LATER, a_child, a_looked_after_child

REASON = "Found at the bus station and will not say where she lives"


@pytest.fixture
def child(cast):
    return a_looked_after_child(cast)


@pytest.fixture
def opened(cast, child):
    sought = Sought(reference=child.reference)
    return emergency.open_record(sought, by=cast.neighbour, at=LATER, reason=REASON)


@pytest.mark.requirement("IS-069")
def test_a_record_opens_to_somebody_not_involved_and_closes_by_itself(cast, child, opened):
    during, after = LATER + timedelta(hours=3), LATER + actions.LASTS

    seen = people.look(cast.neighbour, child.reference, page="child", at=during)

    assert seen.sight.basis == "emergency"
    assert AccessEvent.objects.get(by=cast.neighbour.id).basis == "emergency"
    with pytest.raises(NotFound):
        people.look(cast.neighbour, child.reference, page="child", at=after)


@pytest.mark.requirement("IS-069")
def test_a_restricted_record_opens_in_an_emergency_and_not_otherwise(cast, child):
    children.restrict(child, by=cast.team_manager, at=LATER)
    before = people.is_visible(cast.duty_worker, child, at=LATER)

    emergency.open_record(
        Sought(reference=child.reference), by=cast.duty_worker, at=LATER, reason=REASON
    )

    assert not before
    assert people.is_visible(cast.duty_worker, child, at=LATER)
    assert not people.is_visible(cast.social_worker, child, at=LATER)
    assert not people.is_visible(cast.coordinator, child, at=LATER)
    assert people.is_visible(cast.team_manager, child, at=LATER)


@pytest.mark.requirement("IS-069")
def test_the_authority_whose_record_it_is_is_told_without_the_childs_name(cast, child, opened):
    messages = Message.objects.filter(kind="emergency_access")

    assert {one.user_id for one in messages} >= {cast.senior_manager.user_id}
    assert not any("Tamsin" in one.subject + one.body for one in messages)
    assert all(child.reference in one.body for one in messages)


def test_opening_is_on_the_record(cast, child, opened):
    event = AuditEvent.objects.get(kind="EmergencyAccessOpened")

    assert (event.about, event.by) == (child.reference, cast.neighbour.id)
    assert event.details == {
        "emergency": opened.reference,
        "agency": "northmoor",
        "authority": "calderbrook",
    }
    assert REASON not in str(event.details)


def test_a_reason_that_says_nothing_is_not_enough(cast, child):
    with pytest.raises(Invalid, match="why you need this record"):
        emergency.open_record(
            Sought(reference=child.reference), by=cast.neighbour, at=LATER, reason="urgent"
        )

    assert not people.is_visible(cast.neighbour, child, at=LATER)


@pytest.mark.parametrize(
    "who", ["foster_carer", "teacher", "interviewer", "auditor", "board_chair"]
)
def test_roles_that_do_not_answer_emergencies_cannot_open_a_record(cast, child, who):
    with pytest.raises(Refused):
        emergency.open_record(
            Sought(reference=child.reference), by=getattr(cast, who), at=LATER, reason=REASON
        )


def test_a_child_is_found_by_whole_name_and_birth_and_by_nothing_less(cast, child):
    whole = Sought(given_name="tamsin", family_name="REDFERN", born_on=child.born_on)
    part = Sought(given_name="Tam", family_name="Redfern", born_on=child.born_on)

    with pytest.raises(NotFound):
        emergency.open_record(part, by=cast.neighbour, at=LATER, reason=REASON)
    opened = emergency.open_record(whole, by=cast.neighbour, at=LATER, reason=REASON)

    assert opened.child == child.reference
    assert AuditEvent.objects.filter(kind="EmergencyAccessMissed").count() == 1


def test_two_children_of_one_name_and_birth_are_told_apart_by_nobody(cast, child):
    a_child(cast, "Tamsin")

    with pytest.raises(NotFound):
        emergency.open_record(
            Sought(given_name="Tamsin", family_name="Redfern", born_on=child.born_on),
            by=cast.neighbour,
            at=LATER,
            reason=REASON,
        )


def test_asking_twice_opens_once(cast, child, opened):
    again = emergency.open_record(
        Sought(reference=child.reference),
        by=cast.neighbour,
        at=LATER + timedelta(hours=1),
        reason=REASON,
    )

    assert again.pk == opened.pk
    assert EmergencyAccess.objects.count() == 1


def test_it_opens_the_record_to_one_person_and_not_to_their_colleagues(cast, child, opened):
    assert sight_of(cast.neighbour, child, at=LATER)
    assert not sight_of(cast.stranger, child, at=LATER)


def test_whoever_opened_it_can_end_it_early_and_nobody_else_can(cast, child, opened):
    with pytest.raises(Refused):
        actions.end_emergency(opened, by=cast.social_worker, at=LATER + timedelta(minutes=5))

    actions.end_emergency(opened, by=cast.neighbour, at=LATER + timedelta(minutes=5))

    assert not people.is_visible(cast.neighbour, child, at=LATER + timedelta(minutes=6))


@pytest.mark.requirement("IS-069")
@pytest.mark.parametrize("who", ["team_manager", "senior_manager", "auditor"])
def test_the_owner_of_the_data_or_an_auditor_reviews_it(cast, opened, who):
    actions.review(
        opened,
        by=getattr(cast, who),
        at=LATER,
        outcome=EmergencyOutcome.PROPER,
        finding="She was cold and alone.",
    )

    opened.refresh_from_db()
    assert opened.outcome == "proper"


@pytest.mark.parametrize("who", ["neighbour", "stranger", "social_worker", "administrator"])
def test_nobody_else_reviews_it(cast, opened, who):
    with pytest.raises(Refused):
        actions.review(
            opened,
            by=getattr(cast, who),
            at=LATER,
            outcome=EmergencyOutcome.PROPER,
            finding="Fine.",
        )


def test_a_manager_who_opened_a_record_leaves_the_review_to_another(cast, child):
    children.restrict(child, by=cast.team_manager, at=LATER)
    opened = emergency.open_record(
        Sought(reference=child.reference), by=cast.senior_manager, at=LATER, reason=REASON
    )

    with pytest.raises(Refused, match="Somebody else"):
        actions.review(
            opened,
            by=cast.senior_manager,
            at=LATER,
            outcome=EmergencyOutcome.PROPER,
            finding="Fine.",
        )


def test_a_second_review_is_shown_the_first(cast, opened):
    given = {"by": cast.team_manager, "at": LATER, "outcome": EmergencyOutcome.PROPER}
    actions.review(opened, **given, finding="Right to ask.")

    with pytest.raises(Conflict) as conflict:
        actions.review(opened, **given, finding="Wrong to ask.")

    assert conflict.value.theirs == {"finding": "Right to ask."}


def test_a_review_needs_words(cast, opened):
    with pytest.raises(Invalid):
        actions.review(
            opened, by=cast.auditor, at=LATER, outcome=EmergencyOutcome.PROPER, finding=" "
        )


def test_managers_oversee_their_own_authoritys_and_auditors_all(cast, opened):
    assert list(queries.overseen_by(cast.senior_manager)) == [opened]
    assert list(queries.overseen_by(cast.auditor)) == [opened]
    assert queries.get(cast.neighbour, opened.reference) == opened
    with pytest.raises(Refused):
        queries.overseen_by(cast.neighbour)
    with pytest.raises(Refused):
        queries.get(cast.stranger, opened.reference)
