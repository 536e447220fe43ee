"""Agree what is to be done for a child, and end the plan. One plan a child at a time (CF-55)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.episodes.models import Episode
from lantern.notifications.recipients import held_on
from lantern.people.locks import hold
from lantern.people.models import Assignment, Child
from lantern.plans import policies
from lantern.plans.actions.writing import about, step_of
from lantern.plans.details import Agreed
from lantern.plans.events import PlanAgreed, PlanEnded
from lantern.plans.models import Addition, Plan, PlannedAction, Step
from lantern.plans.standing import standing_of
from lantern.vocabulary.plan import ActionState, PlanOrigin, StepKind


class Occasion(TypedDict, total=False):
    """More of the occasion on which something is agreed."""

    episode: Episode | None
    source: str
    review_on: date | None
    now: datetime


@transaction.atomic
def agree(
    child: Child,
    *,
    origin: PlanOrigin,
    items: Sequence[Agreed],
    by: Actor,
    at: datetime,
    **occasion: Unpack[Occasion],
) -> Plan:
    """Add these actions to the child's plan, which begins with the first that is agreed.

    `at` is when it was agreed, `now` when it is recorded, if later; `source` the public reference
    of the record that agreed it. What is wrong is named by the action's place: `what-0`,
    `due_on-0`, `person-0`.
    """
    now = occasion.get("now", at)
    episode = occasion.get("episode")
    policies.can_agree(by, child, at=now).require()
    _check(child, items, at, now, occasion.get("review_on"))
    hold(child)
    plan = Plan.objects.filter(child=child, ended_at__isnull=True).first()
    if plan is None:
        plan = Plan.objects.create(child=child, began_at=at, recorded_at=now)
    addition = Addition.objects.create(
        plan=plan,
        episode=episode,
        origin=origin,
        source=occasion.get("source", ""),
        agreed_at=at,
        review_on=occasion.get("review_on"),
        **author_of(by, now),
    )
    _add(addition, items, now)
    announce(
        PlanAgreed(
            about=about(addition),
            by=by.id,
            at=now,
            plan=plan.reference,
            origin=origin,
            actions=len(items),
        )
    )
    return plan


def _add(addition: Addition, items: Sequence[Agreed], now: datetime) -> None:
    for one in items:
        PlannedAction.objects.create(
            addition=addition,
            what=one.what.strip(),
            role=one.role,
            agency_id=one.agency_id,
            person_id=one.person_id,
            due_on=one.due_on,
            recorded_at=now,
        )


@transaction.atomic
def end(plan: Plan, *, by: Actor, at: datetime, reason: str) -> Plan:
    """The whole plan ends; what is still to do in it is dropped, each with this reason."""
    hold(plan.child)
    plan = Plan.objects.select_related("child__responsible_authority").get(pk=plan.pk)
    policies.can_end(by, plan, at=at).require()
    if not reason.strip():
        raise Invalid({"reason": "Say why the plan ends."})
    plan.ended_at, plan.ended_why, plan.ended_by = at, reason.strip(), by.name
    plan.save(update_fields=["ended_at", "ended_why", "ended_by"])
    told = {plan.child.reference}
    rows = PlannedAction.objects.filter(addition__plan=plan).select_related(
        "addition__plan__child", "addition__episode"
    )
    for action in rows.prefetch_related("steps"):
        if standing_of(action, action.steps.all()).state is ActionState.OPEN:
            Step.objects.create(**step_of(action, StepKind.DROPPED, at, reason, by=by, now=at))
            told.add(about(action.addition))
    for reference in sorted(told):
        announce(PlanEnded(about=reference, by=by.id, at=at, plan=plan.reference))
    return plan


def _check(
    child: Child, items: Sequence[Agreed], at: datetime, now: datetime, review_on: date | None
) -> None:
    faults: dict[str, str] = {}
    agreed_on = day_in_london(at)
    if at > now:
        faults["at"] = "A plan cannot be agreed at a time that has not come yet."
    if review_on is not None and review_on <= agreed_on:
        faults["review_on"] = "Enter a review date after the day on which this was agreed."
    for place, one in enumerate(items):
        if not one.what.strip():
            faults[f"what-{place}"] = "Say what is to be done."
        if one.due_on < agreed_on:
            faults[f"due_on-{place}"] = "Enter a day that is not before the day of the agreement."
        if one.person_id is not None and not holds_role(child, one, now):
            faults[f"person-{place}"] = (
                f"This person is not a {one.role.label} there now. Choose who does it, or the role "
                "alone."
            )
    if faults:
        raise Invalid(faults)


def holds_role(child: Child, one: Agreed, at: datetime) -> bool:
    """Whether the person named holds the role in the agency named, or acts in it for the child."""
    held = held_on(at).filter(user_id=one.person_id or 0, role=one.role)
    if one.agency_id is not None:
        held = held.filter(agency_id=one.agency_id)
    acting = Assignment.objects.filter(
        child=child, user_id=one.person_id or 0, role=one.role, until_at__isnull=True
    )
    return held.exists() or acting.exists()
