"""Strategy meetings: who is proposed, arranged, held, cancelled, reviewed; and what that meets."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.access.actor import system_actor
from lantern.agencies.models import Agency
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.core.instants import day_in_london
from lantern.duties.actions import rebuilding
from lantern.duties.models import Duty
from lantern.duties.queries import state_of
from lantern.episodes import projection
from lantern.episodes.actions import links, returns
from lantern.episodes.details import ReturnDetails
from lantern.episodes.models import Entry
from lantern.meetings import queries
from lantern.meetings.actions import arranging, closing, holding
from lantern.meetings.actions.arranging import Added, Chosen, When
from lantern.meetings.actions.holding import Held
from lantern.meetings.details import Attended, PartSaid, Record, Shared, Weighed
from lantern.meetings.legal import NO_ORDER, warning
from lantern.meetings.proposing import proposed
from lantern.meetings.standing import members
from lantern.notifications.models import Message
from lantern.people.actions import assignments, contacts, flags, statuses
from lantern.plans import queries as plans
from lantern.plans.details import Agreed
from lantern.plans.models import Plan
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.meeting import (
    Came,
    HowHeld,
    LegalChoice,
    LegalStep,
    MeetingKind,
    MeetingState,
    MemberCategory,
    Part,
    Reach,
)
from lantern.vocabulary.placement import PersonRelation, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role
from tests import builders
from tests.builders import BEFORE, REPORTED, SEEN

SYSTEM = system_actor("test")
ARRANGED = SEEN + timedelta(hours=74)
STARTS = SEEN + timedelta(hours=100)
HELD = STARTS + timedelta(hours=2)
REVIEW_ON = date(2026, 3, 20)
WHEN = When(starts_at=STARTS, how=HowHeld.CALL, chair_name="Marcus Bell")


def arranged(cast, episode, kind=MeetingKind.CARE_72_HOURS, **more):
    given = {"by": cast.social_worker, "at": ARRANGED} | more
    (meeting,) = arranging.arrange([episode], kind, WHEN, **given)
    return meeting


def a_meeting(cast, **more):
    return arranged(cast, builders.an_episode(cast), **more)


def held(meeting, **more):
    """What a chair records: as little as may be, and what is given."""
    said = {
        "attended": (Attended(member=members(meeting)[0].key, came=Came.PRESENT),),
        "parts": (PartSaid(part=Part.DECISIONS, words="Look for her at Mia’s."),),
    } | more.pop("record", {})
    given = {"held_at": STARTS, "review_on": REVIEW_ON, "record": Record(**said)} | more
    return Held(**given)


def recorded(cast, meeting, **more):
    return holding.record(meeting, held(meeting, **more), by=cast.team_manager, at=HELD)


def facts_of(episode):
    rows = projection.effective(Entry.objects.filter(episode=episode))
    return {row.fact: row for row in rows if row.fact}


def duty(episode, rule):
    return Duty.objects.get(subject=episode.reference, rule=rule)


def names(found):
    return {one.name for one in found}


# Who comes


@pytest.mark.requirement("RO-160")
def test_the_record_names_who_should_come_and_why(cast):
    child = builders.a_looked_after_child(cast, carer=cast.okafor, school=cast.millbrook)
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=BEFORE,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )
    contacts.add(
        child,
        by=cast.social_worker,
        at=BEFORE,
        name="Joan Redfern",
        relation=PersonRelation.MOTHER,
        has_parental_responsibility=True,
    )
    episode = builders.an_episode(cast, child=child, by=cast.foster_carer)

    found = proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED)

    assert {one.category for one in found} == {
        MemberCategory.SOCIAL_CARE,
        MemberCategory.CARE,
        MemberCategory.FOSTERING,
        MemberCategory.POLICE,
        MemberCategory.EDUCATION,
        MemberCategory.FAMILY,
    }
    assert all(one.why for one in found)
    worker = next(one for one in found if one.role == Role.SOCIAL_WORKER)
    assert worker.user_id == cast.social_worker.user_id


@pytest.mark.requirement("RO-161")
def test_the_public_protection_unit_comes_for_a_child_on_a_protection_plan(cast):
    episode = builders.an_episode(cast, child=builders.a_child(cast), by=cast.social_worker)

    found = proposed(episode, MeetingKind.PROTECTION_7_DAYS, at=ARRANGED)

    assert any(one.name.startswith("Public protection unit") for one in found)
    assert any(one.role == Role.POLICE_MISSING_COORDINATOR for one in found)


def test_public_protection_and_health_come_when_the_record_gives_cause(cast):
    episode = builders.an_episode(cast)
    without = names(proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED))
    kind = FlagKind.CHILD_SEXUAL_EXPLOITATION
    flags.raise_(episode.child, kind, by=cast.social_worker, at=REPORTED, said_by="School")
    episode.risk = "high"

    added = names(proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED)) - without

    assert any(name.startswith("Public protection unit") for name in added)
    assert len(added) == 2


# Arranged


@pytest.mark.requirement("CK-032", "RF-036")
def test_arranging_it_meets_the_duty_to_arrange_it(cast):
    episode = builders.an_episode(cast)

    meeting = arranged(cast, episode)

    assert facts_of(episode)["strategy_meeting.arranged"].at == ARRANGED
    assert duty(episode, "strategy-meeting-arranged").met_at == ARRANGED
    assert queries.of_episode(cast.social_worker, episode, at=ARRANGED)[0].state == (
        MeetingState.ARRANGED
    )
    assert meeting.reference.startswith("M-")


def test_those_with_accounts_get_an_invitation_that_names_no_child(cast):
    meeting = a_meeting(cast)

    sent = Message.objects.filter(kind="meeting", about=meeting.episode.reference)

    assert sent.filter(user_id=cast.police_coordinator.user_id).exists()
    assert not any("Tamsin" in one.subject + one.body for one in sent)


@pytest.mark.requirement("DA-040")
@pytest.mark.one_database
def test_an_early_meeting_says_why_it_is_early(cast):
    with pytest.raises(Invalid) as fault:
        a_meeting(cast, kind=MeetingKind.EARLY)

    assert list(fault.value.messages) == ["why"]
    assert a_meeting(cast, kind=MeetingKind.EARLY, why="Older men were seen with her.").why


@pytest.mark.one_database
def test_nobody_is_left_out_or_added_without_a_reason(cast):
    episode = builders.an_episode(cast)
    keys = [one.key for one in proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED)]
    wrong = Chosen(left_out=frozenset(keys[:1]), added=(Added(name="Pat", reason=" "),))

    with pytest.raises(Invalid) as fault:
        arranged(cast, episode, chosen=wrong)

    assert sorted(fault.value.messages) == ["added", "why_left_out"]


def test_somebody_left_out_is_not_told_and_asked_again_is(cast):
    episode = builders.an_episode(cast)
    police = next(
        one.key
        for one in proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED)
        if one.role == Role.POLICE_MISSING_COORDINATOR
    )
    out = Chosen(left_out=frozenset({police}), why_left_out="On leave.")
    meeting = arranged(cast, episode, chosen=out)
    messages = Message.objects.filter(kind="meeting", user_id=cast.police_coordinator.user_id)
    assert not messages.exists()

    arranging.choose(meeting, Chosen(), by=cast.social_worker, at=ARRANGED + timedelta(hours=1))

    assert messages.exists()


def test_a_moved_meeting_says_why_and_keeps_when_it_was_to_be(cast):
    meeting = a_meeting(cast)
    later = When(starts_at=STARTS + timedelta(days=1), how=HowHeld.CALL, chair_name="Marcus Bell")

    arranging.move(meeting, later, by=cast.team_manager, at=ARRANGED, reason="The police asked.")

    seen = queries.get(cast.social_worker, meeting.reference, page="meeting", at=ARRANGED)
    assert seen.line.starts_at == later.starts_at
    assert meeting.sitting.arrangements.count() == 2
    assert Message.objects.filter(subject__contains="was moved").exists()


def test_somebody_whose_role_does_not_arrange_meetings_is_refused(cast):
    with pytest.raises(Refused):
        a_meeting(cast, by=cast.home_manager)


# Held


@pytest.mark.requirement("CK-033", "RF-036")
def test_its_record_meets_the_duty_to_hold_it_at_the_time_it_was_held(cast):
    meeting = a_meeting(cast)

    recorded(cast, meeting)

    assert duty(meeting.episode, "strategy-meeting-held").met_at == STARTS
    assert facts_of(meeting.episode)["strategy_meeting.held"].words == "Look for her at Mia’s."


@pytest.mark.requirement("RF-036")
def test_each_action_agreed_is_a_duty_of_its_owner_from_the_meeting_on(cast):
    meeting = a_meeting(cast)
    action = Agreed(what="Visit Mia", role=Role.POLICE, due_on=date(2026, 3, 9))

    recorded(cast, meeting, actions=(action,))

    owed = duty(meeting.episode, "planned-action")
    assert (owed.words, owed.arose_at, owed.agency) == ("Visit Mia", STARTS, cast.force)
    (added,) = plans.of_source(
        cast.social_worker, meeting.episode.child, meeting.reference, at=HELD
    )
    assert added.review_on == REVIEW_ON


@pytest.mark.one_database
@pytest.mark.requirement("CK-137")
def test_a_record_without_attendance_decision_or_review_date_is_not_one(cast):
    meeting = a_meeting(cast)
    empty = Held(held_at=HELD + timedelta(days=1), review_on=date(2026, 3, 1), record=Record())

    with pytest.raises(Invalid) as fault:
        holding.record(meeting, empty, by=cast.team_manager, at=HELD)

    assert sorted(fault.value.messages) == ["attended", "decisions", "held_at", "review_on"]


@pytest.mark.requirement("CK-035", "FL-08.05")
def test_a_concern_of_organised_abuse_on_which_the_hub_was_consulted_is_recorded_and_met(cast):
    meeting = a_meeting(cast)

    recorded(cast, meeting, record={"organised_abuse": True, "hub_consulted": True})

    assert duty(meeting.episode, "mash-consulted").met_at == STARTS


def test_a_record_put_right_moves_the_facts_and_keeps_the_first_version(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting, record={"organised_abuse": True})
    earlier = STARTS - timedelta(hours=1)

    holding.record(
        meeting,
        held(meeting, held_at=earlier),
        by=cast.team_manager,
        at=HELD + timedelta(hours=1),
        version=1,
        reason="It began an hour before.",
    )

    facts = facts_of(meeting.episode)
    assert facts["strategy_meeting.held"].at == earlier
    assert "concern.organised_abuse" not in facts
    assert duty(meeting.episode, "strategy-meeting-held").met_at == earlier
    assert [one.version for one in meeting.minutes.order_by("version")] == [1, 2]


def test_the_second_to_record_it_reads_what_the_first_decided(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)

    with pytest.raises(Conflict) as conflict:
        recorded(cast, meeting)

    assert conflict.value.theirs["decisions"] == "Look for her at Mia’s."


def test_what_was_recorded_cannot_be_changed_in_the_database(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)

    with pytest.raises(DatabaseError), transaction.atomic():
        meeting.minutes.update(version=7)


def test_notes_are_their_authors_alone_until_the_record_is_made(cast):
    meeting = a_meeting(cast)
    holding.save_notes(meeting, {"decisions": ["So far"]}, by=cast.team_manager, at=HELD)

    assert queries.notes_of(cast.team_manager, meeting).answers == {"decisions": ["So far"]}
    assert queries.notes_of(cast.social_worker, meeting) is None
    recorded(cast, meeting)
    assert queries.notes_of(cast.team_manager, meeting) is None


# The law


@pytest.mark.requirement("CF-20", "DA-045")
@pytest.mark.parametrize(
    ("held", "taken", "warns"),
    [
        ({StatusKind.FULL_CARE_ORDER}, False, False),
        ({StatusKind.INTERIM_CARE_ORDER}, False, False),
        ({StatusKind.SECTION_20}, False, True),
        (set(), True, False),
        ({StatusKind.PROTECTION_PLAN}, False, True),
    ],
)
def test_a_recovery_order_is_warned_of_without_an_order_or_police_protection(held, taken, warns):
    said = warning(LegalStep.RECOVERY_ORDER, held=held, in_police_protection=taken)

    assert bool(said) is warns
    assert not warning(LegalStep.POLICE_PROTECTION, held=held, in_police_protection=taken)


@pytest.mark.requirement("CF-20", "DA-046")
def test_a_recovery_order_may_be_sought_against_the_warning_with_a_reason(cast):
    child = builders.a_child(cast)
    statuses.begin(child, StatusKind.SECTION_20, by=cast.social_worker, at=BEFORE)
    meeting = arranged(cast, builders.an_episode(cast, child=child, by=cast.social_worker))

    def sought(reason):
        one = Weighed(
            step=LegalStep.RECOVERY_ORDER,
            choice=LegalChoice.SOUGHT,
            warned=NO_ORDER,
            reason=reason,
        )
        return recorded(cast, meeting, record={"legal": (one,)})

    with pytest.raises(Invalid) as fault:
        sought("")
    assert list(fault.value.messages) == ["legal_reason"]
    assert sought("The court sits today for an interim order.")


# Cancelled, excused, reviewed


@pytest.mark.requirement("CF-17")
def test_the_chair_alone_cancels_it_and_that_excuses_the_duty_with_the_reason_recorded(cast):
    meeting = a_meeting(cast)
    with pytest.raises(Refused):
        closing.cancel(meeting, by=cast.social_worker, at=ARRANGED, reason="She is back.")

    closing.cancel(meeting, by=cast.team_manager, at=ARRANGED, reason="She is back and safe.")

    owed = duty(meeting.episode, "strategy-meeting-held")
    assert (owed.excused_at, owed.met_at) == (ARRANGED, None)
    assert facts_of(meeting.episode)["strategy_meeting.cancelled_by_chair"].words == (
        "She is back and safe."
    )
    with pytest.raises(Refused):
        recorded(cast, meeting)


@pytest.mark.requirement("CF-17", "DA-042")
def test_a_return_excuses_the_seven_day_meeting_and_not_that_of_a_child_in_care(cast):
    at_home = builders.a_child(cast, "Junaid")
    statuses.begin(at_home, StatusKind.PROTECTION_PLAN, by=cast.social_worker, at=BEFORE)
    home = builders.an_episode(cast, child=at_home, by=cast.social_worker)
    care = builders.an_episode(cast, child=builders.a_looked_after_child(cast, "Idris"))
    arranged(cast, home, MeetingKind.PROTECTION_7_DAYS)
    arranged(cast, care)

    for one in (home, care):
        came = ARRANGED + timedelta(hours=1)
        returns.record_returned(
            one, by=cast.social_worker, at=came, now=came, details=ReturnDetails()
        )

    assert duty(home, "home-strategy-meeting-held").excused_at is not None
    assert state_of(duty(care, "strategy-meeting-held"), HELD) is DutyState.OWED


@pytest.mark.requirement("CK-137")
def test_the_review_is_owed_on_its_day_and_met_by_reviewing(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    owed = duty(meeting.episode, "strategy-meeting-reviewed")
    assert day_in_london(owed.arose_at) == REVIEW_ON
    at = owed.arose_at + timedelta(hours=9)

    closing.review(meeting, by=cast.team_manager, at=at, words="All done.")

    assert duty(meeting.episode, "strategy-meeting-reviewed").met_at == at


def test_a_review_before_its_day_leaves_nothing_owed_on_that_day(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    early = HELD + timedelta(days=2)

    closing.review(
        meeting, by=cast.team_manager, at=early, words="All done.", next_on=date(2026, 4, 2)
    )

    rows = Duty.objects.filter(rule="strategy-meeting-reviewed").order_by("arose_at")
    assert [day_in_london(one.arose_at) for one in rows] == [
        day_in_london(early),
        date(2026, 4, 2),
    ]
    assert rows[0].met_at == early


# Together


def two_together(cast):
    first = builders.an_episode(cast)
    second = builders.an_episode(cast, child=builders.a_looked_after_child(cast, "Idris"))
    links.link([first, second], by=cast.social_worker, at=REPORTED + timedelta(hours=1))
    first.refresh_from_db()
    second.refresh_from_db()
    return first, second


@pytest.mark.requirement("CK-034", "RF-037", "FL-08.04")
def test_children_who_went_together_meet_once_and_keep_a_record_and_a_plan_each(cast):
    both = two_together(cast)
    arranging.consider_joint(
        both, by=cast.social_worker, at=ARRANGED, is_joint=True, words="They rely on each other."
    )
    meetings = arranging.arrange(
        both, MeetingKind.CARE_72_HOURS, WHEN, by=cast.social_worker, at=ARRANGED
    )

    for meeting, what in zip(meetings, ("Ring Mia", "Ring Sam"), strict=True):
        action = Agreed(what=what, role=Role.SOCIAL_WORKER, due_on=date(2026, 3, 12))
        recorded(cast, meeting, actions=(action,))

    assert len({one.sitting_id for one in meetings}) == 1
    assert Plan.objects.count() == 2
    for meeting, what in zip(meetings, ("Ring Mia", "Ring Sam"), strict=True):
        episode = meeting.episode
        assert duty(episode, "joint-meeting-considered").met_at == ARRANGED
        assert duty(episode, "joint-meeting-own-record").met_at == HELD
        (plan,) = plans.of_child(cast.social_worker, episode.child, at=HELD)
        assert [one.what for one in plan.actions] == [what]
    assert rebuilding.rebuild(by=SYSTEM, at=HELD).total == 0


# Who reads what


@pytest.mark.requirement("IS-060")
def test_what_was_shared_for_police_and_social_care_is_not_in_the_schools_copy(cast):
    child = builders.a_looked_after_child(cast, school=cast.millbrook)
    meeting = arranged(cast, builders.an_episode(cast, child=child))
    shared = (
        Shared(
            agency=cast.force.name,
            agency_id=cast.force.pk,
            words="A man is under watch.",
            reach=Reach.POLICE_AND_SOCIAL_CARE,
        ),
        Shared(
            agency=cast.millbrook.name,
            agency_id=cast.millbrook.pk,
            words="She spoke of Leeds.",
            reach=Reach.SOCIAL_CARE,
        ),
    )
    recorded(cast, meeting, record={"shared": shared})

    def words(actor):
        seen = queries.get(actor, meeting.reference, page="minutes", at=HELD)
        return [one.words for one in seen.copy.shared]

    assert words(cast.social_worker) == ["A man is under watch.", "She spoke of Leeds."]
    assert words(cast.police_coordinator) == ["A man is under watch."]
    assert words(cast.home_manager) == []
    seen = queries.get(cast.social_worker, meeting.reference, page="minutes", at=HELD)
    school = Agency.objects.get(pk=cast.millbrook.pk)
    copy = queries.copy_for(cast.social_worker, seen, school, at=HELD).copy
    assert [one.words for one in copy.shared] == ["She spoke of Leeds."]
    assert not copy.parts


def test_an_agency_that_was_not_invited_and_sees_no_work_knows_of_no_meeting(cast):
    episode = builders.an_episode(cast)
    everybody = proposed(episode, MeetingKind.CARE_72_HOURS, at=ARRANGED)
    police = frozenset(one.key for one in everybody if one.agency_id == cast.force.pk)
    meeting = arranged(
        cast, episode, chosen=Chosen(left_out=police, why_left_out="A matter of placement.")
    )

    with pytest.raises(NotFound):
        queries.get(cast.duty_inspector, meeting.reference, page="meeting", at=ARRANGED)
    assert queries.of_episode(cast.duty_inspector, episode, at=ARRANGED) == ()


_SAID = st.lists(st.text("abcdef ", min_size=1, max_size=8).filter(str.strip), max_size=3)


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_SAID, second=_SAID, is_put_right=st.booleans())
@pytest.mark.requirement("RF-037")
def test_whatever_one_meeting_says_of_two_children_each_record_and_plan_has_its_own_alone(
    cast, first, second, is_put_right
):
    with transaction.atomic():
        _hold_for_two(cast, first, second, is_put_right)
        transaction.set_rollback(True)


def _hold_for_two(cast, first, second, is_put_right):
    meetings = arranging.arrange(
        two_together(cast), MeetingKind.CARE_72_HOURS, WHEN, by=cast.social_worker, at=ARRANGED
    )
    said = {
        meetings[0].pk: [f"1 {one}" for one in first],
        meetings[1].pk: [f"2 {one}" for one in second],
    }
    for meeting in meetings:
        mine = said[meeting.pk]
        actions = tuple(
            Agreed(what=one, role=Role.SOCIAL_WORKER, due_on=date(2026, 3, 12)) for one in mine
        )
        parts = (PartSaid(part=Part.DECISIONS, words=" / ".join(["decided", *mine])),)
        recorded(cast, meeting, record={"parts": parts}, actions=actions)
        if is_put_right:
            again = held(meeting, record={"parts": parts}, held_at=STARTS + timedelta(minutes=5))
            at = HELD + timedelta(hours=1)
            holding.record(
                meeting, again, by=cast.team_manager, at=at, version=1, reason="It began later."
            )
    for meeting in meetings:
        others = {one for pk, some in said.items() if pk != meeting.pk for one in some}
        row = meeting.minutes.latest("version")
        found = plans.of_child(cast.social_worker, meeting.episode.child, at=HELD)
        whats = [one.what for plan in found for one in plan.actions]
        assert sorted(whats) == sorted(one.strip() for one in said[meeting.pk])
        assert not any(one in str(row.details) for one in others)
        assert Duty.objects.filter(
            subject=meeting.episode.reference, rule="planned-action"
        ).count() == len(whats)
    assert rebuilding.rebuild(by=SYSTEM, at=HELD + timedelta(hours=1)).total == 0
