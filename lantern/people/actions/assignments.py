"""Who acts for a child in which role, by date (RF-005)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.references import one_telephone
from lantern.people import policies
from lantern.people.events import AssignmentEnded, ChildAssigned
from lantern.people.locks import hold
from lantern.people.models import Assignment, Child
from lantern.vocabulary.role import Role


class Holder(TypedDict, total=False):
    """Who holds the role: a member of staff with an account, or somebody by name and telephone."""

    user: User | None
    name: str
    telephone: str
    now: datetime | None


@transaction.atomic
def assign(
    child: Child, *, role: Role, by: Actor, at: datetime, agency: Agency, **who: Unpack[Holder]
) -> Assignment:
    """This person acts for the child in this role from `at`; whoever did before no longer does."""
    recorded = who.get("now") or at
    policies.can_assign(by, child, at=recorded).require()
    hold(child)
    user, name = who.get("user"), who.get("name", "").strip()
    if user is None and not name:
        raise Invalid({"name": f"Choose or name the {role.label}"})
    if at > recorded:
        raise Invalid({"from_at": "Enter a date and time that have passed"})
    for former in _holding(child, role):
        _end(former, by=by, at=at, now=recorded)
    assignment = Assignment.objects.create(
        child=child,
        role=role,
        user=user,
        agency=agency,
        name=name,
        telephone=one_telephone(who.get("telephone", "")),
        from_at=at,
        recorded_at=recorded,
    )
    announce(
        ChildAssigned(
            about=child.reference, by=by.id, at=recorded, assignment=assignment.pk, role=role
        )
    )
    return assignment


@transaction.atomic
def end(child: Child, *, role: Role, by: Actor, at: datetime, now: datetime | None = None) -> None:
    """Nobody acts for the child in this role from `at`."""
    recorded = now or at
    policies.can_assign(by, child, at=recorded).require()
    hold(child)
    holding = _holding(child, role)
    if not holding:
        raise Invalid({"role": f"Nobody is recorded as the child’s {role.label}"})
    for assignment in holding:
        _end(assignment, by=by, at=at, now=recorded)


def _holding(child: Child, role: Role) -> list[Assignment]:
    return list(
        Assignment.objects.select_for_update(of=("self",)).filter(
            child=child, role=role, until_at__isnull=True
        )
    )


def _end(assignment: Assignment, *, by: Actor, at: datetime, now: datetime) -> None:
    if at < assignment.from_at:
        raise Invalid({"from_at": "The person before began later than this. Check the date"})
    assignment.until_at = at
    assignment.end_recorded_at = now
    assignment.save(update_fields=["until_at", "end_recorded_at"])
    announce(
        AssignmentEnded(
            about=assignment.child.reference,
            by=by.id,
            at=now,
            assignment=assignment.pk,
            role=assignment.role,
        )
    )
