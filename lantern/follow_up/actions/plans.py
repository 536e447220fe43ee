"""Plans to change what leads a child to go: agreed, judged by a person, ended (004 L19)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.follow_up import known, policies
from lantern.follow_up.actions.writing import known as known_of
from lantern.follow_up.actions.writing import require_asked, state
from lantern.follow_up.details import Fact
from lantern.follow_up.effect import compare, written
from lantern.follow_up.events import (
    BehaviourPlanAgreed,
    BehaviourPlanEnded,
    BehaviourPlanReviewed,
)
from lantern.follow_up.forums import FACT, Choice, forums_of
from lantern.follow_up.models import BehaviourPlan, PlanReview
from lantern.people.askable import step_of
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.plans.actions import plans as child_plans
from lantern.plans.actions import steps as child_steps
from lantern.plans.details import Agreed
from lantern.plans.models import PlannedAction
from lantern.plans.standing import standing_of
from lantern.vocabulary.follow_up import Forum, PlanJudgement
from lantern.vocabulary.plan import ActionState, PlanOrigin
from lantern.vocabulary.role import Role


class PlanFields(TypedDict, total=False):
    """The parts of a plan."""

    forum: str
    leads: str
    changes: str
    child_words: str
    review_on: date
    agreed: Sequence[Agreed]


class Judged(TypedDict):
    """A person's judgement, and the day of the next; without one the plan ends."""

    judgement: PlanJudgement
    reasons: str
    next_on: date | None


JUDGE: Final = "Judge whether the behaviour-change plan works"
"""What is to be done on the day of a review."""
MANAGED: Final = Role.SOCIAL_WORKER
MANAGED_BY: Final[Mapping[str, Role]] = {
    Forum.CARE_REVIEW: Role.INDEPENDENT_REVIEWING_OFFICER,
}
"""Who answers for the review of a plan, by the forum that manages it; else the social worker."""


@transaction.atomic
def agree(
    child: Child, *, by: Actor, at: datetime, now: datetime, **fields: Unpack[PlanFields]
) -> BehaviourPlan:
    """A plan was agreed in the forum that manages it."""
    policies.can_agree_plan(by, child, at=now).require()
    agreed = fields.pop("agreed", ())
    hold(child)
    forum = forums_of(child, by=by, at=min(at, now))[fields["forum"]]
    _check(fields, forum, at, now)
    plan = BehaviourPlan.objects.create(
        child=child,
        agreed_at=at,
        forum_words=forum.label if forum else "",
        **fields,
        **author_of(by, now),
    )
    meant = ((FACT, str(fields["forum"])),)
    _state(child, meant, by=by, at=at, now=now, words=fields["changes"])
    _to_do(plan, (*agreed, *_judging(plan, plan.review_on)), by=by, at=at, now=now)
    announce(BehaviourPlanAgreed(about=child.reference, by=by.id, at=now, plan=plan.reference))
    return plan


@transaction.atomic
def review(
    plan: BehaviourPlan, *, by: Actor, now: datetime, **judged: Unpack[Judged]
) -> PlanReview:
    """Somebody judges whether the plan works. What the record counts is kept beside the words."""
    hold(plan.child)
    policies.can_review_plan(by, plan, at=now).require()
    next_on = judged["next_on"]
    faults = {}
    if not judged["reasons"].strip():
        faults["reasons"] = "Say why you judge it so."
    if next_on is not None and next_on <= day_in_london(now):
        faults["next_on"] = "Enter a day in the future."
    if faults:
        raise Invalid(faults)
    found = compare(known.aways(known.absences(plan.child)), agreed_at=plan.agreed_at, at=now)
    row = PlanReview.objects.create(
        plan=plan, at=now, counts=written(found), **judged, **author_of(by, now)
    )
    ended = (("behaviour_plan.ended", ""),) if next_on is None else ()
    meant = (("behaviour_plan.reviewed", ""), *ended)
    _state(plan.child, meant, by=by, at=now, now=now, words=judged["reasons"])
    _judged(plan, by=by, now=now, words=judged["reasons"])
    if next_on is not None:
        _to_do(plan, _judging(plan, next_on), by=by, at=now, now=now)
    event = BehaviourPlanReviewed if next_on is not None else BehaviourPlanEnded
    announce(event(about=plan.child.reference, by=by.id, at=now, plan=plan.reference))
    return row


def _judging(plan: BehaviourPlan, on: date) -> tuple[Agreed, ...]:
    """The next review as something to do, where no rule of the child's rulebook asks for it."""
    if step_of(plan.child, "behaviour_plan.reviewed") is not None:
        return ()
    return (Agreed(what=JUDGE, role=MANAGED_BY.get(plan.forum, MANAGED), due_on=on),)


def _to_do(
    plan: BehaviourPlan, items: tuple[Agreed, ...], *, by: Actor, at: datetime, now: datetime
) -> None:
    if not items:
        return
    child_plans.agree(
        plan.child,
        origin=PlanOrigin.BEHAVIOUR_CHANGE_PLAN,
        items=items,
        by=by,
        at=at,
        now=now,
        source=plan.reference,
    )


def _judged(plan: BehaviourPlan, *, by: Actor, now: datetime, words: str) -> None:
    """The review that was to do is done, unless somebody has said so already."""
    asked = PlannedAction.objects.filter(addition__source=plan.reference, what=JUDGE)
    for action in asked.prefetch_related("steps"):
        if standing_of(action, action.steps.all()).state is ActionState.OPEN:
            child_steps.complete(action, by=by, at=now, words=words)


def _state(
    child: Child, meant: tuple[Fact, ...], *, by: Actor, at: datetime, now: datetime, words: str
) -> None:
    facts = known_of(child, None, meant)
    require_asked(child, facts, by=by)
    state(child, None, facts, by=by, at=at, now=now, words=words)


def _check(fields: PlanFields, forum: Choice | None, at: datetime, now: datetime) -> None:
    faults = {}
    if forum is None or forum.refused:
        faults["forum"] = forum.refused if forum else "Choose who manages it."
    if at > now:
        faults["at"] = "Enter a date and time that have passed."
    if not fields.get("leads", "").strip():
        faults["leads"] = "Say what leads the child to go."
    if not fields.get("changes", "").strip():
        faults["changes"] = "Say what will change, and who does it."
    review_on = fields.get("review_on")
    if review_on is None or review_on <= day_in_london(now):
        faults["review_on"] = "Enter a review day in the future."
    if faults:
        raise Invalid(faults)
