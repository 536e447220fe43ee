"""Which records are open in an emergency, to whom, and which openings wait for a review."""

from datetime import datetime

from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.access.models import EmergencyAccess
from lantern.access.permissions import Permission
from lantern.core.errors import NotFound


def open_to(actor: Actor, at: datetime) -> QuerySet[EmergencyAccess]:
    """The emergency accesses through which this actor sees records now.

    Somebody with several agencies sees through it only while acting for the one they opened it in.
    """
    return EmergencyAccess.objects.filter(
        by=actor.id, agency=actor.agency_slug, opened_at__lte=at, ends_at__gt=at
    )


def overseen_by(actor: Actor) -> QuerySet[EmergencyAccess]:
    """Those that this actor may review: all, for an auditor; a manager's own authority's."""
    everything = EmergencyAccess.objects.order_by("reviewed_at", "-opened_at")
    if actor.holds(Permission.AUDIT_SEE):
        return everything
    actor.holds(Permission.EMERGENCY_REVIEW).require()
    return everything.filter(authority=actor.agency_slug)


def get(actor: Actor, reference: str) -> EmergencyAccess:
    """One emergency access, to whoever may review it and to whoever opened it."""
    found = EmergencyAccess.objects.filter(reference=reference).first()
    if found is not None and found.by == actor.id:
        return found
    if found is None or not overseen_by(actor).filter(pk=found.pk).exists():
        raise NotFound("emergency access", reference)
    return found
