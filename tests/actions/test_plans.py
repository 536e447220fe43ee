"""A child's plan: agreed, done, dropped, changed; and its actions as duties."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.access.actor import system_actor
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.duties import queries as duties
from lantern.duties.actions import rebuilding, sweeping
from lantern.duties.models import Duty
from lantern.duties.queries import Whose
from lantern.notifications.models import Message
from lantern.plans import queries
from lantern.plans.actions import plans, steps
from lantern.plans.details import Agreed
from lantern.plans.models import Plan, PlannedAction, Step
from lantern.vocabulary.duty import DutyState
from lantern.vocabulary.plan import ActionState, PlanOrigin
from lantern.vocabulary.role import Role
from tests import builders
from tests.builders import REPORTED

SYSTEM = system_actor("test")
AT = REPORTED + timedelta(hours=2)
DUE = date(2026, 3, 6)
END_OF_DUE = datetime(2026, 3, 7, tzinfo=UTC)


def agreed(cast, child, *items, **more):
    """What a social worker agreed; one action of the home where nothing is said."""
    chosen = items or (Agreed(what="Ring her friends", role=Role.KEY_WORKER, due_on=DUE),)
    given = {"origin": PlanOrigin.STRATEGY_MEETING, "by": cast.social_worker, "at": AT} | more
    return plans.agree(child, items=chosen, **given)


def the_action():
    return PlannedAction.objects.get()


def the_duty():
    return Duty.objects.get(rule="planned-action")


@pytest.mark.requirement("RF-036")
def test_an_action_agreed_for_an_absence_is_a_duty_of_its_owner_until_the_end_of_its_day(cast):
    episode = builders.an_episode(cast)

    agreed(cast, episode.child, episode=episode)

    owed = the_duty()
    assert owed.subject == episode.reference
    assert (owed.role, owed.agency) == (Role.KEY_WORKER, cast.alder_house)
    assert (owed.words, owed.arose_at, owed.due_at) == ("Ring her friends", AT, END_OF_DUE)
    assert "2 March 2026" in owed.because
    line = next(one for one in duties.of_episode(cast.social_worker, episode, AT) if one.planned)
    assert line.state is DutyState.OWED


@pytest.mark.requirement("CF-55")
def test_a_child_has_one_plan_to_which_each_occasion_adds(cast):
    child = builders.a_child(cast)

    first = agreed(cast, child)
    second = agreed(cast, child, origin=PlanOrigin.RETURN_INTERVIEW, at=AT + timedelta(days=1))

    assert first == second
    (plan,) = queries.of_child(cast.social_worker, child, at=AT)
    assert [one.origin for one in plan.additions] == [
        PlanOrigin.RETURN_INTERVIEW,
        PlanOrigin.STRATEGY_MEETING,
    ]


def test_what_is_done_meets_its_duty_at_the_time_at_which_it_was_done(cast):
    child = builders.a_child(cast)
    agreed(cast, child)

    done_at, now = AT + timedelta(hours=3), AT + timedelta(hours=5)
    steps.complete(
        the_action(), by=cast.social_worker, at=done_at, now=now, words="Rang. She is at Mia’s."
    )

    assert the_duty().met_at == done_at
    (plan,) = queries.of_child(cast.social_worker, child, at=now)
    assert plan.actions[0].now.state is ActionState.DONE


def test_what_is_done_in_the_minute_it_was_agreed_is_taken(cast):
    agreed_at = AT + timedelta(seconds=20)
    agreed(cast, builders.a_child(cast), at=agreed_at)

    steps.complete(
        the_action(), by=cast.social_worker, at=AT, now=AT + timedelta(seconds=50), words="Rang."
    )

    assert the_duty().met_at == agreed_at


def test_what_is_dropped_is_owed_no_more_and_says_why(cast):
    agreed(cast, builders.a_child(cast))

    steps.drop(the_action(), by=cast.social_worker, at=AT, reason="She is back.")

    assert (the_duty().excused_at, the_duty().excused_why) == (AT, "She is back.")


def test_what_was_recorded_by_mistake_is_owed_again_and_both_stay_legible(cast):
    child = builders.a_child(cast)
    agreed(cast, child)
    steps.complete(the_action(), by=cast.social_worker, at=AT, words="Rang.")

    steps.take_back(the_action(), by=cast.social_worker, at=AT, reason="It was another child.")

    assert the_duty().met_at is None
    (action,) = queries.open_actions(cast.social_worker, child, at=AT)
    assert [one.words for one in action.steps] == ["Rang.", "It was another child."]


def test_a_changed_day_and_owner_move_the_duty_and_make_no_second(cast):
    agreed(cast, builders.a_child(cast))
    before = the_duty().pk
    wanted = Agreed(
        what="", role=Role.TEAM_MANAGER, due_on=date(2026, 3, 10), agency_id=cast.calderbrook.pk
    )

    steps.change(the_action(), wanted, by=cast.social_worker, at=AT, reason="The home is closed.")

    assert the_duty().pk == before
    assert the_duty().due_at == datetime(2026, 3, 11, tzinfo=UTC)
    assert the_duty().role == Role.TEAM_MANAGER


def test_the_second_to_say_that_it_is_done_reads_what_the_first_wrote(cast):
    agreed(cast, builders.a_child(cast))
    steps.complete(the_action(), by=cast.social_worker, at=AT, words="Rang.")

    with pytest.raises(Conflict) as conflict:
        steps.complete(the_action(), by=cast.team_manager, at=AT, words="Rang too.")

    assert conflict.value.theirs["words"] == "Rang."


def test_a_plan_that_ends_drops_what_is_still_to_do_in_it(cast):
    child = builders.a_child(cast)
    plan = agreed(cast, child)

    plans.end(plan, by=cast.team_manager, at=AT, reason="All agree that it worked.")

    assert the_duty().excused_why == "All agree that it worked."
    assert agreed(cast, child) != plan


def test_a_person_named_has_the_duty_as_their_own(cast):
    child = builders.a_child(cast)
    theirs = Agreed(
        what="Chair the review",
        role=Role.TEAM_MANAGER,
        due_on=DUE,
        agency_id=cast.calderbrook.pk,
        person_id=cast.team_manager.user_id,
    )
    agreed(cast, child, theirs)

    found = duties.mine(cast.team_manager, AT, whose=Whose.MINE)

    assert [one.words for one in found.lines] == ["Chair the review"]
    assert found.lines[0].person == cast.team_manager.name


def test_the_owner_is_told_when_it_is_agreed_and_the_manager_when_it_was_not_done(cast):
    child = builders.a_looked_after_child(cast)
    agreed(cast, child)
    at_first = set(Message.objects.values_list("kind", flat=True))

    sweeping.sweep(by=SYSTEM, at=END_OF_DUE + timedelta(hours=1))

    assert "duties arises" in at_first
    overdue = Message.objects.filter(kind="duties overdue", about=child.reference)
    assert any("Ring her friends" in one.body for one in overdue)


@pytest.mark.one_database
def test_what_is_wrong_is_said_of_each_action_by_its_place(cast):
    wrong = Agreed(
        what=" ",
        role=Role.TEAM_MANAGER,
        due_on=date(2026, 3, 1),
        person_id=cast.social_worker.user_id,
    )
    fine = Agreed(what="Ring", role=Role.CARER, due_on=DUE)

    with pytest.raises(Invalid) as fault:
        agreed(cast, builders.a_child(cast), fine, wrong)

    assert sorted(fault.value.messages) == ["due_on-1", "person-1", "what-1"]


def test_an_agency_that_neither_owes_it_nor_answers_for_the_child_cannot_say_it_is_done(cast):
    episode = builders.an_episode(cast)
    agreed(cast, episode.child, episode=episode)

    with pytest.raises(Refused):
        steps.complete(the_action(), by=cast.duty_inspector, at=AT, words="Done.")


def test_the_police_see_of_the_plan_what_is_theirs_to_do_and_no_more(cast):
    episode = builders.an_episode(cast)
    ours = Agreed(what="Visit", role=Role.POLICE, due_on=DUE, agency_id=cast.force.pk)
    home = Agreed(what="Keep her room", role=Role.KEY_WORKER, due_on=DUE)
    agreed(cast, episode.child, ours, home, episode=episode)

    (addition,) = queries.of_episode(cast.duty_inspector, episode, at=AT)

    assert [one.what for one in addition.actions] == ["Visit"]


def test_what_was_agreed_cannot_be_changed_in_the_database(cast):
    agreed(cast, builders.a_child(cast))

    with pytest.raises(DatabaseError), transaction.atomic():
        PlannedAction.objects.update(what="Nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        PlannedAction.objects.all().delete()


_DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["agree", "complete", "drop", "take_back", "change"]),
        st.integers(0, 3),
        st.integers(0, 20),
    ),
    max_size=9,
)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=_DEEDS)
def test_a_rebuilt_ledger_is_row_for_row_what_the_plan_made_of_it(cast, deeds):
    with transaction.atomic():
        _do_all(cast, deeds)
        transaction.set_rollback(True)


def _do_all(cast, deeds):
    episode = builders.an_episode(cast)
    at = AT
    for deed, which, hours in [("agree", 0, 1), *deeds]:
        at += timedelta(hours=hours)
        try:
            _do(cast, episode, deed, which, at)
        except (Conflict, Refused):
            continue
    before = set(Duty.objects.values_list("subject", "rule", "cause", "due_at", "ended_at"))
    assert rebuilding.rebuild(by=SYSTEM, at=at).total == 0
    Duty.objects.all().delete()
    rebuilding.rebuild(by=SYSTEM, at=at)
    after = set(Duty.objects.values_list("subject", "rule", "cause", "due_at", "ended_at"))
    assert before == after
    assert Plan.objects.count() == 1
    done = {step.action.reference for step in Step.objects.filter(kind="taken_back")}
    assert done <= {cause for _, _, cause, _, _ in after}


def _do(cast, episode, deed, which, at):
    by = cast.social_worker
    if deed == "agree":
        whole = episode if which % 2 else None
        plans.agree(
            episode.child,
            origin=PlanOrigin.REVIEW,
            items=[Agreed(what="Ring", role=Role.CARER, due_on=date(2026, 4, 1))] * (which + 1),
            by=by,
            at=at,
            episode=whole,
        )
        return
    found = PlannedAction.objects.order_by("pk")
    action = found[which % len(found)]
    wanted = Agreed(what="", role=Role.TEAM_MANAGER, due_on=date(2026, 4, 2 + which))
    {
        "complete": lambda: steps.complete(action, by=by, at=at, words="Done."),
        "drop": lambda: steps.drop(action, by=by, at=at, reason="Not needed."),
        "take_back": lambda: steps.take_back(action, by=by, at=at, reason="A mistake."),
        "change": lambda: steps.change(action, wanted, by=by, at=at, reason="Another."),
    }[deed]()
