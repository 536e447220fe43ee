"""May they? Add to a child's plan, and say what became of what is in it."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal, refused
from lantern.notifications.recipients import may_take
from lantern.people.models import Child
from lantern.people.policies import may
from lantern.plans.models import Plan, PlannedAction
from lantern.plans.standing import Standing
from lantern.vocabulary.plan import ActionState


def can_agree(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Whether this person may add to the child's plan."""
    return may(actor, Permission.PLAN_AGREE, child, at=at)


def can_end(actor: Actor, plan: Plan, *, at: datetime) -> Decision:
    """Whether this person may end the whole plan: the authority that answers for the child."""
    return first_refusal(
        may(actor, Permission.PLAN_AGREE, plan.child, at=at),
        _is_of_authority(actor, plan.child, "end the child’s plan"),
        allowed_if(plan.ended_at is None, "This plan has ended already."),
    )


def can_do(actor: Actor, action: PlannedAction, now: Standing, *, at: datetime) -> Decision:
    """Whether this person may say that it is done: whose it is, or the child's authority."""
    child = action.addition.plan.child
    return first_refusal(
        may(actor, Permission.PLAN_AGREE, child, at=at),
        is_open(now),
        _is_concerned(actor, child, now, at),
    )


def can_change(actor: Actor, action: PlannedAction, now: Standing, *, at: datetime) -> Decision:
    """Whether this person may drop it, give it to another or another day: the same people."""
    return can_do(actor, action, now, at=at)


def can_take_back(actor: Actor, action: PlannedAction, now: Standing, *, at: datetime) -> Decision:
    """Whether this person may open it again after a mistake."""
    child = action.addition.plan.child
    return first_refusal(
        may(actor, Permission.PLAN_AGREE, child, at=at),
        allowed_if(
            action.addition.plan.ended_at is None, "This plan has ended. Agree it anew instead."
        ),
        allowed_if(now.state is not ActionState.OPEN, "This is still to do."),
        _is_concerned(actor, child, now, at),
    )


def is_open(now: Standing) -> Decision:
    """Whether it is still to do."""
    if now.state is ActionState.OPEN:
        return ALLOWED
    return refused(f"This is recorded as {now.state.label.lower()} already.")


def _is_concerned(actor: Actor, child: Child, now: Standing, at: datetime) -> Decision:
    if actor.is_system or actor.agency_id == child.responsible_authority_id:
        return ALLOWED
    theirs = now.agency_id == actor.agency_id or (
        now.agency_id is None and now.role in may_take(actor, at)
    )
    return allowed_if(
        theirs or (now.person_id is not None and now.person_id == actor.user_id),
        f"This is for the {now.role.label} to do. Ask them, or {child.responsible_authority.name}.",
    )


def _is_of_authority(actor: Actor, child: Child, what: str) -> Decision:
    return allowed_if(
        actor.is_system or actor.agency_id == child.responsible_authority_id,
        f"Only {child.responsible_authority.name} may {what}.",
    )
